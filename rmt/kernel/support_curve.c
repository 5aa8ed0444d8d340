#include "rmt/kernel/support_curve.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { KNOTS_MOST = 2048, NEWTON_MOST = 30, HALVINGS_MOST = 60 };

/* Knots lie at most this far apart in phi and in angle: cubic interpolation then starts Newton with five
 * digits. */
#define STEP_MOST (M_PI / 128)
/* Newton ends when the step is this part of the distance to the edge: the next would be its square. */
#define NEWTON_ENOUGH 1e-8
/* How far apart the two halves may end, in ln|s|: far more than rounding, far less than two branches. */
#define MEETING 1e-6

typedef struct knot {
    double phi;   /* where a drawing that is even about the edge sees it: phi_of */
    double angle; /* theta in the upper half, pi - theta in the lower one, from 0 to pi/2 */
    double rho;   /* ln|s| */
} knot;

/* One edge, and the curve from there to the middle. Angles count from the edge, to keep the digits of Im s near
 * it: in deep networks nearly all eigenvalues are at angles of some 1/V. */
typedef struct half {
    double sign; /* of s at the edge: s = exp(rho + i angle) or -exp(rho - i angle) */
    knot *knots; /* (count,), the edge first */
    size_t count;
} half;

struct rmt_support_curve {
    rmt_curve_map map;
    double lower, upper, log_lower, log_upper;
    half upper_half, lower_half;
};

static double log_of(const rmt_support_curve *curve, double place)
{
    return curve->map.origin == 1 ? log1p(place) : log(curve->map.origin + place);
}

/* ln z = middle +- half cos(phi), phi counted from this half's edge: rho and the angle are smooth functions of
 * phi, even and odd about 0, where in x they have the square root of an edge. Logarithms, because deep spectra
 * span decades. */
static double phi_of(const rmt_support_curve *curve, const half *of, double place)
{
    const double x = log_of(curve, place);
    const double above = sqrt(fmax(0, curve->log_upper - x)), below = sqrt(fmax(0, x - curve->log_lower));
    return 2 * (of->sign > 0 ? atan2(above, below) : atan2(below, above));
}

/* The map at ln s = log_s, for s = exp(log_s) or -exp(log_s). */
static void evaluate(const rmt_support_curve *curve, const half *of, double complex log_s,
                     rmt_curve_point *point)
{
    curve->map.at(curve->map.context, of->sign * cexp(log_s), point);
}

/* ln|s| at this angle, by Newton on Im z = 0 from *rho; whether it was found. */
static int follow(const rmt_support_curve *curve, const half *of, double angle, double *rho,
                  rmt_curve_point *point)
{
    double last = INFINITY;
    for (int i = 0; i < NEWTON_MOST; i++) {
        evaluate(curve, of, *rho + I * of->sign * angle, point);
        const double step = cimag(point->place) / cimag(point->slope);
        if (!(cimag(point->slope) > 0 && fabs(step) <= 1)) {
            return 0;
        }
        *rho -= step;
        if (fabs(step) <= NEWTON_ENOUGH * angle || (i > 3 && fabs(step) >= last)) {
            return fabs(step) <= 1e-3 * angle;
        }
        last = fabs(step);
    }
    return 0;
}

static hodo_status trace(rmt_support_curve *curve, half *of, double edge, hodo_error *error)
{
    of->sign = edge > 0 ? 1 : -1;
    of->knots = malloc(KNOTS_MOST * sizeof *of->knots);
    if (of->knots == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY,
                         "no memory for the curve above a support: close other programs");
    }
    knot at = {.rho = log(fabs(edge))};
    of->knots[of->count++] = at;
    double step = STEP_MOST, direction = 0; /* d rho/d angle, 0 at an edge */
    for (int halvings = 0; at.angle < M_PI_2;) {
        /* No crumb is left before the middle: there phi would not grow. */
        knot next = {.angle = at.angle + 1.25 * step < M_PI_2 ? at.angle + step : M_PI_2};
        rmt_curve_point point;
        next.rho = at.rho + direction * (next.angle - at.angle);
        const int found = follow(curve, of, next.angle, &next.rho, &point);
        next.phi = found ? phi_of(curve, of, creal(point.place)) : NAN;
        const double phi_step = next.phi - at.phi;
        if (!(phi_step > 0 && phi_step <= 2 * STEP_MOST)) {
            step /= 2;
            if (halvings++ == HALVINGS_MOST) {
                break;
            }
            continue;
        }
        if (of->count == KNOTS_MOST) {
            break;
        }
        halvings = 0;
        step = fmin(STEP_MOST, phi_step < STEP_MOST ? 2 * step : step);
        at = next;
        direction = -of->sign * creal(point.slope) / cimag(point.slope);
        of->knots[of->count++] = at;
    }
    return at.angle == M_PI_2
               ? HODO_OK
               : hodo_fail(error, HODO_NUMERIC,
                           "the curve above the support is lost %.3g from its edge s = %.6g", at.angle, edge);
}

static double edge_place(const rmt_curve_map *map, double s)
{
    rmt_curve_point point;
    map->at(map->context, s, &point);
    return creal(point.place);
}

hodo_status rmt_support_curve_open(const rmt_curve_map *map, rmt_support_curve **opened, hodo_error *error)
{
    *opened = NULL;
    rmt_support_curve *curve = calloc(1, sizeof *curve);
    if (curve == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY,
                         "no memory for the curve above a support: close other programs");
    }
    curve->map = *map;
    curve->upper = edge_place(map, map->upper);
    curve->lower = edge_place(map, map->lower);
    curve->log_lower = log_of(curve, curve->lower);
    curve->log_upper = log_of(curve, curve->upper);
    hodo_status status = trace(curve, &curve->upper_half, map->upper, error);
    if (status == HODO_OK) {
        status = trace(curve, &curve->lower_half, map->lower, error);
    }
    if (status == HODO_OK) {
        const double above = curve->upper_half.knots[curve->upper_half.count - 1].rho;
        const double below = curve->lower_half.knots[curve->lower_half.count - 1].rho;
        if (!(fabs(above - below) <= MEETING)) {
            status = hodo_fail(
                error, HODO_NUMERIC,
                "the curve above the support is broken: ln|s| = %.9g from above, %.9g from below", above,
                below);
        }
    }
    if (status != HODO_OK) {
        rmt_support_curve_close(curve);
        return status;
    }
    *opened = curve;
    return HODO_OK;
}

void rmt_support_curve_close(rmt_support_curve *curve)
{
    if (curve != NULL) {
        free(curve->upper_half.knots);
        free(curve->lower_half.knots);
    }
    free(curve);
}

double rmt_support_curve_lower(const rmt_support_curve *curve)
{
    return curve->lower;
}

double rmt_support_curve_upper(const rmt_support_curve *curve)
{
    return curve->upper;
}

/* ln(s sign) at phi by cubic interpolation between four knots, those before the edge by reflection. */
static double complex guess(const half *of, double phi)
{
    size_t low = 0, high = of->count - 1;
    while (high - low > 1) {
        const size_t middle = (low + high) / 2;
        *(of->knots[middle].phi <= phi ? &low : &high) = middle;
    }
    const size_t last = of->count - 3; /* the stencil is low - 1 .. low + 2 */
    low = low < last ? low : last;
    knot stencil[4];
    for (size_t k = 0; k < 4; k++) {
        stencil[k] = of->knots[low + k > 0 ? low + k - 1 : 1];
    }
    if (low == 0) {
        stencil[0].phi *= -1;
        stencil[0].angle *= -1;
    }
    double angle = 0, rho = 0;
    for (size_t k = 0; k < 4; k++) {
        double weight = 1;
        for (size_t i = 0; i < 4; i++) {
            weight *= i == k ? 1 : (phi - stencil[i].phi) / (stencil[k].phi - stencil[i].phi);
        }
        angle += weight * stencil[k].angle;
        rho += weight * stencil[k].rho;
    }
    return rho + I * of->sign * angle;
}

hodo_status rmt_support_curve_at(const rmt_support_curve *curve, double place, rmt_curve_point *point,
                                 hodo_error *error)
{
    const half *of = &curve->upper_half;
    double phi = phi_of(curve, of, place);
    if (phi > of->knots[of->count - 1].phi) {
        of = &curve->lower_half;
        phi = phi_of(curve, of, place);
    }
    const double scale = curve->map.origin + fabs(place);
    double complex log_s = guess(of, phi);
    double last = INFINITY, least = INFINITY;
    for (int i = 0; i < NEWTON_MOST; i++) {
        rmt_curve_point at;
        evaluate(curve, of, log_s, &at);
        const double complex miss = at.place - place, step = miss / at.slope;
        const double size = cabs(step), distance = of->sign * cimag(log_s);
        if (cabs(miss) < least) {
            least = cabs(miss);
            *point = at;
        }
        if (size <= DBL_EPSILON * distance || (least <= curve->map.rounding * scale && size >= last / 2)) {
            return HODO_OK;
        }
        if (!(size < INFINITY)) {
            break;
        }
        log_s -= step;
        if (size <= NEWTON_ENOUGH * distance) {
            evaluate(curve, of, log_s, point);
            return HODO_OK;
        }
        last = size;
    }
    /* A few units in the last place from an edge the slope is rounding too, and steps lead anywhere. */
    if (least <= curve->map.rounding * scale) {
        return HODO_OK;
    }
    return hodo_fail(
        error, HODO_NUMERIC, "Newton does not reach %.17g on the curve above the support [%.17g, %.17g]",
        curve->map.origin + place, curve->map.origin + curve->lower, curve->map.origin + curve->upper);
}
