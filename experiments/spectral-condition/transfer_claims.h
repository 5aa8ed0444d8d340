/* Claims on slopes of the best learning rate: one slope of log2 eta against log2 of the size a trial, their
 * mean with its Student interval, and the verdict without an eye (lab/trend.h). */
#ifndef SPECTRAL_CONDITION_TRANSFER_CLAIMS_H
#define SPECTRAL_CONDITION_TRANSFER_CLAIMS_H

#include "lab/experiment.h"
#include "lab/trend.h"

/* What a rule is expected to do as the size grows. */
typedef struct transfer_expected {
    const char *rule; /* one that is not in the run, or a rule of the run that is not here, is passed over */
    bool transfers;   /* the slope is 0; else it is told apart from 0 */
    bool law;         /* it is the law's slope (rate_law.h), which for a rule that transfers is about 0 */
    bool worse;       /* the loss at the best rate grows with the size */
} transfer_expected;

/* Of a slope. Exponents of rules are multiples of a half: with the tolerance of finite sizes
 * (transfer_figure.h), noise as large as this still leaves them apart. */
#define TRANSFER_RESOLUTION 0.3

/* Claims and, for every rule, the quantities RULE-slope, RULE-low, RULE-high (the interval of false alarm .05),
 * RULE-law, RULE-loss-slope; and `left-out`, searches without an end. */
hodo_status transfer_claims(const hodo_run *run, const hodo_table *table, const char *size,
                            const transfer_expected *expected, size_t count,
                            hodo_claims *claims, hodo_error *error);

#endif
