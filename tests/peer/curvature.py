"""Computes again, with PyTorch in double, what curvature_driver prints, and reports in TAP.

Gradient of the loss of the scaled output, products with its Hessian (differentiating twice backward) and with
its Gauss-Newton matrix (J, then the loss's second derivative, then J^T), and the tangent kernel J J^T.
Usage: curvature_driver | python3 curvature.py
"""
import sys

from network import activation_of, forward, loss_of, matrix, relative, report, torch

torch.set_default_dtype(torch.float64)

# Of the largest entry. In double both sides round a few hundred products; in float the library does.
TOLERANCE = {"double": 1e-11, "float": 1e-5}


def grad(of, inputs, **options):
    """torch.autograd.grad, with zeros where nothing depends."""
    if not of.requires_grad:
        return tuple(torch.zeros_like(i) for i in inputs)
    got = torch.autograd.grad(of, inputs, allow_unused=True, **options)
    return tuple(torch.zeros_like(i) if g is None else g for g, i in zip(got, inputs))


def flat(parts):
    return torch.cat([p.reshape(-1) for p in parts])


def worst_defect(case):
    trained = [int(words[2]) for words in case["layers"] if words[0] == "dense"]
    weights = [w.clone().requires_grad_(bool(t)) for w, t in zip(case["weights"], trained)]
    moving = [w for w in weights if w.requires_grad]
    f = forward(case["layers"], weights, case["x"])
    scaled = case["scale"] * (f - case["offset"])

    def loss(s):
        return loss_of(case["loss_kind"], s, case["y"], case["samples"])

    gradient = flat(grad(loss(scaled), moving, create_graph=True))
    jacobian = torch.stack([flat(grad(entry, moving, retain_graph=True)) for entry in f.reshape(-1)])
    second = torch.autograd.functional.hessian(loss, scaled.detach())
    second = second.reshape(f.numel(), f.numel()) * case["scale"] ** 2
    directions = case["directions"]
    hessian = torch.stack([flat(grad((gradient * v).sum(), moving, retain_graph=True)) for v in directions])
    theirs = {"gradient": gradient.detach().reshape(1, -1), "hessian": hessian,
              "gauss_newton": directions @ jacobian.T @ second @ jacobian, "kernel": jacobian @ jacobian.T}
    return max((relative(case[what], want), what) for what, want in theirs.items())


def read_cases(lines):
    case = None
    for line in lines:
        word, *words = line.split()
        if word == "case":
            case = {"name": words[0], "samples": int(words[1]), "precision": words[2], "loss_kind": words[3],
                    "scale": float(words[4]), "layers": [], "weights": []}
        elif word == "layer":
            case["layers"].append(words)
        elif word == "weights":
            case["weights"].append(matrix(words))
        elif word == "end":
            yield case
        else:
            case[word] = matrix(words)


def judge(case):
    defect, what = worst_defect(case)
    return defect <= TOLERANCE[case["precision"]], (
        f"{case['name']} {activation_of(case)} {case['precision']}: "
        f"{what} differs from PyTorch by {defect:.1e}")


sys.exit(report(read_cases(sys.stdin), judge))
