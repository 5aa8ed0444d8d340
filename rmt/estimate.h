/* From two samples of independent matrices, widths M and h < M, to one number with an error (ours).
 *
 *     (M mean_M - h mean_h)/(M - h)
 *
 * has no term of order 1/m, whatever its constant. A moment above the first follows the first closely from
 * matrix to matrix (correlation 0.95 in a Gaussian product, whose norm fluctuates as a whole), so its
 * regression on the first one, taken at the mean that theory gives it, has a third of the error: a control
 * variate. If theory is right in both, nothing is biased by it; if it is wrong in the first moment, that one is
 * tested by itself.
 */
#ifndef RMT_ESTIMATE_H
#define RMT_ESTIMATE_H

#include "rmt/sample.h"

typedef struct rmt_estimate {
    double mean, error;
    double freedom; /* Welch's degrees of freedom of the error */
    double drift;   /* mean at width h minus mean at width M: the bias as it shows */
} rmt_estimate;

/* Of one column of the samples; `half` may be NULL: the plain mean. */
rmt_estimate rmt_estimate_plain(const rmt_sample *whole, const rmt_sample *half, size_t column);

/* The same, given that the mean of `control`, another column, is `known`. 4 draws or more. */
rmt_estimate rmt_estimate_given(const rmt_sample *whole, const rmt_sample *half, size_t column, size_t control,
                                double known);

#endif
