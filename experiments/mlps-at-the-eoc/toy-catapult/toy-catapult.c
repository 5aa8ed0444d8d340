/* The catapult of a two-layer linear network ends at a constant rate; under eta = c/lambda it does not. */
#include "experiments/mlps-at-the-eoc/toy-catapult/catapult_claims.h"
#include "experiments/mlps-at-the-eoc/toy-catapult/catapult_map.h"
#include "experiments/mlps-at-the-eoc/toy-catapult/compared_run.h"

#include <math.h>
#include <string.h>

/* From f_0 = 1, its standard deviation, and lambda_0 = 2, its mean: the line of the ends against c. */
static const double typical_output = 1, typical_sharpness = 2;

static const hodo_parameter parameters[] = {
    {.name = "c",
     .type = HODO_REAL,
     .role = HODO_LIST,
     .quick = "2.2,3,3.5,4.2",
     .usual = "2.1,2.2,2.4,2.6,2.8,3,3.2,3.4,3.5,3.6,3.8,4.2",
     .paper = "2.05,2.1,2.2,2.3,2.4,2.5,2.6,2.7,2.8,2.9,3,3.1,3.2,3.3,3.4,3.5,3.6,3.7,3.8,3.9,4.2",
     .unit = "1",
     .doc = "eta lambda_0 at a constant rate, eta lambda under the schedule, which is for c < 4",
     .least = 2,
     .least_excluded = true,
     .most = 10},
    {.name = "compare",
     .type = HODO_INTEGER,
     .usual = "100",
     .unit = "1",
     .doc = "steps over which network and map are compared",
     .least = 1,
     .most = 1e5},
    {.name = "steps",
     .type = HODO_INTEGER,
     .quick = "160",
     .usual = "240",
     .unit = "1",
     .doc = "steps under the schedule; fewer where lambda underflows",
     .least = 2,
     .most = 1e5},
    {.name = "burn",
     .type = HODO_INTEGER,
     .quick = "60",
     .usual = "80",
     .unit = "1",
     .doc = "of these the first, which are left out of averages",
     .least = 0,
     .most = 1e5},
    {.name = "most",
     .type = HODO_INTEGER,
     .quick = "400",
     .usual = "1000",
     .paper = "20000",
     .unit = "1",
     .doc = "steps at a constant rate, of which fewer are made where it has settled",
     .least = 1,
     .most = 1e6},
    {.name = "shown",
     .type = HODO_INTEGER,
     .usual = "1",
     .unit = "1",
     .doc = "trials whose paths are kept",
     .least = 0,
     .most = 1e6},
    {.name = "units",
     .type = HODO_INTEGER,
     .quick = "30000",
     .usual = "60000",
     .paper = "1000000",
     .unit = "1",
     .doc = "of all draws of one width: wider networks are drawn fewer times, but 5 times",
     .least = 1,
     .most = 1e12},
    {.name = "m",
     .type = HODO_INTEGER,
     .role = HODO_SWEEP,
     .usual = "1000,10000",
     .unit = "1",
     .doc = "width",
     .least = 1,
     .most = 1e7},
    {.name = "control",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .usual = CATAPULT_CONSTANT "," CATAPULT_SCHEDULE,
     .unit = "1",
     .doc = "eta = c/lambda_0 for ever, or eta = c/lambda at every step",
     .shares_draws = true},
    {.name = "trials",
     .type = HODO_INTEGER,
     .role = HODO_REPEAT,
     .quick = "30",
     .usual = "60",
     .unit = "1",
     .doc = "draws of u and v, at most"},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"m", "1", "width", HODO_INTEGER},
    {"control", "1", "constant or schedule", HODO_TEXT},
    {"c", "1", "eta lambda_0, or eta lambda", HODO_REAL},
    {"trial", "1", "draw of u and v, shared by both controls", HODO_INTEGER},
    {"entry", "1", "a step of a path, or the end of a run", HODO_TEXT},
    {"step", "1", "steps taken", HODO_INTEGER},
    {"output", "1", "f", HODO_REAL},
    {"ratio", "1", "q = f/(sqrt m lambda)", HODO_REAL},
    {"eta_lambda", "1", "rate of the step times lambda; at the end with the last rate", HODO_REAL},
    {"log10_lambda", "1", "log10 of lambda over lambda_0", HODO_REAL},
    {"map_output", "1", "f of the map from the same start", HODO_REAL},
    {"map_eta_lambda", "1", "eta lambda of the map", HODO_REAL},
    {"map_log10_lambda", "1", "log10 of the map's lambda over lambda_0", HODO_REAL},
    {"distance", "1",
     "network to map: constant, the larger of the relative differences of f (where it is above rounding) and "
     "lambda; schedule, 2 |q - q'| + |log(lambda/lambda')|; at the end the largest of the steps compared",
     HODO_REAL},
    {"alike", "1", "steps before the distance is over 1%, of those compared", HODO_INTEGER},
    {"settled", "1", "1 where a constant rate came to rest", HODO_INTEGER},
    {"diverged", "1", "1 where an output was not finite", HODO_INTEGER},
    {"held", "1", "largest |eta lambda/c - 1| of the steps of the schedule", HODO_REAL},
    {"rate", "1", "mean of -log(lambda'/lambda) a step of the schedule, without the first", HODO_REAL},
    {"square", "1", "mean of q^2 over the same steps", HODO_REAL},
    {"growth", "1", "log of the distance's growth, from 1e-12 to 1e-3 or so", HODO_REAL},
    {"growth_steps", "1", "steps that it took", HODO_REAL},
    {"wrong_end", "1", "eta lambda where the map without its term of second order rests; NaN: nowhere",
     HODO_REAL},
    {.name = NULL},
};
enum {
    FIRST_OF_STATE = 5,
    FIRST_OF_END = FIRST_OF_STATE + COMPARED_STATE,
    COLUMNS = FIRST_OF_END + COMPARED_END
};

static const hodo_column theory_columns[] = {
    {"law_rate", "1", "2 log(4/c)", HODO_REAL},
    {"law_exponent", "1", "growth of a difference a step", HODO_REAL},
    {"typical_end", "1", "eta lambda where the map rests from f = 1, lambda = 2 at a constant rate", HODO_REAL},
    {.name = NULL},
};

/* The rows of one run: its path where it is shown, and its end. */
static hodo_status write_rows(hodo_cell *cell, const compared_run *of, hodo_error *error)
{
    const size_t compare = (size_t)hodo_cell_integer(cell, "compare");
    const size_t last = of->path.steps < compare ? of->path.steps : compare;
    const double width = hodo_cell_real(cell, "m");
    hodo_value row[COLUMNS] = {hodo_integer(hodo_cell_integer(cell, "m")),
                               hodo_text(hodo_cell_text(cell, "control")), hodo_real(of->run.product),
                               hodo_integer(hodo_cell_integer(cell, "trials")), hodo_text(CATAPULT_PATH)};
    hodo_value *end = row + FIRST_OF_END;
    for (size_t i = 0; i < COLUMNS - FIRST_OF_END; i++) {
        end[i] = i < 3 ? hodo_integer(0) : hodo_real(NAN);
    }
    hodo_status status = HODO_OK;
    const bool shown = hodo_cell_integer(cell, "trials") < hodo_cell_integer(cell, "shown");
    for (size_t t = 0; status == HODO_OK && shown && t <= last; t++) {
        compared_run_state(of, t, true, width, row + FIRST_OF_STATE);
        status = hodo_cell_row(cell, row, error);
    }
    row[FIRST_OF_STATE - 1] = hodo_text(CATAPULT_END);
    compared_run_state(of, of->path.steps, false, width, row + FIRST_OF_STATE);
    compared_run_end(of, (size_t)hodo_cell_integer(cell, "burn"), end);
    return status != HODO_OK ? status : hodo_cell_row(cell, row, error);
}

static bool is_scheduled(const hodo_cell *cell)
{
    return strcmp(hodo_cell_text(cell, "control"), CATAPULT_SCHEDULE) == 0;
}

/* Whether this trial is among those of its width. */
static bool is_drawn(const hodo_cell *cell)
{
    static const int64_t always = 5;
    const int64_t trial = hodo_cell_integer(cell, "trials");
    return trial < always || trial < hodo_cell_integer(cell, "units") / hodo_cell_integer(cell, "m");
}

static hodo_status run_all(hodo_cell *cell, hodo_arena *paths, hodo_arena *scratch, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const bool scheduled = is_scheduled(cell);
    const size_t compared_steps = (size_t)hodo_cell_integer(cell, "compare");
    const size_t most = (size_t)hodo_cell_integer(cell, scheduled ? "steps" : "most");
    size_t count;
    const double *c = hodo_cell_reals(cell, "c", &count);
    linear_pair pair;
    hodo_status status =
        linear_pair_open(arena, (size_t)hodo_cell_integer(cell, "m"), hodo_cell_stream(cell), &pair, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        if (scheduled && c[i] >= 4) {
            continue;
        }
        hodo_arena_reset(paths);
        compared_run of = {
            .run = {.product = c[i], .scheduled = scheduled, .least = compared_steps, .most = most}};
        status = linear_pair_train(paths, scratch, &pair, &of.run, &of.path, error);
        status = status != HODO_OK ? status : compared_run_follow(paths, &of, compared_steps, error);
        status = status != HODO_OK ? status : write_rows(cell, &of, error);
    }
    return status;
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    if (!is_drawn(cell)) {
        return HODO_OK;
    }
    hodo_arena *paths = hodo_arena_alloc(), *scratch = hodo_arena_alloc();
    const hodo_status status = paths == NULL || scratch == NULL
                                   ? hodo_fail(error, HODO_NO_MEMORY, "no memory for a path")
                                   : run_all(cell, paths, scratch, error);
    hodo_arena_free(paths);
    hodo_arena_free(scratch);
    return status;
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    const char *control = hodo_cell_text(cell, "control");
    if (!is_scheduled(cell) && strcmp(control, CATAPULT_CONSTANT) != 0) {
        return hodo_fail(error, HODO_INVALID,
                         "control = %.40s: give " CATAPULT_CONSTANT " or " CATAPULT_SCHEDULE, control);
    }
    if (hodo_cell_integer(cell, "burn") >= hodo_cell_integer(cell, "steps")) {
        return hodo_fail(error, HODO_INVALID, "burn = %g of steps = %g: leave steps to average over",
                         hodo_cell_real(cell, "burn"), hodo_cell_real(cell, "steps"));
    }
    return HODO_OK;
}

/* A step passes over u and v some times and has a price of its own, in units of that; to find lambda is more
 * than half of one. A constant rate settles after some 150 steps, long transients of c near 4 counted in. */
static double cost(const hodo_cell *cell)
{
    static const double settling = 150, of_schedule = 2.2, price = 200;
    size_t count;
    (void)hodo_cell_reals(cell, "c", &count);
    const bool scheduled = is_scheduled(cell);
    const double steps = scheduled ? of_schedule * hodo_cell_real(cell, "steps") : settling;
    return is_drawn(cell) ? (double)count * steps * (hodo_cell_real(cell, "m") + price) : 1;
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)error;
    const size_t at_c = hodo_table_find(table, "c"), at_rate = hodo_table_find(table, "law_rate");
    const size_t at_m = hodo_table_find(table, "m"), at_exponent = hodo_table_find(table, "law_exponent");
    const size_t at_end = hodo_table_find(table, "typical_end"), at_entry = hodo_table_find(table, "entry");
    const size_t most = (size_t)hodo_run_integer(run, "most");
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        const double c = hodo_table_get(table, row, at_c).real;
        const double width = (double)hodo_table_get(table, row, at_m).integer;
        const catapult typical = {typical_output / sqrt(width), typical_sharpness};
        hodo_table_set(table, row, at_rate, hodo_real(catapult_rate(c)));
        hodo_table_set(table, row, at_exponent, hodo_real(catapult_exponent(c)));
        if (strcmp(hodo_table_get(table, row, at_entry).text, CATAPULT_END) == 0) {
            hodo_table_set(table, row, at_end,
                           hodo_real(catapult_end(typical, c / typical_sharpness, most, catapult_step)));
        }
    }
    return HODO_OK;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "mlps-at-the-eoc/toy-catapult",
        .title = "the catapult of a two-layer linear network: constant rate against eta = c/lambda",
        .source = "ours, after arXiv 2502.13110",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = catapult_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
