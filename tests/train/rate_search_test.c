#include "near.h"
#include "base/random.h"
#include "effort.h"
#include "train/rate_search.h"

/* The search on losses that are formulas of the rate, whose minimum is known. */

/* log loss = curvature (log2 eta - place)^2, and INFINITY from `wall` on. */
typedef struct valley {
    double place, curvature, wall;
    size_t asked;
} valley;

static hodo_status in_a_valley(void *context, const double *etas, size_t count, double *losses,
                               hodo_error *error)
{
    valley *of = context;
    (void)error;
    for (size_t i = 0; i < count; i++) {
        const double x = log2(etas[i]) - of->place;
        cr_assert(i == 0 || etas[i] > etas[i - 1], "rates are asked for in ascending order");
        losses[i] = etas[i] >= of->wall ? NAN : exp(of->curvature * x * x);
    }
    of->asked += count;
    return HODO_OK;
}

static hodo_rate_grid plain_grid(void)
{
    return (hodo_rate_grid){.factor = sqrt(2), .rise = 0.1, .first = 5, .more = 3, .most = 62};
}

static hodo_rate_search searched(hodo_rate_grid grid, double guess, hodo_rate_trial trial, void *context)
{
    hodo_error error = {0};
    hodo_rate_search found;
    cr_assert_eq(hodo_rate_search_run(&grid, guess, trial, context, &found, &error), HODO_OK, "%s",
                 error.message);
    cr_assert_leq(found.count, grid.most);
    for (size_t i = 1; i < found.count; i++) {
        near(log2(found.etas[i] / found.etas[i - 1]), log2(grid.factor), 1e-9, 0);
    }
    return found;
}

/* A parabola is found exactly, wherever the search began and however wide the valley is against the grid. */
Test(rate_search, the_vertex_of_a_parabola_is_exact)
{
    const hodo_stream stream = hodo_stream_open(1, "rate_search_test", 0);
    const uint32_t cases = (uint32_t)(200 * test_effort());
    for (uint32_t i = 0; i < cases; i++) {
        double draw[4];
        hodo_random_normal_double(&stream, i, 0, 4, 1.0, draw);
        valley of = {.place = 5 * draw[0], .curvature = 0.3 * exp(draw[1]), .wall = INFINITY};
        hodo_rate_grid grid = plain_grid();
        grid.offset = 0.5 * tanh(draw[2]);
        const hodo_rate_search found = searched(grid, exp2(of.place + 3 * draw[3]), in_a_valley, &of);
        cr_assert_eq(found.end, HODO_RATE_FOUND);
        cr_assert_not(found.cliff);
        near(log2(found.eta), of.place, 1e-9, 1e-12);
        near(found.loss, 1, 1e-9, 0);
        near(fabs(log2(found.grid_eta) - of.place), 0, 0.25 + 1e-9, 0);
        cr_assert_eq(of.asked, found.count);
    }
}

/* The same rates are in the fit, so the answer has the same value, from guesses a factor 1000 apart. */
Test(rate_search, the_guess_pulls_nothing)
{
    valley of = {.place = 1.7, .curvature = 0.4, .wall = 100};
    const double far = searched(plain_grid(), 1e-1, in_a_valley, &of).eta;
    near(searched(plain_grid(), 1e2, in_a_valley, &of).eta, far, 0, 1e-12);
}

/* Downhill to a wall: the last rate before it, within one step of the grid, and it is said. */
Test(rate_search, a_cliff_is_said)
{
    valley of = {.place = 20, .curvature = 0.01, .wall = 3.3};
    const hodo_rate_search found = searched(plain_grid(), 0.5, in_a_valley, &of);
    cr_assert(found.end == HODO_RATE_FOUND && found.cliff);
    cr_assert(found.eta < of.wall && found.eta * sqrt(2) >= of.wall && found.eta == found.grid_eta);
    of.wall = 1e-2; /* every rate of the first rounds is behind it */
    const hodo_rate_search below = searched(plain_grid(), 0.5, in_a_valley, &of);
    cr_assert(below.end == HODO_RATE_FOUND && below.eta < of.wall && below.eta * sqrt(2) >= of.wall);
}

static hodo_status nothing_survives(void *context, const double *etas, size_t count, double *losses,
                                    hodo_error *error)
{
    (void)context, (void)etas, (void)error;
    for (size_t i = 0; i < count; i++) {
        losses[i] = INFINITY;
    }
    return HODO_OK;
}

/* What the rates that were tried do not show is not guessed. */
Test(rate_search, the_edge_of_the_grid_is_said)
{
    valley of = {.place = 100, .curvature = 1e-3, .wall = INFINITY};
    hodo_rate_search found = searched(plain_grid(), 1, in_a_valley, &of);
    cr_assert_eq(found.end, HODO_RATE_ABOVE);
    cr_assert_eq(found.eta, found.etas[found.count - 1]);
    of.place = -100;
    found = searched(plain_grid(), 1, in_a_valley, &of);
    cr_assert_eq(found.end, HODO_RATE_BELOW);
    cr_assert_eq(found.eta, found.etas[0]);
    found = searched(plain_grid(), 1, nothing_survives, NULL);
    cr_assert(found.end == HODO_RATE_BELOW && isnan(found.eta) && isinf(found.loss));
}

/* Flat over some steps, with the noise of a batch on it: the rise asks for a way out of the flat, and the fit
 * uses all of it. */
static hodo_status flat_with_ripples(void *context, const double *etas, size_t count, double *losses,
                                     hodo_error *error)
{
    (void)context, (void)error;
    for (size_t i = 0; i < count; i++) {
        const double x = log2(etas[i]);
        losses[i] = exp(0.002 * x * x + 0.01 * sin(40 * x));
    }
    return HODO_OK;
}

Test(rate_search, ripples_do_not_end_the_search)
{
    hodo_rate_grid grid = plain_grid();
    near(log2(searched(grid, 8, flat_with_ripples, NULL).eta), 0, 0.35, 0);
    grid.rise = 0; /* the first ripple from the guess is then as good as any */
    cr_assert(log2(searched(grid, 8, flat_with_ripples, NULL).eta) > 0.7);
}

static hodo_status refuses(void *context, const double *etas, size_t count, double *losses, hodo_error *error)
{
    (void)context, (void)etas, (void)count, (void)losses;
    return hodo_fail(error, HODO_NUMERIC, "nothing doing");
}

static void refused(hodo_rate_grid grid, double guess, hodo_rate_trial trial, hodo_status status)
{
    hodo_error error = {0};
    hodo_rate_search found;
    valley of = {.place = 0, .curvature = 1, .wall = INFINITY};
    cr_assert_eq(hodo_rate_search_run(&grid, guess, trial, &of, &found, &error), status);
    cr_assert(error.message[0] != '\0');
}

Test(rate_search, refuses)
{
    const hodo_rate_grid good = plain_grid();
    refused(good, 0, in_a_valley, HODO_INVALID);
    refused(good, -1, in_a_valley, HODO_INVALID);
    refused(good, NAN, in_a_valley, HODO_INVALID);
    refused(good, INFINITY, in_a_valley, HODO_INVALID);
    refused(good, 1e308, in_a_valley, HODO_INVALID);
    refused(good, 1, refuses, HODO_NUMERIC);
    hodo_rate_grid bad = good;
    bad.factor = 1;
    refused(bad, 1, in_a_valley, HODO_INVALID);
    bad = good, bad.factor = NAN;
    refused(bad, 1, in_a_valley, HODO_INVALID);
    bad = good, bad.offset = 0.6;
    refused(bad, 1, in_a_valley, HODO_INVALID);
    bad = good, bad.rise = -1;
    refused(bad, 1, in_a_valley, HODO_INVALID);
    bad = good, bad.first = 0;
    refused(bad, 1, in_a_valley, HODO_INVALID);
    bad = good, bad.more = HODO_RATES_ROUND_MOST + 1;
    refused(bad, 1, in_a_valley, HODO_INVALID);
    bad = good, bad.most = HODO_RATES_MOST + 1;
    refused(bad, 1, in_a_valley, HODO_INVALID);
    bad = good, bad.most = 4;
    refused(bad, 1, in_a_valley, HODO_INVALID);
}
