/* Bins of a measured spectrum, and the rows that a cell writes of them.
 *
 * Bin 0 holds all that lies at or below the first edge, the atom at zero among it; bin i >= 1 is (edge[i - 1],
 * edge[i]]. What lies above the last edge is in no bin. Edges are equally spaced, or in ratio for a logarithmic
 * axis, on which hard edges show: the density is then per unit of ln x, that is x rho(x). Theory fills the same
 * bins by differences of its distribution function (jacobian-spectra/spectrum_theory.h), so that a wide bin
 * costs no accuracy.
 */
#ifndef HODO_EXPERIMENTS_SPECTRUM_BINS_H
#define HODO_EXPERIMENTS_SPECTRUM_BINS_H

#include "lab/experiment.h"

typedef struct spectrum_bins {
    double *edge; /* (count,) ascending */
    size_t count; /* bins, bin 0 included */
    bool logarithmic;
} spectrum_bins;

/* `count` >= 2 bins with edges from `lower` to `upper`, in the arena. HODO_INVALID unless lower < upper, and
 * 0 < lower where logarithmic; HODO_NO_MEMORY. */
hodo_status spectrum_bins_make(hodo_arena *arena, double lower, double upper, size_t count, bool logarithmic,
                               spectrum_bins *bins, hodo_error *error);

/* cumulative[i] = fraction of the values at or below edge[i], (count,). */
void spectrum_bins_cumulative(const spectrum_bins *bins, const double *values, size_t n, double *cumulative);

/* The means of the values and of their squares, values (n,): tau(J J^T) and tau((J J^T)^2) of a draw. */
void spectrum_bins_traces(const double *values, size_t n, double *trace, double *second);

/* The middle of bin i >= 1, in the scale of the axis; of bin 0 its edge. */
double spectrum_bins_middle(const spectrum_bins *bins, size_t i);

/* The width of bin i >= 1 in the scale of the axis; 0 of bin 0, which has no density. */
double spectrum_bins_width(const spectrum_bins *bins, size_t i);

/* The columns that every table of binned spectra has, in this order; the first is the law as one types it after
 * `hodo-rmt density`. Rows of one draw stand together, bin 0 first. */
#define SPECTRUM_COLUMNS                                                                                       \
    {"law", "", "the law at infinite width, as hodo-rmt takes it", HODO_TEXT},                                 \
        {"trial", "1", "draw of the weights", HODO_INTEGER}, {"bin", "1", "number of the bin", HODO_INTEGER},  \
        {"x", "1", "middle of the bin; of bin 0 its upper edge", HODO_REAL},                                   \
        {"edge", "1", "upper edge of the bin", HODO_REAL},                                                     \
        {"width", "1", "width of the bin, in ln x on a logarithmic axis", HODO_REAL},                          \
        {"density", "1", "fraction of the eigenvalues in the bin, over its width", HODO_REAL},                 \
        {"cumulative", "1", "fraction of the eigenvalues at or below the edge", HODO_REAL}

enum { SPECTRUM_COLUMN_COUNT = 8 };

/* Those columns' values of bin i into row (SPECTRUM_COLUMN_COUNT,). */
void spectrum_bins_row(const spectrum_bins *bins, const double *cumulative, size_t i, const char *law,
                       int64_t trial, hodo_value *row);

#endif
