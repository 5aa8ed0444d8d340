/* The Marchenko-Pastur law that fits the bulk of a measured spectrum, and the eigenvalues above it.
 *
 * X is p x n with p <= n (transposed if need be), lambda = s^2 / n its squared singular values. If X is noise
 * of variance sigma^2 plus k strong directions, the p - k others are the spectrum of (p - k) x (n - k) noise.
 * sigma^2 is found from them by matching quantiles of the central half, corrected to first order in 1/p: no
 * outlier reaches it.
 *
 * lambda is an outlier when noise would have so large a largest eigenvalue, over the mean of all that are not
 * larger, with a probability below the false-alarm rate, by the Tracy-Widom law (beta = 1) with the centring
 * and scaling of Johnstone (2001) and Ma (2012) and the correction for an estimated mean of Nadler (2011). The
 * robust scale picks the candidates, the mean decides: it is the scale of least variance, and the only one
 * whose effect on the rate is known. The rate holds for Gaussian noise, and as p grows for entries with four
 * moments; that of matrices with heavier entries is not held, and shows in `distance`.
 */
#ifndef RMT_SPECTRUM_FIT_H
#define RMT_SPECTRUM_FIT_H

#include "base/status.h"
#include "rmt/law/law.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { RMT_SPECTRUM_LEAST = 8 }; /* singular values: fewer have no central half to speak of */

/* The fitted bulk and how many eigenvalues stand above it. */
typedef struct rmt_spectrum_fit {
    rmt_law *bulk;         /* Marchenko-Pastur of ratio (p - k) / (n - k), variance 1 */
    double ratio;          /* that ratio */
    double variance;       /* sigma^2 of an entry of X */
    double scale;          /* lambda = scale * (bulk's variable); sigma^2 (n - k) / n */
    double lower, upper;   /* edges of the bulk, in units of lambda */
    size_t outliers;       /* k: the last k of lambda */
    double distance;       /* Kolmogorov-Smirnov, of the p - k others from the bulk law */
} rmt_spectrum_fit;

/* lambda (p,) ascending, p <= n; 0 < false_alarm < 1/2. HODO_INVALID for p below RMT_SPECTRUM_LEAST, p > n, a
 * rate outside, or a spectrum whose central half is 0; HODO_NO_MEMORY; else as rmt_law_open, rmt_law_quantile
 * and rmt_tracy_widom_at. */
hodo_status rmt_spectrum_fit_bulk(const double *lambda, size_t p, size_t n, double false_alarm,
                                  rmt_spectrum_fit *fit, hodo_error *error);
void rmt_spectrum_fit_free(rmt_spectrum_fit *fit); /* the law that it holds */

/* *threshold <- the place, in units of lambda (p,), above which one more eigenvalue would be an outlier, of the
 * same arguments and their fit. HODO_NUMERIC, HODO_NO_MEMORY of the Tracy-Widom law. */
hodo_status rmt_spectrum_threshold(const double *lambda, size_t p, size_t n, double false_alarm,
                                   const rmt_spectrum_fit *fit, double *threshold, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
