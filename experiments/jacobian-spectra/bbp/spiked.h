/* One real random matrix with a rank-one spike along the first axis, and the top of its spectrum. The bulk is
 * invariant under rotations, so that any axis is as good as any other.
 *
 * wigner:  W + theta e e^T, W symmetric Gaussian with variance 1/m off and 2/m on the diagonal.
 * wishart: S X X^T S / n, S^2 = I + (spike - 1) e e^T, X (m, n) standard Gaussian, ratio = m/n.
 * The strength counts in units of the threshold: theta = strength, spike = 1 + strength sqrt(ratio).
 */
#ifndef HODO_EXPERIMENTS_SPIKED_H
#define HODO_EXPERIMENTS_SPIKED_H

#include "base/arena.h"
#include "base/random.h"
#include "rmt/finite/outlier.h"

typedef struct spiked_ensemble {
    const char *name;
    /* Into matrix (m, m), row-major; only its lower triangle need be right. */
    hodo_status (*draw)(size_t m, double ratio, double strength, const hodo_stream *stream, hodo_arena *arena,
                        double *matrix, hodo_error *error);
    hodo_status (*theory)(double ratio, double strength, rmt_outlier *outlier, hodo_error *error);
    double (*edge)(double ratio); /* of the bulk, from above */
    double (*naive)(double ratio,
                    double strength); /* wrong on purpose: the spike alone, not repelled by the bulk */
} spiked_ensemble;

/* The row of this name; NULL, with HODO_INVALID and the names in *error, when there is none. */
const spiked_ensemble *spiked_ensemble_find(const char *name, hodo_error *error);

/* The largest eigenvalue of the matrix (m, m), destroyed, and the squared first component of its unit
 * eigenvector. */
hodo_status spiked_top(double *matrix, size_t m, hodo_arena *arena, double *place, double *overlap,
                       hodo_error *error);

#endif
