/* Stochastic Lanczos quadrature: the spectral distribution of an operator from a few probes.
 *
 * Each probe's Lanczos matrix is a Gauss quadrature of its spectral measure, exact for polynomials of degree
 * below 2k (Golub and Welsch 1969; Ubaru, Chen and Saad 2017). Its nodes go where the measure is, so edges and
 * outliers need no interval in advance; the price is the basis of lanczos.h. A step function with k jumps knows
 * F at a jump only to within that jump (Chebyshev, Markov, Stieltjes): F at a node is taken as half its jump,
 * with straight lines between nodes, and 0 and 1 outside of them. Errors are standard errors over probes; with
 * F(1 - F) 2/n a probe they are about sqrt(2 F (1 - F) / (n probes)).
 *
 * The same nodes give the Chebyshev moments of order below 2k exactly (hodo_quadrature_moments). For a smooth
 * density their undamped series reads F from k steps better than the staircase does, and the interval that it
 * needs is seen in the same run.
 */
#ifndef HODO_OPERATOR_LANCZOS_QUADRATURE_H
#define HODO_OPERATOR_LANCZOS_QUADRATURE_H

#include "operator/chebyshev_moments.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The nodes and weights of all probes. */
typedef struct hodo_quadrature {
    size_t probes, steps;
    size_t *count;         /* (probes,) nodes of a probe; steps at most */
    double *node, *weight; /* (probes, steps) ascending; a probe's weights sum to 1 */
} hodo_quadrature;

/* Draws the probes and runs them together. Results live in the arena. Errors as hodo_lanczos_run, and
 * HODO_INVALID for no probe. */
hodo_status hodo_lanczos_quadrature(const hodo_operator *symmetric, const hodo_probes *probes, size_t steps,
                                    hodo_arena *arena, hodo_quadrature *quadrature, hodo_error *error);

/* *mean <- the average over probes of sum_i w_i f(x_i), and its *standard_error (NaN for one probe; may be
 * NULL). */
void hodo_quadrature_mean(const hodo_quadrature *quadrature, double (*f)(double x, const void *context),
                          const void *context, double *mean, double *standard_error);

/* cumulative (count,) <- F at x[i], any order; standard_error (count,), over probes, may be NULL. */
void hodo_quadrature_cumulative(const hodo_quadrature *quadrature, const double *x, size_t count,
                                double *cumulative, double *standard_error);

/* The Chebyshev moments 0 .. count - 1 of each probe, in the arena, on the interval of the nodes widened by
 * `margin` of its width on both sides, not below `least` (-INFINITY: no limit; 0 for J J^T). Exact in exact
 * arithmetic for 2 <= count <= 2 steps, else HODO_INVALID; HODO_NO_MEMORY. */
hodo_status hodo_quadrature_moments(const hodo_quadrature *quadrature, double margin, double least,
                                    size_t count, hodo_arena *arena, hodo_chebyshev_moments *moments,
                                    hodo_error *error);

/* Takes an atom that is known exactly out of every probe, as hodo_chebyshev_without_atom does: the smallest
 * nodes give up `mass` in all and the rest is scaled to 1. For an atom at the lower end of the spectrum.
 * HODO_INVALID for a mass outside [0, 1). */
hodo_status hodo_quadrature_without_lowest(hodo_quadrature *quadrature, double mass, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
