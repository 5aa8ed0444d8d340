/* The limiting tangent kernel of MLPs at the edge of chaos against depth, and the kernels of finite networks
 * (arXiv 2502.13110): entries off the diagonal and condition number for orthonormal inputs, for several Delta,
 * with the asymptotes of both. */
#include "experiments/mlps-at-the-eoc/chaos_kernel.h"
#include "experiments/mlps-at-the-eoc/limiting-ntk/limit_claims.h"

#include "base/eigenvalue.h"
#include "rmt/ntk/tangent_limit.h"

#include <inttypes.h>
#include <math.h>

static const hodo_parameter parameters[] = {
    {.name = "delta", .type = HODO_REAL, .role = HODO_SWEEP, .usual = "1,0.5,0.25", .unit = "1",
     .doc = "Delta = b^2/(a^2 + b^2): abs 1, ReLU 1/2", .least = 0, .most = 1, .least_excluded = true},
    {.name = "m", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "0,16,32", .usual = "0,16,64",
     .paper = "0,32,64", .unit = "1", .doc = "hidden layer k has width k^2 m; 0: the limit alone",
     .least = 0, .most = 1e4},
    {.name = "l", .type = HODO_INTEGER, .role = HODO_LIST, .quick = "2,3,5", .usual = "2,3,5,8",
     .paper = "2,3,5,8,10", .unit = "1", .doc = "weight matrices of the finite networks", .least = 2,
     .most = 20},
    {.name = "depth", .type = HODO_INTEGER, .role = HODO_LIST,
     .usual = "1,2,3,4,5,6,7,8,9,10,12,14,17,20,25,30,40,50,70,100,150,200,300,500,700,1000,3000,10000,30000,"
              "100000",
     .unit = "1", .doc = "weight matrices at which the limit is asked", .least = 1, .most = 1e6},
    {.name = "inputs", .type = HODO_INTEGER, .usual = "20", .unit = "1", .doc = "n orthonormal inputs",
     .least = 2, .most = 1000},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .usual = "80", .unit = "1",
     .doc = "independent draws of all weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"delta", "1", "Delta", HODO_REAL},
    {"m", "1", "hidden layer k has width k^2 m; 0: the limit alone", HODO_INTEGER},
    {"l", "1", "weight matrices", HODO_INTEGER},
    {"trial", "1", "draw of the weights; networks of several depths share those of their first layers",
     HODO_INTEGER},
    {"ratio", "1", "mean over pairs of inputs of K(x,x')/l; the limit's where m is 0", HODO_REAL},
    {"diagonal", "1", "mean over inputs of K(x,x)/l; 1 where m is 0", HODO_REAL},
    {"reciprocal", "1", "smallest over largest eigenvalue of the kernel matrix; the limit's where m is 0",
     HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"ratio_theory", "1", "K(x,x')/l of the limit", HODO_REAL},
    {"condition_theory", "1", "condition number of the limit", HODO_REAL},
    {"ratio_asymptote", "1", "1/4 + (3/8) ln l / l", HODO_REAL},
    {"condition_asymptote", "1", "1 + n/3 + (2n/3) ln l / l", HODO_REAL},
    {"condition_limit", "1", "1 + n/3", HODO_REAL},
    {.name = NULL},
};

static chaos_network_setting setting_of(const hodo_cell *cell, size_t depth)
{
    const double delta = hodo_cell_real(cell, "delta");
    return (chaos_network_setting){.a = sqrt(1.0 - delta),
                                   .b = sqrt(delta),
                                   .inputs = (size_t)hodo_cell_integer(cell, "inputs"),
                                   .width = (size_t)hodo_cell_integer(cell, "m"),
                                   .depth = depth,
                                   .growth = 2.0};
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    size_t count;
    const int64_t *l = hodo_cell_integers(cell, "l", &count);
    for (size_t i = 0; i < count && hodo_cell_integer(cell, "m") > 0; i++) {
        const chaos_network_setting setting = setting_of(cell, (size_t)l[i]);
        const hodo_status status = chaos_network_check(&setting, error);
        if (status != HODO_OK) {
            return status;
        }
        static const double most = 1e9;
        if (chaos_network_weights(&setting) > most) {
            return hodo_fail(error, HODO_INVALID,
                             "l = %" PRId64 " at m = %zu has %.3g weights, more than %g: lower one of them",
                             l[i], setting.width, chaos_network_weights(&setting), most);
        }
    }
    return HODO_OK;
}

static hodo_status add_row(hodo_cell *cell, int64_t depth, chaos_kernel_entries entries, double reciprocal,
                           hodo_error *error)
{
    return hodo_cell_row(cell,
                         (hodo_value[]){hodo_real(hodo_cell_real(cell, "delta")),
                                        hodo_integer(hodo_cell_integer(cell, "m")), hodo_integer(depth),
                                        hodo_integer(hodo_cell_integer(cell, "trials")), hodo_real(entries.off),
                                        hodo_real(entries.diagonal), hodo_real(reciprocal)},
                         error);
}

/* The limit has no draws: trial 0 alone has rows. */
static hodo_status tell_limit(hodo_cell *cell, hodo_error *error)
{
    size_t count = 0;
    const int64_t *depth = hodo_cell_integers(cell, "depth", &count);
    const double delta = hodo_cell_real(cell, "delta");
    const size_t n = (size_t)hodo_cell_integer(cell, "inputs");
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < count && hodo_cell_integer(cell, "trials") == 0 && status == HODO_OK; i++) {
        const chaos_kernel_entries entries = {.diagonal = 1.0,
                                              .off = chaos_limit_ratio(delta, (size_t)depth[i])};
        const double condition = chaos_limit_condition(delta, (size_t)depth[i], n);
        status = add_row(cell, depth[i], entries, 1.0 / condition, error);
    }
    return status;
}

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    if (hodo_cell_integer(cell, "m") == 0) {
        return tell_limit(cell, error);
    }
    hodo_arena *arena = hodo_cell_arena(cell);
    const size_t n = (size_t)hodo_cell_integer(cell, "inputs");
    size_t count;
    const int64_t *l = hodo_cell_integers(cell, "l", &count);
    const hodo_matrix kernel = hodo_matrix_take(arena, HODO_DOUBLE, n, n, error);
    double *values = hodo_arena_take(arena, n, sizeof *values, error);
    hodo_status status = kernel.data != NULL && values != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        const chaos_network_setting setting = setting_of(cell, (size_t)l[i]);
        status = chaos_kernel_measure(arena, &setting, hodo_cell_stream(cell), kernel, error);
        const chaos_kernel_entries entries = chaos_kernel_summary(kernel, setting.depth);
        status = status != HODO_OK ? status : hodo_symmetric_eigenvalues(kernel.data, n, values, error);
        /* An input at which no unit is on has a row of zeros: rounding may make its eigenvalue negative. */
        const double reciprocal = fmax(values[0], 0.0) / values[n - 1];
        status = status != HODO_OK ? status : add_row(cell, l[i], entries, reciprocal, error);
    }
    return status;
}
/* end: cell */

static double cost(const hodo_cell *cell)
{
    static const double layer = 5e3; /* of the limit, in multiply-adds */
    const bool limit = hodo_cell_integer(cell, "m") == 0;
    size_t count;
    const int64_t *l = hodo_cell_integers(cell, limit ? "depth" : "l", &count);
    double sum = 1.0;
    for (size_t i = 0; i < count && !limit; i++) {
        const chaos_network_setting setting = setting_of(cell, (size_t)l[i]);
        sum += chaos_kernel_cost(&setting);
    }
    for (size_t i = 0; i < count && limit && hodo_cell_integer(cell, "trials") == 0; i++) {
        sum += layer * (double)l[i];
    }
    return sum;
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)error;
    const size_t delta_at = hodo_table_find(table, "delta"), l_at = hodo_table_find(table, "l"),
                 first = hodo_table_find(table, "ratio_theory");
    const size_t n = (size_t)hodo_run_integer(run, "inputs");
    double delta = NAN, ratio = NAN, condition = NAN;
    int64_t depth = 0;
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        const double next = hodo_table_get(table, row, delta_at).real;
        const int64_t l = hodo_table_get(table, row, l_at).integer;
        if (next != delta || l != depth) {
            ratio = chaos_limit_ratio(next, (size_t)l);
            condition = chaos_limit_condition(next, (size_t)l, n);
        }
        delta = next;
        depth = l;
        const double values[] = {ratio, condition, rmt_tangent_ratio_asymptote((double)l, 1),
                                 rmt_tangent_condition_asymptote((double)l, n, 1),
                                 rmt_tangent_condition_asymptote((double)l, n, 0)};
        for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
            hodo_table_set(table, row, first + i, hodo_real(values[i]));
        }
    }
    return HODO_OK;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "mlps-at-the-eoc/limiting-ntk",
        .title = "the limiting tangent kernel at the edge of chaos against depth, and finite networks",
        .source = "arXiv 2502.13110",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = limit_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
