/* The free sum: u = F(W) = 1/G(W), z = W1 + W2 - u (Biane 1998; Belinschi and Bercovici 2007, equation 2.3). */
#include "rmt/convolution/convolution_operation.h"

static double complex same(double complex x)
{
    return x;
}

static rmt_terms terms(double complex w, rmt_cauchy cauchy)
{
    const double complex u = 1 / cauchy.value, slope = -cauchy.derivative * u * u;
    return (rmt_terms){u, slope, w - u, 1 - slope};
}

static rmt_terms far_terms(double complex w, double complex a, double complex a_slope)
{
    return (rmt_terms){w - a, 1 - a_slope, a, a_slope};
}

static double complex result(double complex z, double complex u)
{
    (void)z;
    return 1 / u;
}

static double complex guess(double complex z, double other_mean)
{
    return z - other_mean;
}

static void join(const double a[2], const double slope[2], int outer, double v, double *z, double *z_slope)
{
    *z = a[0] + a[1];
    *z_slope = slope[0] + slope[1];
    if (outer != 1) {
        *z += (outer - 1) / v;
        *z_slope -= (outer - 1) / (v * v);
    }
}

static double atom(double first, double second)
{
    return first + second;
}

static double unit(double place)
{
    (void)place;
    return 1;
}

const rmt_convolution_operation rmt_convolution_add = {
    .name = "add",
    .doc = "the free sum: eigenvalues of A + U B U^T",
    .plane = same,
    .chart = same,
    .terms = terms,
    .far_terms = far_terms,
    .cauchy = result,
    .guess = guess,
    .join = join,
    .atom = atom,
    .unit = unit,
};
