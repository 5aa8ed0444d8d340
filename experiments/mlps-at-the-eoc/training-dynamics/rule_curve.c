#include "experiments/mlps-at-the-eoc/training-dynamics/rule_curve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median over the last third of the looks: at the edge of stability eta lambda has spikes. */
static double late(const double *values, size_t count)
{
    double kept[64];
    const size_t third = (count + 2) / 3, used = third < 64 ? third : 64;
    memcpy(kept, values + count - used, used * sizeof *kept);
    qsort(kept, used, sizeof *kept, ascending);
    return used == 0 ? NAN : (kept[(used - 1) / 2] + kept[used / 2]) / 2.0;
}

double curve_late_product(const rule_curve *of) { return 2.0 * late(of->half, of->count); }
double curve_late_loss(const rule_curve *of) { return late(of->loss, of->count) / of->loss[0]; }
double curve_late_accuracy(const rule_curve *of) { return late(of->accuracy, of->count); }
double curve_late_drift(const rule_curve *of) { return late(of->drift, of->count); }
double curve_late_cosine(const rule_curve *of) { return late(of->cosine, of->count); }
double curve_growth(const rule_curve *of) { return log10(late(of->half, of->count) / of->half[0]); }

double curve_least_product(const rule_curve *of)
{
    double least = INFINITY;
    for (size_t i = 0; i < of->count; i++) {
        least = fmin(least, 2.0 * of->half[i]);
    }
    return least;
}

double curve_peak_loss(const rule_curve *of)
{
    double most = 0.0;
    for (size_t i = 0; i < of->count; i++) {
        most = fmax(most, of->loss[i]);
    }
    return most / of->loss[0];
}

double curve_deviation(const rule_curve *of)
{
    double most = 0.0;
    for (size_t i = 0; i < of->count; i++) {
        most = fmax(most, fabs(2.0 * of->half[i] / of->rule.product - 1.0));
    }
    return most;
}

double curve_left(const rule_curve *of)
{
    return of->stop == HODO_DIVERGED || curve_deviation(of) > CURVE_LEFT ? 1.0 : 0.0;
}

double curve_two_ways(const rule_curve *of)
{
    double median = INFINITY; /* the least number that half of the looks do not pass */
    for (size_t i = 0; i < of->count; i++) {
        const double off = fabs(of->products[i] - 1.0);
        size_t below = 0;
        for (size_t j = 0; j < of->count; j++) {
            below += fabs(of->products[j] - 1.0) <= off;
        }
        median = 2 * below >= of->count ? fmin(median, off) : median;
    }
    return median;
}

bool curve_finished(const rule_curve *of) { return of->stop == HODO_RUNNING || of->stop == HODO_LEARNED; }

hodo_status curve_read(const hodo_table *table, const char *rule, size_t trial, hodo_arena *arena,
                       rule_curve *of, hodo_error *error)
{
    const hodo_condition where[] = {{"rule", hodo_text(rule)},
                                    {"trial", hodo_integer((int64_t)trial)},
                                    {"layer", hodo_integer(0)},
                                    {.column = NULL}};
    hodo_status status = chaos_rule_read(rule, &of->rule, error);
    const double *end = hodo_select(table, "end", where, arena, &of->count, error);
    of->half = hodo_select(table, "half", where, arena, &of->count, error);
    of->loss = hodo_select(table, "loss", where, arena, &of->count, error);
    of->accuracy = hodo_select(table, "accuracy", where, arena, &of->count, error);
    of->drift = hodo_select(table, "drift", where, arena, &of->count, error);
    of->products = hodo_select(table, "products", where, arena, &of->count, error);
    of->cosine = hodo_select(table, "cosine", where, arena, &of->count, error);
    if (end == NULL || of->half == NULL || of->loss == NULL || of->accuracy == NULL || of->drift == NULL ||
        of->cosine == NULL || of->products == NULL) {
        return error->status;
    }
    of->stop = of->count > 0 ? (hodo_stop)end[0] : HODO_DIVERGED;
    return status;
}
