#include "rmt/finite/outlier.h"

#include "rmt/finite/stieltjes.h"

#include <math.h>
#include <stdbool.h>

enum { STEPS = 200 };

hodo_status rmt_outlier_wigner(double theta, rmt_outlier *outlier, hodo_error *error)
{
    if (!(theta >= 0 && theta < INFINITY)) {
        return hodo_fail(error, HODO_INVALID,
                         "spike %g is outside [0, inf): give a strength (-theta mirrors it)", theta);
    }
    *outlier = (rmt_outlier){.threshold = 1, .place = 2, .overlap = 0};
    if (theta > 1) {
        outlier->place = theta + 1 / theta;
        outlier->overlap = (1 - 1 / theta) * (1 + 1 / theta);
    }
    return HODO_OK;
}

hodo_status rmt_outlier_wishart(double spike, double ratio, rmt_outlier *outlier, hodo_error *error)
{
    if (!(spike >= 1 && spike < INFINITY)) {
        return hodo_fail(error, HODO_INVALID,
                         "spike %g is outside [1, inf): give the population's eigenvalue, 1 is none", spike);
    }
    if (!(ratio > 0 && ratio < INFINITY)) {
        return hodo_fail(error, HODO_INVALID, "ratio %g is outside (0, inf): give dimensions over samples",
                         ratio);
    }
    const double root = sqrt(ratio), excess = spike - 1;
    *outlier = (rmt_outlier){.threshold = 1 + root, .place = (1 + root) * (1 + root), .overlap = 0};
    if (excess > root) {
        const double relative = root / excess; /* < 1 */
        outlier->place = spike * (1 + ratio / excess);
        outlier->overlap = (1 - relative) * (1 + relative) / (1 + ratio / excess);
    }
    return HODO_OK;
}

/* strength * H(edge + gap) = 1 for H = G (order 0) or T (order 1), 0 < gap <= most: Newton's method in the
 * square root of the gap, in which 1 / H is nearly a line at a soft edge, kept in a bracket. */
static hodo_status find_gap(const rmt_stieltjes *transform, int order, double strength, double most,
                            double *gap, double *slope, hodo_error *error)
{
    double lower = 0, upper = sqrt(most), root = upper / 2;
    for (int step = 0; step < STEPS; step++) {
        double value;
        rmt_stieltjes_at(transform, order, root * root, &value, slope);
        *gap = root * root;
        const double excess = 1 / value - strength, rate = -*slope / (value * value) * 2 * root;
        if (fabs(excess) <= 0x1p-51 * strength || upper - lower <= 0x1p-52 * upper) {
            return HODO_OK;
        }
        if (excess > 0) {
            upper = root;
        } else {
            lower = root;
        }
        const double newton = root - excess / rate;
        root = newton > lower && newton < upper ? newton : (lower + upper) / 2;
    }
    return hodo_fail(error, HODO_NUMERIC, "no outlier of strength %g found in %d steps: report this", strength,
                     STEPS);
}

/* Both kinds: threshold and gap; *slope the derivative of G or T there; *gap = 0 when there is no outlier. */
static hodo_status locate(const rmt_law *law, int order, double strength, rmt_outlier *outlier, double *slope,
                          hodo_error *error)
{
    rmt_stieltjes *transform;
    hodo_status status = rmt_stieltjes_open(law, &transform, error);
    if (status != HODO_OK) {
        return status;
    }
    const double edge = rmt_stieltjes_edge(transform);
    double value, gap = 0;
    if (order == 1 && rmt_stieltjes_lowest(transform) < 0) {
        status = hodo_fail(error, HODO_INVALID,
                           "%s reaches down to %g: a multiplicative spike needs a law on [0, inf)",
                           law->row->name, rmt_stieltjes_lowest(transform));
    } else {
        rmt_stieltjes_at(transform, order, 0, &value, slope);
        outlier->threshold = 1 / value;
        outlier->overlap = 0;
        if (strength > outlier->threshold) {
            /* G <= 1 / gap, T <= edge / gap. */
            status = find_gap(transform, order, strength, order == 0 ? strength : strength * edge, &gap, slope,
                              error);
        }
        outlier->place = edge + gap;
    }
    rmt_stieltjes_close(transform);
    return status;
}

hodo_status rmt_outlier_additive(const rmt_law *law, double theta, rmt_outlier *outlier, hodo_error *error)
{
    if (!(theta >= 0 && theta < INFINITY)) {
        return hodo_fail(error, HODO_INVALID, "spike %g is outside [0, inf): give a strength", theta);
    }
    double slope;
    const hodo_status status = locate(law, 0, theta, outlier, &slope, error);
    if (status == HODO_OK && theta > outlier->threshold) {
        outlier->overlap = -1 / (theta * theta * slope);
    }
    return status;
}

hodo_status rmt_outlier_multiplicative(const rmt_law *law, double spike, rmt_outlier *outlier,
                                       hodo_error *error)
{
    if (!(spike >= 1 && spike < INFINITY)) {
        return hodo_fail(error, HODO_INVALID,
                         "spike %g is outside [1, inf): give the population's eigenvalue, 1 is none", spike);
    }
    const double excess = spike - 1;
    double slope;
    const hodo_status status = locate(law, 1, excess, outlier, &slope, error);
    if (status == HODO_OK) {
        if (excess > outlier->threshold) {
            outlier->overlap = -spike / (excess * excess * outlier->place * slope);
        }
        outlier->threshold += 1;
    }
    return status;
}
