#include "experiments/mlps-at-the-eoc/toy-catapult/catapult_map.h"
#include "experiments/mlps-at-the-eoc/toy-catapult/linear_pair.h"
#include "near.h"

#include <criterion/criterion.h>
#include <math.h>

/* The catapult's map against vectors, its laws against sums over their invariant law, and the network against
 * the map. */

static const double pi = 3.14159265358979323846;
static const double rates[] = {2.05, 2.2, 3, 3.5, 3.9};
enum { RATES = sizeof rates / sizeof rates[0] };

/* Any u and v of any width: (f, lambda) is all that a step needs to know. */
Test(toy_catapult, map_is_a_step_of_vectors)
{
    enum { WIDTH = 7 };
    const hodo_stream stream = {.key = {4, 5}, .cell = 6};
    double u[WIDTH], v[WIDTH];
    hodo_random_normal_double(&stream, 0, 0, WIDTH, 1, u);
    hodo_random_normal_double(&stream, 1, 0, WIDTH, 1, v);
    catapult at = {NAN, NAN};
    for (size_t t = 0; t < 12; t++) {
        double product = 0, square = 0;
        for (size_t i = 0; i < WIDTH; i++) {
            product += u[i] * v[i];
            square += u[i] * u[i] + v[i] * v[i];
        }
        const double f = product / sqrt(WIDTH), eta = 2.7 / (square / WIDTH);
        if (t > 0) {
            near(at.output * sqrt(WIDTH), f, 1e-12, 1e-9);
            near(at.sharpness, square / WIDTH, 0, 1e-9);
        }
        at = catapult_step((catapult){f / sqrt(WIDTH), square / WIDTH}, eta);
        for (size_t i = 0; i < WIDTH; i++) {
            const double step = eta * f / sqrt(WIDTH), old = u[i];
            u[i] -= step * v[i];
            v[i] -= step * old;
        }
    }
}

/* q = cos(psi)/2 with psi uniform goes into itself: means of Chebyshev polynomials of 2 q are those of 2 q'.
 * The midpoint rule on a circle is exact but for e^-n. */
Test(toy_catapult, arcsine_law_is_kept)
{
    enum { POINTS = 20000 };
    for (size_t r = 0; r < RATES; r++) {
        const double c = rates[r];
        for (int k = 1; k <= 8; k++) {
            double after = 0;
            for (size_t i = 0; i < POINTS; i++) {
                const catapult at = {cos(2 * pi * ((double)i + 0.5) / POINTS) / 2, 1};
                const double next = 2 * catapult_ratio(catapult_step(at, c));
                after += cos(k * acos(fmax(-1, fmin(1, next)))) / POINTS;
            }
            near(after, 0, 2e-6, 0);
        }
    }
}

/* Both laws are means over the arcsine law of what one step of the map does; where log |dq'/dq| has its
 * singularities the sum converges as log n / n. */
Test(toy_catapult, rate_and_exponent_are_means)
{
    enum { POINTS = 2000000 };
    for (size_t r = 0; r < RATES; r++) {
        const double c = rates[r];
        double fall = 0, growth = 0, uniform = 0;
        for (size_t i = 0; i < POINTS; i++) {
            const double q = cos(2 * pi * ((double)i + 0.5) / POINTS) / 2, k = c * (4 - c);
            const double top = 1 - c + c * c * q * q, bottom = 1 - k * q * q;
            const double slope = (1 - c + 3 * c * c * q * q) / bottom + 2 * k * q * q * top / (bottom * bottom);
            const double even = ((double)i + 0.5) / POINTS / 2;
            fall -= log(catapult_step((catapult){q, 1}, c).sharpness) / POINTS;
            growth += log(fabs(slope)) / POINTS;
            uniform -= log(1 - k * even * even) / POINTS;
        }
        near(catapult_rate(c), fall, 1e-9, 0);
        near(catapult_exponent(c), growth, 1e-4, 0);
        near(catapult_uniform_rate(c), uniform, 1e-9, 0);
    }
    near(catapult_exponent(4), log(3), 1e-14, 0);
}

/* As c goes to 2 a run comes to rest as far below the edge as it began above it. */
Test(toy_catapult, ends_mirror_their_beginnings_near_the_edge)
{
    for (double above = 0.04; above > 0.004; above /= 2) {
        const double end = catapult_end((catapult){1e-4, 1}, 2 + above, 1000000, catapult_step);
        near(end, 2 - above, above * above, 0);
    }
    cr_assert(isnan(catapult_end((catapult){1e-2, 1}, 4.2, 10000, catapult_step)));
    cr_assert(isnan(catapult_end((catapult){1e-2, 1}, 3, 10000, catapult_step_without)));
}

/* The library's network, its loop and its controller, against the map. */
Test(toy_catapult, network_follows_the_map)
{
    hodo_arena *arena = hodo_arena_alloc(), *scratch = hodo_arena_alloc();
    const hodo_stream stream = {.key = {1, 2}, .cell = 3};
    linear_pair pair;
    cr_assert_eq(linear_pair_open(arena, 50, &stream, &pair, NULL), HODO_OK);
    for (int scheduled = 0; scheduled < 2; scheduled++) {
        const linear_pair_run run = {.product = 2.5, .scheduled = scheduled != 0, .least = 20, .most = 20};
        linear_pair_path path;
        cr_assert_eq(linear_pair_train(arena, scratch, &pair, &run, &path, NULL), HODO_OK);
        cr_assert_eq(path.steps, 20);
        catapult at = {path.at[0].output, path.at[0].sharpness};
        const double constant = run.product / at.sharpness;
        for (size_t t = 0; t < 20; t++) {
            const double eta = run.scheduled ? run.product / at.sharpness : constant;
            near(path.at[t].eta, eta, 0, 1e-7); /* rounding, grown for 20 steps */
            near(path.at[t].sharpness, at.sharpness, 0, 1e-7);
            near(path.at[t].output, at.output, 1e-8 * at.sharpness, 0);
            at = catapult_step(at, eta);
        }
    }
    hodo_arena_free(scratch);
    hodo_arena_free(arena);
}
