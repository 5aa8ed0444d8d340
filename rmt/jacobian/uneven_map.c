#include "rmt/jacobian/uneven_map.h"

#include <math.h>
#include <stdlib.h>

/* Steps of ln lambda between places, each a Newton iteration of its own. */
#define LOG_STEP 0.5
#define STEP_MOST 4.0 /* of ln w */
#define CONVERGED 1e-14
#define SETTLED 1e-10
#define ON_AXIS 1e-6
enum { NEWTON_MOST = 30 };

/* Of ln x: the places of wide layers by Newton, psi by quadrature. */
#define ROUNDING 1e-13

/* The place where psi_w is `target` and 1 + psi_w `whole`, from a guess near by, in ln w. A step that would leave the upper half-plane goes
 * half of the way. NAN when it does not settle. */
static double complex newton(const rmt_derivative_law *law, double complex log_w, double complex target,
                             double complex whole, rmt_derivative_point *point)
{
    /* ln((1 + psi)/psi) is ln w far out and about alpha ln w near 0: nearly straight all the way. */
    const double complex wanted = clog(whole) - clog(target);
    for (int i = 0; i < NEWTON_MOST; i++) {
        const double complex w = rmt_exp(log_w);
        rmt_derivative_at(law, w, rmt_expm1(log_w), point);
        const double complex one = w * point->g, got = clog(one) - clog(point->psi);
        double complex step = (got - wanted) * point->psi * one / (w * point->psi_slope);
        const double size = cabs(step);
        step = size > STEP_MOST ? step * (STEP_MOST / size) : step;
        double angle = cimag(log_w) + cimag(step);
        if (cimag(log_w) == 0 && fabs(angle) < 1e-12) {
            angle = 0; /* a rounded zero stays on the axis */
        } else if (angle < 0) {
            angle = cimag(log_w) / 2;
        } else if (angle > M_PI) { /* wide layers come as near to the negative axis as rounding lets them */
            angle = angle < M_PI + ON_AXIS ? M_PI : (cimag(log_w) + M_PI) / 2;
        }
        if (!isfinite(size)) {
            break;
        }
        log_w = CMPLX(creal(log_w) + creal(step), angle);
        if (size <= CONVERGED) {
            return log_w;
        }
    }
    /* Slow only where rounding is all that is left to lose. */
    return cabs(point->psi - target) <= SETTLED * cabs(target) ? log_w : CMPLX(NAN, NAN);
}

static void at(const void *context, double complex log_w, rmt_spectral_point *point)
{
    const rmt_uneven_map *map = context;
    const double complex w = rmt_exp(log_w);
    rmt_derivative_point d;
    rmt_derivative_at(map->derivative, w, rmt_expm1(log_w), &d);
    const double complex psi = d.psi, change = w * d.psi_slope; /* of the narrowest layer; d psi/d ln w */
    const double complex input = 1 + map->narrowest / map->input * psi;
    const double all = map->depth;
    double complex log_place = (all - 1) * clog(psi) + clog(input) - log(map->narrowest);
    double complex slope = (all - 1) * change / psi + map->narrowest / map->input * change / input;
    double complex wide = log_w;
    double reached = 0; /* -ln lambda */
    rmt_derivative_point there = d;
    for (size_t i = 0; i < map->count; i++) {
        const rmt_uneven_layer *layer = &map->layers[i];
        const double wanted = -log(layer->ratio);
        const int steps = (int)ceil((wanted - reached) / LOG_STEP);
        for (int s = 1; s <= steps; s++) {
            const double here = s == steps ? wanted : reached + (wanted - reached) * s / steps;
            wide = newton(map->derivative, wide, psi * exp(-here), w * d.g * exp(-here) - expm1(-here), &there);
        }
        reached = wanted;
        log_place += layer->count * (wide - wanted);
        slope += layer->count * layer->ratio * change / (rmt_exp(wide) * there.psi_slope);
    }
    for (size_t i = 0; i < map->whole_count; i++) {
        const double complex whole = 1 + map->wholes[i].ratio * psi;
        log_place -= map->wholes[i].count * clog(whole);
        slope -= map->wholes[i].count * map->wholes[i].ratio * change / whole;
    }
    point->log_place = log_place;
    point->slope = slope;
    point->excess = map->narrowest * psi;
    point->excess_slope = map->narrowest * change;
    point->tail = CMPLX(NAN, NAN);
}

static int narrow_first(const void *a, const void *b)
{
    const double x = ((const rmt_uneven_layer *)a)->ratio, y = ((const rmt_uneven_layer *)b)->ratio;
    return (x < y) - (x > y);
}

static size_t gather(rmt_uneven_layer *layers, size_t count)
{
    size_t kept = 0;
    qsort(layers, count, sizeof *layers, narrow_first);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && layers[kept - 1].ratio == layers[i].ratio) {
            layers[kept - 1].count += layers[i].count;
        } else {
            layers[kept++] = layers[i];
        }
    }
    return kept;
}

hodo_status rmt_uneven_map_open(const rmt_derivative_law *derivative, bool orthogonal, const double *widths,
                                size_t depth, rmt_uneven_map *map, hodo_error *error)
{
    double narrowest = INFINITY;
    for (size_t l = 1; l <= depth; l++) {
        narrowest = fmin(narrowest, widths[l]);
    }
    *map = (rmt_uneven_map){.derivative = derivative, .depth = (double)depth};
    if (widths[0] < narrowest) {
        return hodo_fail(error, HODO_INVALID,
                         "--widths: an input of %g, narrower than all layers, is known for activations with one "
                         "nonzero slope only (relu, hard-tanh, linear, abs): give it at least %g",
                         widths[0], narrowest);
    }
    map->layers = malloc(depth * sizeof *map->layers);
    map->wholes = malloc(depth * sizeof *map->wholes);
    if (map->layers == NULL || map->wholes == NULL) {
        rmt_uneven_map_close(map);
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu widths: lower --depth", depth);
    }
    map->narrowest = narrowest / widths[depth];
    map->input = widths[0] / widths[depth];
    for (size_t l = 1; l <= depth; l++) {
        map->layers[l - 1] = (rmt_uneven_layer){narrowest / widths[l], 1};
        map->wholes[l - 1] = (rmt_uneven_layer){narrowest / fmax(widths[l], widths[l - 1]), 1};
    }
    map->count = gather(map->layers, depth);
    map->whole_count = orthogonal ? gather(map->wholes, depth) : 0;
    return HODO_OK;
}

void rmt_uneven_map_close(rmt_uneven_map *map)
{
    free(map->layers);
    free(map->wholes);
    map->layers = map->wholes = NULL;
}

void rmt_uneven_spectral_map(const rmt_uneven_map *uneven, rmt_spectral_map *map)
{
    *map = (rmt_spectral_map){.at = at, .context = uneven, .tapers = true};
    map->rounding = ROUNDING * uneven->depth;
    map->cut[map->cut_count++] = (rmt_spectral_cut){-INFINITY, log(rmt_derivative_most(uneven->derivative))};
}

/* 1 + psi/K = epsilon leaves w_l ~ epsilon^(1/alpha) in the narrowest layers, and a factor epsilon for an input and
 * each 1/epsilon for an orthogonal matrix as narrow. */
double rmt_uneven_hard_order(const rmt_uneven_map *map)
{
    const double alpha = rmt_derivative_small_exponent(map->derivative);
    double powers = map->input == map->narrowest ? 1 : 0;
    for (size_t i = 0; i < map->whole_count; i++) {
        powers -= map->wholes[i].ratio == 1 ? map->wholes[i].count : 0;
    }
    return map->layers[0].count + alpha * powers;
}
