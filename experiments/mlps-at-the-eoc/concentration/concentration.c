/* How the tangent kernel of finite networks concentrates at its limit: relative spectral error against width m,
 * depth l and the power p by which widths grow with depth (arXiv 2502.13110; the numbers are ours). */
#include "experiments/mlps-at-the-eoc/chaos_activation.h"
#include "experiments/mlps-at-the-eoc/chaos_kernel.h"
#include "experiments/mlps-at-the-eoc/concentration/concentration_claims.h"
#include "rmt/ntk/diagonal_width.h"

#include <math.h>

enum { MOST_DEPTH = 100 };

static const hodo_parameter parameters[] = {
    {.name = "activation", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "abs,relu", .unit = "1",
     .doc = "abs (Delta = 1) or relu (Delta = 1/2)"},
    {.name = "p", .type = HODO_INTEGER, .role = HODO_SWEEP, .usual = "0,1,2", .unit = "1",
     .doc = "hidden layer k has width k^p m", .least = 0, .most = 3},
    {.name = "l", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "5", .usual = "5,10", .unit = "1",
     .doc = "weight matrices", .least = 2, .most = MOST_DEPTH},
    {.name = "m", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "16,32,64", .usual = "8,16,32,64",
     .paper = "8,16,32,64,128", .unit = "1", .doc = "width of the first hidden layer", .least = 1, .most = 1e5},
    {.name = "inputs", .type = HODO_INTEGER, .usual = "6", .unit = "1", .doc = "n orthonormal inputs",
     .least = 2, .most = 1000},
    {.name = "most-weights", .type = HODO_REAL, .usual = "1.3e7", .paper = "6e7", .unit = "1",
     .doc = "networks of more weights are left out", .least = 1, .most = 1e10},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "60", .usual = "160", .unit = "1",
     .doc = "independent draws of all weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"activation", "", "of the network", HODO_TEXT},
    {"p", "1", "power by which widths grow", HODO_INTEGER},
    {"l", "1", "weight matrices", HODO_INTEGER},
    {"m", "1", "width of the first hidden layer", HODO_INTEGER},
    {"trial", "1", "draw of the weights", HODO_INTEGER},
    {"error", "1", "||K - K_inf|| / ||K_inf||, spectral norms", HODO_REAL},
    {"diagonal", "1", "mean over inputs of K(x,x)/l", HODO_REAL},
    {"diagonal_square", "1", "mean over inputs of (K(x,x)/l - 1)^2", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"square_theory", "1", "mean of diagonal_square, first order in 1/m", HODO_REAL},
    {"square_even", "1", "the same if all widths were m", HODO_REAL},
    {.name = NULL},
};

static hodo_status setting_of(const hodo_cell *cell, chaos_network_setting *setting, hodo_error *error)
{
    *setting = (chaos_network_setting){.inputs = (size_t)hodo_cell_integer(cell, "inputs"),
                                       .width = (size_t)hodo_cell_integer(cell, "m"),
                                       .depth = (size_t)hodo_cell_integer(cell, "l"),
                                       .growth = (double)hodo_cell_integer(cell, "p")};
    return chaos_activation_find(hodo_cell_text(cell, "activation"), &setting->a, &setting->b, error);
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    chaos_network_setting setting;
    const hodo_status status = setting_of(cell, &setting, error);
    return status != HODO_OK ? status : chaos_network_check(&setting, error);
}

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    chaos_network_setting setting;
    hodo_status status = setting_of(cell, &setting, error);
    if (status != HODO_OK || chaos_network_weights(&setting) > hodo_cell_real(cell, "most-weights")) {
        return status;
    }
    const hodo_matrix kernel = hodo_matrix_take(arena, HODO_DOUBLE, setting.inputs, setting.inputs, error);
    if (kernel.data == NULL) {
        return HODO_NO_MEMORY;
    }
    double relative;
    status = chaos_kernel_measure(arena, &setting, hodo_cell_stream(cell), kernel, error);
    status = status != HODO_OK ? status
                               : chaos_kernel_error(arena, kernel, chaos_network_delta(&setting), setting.depth,
                                                    &relative, error);
    if (status != HODO_OK) {
        return status;
    }
    const chaos_kernel_entries entries = chaos_kernel_summary(kernel, setting.depth);
    return hodo_cell_row(
        cell,
        (hodo_value[]){hodo_text(hodo_cell_text(cell, "activation")),
                       hodo_integer(hodo_cell_integer(cell, "p")), hodo_integer((int64_t)setting.depth),
                       hodo_integer((int64_t)setting.width), hodo_integer(hodo_cell_integer(cell, "trials")),
                       hodo_real(relative), hodo_real(entries.diagonal), hodo_real(entries.diagonal_square)},
        error);
}
/* end: cell */

static double cost(const hodo_cell *cell)
{
    chaos_network_setting setting;
    return setting_of(cell, &setting, NULL) == HODO_OK &&
                   chaos_network_weights(&setting) <= hodo_cell_real(cell, "most-weights")
               ? chaos_kernel_cost(&setting)
               : 1.0;
}

/* Relative variance of a diagonal entry at hidden widths j^p m. */
static double variance(double delta, int64_t p, int64_t l, int64_t m)
{
    double widths[MOST_DEPTH];
    for (int64_t j = 1; j < l; j++) {
        widths[j - 1] = pow((double)j, (double)p) * (double)m;
    }
    return rmt_tangent_diagonal_variance(delta, widths, (size_t)l);
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)run;
    const size_t activation = hodo_table_find(table, "activation"), p = hodo_table_find(table, "p"),
                 l = hodo_table_find(table, "l"), m = hodo_table_find(table, "m"),
                 square = hodo_table_find(table, "square_theory"), even = hodo_table_find(table, "square_even");
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        double a, b;
        const hodo_status status =
            chaos_activation_find(hodo_table_get(table, row, activation).text, &a, &b, error);
        if (status != HODO_OK) {
            return status;
        }
        const double delta = b * b / (a * a + b * b);
        const int64_t depth = hodo_table_get(table, row, l).integer,
                      width = hodo_table_get(table, row, m).integer;
        hodo_table_set(table, row, square,
                       hodo_real(variance(delta, hodo_table_get(table, row, p).integer, depth, width)));
        hodo_table_set(table, row, even, hodo_real(variance(delta, 0, depth, width)));
    }
    return HODO_OK;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "mlps-at-the-eoc/concentration",
        .title = "the tangent kernel of finite networks against its limit, by width, depth and growth",
        .source = "arXiv 2502.13110; numbers ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = concentration_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
