#include "rmt/jacobian/branch_map.h"

#include "rmt/law/complex_log.h"

#include <math.h>

/* Bisection ends where doubles do; s may be 1e-300. */
enum { BISECTIONS = 1200, NEWTON = 8, SCANNED = 2000 };

/* Residual of ln x that ends Newton's steps, a layer and unit of ln x: some roundings; and where they may stop. */
#define SETTLED 4e-15
#define SETTLED_AT_MOST (64 * SETTLED)
/* The least step of arg x on the path; an edge nearer than this in ln x is not told from the point. */
#define LEAST_STEP 1e-15
/* Edges are looked for from this far of the way to the pole of psi. */
#define FIRST_STEP 1e-13

/* (1 + psi)/(1 + t) at -1 <= t < 1, which rises through its only zero, if any: there x is 0. */
static double whole_over(const rmt_branch_map *map, double t)
{
    double sum = 0.5;
    for (size_t i = 0; i < map->count; i++) {
        const double weight = map->square * map->value[i] / (4 * (1 - map->square));
        sum -= map->mass[i] * weight * (1 - t) / (1 + weight * (1 - t) * (1 + t));
    }
    return sum;
}

static void find_start(rmt_branch_map *map)
{
    double a = -1, b = 1;
    map->hard = map->square >= 0.5;
    for (int i = 0; map->square > 0.5 && i < BISECTIONS; i++) {
        const double middle = a + (b - a) / 2;
        if (middle <= a || middle >= b) {
            break;
        }
        *(whole_over(map, middle) < 0 ? &a : &b) = middle;
    }
    map->start = a;
}

hodo_status rmt_branch_map_make(const hodo_nonlinearity *shape, double scale, double depth, rmt_branch_map *map,
                                hodo_error *error)
{
    rmt_derivative_values values;
    if (!shape->activation->homogeneous || !rmt_derivative_values_find(shape, 1, &values)) {
        return hodo_fail(error, HODO_INVALID,
                         "activation '%s': lengths change from layer to layer unless phi is homogeneous: give relu, "
                         "linear or abs", shape->activation->name);
    }
    *map = (rmt_branch_map){.depth = depth, .square = scale * scale / depth};
    double mean = 0;
    for (size_t i = 0; i < values.count; i++) {
        mean += values.mass[i] * values.square[i];
    }
    for (size_t i = 0; i < values.count; i++) {
        if (values.square[i] > 0) {
            map->value[map->count] = values.square[i] / mean;
            map->mass[map->count++] = values.mass[i];
        }
    }
    find_start(map);
    return HODO_OK;
}

static double complex log_one_plus(double complex s)
{
    return cabs(s) < 0.5 ? rmt_log1p(s) : clog(1 + s);
}

/* f_R, rho, and what they are made of. */
typedef struct branch {
    double complex t;
    double complex series, ratio;             /* f_R and rho */
    double complex excess_ratio;              /* rho - beta^2 */
    double complex series_slope, ratio_slope; /* in z */
    double complex logarithm;                 /* sum_i m_i ln(1 - y) */
    double complex whole, whole_slope;        /* 1 + psi, to all its digits as s falls to 0 */
    double complex z_slope;
} branch;

static branch branch_at(const rmt_branch_map *map, double complex s)
{
    const double skip = 1 - map->square, t0 = map->start;
    const double complex less = s + (t0 - 1), more = s + (t0 + 1); /* t - 1 and t + 1 */
    const double complex z = less * more / (4 * skip);
    branch at = {.t = s + t0, .z_slope = (s + t0) / (2 * skip)};
    double complex slope = 0, bend = 0; /* of (1 + psi)/(1 + t), between t_0 and t; its derivative */
    for (size_t i = 0; i < map->count; i++) {
        const double weight = map->square * map->value[i], part = weight / (4 * skip);
        const double complex y = weight * z, inverse = rmt_inverse(1 - y);
        at.series += map->mass[i] * (y * inverse);
        at.ratio += map->mass[i] * weight * inverse;
        at.excess_ratio += map->mass[i] * weight * (y * inverse);
        at.series_slope += map->mass[i] * weight * (inverse * inverse);
        at.ratio_slope += map->mass[i] * weight * weight * (inverse * inverse);
        at.logarithm += map->mass[i] * log_one_plus(-y);
        const double share = map->mass[i] * part / (1 + part * (1 - t0) * (1 + t0));
        const double complex line = 1 - part * (1 - t0) * less;
        slope += share * (line * inverse);
        bend += share * (inverse * (line * inverse * weight * at.z_slope - part * (1 - t0)));
    }
    at.whole = more * (map->hard ? s * slope : 0.5 + at.ratio * less / (4 * skip));
    at.whole_slope = map->hard ? (s + more) * slope + more * s * bend : 0.5 + at.series_slope * at.z_slope;
    return at;
}

void rmt_branch_at(const rmt_branch_map *map, double complex s, rmt_branch_point *point)
{
    const branch at = branch_at(map, s);
    const double complex less = s + (map->start - 1);
    /* Near -1 the sign of its imaginary part is that of 1 + psi. */
    const double complex psi = map->hard && cabs(at.whole) < 0.5 ? at.whole - 1 : less / 2 + at.series;
    /* The layer's factor less 1: a^2 + rho (t + f_R) - 1. */
    const double complex rest = at.ratio * (less + at.series) + at.excess_ratio;
    const double complex rest_slope =
        at.ratio_slope * at.z_slope * (at.t + at.series) + at.ratio * (1 + at.series_slope * at.z_slope);
    /* It is psi (1 + psi)/z, and vanishes with 1 + psi. */
    const double complex z = less * (s + (map->start + 1)) / (4 * (1 - map->square));
    const double complex factor = map->hard ? psi * at.whole * rmt_inverse(z) : 1 + rest;
    point->excess = psi;
    point->log_place =
        clog(at.whole) - clog(psi) + map->depth * (cabs(rest) < 0.5 ? rmt_log1p(rest) : clog(factor));
    point->slope = -at.whole_slope * rmt_inverse(psi * at.whole) + map->depth * rest_slope * rmt_inverse(factor);
}

double complex rmt_branch_potential(const rmt_branch_map *map, double complex s)
{
    const branch at = branch_at(map, s);
    const double complex less = s + (map->start - 1);
    return log(2 * (1 - map->square)) - clog(less) +
           (map->depth - 1) * log_one_plus(at.ratio * less / 2 + at.excess_ratio) +
           map->depth * (2 * at.series + at.logarithm);
}

/* A real s with the sign of zero that means from below. */
static double complex below(double t)
{
    return CMPLX(t, -0.0);
}

/* s of x = -exp(log_place): on the negative axis ln|x| rises with t from t_0 to 1. */
static double on_negative_axis(const rmt_branch_map *map, double log_place)
{
    double a = 0, b = 1 - map->start;
    for (int i = 0; i < BISECTIONS; i++) {
        const double middle = a + (b - a) / 2;
        if (middle <= a || middle >= b) {
            break;
        }
        rmt_branch_point point;
        rmt_branch_at(map, below(middle), &point);
        *(creal(point.log_place) < log_place ? &a : &b) = middle;
    }
    return a + (b - a) / 2;
}

/* Newton from *s to ln x = wanted; false when it does not settle below the axis. */
static bool settle(const rmt_branch_map *map, double complex wanted, double complex *s)
{
    const double enough = SETTLED * (map->depth + cabs(wanted) + 4);
    double complex at = *s;
    double last = INFINITY;
    for (int i = 0; i < NEWTON; i++) {
        rmt_branch_point point;
        rmt_branch_at(map, at, &point);
        const double complex residual = point.log_place - wanted;
        const double size = cabs(residual);
        if (size <= enough || (size >= last && last <= SETTLED_AT_MOST / SETTLED * enough)) {
            *s = at;
            return true;
        }
        if (!(size < last)) {
            return false;
        }
        last = size;
        at -= residual * rmt_inverse(point.slope);
        if (!(cimag(at) <= 0)) {
            return false;
        }
    }
    return false;
}

hodo_status rmt_branch_place(const rmt_branch_map *map, double log_place, double complex *s, hodo_error *error)
{
    double complex at = below(on_negative_axis(map, log_place));
    double angle = M_PI, step = M_PI / 8;
    while (angle > 0) {
        step = fmin(step, angle);
        rmt_branch_point point;
        rmt_branch_at(map, at, &point);
        double complex next = at - I * step * rmt_inverse(point.slope);
        if (cimag(next) <= 0 && settle(map, CMPLX(log_place, angle - step), &next)) {
            at = next;
            angle -= step;
            step *= 2;
        } else {
            step /= 4;
            if (step < LEAST_STEP) {
                break; /* beside an edge, where ln x is as flat as its rounding */
            }
        }
    }
    if (angle > sqrt(LEAST_STEP)) {
        return hodo_fail(error, HODO_NUMERIC,
                         "jacobian-branch: the path to ln x = %.17g is lost at angle %g: take another scale or depth",
                         log_place, angle);
    }
    *s = at;
    return HODO_OK;
}

/* The first zero of d ln x/ds from t = side (1 or -1) outwards: between there and the pole of psi. */
static hodo_status edge_beyond(const rmt_branch_map *map, double side, double *log_place, hodo_error *error)
{
    const double pole = sqrt(1 + 4 * (1 - map->square) / (map->square * map->value[0]));
    const double from = side > 0 ? 1 - map->start : 0; /* s at t = side */
    const double ratio = pow(FIRST_STEP, -1.0 / SCANNED);
    double near = 0, far = (pole - 1) * FIRST_STEP;
    rmt_branch_point point;
    for (int i = 0; i < SCANNED; i++, near = far, far *= ratio) {
        rmt_branch_at(map, below(from + side * far), &point);
        if (creal(point.slope) > 0 || (side < 0 && creal(point.excess) >= 0)) {
            break;
        }
    }
    for (int i = 0; i < BISECTIONS && near + (far - near) / 2 > near && near + (far - near) / 2 < far; i++) {
        const double middle = near + (far - near) / 2;
        rmt_branch_at(map, below(from + side * middle), &point);
        *(creal(point.slope) > 0 || (side < 0 && creal(point.excess) >= 0) ? &far : &near) = middle;
    }
    rmt_branch_at(map, below(from + side * near), &point);
    *log_place = creal(point.log_place);
    return near > 0 && isfinite(*log_place)
               ? HODO_OK
               : hodo_fail(error, HODO_NUMERIC, "jacobian-branch: no %s edge is found: take another scale or depth",
                           side > 0 ? "upper" : "lower");
}

hodo_status rmt_branch_edges(const rmt_branch_map *map, double *lower, double *upper, hodo_error *error)
{
    *lower = -INFINITY;
    const hodo_status status = edge_beyond(map, 1, upper, error);
    return status == HODO_OK && !map->hard ? edge_beyond(map, -1, lower, error) : status;
}

double rmt_branch_hard_order(const rmt_branch_map *map)
{
    return map->square > 0.5 ? 1 + map->depth : map->square == 0.5 ? 1 + map->depth / 2 : 0;
}
