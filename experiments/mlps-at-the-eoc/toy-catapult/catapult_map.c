#include "experiments/mlps-at-the-eoc/toy-catapult/catapult_map.h"

#include <math.h>

/* excerpt: map */
catapult catapult_step(catapult at, double eta)
{
    const double product = eta * at.sharpness, step = eta * at.output;
    return (catapult){(1 - product + step * step) * at.output, at.sharpness + step * at.output * (product - 4)};
}
/* end: map */

catapult catapult_step_without(catapult at, double eta)
{
    const double product = eta * at.sharpness;
    return (catapult){(1 - product) * at.output, at.sharpness + eta * at.output * at.output * (product - 4)};
}

double catapult_ratio(catapult at) { return at.output / at.sharpness; }

bool catapult_settled(catapult at, double eta)
{
    const double product = eta * at.sharpness, step = eta * at.output;
    return product > 0 && product < 2 && 4 * step * step < CATAPULT_SETTLED * product * product * (2 - product);
}

double catapult_end(catapult at, double eta, size_t most, catapult (*step)(catapult, double))
{
    for (size_t t = 0; t < most && isfinite(at.output) && isfinite(at.sharpness); t++) {
        if (catapult_settled(at, eta)) {
            return eta * at.sharpness;
        }
        at = step(at, eta);
    }
    return NAN;
}

double catapult_rate(double c) { return 2 * log(4 / c); }

double catapult_exponent(double c) { return 2 * log((sqrt(c * c - 4) + 2 * sqrt(c - 1)) / c); }

/* -int_0^1 log(1 - k^2 s^2) ds with k^2 = c (4 - c)/4. */
double catapult_uniform_rate(double c)
{
    const double square = c * (4 - c) / 4, k = sqrt(square);
    return 2 - log1p(-square) - log((1 + k) / (1 - k)) / k;
}
