#include "rmt/jacobian/length_map.h"

#include "rmt/jacobian/derivative_values.h"
#include "rmt/jacobian/gaussian_panels.h"

#include <float.h>
#include <math.h>

/* Lengths between which a fixed point is looked for: below, an activation is linear to rounding; beyond, it is
 * on its asymptote, and if the map has not turned it never will. */
#define LENGTH_LEAST 1e-14
#define LENGTH_MOST 1e8
/* A bias variance that a given length asks for may come out below 0 by rounding of the two terms it is a
 * difference of. */
#define ROUNDING 1e-12

enum { ROOT_MOST = 200 };

hodo_status rmt_length_means(const hodo_nonlinearity *shape, double q, double *square,
                             double *derivative_square, hodo_error *error)
{
    rmt_derivative_values values;
    *square = *derivative_square = 0;
    if (rmt_derivative_values_find(shape, q, &values)) {
        *square = values.mean_square;
        for (size_t i = 0; i < values.count; i++) {
            *derivative_square += values.mass[i] * values.square[i];
        }
        return HODO_OK;
    }
    if (q == 0) {
        *square = pow(shape->activation->value(0, shape->a, shape->b), 2);
        *derivative_square = pow(shape->activation->derivative(0, shape->a, shape->b), 2);
        return HODO_OK;
    }
    rmt_gaussian_panels panels;
    const hodo_status status = rmt_gaussian_panels_open(shape, q, &panels, error);
    for (size_t i = 0; status == HODO_OK && i < panels.count * RMT_PANEL_NODES; i++) {
        *square += panels.weight[i] * panels.value[i] * panels.value[i];
        *derivative_square += panels.weight[i] * panels.slope[i] * panels.slope[i];
    }
    if (status == HODO_OK) {
        rmt_gaussian_panels_close(&panels);
    }
    return status;
}

/* q - q' at q; q' on the edge of chaos when the setting is critical. */
typedef struct excess_map {
    const hodo_nonlinearity *shape;
    const rmt_length_setting *setting;
    hodo_status status;
    hodo_error *error;
} excess_map;

static double excess(excess_map *map, double q)
{
    double square, derivative_square;
    const hodo_status status = rmt_length_means(map->shape, q, &square, &derivative_square, map->error);
    if (status != HODO_OK) {
        map->status = status;
        return 0;
    }
    const double variance = map->setting->critical ? 1 / derivative_square : map->setting->weight_variance;
    return q - variance * square - map->setting->bias_variance;
}

/* The zero between two lengths of opposite signs: secants that keep the bracket (Illinois), bisection when they
 * crawl. */
static double bracketed(excess_map *map, double low, double high, double at_low, double at_high)
{
    for (int i = 0; i < ROOT_MOST && high - low > 2 * DBL_EPSILON * high && map->status == HODO_OK; i++) {
        double q = i % 3 == 2 ? low + (high - low) / 2 : (low * at_high - high * at_low) / (at_high - at_low);
        q = q > low && q < high ? q : low + (high - low) / 2;
        const double at = excess(map, q);
        if (at == 0) {
            return q;
        }
        if ((at < 0) == (at_low < 0)) {
            low = q;
            at_low = at;
            at_high /= 2;
        } else {
            high = q;
            at_high = at;
            at_low /= 2;
        }
    }
    return low + (high - low) / 2;
}

static hodo_status no_fixed_point(const hodo_nonlinearity *shape, const rmt_length_setting *setting,
                                  hodo_error *error)
{
    if (setting->critical) {
        return hodo_fail(
            error, HODO_INVALID,
            "%s has no fixed point on the edge of chaos at bias variance %g: give bias variance 0 or a length",
            shape->activation->name, setting->bias_variance);
    }
    return hodo_fail(
        error, HODO_INVALID,
        "%s has no fixed point at weight variance %g and bias variance %g: give a smaller weight variance",
        shape->activation->name, setting->weight_variance, setting->bias_variance);
}

/* From `start` by factors until the sign changes; q = 0 when going down meets none. */
static hodo_status search(excess_map *map, double start, double factor, double *length)
{
    double q = start, at = excess(map, q);
    while (map->status == HODO_OK) {
        const double next = fmax(q * factor, factor < 1 ? map->setting->bias_variance : 0);
        if (next > LENGTH_MOST) {
            return no_fixed_point(map->shape, map->setting, map->error);
        }
        if (next < LENGTH_LEAST) {
            *length = 0;
            return HODO_OK;
        }
        const double at_next = excess(map, next);
        if ((at_next < 0) != (at < 0) || next == map->setting->bias_variance) {
            *length = next < q ? bracketed(map, next, q, at_next, at) : bracketed(map, q, next, at, at_next);
            return map->status;
        }
        q = next;
        at = at_next;
    }
    return map->status;
}

/* Any length is fixed, or the one at which the bias makes good what the layer loses. */
static hodo_status homogeneous(const hodo_nonlinearity *shape, const rmt_length_setting *setting,
                               rmt_fixed_point *point, hodo_error *error)
{
    if (setting->bias_variance == 0) {
        point->length = 1;
        return HODO_OK;
    }
    if (!(point->susceptibility < 1)) { /* chi is the growth of the length, too */
        return no_fixed_point(shape, setting, error);
    }
    point->length = setting->bias_variance / (1 - point->susceptibility);
    return HODO_OK;
}

static hodo_status at_length(const hodo_nonlinearity *shape, const rmt_length_setting *setting,
                             rmt_fixed_point *point, hodo_error *error)
{
    double square, derivative_square;
    const hodo_status status = rmt_length_means(shape, point->length, &square, &derivative_square, error);
    if (status != HODO_OK) {
        return status;
    }
    if (!(derivative_square > 0)) {
        return hodo_fail(error, HODO_INVALID, "%s has derivative 0 at length %g: its Jacobian vanishes",
                         shape->activation->name, point->length);
    }
    point->weight_variance = setting->critical ? 1 / derivative_square : setting->weight_variance;
    point->susceptibility = setting->critical ? 1 : setting->weight_variance * derivative_square;
    if (setting->length > 0) {
        const double bias = setting->length - point->weight_variance * square;
        if (!(bias >= -ROUNDING * setting->length)) {
            return hodo_fail(
                error, HODO_INVALID,
                "%s at length %g would need bias variance %g at weight variance %g: it cannot be negative, "
                "give another length",
                shape->activation->name, setting->length, bias, point->weight_variance);
        }
        point->bias_variance = fmax(bias, 0);
    }
    return HODO_OK;
}

hodo_status rmt_length_fixed_point(const hodo_nonlinearity *shape, const rmt_length_setting *setting,
                                   rmt_fixed_point *point, hodo_error *error)
{
    *point = (rmt_fixed_point){.bias_variance = setting->bias_variance, .length = setting->length};
    hodo_status status = HODO_OK;
    if (setting->length == 0 && shape->activation->homogeneous) {
        point->length = 1;
        status = at_length(shape, setting, point, error);
        return status == HODO_OK ? homogeneous(shape, setting, point, error) : status;
    }
    if (setting->length == 0) {
        excess_map map = {shape, setting, HODO_OK, error};
        const double bias = setting->bias_variance;
        if (setting->critical && bias > 0) {
            status = search(&map, bias, 2, &point->length);
        } else if (!setting->critical) {
            const double start = fmax(1, bias);
            status = search(&map, start, excess(&map, start) < 0 ? 2 : 0.5, &point->length);
        }
    }
    return status == HODO_OK ? at_length(shape, setting, point, error) : status;
}
