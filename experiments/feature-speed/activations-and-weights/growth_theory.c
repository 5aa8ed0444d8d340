#include "experiments/feature-speed/activations-and-weights/growth_theory.h"

#include "experiments/feature-speed/activations-and-weights/activated_network.h"
#include "rmt/angle/activation_width.h"

#include <string.h>

const hodo_column growth_theory_columns[] = {
    {"kappa", "1", "growth of the Jacobian's second moment a layer: growth at infinite width and depth",
     HODO_REAL},
    {"flatness", "1", "E[phi'^4]/E[phi'^2]^2 - 1: gain at infinite width", HODO_REAL},
    {"pre_width", "1", "mean of pre at this width", HODO_REAL},
    {"post_width", "1", "mean of post at this width", HODO_REAL},
    {"pre_wide", "1", "pre at infinite width", HODO_REAL},
    {"post_wide", "1", "post at infinite width", HODO_REAL},
    {"growth_width", "1", "mean of growth at this width", HODO_REAL},
    {"gain_width", "1", "mean of gain at this width", HODO_REAL},
    {.name = NULL},
};

hodo_status growth_predict(const char *network, double q, int64_t width, int64_t depth, hodo_arena *arena,
                           growth_prediction *of, hodo_error *error)
{
    const size_t count = (size_t)depth - 2;
    double *all = hodo_arena_take(arena, count, 4 * sizeof *all, error);
    hodo_status status = activated_layer(network, q, &of->layer, error);
    if (status != HODO_OK || all == NULL) {
        return error->status;
    }
    of->pre = all;
    of->post = all + count;
    of->wide_pre = all + 2 * count;
    of->wide_post = all + 3 * count;
    rmt_width_step step;
    const bool orthogonal = of->layer.orthogonal;
    status = rmt_width_step_at(&of->layer, width, &step, error);
    if (status == HODO_OK) {
        status = rmt_width_step_tangent_square(&step, orthogonal, RMT_FEATURE_PRE, count, of->pre, error);
    }
    if (status == HODO_OK) {
        status = rmt_width_step_tangent_square(&step, orthogonal, RMT_FEATURE_POST, count, of->post, error);
    }
    for (size_t n = 1; n <= count && status == HODO_OK; n++) {
        of->pre[n - 1] += 1.0;
        of->post[n - 1] += 1.0;
        of->wide_pre[n - 1] = 1.0 + rmt_activation_tangent_square(&of->layer, RMT_FEATURE_PRE, n);
        of->wide_post[n - 1] = 1.0 + rmt_activation_tangent_square(&of->layer, RMT_FEATURE_POST, n);
    }
    if (status == HODO_OK) {
        of->growth = activated_growth(of->pre, count);
        of->gain = activated_gain(of->pre, of->post, count);
    }
    return status;
}

hodo_status growth_theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const size_t network = hodo_table_find(table, "network"), n_column = hodo_table_find(table, "n");
    const size_t first = hodo_table_find(table, growth_theory_columns[0].name);
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the theory");
    }
    hodo_status status = HODO_OK;
    growth_prediction of = {0};
    const char *last = ""; /* rows of a network stand together */
    for (size_t row = 0; row < hodo_table_rows(table) && status == HODO_OK; row++) {
        const char *name = hodo_table_get(table, row, network).text;
        if (strcmp(name, last) != 0) {
            hodo_arena_reset(arena);
            status = growth_predict(name, hodo_run_real(run, "q"), hodo_run_integer(run, "m"),
                                    hodo_run_integer(run, "L"), arena, &of, error);
            last = name;
        }
        const size_t at = (size_t)hodo_table_get(table, row, n_column).integer - 1;
        if (status == HODO_OK) {
            const double values[] = {of.layer.kappa,  of.layer.flatness - 1.0, of.pre[at], of.post[at],
                                     of.wide_pre[at], of.wide_post[at],        of.growth,  of.gain};
            for (size_t i = 0; growth_theory_columns[i].name != NULL; i++) {
                hodo_table_set(table, row, first + i, hodo_real(values[i]));
            }
        }
    }
    hodo_arena_free(arena);
    return status;
}
