/* Chebyshev moments of an operator's spectral measure by probes: the matrix-free half of the kernel polynomial
 * method.
 *
 *     mu_k = tau(T_k(B)),  B = (A - centre) / half-width,  the spectrum of B in [-1, 1]
 *
 * Two moments cost one application (Silver and Roeder 1994; Weisse, Wellein, Alvermann and Fehske 2006, arXiv
 * cond-mat/0504627, eq. 34): mu_2k = 2 <t_k, t_k> - mu_0, mu_2k+1 = 2 <t_k+1, t_k> - mu_1, t_k = T_k(B) v. It
 * needs three blocks of memory, no basis, and no dot product that the next step has to wait for; it needs an
 * interval that holds the whole spectrum. Outside of it T_k grows exponentially, which is never silent: |T_k(B)
 * v| <= |v| is checked.
 *
 * For the spectrum of J J^T near a hard edge at 0 the singular-value variable x = s^2 brings nothing more:
 * T_2k(s) = T_k(2 s^2 - 1), so even moments in s on [-S, S] ARE the moments in x on [0, S^2]. Either resolves
 * x ~ S^2 (pi / (2 K))^2 at the edge, with K moments in x.
 */
#ifndef HODO_OPERATOR_CHEBYSHEV_MOMENTS_H
#define HODO_OPERATOR_CHEBYSHEV_MOMENTS_H

#include "operator/lanczos.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of several probes on one interval. */
typedef struct hodo_chebyshev_moments {
    double lower, upper;  /* the interval */
    size_t probes, count; /* count moments: k = 0 .. count - 1 */
    double *moment;       /* (probes, count), each over |v|^2: moment 0 is 1 */
} hodo_chebyshev_moments;

/* The margin to give unless there is a reason: at a soft edge the Ritz value's defect after 16 steps, where
 * residuals say less. */
#define HODO_INTERVAL_MARGIN 0.01

/* An interval (*lower, *upper) that holds the spectrum: the extreme Ritz values after `steps` steps from the
 * probes, widened by their residual bounds and by `margin` of the width, and cut at 0 for an operator that is
 * nonnegative. Errors as hodo_lanczos_extremes. */
hodo_status hodo_spectral_interval(const hodo_operator *symmetric, const hodo_probes *probes, size_t steps,
                                   double margin, double *lower, double *upper, hodo_error *error);

/* The widening alone of (*lower, *upper): by `margin` of the width (a width of 0, a multiple of the identity,
 * gets some), not below `least`. */
void hodo_spectral_interval_widen(double margin, double least, double *lower, double *upper);

/* The moments of the rows of start (probes, dimension), `count` >= 2 of them, in count / 2 applications.
 * Results live in the arena. HODO_INVALID for fewer than 2 moments or lower >= upper; HODO_MISMATCH for a
 * start of another dimension or precision; HODO_NO_MEMORY; HODO_NUMERIC when a number is not finite, a start is
 * zero or the spectrum reaches beyond the interval (the message says how far T_k grew). */
hodo_status hodo_chebyshev_moments_of(const hodo_operator *symmetric, hodo_matrix start, double lower,
                                      double upper, size_t count, hodo_arena *arena,
                                      hodo_chebyshev_moments *moments, hodo_error *error);

/* The same from random probes. The same errors. */
hodo_status hodo_chebyshev_moments_estimate(const hodo_operator *symmetric, const hodo_probes *probes,
                                            double lower, double upper, size_t count, hodo_arena *arena,
                                            hodo_chebyshev_moments *moments, hodo_error *error);

/* Takes an atom that is known exactly out of the measure and scales the rest to mass 1: mu_k <- (mu_k - mass
 * T_k(place)) / (1 - mass). No polynomial resolves an atom; the rest is smoother without it. HODO_INVALID for a
 * place outside of the interval or a mass outside [0, 1). */
hodo_status hodo_chebyshev_without_atom(hodo_chebyshev_moments *moments, double place, double mass,
                                        hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
