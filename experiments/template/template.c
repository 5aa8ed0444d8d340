/* @PAPER@/@FIGURE@. REPLACE: one line on what the figure shows.
 *
 * As scaffolded it is a small true figure: tau((J J^T)^2) of J = d f_(1+L)/d f_1 in deep ReLU networks at
 * initialisation, against its exact mean at this width and its limit of infinite width. */
#include "lab/estimate.h"
#include "lab/experiment.h"
#include "lab/select.h"
#include "net/network.h"
#include "net/tower.h"
#include "probe/jacobian.h"
#include "rmt/jacobian/jacobian_width.h"
#include "rmt/law/law.h"

#include <inttypes.h>
#include <stdio.h>

/* REPLACE: the parameters. A SWEEP has one cell a value, a REPEAT one an independent draw; `quick` is what CI runs,
 * `usual` what `make figures` runs, `paper` the published size. */
static const hodo_parameter parameters[] = {
    {.name = "L", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "1,2,4", .usual = "1,2,4,8", .unit = "1",
     .doc = "matrices between the two features", .least = 1, .most = 1000},
    {.name = "m", .type = HODO_INTEGER, .quick = "60", .usual = "200", .paper = "400", .unit = "1", .doc = "width",
     .least = 4, .most = 1e4},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "128", .usual = "64", .paper = "64",
     .unit = "1", .doc = "independent draws of all weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

/* REPLACE: what a cell measures, and what theory says of the same rows. */
static const hodo_column columns[] = {
    {"L", "1", "matrices between the two features", HODO_INTEGER},
    {"trial", "1", "draw of the weights", HODO_INTEGER},
    {"second", "1", "tau((J J^T)^2)", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"second_theory", "1", "its mean, exact at this width", HODO_REAL},
    {"second_limit", "1", "its value at infinite width", HODO_REAL},
    {.name = NULL},
};

/* REPLACE: the simulation of one cell. It may depend on its parameters and its random stream only. */
/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    const size_t width = (size_t)hodo_cell_integer(cell, "m"), layers = (size_t)hodo_cell_integer(cell, "L");
    hodo_arena *arena = hodo_cell_arena(cell);
    const hodo_tower tower = {.inputs = 1, .width = width, .depth = layers + 2}; /* a ReLU MLP */
    hodo_architecture architecture;
    hodo_network network;
    hodo_status status = hodo_tower_architecture(arena, &tower, &architecture, error);
    if (status == HODO_OK) {
        status = hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, error);
    }
    if (status == HODO_OK) {
        status = hodo_network_draw(&network, hodo_cell_stream(cell), error);
    }
    double *values = hodo_arena_take(arena, width, sizeof *values, error); /* (width,) */
    if (status != HODO_OK || values == NULL) {
        return status != HODO_OK ? status : HODO_NO_MEMORY;
    }
    const hodo_matrix first = hodo_matrix_view(HODO_DOUBLE, network.weights[0].data, 1, width); /* f_1 = W_1 1 */
    status = hodo_jacobian_spectrum(&network, 0, 1, 1 + layers, first, values, error);
    double second = 0.0;
    for (size_t i = 0; status == HODO_OK && i < width; i++) {
        second += values[i] * values[i] / (double)width;
    }
    const hodo_value row[] = {hodo_integer((int64_t)layers), hodo_integer(hodo_cell_integer(cell, "trials")),
                              hodo_real(second)};
    return status == HODO_OK ? hodo_cell_row(cell, row, error) : status;
}
/* end: cell */

/* REPLACE: the prediction, a call of rmt/. Theory and simulation meet here and in claims, nowhere else. */
/* excerpt: theory */
static hodo_status predict(int64_t layers, int64_t width, double *exact, double *limit, hodo_error *error)
{
    rmt_law *law;
    rmt_jacobian_width moments;
    double moment[2];
    hodo_status status = rmt_law_open(&law, error, "jacobian --activation=relu --depth=%" PRId64, layers);
    if (status != HODO_OK) {
        return status;
    }
    status = rmt_law_moments(law, 2, moment, error);
    if (status == HODO_OK) {
        status = rmt_jacobian_width_masked(0.5, width, layers, &moments, error);
    }
    if (status == HODO_OK) {
        *exact = moments.second_moment;
        *limit = moment[1];
    }
    rmt_law_close(law);
    return status;
}
/* end: theory */

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const size_t layers = hodo_table_find(table, "L"), first = hodo_table_find(table, "second_theory");
    hodo_status status = HODO_OK;
    for (size_t row = 0; status == HODO_OK && row < hodo_table_rows(table); row++) {
        double exact, limit;
        status = predict(hodo_table_get(table, row, layers).integer, hodo_run_integer(run, "m"), &exact, &limit, error);
        if (status == HODO_OK) {
            hodo_table_set(table, row, first, hodo_real(exact));
            hodo_table_set(table, row, first + 1, hodo_real(limit));
        }
    }
    return status;
}

/* REPLACE: what the figure claims. Each can fall: the mean over independent draws against a number, and a wrong
 * theory that must be told apart. Tolerance is what theory does not promise, resolution what would matter. */
static hodo_status claim_depth(const hodo_run *run, const hodo_table *table, int64_t layers, hodo_arena *arena,
                               hodo_claims *claims, hodo_error *error)
{
    const hodo_condition where[] = {{"L", hodo_integer(layers)}, {.column = NULL}};
    size_t draws;
    const double *second = hodo_select(table, "second", where, arena, &draws, error);
    double exact, limit;
    hodo_status status = second != NULL ? predict(layers, hodo_run_integer(run, "m"), &exact, &limit, error)
                                        : error->status;
    if (status != HODO_OK) {
        return status;
    }
    const hodo_estimate mean = hodo_estimate_mean(second, draws);
    const double unmasked = (double)layers + 1; /* of the product without ReLUs, Fuss and Catalan's */
    char id[64], statement[128];
    (void)snprintf(id, sizeof id, "second-moment-%" PRId64, layers);
    (void)snprintf(statement, sizeof statement, "L = %" PRId64 ": mean of tau((J J^T)^2), exact at this width", layers);
    hodo_claim claim = {.id = id, .statement = statement, .kind = HODO_CLAIM_EQUAL, .predicted = exact,
                        .measured = mean.value, .standard_error = mean.standard_error, .draws = mean.draws,
                        .resolution = 0.5 * exact};
    status = hodo_claims_add(claims, &claim, error);
    (void)snprintf(id, sizeof id, "masks-%" PRId64, layers);
    (void)snprintf(statement, sizeof statement, "L = %" PRId64 ": the law without ReLU's masks is told apart", layers);
    claim.kind = HODO_CLAIM_APART;
    claim.predicted = unmasked;
    claim.resolution = 0.5 * (exact - unmasked);
    return status == HODO_OK ? hodo_claims_add(claims, &claim, error) : status;
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t count;
    const int64_t *layers = hodo_run_integers(run, "L", &count);
    hodo_arena *arena = hodo_arena_alloc();
    hodo_status status = arena != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        status = claim_depth(run, table, layers[i], arena, claims, error);
    }
    hodo_arena_free(arena);
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "@PAPER@/@FIGURE@",
        .title = "the second moment of deep ReLU Jacobians", /* REPLACE */
        .source = "ours",                                     /* REPLACE: "arXiv 1234.56789, Figure 1" */
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .compute = compute,
        .theory = theory,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
