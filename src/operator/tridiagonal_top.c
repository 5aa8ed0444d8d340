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

/* Away from 0 by a rounding of x. */
static double guarded(double pivot, double x)
{
    const double least = DBL_EPSILON * fmax(fabs(x), DBL_MIN);
    return fabs(pivot) < least ? copysign(least, pivot) : pivot;
}

/* Twisted factorisation (Fernando 1997): pivots d from the top and e from the bottom meet in row r, where d_r
 * + e_r - (x - alpha_r) is nearest to 0; from y_r = 1 each side is a product of ratios, along which nothing
 * cancels. */
void hodo_tridiagonal_vector(hodo_tridiagonal t, double eigenvalue, double *vector, double *work)
{
    const size_t n = t.steps;
    for (size_t j = 0; j < n; j++) {
        const double coupling = j > 0 ? t.beta[j - 1] * t.beta[j - 1] / vector[j - 1] : 0;
        vector[j] = guarded(eigenvalue - t.alpha[j] - coupling, eigenvalue);
    }
    for (size_t j = n; j-- > 0;) {
        const double coupling = j + 1 < n ? t.beta[j] * t.beta[j] / work[j + 1] : 0;
        work[j] = guarded(eigenvalue - t.alpha[j] - coupling, eigenvalue);
    }
    size_t meet = 0;
    double nearest = INFINITY;
    for (size_t j = 0; j < n; j++) {
        const double rest = fabs(vector[j] + work[j] - (eigenvalue - t.alpha[j]));
        if (rest < nearest) {
            nearest = rest;
            meet = j;
        }
    }
    double square = 1;
    vector[meet] = 1;
    for (size_t j = meet; j-- > 0;) {
        vector[j] = t.beta[j] / vector[j] * vector[j + 1];
        square += vector[j] * vector[j];
    }
    for (size_t j = meet + 1; j < n; j++) {
        vector[j] = t.beta[j - 1] / work[j] * vector[j - 1];
        square += vector[j] * vector[j];
    }
    for (size_t j = 0; j < n; j++) {
        vector[j] /= sqrt(square);
    }
}

double hodo_tridiagonal_residual(hodo_tridiagonal t, double eigenvalue, double *vector, double *work)
{
    hodo_tridiagonal_vector(t, eigenvalue, vector, work);
    return t.beta[t.steps - 1] * fabs(vector[t.steps - 1]);
}
