"""Computes again, with PyTorch in double, what curvature_driver prints, and reports in TAP.

Gradient of the loss of the scaled output, products with its Hessian (differentiating twice backward) and with
its Gauss-Newton matrix (J, then the loss's second derivative, then J^T), and the tangent kernel J J^T.
Usage: curvature_driver | python3 curvature.py
"""
import sys

try:
    import torch
except ImportError:
    print("1..0 # SKIP PyTorch is not importable by this Python")
    sys.exit(0)

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

# Of the largest entry. In double both sides round a few hundred products; in float the library does.
TOLERANCE = {"double": 1e-11, "float": 1e-5}

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


def forward(case, weights, h):
    kept, k = [], 0
    for kind, *words in case["layers"]:
        if kind == "dense":
            h, k = float(words[0]) * (h @ weights[k].T), k + 1
        elif kind == "activation":
            h = ACTIVATIONS[words[0]](h, float(words[1]), float(words[2]))
        elif kind == "norm":
            h = norm(h, words[0], float(words[1]))
        elif kind == "scale":
            h = float(words[0]) * h
        elif kind == "open":
            kept.append(h)
        elif kind == "close":
            h = float(words[0]) * kept.pop() + float(words[1]) * h
    return h


def loss_of(case, scaled):
    if case["loss_kind"] == "square":
        return 0.5 * ((scaled - case["y"]) ** 2).sum() / case["samples"]
    return -(case["y"] * torch.log_softmax(scaled, dim=1)).sum() / case["samples"]


def grad(of, inputs, **options):
    """torch.autograd.grad, with zeros where nothing depends."""
    if not of.requires_grad:
        return tuple(torch.zeros_like(i) for i in inputs)
    got = torch.autograd.grad(of, inputs, allow_unused=True, **options)
    return tuple(torch.zeros_like(i) if g is None else g for g, i in zip(got, inputs))


def flat(parts):
    return torch.cat([p.reshape(-1) for p in parts])


def relative(got, want):
    defect = float((got - want).abs().max() / want.abs().max().clamp(min=1e-300))
    return defect if defect == defect else float("inf")


def worst_defect(case):
    trained = [int(words[2]) for words in case["layers"] if words[0] == "dense"]
    weights = [w.clone().requires_grad_(bool(t)) for w, t in zip(case["weights"], trained)]
    moving = [w for w in weights if w.requires_grad]
    f = forward(case, weights, case["x"])
    scaled = case["scale"] * (f - case["offset"])
    gradient = flat(grad(loss_of(case, scaled), moving, create_graph=True))
    jacobian = torch.stack([flat(grad(entry, moving, retain_graph=True)) for entry in f.reshape(-1)])
    second = torch.autograd.functional.hessian(lambda s: loss_of(case, s), scaled.detach())
    second = second.reshape(f.numel(), f.numel()) * case["scale"] ** 2
    hessian = torch.stack([flat(grad((gradient * v).sum(), moving, retain_graph=True)) for v in case["directions"]])
    theirs = {"gradient": gradient.detach().reshape(1, -1), "hessian": hessian,
              "gauss_newton": case["directions"] @ jacobian.T @ second @ jacobian, "kernel": jacobian @ jacobian.T}
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


def main():
    number, failed = 0, 0
    for number, case in enumerate(read_cases(sys.stdin), 1):
        phi = next(words[1] for words in case["layers"] if words[0] == "activation")
        defect, what = worst_defect(case)
        good = defect <= TOLERANCE[case["precision"]]
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} - {case['name']} {phi} {case['precision']}: "
              f"{what} differs from PyTorch by {defect:.1e}")
    if number == 0:
        print("Bail out! the driver printed no case")
        return 1
    print(f"1..{number}")
    return 1 if failed else 0


sys.exit(main())
