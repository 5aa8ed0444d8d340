/* Final training loss against the learning rate, for one initial network: the curve whose minimum a rule of
 * scaling promises to hold in place (ours; the test of arXiv 2203.03466, whose plot is judged by eye).
 *
 * All rates start from the same weights and see the same batches, as cells of one cohort: their losses are
 * compared as pairs, and the noise of the batches is common to them. The final loss is the mean of the batch
 * losses over the last tenth of the steps; a cell that diverged, or is stuck without a gradient, has INFINITY.
 *
 *     hodo_rate_curve curve = {.scratch = scratch, .initial = &network, .training = &training,
 *                              .source = &source};
 *     hodo_rate_search_run(&grid, guess, hodo_rate_curve_losses, &curve, &found, error);
 *
 * The verdict over widths, one slope of log2 eta a seed, is the laboratory's (lab/trend.h).
 */
#ifndef HODO_TRAIN_RATE_CURVE_H
#define HODO_TRAIN_RATE_CURVE_H

#include "train/loop.h"
#include "train/rate_search.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How many rates are trained at a time. */
enum {
    HODO_RATE_COHORT = 8 /* cells that are stepped together: more only hold more memory */
};

#define HODO_RATE_TAIL 0.1 /* share of the steps, the last, whose batch losses make the final one */

/* One network, and how it is trained at any rate. */
typedef struct hodo_rate_curve {
    hodo_arena *scratch;           /* reset for every cohort: nothing else may lie in it */
    const hodo_network *initial;   /* theta_0 */
    const hodo_training *training; /* steps > 0, batch, loss, optimiser, rates, schedule, stop */
    const hodo_source *source;     /* a pure function of the step, as all are */
    double gamma;                  /* of centred outputs; 0 stands for 1 */
    double work;                   /* steps times cells so far, to be read afterwards */
} hodo_rate_curve;

/* losses (count,) <- the final loss at each of etas (count,): a hodo_rate_trial whose context is a
 * hodo_rate_curve. HODO_INVALID for no steps, the errors of hodo_cohort_take and hodo_loop_run. */
hodo_status hodo_rate_curve_losses(void *context, const double *etas, size_t count, double *losses,
                                   hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
