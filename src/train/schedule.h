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

typedef struct hodo_schedule_kind hodo_schedule_kind;

typedef struct hodo_schedule {
    const hodo_schedule_kind *kind;
    size_t warmup;  /* steps; cosine and warmup */
    double floor;   /* cosine ends at this fraction */
    double product; /* sharpness: c = eta_t lambda_max; 2 < c < 4 is the catapult phase */
} hodo_schedule;

/* The schedule called `name` with its defaults; kind NULL with the list of names in *error. */
hodo_schedule hodo_schedule_find(const char *name, hodo_error *error);
const char *hodo_schedule_name(const hodo_schedule *schedule);

/* Whether hodo_schedule_rate needs lambda_max. */
bool hodo_schedule_needs_sharpness(const hodo_schedule *schedule);

/* eta at step t = 0 .. steps - 1; lambda_max is read by `sharpness` only. */
double hodo_schedule_rate(const hodo_schedule *schedule, double eta, size_t t, size_t steps, double lambda_max);

#endif
