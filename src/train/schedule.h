/* Schedules: the factor on the learning rate at a step, as rows of a table.
 *
 *     constant   1
 *     warmup     (t + 1)/warmup, then 1
 *     cosine     warmup, then down to `floor` along (1 + cos(pi s))/2 at the last step
 *     sharpness  eta_t = c / lambda_max(K_t) with K_t the Gauss-Newton matrix: the geometry-aware schedule
 *                of arXiv 2502.13110 (our reconstruction); lambda comes from the caller
 */
#ifndef HODO_TRAIN_SCHEDULE_H
#define HODO_TRAIN_SCHEDULE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A row of the table. */
typedef struct hodo_schedule_kind hodo_schedule_kind;

/* A row and its numbers; begin with hodo_schedule_find. */
typedef struct hodo_schedule {
    const hodo_schedule_kind *kind; /* not NULL in all that follows */
    size_t warmup;  /* steps; cosine and warmup. 0: none */
    double floor;   /* cosine ends at this fraction; when warmup leaves one step, that one is at 1 */
    double product; /* sharpness: c = eta_t lambda_max; 2 < c < 4 is the catapult phase */
} hodo_schedule;

/* The schedule called `name` with its defaults; kind NULL, with HODO_INVALID and the list of names in
 * *error, when there is none. */
hodo_schedule hodo_schedule_find(const char *name, hodo_error *error);

/* "constant", "warmup", "cosine" or "sharpness". */
const char *hodo_schedule_name(const hodo_schedule *schedule);

/* Whether hodo_schedule_rate needs lambda_max. */
bool hodo_schedule_needs_sharpness(const hodo_schedule *schedule);

/* Whether the schedule can run `steps` steps from eta. HODO_INVALID for eta or steps that are not positive, a
 * warmup longer than the run, a floor outside of [0, 1], a product outside of (0, 4) (at 4 the catapult
 * ends in divergence). */
hodo_status hodo_schedule_can_run(const hodo_schedule *schedule, double eta, size_t steps, hodo_error *error);

/* eta at step t = 0 .. steps - 1, and the last one's from there on. lambda_max is read by `sharpness` only,
 * which answers product/lambda_max whatever eta is, and NAN unless lambda_max is positive and finite. */
double hodo_schedule_rate(const hodo_schedule *schedule, double eta, size_t t, size_t steps, double lambda_max);

#ifdef __cplusplus
}
#endif

#endif
