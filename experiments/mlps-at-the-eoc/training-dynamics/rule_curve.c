#include "experiments/mlps-at-the-eoc/training-dynamics/rule_curve.h"

#include "lab/estimate.h"

#include <math.h>

/* The median over the last third of the looks: at the edge of stability eta lambda has spikes. */
static double late(const rule_curve *of, const double *values)
{
    const size_t third = (of->count + 2) / 3;
    return hodo_estimate_median(values + of->count - third, third).value;
}

double curve_late_product(const rule_curve *of) { return 2.0 * late(of, of->half); }
double curve_late_loss(const rule_curve *of) { return late(of, of->loss) / of->loss[0]; }
double curve_late_accuracy(const rule_curve *of) { return late(of, of->accuracy); }
double curve_late_drift(const rule_curve *of) { return late(of, of->drift); }
double curve_late_cosine(const rule_curve *of) { return late(of, of->cosine); }
double curve_growth(const rule_curve *of) { return log10(late(of, of->half) / of->half[0]); }

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

double curve_two_ways(const rule_curve *of) { return hodo_estimate_median(of->two_ways, of->count).value; }

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
    double *ways = hodo_select(table, "products", where, arena, &of->count, error);
    of->cosine = hodo_select(table, "cosine", where, arena, &of->count, error);
    if (end == NULL || of->half == NULL || of->loss == NULL || of->accuracy == NULL || of->drift == NULL ||
        of->cosine == NULL || ways == NULL) {
        return error->status;
    }
    for (size_t i = 0; i < of->count; i++) {
        ways[i] = fabs(ways[i] - 1.0);
    }
    of->two_ways = ways;
    of->stop = of->count > 0 ? (hodo_stop)end[0] : HODO_DIVERGED;
    return status;
}
