/* Where, going up in eta at one gamma, the end of a toy run changes: a scan of steps that are equal in log eta,
 * and bisection between neighbours that end differently, so that every change is known to TOY_BOUNDARY_STEPS
 * halvings.
 *
 * The scan goes up from below because survival is not monotone: far above the edge a run may land on a point
 * without slope and stay finite. An outcome that begins and ends within one step of the scan is missed. */
#ifndef EXPERIMENTS_GAMMA_ETA_TOY_BOUNDARY_H
#define EXPERIMENTS_GAMMA_ETA_TOY_BOUNDARY_H

#include "experiments/gamma-eta/toy_model.h"

#define TOY_BOUNDARY_STEPS 24 /* halvings of a step of the scan: 1e-8 of eta at 12 steps a decade */

/* One value of gamma and all that a run depends on besides eta. */
typedef struct toy_line {
    const toy_model *model;
    const toy_loss *loss;
    double gamma;
    int64_t steps; /* T */
} toy_line;

/* What ends alike from `low` to `high`. */
typedef struct toy_interval {
    double low, high;
    toy_outcome outcome;
} toy_interval;

/* The learning rates that part one gamma's line; NaN where there is none in the range. */
typedef struct toy_boundaries {
    double slowest;      /* the first that learns */
    double failure;      /* the first above it that does not: the edge of what learns */
    double last_learned; /* the last that learns anywhere in the range */
    double divergence;   /* the first that diverges */
    double onset;        /* the first whose loss rises above its first value: catapults begin */
} toy_boundaries;

/* Fills intervals (at most `most`, >= 1; the last then reaches to eta_high) that cover [eta_low, eta_high];
 * gives their number. */
size_t toy_scan(const toy_line *line, double eta_low, double eta_high, int64_t per_decade, size_t most,
                toy_interval *intervals, toy_boundaries *boundaries);

#endif
