#include "lab/claim.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* What the kinds differ in: how many sides a deviation has, its sign, and what a large one means. */
typedef struct kind_row {
    const char *name;
    double sides;
    int sign;   /* of the deviation that counts; 0: both */
    bool apart; /* a large deviation is what is claimed */
} kind_row;

static const kind_row kinds[] = {
    [HODO_CLAIM_EQUAL] = {"equal", 2.0, 0, false},
    [HODO_CLAIM_APART] = {"apart", 2.0, 0, true},
    [HODO_CLAIM_AT_MOST] = {"at most", 1.0, +1, false},
    [HODO_CLAIM_AT_LEAST] = {"at least", 1.0, -1, false},
};

static const char *const verdicts[] = {
    [HODO_AGREES] = "agrees", [HODO_DIFFERS] = "differs", [HODO_TOO_NOISY] = "too noisy"};

const char *hodo_verdict_name(hodo_verdict verdict)
{
    return verdicts[verdict];
}

const char *hodo_claim_kind_name(hodo_claim_kind kind)
{
    return kinds[kind].name;
}

static double quantile(double false_alarm, hodo_claim_kind kind, size_t draws)
{
    return draws < 2 ? NAN : gsl_cdf_tdist_Qinv(false_alarm / kinds[kind].sides, (double)(draws - 1));
}

double hodo_claim_quantile(hodo_claim_kind kind, size_t draws)
{
    return quantile(HODO_FALSE_ALARM, kind, draws);
}

double hodo_claim_worst_of(hodo_claim_kind kind, size_t draws, size_t count)
{
    return quantile(HODO_FALSE_ALARM / (double)count, kind, draws) / quantile(HODO_FALSE_ALARM, kind, draws);
}

/* Without two draws there is no standard error, and of no draw no mean: data are wanting, nothing is wrong. */
static bool wants_draws(const hodo_claim *claim)
{
    const bool nothing_measured = claim->draws == 0 && isnan(claim->measured);
    return claim->draws < 2 && isnan(claim->standard_error) && (nothing_measured || isfinite(claim->measured));
}

/* Why a claim is false before it is judged, or NULL. */
static const char *malformed(const hodo_claim *claim)
{
    if (!isfinite(claim->predicted)) {
        return "the predicted number is not finite";
    }
    if (!(claim->tolerance >= 0.0) || isinf(claim->tolerance)) {
        return "the tolerance is negative or not finite";
    }
    if (!(claim->resolution >= 0.0)) {
        return "the resolution is negative or not a number";
    }
    if (wants_draws(claim)) {
        return NULL;
    }
    if (!isfinite(claim->measured)) {
        return "the measured number is not finite";
    }
    if (!isfinite(claim->standard_error) || claim->standard_error < 0.0) {
        return "the standard error is negative or not finite";
    }
    return claim->standard_error > 0.0 && claim->draws < 2 ? "a standard error needs two draws" : NULL;
}

hodo_verdict hodo_claim_verdict(const hodo_claim *claim, const char **reason)
{
    const kind_row *kind = &kinds[claim->kind];
    const char *cause = malformed(claim);
    const bool wanting = cause == NULL && wants_draws(claim);
    if (reason != NULL) {
        *reason = wanting ? "fewer than two draws have no standard error: raise the repetitions" : cause;
    }
    if (cause != NULL || wanting) {
        return wanting ? HODO_TOO_NOISY : HODO_DIFFERS;
    }
    const double difference = claim->measured - claim->predicted;
    const double deviation = kind->sign == 0 ? fabs(difference) : kind->sign * difference;
    const double noise = claim->standard_error > 0.0
                             ? hodo_claim_quantile(claim->kind, claim->draws) * claim->standard_error
                             : 0.0;
    const double rounding = HODO_CLAIM_ROUNDING * fmax(fabs(claim->predicted), fabs(claim->measured));
    const bool large = deviation > claim->tolerance + noise + rounding, noisy = noise > claim->resolution;
    if (large) {
        return kind->apart ? HODO_AGREES : HODO_DIFFERS;
    }
    if (noisy) {
        return HODO_TOO_NOISY;
    }
    return kind->apart ? HODO_DIFFERS : HODO_AGREES;
}
