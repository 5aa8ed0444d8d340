#include "rmt/jacobian/resnet_map.h"

#include "rmt/law/complex_log.h"
#include "rmt/law/law.h"
#include "rmt/jacobian/power_series.h"

#include <float.h>
#include <math.h>

static double branch_square(const rmt_resnet_map *map)
{
    return map->depth > 0 ? map->scale * map->scale / map->depth : 0;
}

static double complex log_one_plus(double complex z)
{
    return cabs(z) < 0.5 ? rmt_log1p(z) : clog(1 + z);
}

static void at(const void *context, double complex log_w, rmt_spectral_point *point)
{
    const rmt_resnet_map *map = context;
    const double half = sin(cimag(log_w) / 2), r = exp(creal(log_w)), square = map->scale * map->scale;
    const double complex v =
        CMPLX(expm1(creal(log_w)) * cos(cimag(log_w)) - 2 * half * half, r * sin(cimag(log_w)));
    const double complex psi = rmt_inverse(v), change = -psi * (cexp(log_w) * psi);
    const double complex log_whole = cabs(psi) < 0.5 ? rmt_log1p(psi) : log_w - clog(v);
    point->excess = psi;
    point->excess_slope = change;
    if (map->depth == 0) {
        point->log_place = log_w + 2 * square * psi;
        point->slope = 1 + 2 * square * change;
        point->tail = square * (psi * psi) - log_whole;
        return;
    }
    const double b = branch_square(map), a = 1 - b; /* beta^2 and a^2 */
    /* 1 + 4 a b psi = (a - b)^2 + 4 a b (1 + psi), as near to 0 as 1 + psi = w/(w - 1) tells. */
    const double complex whole = cexp(log_w) * psi;
    const double complex y = cabs(psi) < 0.5 ? csqrt(1 + 4 * a * b * psi)
                                             : csqrt((a - b) * (a - b) + 4 * a * b * whole);
    const double complex part = 2 * b * (psi * rmt_inverse(1 + y));
    /* B - 1 = beta^2 psi + (y - 1)/2, y - 1 = 2 a^2 r; where B vanishes with 1 + psi, B = b (1 + psi)(y + 1)/(y
     * + b - a). */
    const double complex rest = b * psi + a * part, ratio = b * ((1 + y) * rmt_inverse(y + (b - a)));
    const bool by_ratio = b >= 0.5 && cabs(rest) >= 0.5;
    const double complex layer = by_ratio ? ratio * whole : 1 + rest;
    const double complex slope_psi = b * (1 + a * rmt_inverse(y)) * rmt_inverse(layer);
    point->log_place = log_w + map->depth * (by_ratio ? clog(ratio) + log_whole : log_one_plus(rest));
    point->slope = 1 + map->depth * (change * slope_psi);
    point->tail = map->depth * (a / b * (part * part) + part - log_one_plus(part)) - log_whole;
}

void rmt_resnet_spectral_map(const rmt_resnet_map *resnet, rmt_spectral_map *map)
{
    const double b = branch_square(resnet);
    *map = (rmt_spectral_map){.at = at, .context = resnet, .rounding = 4 * DBL_EPSILON, .cut_count = 1};
    /* In the limit a pole at w = 1; at finite depth the square root has a cut below it, and from beta^2 = 1/2
     * on B has a zero at w = 0. */
    map->cut[0] = (rmt_spectral_cut){b >= 0.5 ? -INFINITY : log1p(-4 * (1 - b) * b), 0};
}

double rmt_resnet_hard_order(const rmt_resnet_map *resnet)
{
    const double b = branch_square(resnet);
    return b > 0.5 ? 1 + resnet->depth : b == 0.5 ? 1 + resnet->depth / 2 : 0;
}

void rmt_resnet_series(const rmt_resnet_map *resnet, size_t order, double *ell)
{
    /* x eta = B^L, in the limit exp(2 c^2 psi), psi = sum eta^j. */
    const double b = branch_square(resnet), a = 1 - b, square = resnet->scale * resnet->scale;
    double root[RMT_MOMENTS_MOST + 1], log_root[RMT_MOMENTS_MOST] = {0}, layer[RMT_MOMENTS_MOST] = {0};
    for (size_t j = 1; j <= order; j++) {
        /* y^2 = 1 + 4 a b psi = (1 - (a - b)^2 eta)/(1 - eta). */
        log_root[j - 1] = -expm1((double)j * log((a - b) * (a - b))) / (double)(2 * j);
        ell[j - 1] = 2 * square;
    }
    if (resnet->depth > 0) {
        rmt_power_series_exp(log_root, 1, order, root);
        for (size_t j = 1; j <= order; j++) {
            layer[j - 1] = b + root[j] / 2;
        }
        rmt_power_series_log(layer, order, ell);
        for (size_t j = 0; j < order; j++) {
            ell[j] *= resnet->depth;
        }
    }
}
