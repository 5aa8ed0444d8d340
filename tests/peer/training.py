"""Takes again, with PyTorch, the ten steps that training_driver took on its three models, and reports in TAP.

SGD, momentum, Nesterov and Adam are torch.optim's, with one learning rate a layer; SignSGD, Muon and the
Frobenius-relative step are written here from their definitions. Every case runs in the precision of the driver.
Reported: the largest difference of a weight over the largest weight of its matrix (weights), the same of
W_10 - W_0 (change), and in how many entries a sign step went the other way.
Usage: training_driver | python3 training.py
"""
import sys

from network import as_images, as_rows, convolution, loss_of, matrix, relative, report
import torch

# Float: weights, ten steps of a few roundings, and the driver's margin keeps gradients 100 roundings away from 0.
# The change is some .01 of the weights: in float it keeps two digits less.
FLOAT_WEIGHTS, FLOAT_CHANGE, DOUBLE_CHANGE = 1e-5, 1e-4, 1e-11


class Signum:
    def __init__(self, groups, momentum):
        self.groups, self.momentum = groups, momentum
        self.means = [torch.zeros_like(g["params"][0]) for g in groups]

    @torch.no_grad()
    def step(self):
        for group, mean in zip(self.groups, self.means):
            (w,) = group["params"]
            mean.mul_(self.momentum).add_(w.grad)
            w.sub_(group["lr"] * torch.sign(mean))


class Muon(Signum):
    @staticmethod
    def orthogonalise(g):
        a, b, c = 3.4445, -4.7750, 2.0315
        x = g.T if g.shape[0] > g.shape[1] else g
        x = x / x.norm()
        for _ in range(5):
            gram = x @ x.T
            x = a * x + (b * gram + c * gram @ gram) @ x
        return x.T if g.shape[0] > g.shape[1] else x

    @torch.no_grad()
    def step(self):
        for group, mean in zip(self.groups, self.means):
            (w,) = group["params"]
            mean.mul_(self.momentum).add_(w.grad)
            w.sub_(group["lr"] * self.orthogonalise(w.grad + self.momentum * mean))


class Relative:
    def __init__(self, groups):
        self.groups = groups

    @torch.no_grad()
    def step(self):
        for group in self.groups:
            (w,) = group["params"]
            w.sub_(group["lr"] * w.norm() * w.grad / w.grad.norm())


OPTIMISERS = {
    "sgd": lambda groups, momentum: torch.optim.SGD(groups, lr=1.0),
    "sgd-relative": lambda groups, momentum: Relative(groups),
    "momentum": lambda groups, momentum: torch.optim.SGD(groups, lr=1.0, momentum=momentum),
    "nesterov": lambda groups, momentum: torch.optim.SGD(groups, lr=1.0, momentum=momentum, nesterov=True),
    "adam": lambda groups, momentum: torch.optim.Adam(groups),
    "sign-sgd": Signum,
    "signum": Signum,
    "muon": Muon,
}


def mlp(case, weights, x):
    h = x
    for k, w in enumerate(weights):
        h = (torch.tanh(h) if k > 0 else h) @ w.T
    return h


def resnet(case, weights, x):
    h = x @ weights[0].T
    for w in weights[1:-1]:
        h = h + case["gamma"][1] * (torch.tanh(h) @ w.T)
    return torch.tanh(h) @ weights[-1].T


def cnn(case, weights, x):
    shape, h = [int(n) for n in case["image"]], x
    for w in weights[:2]:
        h = torch.tanh(convolution(h, w, [1.0, *shape]))
        shape[2] = len(w)
        h = torch.nn.functional.avg_pool2d(as_images(h, shape), 2)
        shape[:2] = h.shape[2:]
        h = as_rows(h)
    return torch.tanh(h @ weights[2].T) @ weights[3].T


MODELS = {"mlp": mlp, "resnet": resnet, "cnn": cnn}


def output(case, weights, x):
    return MODELS[case["model"]](case, [a * w for a, w in zip(case["multipliers"], weights)], x)


def train(case):
    weights = [w.clone().requires_grad_() for w in case["before"]]
    groups = [{"params": [w], "lr": rate} for w, rate in zip(weights, case["rates"])]
    optimiser = OPTIMISERS[case["name"]](groups, case["momentum"])
    gamma = case["gamma"][0]
    for x, y in zip(case["x"], case["y"]):
        f = output(case, weights, x)
        if gamma:
            f = (f - output(case, case["before"], x)) / gamma
        for w in weights:
            w.grad = None
        loss_of(case["loss"], f, y, len(f)).backward()
        optimiser.step()
    return [w.detach() for w in weights]


def compare(case):
    theirs = train(case)
    double = [[w.double() for w in matrices] for matrices in (case["after"], theirs, case["before"])]
    weights = max(relative(a, b) for a, b, _ in zip(*double))
    change = max(relative(a - w, b - w) for a, b, w in zip(*double))
    flips = sum(int(((a - b).abs() > rate).sum()) for a, b, rate in zip(*double[:2], case["rates"]))
    return weights, change, flips


def read_cases(lines):
    case = None
    for line in lines:
        word, *words = line.split()
        if word == "case":
            case = {"name": words[0], "momentum": float(words[1]), "precision": words[2], "loss": words[3],
                    "model": words[4], "before": [], "after": [], "x": [], "y": []}
        elif word in ("before", "after", "x", "y"):
            kind = torch.float32 if case["precision"] == "float" else torch.float64
            case[word].append(matrix(words, kind))
        elif word == "end":
            yield case
        else:
            case[word] = [float(w) for w in words]


def judge(case):
    weights, change, flips = compare(case)
    is_float = case["precision"] == "float"
    good = weights <= FLOAT_WEIGHTS and change <= FLOAT_CHANGE if is_float else change <= DOUBLE_CHANGE
    good = good and not ("sign" in case["name"] and flips > 0)
    signs = f", {flips} signs" if "sign" in case["name"] else ""
    return good, (f"{case['model']} {case['name']} {case['loss']} {case['precision']}: differs from PyTorch by "
                  f"{weights:.1e} of the weights, {change:.1e} of their change{signs} "
                  f"(gradients stay {case['margin'][0]:.0e} from 0)")


sys.exit(report(read_cases(sys.stdin), judge))
