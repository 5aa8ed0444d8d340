/* The coordinate check of one network: a few steps of training, and after each how large the coordinates of
 * every feature of a fixed batch are and how far they have moved (arXiv 2203.03466, Appendix D.1; the
 * desideratum of arXiv 2310.17813). With a sweep over widths and seeds, which is the caller's, and the slopes
 * of lab/trend.h it answers without an eye whether a parametrization is right.
 *
 *     size     mean |h_l|                over the entries of feature l of the batch
 *     change   rms(h_l^t - h_l^0)        what all weights below have done to the feature
 *     own      rms(h_l' - h_l^0)         what its own weights have: h_l' is made of h_{l-1}^0 by W_l^t (ours)
 *
 * Why the third: once the input layer moves, h_2 = W_2 phi(h_1) moves with it, though W_2 rest; a hidden rate
 * that is too small shows in no |h| and in no change, and in `own` only. For the lowest feature the two agree.
 *
 * What must hold at every width for features to be learned and the output to be stable:
 *
 *     size     Theta(1), t = 0 .. S, of hidden features; of the output not growing at t = 0: f_0 of muP, with
 *              its readout 1/n, is of size n^-1/2, which harms nothing; later |f_t| <= |f_0| + |f_t - f_0|
 *     change   Theta(1), t = 1 .. S, of every feature and the output: to vanish is to be lazy
 *     own      the same, of every layer: the update is maximal
 *
 * which is what hodo_coordinate_judged answers. Growth is followed as far as floats go: the stop rules of the
 * training are not heeded. Where a number is no longer finite all three are INFINITY from that step on.
 */
#ifndef HODO_TRAIN_COORDINATE_CHECK_H
#define HODO_TRAIN_COORDINATE_CHECK_H

#include "probe/feature_change.h"
#include "train/cohort.h"
#include "train/source.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The three numbers above. */
typedef enum hodo_coordinate {
    HODO_COORDINATE_SIZE = 0, /* mean |h_l| */
    HODO_COORDINATE_CHANGE,   /* rms(h_l^t - h_l^0) */
    HODO_COORDINATE_OWN,      /* rms(h_l' - h_l^0) */
    HODO_COORDINATES          /* how many there are */
} hodo_coordinate;

/* "size", "change", "own"; "unknown" for none of them. */
const char *hodo_coordinate_name(hodo_coordinate which);

/* What one network showed. Step t = 0 is before the first. */
typedef struct hodo_coordinate_record {
    size_t features; /* feature_count of the architecture; 0 is the input, the last one the output */
    size_t steps;    /* S, asked for */
    size_t finite;   /* steps 0 .. finite - 1 have finite numbers; S + 1 when all have */
    hodo_feature_move *moves; /* (steps + 1, features) */
    double *own;              /* (steps + 1, features); NAN of the input and where no weights lie between */
    hodo_stop stop;           /* HODO_RUNNING, or HODO_DIVERGED for `reason` */
    char reason[160];         /* one line, when stop is not HODO_RUNNING */
} hodo_coordinate_record;

/* Trains a copy of `initial` (one member) for `steps` >= 1 steps on batches of the source, with the optimiser,
 * schedule, loss and rates of `training`, at setting.eta and setting.gamma, and measures on `probe` (rows,
 * inputs), of the network's precision, before the first and after every step. The record lies in the arena, and
 * so does the work space: two passes of probe.rows, one cohort.
 *
 * HODO_INVALID for no step, no row or a family of more than one, and as hodo_cohort_take; HODO_MISMATCH for the
 * shape or precision of the probe; HODO_NUMERIC when the initial features are not finite; HODO_NO_MEMORY, and
 * what the source fails with. A network that diverges is no error. */
hodo_status hodo_coordinate_check(hodo_arena *arena, const hodo_network *initial, const hodo_training *training,
                                  hodo_cell_setting setting, const hodo_source *source, hodo_matrix probe,
                                  size_t steps, hodo_coordinate_record *record, hodo_error *error);

/* One number of a record; step <= steps, feature < features, which is not checked. */
double hodo_coordinate_value(const hodo_coordinate_record *record, hodo_coordinate which, size_t step,
                             size_t feature);

/* What a number has to do with width. */
typedef enum hodo_coordinate_demand {
    HODO_DEMAND_NONE = 0, /* it is not judged: the input; changes before the first step; `own` of the lowest
                             feature, which is its change, and where no weights lie between; the output's
                             size once it has stepped */
    HODO_DEMAND_NO_GROWTH, /* it may vanish: the size of the output at first */
    HODO_DEMAND_CONSTANT   /* Theta(1): neither growth nor decay */
} hodo_coordinate_demand;

/* The demand on one number; NONE for a feature that the architecture does not have. */
hodo_coordinate_demand hodo_coordinate_judged(const hodo_architecture *architecture, hodo_coordinate which,
                                              size_t step, size_t feature);

#ifdef __cplusplus
}
#endif

#endif
