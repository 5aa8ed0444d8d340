#include "rmt/convolution/convolution_gap.h"

#include <math.h>

enum { INVERT_STEPS_MOST = 200 };

/* v is infinite at atoms and hard edges. A gap ends this much before them, in parts of its length and of the
 * atom's mass: v is then 1e8 in its unit, and W is still right to 8 digits there. */
static const double infinite = 1e7; /* of G times the gap's length */
static const double atom_distance = 1e-8, hard_distance = 1e-11;

static rmt_gap_point far_point(const rmt_gap *gap, double t)
{
    const double r = gap->far.radius, y = t * r;
    const rmt_far_point far = rmt_far_at(&gap->far, y);
    const double d = creal(far.d), d_slope = creal(far.d_slope), b = creal(far.b), b_slope = creal(far.b_slope);
    rmt_gap_point point;
    if (gap->operation->positive) {
        const double c = gap->far.centre / r, n = c * d + b, n_slope = c * d_slope + b_slope;
        point.v = y * n;
        point.v_slope = (n + y * n_slope) * r;
    } else {
        point.v = t * d;
        point.v_slope = d + y * d_slope;
    }
    point.a = creal(far.a);
    point.a_slope = creal(far.a_slope) * r;
    return point;
}

rmt_gap_point rmt_gap_at(const rmt_gap *gap, double t)
{
    const double w = gap->outer ? gap->far.centre + 1 / t : -t;
    if (gap->outer && (t == 0 || rmt_far_reaches(&gap->far, w))) {
        return far_point(gap, t);
    }
    const double w_slope = gap->outer ? -1 / (t * t) : -1;
    const rmt_cauchy cauchy = rmt_measure_cauchy(gap->measure, w);
    const double g = creal(cauchy.value), g_slope = creal(cauchy.derivative);
    rmt_gap_point point;
    point.v = gap->operation->positive ? w * g - 1 : g;
    point.v_slope = (gap->operation->positive ? g + w * g_slope : g_slope) * w_slope;
    point.a = gap->outer ? w - 1 / g : w;
    point.a_slope = (gap->outer ? 1 + g_slope / (g * g) : 1) * w_slope;
    return point;
}

double rmt_gap_invert(const rmt_gap *gap, double v, double nearby)
{
    double lower = gap->t[0], upper = gap->t[1];
    double t = nearby > lower && nearby < upper ? nearby : (lower + upper) / 2;
    for (int n = 0; n < INVERT_STEPS_MOST; n++) {
        const rmt_gap_point point = rmt_gap_at(gap, t);
        if (point.v < v) {
            lower = t;
        } else {
            upper = t;
        }
        /* Newton on v, or on 1/v where v is large, as it has poles at atoms. */
        const bool pole = fabs(v) > gap->v_unit && point.v * v > 0;
        double next = t + (v - point.v) / point.v_slope * (pole ? point.v / v : 1);
        if (!(next > lower && next < upper)) {
            next = (lower + upper) / 2;
        }
        if (fabs(next - t) <= 2e-16 * fabs(t) || next <= lower || next >= upper) {
            return next;
        }
        t = next;
    }
    return t;
}

/* An end of a gap, at `place`, where an atom of this mass or an interval is; inward is the way into the gap on
 * the line of W. */
static void set_end(rmt_gap *gap, bool upper, double place, double inward, double mass, double length)
{
    double w = place;
    gap->pole[upper] = mass > 0 ||
                       !(fabs(creal(rmt_measure_cauchy(gap->measure, place).value)) * length < infinite);
    if (gap->pole[upper]) {
        w += inward *
             fmax((mass > 0 ? atom_distance * mass : hard_distance) * length, hard_distance * fabs(place));
    }
    gap->place[upper] = place;
    gap->t[upper] = gap->outer ? 1 / (w - gap->far.centre) : -w;
    gap->v[upper] = rmt_gap_at(gap, gap->t[upper]).v;
}

/* A part of the support: an interval (with others that touch it) or an atom outside all intervals. */
typedef struct part {
    double lower, upper;
    double mass; /* of a lone atom; 0 otherwise */
} part;

static void insert(part *parts, size_t *count, double lower, double upper, double mass)
{
    size_t at = *count;
    for (size_t i = 0; i < *count; i++) {
        if (lower <= parts[i].upper && upper >= parts[i].lower) { /* touches: an atom at an edge, or inside */
            parts[i].lower = fmin(parts[i].lower, lower);
            parts[i].upper = fmax(parts[i].upper, upper);
            return;
        }
        if (upper < parts[i].lower && at == *count) {
            at = i;
        }
    }
    for (size_t i = *count; i > at; i--) {
        parts[i] = parts[i - 1];
    }
    parts[at] = (part){lower, upper, mass};
    (*count)++;
}

hodo_status rmt_gaps_find(const rmt_measure *measure, const rmt_convolution_operation *operation, rmt_gap *gaps,
                          size_t *count, hodo_error *error)
{
    part parts[RMT_GAPS_MOST];
    size_t part_count = 0, interval_count, atom_count;
    const rmt_interval *intervals = rmt_measure_intervals(measure, &interval_count);
    const rmt_atom *atoms = rmt_measure_atoms(measure, &atom_count);
    for (size_t i = 0; i < interval_count; i++) {
        insert(parts, &part_count, intervals[i].lower, intervals[i].upper, 0);
    }
    bool zero_atom = false;
    for (size_t i = 0; i < atom_count; i++) {
        if (operation->positive && atoms[i].place == 0) {
            zero_atom = true;
            continue;
        }
        if (part_count == RMT_GAPS_MOST) {
            return hodo_fail(error, HODO_INVALID, "a support of more than %d parts: join some atoms",
                             RMT_GAPS_MOST);
        }
        insert(parts, &part_count, atoms[i].place, atoms[i].place, atoms[i].mass);
    }
    *count = part_count;
    for (size_t i = 0; i < part_count; i++) {
        /* Gap 0 is the outer one: from the last part through infinity to the first. */
        rmt_gap *gap = &gaps[i];
        const part *below = &parts[i == 0 ? part_count - 1 : i - 1], *above = &parts[i];
        *gap = (rmt_gap){.measure = measure, .operation = operation, .outer = i == 0, .zero_atom = zero_atom};
        if (gap->outer) {
            rmt_far_make(&gap->far, measure, above->lower, below->upper, operation->positive);
        }
        /* t ascends from the upper part down on an inner gap, from the first part through infinity on the
         * outer. */
        const double length = gap->outer ? gap->far.radius : above->lower - below->upper;
        gap->v_unit = operation->positive ? 1 : 1 / length;
        set_end(gap, false, above->lower, -1, above->mass, length);
        set_end(gap, true, below->upper, 1, below->mass, length);
    }
    return HODO_OK;
}
