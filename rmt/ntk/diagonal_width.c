#include "rmt/ntk/diagonal_width.h"

double rmt_tangent_diagonal_variance(double delta, const double *widths, size_t depth)
{
    const double q = 1 + 4 * delta * (1 - delta), l = (double)depth;
    double sum = 0;
    for (size_t j = 1; j < depth; j++) {
        const double below = (double)j / l, above = 1 - below; /* shares of the terms that see xi_j, zeta_j */
        sum += ((3 * q - 1) * (above * above + below * below) + 2 * (q - 1) * below * above) / widths[j - 1];
    }
    return sum;
}
