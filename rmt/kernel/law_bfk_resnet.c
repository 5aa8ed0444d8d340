/* Row `bfk-resnet`: the backward-to-feature kernel of a linear ResNet, branch scale c/sqrt(L), as L goes to
 * infinity (rmt/kernel/bfk_resnet_map.h, ours). tau(K) = 1. The kernel of a ReLU ResNet is open: only its
 * second moment is known (rmt/angle/mask_stream.h, rmt/angle/angle_limit.h). */
#include "rmt/kernel/bfk_draw.h"
#include "rmt/kernel/bfk_moments.h"
#include "rmt/kernel/bfk_resnet_map.h"
#include "rmt/law/law_rows.h"

#include <math.h>
#include <stdlib.h>

/* Below, the interval 1 +- 1.63 c is so narrow that rounding of x leaves fewer than eleven digits of its
 * density; above, rounding of q near the lower edge, relative eps c^2, leaves fewer than nine. */
#define SCALE_LEAST 1e-4
#define SCALE_MOST 1e3

typedef struct kernel {
    double time; /* t = c^2 */
    rmt_support_curve *curve;
} kernel;

static void close_law(void *state)
{
    kernel *k = state;
    if (k != NULL) {
        rmt_support_curve_close(k->curve);
    }
    free(k);
}

static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    const double scale = settings[0].real;
    if (!(scale >= SCALE_LEAST && scale <= SCALE_MOST)) {
        return hodo_fail(error, HODO_INVALID,
                         "--scale=%.17g is outside %g..%g: give c = beta sqrt(L), above 0, where K = I",
                         scale, SCALE_LEAST, SCALE_MOST);
    }
    kernel *k = calloc(1, sizeof *k);
    if (k == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory to open the law bfk-resnet: close other programs");
    }
    k->time = scale * scale;
    rmt_curve_map map;
    hodo_status status = rmt_bfk_resnet_map(&k->time, &map, error);
    if (status == HODO_OK) {
        status = rmt_support_curve_open(&map, &k->curve, error);
    }
    if (status != HODO_OK) {
        close_law(k);
        return status;
    }
    law->state = k;
    law->intervals[law->interval_count++] =
        (rmt_interval){rmt_support_curve_lower(k->curve), rmt_support_curve_upper(k->curve), 0.5, 0.5};
    return HODO_OK;
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density,
                           hodo_error *error)
{
    const kernel *k = law->state;
    for (size_t i = 0; i < count; i++) {
        density[i] = 0;
        if (x[i] > law->intervals[0].lower && x[i] < law->intervals[0].upper) {
            rmt_curve_point point;
            const hodo_status status = rmt_support_curve_at(k->curve, x[i], &point, error);
            if (status != HODO_OK) {
                return status;
            }
            density[i] = fmax(0, -cimag(point.transform) * M_1_PI);
        }
    }
    return HODO_OK;
}

static hodo_status cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error)
{
    const kernel *k = law->state;
    for (size_t i = 0; i < count; i++) {
        cumulative[i] = x[i] > law->intervals[0].lower;
        if (x[i] > law->intervals[0].lower && x[i] < law->intervals[0].upper) {
            rmt_curve_point point;
            const hodo_status status = rmt_support_curve_at(k->curve, x[i], &point, error);
            if (status != HODO_OK) {
                return status;
            }
            cumulative[i] = fmin(1, fmax(0, 1 - cimag(point.potential) * M_1_PI)); /* but for rounding */
        }
    }
    return HODO_OK;
}

static hodo_status moments(const rmt_law *law, size_t order, double *moment, hodo_error *error)
{
    const kernel *k = law->state;
    return rmt_bfk_resnet_moments(k->time, order, moment, error);
}

static hodo_status draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error)
{
    const kernel *k = law->state;
    return rmt_bfk_resnet_draw(k->time, width, stream, values, error);
}

static const rmt_law_parameter parameters[] = {
    {"scale", RMT_REAL, NULL, "C", "c = beta sqrt(L) of the branches, depth L to infinity"},
    {.name = NULL},
};

const rmt_law_row rmt_law_bfk_resnet = {
    .name = "bfk-resnet",
    .doc = "backward-to-feature kernel of a linear ResNet, branch scale C/sqrt(L), L to infinity",
    .parameters = parameters,
    .open = open_law,
    .close = close_law,
    .density = density,
    .cumulative = cumulative,
    .moments = moments,
    .draw = draw,
};
