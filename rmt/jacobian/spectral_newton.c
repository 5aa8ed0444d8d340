#include "rmt/jacobian/spectral_arc.h"

#include <math.h>

/* A Newton step of this part of the height above the axis leaves an error of its square, which the last linear
 * correction of psi removes too. */
#define ENOUGH 1e-8
/* Steps that stay at the map's rounding, or at this part of the height, end: it has no more digits. */
#define ROUNDINGS 16
#define NOISE_MOST 1e-6
#define NOISE_WHERE_EMPTY 1e-2
/* Where this share of the eigenvalues is left digits do not matter: a map by quadrature ends with the smallest
 * derivatives that it knows. */
#define EMPTY 1e-6
#define EMPTY_RATE 1e-9 /* pi times the share of eigenvalues in a unit of ln x */

bool rmt_spectral_is_empty(const rmt_spectral_point *point)
{
    return cabs(1 + point->excess) < EMPTY || fabs(cimag(point->excess)) < EMPTY_RATE;
}

bool rmt_spectral_newton(const rmt_spectral_map *map, double log_place, int most, double complex *log_w,
                   rmt_spectral_point *point)
{
    double last = INFINITY;
    for (int i = 0; i < most; i++) {
        map->at(map->context, *log_w, point);
        const double complex miss = log_place - point->log_place, step = miss / point->slope;
        const double size = cabs(step), limit = cimag(*log_w);
        const double rounding = map->rounding * fmax(1, fabs(log_place));
        if (!(size < INFINITY)) {
            return false;
        }
        /* When steps do not shrink any more, the map has no more digits. */
        const double noise = rmt_spectral_is_empty(point) ? NOISE_WHERE_EMPTY : NOISE_MOST;
        if (size >= last / 2 && (cabs(miss) <= ROUNDINGS * rounding || size <= noise * limit)) {
            return true;
        }
        /* Where the curve runs along the axis its height is known to more digits than its place. */
        const bool flat = fabs(cimag(step)) <= ENOUGH * limit && fabs(creal(step)) <= ROUNDINGS * rounding;
        if (size <= ENOUGH * limit || flat) {
            *log_w += step;
            point->excess += step * point->excess_slope;
            point->tail += step * point->slope * point->excess; /* dU - d ln x = psi d ln x */
            point->log_place = log_place;
            return true;
        }
        /* A step through the axis, or far, goes part of the way. */
        const double down = -cimag(step), up = cimag(step);
        double share = 1;
        if (down > 0.75 * limit) {
            share = 0.75 * limit / down;
        } else if (up > 0.75 * (M_PI - limit)) {
            share = 0.75 * (M_PI - limit) / up;
        }
        *log_w += share * step;
        last = share < 1 ? INFINITY : size;
    }
    return false;
}

