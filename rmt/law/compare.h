/* Does an ensemble of random matrices follow its law? Moments and the distribution function, measured on
 * independent matrices, against theory (ours; the Kolmogorov distance is the usual one).
 *
 * The eigenvalues of one matrix are strongly dependent: all errors come from independent matrices, never from
 * the number of eigenvalues. A real matrix of finite width m has a bias of order 1/m. So K matrices are drawn
 * at width M and K at M/2, and what is compared is the extrapolation 2 mean_M - mean_(M/2), in which the term
 * of order 1/m cancels whatever its constant. Moments above the first are measured by their regression on the
 * first, at its theoretical value (rmt/law/estimate.h): a matrix whose norm is large by chance has all moments
 * large. What remains of the bias is of order 1/M^2 and is granted as the `allowance`:
 *
 *     moment k     scale_k (d_k^2 + k^2 d_1^2 + (k/M)^2)    (without the first term for k = 1)
 *     F at a grid  RMT_GRID_ALLOWANCE / M
 *
 * where d_k = (mean_(M/2) - mean_M)/scale_k is the bias as it shows, scale_k = max(|theory_k|, theory_2^(k/2)):
 * of a bias like exp(a/m) the extrapolation leaves (a/M)^2 = d^2 (which grows with depth as (L/M)^2). A moment
 * agrees when it is within the allowance and Student's t times the standard error, the grid of F when all its
 * points are; Bonferroni over all of them makes a true law fail once in 10^4 comparisons, as long as a moment
 * of a draw is not skewed beyond what Student's t bears: products of more than width/2 factors have moments as
 * skewed as a log-normal's (1.5% of comparisons of 32 factors at width 32 fell, none of 1,271 of 16, with 20
 * draws). The plain Kolmogorov distance at width M, bias and all, is told beside it.
 *
 * An extreme law has one number a matrix: its K numbers at width M are an ordinary sample. Moments are tested
 * as above without extrapolation and the sup distance at the exact quantile of Kolmogorov's statistic, with an
 * allowance of RMT_EXTREME_ALLOWANCE M^(-2/3), the order of an edge's correction; without one where draws have
 * the law at every width.
 */
#ifndef RMT_COMPARE_H
#define RMT_COMPARE_H

#include "rmt/law/law.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Limits of a comparison. */
enum {
    RMT_COMPARED_MOMENTS = 4,
    RMT_COMPARED_PROBABILITIES = 19, /* F is tested at the quantiles of 0.05, 0.10, ... 0.95 */
    RMT_DRAWS_LEAST = 4,             /* a standard error from fewer means nothing; 20 and more are advised */
    RMT_DRAWS_MOST = 1000000,
    RMT_COMPARED_WIDTH_LEAST = 32,
    RMT_COMPARED_BULK_LEAST = 8,     /* eigenvalues off the atoms, of a matrix of half the width */
};
#define RMT_FALSE_ALARM 1e-4      /* probability that a true law falls */
#define RMT_GRID_ALLOWANCE 0.25   /* twice the largest seen, 0.13/M: 20,000 products of 8 at width 32 */
#define RMT_EXTREME_ALLOWANCE 1.0 /* in distribution, and in moments relative to their scale */

/* One moment. */
typedef struct rmt_moment_comparison {
    double theory, measured;
    double standard_error; /* of `measured` */
    double z;              /* (measured - theory) / standard_error */
    double allowance;      /* for what the extrapolation leaves */
    double threshold;      /* allowance + t standard_error, to which |measured - theory| is held */
    bool agrees;
} rmt_moment_comparison;

/* The verdict and what it rests on. */
typedef struct rmt_comparison {
    size_t width, half_width, draws; /* draws at each width; half_width 0 for an extreme law */
    double false_alarm;              /* of the whole comparison */
    rmt_moment_comparison moment[RMT_COMPARED_MOMENTS]; /* [k - 1] */

    /* Of the extrapolated distribution function at the point of the grid that is worst for its threshold (for
     * an extreme law, of the empirical one at its supremum). */
    double distance;           /* |measured F - theory F| */
    double distance_at;        /* x */
    double distance_threshold; /* allowance + t standard error there */
    bool distance_agrees;

    double plain_distance; /* sup |F - theory F|, F averaged over the draws at `width`; not tested where
                            * biased */
    bool agrees;           /* all of the above */
} rmt_comparison;

/* Draws from the law's own ensemble and compares. `width` >= RMT_COMPARED_WIDTH_LEAST (an odd one halves
 * downwards, and the weights follow), RMT_DRAWS_LEAST <= draws <= RMT_DRAWS_MOST. A pure function of its
 * arguments, on any number of processors. HODO_INVALID: width, draws, too few eigenvalues off the atoms, a law
 * without an ensemble; HODO_MISMATCH: a spectrum and one number; HODO_NUMERIC: draws that are not finite;
 * HODO_NO_MEMORY. A law that falls is no error: see `agrees`. */
hodo_status rmt_compare(const rmt_law *law, size_t width, size_t draws, uint64_t seed,
                        rmt_comparison *comparison, hodo_error *error);

/* Matrices of `ensemble` against the theory of `law`: how a wrong law is shown to fall. The
 * errors of rmt_compare. */
hodo_status rmt_compare_with(const rmt_law *law, const rmt_law *ensemble, size_t width, size_t draws,
                             uint64_t seed, rmt_comparison *comparison, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
