/* Figure 1d (ours): cos of the angle at the last feature falls as 1/c for c = beta sqrt(L) >> 1, with
 * the constant 1; the printed paper's text says c^(-1/2). The scales of a trial share their weights. */
#include "experiments/feature-speed/angle_claims.h"
#include "experiments/feature-speed/angle_theory.h"
#include "experiments/feature-speed/measured_network.h"
#include "experiments/feature-speed/network_parameters.h"
#include "lab/estimate.h"
#include "lab/select.h"

#include <math.h>
#include <stdio.h>

static const hodo_parameter parameters[] = {
    PARAMETER_WIDTH("200", "300"),
    PARAMETER_DEPTH(HODO_ONE, "300", "1000", NULL),
    PARAMETER_INPUTS,
    {.name = "c", .type = HODO_REAL, .role = HODO_LIST, .usual = "logspace(-0.5,1,13)", .unit = "1",
     .doc = "beta sqrt(L); beta at most 1", .least = 0, .most = 1e5, .least_excluded = true},
    PARAMETER_TRIALS("80", "32", NULL),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"c", "1", "beta sqrt(L)", HODO_REAL},
    {"trial", "1", "draw of the weights; the scales of a trial share them", HODO_INTEGER},
    {"L", "1", "depth", HODO_INTEGER},
    {"beta", "1", "branch scale", HODO_REAL},
    {"cos", "1", "cosine between the last feature's velocity and minus the backward pass", HODO_REAL},
    {"theta", "rad", "backward-feature angle of the last feature", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"theta_theory", "rad", "the angle at infinite width, this depth", HODO_REAL},
    {"theta_limit", "rad", "phi(c): the angle at infinite width and depth", HODO_REAL},
    {"cos_theory", "1", "cos of theta_theory", HODO_REAL},
    {"cos_limit", "1", "cos phi(c)", HODO_REAL},
    {.name = NULL},
};

/* The slope of log cos against log c is judged from this c on, and the constant at the largest c. */
static const double large_c = 3.0;

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    size_t count;
    const double *c = hodo_cell_reals(cell, "c", &count);
    const double most = sqrt((double)hodo_cell_integer(cell, "L"));
    for (size_t i = 0; i < count; i++) {
        if (!(c[i] <= most)) {
            return hodo_fail(error, HODO_INVALID,
                             "c = %g is above sqrt(L) = %g, where beta would pass 1: lower c", c[i], most);
        }
    }
    return HODO_OK;
}

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    network_request request = network_request_of(cell);
    const double *c = hodo_cell_reals(cell, "c", &request.members);
    double *beta = hodo_arena_take(hodo_cell_arena(cell), request.members, sizeof *beta, error);
    if (beta == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < request.members; i++) {
        beta[i] = c[i] / sqrt((double)request.depth);
    }
    request.branch_scales = beta;
    hodo_speeds *speeds;
    hodo_status status = measure_network(cell, &request, &speeds, error);
    for (size_t member = 0; status == HODO_OK && member < request.members; member++) {
        const hodo_speed *last = hodo_speeds_at(speeds, member, request.depth - 1);
        status =
            hodo_cell_row(cell,
                          (hodo_value[]){hodo_real(c[member]), hodo_integer(hodo_cell_integer(cell, "trials")),
                                         hodo_integer((int64_t)request.depth), hodo_real(beta[member]),
                                         hodo_real(last->cosine), hodo_real(last->angle)},
                          error);
    }
    return status;
}
/* end: cell */

static double cost(const hodo_cell *cell)
{
    size_t members;
    (void)hodo_cell_reals(cell, "c", &members);
    return measured_network_cost(cell, members);
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)run;
    hodo_status status = angle_theory_output(table, "theta_theory", ANGLE_THEORY_MASKS_PERSIST, error);
    if (status == HODO_OK) {
        status = angle_theory_limit(table, "theta_limit", error);
    }
    const size_t theta = hodo_table_find(table, "theta_theory"), limit = hodo_table_find(table, "theta_limit");
    for (size_t row = 0; status == HODO_OK && row < hodo_table_rows(table); row++) {
        hodo_table_set(table, row, hodo_table_find(table, "cos_theory"),
                       hodo_real(cos(hodo_table_get(table, row, theta).real)));
        hodo_table_set(table, row, hodo_table_find(table, "cos_limit"),
                       hodo_real(cos(hodo_table_get(table, row, limit).real)));
    }
    return status;
}

/* Slope of log(mean cos) against log c, from the table's draws without draw `left_out` (-1: with all). */
static hodo_status slope_without(const hodo_table *table, const double *c, size_t count, int64_t left_out,
                                 const char *column, hodo_arena *arena, double *slope, hodo_error *error)
{
    double *x = hodo_arena_take(arena, count, sizeof *x, error),
           *y = hodo_arena_take(arena, count, sizeof *y, error);
    size_t points = 0;
    for (size_t i = 0; x != NULL && y != NULL && i < count; i++) {
        if (c[i] < large_c) {
            continue;
        }
        const hodo_condition where[] = {{"c", hodo_real(c[i])}, {.column = NULL}};
        size_t draws;
        const double *cosine = hodo_select(table, column, where, arena, &draws, error);
        const double *trial = hodo_select(table, "trial", where, arena, &draws, error);
        if (cosine == NULL || trial == NULL) {
            return error->status;
        }
        double sum = 0.0, kept = 0.0;
        for (size_t k = 0; k < draws; k++) {
            const double weight = trial[k] == (double)left_out ? 0.0 : 1.0;
            sum += weight * cosine[k];
            kept += weight;
        }
        x[points] = log(c[i]);
        y[points++] = log(sum / kept);
    }
    *slope = x != NULL && y != NULL ? hodo_estimate_slope(x, y, NULL, points).value : NAN;
    return x != NULL && y != NULL ? HODO_OK : HODO_NO_MEMORY;
}

/* The mean comes before the logarithm, because the cosine of one draw scatters by a third at c = 10;
 * the jackknife over draws, which all scales share, gives its error. */
static hodo_status slope_estimate(const hodo_table *table, const double *c, size_t count, int64_t trials,
                                  hodo_arena *arena, hodo_estimate *estimate, hodo_error *error)
{
    double *pseudo = hodo_arena_take(arena, (size_t)trials, sizeof *pseudo, error), all;
    if (pseudo == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = slope_without(table, c, count, -1, "cos", arena, &all, error);
    for (int64_t trial = 0; trial < trials && status == HODO_OK; trial++) {
        double without;
        status = slope_without(table, c, count, trial, "cos", arena, &without, error);
        pseudo[trial] = (double)trials * all - (double)(trials - 1) * without;
    }
    *estimate = hodo_estimate_mean(pseudo, (size_t)trials);
    return status;
}

/* What the angle's allowance is at the largest c, in units of the cosine: theta is near pi/2 there. */
static double cosine_allowance(const hodo_run *run)
{
    return ANGLE_CLAIM_FINITE_WIDTH * M_PI_2 / (double)hodo_run_integer(run, "m");
}

static hodo_status claim_slopes(const hodo_run *run, const hodo_table *table, const double *c, size_t count,
                                double largest, hodo_arena *arena, hodo_claims *claims, hodo_error *error)
{
    hodo_estimate slope = {0};
    double predicted = NAN;
    hodo_status status = slope_estimate(table, c, count, hodo_run_integer(run, "trials"), arena, &slope, error);
    if (status == HODO_OK) {
        status = slope_without(table, c, count, -1, "cos_theory", arena, &predicted, error);
    }
    /* Carried to the slope, the allowance moves log cos at the largest c by itself over cos = 1/c. */
    const double tolerance = cosine_allowance(run) * largest / log(largest / large_c);
    const hodo_claim slopes[] = {
        {"slope", "slope of log cos against log c from c = 3 on: as predicted for this depth", HODO_CLAIM_EQUAL,
         predicted, slope.value, slope.standard_error, slope.draws, tolerance, 0.25},
        {"printed-law-falls", "the printed law c^(-1/2) is told apart", HODO_CLAIM_APART, -0.5, slope.value,
         slope.standard_error, slope.draws, tolerance,
         angle_claim_apart_resolution(fabs(predicted + 0.5), tolerance)},
    };
    for (size_t i = 0; i < 2 && status == HODO_OK; i++) {
        status = hodo_claims_add(claims, &slopes[i], error);
    }
    return status == HODO_OK ? hodo_claims_quantity(claims, "large-c", large_c, 1, error) : status;
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t count;
    const double *c = hodo_run_reals(run, "c", &count);
    double largest = 0.0;
    for (size_t i = 0; i < count; i++) {
        largest = fmax(largest, c[i]);
    }
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    size_t large = 0, unit = 0; /* how many scales the slope has; the scale nearest to 1 */
    for (size_t i = 0; i < count; i++) {
        large += c[i] >= large_c;
        unit = fabs(log(c[i])) < fabs(log(c[unit])) ? i : unit;
    }
    hodo_status status = HODO_OK;
    if (large >= 3) {
        status = claim_slopes(run, table, c, count, largest, arena, claims, error);
    }
    const hodo_condition at_unit[] = {{"c", hodo_real(c[unit])}, {.column = NULL}};
    char statement[128];
    (void)snprintf(statement, sizeof statement, "c = %.3g: measured minus predicted angle (rad)", c[unit]);
    if (status == HODO_OK) {
        status = angle_claim_difference(table, at_unit, "theta-near-one", statement, hodo_run_integer(run, "m"),
                                        claims, error);
    }
    const hodo_condition where[] = {{"c", hodo_real(largest)}, {.column = NULL}};
    size_t draws = 0;
    const double *cosine = hodo_select(table, "cos", where, arena, &draws, error);
    const double *expected = hodo_select(table, "cos_theory", where, arena, &draws, error);
    if (status == HODO_OK && (cosine == NULL || expected == NULL)) {
        status = error->status;
    }
    if (status == HODO_OK) {
        const hodo_estimate mean = hodo_estimate_mean(cosine, draws);
        const hodo_claim constant = {"constant",
                                     "c cos at the largest c: the constant of the law, 1 in the limit",
                                     HODO_CLAIM_EQUAL,
                                     largest * expected[0],
                                     largest * mean.value,
                                     largest * mean.standard_error,
                                     mean.draws,
                                     largest * cosine_allowance(run),
                                     0.5};
        status = hodo_claims_add(claims, &constant, error);
    }
    hodo_arena_free(arena);
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/large-c-law",
        .title = "cos of the angle at the last feature falls as 1/c",
        .source = "ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
