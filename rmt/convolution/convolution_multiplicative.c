/* The free product of measures on x >= 0: u = eta = 1 - 1/(W G(W)), z = W1 W2 u (Belinschi and Bercovici 2007,
 * theorem 3.2, with W and z one over theirs). Logarithms make it a sum, whose terms keep their arguments: arg z
 * = arg W1 + arg W2 + arg u with arg W in (0, pi) and arg u in (-pi, 0). */
#include "rmt/convolution/convolution_operation.h"

static double complex plane(double complex lambda)
{
    return cexp(lambda);
}

static double complex chart(double complex w)
{
    return clog(w);
}

static rmt_terms terms(double complex w, rmt_cauchy cauchy)
{
    const double complex inverse = 1 / (w * cauchy.value), u = 1 - inverse;
    const double complex slope = (1 + w * cauchy.derivative / cauchy.value) * inverse;
    return (rmt_terms){u, slope, clog(w) + clog(u), 1 + slope / u};
}

static rmt_terms far_terms(double complex w, double complex a, double complex a_slope)
{
    const double complex u = a / w;
    return (rmt_terms){u, a_slope - u, clog(w) + clog(u), w * a_slope / a};
}

static double complex result(double complex z, double complex u)
{
    return 1 / (z * (1 - u));
}

static double complex guess(double complex z, double other_mean)
{
    return clog(z / other_mean);
}

static void join(const double a[2], const double slope[2], int outer, double v, double *z, double *z_slope)
{
    const double product = a[0] * a[1];
    *z = product;
    *z_slope = slope[0] * a[1] + a[0] * slope[1];
    if (outer != 1) {
        const double factor = outer == 2 ? (1 + v) / v : v / (1 + v);
        *z = product * factor;
        *z_slope = *z_slope * factor - (outer - 1) * product * factor / (v * (1 + v));
    }
}

static double atom(double first, double second)
{
    return first * second;
}

static double unit(double place)
{
    return place;
}

const rmt_convolution_operation rmt_convolution_multiply = {
    .name = "multiply",
    .doc = "the free product: eigenvalues of A^(1/2) U B U^T A^(1/2), A and B with no negative ones",
    .positive = true,
    .plane = plane,
    .chart = chart,
    .terms = terms,
    .far_terms = far_terms,
    .cauchy = result,
    .guess = guess,
    .join = join,
    .atom = atom,
    .unit = unit,
};
