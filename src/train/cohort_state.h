/* The inside of a cohort, for cohort.c (taking), step.c (stepping) and evaluate.c (looking). */
#ifndef HODO_TRAIN_COHORT_STATE_H
#define HODO_TRAIN_COHORT_STATE_H

#include "net/pass.h"
#include "train/cohort.h"

struct hodo_cohort {
    hodo_training training;
    size_t count;
    hodo_cell_state *cells;      /* (count,) */
    hodo_optimiser **optimisers; /* (count,) */
    hodo_network initial;        /* theta_0 */
    hodo_pass *pass;             /* of `batch` rows, turned from network to network */
    bool frozen_known;           /* `frozen` belongs to the last batch */
    hodo_matrix frozen, scaled, gradient; /* (batch, outputs): f(theta_0), f~, d loss/d f */
    hodo_matrix padded;                   /* (batch, inputs): the last, smaller block of an evaluation */
    double *step_rates, *norms;           /* (weight_count,) */
};

/* Stops a cell for a reason, one line. */
void hodo_cell_stop(hodo_cell_state *cell, hodo_stop why, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
