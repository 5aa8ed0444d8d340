#include "train/rate_search.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const char *const ends[HODO_RATE_ENDS] = {
    [HODO_RATE_FOUND] = "found", [HODO_RATE_BELOW] = "below the grid", [HODO_RATE_ABOVE] = "above the grid"};

const char *hodo_rate_end_name(hodo_rate_end end) { return ends[end]; }

static hodo_status check(const hodo_rate_grid *grid, double guess, hodo_error *error)
{
    if (!(guess > 0) || !isfinite(guess)) {
        return hodo_fail(error, HODO_INVALID,
                         "the search for a rate begins at %g: guess a positive, finite one", guess);
    }
    if (!(grid->factor > 1) || !isfinite(grid->factor)) {
        return hodo_fail(error, HODO_INVALID, "rates of a grid are a factor %g apart: it must be above 1",
                         grid->factor);
    }
    if (!(fabs(grid->offset) <= 0.5) || !(grid->rise >= 0) || !isfinite(grid->rise)) {
        return hodo_fail(
            error, HODO_INVALID,
            "a grid of rates with offset %g and rise %g: the offset is in [-1/2, 1/2], the rise 0 or "
            "more",
            grid->offset, grid->rise);
    }
    if (grid->first < 1 || grid->more < 1 || grid->first > HODO_RATES_ROUND_MOST ||
        grid->more > HODO_RATES_ROUND_MOST || grid->most < grid->first || grid->most > HODO_RATES_MOST) {
        return hodo_fail(
            error, HODO_INVALID,
            "a search of %zu rates, then %zu at a time, %zu in all: rounds have 1 to %d, and all of "
            "them at most %d and no fewer than the first",
            grid->first, grid->more, grid->most, HODO_RATES_ROUND_MOST, HODO_RATES_MOST);
    }
    return HODO_OK;
}

static size_t least_of(const hodo_rate_search *tried)
{
    size_t best = 0;
    for (size_t i = 1; i < tried->count; i++) {
        best = tried->losses[i] < tried->losses[best] ? i : best;
    }
    return best;
}

/* Tries k = from .. from + count - 1, which stand below or above all others, and enters them. */
static hodo_status try_round(const hodo_rate_grid *grid, long from, size_t count, bool below,
                             hodo_rate_trial trial, void *context, hodo_rate_search *tried, hodo_error *error)
{
    double etas[HODO_RATES_ROUND_MOST], losses[HODO_RATES_ROUND_MOST];
    for (size_t i = 0; i < count; i++) {
        etas[i] = pow(grid->factor, (double)(from + (long)i) + grid->offset);
        losses[i] = NAN;
    }
    if (!(etas[0] > 0) || !isfinite(etas[count - 1])) {
        return hodo_fail(error, HODO_INVALID,
                         "a search came to rates of %g to %g, which no double holds: guess nearer or raise the "
                         "factor %g less",
                         etas[0], etas[count - 1], grid->factor);
    }
    const hodo_status status = trial(context, etas, count, losses, error);
    if (status != HODO_OK) {
        return status;
    }
    const size_t at = below ? 0 : tried->count;
    if (below) {
        memmove(tried->etas + count, tried->etas, tried->count * sizeof tried->etas[0]);
        memmove(tried->losses + count, tried->losses, tried->count * sizeof tried->losses[0]);
    }
    for (size_t i = 0; i < count; i++) {
        tried->etas[at + i] = etas[i];
        tried->losses[at + i] = isnan(losses[i]) ? INFINITY : losses[i];
    }
    tried->count += count;
    return HODO_OK;
}

/* Whether a rate in first .. end - 1 is worse than the best by the share `rise`. */
static bool worse_within(const hodo_rate_search *tried, size_t first, size_t end, double least, double rise)
{
    for (size_t i = first; i < end; i++) {
        if (tried->losses[i] > least * (1 + rise)) {
            return true;
        }
    }
    return false;
}

/* The vertex of the least-squares parabola through (x, y), in *at and *value; false unless it opens upwards. */
static bool vertex_of(const double *x, const double *y, size_t count, double *at, double *value)
{
    double mean = 0, s2 = 0, s3 = 0, s4 = 0, t0 = 0, t1 = 0, t2 = 0;
    for (size_t i = 0; i < count; i++) {
        mean += x[i] / (double)count;
    }
    for (size_t i = 0; i < count; i++) {
        const double u = x[i] - mean, u2 = u * u;
        s2 += u2, s3 += u2 * u, s4 += u2 * u2;
        t0 += y[i], t1 += u * y[i], t2 += u2 * y[i];
    }
    /* y = a + b u + c u^2: with sum u = 0, a is gone from the other two equations after one elimination. */
    const double n = (double)count, d4 = s4 - s2 * s2 / n, d2 = t2 - s2 * t0 / n;
    const double c = (d2 - s3 * t1 / s2) / (d4 - s3 * s3 / s2), b = (t1 - s3 * c) / s2, a = (t0 - s2 * c) / n;
    *at = mean - b / (2 * c);
    *value = a - b * b / (4 * c);
    return c > 0 && isfinite(*at) && isfinite(*value);
}

/* A loss of 0 has no logarithm. */
static double log_loss(double loss) { return log(fmax(loss, DBL_MIN)); }

static bool vertex_within(const hodo_rate_search *tried, size_t first, size_t end, size_t best, double *at,
                          double *value)
{
    double x[HODO_RATES_MOST], y[HODO_RATES_MOST];
    for (size_t i = first; i < end; i++) {
        x[i - first] = log2(tried->etas[i]);
        y[i - first] = log_loss(tried->losses[i]);
    }
    return vertex_of(x, y, end - first, at, value) && *at > log2(tried->etas[best - 1]) &&
           *at < log2(tried->etas[best + 1]);
}

/* excerpt: vertex */
/* Between the neighbours of the best rate: the parabola of all rates next to it that are within the rise, or,
 * where these are few or lopsided, of three. */
static void refine(const hodo_rate_grid *grid, size_t best, hodo_rate_search *found)
{
    if (best == 0 || best + 1 >= found->count) {
        return;
    }
    found->cliff = !isfinite(found->losses[best - 1]) || !isfinite(found->losses[best + 1]);
    if (found->cliff) {
        return;
    }
    const double within = found->losses[best] * (1 + grid->rise);
    size_t first = best - 1, end = best + 2;
    while (first > 0 && found->losses[first - 1] <= within) {
        first--;
    }
    while (end < found->count && found->losses[end] <= within) {
        end++;
    }
    double at, value;
    if (vertex_within(found, first, end, best, &at, &value) ||
        vertex_within(found, best - 1, best + 2, best, &at, &value)) {
        found->eta = exp2(at);
        found->loss = exp(value);
    }
}
/* end: vertex */

hodo_status hodo_rate_search_run(const hodo_rate_grid *grid, double guess, hodo_rate_trial trial, void *context,
                                 hodo_rate_search *found, hodo_error *error)
{
    *found = (hodo_rate_search){
        .end = HODO_RATE_BELOW, .eta = NAN, .loss = INFINITY, .grid_eta = NAN, .grid_loss = INFINITY};
    hodo_status status = check(grid, guess, error);
    if (status != HODO_OK) {
        return status;
    }
    long least = lround(log(guess) / log(grid->factor) - grid->offset) - (long)(grid->first / 2);
    long above = least + (long)grid->first;
    size_t best = 0;
    status = try_round(grid, least, grid->first, false, trial, context, found, error);
    while (status == HODO_OK) {
        best = least_of(found);
        const double lowest = found->losses[best];
        const bool none = !isfinite(lowest); /* then rates are too large */
        const bool left = !none && worse_within(found, 0, best, lowest, grid->rise);
        const bool right = !none && worse_within(found, best + 1, found->count, lowest, grid->rise);
        /* The side of the shorter way first: a slope that goes on below is also one to be followed. */
        const bool below = none || (!left && (right || 2 * best < found->count));
        found->end = left && right ? HODO_RATE_FOUND : below ? HODO_RATE_BELOW : HODO_RATE_ABOVE;
        if (found->end == HODO_RATE_FOUND || found->count + grid->more > grid->most) {
            break;
        }
        status = try_round(grid, below ? least - (long)grid->more : above, grid->more, below, trial, context,
                           found, error);
        least -= below ? (long)grid->more : 0;
        above += below ? 0 : (long)grid->more;
    }
    if (status == HODO_OK && isfinite(found->losses[best])) {
        found->eta = found->grid_eta = found->etas[best];
        found->loss = found->grid_loss = found->losses[best];
        refine(grid, best, found);
    }
    return status;
}
