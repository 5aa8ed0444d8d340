/* The largest eigenvalue of J J^T and its condition number against depth. */
#include "experiments/jacobian-spectra/edge_theory.h"
#include "experiments/jacobian-spectra/extreme_claims.h"
#include "experiments/jacobian-spectra/spectral_network.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "network", .type = HODO_TEXT, .role = HODO_SWEEP,
     .quick = "relu,orthogonal-relu,isometry/0.5,resnet/1",
     .usual = "relu,orthogonal-relu,isometry/0.5,resnet/0.5,resnet/1", .unit = "1",
     .doc = "relu, orthogonal-relu, isometry/s2 or resnet/c"},
    {.name = "L", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "1,2,4,8,16", .usual = "1,2,4,8,16,32",
     .paper = "1,2,4,8,16,32,64", .unit = "1", .doc = "depth: factors of the Jacobian", .least = 1,
     .most = 1e4},
    {.name = "m", .type = HODO_INTEGER, .quick = "150", .usual = "300", .paper = "1000", .unit = "1",
     .doc = "width",
     .least = 4, .most = 1e5},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "40", .usual = "24",
     .paper = "48", .unit = "1",
     .doc = "independent draws of all weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"network", "", "family and number", HODO_TEXT},
    {"L", "1", "depth: factors of the Jacobian", HODO_INTEGER},
    {"trial", "1", "draw of the weights", HODO_INTEGER},
    {"largest", "1", "largest eigenvalue of J J^T, for tau(J J^T) = 1 on average", HODO_REAL},
    {"condition", "1", "largest over the least eigenvalue that is no rounding (1e-29 of the largest)",
     HODO_REAL},
    {"log_largest", "1", "ln of the largest", HODO_REAL},
    {"log_condition", "1", "ln of the condition number", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"largest_edge", "1", "upper end of the law at infinite width", HODO_REAL},
    {"largest_mean", "1", "mean of the largest eigenvalue at this width: edge and Tracy-Widom", HODO_REAL},
    {"condition_edge", "1", "ratio of the ends at infinite width; not a number at a hard edge", HODO_REAL},
    {"condition_mean", "1", "ratio of the mean extreme eigenvalues at this width", HODO_REAL},
    {.name = NULL},
};

/* LAPACK's singular values are off by a few 1e-16 of the largest: their squares are numbers from here on. */
static const double least_square = 1e-29;

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    spectral_network network;
    return spectral_network_at_depth(hodo_cell_text(cell, "network"), hodo_cell_integer(cell, "L"), &network,
                                     error);
}

/* The largest of ascending eigenvalues over the least that is not rounding. */
static double condition_of(const double *values, size_t width)
{
    const double largest = values[width - 1];
    size_t i = 0;
    while (i < width && values[i] <= least_square * largest) {
        i++;
    }
    return largest / values[i];
}

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    const size_t width = (size_t)hodo_cell_integer(cell, "m");
    const char *text = hodo_cell_text(cell, "network");
    const int64_t depth = hodo_cell_integer(cell, "L");
    spectral_network network;
    hodo_status status = spectral_network_at_depth(text, depth, &network, error);
    double *values = hodo_arena_take(hodo_cell_arena(cell), width, sizeof *values, error);
    if (status != HODO_OK || values == NULL) {
        return status != HODO_OK ? status : HODO_NO_MEMORY;
    }
    status = spectral_network_measure(cell, &network, width, values, error);
    if (status != HODO_OK) {
        return status;
    }
    const double largest = values[width - 1], condition = condition_of(values, width);
    return hodo_cell_row(cell,
                         (hodo_value[]){hodo_text(text), hodo_integer(depth),
                                        hodo_integer(hodo_cell_integer(cell, "trials")), hodo_real(largest),
                                        hodo_real(condition), hodo_real(log(largest)),
                                        hodo_real(log(condition))},
                         error);
}
/* end: cell */

static double cost(const hodo_cell *cell)
{
    spectral_network network;
    return spectral_network_at_depth(hodo_cell_text(cell, "network"), hodo_cell_integer(cell, "L"), &network,
                                     NULL) == HODO_OK
               ? spectral_network_cost(&network, (size_t)hodo_cell_integer(cell, "m"))
               : 1.0;
}

/* Rows of one network and depth stand together: each law is solved once. */
static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const size_t column = hodo_table_find(table, "network"), depth_column = hodo_table_find(table, "L");
    const size_t first = hodo_table_find(table, "largest_edge");
    const char *text = "";
    int64_t depth = 0;
    edge_theory edges = {NAN, NAN, NAN, NAN};
    hodo_status status = HODO_OK;
    for (size_t row = 0; status == HODO_OK && row < hodo_table_rows(table); row++) {
        const char *here = hodo_table_get(table, row, column).text;
        const int64_t here_depth = hodo_table_get(table, row, depth_column).integer;
        if (strcmp(here, text) != 0 || here_depth != depth) {
            spectral_network network;
            text = here, depth = here_depth;
            status = spectral_network_at_depth(text, depth, &network, error);
            if (status == HODO_OK) {
                status = edge_theory_find(network.law, hodo_run_integer(run, "m"), &edges, error);
            }
        }
        hodo_table_set(table, row, first, hodo_real(edges.upper));
        hodo_table_set(table, row, first + 1, hodo_real(edges.upper_mean));
        hodo_table_set(table, row, first + 2, hodo_real(edges.lower > 0.0 ? edges.upper / edges.lower : NAN));
        hodo_table_set(table, row, first + 3, hodo_real(edges.upper_mean / edges.lower_mean));
    }
    return status;
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t networks;
    const char *const *texts = hodo_run_texts(run, "network", &networks);
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < networks && status == HODO_OK; i++) {
        const extreme_subject of = {table, texts[i], hodo_run_integer(run, "m"),
                                    hodo_run_integer(run, "trials")};
        status = extreme_claims(&of, claims, error);
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "jacobian-spectra/depth-extremes",
        .title = "the largest eigenvalue of J J^T and its condition number against depth",
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
