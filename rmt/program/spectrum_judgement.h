/* All that is said of a measured spectrum: the fit of its bulk, its outliers, its power-law tail, and which of
 * the two describes the tail better. It is the struct behind the table and the picture of `hodo-rmt spectrum`.
 */
#ifndef RMT_SPECTRUM_JUDGEMENT_H
#define RMT_SPECTRUM_JUDGEMENT_H

#include "base/table.h"
#include "rmt/spectrum/measured_spectrum.h"
#include "rmt/spectrum/power_law_tail.h"
#include "rmt/spectrum/spectrum_fit.h"

typedef struct rmt_spectrum_judgement {
    double false_alarm;
    bool has_bulk; /* fit, threshold and bulk_tail_distance mean something */
    rmt_spectrum_fit fit;
    double threshold;
    char no_bulk[256]; /* why not */
    bool has_tail;
    rmt_power_law_tail tail;
    double bulk_tail_distance; /* Kolmogorov-Smirnov, of the eigenvalues in the tail from the bulk law above its
                                  x_min */
} rmt_spectrum_judgement;

/* Fits both. A spectrum without a bulk (too small, of low rank, eigenvalues of a symmetric matrix) or without a
 * tail is no error. */
hodo_status rmt_spectrum_judge(const rmt_measured_spectrum *spectrum, double false_alarm,
                               rmt_spectrum_judgement *judgement, hodo_error *error);
void rmt_spectrum_judgement_free(rmt_spectrum_judgement *judgement);

/* "yes" when at least 50 eigenvalues are in the tail (Clauset, Shalizi and Newman 2009), the power law is
 * plausible and nearer to them than the bulk law is; else "no" or "too few". */
const char *rmt_spectrum_prefers_tail(const rmt_spectrum_judgement *judgement);

/* Adds the summary as notes, then the columns. */
hodo_status rmt_spectrum_note(const rmt_measured_spectrum *spectrum, const rmt_spectrum_judgement *judgement,
                              hodo_table *table, hodo_error *error);

#endif
