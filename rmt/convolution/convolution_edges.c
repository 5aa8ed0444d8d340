/* The holes in the support of a free convolution: images of {v : dz/dv < 0} on the pairs of gaps of the two
 * measures (rmt/convolution/convolution.h), so that edges are zeros of dz/dv.
 *
 * dz/dv is one analytic function on each pair. It is sampled densely towards both ends, in asinh(v); a zero is
 * bracketed by its change of sign, and a minimum (maximum) between samples of one sign is followed to see
 * whether it dips below (rises above) zero, so that a gap, or a band, narrower than the sampling is not
 * lost. */
#include "rmt/convolution/convolution_gap.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum {
    COSINES = 96,
    DECADES = 6,
    SAMPLES = COSINES + 2 * DECADES,
    SAMPLES_MOST = 1600,
    REFINE_STEPS_MOST = 100
};

/* A zero of dz/dv whose z is that of the range's end but for this part of it is rounding. */
static const double end_tolerance = 1e-12;

/* Samples of dz/dv are dense enough where none is this part of its distance from 0 away from the mean of its
 * neighbours, in asinh; cells are not halved below the second width (in asinh of v). */
static const double bend_most = 0.2, cell_least = 1e-6;

typedef struct pair {
    const rmt_convolution_operation *operation;
    const rmt_gap *gap[2];
    int outer;
} pair;

typedef struct sample {
    double v, z, slope;
    double t[2]; /* where the gaps have v: samples nearby start from there */
} sample;

static sample sample_at(const pair *gaps, double v, const sample *nearby)
{
    sample at = {.v = v};
    double a[2], slope[2];
    for (int j = 0; j < 2; j++) {
        at.t[j] = rmt_gap_invert(gaps->gap[j], v, nearby != NULL ? nearby->t[j] : NAN);
        const rmt_gap_point point = rmt_gap_at(gaps->gap[j], at.t[j]);
        a[j] = point.a;
        slope[j] = point.a_slope / point.v_slope;
    }
    gaps->operation->join(a, slope, gaps->outer, v, &at.z, &at.slope);
    return at;
}

/* The zero of dz/dv between two samples of opposite signs, by regula falsi with halving (Illinois). */
static sample zero_between(const pair *gaps, sample a, sample b)
{
    double fa = a.slope, fb = b.slope;
    sample best = fabs(fa) < fabs(fb) ? a : b;
    for (int n = 0; n < REFINE_STEPS_MOST; n++) {
        double v = (a.v * fb - b.v * fa) / (fb - fa);
        if (!(v > fmin(a.v, b.v) && v < fmax(a.v, b.v)) || n % 3 == 2) {
            v = a.v + (b.v - a.v) / 2;
        }
        if (v == a.v || v == b.v || fabs(b.v - a.v) <= 4 * DBL_EPSILON * fabs(a.v)) {
            break;
        }
        const sample c = sample_at(gaps, v, &a);
        best = c;
        if (c.slope == 0) {
            break;
        }
        if ((c.slope < 0) == (a.slope < 0)) {
            a = c, fa = c.slope, fb /= 2;
        } else {
            b = c, fb = c.slope, fa /= 2;
        }
    }
    return best;
}

/* An extremum of the other sign between three samples of one sign whose middle is nearest to zero, by golden
 * section on slope (v^2 + unit^2), which has no pole. False when there is none. */
static bool dips(const pair *gaps, sample low, sample middle, sample high, double unit, sample *found)
{
    const double sign = middle.slope < 0 ? -1 : 1, golden = 0.3819660112501051;
    for (int n = 0; n < 40; n++) {
        const double v = high.v - middle.v > middle.v - low.v ? middle.v + golden * (high.v - middle.v)
                                                              : middle.v - golden * (middle.v - low.v);
        if (v == middle.v || v == low.v || v == high.v) {
            return false;
        }
        const sample at = sample_at(gaps, v, &middle);
        if (sign * at.slope < 0) {
            *found = at;
            return true;
        }
        const bool better = sign * at.slope * (v * v + unit * unit) <
                            sign * middle.slope * (middle.v * middle.v + unit * unit);
        const sample out = better ? middle : at; /* the new bracket's end */
        if (out.v < (better ? at.v : middle.v)) {
            low = out;
        } else {
            high = out;
        }
        middle = better ? at : middle;
    }
    return false;
}

/* How many of the two measures have an atom at 0: W = 0 at v = -1 for those without. */
static int zeros(const pair *gaps)
{
    return gaps->gap[0]->zero_atom + gaps->gap[1]->zero_atom;
}

/* z where a range of v ends at v_end, as end `upper` of the gaps or at a pole of z. */
static double limit_of_end(const pair *gaps, double v_end, bool upper, sample last)
{
    if (v_end == 0 && gaps->outer == 2) {
        return upper ? -INFINITY : INFINITY; /* z = 1/v + ... */
    }
    if (gaps->operation->positive && fabs(v_end + 1) < 1e-6) {
        /* z = W1 W2 v/(1 + v): 0 if both W are there, or one is at a hard edge, where W = (1 + v)^2 or
         * faster. */
        const bool hard = (gaps->gap[0]->pole[upper] && gaps->gap[0]->place[upper] == 0) ||
                          (gaps->gap[1]->pole[upper] && gaps->gap[1]->place[upper] == 0);
        return hard || (gaps->outer == 2 && zeros(gaps) == 0) ? 0 : last.z;
    }
    return gaps->gap[0]->pole[upper] && gaps->gap[1]->pole[upper]
               ? gaps->operation->atom(gaps->gap[0]->place[upper], gaps->gap[1]->place[upper])
               : last.z;
}

/* Where a run of negative slopes ends: at a zero of the slope before the `next` sample, or with the range. Two
 * atoms whose masses add to 1 have the slope tend to 0 at the range's end, where its sign is rounding: a zero
 * whose z is that of the end is none. */
static void end_of_run(const pair *gaps, double v_end, bool upper, sample last, const sample *next, double *z,
                       bool *soft)
{
    const double limit = limit_of_end(gaps, v_end, upper, last);
    *soft = false;
    *z = limit;
    if (next != NULL) {
        const double zero = zero_between(gaps, *next, last).z;
        const double scale = gaps->operation->positive ? gaps->gap[0]->place[upper] * gaps->gap[1]->place[upper]
                                                       : 1 / gaps->gap[0]->v_unit + 1 / gaps->gap[1]->v_unit;
        if (!(fabs(zero - limit) <= end_tolerance * scale)) {
            *soft = true;
            *z = zero;
        }
    }
}

/* dz/dv without its units and poles, on a scale that is linear near 0 and logarithmic far from it. */
static double height_of(const pair *gaps, const sample *at, double unit)
{
    const double size = gaps->operation->positive ? fabs(at->z) : 1;
    return asinh(8 * at->slope * (at->v * at->v + unit * unit) / size);
}

/* Puts samples between those where dz/dv turns faster than they show, until it does not. */
static size_t resolve(const pair *gaps, sample *samples, size_t n, double unit)
{
    sample finer[SAMPLES_MOST];
    for (bool again = true; again;) {
        again = false;
        size_t m = 0;
        double before = NAN, here = height_of(gaps, &samples[0], unit),
               after = height_of(gaps, &samples[1], unit);
        bool last = false; /* the samples on both sides of the last cell bend */
        for (size_t i = 0; i < n; i++) {
            const double least = fmin(fabs(here), fmin(fabs(before), fabs(after)));
            const bool bends = i > 0 && i + 1 < n &&
                               fabs(here - (before + after) / 2) > bend_most * (0.5 + least);
            const double left = i > 0 ? asinh(samples[i - 1].v / unit) : 0, right = asinh(samples[i].v / unit);
            if (i > 0 && (bends || last) && right - left > cell_least && m + n - i < SAMPLES_MOST) {
                const sample between = sample_at(gaps, unit * sinh((left + right) / 2), &samples[i]);
                if (isfinite(between.z) && isfinite(between.slope) && between.v > samples[i - 1].v &&
                    between.v < samples[i].v) {
                    finer[m++] = between;
                    again = true;
                }
            }
            finer[m++] = samples[i];
            last = bends;
            before = here;
            here = after;
            after = i + 2 < n ? height_of(gaps, &samples[i + 2], unit) : NAN;
        }
        for (size_t i = 0; i < m; i++) {
            samples[i] = finer[i];
        }
        n = m;
    }
    return n;
}

static hodo_status add_hole(rmt_hole *holes, size_t *count, rmt_hole found, hodo_error *error)
{
    if (*count == RMT_HOLES_MOST) {
        return hodo_fail(error, HODO_NUMERIC,
                         "more than %d gaps in a convolution's support: give smoother measures",
                         RMT_HOLES_MOST);
    }
    holes[(*count)++] = found;
    return HODO_OK;
}

/* The holes on one range of v without poles inside. */
static hodo_status search_range(const pair *gaps, double v_lower, double v_upper, double unit, rmt_hole *holes,
                                size_t *count, hodo_error *error)
{
    const double first = asinh(v_lower / unit), last = asinh(v_upper / unit);
    sample samples[SAMPLES_MOST];
    size_t n = 0;
    for (int i = 0; i < SAMPLES; i++) {
        double part = i < DECADES             ? pow(10, i - DECADES - 4)
                      : i < DECADES + COSINES ? (1 - cos(M_PI * (i - DECADES + 0.5) / COSINES)) / 2
                                              : 1 - pow(10, DECADES + COSINES - i - 5);
        const double v = unit * sinh(first + (last - first) * part);
        if (v > v_lower && v < v_upper && (n == 0 || v > samples[n - 1].v)) {
            samples[n] = sample_at(gaps, v, n > 0 ? &samples[n - 1] : NULL);
            n += isfinite(samples[n].z) && isfinite(samples[n].slope) ? 1 : 0;
        }
    }
    n = n > 2 ? resolve(gaps, samples, n, unit) : n;
    /* Turning points that the samples straddle. */
    for (size_t i = 1; i + 1 < n && n < SAMPLES_MOST; i++) {
        const double sign = samples[i].slope < 0 ? -1 : 1;
        double height[3];
        for (size_t k = 0; k < 3; k++) {
            const double v = samples[i + k - 1].v;
            height[k] = sign * samples[i + k - 1].slope * (v * v + unit * unit);
        }
        sample found;
        if (height[0] > height[1] && height[2] > height[1] && height[0] > 0 &&
            dips(gaps, samples[i - 1], samples[i], samples[i + 1], unit, &found)) {
            const size_t at = found.v < samples[i].v ? i : i + 1;
            for (size_t k = n; k > at; k--) {
                samples[k] = samples[k - 1];
            }
            samples[at] = found;
            n++;
            i++;
        }
    }
    for (size_t i = 0; i < n;) {
        if (samples[i].slope >= 0) {
            i++;
            continue;
        }
        size_t end = i;
        while (end + 1 < n && samples[end + 1].slope < 0) {
            end++;
        }
        /* z descends in v. */
        rmt_hole found;
        end_of_run(gaps, v_lower, false, samples[i], i > 0 ? &samples[i - 1] : NULL, &found.upper,
                   &found.upper_soft);
        end_of_run(gaps, v_upper, true, samples[end], end + 1 < n ? &samples[end + 1] : NULL, &found.lower,
                   &found.lower_soft);
        const hodo_status status = add_hole(holes, count, found, error);
        if (status != HODO_OK) {
            return status;
        }
        i = end + 1;
    }
    return HODO_OK;
}

hodo_status rmt_holes_find(const rmt_gap *first, const rmt_gap *second, rmt_hole *holes, size_t *count,
                           hodo_error *error)
{
    const pair here = {first->operation, {first, second}, first->outer + second->outer}, *gaps = &here;
    const double lower = fmax(gaps->gap[0]->v[0], gaps->gap[1]->v[0]);
    const double upper = fmin(gaps->gap[0]->v[1], gaps->gap[1]->v[1]);
    const double unit = fmin(gaps->gap[0]->v_unit, gaps->gap[1]->v_unit);
    const double poles[] = {-1, 0};
    /* Where z(v) is infinite, or 0 with W1 = W2 = 0. */
    const bool positive = gaps->operation->positive;
    const bool outer_zero = (gaps->gap[0]->outer && gaps->gap[0]->zero_atom) ||
                            (gaps->gap[1]->outer && gaps->gap[1]->zero_atom);
    const bool is_pole[] = {positive && (gaps->outer == 2 ? zeros(gaps) != 1 : gaps->outer == 0 || outer_zero),
                            positive ? gaps->outer == 2 : gaps->outer != 1};
    double from = lower;
    hodo_status status = HODO_OK;
    for (size_t p = 0; p < 3 && status == HODO_OK; p++) {
        const double to = p == 2 ? upper : poles[p];
        if (p < 2 && !(is_pole[p] && to > lower && to < upper)) {
            continue;
        }
        if (from < to) {
            status = search_range(gaps, from, to, unit, holes, count, error);
        }
        from = to;
    }
    return status;
}
