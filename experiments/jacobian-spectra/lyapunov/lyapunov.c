/* Lyapunov exponents of the Jacobians of deep networks at finite width, linear and ReLU (ours for ReLU): the
 * growth of k-dimensional volumes from feature 1 to feature 1 + n, by forward differentiation and one
 * orthogonalisation at either end. Gaussian layers forget the frame that they meet, so that n steps have n
 * times the mean of one: no limit is taken. */
#include "base/activation.h"
#include "lab/estimate.h"
#include "lab/experiment.h"
#include "lab/select.h"
#include "net/pass.h"
#include "net/tower.h"
#include "rmt/finite/lyapunov.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "activation", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "linear,relu", .unit = "1",
     .doc = "linear (variance 1/m) or relu (variance 2/m)"},
    {.name = "m", .type = HODO_INTEGER, .usual = "50", .paper = "100", .unit = "1", .doc = "width", .least = 2,
     .most = 1e4},
    {.name = "count", .type = HODO_INTEGER, .usual = "20", .paper = "40", .unit = "1",
     .doc = "exponents, the largest first", .least = 1, .most = 1e3},
    {.name = "matrices", .type = HODO_INTEGER, .usual = "6", .unit = "1", .doc = "matrices of the product",
     .least = 1,
     .most = 100},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "300", .usual = "2000", .unit = "1",
     .doc = "independent draws of all weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"activation", "", "of the network", HODO_TEXT},
    {"k", "1", "order of the exponent, 1 is the largest", HODO_INTEGER},
    {"trial", "1", "draw of the weights", HODO_INTEGER},
    {"exponent", "1/layer", "growth of the k-th length, where k units were on in every layer", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"exponent_theory", "1/layer", "its mean, exact at this width", HODO_REAL},
    {"exponent_unmasked", "1/layer", "the mean at the same variance if no mask stood between the matrices",
     HODO_REAL},
    {.name = NULL},
};

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    const char *activation = hodo_cell_text(cell, "activation");
    if (strcmp(activation, "linear") != 0 && strcmp(activation, "relu") != 0) {
        return hodo_fail(error, HODO_INVALID, "activation '%s' is neither linear nor relu: give one of them",
                         activation);
    }
    if (hodo_cell_integer(cell, "count") > hodo_cell_integer(cell, "m")) {
        return hodo_fail(error, HODO_INVALID,
                         "count = %" PRId64 " is above m = %" PRId64 ": there is one exponent a unit",
                         hodo_cell_integer(cell, "count"), hodo_cell_integer(cell, "m"));
    }
    return HODO_OK;
}

/* Gram-Schmidt, twice for its digits, of the rows of `frame` (count, m) in place: logarithm[k] = log of what
 * row k adds to the rows before it. */
static void orthogonalise(hodo_matrix frame, double *logarithm)
{
    for (size_t k = 0; k < frame.rows; k++) {
        const hodo_matrix row = hodo_matrix_rows(frame, k, 1);
        for (int pass = 0; pass < 2; pass++) {
            for (size_t before = 0; before < k; before++) {
                const hodo_matrix other = hodo_matrix_rows(frame, before, 1);
                const double minus = -hodo_matrix_dot(other, row);
                hodo_rows_add(&minus, other, row);
            }
        }
        const double square = hodo_matrix_dot(row, row), scale = 1 / sqrt(square);
        logarithm[k] = log(square) / 2;
        hodo_rows_scale(&scale, row);
    }
}

/* The fewest units on in any layer whose activation a matrix takes; all of them without masks. */
static int64_t fewest_on(const hodo_pass *pass, int64_t matrices, int64_t width, bool relu)
{
    int64_t fewest = width;
    for (int64_t l = 1; relu && l <= matrices; l++) {
        const hodo_matrix f = hodo_pass_feature(pass, (size_t)l);
        int64_t on = 0;
        for (size_t i = 0; i < (size_t)width; i++) {
            on += hodo_matrix_get(f, 0, i) > 0;
        }
        fewest = on < fewest ? on : fewest;
    }
    return fewest;
}

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const int64_t width = hodo_cell_integer(cell, "m"), matrices = hodo_cell_integer(cell, "matrices");
    const size_t m = (size_t)width, count = (size_t)hodo_cell_integer(cell, "count");
    const char *activation = hodo_cell_text(cell, "activation");
    const hodo_tower tower = {.inputs = m, .width = m, .depth = (size_t)matrices + 2,
                              .nonlinearity = {.activation = hodo_activation_find(activation, error)}};
    hodo_architecture architecture;
    hodo_network network;
    /* One input, `count` directions: the samples of the batch share the input and differ in their tangents. */
    const hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, count, m, error);
    const hodo_matrix directions = hodo_matrix_take(arena, HODO_DOUBLE, count, m, error);
    double *first = hodo_arena_take(arena, count, sizeof *first, error);
    double *last = hodo_arena_take(arena, count, sizeof *last, error);
    if (tower.nonlinearity.activation == NULL || x.data == NULL || directions.data == NULL || first == NULL ||
        last == NULL) {
        return error->status;
    }
    hodo_matrix_zero(x);
    hodo_matrix_zero(directions);
    for (size_t k = 0; k < count; k++) {
        hodo_matrix_set(x, k, 0, 1.0);
        hodo_matrix_set(directions, k, k, 1.0);
    }
    hodo_pass *pass = NULL;
    hodo_status status = hodo_tower_architecture(arena, &tower, &architecture, error);
    status = status != HODO_OK ? status : hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, error);
    if (status == HODO_OK && (pass = hodo_pass_take(arena, &network, count, HODO_FIRST_ORDER, error)) == NULL) {
        status = error->status;
    }
    status = status != HODO_OK ? status : hodo_pass_forward(pass, x, hodo_cell_stream(cell), error);
    status = status != HODO_OK ? status
                               : hodo_pass_tangent(pass, (hodo_direction){.inputs = &directions}, error);
    if (status != HODO_OK) {
        return status;
    }
    orthogonalise(hodo_pass_feature_tangent(pass, 1), first);
    orthogonalise(hodo_pass_feature_tangent(pass, 1 + (size_t)matrices), last);
    const int64_t on = fewest_on(pass, matrices, width, strcmp(activation, "relu") == 0);
    for (size_t k = 1; status == HODO_OK && k <= count && (int64_t)k <= on; k++) {
        status = hodo_cell_row(cell,
                               (hodo_value[]){hodo_text(activation), hodo_integer((int64_t)k),
                                              hodo_integer(hodo_cell_integer(cell, "trials")),
                                              hodo_real((last[k - 1] - first[k - 1]) / (double)matrices)},
                               error);
    }
    return status;
}
/* end: cell */

static hodo_status exponents(const hodo_run *run, const char *activation, hodo_arena *arena, double **theory,
                             double **unmasked, hodo_error *error)
{
    const int64_t count = hodo_run_integer(run, "count"), width = hodo_run_integer(run, "m");
    const bool relu = strcmp(activation, "relu") == 0;
    *theory = hodo_arena_take(arena, (size_t)count, sizeof **theory, error);
    *unmasked = hodo_arena_take(arena, (size_t)count, sizeof **unmasked, error);
    if (*theory == NULL || *unmasked == NULL) {
        return HODO_NO_MEMORY;
    }
    const double variance = (relu ? 2 : 1) / (double)width;
    const hodo_status status = rmt_lyapunov_linear(width, variance, count, *unmasked, error);
    return status != HODO_OK ? status
           : relu            ? rmt_lyapunov_relu(width, count, *theory, NULL, error)
                             : rmt_lyapunov_linear(width, variance, count, *theory, error);
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    size_t activations;
    const char *const *activation = hodo_run_texts(run, "activation", &activations);
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the theory");
    }
    hodo_status status = HODO_OK;
    for (size_t a = 0; status == HODO_OK && a < activations; a++) {
        double *mean, *unmasked;
        status = exponents(run, activation[a], arena, &mean, &unmasked, error);
        for (size_t row = 0; status == HODO_OK && row < hodo_table_rows(table); row++) {
            if (strcmp(hodo_table_get(table, row, hodo_table_find(table, "activation")).text, activation[a]) ==
                0) {
                const int64_t k = hodo_table_get(table, row, hodo_table_find(table, "k")).integer;
                hodo_table_set(table, row, hodo_table_find(table, "exponent_theory"), hodo_real(mean[k - 1]));
                hodo_table_set(table, row, hodo_table_find(table, "exponent_unmasked"),
                               hodo_real(unmasked[k - 1]));
            }
        }
    }
    hodo_arena_free(arena);
    return status;
}

/* One claim an exponent; that of another formula is apart. */
static hodo_status claim_exponent(const hodo_run *run, const hodo_table *table, const char *activation,
                                  int64_t k, hodo_arena *arena, hodo_claims *claims, hodo_error *error)
{
    const hodo_condition where[] = {
        {"activation", hodo_text(activation)}, {"k", hodo_integer(k)}, {.column = NULL}};
    size_t count;
    const double *draws = hodo_select(table, "exponent", where, arena, &count, error);
    double *mean, *unmasked;
    const hodo_status status =
        draws == NULL ? error->status : exponents(run, activation, arena, &mean, &unmasked, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_estimate measured = hodo_estimate_mean(draws, count);
    const bool relu = strcmp(activation, "relu") == 0;
    /* Unmasked at the same variance; without masks, twice the variance. */
    const double wrong = relu ? unmasked[k - 1] : mean[k - 1] + M_LN2 / 2, gap = fabs(wrong - mean[k - 1]);
    char id[2][64], text[2][160];
    (void)snprintf(id[0], sizeof id[0], "%s-%" PRId64, activation, k);
    (void)snprintf(text[0], sizeof text[0], "%s: exponent %" PRId64, activation, k);
    (void)snprintf(id[1], sizeof id[1], "%s-%" PRId64 "-apart", activation, k);
    (void)snprintf(text[1], sizeof text[1], "%s: exponent %" PRId64 " %s is told apart", activation, k,
                   relu ? "without masks" : "at twice the variance");
    const hodo_claim stated[] = {
        {id[0], text[0], HODO_CLAIM_EQUAL, mean[k - 1], measured.value, measured.standard_error, measured.draws,
         0, 0.1 * gap},
        {id[1], text[1], HODO_CLAIM_APART, wrong, measured.value, measured.standard_error, measured.draws, 0,
         0.5 * gap},
    };
    const hodo_status first = hodo_claims_add(claims, &stated[0], error);
    return first != HODO_OK ? first : hodo_claims_add(claims, &stated[1], error);
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t activations;
    const char *const *activation = hodo_run_texts(run, "activation", &activations);
    const int64_t last = hodo_run_integer(run, "count"), middle = (last + 1) / 2;
    hodo_arena *arena = hodo_arena_alloc();
    hodo_status status = arena != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t a = 0; status == HODO_OK && a < activations; a++) {
        status = claim_exponent(run, table, activation[a], 1, arena, claims, error);
        if (status == HODO_OK && middle > 1) {
            status = claim_exponent(run, table, activation[a], middle, arena, claims, error);
        }
        if (status == HODO_OK && last > middle) {
            status = claim_exponent(run, table, activation[a], last, arena, claims, error);
        }
    }
    hodo_arena_free(arena);
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "jacobian-spectra/lyapunov",
        .title = "Lyapunov exponents of linear and ReLU networks at finite width",
        .source = "Newman 1986 for linear products; ours for ReLU",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = check,
        .compute = compute,
        .theory = theory,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
