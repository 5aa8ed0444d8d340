#include "base/normality.h"
#include "base/random.h"
#include "effort.h"

#include <criterion/criterion.h>
#include <math.h>

/* Two series are uncorrelated when sum x y, and sum (x^2 - 1)(y^2 - 1) / 2, are normal with variance n.
 * One score in a million alarms falsely; 46 of them are taken here, so 4.6e-5 in all (fixed seeds). */
static const double threshold = 1e-6;
static const double base_draws = 1e7;
enum { CHUNK = 4096, LAGS_REACH = 64 };

typedef struct scores {
    double product, squares; /* sums over n draws */
    double count;
} scores;

static void scores_add(scores *all, const double *x, const double *y, size_t count)
{
    double product = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        product += x[i] * y[i];
        squares += (x[i] * x[i] - 1.0) * (y[i] * y[i] - 1.0);
    }
    all->product += product;
    all->squares += 0.5 * squares;
    all->count += (double)count;
}

static double p_of_products(const scores *all)
{
    return p_of_score(all->product / sqrt(all->count));
}

static double p_of_squares(const scores *all)
{
    return p_of_score(all->squares / sqrt(all->count));
}

static void expect_uncorrelated(const scores *all, const char *what, size_t lag)
{
    const double products = p_of_products(all), squares = p_of_squares(all);
    cr_log_info("%s, lag %zu: p = %.3g, of squares %.3g", what, lag, products, squares);
    cr_assert(products >= threshold && squares >= threshold, "%s, lag %zu: p = %.3g, of squares %.3g", what,
              lag, products, squares);
}

typedef struct place {
    uint64_t seed;
    const char *experiment;
    uint64_t cell;
    uint32_t tensor;
    int in_double;
} place;

static void draw(const place *where, uint64_t first, size_t count, double *z)
{
    const hodo_stream stream = hodo_stream_open(where->seed, where->experiment, where->cell);
    if (where->in_double) {
        hodo_random_normal_double(&stream, where->tensor, first, count, 1.0, z);
        return;
    }
    float floats[CHUNK + LAGS_REACH];
    hodo_random_normal_float(&stream, where->tensor, first, count, 1.0f, floats);
    for (size_t i = 0; i < count; i++) {
        z[i] = (double)floats[i];
    }
}

static const place here = {1, "streams", 5, 3, 0};

/* Neighbours in each coordinate, and the other fill of the same tensor. */
static const struct {
    const char *name;
    place there;
} neighbours[] = {
    {"seed + 1", {2, "streams", 5, 3, 0}},
    {"seed + 2^32", {1 + (UINT64_C(1) << 32), "streams", 5, 3, 0}},
    {"experiment", {1, "streamt", 5, 3, 0}},
    {"cell + 1", {1, "streams", 6, 3, 0}},
    {"cell + 2^32", {1, "streams", 5 + (UINT64_C(1) << 32), 3, 0}},
    {"tensor + 1", {1, "streams", 5, 4, 0}},
    {"double", {1, "streams", 5, 3, 1}},
};
enum { NEIGHBOURS = sizeof neighbours / sizeof neighbours[0] };

Test(random_streams, neighbours_are_uncorrelated)
{
    const double draws = base_draws * test_effort();
    for (size_t k = 0; k < NEIGHBOURS; k++) {
        scores all = {0, 0, 0};
        double x[CHUNK], y[CHUNK];
        for (uint64_t first = 0; (double)first < draws; first += CHUNK) {
            draw(&here, first, CHUNK, x);
            draw(&neighbours[k].there, first, CHUNK, y);
            scores_add(&all, x, y, CHUNK);
        }
        expect_uncorrelated(&all, neighbours[k].name, 0);
    }
}

/* Lags within a register, between the two of a pair (16), the pairs of a block (32), superblocks (64). */
static const size_t lags[] = {1, 2, 3, 4, 8, 16, 32, 64};
enum { LAGS = sizeof lags / sizeof lags[0] };

Test(random_streams, lags_are_uncorrelated)
{
    const double draws = base_draws * test_effort();
    for (int in_double = 0; in_double < 2; in_double++) {
        place where = here;
        where.in_double = in_double;
        scores all[LAGS] = {{0, 0, 0}};
        double z[CHUNK + LAGS_REACH];
        for (uint64_t first = 0; (double)first < draws; first += CHUNK) {
            draw(&where, first, CHUNK + LAGS_REACH, z);
            for (size_t k = 0; k < LAGS; k++) {
                scores_add(&all[k], z, z + lags[k], CHUNK);
            }
        }
        for (size_t k = 0; k < LAGS; k++) {
            expect_uncorrelated(&all[k], in_double ? "double" : "float", lags[k]);
        }
    }
}

/* The power: a correlation of 0.003 is 9.5 standard errors away, and so is one of 0.004 of the squares
 * alone (12.6), which products do not see. */
Test(random_streams, weak_dependence_is_seen)
{
    scores mixed = {0, 0, 0}, modulated = {0, 0, 0};
    double x[CHUNK], y[CHUNK], z[CHUNK];
    for (uint64_t first = 0; (double)first < base_draws; first += CHUNK) {
        draw(&here, first, CHUNK, x);
        draw(&neighbours[0].there, first, CHUNK, y);
        for (size_t i = 0; i < CHUNK; i++) {
            z[i] = y[i] + 0.003 * x[i];
        }
        scores_add(&mixed, x, z, CHUNK);
        for (size_t i = 0; i < CHUNK; i++) {
            z[i] = y[i] * (1.0 + 0.002 * (x[i] * x[i] - 1.0));
        }
        scores_add(&modulated, x, z, CHUNK);
    }
    cr_assert(p_of_products(&mixed) < threshold, "p = %.3g", p_of_products(&mixed));
    cr_assert(p_of_squares(&modulated) < threshold, "p = %.3g", p_of_squares(&modulated));
    cr_assert(p_of_products(&modulated) >= threshold, "p = %.3g", p_of_products(&modulated));
}
