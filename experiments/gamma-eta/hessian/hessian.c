/* The top eigenvalue of the Hessian where training ends, against the learning strength gamma. */
#include "experiments/gamma-eta/descent.h"
#include "lab/trials.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

/* Of a slope. Lazy: sharpness changes by some gamma of itself while it learns. Rich: the factor
 * (1 + gamma)^(2 - 2/L) of the toy model bends a line from gamma = 10 to 1000 by .02 to .03. */
#define LAZY_TOLERANCE 0.02
#define RICH_TOLERANCE 0.03 /* whoever agrees excludes -2/(L + 1) */

enum { CLASSES = 10 };

static const hodo_parameter parameters[] = {
    {.name = "N", .type = HODO_INTEGER, .usual = "64", .paper = "1000", .unit = "1",
     .doc = "width of hidden layers", .least = 8, .most = 1e5},
    {.name = "images", .type = HODO_INTEGER, .quick = "24", .usual = "40", .paper = "512", .unit = "1",
     .doc = "digits, all of them at every step", .least = 4, .most = 1e4},
    {.name = "rise", .type = HODO_REAL, .usual = "0.9", .unit = "1",
     .doc = "the loss over its first value where a constant is learned: 1 - 1/classes", .least = 0, .most = 1,
     .least_excluded = true},
    {.name = "target", .type = HODO_REAL, .usual = "0.3", .unit = "1",
     .doc = "convergence: the loss over its first value", .least = 0, .most = 1, .least_excluded = true},
    {.name = "late", .type = HODO_REAL, .usual = "0.1", .unit = "1", .doc = "the same, later",
     .least = 0, .most = 1, .least_excluded = true},
    {.name = "product", .type = HODO_REAL, .usual = "1", .unit = "1",
     .doc = "rate times the Hessian's norm: 2 is the edge of stability", .least = 0, .most = 2,
     .least_excluded = true, .most_excluded = true},
    {.name = "steps", .type = HODO_INTEGER, .usual = "5000", .paper = "100000", .unit = "1",
     .doc = "most steps to a target", .least = 1, .most = 1e9},
    {.name = "lazy", .type = HODO_REAL, .usual = "1e-2", .unit = "1", .doc = "largest gamma of the lazy slope",
     .least = 0, .least_excluded = true, .most = 1e9},
    {.name = "rich", .type = HODO_REAL, .usual = "10", .unit = "1", .doc = "least gamma of the rich slope",
     .least = 0, .least_excluded = true, .most = 1e9},
    {.name = "reach", .type = HODO_REAL, .usual = "1e3", .paper = "1e8", .unit = "1",
     .doc = "largest gamma that is trained beyond the rise", .least = 0, .least_excluded = true, .most = 1e9},
    {.name = "L", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "2,3", .usual = "2,3,4", .unit = "1",
     .doc = "weight matrices", .least = 2, .most = 20},
    {.name = "gamma", .type = HODO_REAL, .role = HODO_SWEEP, .quick = "1e-3,1e-2,10,300,1e5",
     .usual = "1e-4,1e-2,0.1,1,10,100,1000,1e5", .paper = "logspace(-5,5,21)", .unit = "1",
     .doc = "learning strength", .least = 1e-8, .most = 1e8, .shares_draws = true},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "10", .usual = "18", .paper = "5",
     .unit = "1", .doc = "weights and digits"},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"L", "1", "weight matrices", HODO_INTEGER},
    {"gamma", "1", "learning strength", HODO_REAL},
    {"trial", "1", "weights and digits, shared by all gamma", HODO_INTEGER},
    {"lazy_limit", "1", "theory for these digits at infinite width, gamma to 0", HODO_REAL},
    {"start", "1", "N lambda_max of the Hessian at the start", HODO_REAL},
    {"rise_learned", "1", "1 where the loss came to `rise`", HODO_INTEGER},
    {"rise_steps", "1", "steps from the start", HODO_INTEGER},
    {"rise_sharpness", "1", "N lambda_max of the Hessian there", HODO_REAL},
    {"rise_gauss_newton", "1", "N lambda_max of its Gauss-Newton part there", HODO_REAL},
    {"learned", "1", "1 where the loss came to `target`", HODO_INTEGER},
    {"steps", "1", "steps from the start", HODO_INTEGER},
    {"sharpness", "1", "N lambda_max of the Hessian there", HODO_REAL},
    {"gauss_newton", "1", "N lambda_max of its Gauss-Newton part there", HODO_REAL},
    {"late_learned", "1", "1 where the loss came to `late`", HODO_INTEGER},
    {"late_steps", "1", "steps from the start", HODO_INTEGER},
    {"late_sharpness", "1", "N lambda_max of the Hessian there", HODO_REAL},
    {"late_gauss_newton", "1", "N lambda_max of its Gauss-Newton part there", HODO_REAL},
    {.name = NULL},
};
enum { COLUMNS = 17, FIRST_END = 5, NUMBERS_OF_END = 4, ENDS = 3 }; /* an end: learned .. gauss_newton */

static const hodo_column theory_columns[] = {
    {"toy_slope", "1", "slope of the toy model's sharpness at its minimum against gamma", HODO_REAL},
    {.name = NULL},
};

/* excerpt: cell */
/* From where the descent is until the loss is `target` of its first value. */
static hodo_status converge(const hodo_cell *cell, descent *of, double product, double target, hodo_value *row,
                            hodo_error *error)
{
    double end = NAN, gauss_newton = NAN;
    size_t steps;
    bool learned;
    hodo_status status = descent_flow(of, product, target,
                                      (size_t)hodo_cell_integer(cell, "steps"), &steps, &learned, error);
    status = status != HODO_OK ? status
                               : descent_eigenvalue(of, HODO_HESSIAN, HODO_RITZ_HIGHEST, EIGENVALUE_TOLERANCE,
                                                    &end, error);
    status = status != HODO_OK ? status
                               : descent_eigenvalue(of, HODO_GAUSS_NEWTON, HODO_RITZ_HIGHEST,
                                                    EIGENVALUE_TOLERANCE, &gauss_newton, error);
    row[0] = hodo_integer(learned);
    row[1] = hodo_integer((int64_t)of->cell->step);
    row[2] = hodo_real(end);
    row[3] = hodo_real(gauss_newton);
    return status;
}
/* end: cell */

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const double gamma = hodo_cell_real(cell, "gamma");
    const full_batch_setting setting = {.images = (size_t)hodo_cell_integer(cell, "images"),
                                        .width = (size_t)hodo_cell_integer(cell, "N"),
                                        .depth = (size_t)hodo_cell_integer(cell, "L")};
    full_batch on;
    descent of;
    double start = NAN, limit = NAN;
    hodo_status status = full_batch_open(arena, &setting, hodo_cell_stream(cell), &on, error);
    status = status != HODO_OK ? status : full_batch_lazy_top(arena, &on, &limit, error);
    status = status != HODO_OK ? status
                               : descent_begin(arena, &on, gamma, hodo_cell_stream(cell), &of, error);
    status = status != HODO_OK ? status
                               : descent_eigenvalue(&of, HODO_HESSIAN, HODO_RITZ_HIGHEST, EIGENVALUE_TOLERANCE,
                                                    &start, error);
    hodo_value row[COLUMNS] = {hodo_integer((int64_t)setting.depth), hodo_real(gamma),
                               hodo_integer(hodo_cell_integer(cell, "trials")),
                               hodo_real(limit / (gamma * gamma)), hodo_real(start)};
    static const char *const targets[ENDS] = {"rise", "target", "late"};
    for (size_t i = 1; i < ENDS; i++) { /* what is beyond reach */
        hodo_value *end = row + FIRST_END + i * NUMBERS_OF_END;
        end[0] = end[1] = hodo_integer(0);
        end[2] = end[3] = hodo_real(NAN);
    }
    const size_t ends = gamma <= hodo_cell_real(cell, "reach") ? ENDS : 1;
    for (size_t i = 0; status == HODO_OK && i < ends; i++) {
        /* The Hessian grows by its own size in a few steps of the rise, which longer ones would overshoot. */
        const double product = hodo_cell_real(cell, "product") / (i == 0 ? 8 : 1);
        status = converge(cell, &of, product, hodo_cell_real(cell, targets[i]),
                          row + FIRST_END + i * NUMBERS_OF_END, error);
    }
    return status == HODO_OK ? hodo_cell_row(cell, row, error) : status;
}

/* Steps to the end of the rise, and to the later target; a Hessian's product is six units, and about one in
 * three steps asks for one. */
static double cost(const hodo_cell *cell)
{
    const double width = hodo_cell_real(cell, "N"), n = hodo_cell_real(cell, "images");
    const double depth = hodo_cell_real(cell, "L"), gamma = hodo_cell_real(cell, "gamma");
    const double rise = 100 + 40 * log10(1 + gamma);
    const bool whole = gamma <= hodo_cell_real(cell, "reach");
    const double steps = rise + (whole ? descent_flow_cost(depth, gamma) : 0);
    /* Both eigenvalues of an end, and opening the digits: what they take at the sizes of the default preset. */
    static const double of_end = 5.5e7, of_digits = 5e6;
    return steps * n * width * (n + (depth - 2) * width + 10) + of_end * (whole ? ENDS : 1) + of_digits;
}

/* S = l'' L^2 (1 + gamma)^(2 - 2/L) / gamma^2. */
static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)run, (void)error;
    const size_t depth = hodo_table_find(table, "L"), at = hodo_table_find(table, "gamma");
    const size_t slope = hodo_table_find(table, "toy_slope");
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        const double gamma = hodo_table_get(table, row, at).real;
        const double power = 2 - 2 / (double)hodo_table_get(table, row, depth).integer;
        hodo_table_set(table, row, slope, hodo_real(power * gamma / (1 + gamma) - 2));
    }
    return HODO_OK;
}

/* At one of the three ends. */
typedef struct stated_end {
    const char *learned, *sharpness, *target, *suffix;
    double output; /* f~ there: the weights have grown to gamma times this */
} stated_end;

static hodo_status claim_slopes(const hodo_run *run, const hodo_table *table, int64_t depth, stated_end end,
                                double *values, hodo_arena *arena, hodo_claims *claims, hodo_error *error)
{
    const hodo_condition where[] = {
        {"L", hodo_integer(depth)}, {end.learned, hodo_integer(1)}, {.column = NULL}};
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    const double grown = hodo_run_real(run, "rich") / end.output;
    const double middle[] = {0, grown, grown};
    const double most[] = {hodo_run_real(run, "lazy"), INFINITY, INFINITY};
    const struct {
        const char *id, *statement;
        hodo_claim claim;
    } stated[] = {
        {"lazy-slope", "slope at gamma << 1",
         {.kind = HODO_CLAIM_EQUAL, .predicted = -2, .tolerance = LAZY_TOLERANCE, .resolution = 0.1}},
        {"rich-slope", "slope at gamma >> 1, -2/L",
         {.kind = HODO_CLAIM_EQUAL, .predicted = -2 / (double)depth, .tolerance = RICH_TOLERANCE,
          .resolution = 2 / ((double)depth * ((double)depth + 1)) - RICH_TOLERANCE}},
        {"hidden-falls", "slope at gamma >> 1, -2/(hidden layers) told apart",
         {.kind = HODO_CLAIM_APART, .predicted = -2 / ((double)depth - 1), .resolution = 0.1}}};
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < sizeof stated / sizeof stated[0]; i++) {
        char id[64], statement[160];
        (void)snprintf(id, sizeof id, "%s-l%" PRId64 "%s", stated[i].id, depth, end.suffix);
        (void)snprintf(statement, sizeof statement, "L = %" PRId64 ", loss at %g of the first: %s", depth,
                       hodo_run_real(run, end.target), stated[i].statement);
        hodo_claim claim = stated[i].claim;
        size_t found;
        claim.id = id;
        claim.statement = statement;
        status = hodo_trial_slopes(table, "gamma", end.sharpness, where, middle[i], most[i], arena, values,
                                   trials, &found, error);
        status = status != HODO_OK ? status : hodo_claim_mean(claims, claim, values, found, error);
    }
    return status;
}

/* The constant of the lazy line, from the kernel of infinite width: the k-fold top eigenvalue of its L terms
 * splits where the readout enters, in L - 1 of them, up to the edge (1 + sqrt(k/N))^2 of a Wishart matrix. */
static hodo_status claim_constant(const hodo_run *run, const hodo_table *table, int64_t depth, double *values,
                                  hodo_arena *arena, hodo_claims *claims, hodo_error *error)
{
    size_t count, found = 0;
    const double *gamma = hodo_run_reals(run, "gamma", &count);
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    const hodo_condition where[] = {
        {"L", hodo_integer(depth)}, {"gamma", hodo_real(gamma[0])}, {.column = NULL}};
    double *limit = hodo_arena_take(arena, trials, sizeof *limit, error);
    hodo_status status = limit == NULL
                             ? HODO_NO_MEMORY
                             : hodo_trial_means(table, "start", where, arena, values, trials, &found, error);
    status = status != HODO_OK
                 ? status
                 : hodo_trial_means(table, "lazy_limit", where, arena, limit, trials, &found, error);
    for (size_t i = 0; status == HODO_OK && i < found; i++) {
        values[i] /= limit[i];
    }
    const double split =
        (pow(1 + sqrt(CLASSES / (double)hodo_run_integer(run, "N")), 2) - 1) * (1 - 1 / (double)depth);
    char id[64], statement[160];
    (void)snprintf(id, sizeof id, "lazy-constant-l%" PRId64, depth);
    (void)snprintf(statement, sizeof statement,
                   "L = %" PRId64 ", gamma = %g: sharpness at the start over infinite width's", depth,
                   gamma[0]);
    /* Anywhere from 1 to 1 + split; without the 1/2 of a ReLU a layer it would be 2^(L-1) as large. */
    const hodo_claim constant = {.id = id,
                                 .statement = statement,
                                 .kind = HODO_CLAIM_EQUAL,
                                 .predicted = 1 + split / 2,
                                 .tolerance = split / 2,
                                 .resolution = exp2((double)depth - 1) - 1 - split};
    return status != HODO_OK ? status : hodo_claim_mean(claims, constant, values, found, error);
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    static const stated_end ends[ENDS] = {
        {"rise_learned", "rise_sharpness", "rise", "-rise", 1 / (double)CLASSES},
        {"learned", "sharpness", "target", "", 1},
        {"late_learned", "late_sharpness", "late", "-late", 1}};
    size_t depths;
    const int64_t *depth = hodo_run_integers(run, "L", &depths);
    hodo_arena *arena = hodo_arena_alloc();
    double *values = arena == NULL ? NULL : hodo_arena_take(arena, (size_t)hodo_run_integer(run, "trials"),
                                                            sizeof *values, error);
    hodo_status status =
        values != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; status == HODO_OK && i < depths; i++) {
        status = claim_constant(run, table, depth[i], values, arena, claims, error);
        for (size_t e = 0; status == HODO_OK && e < ENDS; e++) {
            status = claim_slopes(run, table, depth[i], ends[e], values, arena, claims, error);
        }
    }
    hodo_arena_free(arena);
    double out = 0;
    const size_t learned = hodo_table_find(table, "learned"), at = hodo_table_find(table, "gamma");
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        out += hodo_table_get(table, row, learned).integer == 0 &&
               hodo_table_get(table, row, at).real <= hodo_run_real(run, "reach");
    }
    return status != HODO_OK ? status : hodo_claims_quantity(claims, "left-out", out, 1, error);
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/hessian",
        .title = "the top Hessian eigenvalue where training ends, against the learning strength",
        .source = "arXiv 2410.04642",
        .revision = 2,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .data = landscape_data_name,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
