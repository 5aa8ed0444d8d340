"""NumPy's dense spectra of a deep Jacobian beside kpm_bench's: numpy_dense.py [WIDTH [HODO_RMT]].

Forms J of a ReLU MLP of depth 8 (Gaussian weights, free masks, variance 2/m) and times its singular values and the
eigenvalues of J J^T, values only; then the theory's density of the same law by hodo-rmt, where it knows the law.
Prints one line and ends well where NumPy is missing.
"""
import subprocess
import sys
import time

try:
    import numpy as np
except ImportError:
    print("NumPy is missing: its dense spectra are skipped")
    sys.exit(0)

DEPTH = 8
width = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
rmt = sys.argv[2] if len(sys.argv) > 2 else None


def timed(what, action):
    start = time.perf_counter()
    result = action()
    print(f"  {what:<40} {time.perf_counter() - start:9.3f} s")
    return result


def jacobian():
    draw = np.random.default_rng(1)
    product = None
    for _ in range(DEPTH):
        layer = draw.standard_normal((width, width)) * (2 / width) ** 0.5
        layer[draw.random(width) < 0.5] = 0
        product = layer if product is None else layer @ product
    return product


print(f"NumPy {np.__version__}, ReLU MLP, width {width}, depth {DEPTH}")
j = timed("draw and form J", jacobian)
timed("numpy.linalg.svd, values only", lambda: np.linalg.svd(j, compute_uv=False))
timed("numpy.linalg.eigvalsh of J J^T", lambda: np.linalg.eigvalsh(j @ j.T))
if rmt is not None:
    law = ["jacobian", "--activation=relu", f"--depth={DEPTH}"]
    known = subprocess.run([rmt, "laws"], capture_output=True, text=True, check=False)
    if known.returncode == 0 and any(line.split()[:1] == ["jacobian"] for line in known.stdout.splitlines()):
        timed("hodo-rmt density, 1000 points", lambda: subprocess.run(
            [rmt, "density", *law, "--points=1000"], stdout=subprocess.DEVNULL, check=True))
    else:
        print("  hodo-rmt here does not know the law 'jacobian': its time is skipped")
