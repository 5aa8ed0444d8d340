/* From two samples of independent matrices, widths M and h < M, to one number with an error (ours).
 *
 *     (M mean_M - h mean_h)/(M - h)
 *
 * has no term of order 1/m, whatever its constant. A moment above the first follows the first closely from
 * matrix to matrix (correlation 0.95 in a Gaussian product, whose norm fluctuates as a whole), so its
 * regression on the first one, taken at the mean that theory gives it, has a third of the error: a control
 * variate. If theory is right in both, nothing is biased by it; if it is wrong in the first moment, that one is
 * tested by itself.
 *
 * A share of the eigenvalues is a count of them, and they are so rigid that four draws often have the same one:
 * their scatter is then 0 and says nothing. The variance of a count is taken to be at least 1/4, the most that
 * the rounding of a mean to integers can have; that of a real matrix is 0.5 at m = 16 and grows as log(m)/pi^2.
 */
#ifndef RMT_ESTIMATE_H
#define RMT_ESTIMATE_H

#include "rmt/law/sample.h"

typedef struct rmt_estimate {
    double mean, error;
    double freedom; /* Welch's degrees of freedom of the error */
    double drift;   /* mean at width h minus mean at width M: the bias as it shows */
} rmt_estimate;

/* Of one column of the samples; `half` may be NULL: the plain mean. */
rmt_estimate rmt_estimate_plain(const rmt_sample *whole, const rmt_sample *half, size_t column);

/* Of a column that counts eigenvalues, as a share of them all. */
rmt_estimate rmt_estimate_share(const rmt_sample *whole, const rmt_sample *half, size_t column);

/* Of one column, given that the mean of `control`, another column, is `known`. 4 draws or more. */
rmt_estimate rmt_estimate_given(const rmt_sample *whole, const rmt_sample *half, size_t column, size_t control,
                                double known);

#endif
