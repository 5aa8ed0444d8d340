#include "experiments/mlps-at-the-eoc/toy-catapult/catapult_claims.h"

#include "experiments/mlps-at-the-eoc/toy-catapult/catapult_map.h"
#include "lab/trials.h"

#include <math.h>
#include <stdio.h>

/* Network and map may differ by this much. */
static const double one_percent = 0.01;
/* eta lambda of the schedule against the controller's own: rounding of two sums of m squares. */
static const double held_within = 1e-9;
/* What is left after the first steps of the mean over a start that is no draw of the law: it decays by a factor
 * |g'(i)|, .82 at c = 2.2 and less above, a step. */
static const double rate_tolerance = 0.005, square_tolerance = 0.001;

enum { QUOTED_WIDTH = 1000 };

/* Ends of 60 draws at m = 1000, of the derivation that this figure recomputes, with their errors. */
static const struct quoted {
    double c, end, standard_error, rounding, resolution;
} quoted[] = {
    {2.2, 1.765, 0.001, 0.0005, 0.02}, {3, 0.214, 0.003, 0.0005, 0.03}, {3.5, 0.58, 0.054, 0.005, 0.5}};
enum { QUOTED = sizeof quoted / sizeof quoted[0] };

typedef struct stated {
    const hodo_run *run;
    const hodo_table *table;
    hodo_arena *arena;
    hodo_claims *claims;
    int64_t narrow, wide; /* the least and the largest width: most draws, and the one of agreement */
} stated;

/* A column of the ends of the draws of one c, constant rate or schedule; *count of them. */
static double *draws(const stated *of, int64_t width, const char *control, double c, const char *column,
                     size_t *count, hodo_error *error)
{
    const hodo_condition where[] = {{"m", hodo_integer(width)},
                                    {"control", hodo_text(control)},
                                    {"c", hodo_real(c)},
                                    {"entry", hodo_text(CATAPULT_END)},
                                    {.column = NULL}};
    return hodo_select(of->table, column, where, of->arena, count, error);
}

/* Of those that settled. */
static double *ends(const stated *of, int64_t width, double c, const char *column, size_t *count,
                    hodo_error *error)
{
    const hodo_condition where[] = {{"m", hodo_integer(width)},   {"control", hodo_text(CATAPULT_CONSTANT)},
                                    {"c", hodo_real(c)},          {"entry", hodo_text(CATAPULT_END)},
                                    {"settled", hodo_integer(1)}, {.column = NULL}};
    return hodo_select(of->table, column, where, of->arena, count, error);
}

static bool has_width(const hodo_run *run, int64_t width)
{
    size_t count;
    const int64_t *widths = hodo_run_integers(run, "m", &count);
    bool there = false;
    for (size_t i = 0; i < count; i++) {
        there = there || widths[i] == width;
    }
    return there;
}

/* Of all draws, an exact number; NaN without any. */
static double largest(const double *values, size_t count)
{
    double most = count > 0 ? -INFINITY : NAN;
    for (size_t i = 0; i < count; i++) {
        most = fmax(most, isnan(values[i]) ? INFINITY : values[i]);
    }
    return most;
}

static hodo_status state(const stated *of, const char *id, double c, const char *statement, hodo_claim claim,
                         hodo_estimate estimate, hodo_error *error)
{
    if (isnan(estimate.value)) { /* no run of this kind in the table */
        return HODO_OK;
    }
    char own_id[64], own_statement[160];
    (void)snprintf(own_id, sizeof own_id, "%s-c%g", id, c);
    for (char *at = own_id; *at != '\0'; at++) {
        *at = *at == '.' ? '-' : *at;
    }
    (void)snprintf(own_statement, sizeof own_statement, "c = %g: %s", c, statement);
    claim.id = own_id;
    claim.statement = own_statement;
    return hodo_claim_estimate(of->claims, claim, estimate, error);
}

static hodo_estimate exact(double value) { return (hodo_estimate){value, 0, 0}; }

/* --- constant rate --- */

static hodo_status claim_agreement(const stated *of, double c, hodo_error *error)
{
    size_t count;
    const double *distance = draws(of, of->wide, CATAPULT_CONSTANT, c, "distance", &count, error);
    if (distance == NULL) {
        return error->status;
    }
    return state(of, "agree", c, "largest difference of network and map, constant rate, all draws",
                 (hodo_claim){.kind = HODO_CLAIM_AT_MOST, .predicted = one_percent, .resolution = one_percent},
                 exact(largest(distance, count)), error);
}

static hodo_status claim_end(const stated *of, const struct quoted *from, hodo_error *error)
{
    size_t count;
    const double *end = ends(of, QUOTED_WIDTH, from->c, "eta_lambda", &count, error);
    if (end == NULL) {
        return error->status;
    }
    hodo_estimate mean = hodo_estimate_mean(end, count);
    mean.standard_error = hypot(mean.standard_error, from->standard_error);
    hodo_status status = state(of, "end", from->c, "mean eta lambda at the end, m = 1000, as derived before",
                               (hodo_claim){.kind = HODO_CLAIM_EQUAL,
                                            .predicted = from->end,
                                            .tolerance = from->rounding,
                                            .resolution = from->resolution},
                               mean, error);
    const double *last = draws(of, QUOTED_WIDTH, CATAPULT_CONSTANT, from->c, "eta_lambda", &count, error);
    if (status != HODO_OK || last == NULL) {
        return status != HODO_OK ? status : error->status;
    }
    return state(of, "below", from->c, "largest last eta lambda of all draws, settled or not: below the edge",
                 (hodo_claim){.kind = HODO_CLAIM_AT_MOST, .predicted = 2, .resolution = 0.5},
                 exact(largest(last, count)), error);
}

/* Without eta^2 f^2/m the map ends elsewhere, or not at all. */
static hodo_status claim_wrong(const stated *of, double c, hodo_error *error)
{
    size_t count, rests = 0;
    const double *end = ends(of, of->wide, c, "eta_lambda", &count, error);
    const double *wrong = end == NULL ? NULL : ends(of, of->wide, c, "wrong_end", &count, error);
    double *difference = wrong == NULL ? NULL : hodo_arena_take(of->arena, count, sizeof *difference, error);
    if (difference == NULL) {
        return error->status;
    }
    for (size_t i = 0; i < count; i++) {
        if (isfinite(wrong[i])) {
            difference[rests++] = end[i] - wrong[i];
        }
    }
    hodo_status status = HODO_OK;
    if (rests == count && count > 0) {
        status = state(of, "wrong-map", c, "end less that of the map without eta^2 f^2/m, 0 told apart",
                       (hodo_claim){.kind = HODO_CLAIM_APART, .resolution = 0.01},
                       hodo_estimate_mean(difference, rests), error);
    } else if (count > 0) {
        status = state(of, "wrong-map", c, "share of draws whose map without eta^2 f^2/m rests, 1 told apart",
                       (hodo_claim){.kind = HODO_CLAIM_APART, .predicted = 1},
                       exact((double)rests / (double)count), error);
    }
    return status;
}

static hodo_status claim_divergence(const stated *of, double c, hodo_error *error)
{
    size_t count;
    const double *diverged = draws(of, of->narrow, CATAPULT_CONSTANT, c, "diverged", &count, error);
    return diverged == NULL ? error->status
                            : state(of, "diverges", c, "share of draws that diverge at a constant rate",
                                    (hodo_claim){.kind = HODO_CLAIM_EQUAL, .predicted = 1, .resolution = 0.01},
                                    exact(hodo_estimate_mean(diverged, count).value), error);
}

/* --- schedule --- */

static hodo_status claim_rate(const stated *of, double c, hodo_error *error)
{
    size_t count;
    const double *rate = draws(of, of->narrow, CATAPULT_SCHEDULE, c, "rate", &count, error);
    if (rate == NULL) {
        return error->status;
    }
    const hodo_estimate mean = hodo_estimate_mean(rate, count);
    const double law = catapult_rate(c), wrong = catapult_uniform_rate(c);
    hodo_status status = state(of, "rate", c, "decay of log lambda a step under the schedule: 2 log(4/c)",
                               (hodo_claim){.kind = HODO_CLAIM_EQUAL,
                                            .predicted = law,
                                            .tolerance = rate_tolerance,
                                            .resolution = (law - wrong) / 2},
                               mean, error);
    return status != HODO_OK
               ? status
               : state(of, "not-uniform", c, "decay of log lambda a step, that of a uniform q told apart",
                       (hodo_claim){.kind = HODO_CLAIM_APART,
                                    .predicted = wrong,
                                    .tolerance = rate_tolerance,
                                    .resolution = (law - wrong) / 2},
                       mean, error);
}

static hodo_status claim_law(const stated *of, double c, hodo_error *error)
{
    size_t count, others;
    const double *held = draws(of, of->narrow, CATAPULT_SCHEDULE, c, "held", &count, error);
    if (held == NULL) {
        return error->status;
    }
    hodo_status status =
        state(of, "held", c, "largest |eta lambda/c - 1| of all steps of the schedule, all draws",
              (hodo_claim){.kind = HODO_CLAIM_AT_MOST, .predicted = held_within, .resolution = held_within},
              exact(largest(held, count)), error);
    const double *square = draws(of, of->narrow, CATAPULT_SCHEDULE, c, "square", &count, error);
    if (status != HODO_OK || square == NULL) {
        return status != HODO_OK ? status : error->status;
    }
    status = state(of, "arcsine", c, "mean q^2 under the schedule: the arcsine law's 1/8, not 1/12",
                   (hodo_claim){.kind = HODO_CLAIM_EQUAL,
                                .predicted = 1.0 / 8,
                                .tolerance = square_tolerance,
                                .resolution = (1.0 / 8 - 1.0 / 12) / 2},
                   hodo_estimate_mean(square, count), error);
    const double *growth = draws(of, of->narrow, CATAPULT_SCHEDULE, c, "growth", &count, error);
    const double *steps = draws(of, of->narrow, CATAPULT_SCHEDULE, c, "growth_steps", &others, error);
    double *up = hodo_arena_take(of->arena, count + 1, sizeof *up, error);
    double *along = hodo_arena_take(of->arena, count + 1, sizeof *along, error);
    if (status != HODO_OK || growth == NULL || steps == NULL || up == NULL || along == NULL) {
        return status != HODO_OK ? status : error->status;
    }
    size_t grown = 0;
    for (size_t i = 0; i < count; i++) {
        if (isfinite(growth[i])) {
            up[grown] = growth[i];
            along[grown++] = steps[i];
        }
    }
    return state(
        of, "chaos", c, "growth a step of the difference of network and map: the map's exponent",
        (hodo_claim){
            .kind = HODO_CLAIM_EQUAL, .predicted = catapult_exponent(c), .tolerance = 0.02, .resolution = 0.2},
        hodo_estimate_ratio(up, along, grown), error);
}

/* The steps of agreement and the draws that did not settle, for the text. */
static hodo_status quantities(const stated *of, double c, hodo_error *error)
{
    size_t count;
    char key[64];
    const double *alike = draws(of, of->narrow, CATAPULT_SCHEDULE, c, "alike", &count, error);
    if (alike == NULL) {
        return error->status;
    }
    (void)snprintf(key, sizeof key, "alike-c%g", c);
    for (char *at = key; *at != '\0'; at++) {
        *at = *at == '.' ? '-' : *at;
    }
    return count == 0 ? HODO_OK
                      : hodo_claims_quantity(of->claims, key, hodo_estimate_mean(alike, count).value, 2, error);
}

static hodo_status claim_c(const stated *of, double c, hodo_error *error)
{
    if (c >= 4) { /* at 4 itself neither is promised */
        return c > 4 ? claim_divergence(of, c, error) : HODO_OK;
    }
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < QUOTED; i++) {
        if (quoted[i].c == c) {
            status = has_width(of->run, QUOTED_WIDTH) ? claim_end(of, &quoted[i], error) : HODO_OK;
            status = status != HODO_OK ? status : claim_rate(of, c, error);
            status = status != HODO_OK ? status : claim_law(of, c, error);
            status = status != HODO_OK ? status : quantities(of, c, error);
            status = status != HODO_OK || c > 3 ? status : claim_agreement(of, c, error);
            status = status != HODO_OK || c > 3 ? status : claim_wrong(of, c, error);
        }
    }
    return status;
}

hodo_status catapult_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error)
{
    size_t widths, count;
    const int64_t *width = hodo_run_integers(run, "m", &widths);
    const double *c = hodo_run_reals(run, "c", &count);
    stated of = {.run = run, .table = table, .arena = hodo_arena_alloc(), .claims = claims};
    hodo_status status =
        of.arena != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; i < widths; i++) {
        of.wide = i == 0 || width[i] > of.wide ? width[i] : of.wide;
        of.narrow = i == 0 || width[i] < of.narrow ? width[i] : of.narrow;
    }
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        status = claim_c(&of, c[i], error);
    }
    hodo_arena_free(of.arena);
    return status;
}
