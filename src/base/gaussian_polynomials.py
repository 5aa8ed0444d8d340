#!/usr/bin/env python3
"""The polynomials of gaussian_kernel.inc, computed again from nothing (needs mpmath; not part of the build).

Each is the minimax polynomial of its function for the relative error, by the exchange algorithm of Remez on
a fine grid. Coefficients are rounded to float or double one by one, lowest first, and the others are fitted
again to what is left, so that rounding costs almost nothing. The error printed is that of the polynomial in
exact arithmetic.
"""
import mpmath as mp

mp.mp.dps = 50
GRID = 1500


def rounded(x, bits):
    with mp.workprec(bits):
        return +x


def exchange(target, weight, powers, points):
    """Coefficients c that minimise max |weight(x) (target(x) - sum c_k x^powers[k])| over the points."""
    n = len(powers) + 1
    values = [(x, target(x), weight(x)) for x in points]
    chosen = [round(i * (len(points) - 1) / (n - 1)) for i in range(n)]
    for _ in range(30):
        matrix, right = mp.matrix(n, n), mp.matrix(n, 1)
        for row, index in enumerate(chosen):
            x, want, w = values[index]
            for column, power in enumerate(powers):
                matrix[row, column] = x**power
            matrix[row, n - 1] = (-1) ** row / w
            right[row] = want
        solution = mp.lu_solve(matrix, right)
        errors = [w * (want - sum(solution[k] * x**p for k, p in enumerate(powers))) for x, want, w in values]
        peaks = []  # the extremum of each run of one sign
        for index, error in enumerate(errors):
            if peaks and (error > 0) == (errors[peaks[-1]] > 0):
                if abs(error) > abs(errors[peaks[-1]]):
                    peaks[-1] = index
            else:
                peaks.append(index)
        while len(peaks) > n:
            peaks.pop(0 if abs(errors[peaks[0]]) < abs(errors[peaks[-1]]) else -1)
        if len(peaks) < n or peaks == chosen:
            break
        chosen = peaks
    return [solution[k] for k in range(n - 1)]


def show(name, target, weight, powers, interval, bits, fixed=()):
    low, high = interval
    points = [low + (high - low) * (1 - mp.cos(mp.pi * (i + mp.mpf(1) / 2) / GRID)) / 2 for i in range(GRID)]
    known = list(fixed)
    while len(known) < len(powers):
        left = powers[len(known):]

        def rest(x):
            return target(x) - sum(c * x**p for c, p in zip(known, powers))

        known.append(rounded(exchange(rest, weight, left, points)[0], bits))
    error = max(abs(weight(x) * (target(x) - sum(c * x**p for c, p in zip(known, powers)))) for x in points)
    print(f"{name}: relative error {mp.nstr(error, 3)} = 2^{mp.nstr(mp.log(error, 2), 4)}")
    for c in known:
        print("   ", float(c).hex(), mp.nstr(c, 18))


def log_ratio(z):  # -2 ln((1 + s)/(1 - s))/s, z = s^2
    s = mp.sqrt(z)
    return -2 * mp.log((1 + s) / (1 - s)) / s


def sine(z):  # sin(pi t/4)/t, z = t^2
    t = mp.sqrt(z)
    return mp.sin(mp.pi * t / 4) / t


def cosine(z):
    return mp.cos(mp.pi * mp.sqrt(z) / 4)


S_LARGEST = (mp.sqrt(2) - 1) / (mp.sqrt(2) + 1)
for bits, log_degree, sine_degree, cosine_degree in ((24, 3, 3, 4), (53, 7, 6, 7)):
    print(f"{bits} bits")
    show("-2 ln m / s", log_ratio, lambda z: 1 / log_ratio(z), range(log_degree + 1),
         (mp.mpf(0), S_LARGEST**2), bits, [mp.mpf(-4)])
    show("sin / t", sine, lambda z: 1 / sine(z), range(sine_degree + 1), (mp.mpf(0), mp.mpf(1)), bits)
    show("cos", cosine, lambda z: 1 / cosine(z), range(cosine_degree + 1), (mp.mpf(0), mp.mpf(1)), bits,
         [mp.mpf(1)])
print("-2 ln 2", mp.nstr(-2 * mp.log(2), 20), float(-2 * mp.log(2)).hex())
