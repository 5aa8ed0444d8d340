#include "rmt/finite/active_units.h"

#include <stddef.h>

/* Terms below this fraction of the largest no longer change the sum. */
#define NEGLIGIBLE 0x1p-70

double rmt_active_mean_at(double probability, int64_t width, int64_t least,
                          double (*f)(double active, const void *context), const void *context)
{
    /* From the mode outwards, by the ratio of neighbours, in units of the largest term: what would
     * overflow in the binomial coefficient cancels against the sum of the weights. */
    const double odds = probability / (1 - probability);
    const int64_t middle = (int64_t)(probability * (double)width);
    const int64_t mode = middle > least ? middle : least;
    double total = 1, sum = f((double)mode, context), weight = 1;
    for (int64_t n = mode; n < width && weight > NEGLIGIBLE; n++) {
        weight *= odds * (double)(width - n) / (double)(n + 1);
        total += weight;
        sum += weight * f((double)(n + 1), context);
    }
    weight = 1;
    for (int64_t n = mode; n > least && weight > NEGLIGIBLE; n--) {
        weight *= (double)n / (double)(width - n + 1) / odds;
        total += weight;
        sum += weight * f((double)(n - 1), context);
    }
    return sum / total;
}

double rmt_active_mean(int64_t width, int64_t least, double (*f)(double active, const void *context),
                       const void *context)
{
    return rmt_active_mean_at(0.5, width, least, f, context);
}

static double inverse(double active, const void *context)
{
    (void)context;
    return 1 / (active - 2);
}

double rmt_active_inverse(int64_t width)
{
    return rmt_active_mean(width, RMT_LEAST_ACTIVE, inverse, NULL);
}

double rmt_active_inverse_at(double probability, int64_t width)
{
    return probability < 1 ? rmt_active_mean_at(probability, width, RMT_LEAST_ACTIVE, inverse, NULL)
                           : inverse((double)width, NULL);
}
