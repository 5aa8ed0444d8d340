#include "probe/angle.h"
#include "probe/stacked.h"

#include <float.h>
#include <math.h>

hodo_speeds *hodo_speeds_take(hodo_arena *arena, hodo_network *network, size_t samples, hodo_pass_order order,
                              hodo_error *error)
{
    const hodo_architecture *architecture = network->architecture;
    const size_t members = architecture->members, layers = architecture->weight_count * members;
    hodo_speeds *speeds = hodo_arena_zero(arena, 1, sizeof *speeds, error);
    hodo_pass *pass = hodo_pass_take(arena, network, samples, order, error);
    if (speeds == NULL || pass == NULL) {
        return NULL;
    }
    speeds->members = members;
    speeds->features = architecture->feature_count;
    speeds->pass = pass;
    speeds->rows = hodo_arena_zero(arena, members * speeds->features, sizeof *speeds->rows, error);
    speeds->loss = hodo_arena_zero(arena, members, sizeof(double), error);
    speeds->norms = hodo_arena_zero(arena, layers, sizeof(double), error);
    speeds->rates = hodo_arena_zero(arena, layers, sizeof(double), error);
    speeds->output_gradient =
        hodo_matrix_take(arena, network->precision, hodo_pass_rows(pass), architecture->outputs, error);
    const bool all = speeds->rows != NULL && speeds->loss != NULL && speeds->norms != NULL &&
                     speeds->rates != NULL && speeds->output_gradient.data != NULL;
    return all ? speeds : NULL;
}

/* One rate per (k, member); `norm` is ||grad_k||^2 > 0 where the rule divides by it. */
static double rate_of(hodo_flow flow, size_t at, double norm, size_t trained)
{
    const double eta = flow.eta != 0.0 ? flow.eta : 1.0;
    switch (flow.kind) {
    case HODO_BALANCED:
        return eta / ((double)trained * norm);
    case HODO_EQUAL:
        return eta;
    case HODO_GIVEN:
        return flow.given[at];
    }
    return 0.0;
}

static hodo_status set_rates(hodo_speeds *speeds, hodo_flow flow, hodo_error *error)
{
    const hodo_architecture *architecture = hodo_pass_network(speeds->pass)->architecture;
    if (architecture->trained_count == 0) {
        return hodo_fail(error, HODO_INVALID, "no layer is trained, so no feature moves: train one");
    }
    if (flow.kind == HODO_GIVEN && flow.given == NULL) {
        return hodo_fail(error, HODO_INVALID, "the rates are said to be given and are not");
    }
    for (size_t k = 0; k < architecture->weight_count; k++) {
        const bool trained = hodo_weight_layer(architecture, k)->trained;
        for (size_t j = 0; j < speeds->members; j++) {
            const size_t at = k * speeds->members + j;
            if (trained && flow.kind == HODO_BALANCED && !(speeds->norms[at] >= DBL_MIN)) {
                return hodo_fail(error, HODO_NUMERIC,
                                 "||grad||^2 of weight layer %zu, member %zu, is %g, so no rate balances it: "
                                 "the loss has no slope, or the backward pass underflowed: raise the width or "
                                 "the branch scale",
                                 k, j, speeds->norms[at]);
            }
            speeds->rates[at] =
                trained ? rate_of(flow, at, speeds->norms[at], architecture->trained_count) : 0.0;
        }
    }
    return HODO_OK;
}

/* Sum of rate ||grad||^2 over dense layers first .. last - 1 of a member. */
static double decay_between(const hodo_speeds *speeds, size_t member, size_t first, size_t last)
{
    double sum = 0.0;
    for (size_t k = first; k < last; k++) {
        sum += speeds->rates[k * speeds->members + member] * speeds->norms[k * speeds->members + member];
    }
    return sum;
}

/* What of a member lies below a feature: its first `depth` dense layers. */
typedef struct layers_below {
    size_t depth;
    bool trained; /* one of them is */
    double decay; /* sum of their rate ||grad||^2 */
} layers_below;

/* The same up to `depth`: features come in order, so that all of them together cost O(L). */
static void raise_to(const hodo_speeds *speeds, size_t member, size_t depth, layers_below *below)
{
    const hodo_architecture *architecture = hodo_pass_network(speeds->pass)->architecture;
    for (; below->depth < depth; below->depth++) {
        const size_t at = below->depth * speeds->members + member;
        below->trained = below->trained || hodo_weight_layer(architecture, below->depth)->trained;
        below->decay += speeds->rates[at] * speeds->norms[at];
    }
}

static hodo_status measure_feature(const hodo_speeds *speeds, size_t j, size_t v, const layers_below *below,
                                   hodo_speed *row, hodo_error *error)
{
    const hodo_pass *pass = speeds->pass;
    const hodo_architecture *architecture = hodo_pass_network(pass)->architecture;
    const size_t n = hodo_pass_samples(pass), depth = architecture->feature_depth[v];
    const hodo_matrix feature = hodo_pass_feature(pass, v), velocity = hodo_pass_feature_tangent(pass, v);
    const hodo_matrix backward = hodo_pass_feature_backward(pass, v);
    const size_t entries = n * feature.columns;
    const hodo_pair pair = hodo_stacked_pair(velocity, backward, -1.0, j * n, n);
    const hodo_pair size = hodo_stacked_pair(feature, feature, 1.0, j * n, n);
    *row = (hodo_speed){
        .moves = below->trained,
        .feature_rms = hodo_rms(size.x_norm, entries),
        .backward_rms = hodo_rms(pair.y_norm, entries),
    };
    if (!(pair.y_norm > 0.0) || !isfinite(pair.y_norm)) {
        return hodo_fail(
            error, HODO_NUMERIC,
            "the backward vector at feature %zu of member %zu has norm %g, so it makes no angle: the loss has "
            "no slope, or the pass underflowed: raise the width or the branch scale",
            v, j, pair.y_norm);
    }
    if (!row->moves) {
        return HODO_OK;
    }
    row->loss_decay = below->decay;
    if (!(pair.x_norm > 0.0) || !isfinite(pair.x_norm) || !(row->loss_decay > 0.0)) {
        return hodo_fail(
            error, HODO_NUMERIC,
            "feature %zu of member %zu moves at speed %g for a loss decay of %g: no angle, no sensitivity; "
            "check the rates, or raise the width or the branch scale",
            v, j, pair.x_norm, row->loss_decay);
    }
    row->cosine = pair.cosine;
    row->angle = pair.angle;
    row->speed = hodo_rms(pair.x_norm, entries);
    row->aligned_speed = row->cosine * row->speed;
    row->contribution = v > 0 ? decay_between(speeds, j, architecture->feature_depth[v - 1], depth) : 0.0;
    row->sensitivity = row->speed / row->loss_decay;
    row->formula_defect = (pair.dot - row->loss_decay) / row->loss_decay;
    return HODO_OK;
}

hodo_status hodo_speeds_measure(hodo_speeds *speeds, hodo_matrix x, hodo_matrix y, hodo_loss loss,
                                hodo_flow flow, const hodo_stream *draw, hodo_error *error)
{
    hodo_pass *pass = speeds->pass;
    const hodo_architecture *architecture = hodo_pass_network(pass)->architecture;
    hodo_status status = hodo_pass_forward(pass, x, draw, error);
    if (status == HODO_OK) {
        status = hodo_loss_value(loss, speeds->members, hodo_pass_output(pass), y, speeds->loss, error);
    }
    if (status == HODO_OK) {
        status = hodo_loss_gradient(loss, speeds->members, hodo_pass_output(pass), y, speeds->output_gradient,
                                    error);
    }
    if (status == HODO_OK) {
        status = hodo_pass_backward(pass, speeds->output_gradient, error);
    }
    if (status == HODO_OK) {
        status = hodo_gradient_norms(pass, speeds->norms, error);
    }
    if (status == HODO_OK) {
        status = set_rates(speeds, flow, error);
    }
    if (status == HODO_OK) {
        status = hodo_pass_tangent(pass, (hodo_direction){.rates = speeds->rates}, error);
    }
    for (size_t j = 0; j < speeds->members && status == HODO_OK; j++) {
        layers_below below = {0};
        for (size_t v = 0; v < speeds->features && status == HODO_OK; v++) {
            raise_to(speeds, j, architecture->feature_depth[v], &below);
            status = measure_feature(speeds, j, v, &below, &speeds->rows[j * speeds->features + v], error);
        }
    }
    return status;
}
