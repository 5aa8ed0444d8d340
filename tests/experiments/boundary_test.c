#include "known_landscape.h"
#include "near.h"

#include "base/random.h"

#include <string.h>

/* Boundaries of a landscape whose edges are known. */

enum { ROOM = 256 };

static hodo_status find(known_landscape *known, const boundary_rule *rule, double gamma, boundary_runs *runs,
                        boundary *found)
{
    hodo_error error = {HODO_OK, ""};
    return boundary_find(NULL, &known->of, gamma, rule, runs, found, &error);
}

static boundary_runs room(landscape_outcome *outcomes, size_t capacity)
{
    return (boundary_runs){.outcomes = outcomes, .capacity = capacity};
}

static void holds(const boundary *found, double edge, const boundary_rule *rule)
{
    const double low = fmin(found->inside, found->outside), high = fmax(found->inside, found->outside);
    cr_assert(found->found);
    cr_assert(low <= edge + 1e-12 && edge <= high + 1e-12, "%.17g is not between %.17g and %.17g", edge, low,
              high);
    cr_assert_leq(high - low, rule->resolution * (1 + 1e-6));
    cr_assert((found->inside < found->outside) == (rule->side == BOUNDARY_UPPER));
    near(found->edge, edge, rule->resolution / 2 * (1 + 1e-6), 0);
    near(found->standard_error, (high - low) / sqrt(12), 1e-15, 1e-12);
}

/* Random regions 1 to 3 decades wide, brackets of any width about anywhere within reach, both sides, all
 * sections: the edge to within the resolution, and every rate that was tried is counted and kept. */
Test(boundary, edge_is_found_within_the_resolution)
{
    const hodo_stream stream = hodo_stream_open(1, "boundary_test", 0);
    for (size_t i = 0; i < 400; i++) {
        double u[8];
        hodo_random_uniform(&stream, 0, 8 * i, 8, u);
        landscape_outcome outcomes[ROOM];
        boundary_runs runs = room(outcomes, ROOM);
        known_landscape known = known_landscape_plain(2);
        const double gamma = pow(10, 4 * u[0] - 2), origin = 2 * log10(gamma);
        known.foot = -2 * u[1];
        known.edge = 1 + 2 * u[2];
        const boundary_side side = i % 2 == 0 ? BOUNDARY_UPPER : BOUNDARY_LOWER;
        const double edge = side == BOUNDARY_UPPER ? known.edge : known.foot, from = edge + 3 * u[3] - 1.5;
        const boundary_rule rule = {.inside = landscape_learned,
                                    .side = side,
                                    .least = origin + from,
                                    .most = origin + from + 2 * u[4],
                                    .resolution = 0.02 + 0.2 * u[5],
                                    .section = 2 + (size_t)(7 * u[6])};
        boundary found;
        cr_assert_eq(find(&known, &rule, gamma, &runs, &found), HODO_OK, "case %zu", i);
        holds(&found, origin + edge, &rule);
        cr_assert_eq(found.runs, known.asked);
        cr_assert_eq(runs.count, known.asked);
    }
}

/* An island that learns, a decade above the edge: the first rate that is out is meant. */
Test(boundary, an_island_above_the_edge_is_not_reached)
{
    landscape_outcome outcomes[ROOM];
    known_landscape known = known_landscape_plain(0);
    known.island[0] = 3;
    known.island[1] = 4;
    for (double most = 1.5; most < 4.5; most += 0.25) {
        boundary_runs runs = room(outcomes, ROOM);
        const boundary_rule rule = {
            .inside = landscape_learned, .least = 0.1, .most = most, .resolution = 0.05};
        boundary found;
        cr_assert_eq(find(&known, &rule, 1, &runs, &found), HODO_OK);
        holds(&found, known.edge, &rule);
    }
}

/* A hole in the region is its end, from whichever side. */
Test(boundary, a_hole_ends_the_region)
{
    landscape_outcome outcomes[ROOM];
    boundary_runs runs = room(outcomes, ROOM);
    known_landscape known = known_landscape_plain(0);
    known.hole[0] = 0.7;
    known.hole[1] = 1.4;
    const boundary_rule rule = {.inside = landscape_survives, .least = 0.1, .most = 1.8, .resolution = 0.05};
    boundary found;
    cr_assert_eq(find(&known, &rule, 1, &runs, &found), HODO_OK);
    holds(&found, 0.7, &rule);
}

/* Upper rates that stand on a lone rate inside, above a gap, do not make a lower boundary of it. */
Test(boundary, a_lower_boundary_is_looked_for_in_its_own_bracket)
{
    landscape_outcome outcomes[ROOM];
    boundary_runs runs = room(outcomes, ROOM);
    known_landscape known = known_landscape_plain(0);
    known.island[0] = 3;
    known.island[1] = 3.1;
    const boundary_rule upper = {
        .inside = landscape_learned, .least = 3.02, .most = 3.02, .resolution = 0.05, .section = 1};
    const boundary_rule above = {
        .inside = landscape_learned, .least = 2.98, .most = 2.98, .resolution = 0.05, .section = 1};
    const boundary_rule lower = {.inside = landscape_learned,
                                 .side = BOUNDARY_LOWER,
                                 .least = -0.2,
                                 .most = 0.3,
                                 .resolution = 0.05};
    boundary found;
    cr_assert_eq(find(&known, &upper, 1, &runs, &found), HODO_OK);
    holds(&found, 3.1, &upper);
    /* One more below the island, so that all that is known has an edge at its foot. */
    const double out = pow(10, above.least);
    cr_assert_eq(landscape_run(NULL, &known.of, 1, &out, 1, NULL, runs.outcomes + runs.count++, NULL), HODO_OK);
    cr_assert_eq(find(&known, &lower, 1, &runs, &found), HODO_OK);
    holds(&found, 0, &lower);
}

/* A bracket on one side of all is extended, up to its reach and no further. */
Test(boundary, a_bracket_is_extended_within_its_reach)
{
    for (int above = 0; above < 2; above++) {
        for (double away = 0.5; away < 6; away += 0.5) {
            landscape_outcome outcomes[ROOM];
            boundary_runs runs = room(outcomes, ROOM);
            known_landscape known = known_landscape_plain(0);
            const double least = above ? known.edge + away : known.foot - away - 0.2;
            const boundary_rule rule = {.inside = landscape_learned,
                                        .least = least,
                                        .most = least + 0.2,
                                        .resolution = 0.1,
                                        .reach = 2};
            boundary found;
            cr_assert_eq(find(&known, &rule, 1, &runs, &found), HODO_OK);
            if (away <= (above ? 2 : 0)) { /* from below the upper edge is two decades further */
                holds(&found, known.edge, &rule);
            } else if (away > 3) { /* a last extension of a decade may pass the reach */
                cr_assert_not(found.found);
            }
            for (size_t i = 0; i < runs.count; i++) {
                const double x = log10(runs.outcomes[i].eta);
                cr_assert(x > rule.least - 3.01 && x < rule.most + 3.01, "looked at %g", x);
            }
        }
    }
}

/* Nothing inside is an answer. */
Test(boundary, none_found_is_no_error)
{
    for (int side = 0; side < 2; side++) {
        landscape_outcome outcomes[ROOM];
        boundary_runs runs = room(outcomes, ROOM);
        known_landscape known = known_landscape_plain(0);
        known.edge = known.foot - 1; /* too slow, then diverged */
        const boundary_rule rule = {.inside = landscape_learned,
                                    .side = side == 0 ? BOUNDARY_UPPER : BOUNDARY_LOWER,
                                    .least = -0.5,
                                    .most = 0.5,
                                    .resolution = 0.1};
        boundary found;
        cr_assert_eq(find(&known, &rule, 1, &runs, &found), HODO_OK);
        cr_assert_not(found.found);
        cr_assert(isnan(found.edge) && isnan(found.inside) && isnan(found.outside));
        cr_assert_gt(found.runs, 0);
    }
}

/* What is known is not trained again, is of its gamma only, and the same search finds the same. */
Test(boundary, runs_are_used_again)
{
    landscape_outcome outcomes[ROOM], others[ROOM];
    boundary_runs runs = room(outcomes, ROOM), fresh = room(others, ROOM);
    known_landscape known = known_landscape_plain(0);
    const boundary_rule rule = {.inside = landscape_learned, .least = 1.7, .most = 2.4, .resolution = 0.04};
    boundary first, again, other;
    cr_assert_eq(find(&known, &rule, 1, &runs, &first), HODO_OK);
    cr_assert_eq(find(&known, &rule, 1, &runs, &again), HODO_OK);
    cr_assert_gt(first.runs, 0);
    cr_assert_eq(again.runs, 0);
    cr_assert_eq(again.edge, first.edge);
    cr_assert_eq(find(&known, &rule, 3, &runs, &other), HODO_OK);
    cr_assert_eq(other.runs, first.runs);
    cr_assert_eq(other.edge, first.edge);
    cr_assert_eq(find(&known, &rule, 1, &fresh, &again), HODO_OK);
    cr_assert_eq(fresh.count, first.runs);
    for (size_t i = 0; i < fresh.count; i++) {
        cr_assert_eq(others[i].eta, outcomes[i].eta);
    }
}

Test(boundary, refuses)
{
    static const struct {
        double least, most, resolution;
        size_t section, capacity;
        hodo_status status;
    } wrong[] = {{1, 0, 0.1, 0, ROOM, HODO_INVALID},  {NAN, 1, 0.1, 0, ROOM, HODO_INVALID},
                 {0, 1, 0, 0, ROOM, HODO_INVALID},    {0, 1, NAN, 0, ROOM, HODO_INVALID},
                 {0, 1, 0.1, 9, ROOM, HODO_INVALID},  {0, 1, 0.1, 4, 3, HODO_NO_MEMORY}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        landscape_outcome outcomes[ROOM];
        boundary_runs runs = room(outcomes, wrong[i].capacity);
        known_landscape known = known_landscape_plain(0);
        const boundary_rule rule = {.inside = landscape_learned,
                                    .least = wrong[i].least,
                                    .most = wrong[i].most,
                                    .resolution = wrong[i].resolution,
                                    .section = wrong[i].section};
        boundary found;
        hodo_error error = {HODO_OK, ""};
        cr_assert_eq(boundary_find(NULL, &known.of, 1, &rule, &runs, &found, &error), wrong[i].status,
                     "case %zu", i);
        cr_assert_gt(strlen(error.message), 0);
        cr_assert_eq(known.asked, 0);
    }
}
