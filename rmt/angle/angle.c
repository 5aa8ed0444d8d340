#include "rmt/angle/angle.h"

#include <inttypes.h>
#include <math.h>

double rmt_cos(double tangent_square)
{
    return 1 / sqrt(1 + tangent_square);
}

double rmt_theta(double tangent_square)
{
    return atan(sqrt(tangent_square));
}

/* excerpt: composition */
double rmt_compose(const double *excess, size_t n)
{
    double sum = 0;
    for (size_t j = 0; j < n; j++) {
        sum += (2 * (double)(n - j) - 1) * excess[j];
    }
    return sum / ((double)n * (double)n);
}
/* end: composition */

void rmt_compose_all(const double *excess, size_t count, double *tangent_square)
{
    /* One more layer adds 2 sum_{j<n} excess[j] + excess[n] to n^2 (M2 - 1). */
    double below = 0, sum = 0;
    for (size_t j = 0; j < count; j++) {
        const double n = (double)(j + 1), e = excess[j];
        sum += 2 * below + e;
        below += e;
        tangent_square[j] = sum / (n * n);
    }
}

double rmt_compose_weighted(const double *excess, const double *weight, size_t n)
{
    double sum = 0, below = 0; /* `below` holds the layers with more above them than j */
    for (size_t j = n; j-- > 0;) {
        sum += weight[j] * (weight[j] + 2 * below) * excess[j];
        below += weight[j];
    }
    return sum / (below * below);
}

double rmt_compose_linear(double growth, size_t n)
{
    const double layers = (double)n;
    return growth * (layers - 1) * (2 * layers - 1) / (6 * layers);
}

hodo_status rmt_check_depth(int64_t depth, hodo_error *error)
{
    if (depth < RMT_SHALLOWEST || depth > RMT_DEEPEST) {
        return hodo_fail(error, HODO_INVALID,
                         "depth %" PRId64 " is outside %d..%d: depth L has L-2 trained matrices, give at %s %d",
                         depth, RMT_SHALLOWEST, RMT_DEEPEST, depth < RMT_SHALLOWEST ? "least" : "most",
                         depth < RMT_SHALLOWEST ? RMT_SHALLOWEST : RMT_DEEPEST);
    }
    return HODO_OK;
}

hodo_status rmt_check_layer(int64_t layer, int64_t depth, hodo_error *error)
{
    if (layer < RMT_FIRST_ANGLE_LAYER || layer > depth - 1) {
        return hodo_fail(error, HODO_INVALID,
                         "layer %" PRId64 " is outside %d..%" PRId64 " at depth %" PRId64
                         ": give a feature with a trained layer below it, %d..L-1",
                         layer, RMT_FIRST_ANGLE_LAYER, depth - 1, depth, RMT_FIRST_ANGLE_LAYER);
    }
    return HODO_OK;
}

hodo_status rmt_check_branch_scale(double branch_scale, hodo_error *error)
{
    if (!(branch_scale >= 0 && branch_scale <= 1)) {
        return hodo_fail(error, HODO_INVALID,
                         "branch scale %.17g is outside [0, 1]: the skip has weight sqrt(1 - beta^2)",
                         branch_scale);
    }
    return HODO_OK;
}
