"""Computes again, with PyTorch in double, what gradients_driver prints, and reports in TAP.

Losses, gradients of every weight matrix and of the input, and the velocity of the output under
gradient flow with unit rates (a directional derivative, by differentiating twice backward).
Usage: gradients_driver | python3 gradients.py
"""
import sys

try:
    import torch
except ImportError:
    print("1..0 # SKIP PyTorch is not importable by this Python")
    sys.exit(0)

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

# Both sides round a few hundred products in double; 1e-11 of the largest entry is 1e5 eps.
TOLERANCE = 1e-11

ACTIVATIONS = {
    "linear": lambda s, a, b: s,
    "relu": lambda s, a, b: torch.relu(s),
    "abrelu": lambda s, a, b: a * s + b * torch.abs(s),
    "abs": lambda s, a, b: torch.abs(s),
    "hard-tanh": lambda s, a, b: torch.nn.functional.hardtanh(s),
    "tanh": lambda s, a, b: torch.tanh(s),
    "erf": lambda s, a, b: torch.erf(s),
    "gelu": lambda s, a, b: torch.nn.functional.gelu(s),
    "silu": lambda s, a, b: torch.nn.functional.silu(s),
}


def matrix(words):
    rows, columns = int(words[0]), int(words[1])
    return torch.tensor([float(w) for w in words[2:]]).reshape(rows, columns)


def norm(h, kind, epsilon):
    if kind == "mean":
        return torch.nn.functional.layer_norm(h, h.shape[1:], eps=epsilon)
    return h / torch.sqrt((h * h).mean(dim=1, keepdim=True) + epsilon)


def as_images(h, words):
    height, width, channels = (int(word) for word in words)
    return h.reshape(len(h), height, width, channels).permute(0, 3, 1, 2)


def as_rows(images):
    return images.permute(0, 2, 3, 1).reshape(len(images), -1)


def convolution(h, weights, words):
    kernel = weights.reshape(len(weights), 3, 3, -1).permute(0, 3, 1, 2)
    return as_rows(float(words[0]) * torch.nn.functional.conv2d(as_images(h, words[1:]), kernel, padding=1))


def forward(case, member, weights, h):
    kept, k, members = [], 0, case["members"]
    for kind, *words in case["layers"]:
        if kind == "dense":
            h, k = float(words[0]) * (h @ weights[k].T), k + 1
        elif kind == "convolution":
            h, k = convolution(h, weights[k], words), k + 1
        elif kind == "pool":
            h = as_rows(torch.nn.functional.avg_pool2d(as_images(h, words), 2))
        elif kind == "activation":
            h = ACTIVATIONS[words[0]](h, float(words[1]), float(words[2]))
        elif kind == "norm":
            h = norm(h, words[0], float(words[1]))
        elif kind == "scale":
            h = float(words[member]) * h
        elif kind == "open":
            kept.append(h)
        elif kind == "close":
            h = float(words[member]) * kept.pop() + float(words[members + member]) * h
    return h


def loss_of(case, f):
    if case["loss_kind"] == "square":
        return 0.5 * ((f - case["y"]) ** 2).sum() / case["samples"]
    return -(case["y"] * torch.log_softmax(f, dim=1)).sum() / case["samples"]


def relative(got, want):
    defect = float((got - want).abs().max() / want.abs().max().clamp(min=1e-300))
    return defect if defect == defect else float("inf")


def worst_defect(case):
    worst, n, count = 0.0, case["samples"], len(case["weights"])
    for member in range(case["members"]):
        weights = [w.clone().requires_grad_() for w in case["weights"]]
        x = case["x"].clone().requires_grad_()
        f = forward(case, member, weights, x)
        loss = loss_of(case, f)
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


def main():
    number, failed = 0, 0
    for number, case in enumerate(read_cases(sys.stdin), 1):
        phi = next(words[1] for words in case["layers"] if words[0] == "activation")
        defect = worst_defect(case)
        good = defect <= TOLERANCE
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} - {case['name']} {phi}: differs from PyTorch by {defect:.1e}")
    if number == 0:
        print("Bail out! the driver printed no case")
        return 1
    print(f"1..{number}")
    return 1 if failed else 0


sys.exit(main())
