#include "experiments/gamma-eta/walk.h"
#include "known_landscape.h"
#include "near.h"

#include "base/random.h"

/* Lines followed along gamma in a landscape whose edges are powers of gamma. */

enum { ROOM = 2048, GAMMAS = 4 };

typedef struct hike {
    known_landscape known;
    landscape_outcome outcomes[ROOM];
    boundary_runs runs;
    portrait_trace trace;
    boundary found[GAMMAS];
} hike;

static const double rich[GAMMAS] = {10, 100, 1e3, 1e4};

static void begin(hike *one, double exponent, const hodo_loss_kind *loss)
{
    *one = (hike){.known = known_landscape_plain(exponent)};
    one->runs = (boundary_runs){.outcomes = one->outcomes, .capacity = ROOM};
    one->known.of.setting = (landscape_setting){.loss = loss, .steps = 400};
    one->known.of.architecture.weight_count = 3;
}

static void walk(hike *one, portrait_line line, const double *gammas, double resolution, double dither)
{
    for (size_t i = 0; i < GAMMAS; i++) {
        hodo_error error = {HODO_OK, ""};
        cr_assert_eq(portrait_step(NULL, &one->known.of, gammas[i], line, resolution, dither, &one->trace,
                                   &one->runs, &one->found[i], &error),
                     HODO_OK, "%s", error.message);
    }
}

/* The phase table of arXiv 2410.04642. */
Test(walk, exponents)
{
    for (size_t depth = 2; depth < 6; depth++) {
        near(portrait_exponent(PORTRAIT_MAX, true, true, depth), 2.0 / (double)depth, 1e-15, 0);
        near(portrait_exponent(PORTRAIT_MAX, false, true, depth), 2.0 / (double)depth, 1e-15, 0);
        near(portrait_exponent(PORTRAIT_MAX, true, false, depth), 2, 0, 0);
        near(portrait_exponent(PORTRAIT_SURVIVAL, false, false, depth), 1, 0, 0);
        near(portrait_exponent(PORTRAIT_ONSET, false, false, depth), 2, 0, 0);
        near(portrait_exponent(PORTRAIT_MIN, true, false, depth), 2, 0, 0);
        near(portrait_exponent(PORTRAIT_MIN, true, true, depth), 1, 0, 0);
    }
    cr_assert(isnan(portrait_exponent(PORTRAIT_MAX, false, false, 3)));
}

/* A landscape that is not as the table has it, nor where it is first looked for: its own line is found. */
Test(walk, follows_the_landscape_and_not_the_table)
{
    for (double exponent = 0.3; exponent < 1.2; exponent += 0.2) {
        for (double shift = -1.2; shift < 1.3; shift += 0.6) {
            hike one;
            begin(&one, exponent, &hodo_loss_square);
            const double first = portrait_first_look(PORTRAIT_MAX, true, 3, 400, rich[0]);
            one.known.edge = first - exponent + shift;
            one.known.foot = one.known.edge - 2;
            walk(&one, PORTRAIT_MAX, rich, 0.1, 0.2);
            for (size_t i = 0; i < GAMMAS; i++) {
                cr_assert(one.found[i].found, "exponent %g, shift %g, gamma %g", exponent, shift, rich[i]);
                near(one.found[i].edge, one.known.edge + exponent * log10(rich[i]), 0.05 + 1e-9, 0);
            }
        }
    }
}

/* On the table's line two rates a gamma are enough, once it is known. */
Test(walk, a_line_of_the_table_costs_little)
{
    hike one;
    begin(&one, 2.0 / 3, &hodo_loss_square);
    one.known.edge = portrait_first_look(PORTRAIT_MAX, true, 3, 400, rich[0]) - 2.0 / 3;
    one.known.foot = one.known.edge - 2;
    walk(&one, PORTRAIT_MAX, rich, 0.15, 0.1);
    for (size_t i = 1; i < GAMMAS; i++) {
        cr_assert_eq(one.found[i].runs, 2, "gamma %g took %zu", rich[i], one.found[i].runs);
    }
}

/* The dither makes of the resolution a noise about the edge, without a pull to where it was looked for. */
Test(walk, a_dithered_edge_is_not_biased)
{
    enum { DRAWS = 2000 };
    const hodo_stream stream = hodo_stream_open(1, "walk_test", 0);
    const double resolution = 0.2;
    double uniform[DRAWS], sum = 0, squares = 0;
    hodo_random_uniform(&stream, 0, 0, DRAWS, uniform);
    for (size_t i = 0; i < DRAWS; i++) {
        hike one;
        begin(&one, 0.7, &hodo_loss_square);
        one.known.edge = 2.7;
        boundary found;
        cr_assert_eq(portrait_step(NULL, &one.known.of, 10, PORTRAIT_MAX, resolution, uniform[i] - 0.5,
                                   &one.trace, &one.runs, &found, NULL),
                     HODO_OK);
        sum += found.edge - 3.4;
        squares += (found.edge - 3.4) * (found.edge - 3.4);
    }
    /* Uniform, one resolution wide: the mean to four standard errors, the variance (its own scatter is
     * sqrt(0.8/DRAWS) of it) to four. */
    const double variance = resolution * resolution / 12;
    near(sum / DRAWS, 0, 4 * sqrt(variance / DRAWS), 0);
    near(squares / DRAWS, variance, 0, 4 * sqrt(0.8 / DRAWS));
}

/* Where eta_min has met eta_max nothing is trained any more; the lazy side goes on. */
Test(walk, closes_where_the_triangle_does)
{
    hike one;
    begin(&one, 2.0 / 3, &hodo_loss_square);
    one.known.edge = 1.8;
    one.known.only_below = 500;
    walk(&one, PORTRAIT_MAX, rich, 0.1, 0);
    cr_assert(one.found[0].found && one.found[1].found && !one.found[2].found && !one.found[3].found);
    cr_assert(one.trace.closed && one.found[2].runs > 0 && one.found[3].runs == 0);

    static const double lazy[GAMMAS] = {1e-1, 1e-2, 1e-3, 1e-4};
    begin(&one, 2, &hodo_loss_square);
    one.known.edge = one.known.foot - 1;
    walk(&one, PORTRAIT_MAX, lazy, 0.1, 0);
    cr_assert(!one.trace.closed && !one.found[3].found && one.found[3].runs > 0);
}

/* The onset is found among survivors, below what learns still. */
Test(walk, onset_is_not_the_end_of_learning)
{
    static const double lazy[GAMMAS] = {1e-2, 1e-3, 1e-4, 1e-5};
    hike one;
    begin(&one, 2, &hodo_loss_square);
    one.known.edge = 2.3;
    one.known.onset = 1.4;
    walk(&one, PORTRAIT_ONSET, lazy, 0.05, 0.3);
    for (size_t i = 0; i < GAMMAS; i++) {
        near(one.found[i].edge, 1.4 + 2 * log10(lazy[i]), 0.025 + 1e-9, 0);
    }
}
