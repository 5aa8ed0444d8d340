/* How far two networks agree: f and g (rows, outputs), their outputs on the same inputs.
 *
 *     determination  1 - 2 |f - g|^2 / (|f - mean f|^2 + |g - mean g|^2)    symmetric; -infinity .. 1
 *     explained      1 - |f - g|^2 / |g - mean g|^2                         g the truth, f the prediction
 *     correlation    <f - mean f, g - mean g>^2 / (|f - mean f|^2 |g - mean g|^2)    0 .. 1
 *     same_class     share of rows where both choose the same class (accuracy.h)
 *
 * Means are over the rows, output by output. The figure of agreement within and across gamma (arXiv
 * 2410.04642) needs one symmetric number a pair in which a difference in scale counts, since all networks fit
 * the same targets: that is `determination`. `correlation` is the R^2 of the best linear fit, blind to scale
 * and sign; `explained` is the usual coefficient of determination, whose two directions bracket
 * determination. Two independent functions of equal variance have determination -1, explained -1 and
 * correlation 0.
 */
#ifndef HODO_PROBE_AGREEMENT_H
#define HODO_PROBE_AGREEMENT_H

#include "base/matrix.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The four numbers above. */
typedef struct hodo_agreement {
    double determination; /* NaN when neither network's outputs vary */
    double explained;     /* NaN when g does not vary */
    double correlation;   /* NaN when f or g does not vary */
    double same_class;    /* 0 .. 1 */
} hodo_agreement;

/* *agreement <- of f and g, both (rows, outputs), float or double each; NaN after an error. HODO_MISMATCH
 * for different shapes, HODO_INVALID for no row, HODO_NUMERIC when an output is not finite. */
hodo_status hodo_agreement_of(hodo_matrix f, hodo_matrix g, hodo_agreement *agreement, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
