"""What the scripts that compare with PyTorch share: networks as print_network.c prints them, losses, TAP.

Where there is no torch, importing this skips the test, saying so.
"""
import sys

try:
    import torch
except ImportError:
    print("1..0 # SKIP PyTorch is not importable by this Python")
    sys.exit(0)

torch.set_num_threads(1)

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


def matrix(words, kind=torch.float64):
    rows, columns = int(words[0]), int(words[1])
    return torch.tensor([float(w) for w in words[2:]], dtype=kind).reshape(rows, columns)


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


def forward(layers, weights, h, member=0, members=1):
    kept, k = [], 0
    for kind, *words in layers:
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


def loss_of(kind, f, y, samples):
    if kind == "square":
        return 0.5 * ((f - y) ** 2).sum() / samples
    return -(y * torch.log_softmax(f, dim=1)).sum() / samples


def relative(got, want):
    """The largest difference over the largest entry; infinite for NaN."""
    defect = float((got - want).abs().max() / want.abs().max().clamp(min=1e-300))
    return defect if defect == defect else float("inf")


def activation_of(case):
    return next(words[1] for words in case["layers"] if words[0] == "activation")


def report(cases, judge):
    """A line of TAP a case, judge(case) = (good, text); the exit status."""
    number, failed = 0, 0
    for number, case in enumerate(cases, 1):
        good, text = judge(case)
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} - {text}")
    if number == 0:
        print("Bail out! the driver printed no case")
        return 1
    print(f"1..{number}")
    return 1 if failed else 0
