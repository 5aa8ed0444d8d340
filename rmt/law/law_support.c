#include "rmt/law/law_support.h"

#include <math.h>

enum {
    OCTAVES = 48,       /* places of the peak that are tried, 2^-48 .. 2^48 from the finite end or 0 */
    FINE = 64,          /* places an octave when octaves alone show nothing */
    CLIMB_STEPS = 400,
    DOUBLINGS = 80,
    HALVINGS = 8,       /* of the last doubling: a tighter end makes shorter series */
};

typedef struct peak {
    double place, density;
    double width; /* a step within which the density changes by half */
} peak;

static hodo_status density_at(const rmt_law *law, const rmt_interval *interval, double x, double *density,
                              hodo_error *error)
{
    *density = 0;
    return x > interval->lower && x < interval->upper ? law->row->density(law, &x, 1, density, error) : HODO_OK;
}

/* The best of the places base +- 2^(j/steps). */
static hodo_status scan(const rmt_law *law, const rmt_interval *interval, int steps, peak *best,
                        hodo_error *error)
{
    const double base = isfinite(interval->lower)   ? interval->lower
                        : isfinite(interval->upper) ? interval->upper
                                                    : 0;
    for (int j = -OCTAVES * steps; j <= OCTAVES * steps; j++) {
        const double step = exp2((double)j / steps);
        for (int sign = -1; sign <= 1; sign += 2) {
            double density;
            const hodo_status status = density_at(law, interval, base + sign * step, &density, error);
            if (status != HODO_OK) {
                return status;
            }
            if (density > best->density) {
                *best = (peak){base + sign * step, density, step / (2 * steps)};
            }
        }
    }
    return HODO_OK;
}

/* Uphill by steps that halve when neither side is higher, until both sides are at least half as high. */
static hodo_status climb(const rmt_law *law, const rmt_interval *interval, peak *top, hodo_error *error)
{
    for (int step = 0; step < CLIMB_STEPS; step++) {
        double left, right;
        hodo_status status = density_at(law, interval, top->place - top->width, &left, error);
        if (status == HODO_OK) {
            status = density_at(law, interval, top->place + top->width, &right, error);
        }
        if (status != HODO_OK) {
            return status;
        }
        if (left > top->density || right > top->density) {
            top->place += left > right ? -top->width : top->width;
            top->density = fmax(left, right);
        } else if (fmin(left, right) >= top->density / 2) {
            return HODO_OK;
        } else {
            top->width /= 2;
        }
    }
    return HODO_OK; /* a peak at a finite end, perhaps; the width is then small, which only costs doublings */
}

/* The end towards `sign` infinity. */
static hodo_status find_end(const rmt_law *law, const rmt_interval *interval, const peak *top, int sign,
                            double *end, hodo_error *error)
{
    double inside = 0, outside = top->width, density = 0;
    int doublings = 0;
    for (; doublings < DOUBLINGS; doublings++) {
        const hodo_status status = density_at(law, interval, top->place + sign * outside, &density, error);
        if (status != HODO_OK) {
            return status;
        }
        if (!(density > RMT_NEGLIGIBLE_DENSITY * top->density)) {
            break;
        }
        inside = outside;
        outside *= 2;
    }
    if (doublings == DOUBLINGS) {
        return hodo_fail(error, HODO_NUMERIC, "the density of %s is still %.3g at %.3g: its tail is too heavy",
                         law->row->name, density, top->place + sign * outside);
    }
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (inside + outside) / 2;
        const hodo_status status = density_at(law, interval, top->place + sign * middle, &density, error);
        if (status != HODO_OK) {
            return status;
        }
        *(density > RMT_NEGLIGIBLE_DENSITY * top->density ? &inside : &outside) = middle;
    }
    *end = top->place + sign * outside;
    return HODO_OK;
}

static hodo_status truncate_interval(const rmt_law *law, rmt_interval *interval, hodo_error *error)
{
    const rmt_interval whole = *interval;
    peak top = {0, 0, 0};
    hodo_status status = scan(law, &whole, 1, &top, error);
    if (status == HODO_OK && !(top.density > 0)) {
        status = scan(law, &whole, FINE, &top, error);
    }
    if (status == HODO_OK && !(top.density > 0)) {
        status = hodo_fail(error, HODO_NUMERIC, "no place with a density was found for %s within 2^%d of 0",
                           law->row->name, OCTAVES);
    }
    if (status == HODO_OK) {
        status = climb(law, &whole, &top, error);
    }
    if (status == HODO_OK && isinf(whole.lower)) {
        interval->lower_exponent = 0;
        status = find_end(law, &whole, &top, -1, &interval->lower, error);
    }
    if (status == HODO_OK && isinf(whole.upper)) {
        interval->upper_exponent = 0;
        status = find_end(law, &whole, &top, 1, &interval->upper, error);
    }
    return status;
}

hodo_status rmt_law_support(const rmt_law *law, rmt_interval *interval, hodo_error *error)
{
    for (size_t i = 0; i < law->interval_count; i++) {
        interval[i] = law->intervals[i];
        if (isinf(interval[i].lower) || isinf(interval[i].upper)) {
            const hodo_status status = truncate_interval(law, &interval[i], error);
            if (status != HODO_OK) {
                return status;
            }
        }
    }
    return HODO_OK;
}
