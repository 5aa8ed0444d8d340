#include "rmt/jacobian/spectral_curve.h"

#include "rmt/jacobian/spectral_arc.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { NEWTON_MOST = 40, BISECTIONS_MOST = 200 };

struct rmt_spectral_curve {
    rmt_spectral_map map;
    rmt_spectral_arc arcs[RMT_ARCS_MOST];
    size_t count;
};

/* theta = f(r) by bisection of Im ln x, which has one sign below and one above. */
static double complex on_ray(const rmt_spectral_map *map, double log_r, rmt_spectral_point *point)
{
    double low = 0, high = M_PI;
    for (int i = 0; i < BISECTIONS_MOST && high - low > DBL_EPSILON * low; i++) {
        const double theta = low + (high - low) / 2;
        map->at(map->context, CMPLX(log_r, theta), point);
        *(cimag(point->log_place) > 0 ? &high : &low) = theta;
    }
    return CMPLX(log_r, low + (high - low) / 2);
}

/* The place of the curve by bisection in r, along which x rises. Slow, and certain. */
static bool bisect(const rmt_spectral_map *map, const rmt_spectral_arc *on, double log_place,
                   double complex *log_w)
{
    rmt_spectral_point point;
    double high = on->stretch.upper, low = on->stretch.lower;
    if (!isfinite(low)) {
        double width = 1;
        do {
            low = high - width;
            width *= 2;
            *log_w = on_ray(map, low, &point);
        } while (creal(point.log_place) > log_place && width < 1e6);
    }
    for (int i = 0; i < BISECTIONS_MOST && high - low > 1e-10 * (on->stretch.upper - low); i++) {
        const double middle = low + (high - low) / 2;
        *log_w = on_ray(map, middle, &point);
        *(creal(point.log_place) > log_place ? &high : &low) = middle;
    }
    return cimag(*log_w) > 0;
}

static double edge_place(const rmt_spectral_map *map, double log_w)
{
    rmt_spectral_point point;
    if (!isfinite(log_w)) {
        return -INFINITY;
    }
    map->at(map->context, CMPLX(log_w, 0.0), &point);
    return creal(point.log_place);
}

hodo_status rmt_spectral_curve_open(const rmt_spectral_map *map, rmt_spectral_curve **opened, hodo_error *error)
{
    *opened = NULL;
    rmt_spectral_curve *curve = calloc(1, sizeof *curve);
    if (curve == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the curve of a spectrum: close other programs");
    }
    curve->map = *map;
    rmt_spectral_stretch stretch[RMT_ARCS_MOST];
    size_t count = 0;
    hodo_status status = rmt_spectral_edges(map, stretch, &count, error);
    for (; status == HODO_OK && curve->count < count; curve->count++) {
        rmt_spectral_arc *on = &curve->arcs[curve->count];
        on->stretch = stretch[curve->count];
        on->lower = edge_place(map, on->stretch.lower);
        on->upper = edge_place(map, on->stretch.upper);
        status = rmt_spectral_trace(map, on, error);
    }
    if (status != HODO_OK) {
        rmt_spectral_curve_close(curve);
        return status;
    }
    *opened = curve;
    return HODO_OK;
}

void rmt_spectral_curve_close(rmt_spectral_curve *curve)
{
    for (size_t i = 0; curve != NULL && i < RMT_ARCS_MOST; i++) {
        free(curve->arcs[i].knots);
    }
    free(curve);
}

size_t rmt_spectral_arcs(const rmt_spectral_curve *curve)
{
    return curve->count;
}

double rmt_spectral_lower(const rmt_spectral_curve *curve, size_t i)
{
    const rmt_spectral_arc *on = &curve->arcs[i];
    return isfinite(on->lower) ? fmax(on->lower, on->floor) : on->lower;
}

double rmt_spectral_upper(const rmt_spectral_curve *curve, size_t i)
{
    return curve->arcs[i].upper;
}

/* Hermite's cubic between two knots; linear in ln x beyond the last, where the map is a power. */
static double complex guess(const rmt_spectral_arc *on, double log_place)
{
    const double t = rmt_spectral_t(on, log_place);
    const rmt_spectral_knot *last = &on->knots[on->count - 1];
    if (t >= last->t) {
        return last->log_w + (t * t - last->t * last->t) / (2 * last->t) * last->rate;
    }
    size_t low = 0, high = on->count - 1;
    while (high - low > 1) {
        const size_t middle = (low + high) / 2;
        *(on->knots[middle].t <= t ? &low : &high) = middle;
    }
    const rmt_spectral_knot *a = &on->knots[low], *b = &on->knots[high];
    const double length = b->t - a->t, u = (t - a->t) / length, v = 1 - u;
    return v * v * ((1 + 2 * u) * a->log_w + u * length * a->rate) +
           u * u * ((1 + 2 * v) * b->log_w - v * length * b->rate);
}

static hodo_status find(const rmt_spectral_curve *curve, size_t i, double log_place, bool want_tail,
                        rmt_spectral_point *point, hodo_error *error)
{
    const rmt_spectral_arc *on = &curve->arcs[i];
    if (log_place <= on->floor) { /* F = 0: U = ln x + i pi */
        *point = (rmt_spectral_point){.excess = -1, .tail = CMPLX(0.0, M_PI)};
        return HODO_OK;
    }
    double complex log_w = guess(on, log_place);
    const bool inside = cimag(log_w) > 0 && cimag(log_w) < M_PI;
    if (!(inside && rmt_spectral_newton(&curve->map, log_place, NEWTON_MOST, &log_w, point)) &&
        !(bisect(&curve->map, on, log_place, &log_w) &&
          rmt_spectral_newton(&curve->map, log_place, NEWTON_MOST, &log_w, point))) {
        return rmt_spectral_lost(on, log_place, error);
    }
    if (want_tail && curve->map.tail != NULL) {
        point->tail = curve->map.tail(curve->map.context, log_w);
    }
    return HODO_OK;
}

hodo_status rmt_spectral_at(const rmt_spectral_curve *curve, size_t i, double log_place,
                            rmt_spectral_point *point, hodo_error *error)
{
    return find(curve, i, log_place, false, point, error);
}

hodo_status rmt_spectral_tail(const rmt_spectral_curve *curve, size_t i, double log_place,
                              rmt_spectral_point *point, hodo_error *error)
{
    return find(curve, i, log_place, true, point, error);
}
