#include "rmt/law/fuss_catalan_angle.h"

#include <float.h>
#include <math.h>
#include <stddef.h>

enum { NEWTON_STEPS = 100 };

/* Below this the series of ln(sin z / z) has 14 digits after 11 terms, and ln(sin z) - ln z loses them. */
#define SMALL_ANGLE 0.5

/* zeta(2n), n = 1 ..: ln(sin z / z) = -sum zeta(2n) (z/pi)^(2n) / n. */
static const double zeta[] = {
    1.6449340668482264365, 1.0823232337111381915, 1.0173430619844491397, 1.0040773561979443394,
    1.0009945751278180853, 1.0002460865533080483, 1.0000612481350587048, 1.0000152822594086519,
    1.0000038172932649998, 1.0000009539620338728, 1.0000002384505027277, 1.0000000596081890513,
};

/* ln(sin z / z), and its derivative cot z - 1/z; 0 <= z < pi. */
static double log_sinc(double z, double *slope)
{
    if (z >= SMALL_ANGLE) {
        *slope = 1 / tan(z) - 1 / z;
        return log(sin(z) / z);
    }
    const double square = (z / M_PI) * (z / M_PI);
    double sum = 0, sum_slope = 0;
    for (size_t n = sizeof zeta / sizeof zeta[0]; n > 0; n--) {
        sum = (sum + zeta[n - 1] / (double)n) * square;
        sum_slope = sum_slope * square + zeta[n - 1];
    }
    *slope = -2 * sum_slope * z / (M_PI * M_PI);
    return -sum;
}

/* A decreasing or increasing function of u and its slope. */
typedef double (*curve)(double order, double u, double *slope);

/* ln(x/edge) of v = phi^2, nearly linear: -v s(s+1)/2 to first order. */
static double upper_curve(double order, double v, double *slope)
{
    const double phi = sqrt(v);
    double whole, one, rest;
    const double value = (order + 1) * log_sinc((order + 1) * phi, &whole) - log_sinc(phi, &one) -
                         order * log_sinc(order * phi, &rest);
    *slope = ((order + 1) * (order + 1) * whole - one - order * order * rest) / (2 * phi);
    return value;
}

/* ln x of u = ln psi, nearly linear: (s+1) u to first order. */
static double lower_curve(double order, double u, double *slope)
{
    const double psi = exp(u), a = M_PI / (order + 1), whole = (order + 1) * psi;
    const double first = a - psi, second = a + order * psi;
    *slope = psi * ((order + 1) * (order + 1) / tan(whole) + 1 / tan(first) - order * order / tan(second));
    return (order + 1) * log(sin(whole)) - log(sin(first)) - order * log(sin(second));
}

/* f(u) = target for a monotone f on [low, high], by Newton within a bracket. */
static double solve(curve f, double order, double target, double low, double high, double start)
{
    double u = start, slope;
    for (int step = 0; step < NEWTON_STEPS; step++) {
        const double residual = f(order, u, &slope) - target;
        *(residual * slope > 0 ? &high : &low) = u;
        double next = u - residual / slope;
        if (!(next >= low && next <= high)) {
            next = (low + high) / 2;
        }
        const double change = fabs(next - u);
        u = next;
        if (change <= 2 * DBL_EPSILON * fabs(u)) {
            break;
        }
    }
    return u;
}

double rmt_fuss_catalan_edge(double order)
{
    return (order + 1) * pow((order + 1) / order, order);
}

rmt_fuss_catalan_angle rmt_fuss_catalan_invert(double order, double x)
{
    const double a = M_PI / (order + 1), edge = rmt_fuss_catalan_edge(order), middle = a / 2;
    double slope;
    const double share = (x - edge) / edge, logarithm = share > -0.5 ? log1p(share) : log(x / edge);
    rmt_fuss_catalan_angle angle;
    if (logarithm > upper_curve(order, middle * middle, &slope)) {
        const double start = fmin(-2 * logarithm / (order * (order + 1)), middle * middle);
        angle.phi = sqrt(solve(upper_curve, order, logarithm, 0, middle * middle, start));
        angle.psi = a - angle.phi;
        angle.sine_s = sin(order * angle.phi);
        angle.sine_whole = sin((order + 1) * angle.phi);
    } else {
        const double start = fmin(log(x) / (order + 1) + log(sin(a) / (order + 1)), log(middle));
        angle.psi = exp(solve(lower_curve, order, log(x), start - 1, log(middle), start));
        angle.phi = a - angle.psi;
        angle.sine_s = sin(a + order * angle.psi);
        angle.sine_whole = sin((order + 1) * angle.psi);
    }
    angle.sine = sin(angle.phi);
    return angle;
}
