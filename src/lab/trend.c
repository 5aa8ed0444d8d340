#include "lab/trend.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static const char *const names[HODO_TREND_VERDICTS] = {[HODO_TREND_CONSTANT] = "constant",
                                                       [HODO_TREND_GROWS] = "grows",
                                                       [HODO_TREND_VANISHES] = "vanishes",
                                                       [HODO_TREND_UNDECIDED] = "undecided"};

const char *hodo_trend_verdict_name(hodo_trend_verdict verdict)
{
    return (unsigned)verdict < HODO_TREND_VERDICTS ? names[verdict] : "unknown";
}

double hodo_trend_slope(const double *x, const double *values, size_t count, double least, double most)
{
    /* Sums of one pass: of points (log2 x, log2 value), about the first of them. */
    double start = NAN, first_finite = INFINITY, n = 0.0, u = 0.0, v = 0.0, uu = 0.0, uv = 0.0;
    bool diverges = false, dies = false;
    for (size_t i = 0; i < count; i++) {
        if (!(x[i] >= least && x[i] <= most)) {
            continue;
        }
        if (isnan(values[i])) {
            return NAN;
        }
        const double at = log2(x[i]), log_value = log2(values[i]);
        if (!isfinite(log_value)) {
            diverges = diverges || values[i] > 0.0;
            dies = dies || values[i] == 0.0;
            continue;
        }
        start = isnan(start) ? at : start;
        first_finite = fmin(first_finite, at);
        n += 1.0, u += at - start, v += log_value, uu += (at - start) * (at - start),
            uv += (at - start) * log_value;
    }
    for (size_t i = 0; i < count && (diverges || dies); i++) {
        if (x[i] >= least && x[i] <= most && log2(x[i]) < first_finite) {
            return NAN; /* what is not finite comes first */
        }
    }
    if (diverges || dies) {
        return diverges ? INFINITY : -INFINITY;
    }
    const double spread = uu - u * u / n;
    return n >= 2.0 && spread > 0.0 ? (uv - u * v / n) / spread : NAN;
}

/* Some seeds diverge or die. */
static hodo_trend_verdict judge_infinite(const double *slopes, size_t seeds, double bound)
{
    bool all_grow = true, all_vanish = true;
    for (size_t i = 0; i < seeds; i++) {
        all_grow = all_grow && slopes[i] > bound;
        all_vanish = all_vanish && slopes[i] < -bound;
    }
    return all_grow ? HODO_TREND_GROWS : all_vanish ? HODO_TREND_VANISHES : HODO_TREND_UNDECIDED;
}

static bool any(const double *slopes, size_t seeds, bool infinite)
{
    bool found = false;
    for (size_t i = 0; i < seeds; i++) {
        found = found || (infinite ? isinf(slopes[i]) : isnan(slopes[i]));
    }
    return found;
}

hodo_trend hodo_trend_judge(const double *slopes, size_t seeds, const hodo_trend_rule *rule)
{
    hodo_trend trend = {.slope = hodo_estimate_mean(slopes, seeds),
                        .low = NAN,
                        .high = NAN,
                        .margin = INFINITY,
                        .verdict = HODO_TREND_UNDECIDED};
    if (seeds < 2 || any(slopes, seeds, false)) {
        return trend;
    }
    if (any(slopes, seeds, true)) {
        trend.verdict = judge_infinite(slopes, seeds, rule->bound);
    } else {
        const double tail = rule->false_alarm / 2.0, freedom = (double)(seeds - 1);
        const double wide =
            gsl_cdf_tdist_Qinv(tail / (double)rule->count, freedom) * trend.slope.standard_error;
        const double narrow = gsl_cdf_tdist_Qinv(tail, freedom) * trend.slope.standard_error;
        trend.low = trend.slope.value - wide;
        trend.high = trend.slope.value + wide;
        trend.margin =
            fmax(trend.slope.value, rule->may_vanish ? -INFINITY : -trend.slope.value) + narrow - rule->bound;
        trend.verdict = trend.low > rule->bound     ? HODO_TREND_GROWS
                        : trend.high < -rule->bound ? HODO_TREND_VANISHES
                        : trend.margin <= 0.0       ? HODO_TREND_CONSTANT
                                                    : HODO_TREND_UNDECIDED;
    }
    if (rule->may_vanish && trend.verdict == HODO_TREND_VANISHES) {
        trend.verdict = HODO_TREND_CONSTANT;
        trend.margin = fmin(trend.margin, -rule->bound);
    }
    return trend;
}

/* The worse, the higher. */
static int rank(hodo_trend_verdict verdict)
{
    return verdict == HODO_TREND_CONSTANT ? 0 : verdict == HODO_TREND_UNDECIDED ? 1 : 2;
}

hodo_trend_verdict hodo_trend_worst(const hodo_trend *trends, size_t count, size_t *which)
{
    size_t worst = 0;
    for (size_t i = 1; i < count; i++) {
        const int against = rank(trends[i].verdict) - rank(trends[worst].verdict);
        if (against > 0 || (against == 0 && trends[i].margin > trends[worst].margin)) {
            worst = i;
        }
    }
    if (which != NULL) {
        *which = worst;
    }
    return trends[worst].verdict;
}
