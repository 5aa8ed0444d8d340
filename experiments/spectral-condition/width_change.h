/* What the three figures of change against width share: their tables, the cell and the claims. A cell is one
 * network of one width, trained to a given loss (loss_matched.h); a figure looks at one of
 *
 *     feature     ||h_2 - h_2^0|| / ||h_2^0||, stacked over the samples       ntp -1/2   spectral 0
 *     spectral    ||W_2 - W_2^0||_* / ||W_2^0||_*                             ntp -1/2   spectral 0
 *     frobenius   ||W_2 - W_2^0||_F / ||W_2^0||_F                             ntp -1     spectral -1/2
 *
 * (slopes of the logarithms; arXiv 2310.17813). Widths and parametrizations of a trial share data and draws.
 */
#ifndef SPECTRAL_CONDITION_WIDTH_CHANGE_H
#define SPECTRAL_CONDITION_WIDTH_CHANGE_H

#include "lab/experiment.h"

typedef enum width_change_measure {
    WIDTH_CHANGE_FEATURE = 0,
    WIDTH_CHANGE_SPECTRAL,
    WIDTH_CHANGE_FROBENIUS
} width_change_measure;

extern const hodo_parameter width_change_parameters[];
extern const hodo_column width_change_columns[];
extern const hodo_column width_change_theory_columns[];

hodo_status width_change_check(const hodo_cell *cell, hodo_error *error);
double width_change_cost(const hodo_cell *cell, width_change_measure measure);

/* The one row of a cell. */
hodo_status width_change_compute(hodo_cell *cell, width_change_measure measure, hodo_error *error);

/* The claimed slope of rows ntp, spectral and mup; NaN for others. */
hodo_status width_change_theory(const hodo_run *run, hodo_table *table, width_change_measure measure,
                                hodo_error *error);
double width_change_slope(width_change_measure measure, const char *parametrization);

/* That all losses were reached; for every data set the slope of every row that has one, its interval, the slope
 * of the other kind told apart; for ntp the size itself, at the largest width, by lazy_limit.h; and that
 * spectral and mup are one from n_0 on. */
hodo_status width_change_claims(const hodo_run *run, const hodo_table *table, width_change_measure measure,
                                hodo_claims *claims, hodo_error *error);

#endif
