#include "experiments/feature-speed/backward-twin/twin_theory.h"

#include "experiments/feature-speed/branch_rule.h"
#include "lab/estimate.h"
#include "rmt/angle/activation_width.h"
#include "rmt/finite/norm_walk.h"

#include <math.h>
#include <string.h>

const hodo_column twin_theory_columns[] = {
    {"cos_theory", "1", "cos(thetatilde_v) at infinite width", HODO_REAL},
    {"cos_width", "1", "square loss: with the norms that the mean logarithm at this width gives", HODO_REAL},
    {"inverse_square_theory", "1", "linear loss: E[1/cos^2] at this width, exactly", HODO_REAL},
    {.name = NULL},
};

bool twin_theory_is_mlp(const char *rule, int64_t depth)
{
    double branch_scale;
    return branch_rule_scale(rule, depth, &branch_scale, NULL) == HODO_OK && branch_scale == 1.0;
}

double twin_theory_crossing(int64_t depth, double readout)
{
    const double n = (double)(depth - 2);
    return cbrt(1.5 * n * n * readout * readout);
}

/* excerpt: theory */
/* M2 at infinite width, and at this one, for n_v = 1 .. n. */
static hodo_status take_moments(const hodo_run *run, hodo_arena *arena, double **infinite, double **finite,
                                hodo_error *error)
{
    const size_t n = (size_t)hodo_run_integer(run, "L") - 2;
    const hodo_nonlinearity relu = {hodo_activation_find("relu", error), 0.0, 0.0};
    rmt_activation_layer layer;
    *infinite = hodo_arena_take(arena, n, sizeof **infinite, error);
    *finite = hodo_arena_take(arena, n, sizeof **finite, error);
    if (*infinite == NULL || *finite == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = rmt_activation_layer_at(&relu, false, 1.0, &layer, error);
    for (size_t i = 0; i < n && status == HODO_OK; i++) {
        (*infinite)[i] = 1.0 + rmt_activation_tangent_square(&layer, RMT_FEATURE_POST, i + 1);
    }
    if (status == HODO_OK) {
        status = rmt_activation_width_tangent_square(&layer, RMT_FEATURE_POST, hodo_run_integer(run, "m"), n,
                                                     *finite, error);
    }
    for (size_t i = 0; i < n && status == HODO_OK; i++) {
        (*finite)[i] += 1.0;
    }
    return status;
}

/* f_L = 0, r = -1. */
static double cosine_square_loss(double readout, double share, double moment)
{
    return share / sqrt(readout * readout + share * share * moment);
}
/* end: theory */

hodo_status twin_theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const int64_t depth = hodo_run_integer(run, "L");
    const double readout = hodo_run_real(run, "readout"), n = (double)(depth - 2);
    const size_t network = hodo_table_find(table, "network"), loss = hodo_table_find(table, "loss"),
                 samples = hodo_table_find(table, "samples"), above = hodo_table_find(table, "above"),
                 theory = hodo_table_find(table, "cos_theory"), width = hodo_table_find(table, "cos_width"),
                 inverse = hodo_table_find(table, "inverse_square_theory");
    hodo_arena *arena = hodo_arena_alloc();
    double *infinite = NULL, *finite = NULL;
    hodo_status status = arena == NULL ? hodo_fail(error, HODO_NO_MEMORY, "no memory for the theory")
                                       : take_moments(run, arena, &infinite, &finite, error);
    rmt_norm_step step = {0.0, 0.0}; /* of ln ||f||^2 and ln ||b||^2, a layer: n of them in all */
    if (status == HODO_OK) {
        status = rmt_norm_step_relu(hodo_run_integer(run, "m"), &step, error);
    }
    const double walked = exp(0.5 * n * step.mean);
    for (size_t row = 0; row < hodo_table_rows(table) && status == HODO_OK; row++) {
        if (!twin_theory_is_mlp(hodo_table_get(table, row, network).text, depth) ||
            hodo_table_get(table, row, samples).integer != 1) {
            continue;
        }
        const size_t i = (size_t)hodo_table_get(table, row, above).integer - 1;
        const double share = (double)(i + 1) / n;
        if (strcmp(hodo_table_get(table, row, loss).text, "linear") == 0) {
            hodo_table_set(table, row, theory, hodo_real(1.0 / sqrt(infinite[i])));
            hodo_table_set(table, row, width, hodo_real(1.0 / sqrt(infinite[i])));
            hodo_table_set(table, row, inverse, hodo_real(finite[i]));
        } else {
            hodo_table_set(table, row, theory, hodo_real(cosine_square_loss(readout, share, infinite[i])));
            hodo_table_set(table, row, width,
                           hodo_real(cosine_square_loss(readout * walked, share, infinite[i])));
        }
    }
    hodo_arena_free(arena);
    return status;
}

/* E over z ~ N(0, 1) of log cos with R e^(mean + deviation z): the Gauss-Hermite rule of five nodes, for a
 * function that is smooth on the scale of the deviation. */
static double mean_log_cosine(double readout, double mean, double deviation, double share, double moment)
{
    static const double node[5] = {-2.8569700138728056, -1.3556261799742659, 0.0, 1.3556261799742659,
                                   2.8569700138728056};
    static const double weight[5] = {0.011257411327720691, 0.22207592200561266, 0.53333333333333333,
                                     0.22207592200561266, 0.011257411327720691};
    double sum = 0.0;
    for (size_t i = 0; i < 5; i++) {
        const double walked = readout * exp(mean + deviation * node[i]);
        sum += weight[i] * log(cosine_square_loss(walked, share, moment));
    }
    return sum;
}

hodo_status twin_theory_square_slope(const hodo_run *run, int64_t most, twin_square_slope *slope,
                                     hodo_error *error)
{
    const double readout = hodo_run_real(run, "readout"), n = (double)(hodo_run_integer(run, "L") - 2);
    hodo_arena *arena = hodo_arena_alloc();
    double *infinite = NULL, *finite = NULL;
    hodo_status status = arena == NULL ? hodo_fail(error, HODO_NO_MEMORY, "no memory for the slope")
                                       : take_moments(run, arena, &infinite, &finite, error);
    rmt_norm_step step = {0.0, 0.0}; /* of ln ||f||^2, a layer */
    if (status == HODO_OK) {
        status = rmt_norm_step_relu(hodo_run_integer(run, "m"), &step, error);
    }
    const size_t count = (size_t)most;
    double *x = status == HODO_OK ? hodo_arena_take(arena, 4 * count, sizeof *x, error) : NULL;
    if (x != NULL) {
        const double mean = 0.5 * n * step.mean, deviation = 0.5 * sqrt(n * step.variance);
        for (size_t i = 0; i < count; i++) {
            const double share = (double)(i + 1) / n;
            x[i] = log((double)(i + 1));
            x[count + i] = mean_log_cosine(readout, 0.0, 0.0, share, infinite[i]);
            x[2 * count + i] = mean_log_cosine(readout, mean, deviation, share, infinite[i]);
            x[3 * count + i] = mean_log_cosine(readout, mean, deviation, share, finite[i]);
        }
        slope->infinite = hodo_estimate_slope(x, x + count, NULL, count).value;
        slope->walked = hodo_estimate_slope(x, x + 2 * count, NULL, count).value;
        slope->walked_mean = hodo_estimate_slope(x, x + 3 * count, NULL, count).value;
    }
    hodo_arena_free(arena);
    return status == HODO_OK && x == NULL ? HODO_NO_MEMORY : status;
}
