#include "rmt/jacobian/jacobian_map.h"

#include "rmt/law/complex_log.h"
#include "rmt/law/law.h"
#include "rmt/jacobian/power_series.h"

#include <math.h>

enum { BISECTIONS = 200 };

/* Of ln psi and ln(1 + psi), by quadrature. */
#define ROUNDING 1e-14

static void at(const void *context, double complex log_w, rmt_spectral_point *point)
{
    const rmt_jacobian_map *map = context;
    const double complex w = rmt_exp(log_w), v = rmt_expm1(log_w);
    const double depth = map->depth;
    rmt_derivative_point d;
    rmt_derivative_at(map->derivative, w, v, &d);
    const double complex log_g = clog(d.g), change = w * d.psi_slope; /* d psi/d ln w */
    const double complex wg_slope = change * rmt_inverse(w * d.g);    /* d ln(1 + psi)/d ln w */
    const double complex psi_slope = change * rmt_inverse(d.psi);
    /* 1 + psi = w g; ln(psi/g) is small near isometry. */
    const double complex part = d.difference * rmt_inverse(d.g);
    const double complex log_ratio = cabs(part) < 0.5 ? rmt_log1p(part) : clog(d.psi) - log_g;
    if (map->orthogonal) {
        point->log_place = log_w + (depth - 1) * log_ratio;
        point->slope = 1 + (depth - 1) * (1 + psi_slope - wg_slope);
    } else {
        const double complex log_psi = log_g + log_ratio;
        point->log_place = (depth + 1) * log_w + (depth - 1) * log_psi + log_g;
        point->slope = depth + (depth - 1) * psi_slope + wg_slope;
    }
    point->excess = d.psi;
    point->excess_slope = change;
}

static double complex tail(const void *context, double complex log_w)
{
    const rmt_jacobian_map *map = context;
    const double complex w = rmt_exp(log_w), v = rmt_expm1(log_w);
    rmt_derivative_point d;
    rmt_derivative_at(map->derivative, w, v, &d);
    const double complex potential = rmt_derivative_potential(map->derivative, w, v);
    const double complex log_whole = log_w + clog(d.g);
    return map->orthogonal ? map->depth * potential + (map->depth - 1) * log_whole
                           : map->depth * (d.psi + potential) - log_whole;
}

/* The zero of psi or of 1 + psi in w between two values of d, where both fall from +infinity to -infinity. */
static double zero_between(const rmt_jacobian_map *map, double low, double high, double level)
{
    double a = low, b = high;
    for (int i = 0; i < BISECTIONS && b - a > 0; i++) {
        const double middle = a + (b - a) / 2;
        if (middle <= a || middle >= b) {
            break;
        }
        rmt_derivative_point d;
        rmt_derivative_at(map->derivative, middle, middle - 1, &d);
        *(creal(level == 0 ? d.psi : d.g) > 0 ? &a : &b) = middle;
    }
    return a + (b - a) / 2;
}

/* Two values d_2 < d_1. Between the zero of psi, below, and that of 1 + psi, eta = psi/(1 + psi) is negative;
 * psi itself is negative from its zero to d_1 and below d_2, 1 + psi from its zero to d_1 and below d_2. */
static void cuts_of_values(const rmt_jacobian_map *map, rmt_spectral_map *spectral)
{
    const double high = rmt_derivative_value(map->derivative, 0),
                 low = rmt_derivative_value(map->derivative, 1);
    const double psi_zero = zero_between(map, low, high, 0), whole_zero = zero_between(map, low, high, -1);
    if (map->orthogonal) {
        spectral->cut[spectral->cut_count++] = (rmt_spectral_cut){log(psi_zero), log(whole_zero)};
    } else {
        spectral->cut[spectral->cut_count++] = (rmt_spectral_cut){-INFINITY, log(low)};
        spectral->cut[spectral->cut_count++] =
            (rmt_spectral_cut){log(map->depth > 1 ? psi_zero : whole_zero), log(high)};
    }
}

void rmt_jacobian_spectral_map(const rmt_jacobian_map *jacobian, rmt_spectral_map *map)
{
    *map = (rmt_spectral_map){.at = at, .tail = tail, .context = jacobian};
    map->rounding = ROUNDING * jacobian->depth;
    if (jacobian->orthogonal && jacobian->depth == 1) {
        return;
    }
    if (rmt_derivative_value_count(jacobian->derivative) > 1) {
        cuts_of_values(jacobian, map);
    } else {
        /* Below d_min psi and 1 + psi are negative, and psi/(1 + psi) is not. */
        const double least = jacobian->orthogonal ? rmt_derivative_least(jacobian->derivative) : 0;
        map->cut[map->cut_count++] = (rmt_spectral_cut){least > 0 ? log(least) : -INFINITY,
                                                        log(rmt_derivative_most(jacobian->derivative))};
        map->tapers = true;
    }
}

double rmt_jacobian_hard_order(const rmt_jacobian_map *jacobian)
{
    const double alpha = rmt_derivative_value_count(jacobian->derivative) > 0
                             ? 1
                             : rmt_derivative_small_exponent(jacobian->derivative);
    return jacobian->orthogonal ? jacobian->depth + alpha - jacobian->depth * alpha : jacobian->depth + alpha;
}

void rmt_jacobian_series(const rmt_jacobian_map *jacobian, size_t order, double *ell)
{
    double moment[RMT_MOMENTS_MOST + 1], boolean[RMT_MOMENTS_MOST + 1], log_eta[RMT_MOMENTS_MOST];
    double power[RMT_MOMENTS_MOST + 1];
    rmt_derivative_moments(jacobian->derivative, order + 1, moment);
    /* eta(u) = psi/(1 + psi) at u = 1/w: its coefficients, the Boolean cumulants of d; the first is 1. */
    for (size_t n = 0; n <= order; n++) {
        boolean[n] = moment[n];
        for (size_t k = 0; k < n; k++) {
            boolean[n] -= boolean[k] * moment[n - k - 1];
        }
    }
    /* [eta^n] ln(u/eta) = (1/n) [u^n] (u/eta(u))^n. */
    rmt_power_series_log(boolean + 1, order, log_eta);
    for (size_t n = 1; n <= order; n++) {
        const double j = (double)n;
        rmt_power_series_exp(log_eta, -j, n, power);
        /* x eta = (w eta)^L, times (1 + psi)^L = (1 - eta)^-L for Gaussian weights. */
        ell[n - 1] = jacobian->depth * ((jacobian->orthogonal ? 0 : 1) - power[n]) / j;
    }
}
