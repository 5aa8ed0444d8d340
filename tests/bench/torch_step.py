"""Steps a second of the same training step in PyTorch, one process: forward, frozen forward, backward, update.

Prints three rates separated by commas, for (width, batch) = (128, 256), (256, 128), (1000, 64): the best over
one and two threads, of several rounds.
"""
import sys
import time

try:
    import torch
except ImportError:
    sys.exit(1)

ROUNDS, STEPS = 8, 30


def rate(width, batch, threads):
    torch.set_num_threads(threads)
    weights = [torch.randn(width, 784), torch.randn(width, width), torch.randn(10, width)]
    frozen = [w.clone() for w in weights]
    for w in weights:
        w.requires_grad_()
    x, y = torch.randn(batch, 784), torch.nn.functional.one_hot(torch.arange(batch) % 10, 10).float()

    def forward(w):
        h = torch.relu(x @ w[0].T / 28.0)
        h = torch.relu(h @ w[1].T / width**0.5)
        return h @ w[2].T / width

    def step():
        with torch.no_grad():
            initial = forward(frozen)
        loss = ((forward(weights) - initial - y) ** 2).mean()
        gradients = torch.autograd.grad(loss, weights)
        with torch.no_grad():
            for w, g in zip(weights, gradients):
                w -= 0.01 * width * g

    best = 0.0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(STEPS):
            step()
        best = max(best, STEPS / (time.perf_counter() - start))
    return best


sizes = ((128, 256), (256, 128), (1000, 64))
print(",".join("%.1f" % max(rate(n, b, threads) for threads in (1, 2)) for n, b in sizes))
