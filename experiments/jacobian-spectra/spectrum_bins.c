#include "experiments/jacobian-spectra/spectrum_bins.h"

#include <math.h>
#include <string.h>

hodo_status spectrum_bins_make(hodo_arena *arena, double lower, double upper, size_t count, bool logarithmic,
                               spectrum_bins *bins, hodo_error *error)
{
    if (!(lower < upper) || count < 2 || (logarithmic && !(lower > 0.0))) {
        return hodo_fail(error, HODO_INVALID, "%zu bins from %g to %g: give 2 at least, and ascending ends%s",
                         count, lower, upper, logarithmic ? " above 0" : "");
    }
    *bins = (spectrum_bins){hodo_arena_take(arena, count, sizeof(double), error), count, logarithmic};
    for (size_t i = 0; bins->edge != NULL && i < count; i++) {
        const double part = (double)i / (double)(count - 1);
        bins->edge[i] = logarithmic ? exp((1.0 - part) * log(lower) + part * log(upper))
                                    : (1.0 - part) * lower + part * upper;
    }
    return bins->edge != NULL ? HODO_OK : HODO_NO_MEMORY;
}

void spectrum_bins_cumulative(const spectrum_bins *bins, const double *values, size_t n, double *cumulative)
{
    memset(cumulative, 0, bins->count * sizeof *cumulative);
    for (size_t k = 0; k < n; k++) {
        size_t low = 0, high = bins->count; /* the first edge at or above the value */
        while (low < high) {
            const size_t middle = (low + high) / 2;
            if (bins->edge[middle] < values[k]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low < bins->count) {
            cumulative[low] += 1.0;
        }
    }
    for (size_t i = 1; i < bins->count; i++) {
        cumulative[i] += cumulative[i - 1];
    }
    for (size_t i = 0; i < bins->count; i++) {
        cumulative[i] /= (double)n;
    }
}

void spectrum_bins_traces(const double *values, size_t n, double *trace, double *second)
{
    *trace = *second = 0.0;
    for (size_t i = 0; i < n; i++) {
        *trace += values[i] / (double)n;
        *second += values[i] * values[i] / (double)n;
    }
}

double spectrum_bins_middle(const spectrum_bins *bins, size_t i)
{
    if (i == 0) {
        return bins->edge[0];
    }
    return bins->logarithmic ? sqrt(bins->edge[i - 1] * bins->edge[i])
                             : (bins->edge[i - 1] + bins->edge[i]) / 2.0;
}

double spectrum_bins_width(const spectrum_bins *bins, size_t i)
{
    if (i == 0) {
        return 0.0;
    }
    return bins->logarithmic ? log(bins->edge[i] / bins->edge[i - 1]) : bins->edge[i] - bins->edge[i - 1];
}

void spectrum_bins_row(const spectrum_bins *bins, const double *cumulative, size_t i, const char *law,
                       int64_t trial, hodo_value *row)
{
    const double width = spectrum_bins_width(bins, i);
    const hodo_value values[SPECTRUM_COLUMN_COUNT] = {
        hodo_text(law),
        hodo_integer(trial),
        hodo_integer((int64_t)i),
        hodo_real(spectrum_bins_middle(bins, i)),
        hodo_real(bins->edge[i]),
        hodo_real(width),
        hodo_real(i == 0 ? 0.0 : (cumulative[i] - cumulative[i - 1]) / width),
        hodo_real(cumulative[i]),
    };
    memcpy(row, values, sizeof values);
}
