#include "experiments/gamma-eta/finite_gamma.h"

#include "experiments/gamma-eta/landscape.h"

#include <math.h>

static double log_max(double gamma, double depth)
{
    return 2 * log10(gamma) + (2 / depth - 2) * log10(1 + gamma);
}

static double log_min(double gamma, double depth)
{
    const double grown = 1 + gamma * (1 - sqrt(LANDSCAPE_LEARNED_RATIO));
    const double time = depth > 2 ? 1 - pow(grown, 2 / depth - 1) : log(grown);
    return log10(gamma) + log10(time);
}

/* |slope - limit|; the means first, so that the sums do not cancel. */
static double difference(double (*of)(double, double), double limit, const double *gammas, size_t count,
                         double depth)
{
    double x = 0, y = 0, xx = 0, xy = 0;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (gammas[i] > 1) {
            x += log10(gammas[i]);
            y += of(gammas[i], depth);
            used++;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (gammas[i] > 1) {
            const double dx = log10(gammas[i]) - x / (double)used;
            xx += dx * dx;
            xy += dx * (of(gammas[i], depth) - y / (double)used);
        }
    }
    return used < 2 ? 0 : fabs(xy / xx - limit);
}

double finite_gamma_of_max(const double *gammas, size_t count, size_t depth)
{
    return difference(log_max, 2 / (double)depth, gammas, count, (double)depth);
}

double finite_gamma_of_min(const double *gammas, size_t count, size_t depth)
{
    return difference(log_min, 1, gammas, count, (double)depth);
}
