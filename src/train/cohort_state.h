/* The inside of a cohort, for cohort.c (taking), step.c (stepping), judge.c (stopping) and
 * evaluate.c (looking). */
#ifndef HODO_TRAIN_COHORT_STATE_H
#define HODO_TRAIN_COHORT_STATE_H

#include "net/pass.h"
#include "train/cohort.h"

struct hodo_cohort {
    hodo_training training;
    size_t count, taken; /* cells; steps */
    hodo_cell_state *cells;      /* (count,) */
    hodo_optimiser **optimisers; /* (count,) */
    hodo_network initial;        /* theta_0 */
    hodo_pass *pass;             /* of `batch` rows, turned from network to network */
    bool held;                   /* the pass's input is the batch of the last step */
    bool frozen_known;           /* `frozen` belongs to the pass's input */
    hodo_matrix frozen, scaled, gradient; /* (batch, outputs): f(theta_0), f~, d loss/d f */
    hodo_matrix padded;                   /* (batch, inputs): the last, smaller block of an evaluation */
    hodo_frozen_memo *memo;               /* of the batches of steps; NULL: none */
    double *step_rates;                   /* (weight_count,) */
};

/* Stops a cell for a reason, one line. */
void hodo_cell_stop(hodo_cell_state *cell, hodo_stop why, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Keeps the finite loss of a batch; stops a cell that has learned or gone too far up. */
void hodo_cell_judge_loss(const hodo_stop_rule *rule, hodo_cell_state *cell, double loss);

/* Whether no weight matrix has a gradient in the pass that has just run backward; stops the cell then: learned
 * when the loss has no slope, else stuck. */
bool hodo_cell_judge_gradient(const hodo_cohort *cohort, hodo_cell_state *cell);

#endif
