#include "rmt/angle/sample_gram.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>

/* G_st and G_ts are two sums of the same products. */
#define SYMMETRY_ROUNDING (1024 * DBL_EPSILON)

static hodo_status check(const double *gram, size_t samples, hodo_error *error)
{
    if (samples == 0) {
        return hodo_fail(error, HODO_INVALID, "0 samples have no angle: give at least 1");
    }
    double trace = 0;
    for (size_t s = 0; s < samples; s++) {
        trace += gram[s * samples + s];
    }
    for (size_t s = 0; s < samples; s++) {
        for (size_t t = 0; t < s; t++) {
            const double below = gram[s * samples + t], above = gram[t * samples + s];
            if (!(fabs(below - above) <= SYMMETRY_ROUNDING * fmax(fabs(trace), fabs(below)))) {
                return hodo_fail(error, HODO_INVALID,
                                 "Gram matrix: entries (%zu, %zu) and (%zu, %zu) are %.17g and %.17g: give a "
                                 "symmetric one",
                                 s, t, t, s, below, above);
            }
        }
    }
    return HODO_OK;
}

static hodo_status check_mean(double lambda, hodo_error *error)
{
    return lambda > 0 && isfinite(lambda)
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID,
                           "the samples have mean kernel %.17g along their residuals: it must be positive and "
                           "finite, give a Gram matrix and residuals with that",
                           lambda);
}

hodo_status rmt_gram_tangent_square(const double *gram, const double *residuals, size_t samples, size_t outputs,
                                    double *tangent_square, hodo_error *error)
{
    hodo_status status = check(gram, samples, error);
    if (status != HODO_OK) {
        return status;
    }
    double form = 0, norm = 0;
    for (size_t s = 0; s < samples; s++) {
        for (size_t a = 0; a < outputs; a++) {
            const double r = residuals[s * outputs + a];
            norm += r * r;
            for (size_t t = 0; t < samples; t++) {
                form += r * gram[s * samples + t] * residuals[t * outputs + a];
            }
        }
    }
    const double lambda = form / norm;
    status = check_mean(lambda, error);
    if (status != HODO_OK) {
        return status;
    }
    double rest = 0; /* ||G R - lambda R||^2 */
    for (size_t s = 0; s < samples; s++) {
        for (size_t a = 0; a < outputs; a++) {
            double moved = -lambda * residuals[s * outputs + a];
            for (size_t t = 0; t < samples; t++) {
                moved += gram[s * samples + t] * residuals[t * outputs + a];
            }
            rest += moved * moved;
        }
    }
    *tangent_square = rest / norm / (lambda * lambda);
    return HODO_OK;
}

hodo_status rmt_gram_tangent_square_many(const double *gram, size_t samples, double *tangent_square,
                                         hodo_error *error)
{
    hodo_status status = check(gram, samples, error);
    if (status != HODO_OK) {
        return status;
    }
    double mean = 0, rest = 0;
    for (size_t s = 0; s < samples; s++) {
        mean += gram[s * samples + s] / (double)samples;
    }
    status = check_mean(mean, error);
    for (size_t s = 0; status == HODO_OK && s < samples; s++) {
        for (size_t t = 0; t < samples; t++) {
            const double off = gram[s * samples + t] - (s == t ? mean : 0);
            rest += off * off / (double)samples;
        }
    }
    *tangent_square = rest / (mean * mean);
    return status;
}

hodo_status rmt_gram_tangent_square_equal(int64_t samples, double correlation, double *tangent_square,
                                          hodo_error *error)
{
    if (samples < 1 || samples > RMT_SAMPLES_MOST) {
        return hodo_fail(error, HODO_INVALID, "%" PRId64 " samples are outside 1..%d", samples,
                         RMT_SAMPLES_MOST);
    }
    const double least = samples > 1 ? -1 / (double)(samples - 1) : -1;
    if (!(correlation >= least && correlation <= 1)) {
        return hodo_fail(error, HODO_INVALID,
                         "correlation %.17g of %" PRId64 " samples is outside [%.6g, 1]: no Gram matrix has it",
                         correlation, samples, least);
    }
    *tangent_square = (double)(samples - 1) * correlation * correlation;
    return HODO_OK;
}

double rmt_gram_stacked(double single_tangent_square, double gram_tangent_square)
{
    return single_tangent_square + gram_tangent_square * (1 + single_tangent_square);
}
