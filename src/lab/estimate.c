#include "lab/estimate.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Half the width of the interval of ranks behind the median's standard error, in standard deviations sqrt(n)/2
 * of the binomial: Price and Bonett's choice, wide enough that few draws still span it. */
static const double MEDIAN_SPAN = 2.0;

hodo_estimate hodo_estimate_mean(const double *draws, size_t count)
{
    hodo_estimate estimate = {NAN, NAN, count};
    if (count > 0) {
        estimate.value = gsl_stats_mean(draws, 1, count);
    }
    if (count > 1) {
        estimate.standard_error = sqrt(gsl_stats_variance_m(draws, 1, count, estimate.value) / (double)count);
    }
    return estimate;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

hodo_estimate hodo_estimate_median(const double *draws, size_t count)
{
    hodo_estimate estimate = {NAN, NAN, count};
    double *sorted = count > 0 ? malloc(count * sizeof *sorted) : NULL;
    if (sorted == NULL) {
        return estimate;
    }
    size_t numbers = 0;
    for (size_t i = 0; i < count; i++) {
        numbers += isnan(draws[i]) ? 0 : 1;
    }
    if (numbers == count) { /* the order of a NaN is none */
        memcpy(sorted, draws, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, compare);
        estimate.value = gsl_stats_median_from_sorted_data(sorted, 1, count);
    }
    if (numbers == count && count > 1) {
        const double n = (double)count;
        const double rank = round((n + 1.0) / 2.0 - MEDIAN_SPAN * sqrt(n) / 2.0);
        const size_t c = rank > 1.0 ? (size_t)rank : 1;
        /* The interval [x_(c), x_(n+1-c)] misses the true median when fewer than c draws fall on one side. */
        const double miss = 2.0 * gsl_cdf_binomial_P((unsigned)(c - 1), 0.5, (unsigned)count);
        const double quantile = gsl_cdf_ugaussian_Qinv(miss / 2.0);
        estimate.standard_error = (sorted[count - c] - sorted[c - 1]) / (2.0 * quantile);
        /* r gaps between neighbours are fewer than n - 1 squares. Of uniform draws they sum to Beta(r, n + 1 -
         * r), whose relative variance (n + 1 - r) / (r (n + 2)) is that of a standard error with as many
         * degrees of freedom: */
        const double r = n + 1.0 - 2.0 * (double)c;
        const double freedom = r * (n + 2.0) / (2.0 * (n + 1.0 - r));
        estimate.draws = 1 + (size_t)fmin(freedom, n - 1.0);
    }
    free(sorted);
    return estimate;
}

hodo_estimate hodo_estimate_slope(const double *x, const double *y, const double *inverse_variances,
                                  size_t count)
{
    hodo_estimate estimate = {NAN, NAN, count > 0 ? count - 1 : 0};
    if (count < 2) {
        return estimate;
    }
    double intercept, slope, cov00, cov01, cov11, scatter;
    const double freedom = (double)count - 2.0;
    if (inverse_variances == NULL) {
        (void)gsl_fit_linear(x, 1, y, 1, count, &intercept, &slope, &cov00, &cov01, &cov11, &scatter);
    } else {
        (void)gsl_fit_wlinear(x, 1, inverse_variances, 1, y, 1, count, &intercept, &slope, &cov00, &cov01,
                              &cov11, &scatter);
        cov11 *= fmax(1.0, scatter / freedom);
    }
    estimate.value = slope;
    estimate.standard_error = count > 2 ? sqrt(cov11) : NAN;
    return estimate;
}

hodo_estimate hodo_estimate_ratio(const double *y, const double *x, size_t count)
{
    hodo_estimate estimate = {NAN, NAN, count};
    if (count == 0) {
        return estimate;
    }
    const double mean_x = gsl_stats_mean(x, 1, count);
    estimate.value = gsl_stats_mean(y, 1, count) / mean_x;
    double squares = 0.0; /* of the residuals y - r x, whose mean is 0 */
    for (size_t i = 0; i < count; i++) {
        const double residual = y[i] - estimate.value * x[i];
        squares += residual * residual;
    }
    if (count > 1) {
        const double n = (double)count;
        estimate.standard_error = sqrt(squares / (n - 1.0) / n) / fabs(mean_x);
    }
    return estimate;
}
