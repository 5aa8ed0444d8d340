#include "operator/tridiagonal_top.h"

#include <float.h>
#include <math.h>

/* How many eigenvalues of T lie at x or above: the pivots of x I - T that are not positive (Sylvester). */
static size_t at_or_above(hodo_tridiagonal t, double x)
{
    size_t count = 0;
    double pivot = x - t.alpha[0];
    for (size_t j = 0;; j++) {
        count += pivot <= 0;
        if (j + 1 == t.steps) {
            return count;
        }
        if (pivot == 0) { /* as if x were a rounding lower */
            pivot = -DBL_EPSILON * (fabs(x) + DBL_MIN);
        }
        pivot = x - t.alpha[j + 1] - t.beta[j] * t.beta[j] / pivot;
    }
}

double hodo_tridiagonal_eigenvalue(hodo_tridiagonal t, size_t rank)
{
    double low = 0, high = 0;
    for (size_t j = 0; j < t.steps; j++) { /* Gershgorin's discs */
        const double beside = (j > 0 ? t.beta[j - 1] : 0) + (j + 1 < t.steps ? t.beta[j] : 0);
        high = fmax(high, t.alpha[j] + beside);
        low = rank == 0 ? fmax(low, t.alpha[j]) : fmin(low, t.alpha[j] - beside);
    }
    high *= 1 + 4 * DBL_EPSILON;
    while (high - low > 2 * DBL_EPSILON * high) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) {
            break;
        }
        if (at_or_above(t, middle) > rank) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

bool hodo_tridiagonal_excludes(hodo_tridiagonal t, double x, double mass)
{
    double sum = 1, square = 1, pivot = x - t.alpha[0]; /* squares of p_0, then of p_1 .. p_k */
    for (size_t j = 0; pivot > 0; j++) {
        if (t.beta[j] == 0) {
            return true; /* the space is invariant: it holds every eigenvector that the start sees */
        }
        const double ratio = pivot / t.beta[j];
        square *= ratio * ratio;
        sum += square;
        if (sum * mass > 1) {
            return true;
        }
        if (j + 1 == t.steps) {
            return false;
        }
        pivot = x - t.alpha[j + 1] - t.beta[j] * t.beta[j] / pivot;
    }
    return false; /* x is not above T's own eigenvalues */
}

double hodo_tridiagonal_upper(hodo_tridiagonal t, double largest, double mass)
{
    enum { DOUBLINGS = 200 };
    static const double precise = 1e-12; /* relative; far below what any tolerance distinguishes */
    double low = largest, high = largest * (1 + precise);
    double step = largest * precise;
    for (int i = 0; !hodo_tridiagonal_excludes(t, high, mass); i++) {
        if (i == DOUBLINGS || !isfinite(high)) {
            return INFINITY;
        }
        low = high;
        step *= 2;
        high = largest + step;
    }
    while (high - low > precise * high) {
        const double middle = low + (high - low) / 2;
        if (hodo_tridiagonal_excludes(t, middle, mass)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
}

/* The last entry of an eigenvector squared is 1 over the derivative of the last pivot in x at its eigenvalue.
 * */
double hodo_tridiagonal_residual(hodo_tridiagonal t, double eigenvalue)
{
    const double least = DBL_EPSILON * fmax(fabs(eigenvalue), DBL_MIN);
    double pivot = eigenvalue - t.alpha[0], slope = 1;
    for (size_t j = 0; j + 1 < t.steps; j++) {
        pivot = fabs(pivot) < least ? least : pivot;
        const double ratio = t.beta[j] / pivot;
        slope = 1 + ratio * ratio * slope;
        pivot = eigenvalue - t.alpha[j + 1] - t.beta[j] * ratio;
    }
    return t.beta[t.steps - 1] / sqrt(slope);
}

/* Right of the largest eigenvalue x I - T has positive pivots and a positive inverse: nothing cancels in the
 * solve, and every entry of the vector is right to a few eps, however small. */
void hodo_tridiagonal_vector(hodo_tridiagonal t, double largest, double *vector, double *work)
{
    enum { ROUNDS = 3 }; /* each gains (gap / eps) */
    const double least = DBL_EPSILON * fmax(largest, DBL_MIN);
    double pivot = 0;
    for (size_t j = 0; j < t.steps; j++) {
        const double coupling = j > 0 ? t.beta[j - 1] * t.beta[j - 1] / pivot : 0;
        pivot = fmax(largest - t.alpha[j] - coupling, least);
        work[j] = pivot;
        vector[j] = 1;
    }
    for (int round = 0; round < ROUNDS; round++) {
        double most = 0, square = 0;
        for (size_t j = 1; j < t.steps; j++) {
            vector[j] += t.beta[j - 1] / work[j - 1] * vector[j - 1];
        }
        for (size_t j = t.steps; j-- > 0;) {
            vector[j] /= work[j];
            vector[j] += j + 1 < t.steps ? t.beta[j] / work[j] * vector[j + 1] : 0;
            most = fmax(most, vector[j]);
        }
        for (size_t j = 0; j < t.steps; j++) {
            vector[j] /= most;
            square += vector[j] * vector[j];
        }
        for (size_t j = 0; j < t.steps; j++) {
            vector[j] /= sqrt(square);
        }
    }
}
