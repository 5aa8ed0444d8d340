#include "rmt/ntk/cosine_map.h"

#include <math.h>

/* 2/pi */
static const double share = 0.63661977236758134308;

rmt_cosine rmt_cosine_of(double rho) { return (rmt_cosine){fmax(1 - rho, 0), fmax(1 + rho, 0)}; }

/* The angle of a cosine that is `gap` below 1, 0 <= gap <= 1. */
static double angle_of(double gap) { return 2 * asin(sqrt(gap / 2)); }

/* sin t - t cos t = sum_k (-1)^(k+1) 2k/(2k+1)! t^(2k+1), 0 <= t <= pi/2. Below 1 by the series, whose terms
 * fall by more than 10 each; above, the difference is larger than a third of its terms. */
static double sine_excess(double t)
{
    if (t > 1) {
        return sin(t) - t * cos(t);
    }
    const double square = t * t;
    double term = t * square / 3, sum = term;
    for (int k = 2; fabs(term) > 1e-18 * sum; k++) {
        term *= -square / (2 * (k - 1) * (2 * k + 1));
        sum += term;
    }
    return sum;
}

/* 1 - R of Delta = 1, which is an even function: E |u| |v| does not see the sign of rho. `gap` is that of
 * |rho|, at most 1. (1 - 2/pi) <= the difference over gap <= 1: nothing cancels. */
static double absolute_gap(double gap) { return gap - share * sine_excess(angle_of(gap)); }

/* R is (1 - Delta) rho + Delta R_abs(rho). */
rmt_cosine rmt_cosine_next(double delta, rmt_cosine at)
{
    const double of_abs = absolute_gap(fmin(at.gap, at.sum));
    return (rmt_cosine){(1 - delta) * at.gap + delta * of_abs, (1 - delta) * at.sum + delta * (2 - of_abs)};
}

double rmt_cosine_loss(double delta, rmt_cosine at)
{
    return delta * (at.gap <= at.sum ? share * angle_of(at.gap) : 2 - share * angle_of(at.sum));
}

/* Around rho = 0 by 1 - (2/pi) arccos rho = (2/pi) arcsin rho, which is exact there. */
double rmt_cosine_slope(double delta, rmt_cosine at)
{
    const double rho = (at.sum - at.gap) / 2;
    return fabs(rho) < 0.5 ? 1 - delta + delta * share * asin(rho) : 1 - rmt_cosine_loss(delta, at);
}
