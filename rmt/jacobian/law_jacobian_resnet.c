/* Row `jacobian-resnet`: J J^T of a deep linear ResNet, branches of scale c/sqrt(L)
 * (rmt/jacobian/resnet_map.h): in the limit of depth,
 *
 *     edges at psi = (-1 +- sqrt(1 + 2/c^2))/2, ln x = +-(2 asinh(c/sqrt 2) + c sqrt(c^2 + 2)) - c^2
 *
 * or at a given depth. As c falls to 0 the spectrum closes about 1; c = 0 is the atom itself. */
#include "base/eigenvalue.h"
#include "base/matrix.h"
#include "rmt/law/law_rows.h"
#include "rmt/jacobian/power_series.h"
#include "rmt/jacobian/resnet_map.h"
#include "rmt/jacobian/spectral_law.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the limit a product of this many layers is drawn; its moments differ by O(c^2/depth). */
enum { DRAWN_DEPTH = 128, DEEPEST = 1000000 };

/* The lower edge is about exp(-2 c^2), as small as a double can show. */
#define SCALE_MOST 17.0

typedef struct resnet {
    rmt_resnet_map map;
    rmt_spectral_curve *curve;
} resnet;

static void close_law(void *state)
{
    rmt_spectral_curve_close(((resnet *)state)->curve);
    free(state);
}

static hodo_status check(double scale, int64_t depth, hodo_error *error)
{
    if (!(scale >= 0 && scale <= SCALE_MOST)) {
        return hodo_fail(error, HODO_INVALID, "--scale=%.17g is outside 0..%g: give c of branches c/sqrt(L)",
                         scale, SCALE_MOST);
    }
    if (depth < 0 || depth > DEEPEST) {
        return hodo_fail(error, HODO_INVALID,
                         "--depth=%" PRId64 " is outside 1..%d: give the number of layers, or 0 for the "
                         "limit",
                         depth, DEEPEST);
    }
    if (depth > 0 && scale * scale > (double)depth) {
        return hodo_fail(error, HODO_INVALID, "--scale=%g makes a branch of scale %g > 1 at depth %" PRId64
                         ": give at most sqrt(L)", scale, scale / sqrt((double)depth), depth);
    }
    return HODO_OK;
}

static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    const double scale = settings[0].real;
    hodo_status status = check(scale, settings[1].integer, error);
    resnet *state = status == HODO_OK ? calloc(1, sizeof *state) : NULL;
    if (state == NULL) {
        return status != HODO_OK
                   ? status
                   : hodo_fail(error, HODO_NO_MEMORY, "no memory for jacobian-resnet: close other programs");
    }
    state->map = (rmt_resnet_map){scale, (double)settings[1].integer};
    law->state = state;
    if (scale == 0) {
        law->atoms[law->atom_count++] = (rmt_atom){1, 1};
        return HODO_OK;
    }
    rmt_spectral_map map;
    rmt_resnet_spectral_map(&state->map, &map);
    status = rmt_spectral_curve_open(&map, &state->curve, error);
    if (status != HODO_OK) {
        close_law(state);
        return status;
    }
    const double order = rmt_resnet_hard_order(&state->map);
    law->intervals[0] =
        (rmt_interval){exp(rmt_spectral_lower(state->curve, 0)), exp(rmt_spectral_upper(state->curve, 0)),
                       order > 0 ? 1 / order - 1 : 0.5, 0.5};
    law->interval_count = 1;
    return HODO_OK;
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density,
                           hodo_error *error)
{
    const resnet *state = law->state;
    if (state->curve == NULL) {
        memset(density, 0, count * sizeof *density);
        return HODO_OK;
    }
    return rmt_spectral_density(state->curve, 0, x, count, density, error);
}

static hodo_status cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error)
{
    const resnet *state = law->state;
    for (size_t i = 0; state->curve == NULL && i < count; i++) {
        cumulative[i] = x[i] < 1 ? 0 : 1;
    }
    return state->curve == NULL ? HODO_OK
                                : rmt_spectral_cumulative(state->curve, law, 0, x, count, cumulative, error);
}

static hodo_status moments(const rmt_law *law, size_t order, double *moment, hodo_error *error)
{
    (void)error;
    double ell[RMT_MOMENTS_MOST];
    rmt_resnet_series(&((const resnet *)law->state)->map, order, ell);
    rmt_power_series_moments(ell, 0, order, moment);
    if (((const resnet *)law->state)->map.scale == 0) {
        for (size_t k = 0; k < order; k++) {
            moment[k] = 1;
        }
    }
    return HODO_OK;
}

/* J <- a J + beta W J, from J = I. */
static hodo_status draw_layers(const rmt_resnet_map *map, size_t width, const hodo_stream *stream,
                               hodo_arena *arena, double *values, hodo_error *error)
{
    const uint32_t depth = map->depth > 0 ? (uint32_t)map->depth : DRAWN_DEPTH;
    const double branch = map->scale / sqrt(depth), skip = sqrt(1 - branch * branch);
    double *w = hodo_arena_take(arena, width * width, sizeof *w, error);
    double *now = w != NULL ? hodo_arena_zero(arena, width * width, sizeof *now, error) : NULL;
    double *next = now != NULL ? hodo_arena_take(arena, width * width, sizeof *next, error) : NULL;
    if (next == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < width; i++) {
        now[i * width + i] = 1;
    }
    for (uint32_t layer = 0; layer < depth; layer++) {
        hodo_random_normal_double(stream, layer, 0, width * width, 1 / sqrt((double)width), w);
        memcpy(next, now, width * width * sizeof *next);
        hodo_matrix_multiply(branch, hodo_matrix_view(HODO_DOUBLE, w, width, width), false,
                             hodo_matrix_view(HODO_DOUBLE, now, width, width), false, skip,
                             hodo_matrix_view(HODO_DOUBLE, next, width, width));
        double *const before = now;
        now = next;
        next = before;
    }
    return hodo_squared_singular_values(now, width, width, values, error);
}

static hodo_status draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a product of matrices: close other programs");
    }
    const hodo_status status =
        draw_layers(&((const resnet *)law->state)->map, width, stream, arena, values, error);
    hodo_arena_free(arena);
    return status;
}

static const rmt_law_parameter parameters[] = {
    {"scale", RMT_REAL, NULL, "C", "branches have scale C/sqrt(L)"},
    {"depth", RMT_INTEGER, "0", "L", "number of layers; 0 is the limit (drawn at 128 layers)"},
    {.name = NULL},
};

const rmt_law_row rmt_law_jacobian_resnet = {
    .name = "jacobian-resnet",
    .doc = "J J^T of a deep linear ResNet, layers a I + (C/sqrt L) W",
    .parameters = parameters,
    .open = open_law,
    .close = close_law,
    .density = density,
    .cumulative = cumulative,
    .moments = moments,
    .draw = draw,
    .steep = true,
};
