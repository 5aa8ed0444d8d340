#include "experiments/mlps-at-the-eoc/depth-transfer/depth_sweep.h"

#include "base/hash.h"
#include "experiments/mlps-at-the-eoc/depth-transfer/first_move.h"
#include "experiments/mlps-at-the-eoc/depth-transfer/kernel_descent.h"
#include "net/pass.h"
#include "probe/feature_change.h"
#include "train/rate_curve.h"

#include <math.h>

static chaos_network_setting network_of(const depth_setting *setting)
{
    chaos_network_setting own = setting->network;
    own.inputs = hodo_two_classes_inputs(&setting->data);
    return own;
}

hodo_status depth_sweep_check(const depth_setting *setting, hodo_error *error)
{
    const hodo_status status = hodo_two_classes_check(&setting->data, error);
    const chaos_network_setting network = network_of(setting);
    return status != HODO_OK ? status : chaos_network_check(&network, error);
}

size_t depth_sweep_matched_width(const depth_setting *setting, double reference)
{
    chaos_network_setting own = network_of(setting), other = own;
    other.growth = reference;
    const double wanted = chaos_network_weights(&other);
    own.width = 1;
    while (chaos_network_weights(&own) < wanted) {
        own.width *= 2;
    }
    size_t above = own.width, below = own.width / 2;
    while (above > below + 1) {
        own.width = below + (above - below) / 2;
        *(chaos_network_weights(&own) < wanted ? &below : &above) = own.width;
    }
    own.width = above;
    const double over = chaos_network_weights(&own) - wanted;
    own.width = below;
    return below > 0 && wanted - chaos_network_weights(&own) < over ? below : above;
}

typedef struct scene {
    const depth_setting *setting;
    chaos_network network;
    hodo_dataset data;
    hodo_source source;
    hodo_training training;
    hodo_rate_curve curve;
    kernel_descent kernel;
} scene;

/* excerpt: rates */
static hodo_status losses(void *context, const double *etas, size_t count, double *values, hodo_error *error)
{
    scene *of = context;
    double scaled[HODO_RATES_ROUND_MOST];
    for (size_t i = 0; i < count; i++) {
        scaled[i] = chaos_network_eta(&of->network.setting, of->setting->richness, etas[i]);
    }
    return hodo_rate_curve_losses(&of->curve, scaled, count, values, error);
}
/* end: rates */

static hodo_status open_scene(hodo_arena *arena, hodo_arena *scratch, const depth_setting *setting,
                              const hodo_stream *stream, scene *made, hodo_error *error)
{
    const chaos_network_setting network = network_of(setting);
    made->setting = setting;
    hodo_status status = hodo_two_classes_open(arena, &setting->data, stream, &made->data, error);
    if (status == HODO_OK) {
        hodo_matrix_scale(1 / sqrt((double)made->data.inputs), made->data.x); /* from norm sqrt(d) */
        status = chaos_network_open(arena, &network, stream, &made->network, error);
    }
    made->source = hodo_source_full(&made->data);
    made->training = (hodo_training){.loss = {&hodo_loss_square, 0},
                                     .centred = true,
                                     .batch = made->data.count,
                                     .steps = setting->steps,
                                     .optimiser = hodo_optimiser_find("sgd", NULL)};
    made->curve = (hodo_rate_curve){.scratch = scratch,
                                    .initial = &made->network.network,
                                    .training = &made->training,
                                    .source = &made->source,
                                    .gamma = chaos_network_gamma(&network, setting->gamma)};
    return status;
}

/* changes (l - 1,) <- rms of h_k less h_k at the start, k = 1 .. l - 1, after `steps` steps at eta0; NaN where
 * training did not survive. */
static hodo_status move_layers(scene *of, double eta0, size_t steps, double *changes, hodo_error *error)
{
    const size_t layers = of->network.setting.depth - 1;
    hodo_arena *arena = of->curve.scratch;
    hodo_arena_reset(arena);
    const hodo_cell_setting cell = {chaos_network_eta(&of->network.setting, of->setting->richness, eta0),
                                    of->curve.gamma};
    hodo_cohort *cohort = hodo_cohort_take(arena, &of->network.network, &of->training, &cell, 1, error);
    hodo_pass *pass =
        cohort == NULL ? NULL
                       : hodo_pass_take(arena, &of->network.network, of->data.count, HODO_FIRST_ORDER, error);
    hodo_feature_move *moves = hodo_arena_take(arena, layers + 2, sizeof *moves, error);
    if (pass == NULL || moves == NULL) {
        return error->status;
    }
    hodo_status status = hodo_pass_forward(pass, of->data.x, NULL, error);
    hodo_feature_change *change = status == HODO_OK ? hodo_feature_change_take(arena, pass, 0, error) : NULL;
    status =
        change == NULL ? error->status : hodo_loop_run(arena, cohort, &of->source, steps, NULL, NULL, error);
    for (size_t k = 0; k < layers; k++) {
        changes[k] = NAN;
    }
    hodo_cell_state *state = hodo_cohort_cell(cohort, 0);
    if (status != HODO_OK || state->stop == HODO_DIVERGED) {
        return status;
    }
    status = hodo_pass_turn(pass, &state->network, error);
    status = status != HODO_OK ? status : hodo_pass_forward(pass, of->data.x, NULL, error);
    status = status != HODO_OK ? status : hodo_feature_change_measure(change, pass, moves, error);
    for (size_t k = 0; status == HODO_OK && k < layers; k++) {
        changes[k] = moves[k + 1].change;
    }
    return status;
}

/* What infinite width does: kernel, its losses, its best rate, and the first move of every layer. */
static hodo_status law_of(hodo_arena *arena, scene *of, const hodo_rate_grid *grid, depth_sweep *made,
                          hodo_error *error)
{
    const chaos_network_setting *network = &of->network.setting;
    const size_t layers = network->depth - 1, n = of->data.count;
    const double rate = chaos_network_eta(network, of->setting->richness, 1), gamma = of->curve.gamma;
    double *widths = hodo_arena_take(arena, layers, sizeof *widths, error);
    first_move moves;
    if (widths == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t k = 0; k < layers; k++) {
        widths[k] = (double)chaos_network_width(network, k + 1);
    }
    hodo_status status =
        first_move_open(arena, of->data.x, chaos_network_delta(network), network->depth, &moves, error);
    status = status != HODO_OK ? status
                               : first_move_sizes(arena, &moves, of->data.y, widths, made->first_law,
                                                  made->first_plain, error);
    status = status != HODO_OK
                 ? status
                 : kernel_descent_open(arena, moves.kernel + layers * n * n, of->data.y, rate / (gamma * gamma),
                                       of->setting->steps, &of->kernel, error);
    if (status != HODO_OK) {
        return status;
    }
    for (size_t k = 0; k < layers; k++) {
        made->first_law[k] *= rate / gamma;
        made->first_plain[k] *= rate / gamma;
    }
    made->edge = of->kernel.edge;
    for (size_t i = 0; i < DEPTH_SWEEP_LINE; i++) { /* from a sixteenth of the edge to the edge itself */
        made->law_rates[i] = made->edge * exp2(4 * ((double)i + 1) / DEPTH_SWEEP_LINE - 4);
    }
    status = kernel_descent_losses(&of->kernel, made->law_rates, DEPTH_SWEEP_LINE, made->law_losses, error);
    return status != HODO_OK ? status
                             : hodo_rate_search_run(grid, made->edge / 2, kernel_descent_losses, &of->kernel,
                                                    &made->law, error);
}

static hodo_status sweep(hodo_arena *arena, hodo_arena *scratch, const depth_setting *setting,
                         const hodo_stream *stream, depth_sweep *made, hodo_error *error)
{
    scene of;
    hodo_status status = open_scene(arena, scratch, setting, stream, &of, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_stream own = *stream;
    double uniform;
    own.cell = hodo_hash_text(own.cell, "grid");
    hodo_random_uniform(&own, (uint32_t)setting->network.depth, 0, 1, &uniform);
    const hodo_rate_grid grid = {.factor = DEPTH_SWEEP_FACTOR,
                                 .offset = uniform - 0.5,
                                 .rise = DEPTH_SWEEP_RISE,
                                 .first = DEPTH_SWEEP_FIRST,
                                 .more = DEPTH_SWEEP_MORE,
                                 .most = DEPTH_SWEEP_MOST};
    status = law_of(arena, &of, &grid, made, error);
    const double guess = isfinite(made->law.eta) ? made->law.eta : made->edge / 2;
    status = status != HODO_OK ? status : hodo_rate_search_run(&grid, guess, losses, &of, &made->found, error);
    const double small = DEPTH_SWEEP_SMALL * made->edge;
    status = status != HODO_OK ? status : move_layers(&of, small, 1, made->first, error);
    for (size_t k = 0; status == HODO_OK && k < setting->network.depth - 1; k++) {
        made->first[k] /= small;
    }
    return status != HODO_OK || !isfinite(made->found.grid_eta)
               ? status
               : move_layers(&of, made->found.grid_eta, setting->steps, made->moved, error);
}

hodo_status depth_sweep_run(hodo_arena *arena, const depth_setting *setting, const hodo_stream *stream,
                            depth_sweep *made, hodo_error *error)
{
    const size_t layers = setting->network.depth;
    *made = (depth_sweep){.edge = NAN};
    double **arrays[] = {&made->first, &made->first_law, &made->first_plain,
                         &made->moved, &made->law_rates, &made->law_losses};
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        const size_t count = i < 4 ? layers : DEPTH_SWEEP_LINE;
        *arrays[i] = hodo_arena_take(arena, count, sizeof **arrays[i], error);
        if (*arrays[i] == NULL) {
            return HODO_NO_MEMORY;
        }
        for (size_t k = 0; k < count; k++) {
            (*arrays[i])[k] = NAN;
        }
    }
    hodo_arena *scratch = hodo_arena_alloc();
    const hodo_status status = scratch == NULL
                                   ? hodo_fail(error, HODO_NO_MEMORY, "no memory for the runs of a search")
                                   : sweep(arena, scratch, setting, stream, made, error);
    hodo_arena_free(scratch);
    return status;
}

/* The rates that most searches need, and the run in which layers are measured; beside the products of a step,
 * what each matrix costs however small. And the law: descents of the kernel, and for every layer and input a
 * sum over the layers below and pairs of samples. */
double depth_sweep_cost(const depth_setting *setting)
{
    static const double rates = DEPTH_SWEEP_FIRST + DEPTH_SWEEP_MORE + 1, each_matrix = 1.2e5, each_pair = 70;
    const chaos_network_setting network = network_of(setting);
    const double step = chaos_network_step_cost(&network, setting->data.samples);
    const double n = (double)setting->data.samples, l = (double)network.depth, steps = (double)setting->steps;
    const double law = each_pair * n * n * (n * l * l / 2 + (rates + DEPTH_SWEEP_LINE) * steps);
    return rates * steps * (step + each_matrix * l) + law;
}
