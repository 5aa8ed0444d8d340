/* Training: cells of a sweep that share their batches and their initial weights, stepped together. One
 * network is a cohort of one.
 *
 * A step of a cell on a batch (x, y) is
 *
 *     f~ = (f(theta) - f(theta_0)) / gamma                  (arXiv 2410.04642)
 *     theta_k <- theta_k - eta(t) rate_k step_k(grad of loss(f~))
 *
 * forward, loss, backward, update; theta_0 is the frozen copy. Cells differ in eta and gamma (and stop at
 * different times); they share architecture, precision, optimiser, schedule, loss and rates. What they
 * share is computed once: one frozen pass a batch (one for all time when the batch never changes), one
 * work space, one making of the data. With c cells of the three-matrix MLP the frozen pass is a quarter
 * to a third of the arithmetic, of which (1 - 1/c) is saved. The trade-off: cells of a cohort run on one
 * thread; a sweep puts cohorts on workers.
 *
 * A cell that stops does so for a reason, which is kept: it never fails the cohort. Nothing is allocated
 * inside a step.
 */
#ifndef HODO_TRAIN_COHORT_H
#define HODO_TRAIN_COHORT_H

#include "net/loss.h"
#include "train/frozen_memo.h"
#include "train/optimiser.h"
#include "train/schedule.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Why a cell no longer steps (arXiv 2410.04642 tells learned, stuck, too slow and diverged apart). */
typedef enum hodo_stop {
    HODO_RUNNING = 0, /* it steps */
    HODO_LEARNED,  /* the batch loss fell below stop.learned, or a look finds it without any slope */
    HODO_STUCK,    /* no gradient: every unit of a layer is dead on the whole batch; or one matrix without any,
                      where steps are divided by their norm (Muon too) */
    HODO_DIVERGED, /* a number is not finite, or the loss passed stop.diverged times its first value */
    HODO_STOPS     /* how many there are */
} hodo_stop;

/* "running", "learned", "stuck", "diverged"; "unknown" for none of them. */
const char *hodo_stop_name(hodo_stop stop);

/* When a cell stops by itself. */
typedef struct hodo_stop_rule {
    double learned;  /* a batch loss below it stops; 0: never */
    double diverged; /* times the first loss; 0 stands for HODO_DIVERGED_RATIO */
    size_t check;    /* steps between looks for dead units, which cost nothing; 0: never */
} hodo_stop_rule;

#define HODO_CENTRED_FLOAT_LEAST 1e-2 /* below this gamma f - f_0 cancels in float: run in double */
#define HODO_DIVERGED_RATIO 1e6 /* arXiv 2410.04642's cells that return from there have all ReLUs dead */

/* What cells of a cohort differ in. */
typedef struct hodo_cell_setting {
    double eta;   /* > 0: learning rate before schedule and rates */
    double gamma; /* > 0: richness, f~ = (f - f_0)/gamma, or f/gamma where outputs are not centred */
} hodo_cell_setting;

/* What they share. */
typedef struct hodo_training {
    hodo_loss loss;         /* of f~ */
    bool centred;           /* take f(theta_0) off the output */
    size_t batch;           /* rows of a step */
    size_t steps;           /* planned; cosine schedules read it */
    hodo_optimiser_settings optimiser; /* as hodo_optimiser_take reads them */
    hodo_schedule schedule; /* kind NULL: constant */
    const double *rates;    /* (weight_count,) of the parametrization; NULL: all 1. Copied */
    hodo_stop_rule stop;    /* all 0: only numbers that are not finite, and HODO_DIVERGED_RATIO */
} hodo_training;

/* A cell as it is now. Losses are those of batches, before their steps. */
typedef struct hodo_cell_state {
    hodo_cell_setting setting; /* as it was taken */
    hodo_network network; /* theta, now */
    double *rates;        /* (weight_count,) now; automatic rates write here */
    double loss;          /* of the last batch; NAN where an output is not finite */
    double first_loss;    /* of the first batch */
    double largest_loss;  /* of the worst batch */
    double sharpness;     /* lambda_max for schedules that need it; set by the caller before a step */
    double eta;           /* of the last step, after the schedule */
    size_t step;          /* steps taken */
    hodo_stop stop;       /* whether it steps, or why not */
    char reason[160];     /* one line, when stop is not HODO_RUNNING */
} hodo_cell_state;

/* The cells, and the work space of their steps. */
typedef struct hodo_cohort hodo_cohort;

/* Cells with the settings cells (count,) that all start from `initial`, whose weights are copied (once a
 * cell, and once frozen). NULL with HODO_INVALID (no cell, eta or gamma not positive, a batch
 * of 0, gamma below HODO_CENTRED_FLOAT_LEAST in float when centred, no loss, a rate that is not finite, a
 * negative stop, a schedule that cannot run `steps` steps, a family of more than one, or as
 * hodo_optimiser_take), HODO_NO_MEMORY. */
hodo_cohort *hodo_cohort_take(hodo_arena *arena, const hodo_network *initial, const hodo_training *training,
                              const hodo_cell_setting *cells, size_t count, hodo_error *error);

size_t hodo_cohort_cells(const hodo_cohort *cohort);   /* how many it was taken with */
size_t hodo_cohort_batch(const hodo_cohort *cohort);   /* rows of a step */
size_t hodo_cohort_running(const hodo_cohort *cohort); /* cells that still step */
size_t hodo_cohort_taken(const hodo_cohort *cohort);   /* steps, whoever still took them */

/* Cell number `cell`, counted from 0: controllers write its rates and sharpness, all others read it. */
hodo_cell_state *hodo_cohort_cell(hodo_cohort *cohort, size_t cell);

/* theta_0, a copy. */
const hodo_network *hodo_cohort_initial(const hodo_cohort *cohort);

/* One step of every running cell. x (batch, inputs) and y (batch, outputs), of the network's precision.
 * `same` promises that x is the batch of the step before: it is then not even read, unless another look at
 * the cohort took its place. HODO_MISMATCH for shapes or precision, HODO_INVALID when a rate is not finite
 * or the schedule follows a sharpness that nobody has set, HODO_NUMERIC when f(theta_0) is not finite,
 * HODO_NO_MEMORY of a memo; a number that is not finite inside a cell stops the cell only. */
hodo_status hodo_cohort_step(hodo_cohort *cohort, hodo_matrix x, hodo_matrix y, bool same, hodo_error *error);

/* Steps from now on take f(theta_0) of their batch from the memo where it is there, and keep it where it is
 * not. It promises that the batch of step t is the one that every cohort of this memo sees at its step t,
 * and that all start from the same weights. HODO_MISMATCH for a memo of another shape or precision. */
hodo_status hodo_cohort_remember(hodo_cohort *cohort, hodo_frozen_memo *memo, hodo_error *error);

/* *frozen <- f(theta_0) of a batch x (batch, inputs): (batch, outputs), for whoever needs the loss as a
 * function of theta: a view that the next step overwrites; data NULL where the output is not centred.
 * HODO_MISMATCH for shapes or precision, HODO_NUMERIC when it is not finite. */
hodo_status hodo_cohort_frozen(hodo_cohort *cohort, hodo_matrix x, hodo_matrix *frozen, hodo_error *error);

/* What the cells share. */
const hodo_training *hodo_cohort_training(const hodo_cohort *cohort);

/* Outputs f~ of one cell on any rows of inputs x (rows, inputs), in blocks of the batch: evaluation. out is
 * (rows, outputs). HODO_INVALID for a cell that is not there, HODO_MISMATCH for shapes or precision,
 * HODO_NUMERIC when one is not finite. */
hodo_status hodo_cohort_outputs(hodo_cohort *cohort, size_t cell, hodo_matrix x, hodo_matrix out,
                                hodo_error *error);

/* *loss <- the mean loss of f~ over the rows of x (rows, inputs) and y (rows, outputs), a weighted sum over
 * blocks; *accuracy <- the fraction of rows that is classified right (probe/accuracy.h). Either may be NULL.
 * Errors as hodo_cohort_outputs; HODO_NUMERIC also when the loss or a target is not finite. */
hodo_status hodo_cohort_evaluate(hodo_cohort *cohort, size_t cell, hodo_matrix x, hodo_matrix y, double *loss,
                                 double *accuracy, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
