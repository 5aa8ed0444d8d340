#include "experiments/gamma-eta/toy_boundary.h"

#include <math.h>

static toy_end train(const toy_line *line, double log_eta)
{
    return toy_train(line->model, line->loss, line->gamma, exp(log_eta), line->steps);
}

/* Between low, which ends as `outcome`, and high, which ends as `above`: halves, and gives the end at high. */
static toy_outcome bisect_outcome(const toy_line *line, toy_outcome outcome, toy_outcome above, double *low,
                                  double *high)
{
    for (int k = 0; k < TOY_BOUNDARY_STEPS; k++) {
        const double middle = (*low + *high) / 2;
        const toy_outcome here = train(line, middle).outcome;
        if (here == outcome) {
            *low = middle;
        } else {
            *high = middle;
            above = here;
        }
    }
    return above;
}

static double bisect_onset(const toy_line *line, double low, double high)
{
    for (int k = 0; k < TOY_BOUNDARY_STEPS; k++) {
        const double middle = (low + high) / 2;
        *(train(line, middle).rose ? &high : &low) = middle;
    }
    return exp((low + high) / 2);
}

static bool learns(const toy_interval *interval)
{
    return interval->outcome == TOY_LEARNED || interval->outcome == TOY_CATAPULT;
}

static void part(const toy_interval *intervals, size_t count, toy_boundaries *boundaries)
{
    bool failed = false;
    for (size_t i = 0; i < count; i++) {
        const toy_interval *here = &intervals[i];
        if (learns(here)) {
            if (isnan(boundaries->slowest) && i > 0) {
                boundaries->slowest = here->low;
            }
            boundaries->last_learned = i + 1 < count ? here->high : NAN;
        } else if (!isnan(boundaries->slowest) && !failed) {
            boundaries->failure = here->low;
            failed = true;
        }
        if (here->outcome == TOY_DIVERGED && isnan(boundaries->divergence) && i > 0) {
            boundaries->divergence = here->low;
        }
    }
}

size_t toy_scan(const toy_line *line, double eta_low, double eta_high, int64_t per_decade, size_t most,
                toy_interval *intervals, toy_boundaries *boundaries)
{
    const double first = log(eta_low), last = log(eta_high);
    const int64_t steps = (int64_t)ceil((last - first) / M_LN10 * (double)per_decade);
    *boundaries = (toy_boundaries){NAN, NAN, NAN, NAN, NAN};
    toy_end end = train(line, first);
    double at = first;
    size_t count = 1;
    intervals[0] = (toy_interval){eta_low, eta_high, end.outcome};
    for (int64_t k = 1; k <= steps; k++) {
        const double next = first + (last - first) * (double)k / (double)steps;
        const toy_end there = train(line, next);
        if (there.rose && !end.rose && isnan(boundaries->onset)) {
            boundaries->onset = bisect_onset(line, at, next);
        }
        double low = at;
        while (count < most && intervals[count - 1].outcome != there.outcome) {
            double high = next;
            toy_outcome above = bisect_outcome(line, intervals[count - 1].outcome, there.outcome, &low, &high);
            if (count + 1 == most || next - high < (next - at) * 1e-3) {
                above = there.outcome; /* a fractal edge is not followed for ever */
            }
            const double change = exp((low + high) / 2);
            intervals[count - 1].high = change;
            intervals[count++] = (toy_interval){change, eta_high, above};
            low = high;
        }
        end = there;
        at = next;
    }
    part(intervals, count, boundaries);
    return count;
}
