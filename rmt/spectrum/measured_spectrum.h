/* The spectrum of one matrix and the numbers that sum it up: norms and ranks.
 *
 * Singular values of X (rows, columns): p = min(rows, columns) of them, n = max; lambda = s^2 / n are the
 * eigenvalues of X X^T / n (of X^T X / n when rows > columns), as in the Marchenko-Pastur law of ratio p / n.
 * Or eigenvalues of a symmetric matrix; then lambda are they, of either sign. Values below n eps of the largest
 * are rounding: they are 0.
 */
#ifndef RMT_MEASURED_SPECTRUM_H
#define RMT_MEASURED_SPECTRUM_H

#include "base/status.h"
#include "rmt/spectrum/matrix_file.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is known of one matrix. */
typedef struct rmt_measured_spectrum {
    size_t p, n;
    double *lambda;   /* (p,) ascending */
    double *singular; /* (p,), of the same order; NULL for eigenvalues of a symmetric matrix */
    double spectral_norm, frobenius_norm;
    double stable_rank;    /* (frobenius / spectral)^2 (Rudelson and Vershynin 2007) */
    double effective_rank; /* exp of the entropy of |singular values| over their sum (Roy and Vetterli 2007) */
} rmt_measured_spectrum;

/* The singular values of the matrix, which is destroyed. HODO_INVALID when all entries are 0 or
 * the largest is outside 1e-140..1e140 in size; else the errors of hodo_squared_singular_values. */
hodo_status rmt_measure_singular_values(rmt_matrix *matrix, rmt_measured_spectrum *spectrum, hodo_error *error);

/* The eigenvalues of a symmetric matrix, which is destroyed. HODO_INVALID as above, when it is not square, or
 * not symmetric to the rounding of float32, with the first pair of entries that differ; else the errors of
 * hodo_symmetric_eigenvalues. */
hodo_status rmt_measure_eigenvalues(rmt_matrix *matrix, rmt_measured_spectrum *spectrum, hodo_error *error);

void rmt_measured_spectrum_free(rmt_measured_spectrum *spectrum); /* its arrays */

#ifdef __cplusplus
}
#endif

#endif
