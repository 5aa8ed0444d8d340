#include "rmt/angle/mask_stream.h"

#include "rmt/angle/angle.h"

#include <math.h>
#include <stdlib.h>

/* g_i from log a = log(1 - beta^2)/2: a power by repeated products would lose i eps, and 1 - a^(2i)
 * by subtraction loses everything when beta is small. */
static double memory(double log_a, size_t i)
{
    const double exponent = (double)i * log_a;
    const double power = exp(exponent), complement = sqrt(-expm1(2 * exponent));
    return power * power * atan2(power, complement);
}

static double log_skip(double branch_scale)
{
    return log1p(-branch_scale * branch_scale) / 2;
}

double rmt_mask_memory(double branch_scale, size_t i)
{
    return memory(log_skip(branch_scale), i);
}

/* excerpt: growth */
/* m2(j) - 1 for j = 0, 1, 2, ... in turn: one call of growth_next a layer. */
typedef struct growth {
    double linear, memory; /* 2 beta^2 and 4 beta^4/pi */
    double log_a;
    double sum, double_sum; /* sum_{i<j} g_i and sum_{i<j} (j-i) g_i */
    size_t j;
} growth;

static growth growth_start(double branch_scale)
{
    const double square = branch_scale * branch_scale;
    return (growth){
        .linear = 2 * square, .memory = 4 * M_1_PI * square * square, .log_a = log_skip(branch_scale)};
}

static double growth_next(growth *state)
{
    const double excess = state->linear * (double)state->j + state->memory * state->double_sum;
    if (state->j >= 1) {
        state->sum += memory(state->log_a, state->j);
    }
    state->double_sum += state->sum;
    state->j++;
    return excess;
}
/* end: growth */

hodo_status rmt_resnet_excess(double branch_scale, size_t count, double *excess, hodo_error *error)
{
    const hodo_status status = rmt_check_branch_scale(branch_scale, error);
    if (status != HODO_OK) {
        return status;
    }
    growth state = growth_start(branch_scale);
    for (size_t j = 0; j < count; j++) {
        excess[j] = growth_next(&state);
    }
    return HODO_OK;
}

static hodo_status check(double branch_scale, int64_t depth, hodo_error *error)
{
    const hodo_status status = rmt_check_branch_scale(branch_scale, error);
    return status == HODO_OK ? rmt_check_depth(depth, error) : status;
}

hodo_status rmt_resnet_last(double branch_scale, int64_t depth, double *tangent_square, hodo_error *error)
{
    const hodo_status status = check(branch_scale, depth, error);
    if (status != HODO_OK) {
        return status;
    }
    growth state = growth_start(branch_scale);
    const size_t n = (size_t)depth - 2;
    double below = 0, sum = 0; /* the composition rule, as in rmt_compose_all */
    for (size_t j = 0; j < n; j++) {
        const double excess = growth_next(&state);
        sum += 2 * below + excess;
        below += excess;
    }
    *tangent_square = sum / ((double)n * (double)n);
    return HODO_OK;
}

/* tails[x] = sum_{y<x} sum_{i>y} g_i, x = 0 .. last + 1, the inner sum up to i = last. */
static void sum_tails(double branch_scale, size_t last, double *tails)
{
    const double log_a = log_skip(branch_scale);
    double tail = 0;
    tails[0] = 0;
    for (size_t y = last + 1; y-- > 0;) {
        tails[y + 1] = tail;
        tail += y >= 1 ? memory(log_a, y) : 0;
    }
    for (size_t x = 1; x <= last + 1; x++) {
        tails[x] += tails[x - 1];
    }
}

/* The composition of cov_j over j. Below feature v there are n = v-1 layers, and with U = tails
 *     sum_{q=0}^{L-2-v} sum_{i=1}^{j} g_{q+i} = U(j) - (U(L-2-n+j) - U(L-2-n)),
 * so that sum_j (2(n-j)-1) cov_j needs the composition of U from below, and, with s = n-j,
 * sum_{s=1}^{n} (2s-1) U(L-2-s) from above: two running sums. */
hodo_status rmt_resnet_profile(double branch_scale, int64_t depth, double *tangent_square, hodo_error *error)
{
    const hodo_status status = check(branch_scale, depth, error);
    if (status != HODO_OK) {
        return status;
    }
    const size_t count = (size_t)depth - 2;
    double *tails = malloc((count + 1) * sizeof *tails);
    if (tails == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu layers: lower the depth", count);
    }
    sum_tails(branch_scale, count - 1, tails);
    (void)rmt_resnet_excess(branch_scale, count, tangent_square, NULL);
    rmt_compose_all(tangent_square, count, tangent_square);
    const double square = branch_scale * branch_scale, factor = 2 * M_1_PI * square * square;
    double below = 0, from_below = 0, from_above = 0;
    for (size_t n = 1; n <= count; n++) {
        const double layers = (double)n, outer = tails[count - n];
        from_below += 2 * below + tails[n - 1];
        below += tails[n - 1];
        from_above += (2 * layers - 1) * outer;
        tangent_square[n - 1] +=
            factor * (from_below + layers * layers * outer - from_above) / (layers * layers);
    }
    free(tails);
    return HODO_OK;
}
