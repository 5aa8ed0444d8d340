/* How far the features of a fixed batch have moved since the beginning, and how large they are: the measured
 * side of "every layer learns features at order 1" (arXiv 2310.17813; the coordinate check of muP).
 *
 *     change   = rms(f_l^t - f_l^0)       over all entries of the batch, rms(x) = |x|/sqrt(number of entries)
 *     relative = |f_l^t - f_l^0| / |f_l^0|
 *
 * Keeps a copy of every feature, in the network's precision; differences and sums are in double.
 */
#ifndef HODO_PROBE_FEATURE_CHANGE_H
#define HODO_PROBE_FEATURE_CHANGE_H

#include "net/pass.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How one feature differs from what it was; x is f_l^t or f_l^0, all rows of the batch stacked. */
typedef struct hodo_feature_move {
    double change;         /* rms(f_l^t - f_l^0) */
    double relative;       /* |f_l^t - f_l^0| / |f_l^0|; NaN when f_l^0 = 0 */
    double rms;            /* of f_l^t */
    double mean_magnitude; /* mean of |entries| of f_l^t */
    double cosine;         /* between f_l^t and f_l^0; NaN when one is 0 */
} hodo_feature_move;

/* The features as they were. */
typedef struct hodo_feature_change hodo_feature_change;

/* Remembers the features 0 .. feature_count - 1 of one member of a pass that has just run forward on the
 * probe batch. NULL with HODO_INVALID for the member, HODO_NO_MEMORY. */
hodo_feature_change *hodo_feature_change_take(hodo_arena *arena, const hodo_pass *pass, size_t member,
                                              hodo_error *error);

/* moves (feature_count,) <- how a pass of the same shape, run forward on the same batch, differs.
 * HODO_MISMATCH when it is of other shapes, HODO_NUMERIC when a feature is not finite. */
hodo_status hodo_feature_change_measure(const hodo_feature_change *change, const hodo_pass *pass,
                                        hodo_feature_move *moves, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
