#include "experiments/feature-speed/scalings-table/scaling_theory.h"

#include "base/name.h"
#include "experiments/feature-speed/angle_claims.h"
#include "lab/estimate.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/mask_stream.h"
#include "rmt/finite/norm_walk.h"

#include <math.h>

const char *const scaling_axis_names[SCALING_AXES] = {"m", "L"};

/* Printed: NTK fails FL, MF+muP fails LD as L^(-1/2), FSC fails none. The powers of NTK's failure are ours,
 * from the formula of scaling_theory.h: sqrt(L/m). */
/* excerpt: schemes */
const scaling_scheme scaling_schemes[] = {
    {.name = "ntk", .backward = {0, 0},
     .input = {0, -1}, .hidden = {0, -1}, .output = {0, -1},
     .exponent = {[FEATURE] = {-0.5, 0.5}}},
    {.name = "mf-mup", .backward = {-1, 0},
     .input = {1, -1.5}, .hidden = {1, -1.5}, .output = {0, -1.5},
     .exponent = {[DECAY] = {0, -0.5}}},
    {.name = "fsc-static", .backward = {-1, 1},
     .input = {1, -2}, .hidden = {1, -2}, .output = {0, -1}},
    {.name = "fsc-resnet", .resnet = true, .backward = {-1, 0},
     .input = {1, -1}, .hidden = {1, -1}, .output = {0, -1}},
    {.name = NULL},
};
/* end: schemes */

/* Of log((2/m) chi^2_N) given N: E psi'(N/2), to leading order, over 1/m. */
static const double step_variance = 4.0;
/* What a residual stream's logarithms may drift by, over 1/m: a fraction of a layer's -5/(2m), for T = 1. */
static const double stream_drift = 2.5;

/* Slopes of equal logarithms are 0 but for it, and are stated as 0. */
static const double rounding = 1e-13;

const scaling_scheme *scaling_scheme_find(const char *name, hodo_error *error)
{
    const size_t at = hodo_name_find("scheme", name, &scaling_schemes[0].name, sizeof scaling_schemes[0],
                                     SIZE_MAX, error);
    return at != HODO_NO_NAME ? &scaling_schemes[at] : NULL;
}

static double log_power(scaling_power power, int64_t width, int64_t depth)
{
    return power.width * log((double)width) + power.depth * log((double)depth);
}

/* log M2 below f_(L-1): W_1 has L - 2 layers above it, W_l L - 1 - l. */
static hodo_status log_tangent(const scaling_scheme *scheme, int64_t depth, double input, double hidden,
                               double *log_moment, hodo_error *error)
{
    const size_t below = (size_t)depth - 1;
    hodo_arena *arena = hodo_arena_alloc();
    double *excess = arena != NULL ? hodo_arena_take(arena, below, sizeof *excess, error) : NULL;
    double *weight = arena != NULL ? hodo_arena_take(arena, below, sizeof *weight, error) : NULL;
    hodo_status status =
        excess != NULL && weight != NULL
            ? rmt_resnet_excess(scheme->resnet ? 1.0 / sqrt((double)depth) : 1.0, below, excess, error)
            : hodo_fail(error, HODO_NO_MEMORY, "no memory for an angle above %zu layers", below);
    for (size_t j = 0; status == HODO_OK && j < below; j++) {
        weight[j] = j + 1 < below ? hidden : input;
    }
    if (status == HODO_OK) {
        *log_moment = log1p(rmt_compose_weighted(excess, weight, below));
    }
    hodo_arena_free(arena);
    return status;
}

/* 2 sum_k P_k (1 - P_k), P_k the share of the first k contributions: the mean distance of two matrices drawn by
 * their shares. The output's c_L has seen all steps that c_(L-1) has: it stands in the same place. */
static double mean_distance(double input, double hidden, double output, int64_t depth)
{
    const double all = input + (double)(depth - 2) * hidden + output;
    double sum = 0.0;
    for (int64_t k = 1; k < depth - 1; k++) {
        const double share = (input + (double)(k - 1) * hidden) / all;
        sum += 2.0 * share * (1.0 - share);
    }
    return sum;
}

/* excerpt: logs */
hodo_status scaling_logs(const scaling_scheme *scheme, int64_t width, int64_t depth, bool finite,
                         double logs[DESIDERATA], double allowance[DESIDERATA], hodo_error *error)
{
    const double m = (double)width, inner = (double)(depth - 2);
    const double log_backward = log_power(scheme->backward, width, depth);
    const double input = exp(log_power(scheme->input, width, depth) + log_backward);
    const double hidden = 0.5 * exp(log_power(scheme->hidden, width, depth) + log_backward);
    const double output = exp(log_power(scheme->output, width, depth));
    const bool drifts = finite && !scheme->resnet;
    double log_moment = 0.0;
    hodo_status status = log_tangent(scheme, depth, input, hidden, &log_moment, error);
    rmt_norm_step layer = {0, 0}, ends = {0, 0};
    double excess = 0.0; /* what the width adds to the logarithm of the mean of 1/cos^2 */
    if (status == HODO_OK && drifts) {
        status = rmt_norm_step_relu(width, &layer, error);
        status = status != HODO_OK ? status : rmt_norm_step_linear(width, &ends, error);
        status = status != HODO_OK ? status : angle_claim_mlp_excess(width, depth - 1, &excess, error);
    }
    const double drift = inner * layer.mean + ends.mean, scatter = drifts ? 0.5 * step_variance / m : 0.0;
    const double all_scatter = scatter * mean_distance(input, hidden, output, depth);
    const double below_scatter = scatter * mean_distance(input, hidden, 0.0, depth);
    logs[SIGNAL] = 0.5 * drift;
    logs[DECAY] = log(input + inner * hidden + output) + drift + all_scatter;
    logs[FEATURE] = log(input + inner * hidden) + drift + below_scatter + 0.5 * (log_moment + 0.5 * excess) -
                    0.5 * (log(m) + log_backward + ends.mean);
    logs[BALANCE_INPUT] = log(input / hidden);
    logs[BALANCE_OUTPUT] = log(output / hidden);
    for (size_t i = 0; i < DESIDERATA; i++) {
        allowance[i] = finite && scheme->resnet ? stream_drift / m : 0.0;
    }
    if (drifts) {
        allowance[DECAY] = 1.0 / m + all_scatter * all_scatter;
        allowance[FEATURE] = 1.0 / m + below_scatter * below_scatter + 0.25 * excess;
    }
    return status;
}
/* end: logs */

int64_t scaling_width(const scaling_sizes *sizes, scaling_axis axis, size_t i)
{
    return axis == WIDTH_AXIS ? sizes->sizes[i] : sizes->fixed;
}

int64_t scaling_depth(const scaling_sizes *sizes, scaling_axis axis, size_t i)
{
    return axis == DEPTH_AXIS ? sizes->sizes[i] : sizes->fixed;
}

hodo_status scaling_line_take(hodo_arena *arena, const scaling_scheme *scheme, scaling_axis axis,
                              const scaling_sizes *sizes, scaling_line *line, hodo_error *error)
{
    const size_t count = sizes->count;
    double(*allowance)[DESIDERATA] = hodo_arena_take(arena, count, sizeof *allowance, error);
    double *x = hodo_arena_take(arena, count, sizeof *x, error);
    double *y = hodo_arena_take(arena, count, sizeof *y, error);
    line->logs = hodo_arena_take(arena, count, sizeof *line->logs, error);
    if (allowance == NULL || x == NULL || y == NULL || line->logs == NULL) {
        return HODO_NO_MEMORY;
    }
    double mean = 0.0, squares = 0.0;
    for (size_t i = 0; i < count; i++) {
        const hodo_status status =
            scaling_logs(scheme, scaling_width(sizes, axis, i), scaling_depth(sizes, axis, i), true,
                         line->logs[i], allowance[i], error);
        if (status != HODO_OK) {
            return status;
        }
        x[i] = log((double)sizes->sizes[i]);
        mean += x[i] / (double)count;
    }
    for (size_t i = 0; i < count; i++) {
        squares += (x[i] - mean) * (x[i] - mean);
    }
    for (size_t d = 0; d < DESIDERATA; d++) {
        line->tolerance[d] = 0.0; /* a slope is sum_i (x_i - mean) y_i / squares */
        for (size_t i = 0; i < count; i++) {
            y[i] = line->logs[i][d];
            line->tolerance[d] += fabs(x[i] - mean) / squares * allowance[i][d];
        }
        line->slope[d] = hodo_estimate_slope(x, y, NULL, count).value;
        line->slope[d] = fabs(line->slope[d]) < rounding ? 0.0 : line->slope[d];
    }
    return HODO_OK;
}

hodo_status scaling_limit_gap(int64_t depth, double *gap, hodo_error *error)
{
    static const int64_t width = 1000; /* at infinite width a power of m is exact at any m */
    *gap = 0.0;
    for (const scaling_scheme *scheme = scaling_schemes; scheme->name != NULL; scheme++) {
        double here[DESIDERATA], wider[DESIDERATA], deeper[DESIDERATA], none[DESIDERATA];
        hodo_status status = scaling_logs(scheme, width, depth, false, here, none, error);
        status = status != HODO_OK ? status : scaling_logs(scheme, 2 * width, depth, false, wider, none, error);
        status =
            status != HODO_OK ? status : scaling_logs(scheme, width, 2 * depth, false, deeper, none, error);
        if (status != HODO_OK) {
            return status;
        }
        for (size_t d = 0; d < DESIDERATA; d++) {
            *gap = fmax(*gap, fabs((wider[d] - here[d]) / M_LN2 - scheme->exponent[d][WIDTH_AXIS]));
            *gap = fmax(*gap, fabs((deeper[d] - here[d]) / M_LN2 - scheme->exponent[d][DEPTH_AXIS]));
        }
    }
    return HODO_OK;
}
