/* Row `jacobian-branch`: J J^T of a deep ResNet with two matrices a branch (rmt/jacobian/branch_map.h),
 *
 *     f_l = sqrt(1 - beta^2) f_(l-1) + beta B_l phi(A_l f_(l-1)),   beta = C/sqrt(L),   l = 1 .. L,
 *
 * B critical (tau(R R^T) = beta^2), phi homogeneous, so that lengths do not matter and every layer has the same d.
 * Its draws are such networks, with the masks that their own forward pass makes. With a skip of 1 in place of
 * sqrt(1 - beta^2) and branches of c/sqrt(L) the spectrum is this one at C^2 = c^2/(1 + c^2/L), times
 * (1 + c^2/L)^L. */
#include "base/eigenvalue.h"
#include "base/matrix.h"
#include "rmt/jacobian/branch_map.h"
#include "rmt/law/law_rows.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A law of one layer may diverge inside its spectrum (relu, at x = a^2); the deepest is where ln x still has a
 * rounding of 1e-10. */
enum { SHALLOWEST = 2, DEEPEST = 1000000 };

/* As in law_jacobian_resnet.c: the lower edge is then about exp(-2 c^2). */
#define SCALE_MOST 17.0

typedef struct branches {
    hodo_nonlinearity shape;
    rmt_branch_map map;
    double scale, lower, upper; /* C; ln x of the edges */
} branches;

static hodo_status check(double scale, int64_t depth, hodo_error *error)
{
    if (!(scale > 0 && scale <= SCALE_MOST)) {
        return hodo_fail(error, HODO_INVALID,
                         "--scale=%.17g is outside (0, %g]: give C of branches C/sqrt(L)", scale, SCALE_MOST);
    }
    if (depth < SHALLOWEST || depth > DEEPEST) {
        return hodo_fail(error, HODO_INVALID,
                         "--depth=%" PRId64 " is outside %d..%d: give the number of layers (the limit of depth is "
                         "jacobian-resnet --scale=%g)", depth, SHALLOWEST, DEEPEST, scale);
    }
    if (scale * scale >= (double)depth) {
        return hodo_fail(error, HODO_INVALID, "--scale=%g makes a branch of scale %g at depth %" PRId64
                         ", and no skip: give less than sqrt(L)", scale, scale / sqrt((double)depth), depth);
    }
    return HODO_OK;
}

/* One interval: d has one value but 0, and a density within it that does not vanish (its integral is tested). */
static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    const double scale = settings[0].real;
    hodo_status status = check(scale, settings[1].integer, error);
    const hodo_nonlinearity shape = {status == HODO_OK ? hodo_activation_find(settings[2].word, error) : NULL, 0, 0};
    if (shape.activation == NULL) {
        return status != HODO_OK ? status : HODO_INVALID;
    }
    branches *state = calloc(1, sizeof *state);
    if (state == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for jacobian-branch: close other programs");
    }
    state->shape = shape;
    state->scale = scale;
    status = rmt_branch_map_make(&shape, scale, (double)settings[1].integer, &state->map, error);
    if (status == HODO_OK) {
        status = rmt_branch_edges(&state->map, &state->lower, &state->upper, error);
    }
    if (status == HODO_OK) {
        const double order = rmt_branch_hard_order(&state->map);
        law->state = state;
        law->intervals[0] =
            (rmt_interval){exp(state->lower), exp(state->upper), order > 0 ? 1 / order - 1 : 0.5, 0.5};
        law->interval_count = 1;
        return HODO_OK;
    }
    free(state);
    return status;
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density, hodo_error *error)
{
    const branches *state = law->state;
    for (size_t i = 0; i < count; i++) {
        const double log_place = x[i] > 0 ? log(x[i]) : -INFINITY;
        density[i] = 0;
        if (log_place > state->lower && log_place < state->upper) {
            double complex s;
            rmt_branch_point point;
            const hodo_status status = rmt_branch_place(&state->map, log_place, &s, error);
            if (status != HODO_OK) {
                return status;
            }
            rmt_branch_at(&state->map, s, &point);
            density[i] = fmax(0, -M_1_PI * cimag(point.excess) / x[i]);
        }
    }
    return HODO_OK;
}

static hodo_status cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error)
{
    const branches *state = law->state;
    for (size_t i = 0; i < count; i++) {
        const double log_place = x[i] > 0 ? log(x[i]) : -INFINITY;
        cumulative[i] = log_place >= state->upper ? 1 : 0;
        if (log_place > state->lower && log_place < state->upper) {
            double complex s;
            const hodo_status status = rmt_branch_place(&state->map, log_place, &s, error);
            if (status != HODO_OK) {
                return status;
            }
            cumulative[i] = fmin(fmax(1 - M_1_PI * cimag(rmt_branch_potential(&state->map, s)), 0), 1);
        }
    }
    return HODO_OK;
}

/* What a forward pass works in, (n, n) and (n,). */
typedef struct pass {
    const branches *state;
    const hodo_stream *stream;
    size_t n;
    double *in, *out;          /* A and B */
    double *jacobian, *branch; /* J, and D A J */
    double *feature, *hidden;
} pass;

static hodo_matrix square(const pass *at, double *data)
{
    return hodo_matrix_view(HODO_DOUBLE, data, at->n, at->n);
}

static hodo_matrix vector(const pass *at, double *data)
{
    return hodo_matrix_view(HODO_DOUBLE, data, at->n, 1);
}

/* f <- a f + beta B phi(A f), J <- a J + beta B D A J. The gain of B is that of a mean of phi'^2 of 1. */
static void layer(const pass *at, uint32_t l, double gain)
{
    const hodo_nonlinearity *shape = &at->state->shape;
    const double branch = sqrt(at->state->map.square), skip = sqrt(1 - at->state->map.square);
    const double deviation = 1 / sqrt((double)at->n);
    hodo_random_normal_double(at->stream, 2 * l, 0, at->n * at->n, deviation, at->in);
    hodo_random_normal_double(at->stream, 2 * l + 1, 0, at->n * at->n, gain * deviation, at->out);
    hodo_matrix_multiply(1, square(at, at->in), false, vector(at, at->feature), false, 0, vector(at, at->hidden));
    hodo_matrix_multiply(1, square(at, at->in), false, square(at, at->jacobian), false, 0, square(at, at->branch));
    for (size_t i = 0; i < at->n; i++) {
        const double slope = shape->activation->derivative(at->hidden[i], shape->a, shape->b);
        at->hidden[i] = shape->activation->value(at->hidden[i], shape->a, shape->b);
        for (size_t j = 0; j < at->n; j++) {
            at->branch[i * at->n + j] *= slope;
        }
    }
    hodo_matrix_multiply(branch, square(at, at->out), false, vector(at, at->hidden), false, skip,
                         vector(at, at->feature));
    hodo_matrix_multiply(branch, square(at, at->out), false, square(at, at->branch), false, skip,
                         square(at, at->jacobian));
}

static hodo_status draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error)
{
    const branches *state = law->state;
    const uint32_t depth = (uint32_t)state->map.depth;
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a network: close other programs");
    }
    pass at = {.state = state, .stream = stream, .n = width};
    double **const parts[] = {&at.in, &at.out, &at.jacobian, &at.branch, &at.feature, &at.hidden};
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < sizeof parts / sizeof parts[0]; i++) {
        *parts[i] = hodo_arena_zero(arena, i < 4 ? width * width : width, sizeof(double), error);
        status = *parts[i] != NULL ? HODO_OK : HODO_NO_MEMORY;
    }
    rmt_derivative_values d = {0};
    if (status == HODO_OK && rmt_derivative_values_find(&state->shape, 1, &d)) {
        double mean = 0;
        for (size_t i = 0; i < d.count; i++) {
            mean += d.mass[i] * d.square[i];
        }
        for (size_t i = 0; i < width; i++) {
            at.jacobian[i * width + i] = 1;
        }
        hodo_random_normal_double(stream, 2 * depth, 0, width, 1, at.feature);
        for (uint32_t l = 0; l < depth; l++) {
            layer(&at, l, 1 / sqrt(mean));
        }
        status = hodo_squared_singular_values(at.jacobian, width, width, values, error);
    }
    hodo_arena_free(arena);
    return status;
}

static const rmt_law_parameter parameters[] = {
    {"scale", RMT_REAL, NULL, "C", "branches have scale C/sqrt(L)"},
    {"depth", RMT_INTEGER, NULL, "L", "number of layers, 2 at least"},
    {"activation", RMT_WORD, "relu", "A", "relu, linear or abs"},
    {.name = NULL},
};

const rmt_law_row rmt_law_jacobian_branch = {
    .name = "jacobian-branch",
    .doc = "J J^T of a deep ResNet with two matrices a branch, layers a I + (C/sqrt L) B D A",
    .parameters = parameters,
    .open = open_law,
    .close = free,
    .density = density,
    .cumulative = cumulative,
    .draw = draw,
    .steep = true,
};
