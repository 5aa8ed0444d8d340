/* Estimates with standard errors from independent draws: what claims are made of.
 *
 * `draws - 1` is the number of degrees of freedom of the standard error, so that an estimate's three numbers go
 * into a hodo_claim as they are. Too few draws give a NaN standard error, and a claim on fewer than two is too
 * noisy; on any other NaN it differs: nothing passes for want of data. Draws must be independent: average over
 * what shares a network first.
 *
 * The rate of HODO_FALSE_ALARM is exact for normal draws. Of a thousand true claims fell, in 200000 trials
 * each: the mean of 5, 10, 20, 40, 80 uniform draws 3.4, 2.6, 1.7, 1.3, 1.1; their median 1.0, 1.8, 1.1, 0.5,
 * 0.6; the median of Cauchy draws at most 0.2.
 */
#ifndef HODO_LAB_ESTIMATE_H
#define HODO_LAB_ESTIMATE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A number with its standard error. */
typedef struct hodo_estimate {
    double value;          /* NaN where there are too few draws for one */
    double standard_error; /* NaN where draws < 2 */
    size_t draws;          /* degrees of freedom + 1 */
} hodo_estimate;

/* The mean of draws (count,): sum x / n, with sqrt(s^2 / n), s^2 the unbiased variance. */
hodo_estimate hodo_estimate_mean(const double *draws, size_t count);

/* The median of heavy-tailed draws (count,). Its standard error is half the distance of the order statistics
 * of ranks c and n + 1 - c, c = round((n + 1)/2 - sqrt n), over the normal quantile of their exact binomial
 * coverage (Price and Bonett 2001): it needs no density and no moments. It is the noisier for that, and has
 * about sqrt n degrees of freedom only: `draws` of the estimate is the smaller for it (24 draws count as 8).
 * Nothing is sorted in place. NaN when a draw is one, or memory is short. */
hodo_estimate hodo_estimate_median(const double *draws, size_t count);

/* The slope b of y = a + b x by least squares, x and y (count,), n - 2 degrees of freedom. inverse_variances
 * weighs the points (NULL: all alike, their variance estimated from the residuals); with weights the
 * standard error is that of the weights, enlarged by sqrt(chi^2 / (n - 2)) where the scatter is larger than
 * they say. */
hodo_estimate hodo_estimate_slope(const double *x, const double *y, const double *inverse_variances,
                                  size_t count);

/* mean(y) / mean(x) of paired draws (count,); the standard error is of first order (delta method). */
hodo_estimate hodo_estimate_ratio(const double *y, const double *x, size_t count);

#ifdef __cplusplus
}
#endif

#endif
