#include "experiments/jacobian-spectra/length_map.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

length_means length_means_erf(double q)
{
    const double peak = 4.0 / M_PI; /* of phi'^2 */
    return (length_means){asin(2.0 * q / (1.0 + 2.0 * q)) * 2.0 / M_PI, peak / sqrt(1.0 + 4.0 * q),
                          peak * peak / sqrt(1.0 + 8.0 * q)};
}

length_means length_means_hard_tanh(double q)
{
    const double a = 1.0 / sqrt(q), clipped = 2.0 * gsl_cdf_ugaussian_Q(a), p = 1.0 - clipped;
    return (length_means){q * (p - 2.0 * a * gsl_ran_ugaussian_pdf(a)) + clipped, p, p};
}

length_means length_means_relu(double q)
{
    return (length_means){q / 2.0, 0.5, 0.5};
}

double length_of_open_fraction(double p)
{
    const double a = gsl_cdf_ugaussian_Qinv((1.0 - p) / 2.0);
    return 1.0 / (a * a);
}
