/* Claims of figures of backward-to-feature kernels: means over independent draws at two widths, extrapolated.
 *
 * A kernel of n layers at width m has a bias of order n/m in everything: the backward vectors that balance the
 * layers have lengths that walk, and masks keep N of m units. Claims compare infinite-width theory with (M
 * mean_M - h mean_h)/(M - h) over the draws at the largest width M and the next one h, in which what goes as
 * 1/m cancels whatever its constant. What is left goes as 1/m^2; the tolerance grants it as (drift)^2 over the
 * scale of the quantity, drift = mean_h - mean_M, and 1/M for a fraction of eigenvalues, which come whole.
 * Nothing is stated of a run with one width.
 */
#ifndef HODO_EXPERIMENTS_KERNEL_CLAIMS_H
#define HODO_EXPERIMENTS_KERNEL_CLAIMS_H

#include "lab/estimate.h"
#include "lab/experiment.h"
#include "lab/select.h"

#include <stdbool.h>

typedef struct kernel_widths {
    int64_t largest, next; /* next = 0: there is one width only */
} kernel_widths;

/* Of the run's parameter m. */
kernel_widths kernel_widths_of(const hodo_run *run);

typedef struct kernel_estimate {
    hodo_estimate infinite; /* extrapolated; as many draws as the width that has fewer */
    double drift;
} kernel_estimate;

/* With widths.next = 0: the mean at the largest width as it is, for what has no bias. On the rows of `network`
 * and, unless it is negative, of `bin`: one row a draw. HODO_MISMATCH for a column that is not there,
 * HODO_NO_MEMORY. */
hodo_status kernel_estimate_column(const hodo_table *table, const char *network, int64_t bin,
                                   const char *column, kernel_widths widths, kernel_estimate *estimate,
                                   hodo_error *error);

/* States `claim`, whose kind, predicted and resolution are given, of an estimate of `network` (FAMILY/NUMBER):
 * its id is the network's and `what`, its statement "network: words". A resolution of 0 stands for half of what
 * lies between `predicted` and the right value `right`, less the tolerance: for APART. */
hodo_status kernel_claim_add(const char *network, const char *what, const char *words, hodo_claim claim,
                             const kernel_estimate *estimate, double scale, double right, hodo_claims *claims,
                             hodo_error *error);

#endif
