/* The upper end of a Lanczos matrix T: its largest eigenvalue, that eigenvector, and what T proves about
 * eigenvalues that are not in it. No memory, no LAPACK: all from the pivots of x I - T,
 *
 *     d_0 = x - alpha_0,   d_j = x - alpha_j - beta_{j-1}^2 / d_{j-1},
 *
 * which are all positive exactly when x is above every eigenvalue of T.
 *
 * With p_j the orthonormal polynomials of the start's spectral measure, p_{j+1} = p_j d_j / beta_j, a measure
 * with these alpha and beta has at most the mass 1 / (p_0(x)^2 + ... + p_k(x)^2) at x (Christoffel's
 * function; k the applications that made T). So if the start is known to have at least the mass c^2 on the
 * top eigenvector, the largest eigenvalue of the operator lies below any x where the sum exceeds 1/c^2: a
 * bound from above, where Ritz values bound from below (van Dorsselaer, Hochstenbach and van der Vorst 2000).
 */
#ifndef HODO_OPERATOR_TRIDIAGONAL_TOP_H
#define HODO_OPERATOR_TRIDIAGONAL_TOP_H

#include <stdbool.h>
#include <stddef.h>

typedef struct hodo_tridiagonal {
    const double *alpha; /* (steps,) the diagonal */
    const double *beta;  /* (steps,) beside it; the last one is the residual, 0: invariant */
    size_t steps;        /* >= 1 */
} hodo_tridiagonal;

/* The eigenvalue of T with `rank` others above it (0: the largest), from above, to a few eps of the largest,
 * by bisection. T is positive semidefinite but for rounding; rank < steps. */
double hodo_tridiagonal_eigenvalue(hodo_tridiagonal t, size_t rank);

/* Whether an eigenvalue of the operator at x or above is excluded when the start has the mass `mass` > 0 on
 * its eigenvector. */
bool hodo_tridiagonal_excludes(hodo_tridiagonal t, double x, double mass);

/* The least x that it excludes, to 1e-12 of it, at least `largest` > 0; INFINITY when there is none in range.
 * */
double hodo_tridiagonal_upper(hodo_tridiagonal t, double largest, double mass);

/* vector (steps,) <- the unit eigenvector y of an eigenvalue theta of T; work (steps,). Small entries are
 * right to their own size. */
void hodo_tridiagonal_vector(hodo_tridiagonal t, double eigenvalue, double *vector, double *work);

/* The residual |A v - theta v| = beta_k |y_k| of the Ritz pair; leaves y in `vector`. */
double hodo_tridiagonal_residual(hodo_tridiagonal t, double eigenvalue, double *vector, double *work);

#endif
