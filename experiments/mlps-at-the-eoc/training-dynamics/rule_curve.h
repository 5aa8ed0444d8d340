/* One run in the table of training-dynamics, and the numbers that claims are made of. */
#ifndef RULE_CURVE_H
#define RULE_CURVE_H

#include "experiments/mlps-at-the-eoc/chaos_descent.h"
#include "lab/select.h"

typedef struct rule_curve {
    chaos_rule rule;
    hodo_stop stop;
    size_t count;
    const double *half, *loss, *accuracy, *drift, *cosine; /* (count,) */
    const double *two_ways; /* (count,) |lambda_t by products over lambda_t - 1| */
} rule_curve;

#define CURVE_LEFT 0.10 /* of c: what is called left */

/* The rows of a rule's trial, in memory of the arena; a run without a row has diverged. Errors of
 * hodo_select and of chaos_rule_read. */
hodo_status curve_read(const hodo_table *table, const char *rule, size_t trial, hodo_arena *arena,
                       rule_curve *of, hodo_error *error);

/* Whether the run took all its steps, or had nothing left to learn. */
bool curve_finished(const rule_curve *of);

/* Late: the median over the last third of the looks, because eta lambda has spikes at the edge of stability.
 * All of a curve of at least one row. */
double curve_late_product(const rule_curve *of); /* eta lambda */
double curve_late_loss(const rule_curve *of);    /* over the first */
double curve_late_accuracy(const rule_curve *of);
double curve_late_drift(const rule_curve *of);
double curve_late_cosine(const rule_curve *of);
double curve_growth(const rule_curve *of);        /* log10 of late eta lambda over the first */
double curve_least_product(const rule_curve *of); /* the least eta lambda of the run */
double curve_peak_loss(const rule_curve *of);     /* the largest loss over the first */
double curve_deviation(const rule_curve *of);     /* the largest |eta lambda/c - 1| */
double curve_left(const rule_curve *of);          /* 1 when it diverged or that passed CURVE_LEFT, else 0 */
double curve_two_ways(const rule_curve *of);      /* the median of all looks */

#endif
