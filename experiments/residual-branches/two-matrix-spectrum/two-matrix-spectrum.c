/* The spectrum of J J^T, J = d f_(1+L)/d f_1, of ResNets with two matrices a branch against its law at infinite width,
 * at depths from where phi tells to near the universal limit. */
#include "experiments/jacobian-spectra/spectrum_bins.h"
#include "experiments/jacobian-spectra/spectrum_claims.h"
#include "experiments/jacobian-spectra/spectrum_theory.h"
#include "net/tower.h"
#include "probe/jacobian.h"
#include "rmt/law/law.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "phi", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "relu,linear", .unit = "1",
     .doc = "activation between the two matrices: relu, linear or abs"},
    {.name = "L", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "2,8", .usual = "2,8,32", .unit = "1",
     .doc = "residual layers", .least = 2, .most = 1000},
    {.name = "c", .type = HODO_REAL, .usual = "1.2", .unit = "1", .doc = "branches have scale c/sqrt(L)", .least = 0,
     .most = 17, .least_excluded = true},
    {.name = "m", .type = HODO_INTEGER, .quick = "80", .usual = "150", .paper = "400", .unit = "1", .doc = "width",
     .least = 4, .most = 1e4},
    {.name = "bins", .type = HODO_INTEGER, .usual = "50", .unit = "1", .doc = "bins of ln x", .least = 8, .most = 1e4},
    {.name = "lowest", .type = HODO_REAL, .usual = "1e-4", .unit = "1", .doc = "first edge: below lies bin 0",
     .least = 1e-30, .most = 1},
    {.name = "highest", .type = HODO_REAL, .usual = "20", .unit = "1", .doc = "last edge", .least = 1.001, .most = 1e9},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .usual = "16", .paper = "32", .unit = "1",
     .doc = "independent draws of all weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    SPECTRUM_COLUMNS,
    {"phi", "", "activation", HODO_TEXT},
    {"L", "1", "residual layers", HODO_INTEGER},
    {"trace", "1", "tau(J J^T) of the draw", HODO_REAL},
    {"second", "1", "tau((J J^T)^2) of the draw", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    SPECTRUM_THEORY_COLUMNS,
    {"density_limit", "1", "mass of the universal law (L to infinity) in the bin, over its width", HODO_REAL},
    {.name = NULL},
};

enum { LAW_SIZE = 96 };

static void law_of(const char *phi, int64_t layers, double c, char line[LAW_SIZE])
{
    (void)snprintf(line, LAW_SIZE, "jacobian-branch --scale=%.17g --depth=%" PRId64 " --activation=%s", c, layers, phi);
}

/* What the law refuses (a branch scale of 1 or more, an activation that is not homogeneous) is bad usage. */
static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    char line[LAW_SIZE];
    rmt_law *law;
    law_of(hodo_cell_text(cell, "phi"), hodo_cell_integer(cell, "L"), hodo_cell_real(cell, "c"), line);
    const hodo_status status = rmt_law_open(&law, error, "%s", line);
    if (status == HODO_OK) {
        rmt_law_close(law);
    }
    return status;
}

/* excerpt: cell */
/* values (m,) <- eigenvalues of J J^T of one network f_l = sqrt(1 - beta^2) f_(l-1) + beta B_l phi(A_l f_(l-1)). */
static hodo_status measure(const hodo_cell *cell, size_t width, double *values, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const size_t layers = (size_t)hodo_cell_integer(cell, "L");
    const double branch_scale = hodo_cell_real(cell, "c") / sqrt((double)layers);
    const hodo_tower tower = {.inputs = 1, .width = width, .depth = layers + 2, .branch = HODO_BRANCH_TWO,
                              .branch_scale = &branch_scale,
                              .nonlinearity.activation = hodo_activation_find(hodo_cell_text(cell, "phi"), error)};
    hodo_architecture architecture;
    hodo_network network;
    hodo_status status = hodo_tower_architecture(arena, &tower, &architecture, error);
    if (status == HODO_OK) {
        status = hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, error);
    }
    if (status == HODO_OK) {
        status = hodo_network_draw(&network, hodo_cell_stream(cell), error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const hodo_matrix first = hodo_matrix_view(HODO_DOUBLE, network.weights[0].data, 1, width); /* f_1 = W_1 1 */
    return hodo_jacobian_spectrum(&network, 0, 1, 1 + layers, first, values, error);
}
/* end: cell */

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    const size_t width = (size_t)hodo_cell_integer(cell, "m"), count = (size_t)hodo_cell_integer(cell, "bins");
    hodo_arena *arena = hodo_cell_arena(cell);
    spectrum_bins bins;
    char line[LAW_SIZE];
    law_of(hodo_cell_text(cell, "phi"), hodo_cell_integer(cell, "L"), hodo_cell_real(cell, "c"), line);
    hodo_status status = spectrum_bins_make(arena, hodo_cell_real(cell, "lowest"), hodo_cell_real(cell, "highest"),
                                            count, true, &bins, error);
    double *values = hodo_arena_take(arena, width, sizeof *values, error);
    double *cumulative = hodo_arena_take(arena, count, sizeof *cumulative, error);
    if (status != HODO_OK || values == NULL || cumulative == NULL) {
        return status != HODO_OK ? status : HODO_NO_MEMORY;
    }
    status = measure(cell, width, values, error);
    if (status != HODO_OK) {
        return status;
    }
    spectrum_bins_cumulative(&bins, values, width, cumulative);
    double trace, second;
    spectrum_bins_traces(values, width, &trace, &second);
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        hodo_value row[SPECTRUM_COLUMN_COUNT + 4];
        spectrum_bins_row(&bins, cumulative, i, line, hodo_cell_integer(cell, "trials"), row);
        row[SPECTRUM_COLUMN_COUNT] = hodo_text(hodo_cell_text(cell, "phi"));
        row[SPECTRUM_COLUMN_COUNT + 1] = hodo_integer(hodo_cell_integer(cell, "L"));
        row[SPECTRUM_COLUMN_COUNT + 2] = hodo_real(trace);
        row[SPECTRUM_COLUMN_COUNT + 3] = hodo_real(second);
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}

static double cost(const hodo_cell *cell)
{
    const double m = (double)hodo_cell_integer(cell, "m");
    return (double)hodo_cell_integer(cell, "L") * 2.0 * m * m * (m + 90.0) + 4.0 * m * m * m;
}

/* The universal law's mass in every bin; edges are the same in all draws. */
static hodo_status fill_limit(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const size_t bins = (size_t)hodo_run_integer(run, "bins"), bin = hodo_table_find(table, "bin");
    const size_t edge = hodo_table_find(table, "edge"), width = hodo_table_find(table, "width");
    const size_t limit = hodo_table_find(table, "density_limit");
    double *cumulative = malloc(2 * bins * sizeof *cumulative);
    rmt_law *law = NULL;
    hodo_status status =
        cumulative != NULL
            ? rmt_law_open(&law, error, "jacobian-resnet --scale=%.17g", hodo_run_real(run, "c"))
            : hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu bins of theory", bins);
    for (size_t i = 0; status == HODO_OK && i < bins && i < hodo_table_rows(table); i++) {
        cumulative[bins + i] = hodo_table_get(table, i, edge).real;
    }
    if (status == HODO_OK && hodo_table_rows(table) >= bins) {
        status = rmt_law_cumulative(law, cumulative + bins, bins, cumulative, error);
    }
    for (size_t row = 0; status == HODO_OK && row < hodo_table_rows(table); row++) {
        const size_t i = (size_t)hodo_table_get(table, row, bin).integer;
        const double mass = i > 0 ? cumulative[i] - cumulative[i - 1] : 0.0;
        hodo_table_set(table, row, limit, hodo_real(i > 0 ? mass / hodo_table_get(table, row, width).real : 0.0));
    }
    rmt_law_close(law);
    free(cumulative);
    return status;
}

/* excerpt: theory */
static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const hodo_status status = spectrum_theory(table, error); /* the law named in each row */
    return status == HODO_OK ? fill_limit(run, table, error) : status;
}
/* end: theory */

/* What is claimed of one phi and one L. */
typedef struct subject {
    const hodo_table *table;
    hodo_claims *claims;
    const char *phi;
    int64_t layers, width;
    double c;
    char law[LAW_SIZE];
} subject;

enum { ID_SIZE = 64, STATEMENT_SIZE = 192 };

static void name_claim(const subject *of, const char *what, const char *words, char id[ID_SIZE],
                       char statement[STATEMENT_SIZE])
{
    (void)snprintf(id, ID_SIZE, "%s-%" PRId64 "-%s", of->phi, of->layers, what);
    (void)snprintf(statement, STATEMENT_SIZE, "%s, L = %" PRId64 ": %s", of->phi, of->layers, words);
}

/* Real weights have tau(R^2) = 1/m for a branch R of scale 1, so that tau((J J^T)^2) gains about 2 beta^2/m a layer,
 * which the later ones let grow with the moment; twice of that is allowed, for masks too (some beta^4/m: draws at m = 40
 * and c = 1.2 gain 0.55 of it for ReLU at L = 2, less elsewhere; at c near sqrt(L) it is more). */
static hodo_status claim_moments(const subject *of, hodo_error *error)
{
    char id[ID_SIZE], statement[STATEMENT_SIZE];
    double moment[2];
    rmt_law *law;
    hodo_status status = rmt_law_open(&law, error, "%s", of->law);
    if (status == HODO_OK) {
        status = rmt_law_moments(law, 2, moment, error);
        rmt_law_close(law);
    }
    if (status != HODO_OK) {
        return status;
    }
    const hodo_condition where[] = {{"phi", hodo_text(of->phi)}, {"L", hodo_integer(of->layers)},
                                    {"bin", hodo_integer(0)}, {.column = NULL}};
    name_claim(of, "trace", "mean of tau(J J^T), 1 at every width", id, statement);
    hodo_claim claim = {.id = id, .statement = statement, .predicted = 1.0, .resolution = 0.2};
    status = spectrum_claim_mean(of->table, where, "trace", claim, of->claims, error);
    if (status == HODO_OK) {
        name_claim(of, "second-moment", "mean of tau((J J^T)^2)", id, statement);
        claim.predicted = moment[1];
        claim.tolerance = 4.0 * of->c * of->c * moment[1] / (double)of->width;
        claim.resolution = 0.5 * moment[1];
        status = spectrum_claim_mean(of->table, where, "second", claim, of->claims, error);
    }
    return status;
}

/* Var tau(J J^T) is that of the masks: E[d^2] - 1 = 1 for ReLU, none otherwise. */
static hodo_status claim_law(const subject *of, hodo_error *error)
{
    char id[ID_SIZE], statement[STATEMENT_SIZE], wrong[LAW_SIZE];
    const bool masks = strcmp(of->phi, "relu") == 0;
    const double variance = masks ? pow(of->c, 4) / ((double)of->layers * (double)of->width) : 0.0;
    const spectrum_allowance allowance = {.trace_variance = variance, .everywhere = 1.0 / (double)of->width};
    name_claim(of, "law", "mean distribution function where it is farthest from the law's", id, statement);
    hodo_status status = spectrum_claim_finite_law(of->table, of->law, id, statement, allowance, of->claims, error);
    /* Deep networks forget phi and the number of matrices: only the shallow ones can be told apart. */
    const bool shallow = pow(of->c, 4) / (double)of->layers >= 1.0;
    if (status == HODO_OK && shallow) {
        (void)snprintf(wrong, sizeof wrong, "jacobian-resnet --scale=%.17g --depth=%" PRId64, of->c, of->layers);
        name_claim(of, "one-matrix", "the law of branches of one matrix is told apart", id, statement);
        status = spectrum_claim_wrong_law(of->table, of->law, wrong, id, statement,
                                          spectrum_claim_allowance(variance, of->width), of->claims, error);
    }
    if (status == HODO_OK && shallow && masks) {
        law_of("linear", of->layers, of->c, wrong);
        name_claim(of, "masks", "the law without masks is told apart", id, statement);
        status = spectrum_claim_wrong_law(of->table, of->law, wrong, id, statement,
                                          spectrum_claim_allowance(variance, of->width), of->claims, error);
    }
    return status;
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t activations, depths;
    const char *const *phi = hodo_run_texts(run, "phi", &activations);
    const int64_t *layers = hodo_run_integers(run, "L", &depths);
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < activations * depths; i++) {
        subject of = {.table = table, .claims = claims, .phi = phi[i / depths], .layers = layers[i % depths],
                      .width = hodo_run_integer(run, "m"), .c = hodo_run_real(run, "c")};
        law_of(of.phi, of.layers, of.c, of.law);
        status = claim_law(&of, error);
        status = status == HODO_OK ? claim_moments(&of, error) : status;
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "residual-branches/two-matrix-spectrum",
        .title = "the Jacobian's spectrum in ResNets with two matrices a branch",
        .source = "ours at finite depth; universal limit of Tarnowski et al. (arXiv 1809.08848), after Ling, He and "
                  "Qiu (arXiv 1807.11694)",
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
