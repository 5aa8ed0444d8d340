"""Computes again, with PyTorch in double, what gradients_driver prints, and reports in TAP.

Losses, gradients of every weight matrix and of the input, and the velocity of the output under
gradient flow with unit rates (a directional derivative, by differentiating twice backward).
Usage: gradients_driver | python3 gradients.py
"""
import sys

from network import activation_of, forward, loss_of, matrix, relative, report, torch

torch.set_default_dtype(torch.float64)

# Both sides round a few hundred products in double; 1e-11 of the largest entry is 1e5 eps.
TOLERANCE = 1e-11


def worst_defect(case):
    worst, n, count = 0.0, case["samples"], len(case["weights"])
    for member in range(case["members"]):
        weights = [w.clone().requires_grad_() for w in case["weights"]]
        x = case["x"].clone().requires_grad_()
        f = forward(case["layers"], weights, x, member, case["members"])
        loss = loss_of(case["loss_kind"], f, case["y"], n)
        *gradients, slope = torch.autograd.grad(loss, weights + [x], retain_graph=True)
        # J d by differentiating u -> J^T u once more
        u = torch.zeros_like(f, requires_grad=True)
        pulled = torch.autograd.grad(f, weights, u, create_graph=True)
        flow = sum((p * -g).sum() for p, g in zip(pulled, gradients))
        (velocity,) = torch.autograd.grad(flow, u)
        rows = slice(member * n, (member + 1) * n)
        theirs = [torch.stack([loss.detach()]), *gradients, slope, velocity]
        ours = [torch.tensor([case["loss"][member]]), *case["gradients"][member * count:(member + 1) * count],
                case["input_gradient"][rows], case["velocity"][rows]]
        worst = max([worst] + [relative(a, b) for a, b in zip(ours, theirs)])
    return worst


def read_cases(lines):
    case = None
    for line in lines:
        word, *words = line.split()
        if word == "case":
            case = {"name": words[0], "samples": int(words[1]), "members": int(words[2]), "loss_kind": words[3],
                    "layers": [], "weights": [], "gradients": [], "loss": []}
        elif word == "layer":
            case["layers"].append(words)
        elif word == "weights":
            case["weights"].append(matrix(words))
        elif word == "gradient":
            case["gradients"].append(matrix(words))
        elif word == "loss":
            case["loss"].append(float(words[1]))
        elif word == "end":
            yield case
        else:
            case[word] = matrix(words)


def judge(case):
    defect = worst_defect(case)
    return defect <= TOLERANCE, f"{case['name']} {activation_of(case)}: differs from PyTorch by {defect:.1e}"


sys.exit(report(read_cases(sys.stdin), judge))
