#include "train/optimiser_rule.h"

#include "base/name.h"
#include "train/update.h"

#include <math.h>

const hodo_optimiser_kind *const hodo_optimisers[] = {
    &hodo_optimiser_sgd, &hodo_optimiser_momentum, &hodo_optimiser_adam,
    &hodo_optimiser_sign_sgd, &hodo_optimiser_muon, NULL,
};

hodo_optimiser_settings hodo_optimiser_find(const char *name, hodo_error *error)
{
    const size_t at = hodo_name_find_pointed("optimiser", name, hodo_optimisers, SIZE_MAX, error);
    if (at == HODO_NO_NAME) {
        return (hodo_optimiser_settings){NULL, -1, -1, -1, -1, -1, -1, HODO_NORM_NONE};
    }
    hodo_optimiser_settings settings = hodo_optimisers[at]->defaults;
    settings.kind = hodo_optimisers[at];
    return settings;
}

const char *hodo_optimiser_name(const hodo_optimiser_kind *kind)
{
    return kind->name;
}

const char *hodo_optimiser_doc(const hodo_optimiser_kind *kind)
{
    return kind->doc;
}

hodo_step_kind hodo_optimiser_step_kind(const hodo_optimiser_kind *kind)
{
    return kind->step;
}

/* A negative number becomes the row's default. HODO_INVALID for a setting that the row does not have, or one
 * that is not in [least, below) or not a number. */
static hodo_status resolve(const hodo_optimiser_kind *kind, const char *what, double standard, double least,
                           double below, double *value, hodo_error *error)
{
    if (*value < 0.0) {
        *value = standard;
        return HODO_OK;
    }
    if (standard < 0.0) {
        return hodo_fail(error, HODO_INVALID, "%s has no %s, but %s = %g is set: leave it -1", kind->name, what,
                         what, *value);
    }
    if (!(*value >= least && *value < below)) {
        return hodo_fail(error, HODO_INVALID, "%s of %s is %g: it must be at least %g and below %g", what,
                         kind->name, *value, least, below);
    }
    return HODO_OK;
}

static hodo_status resolve_all(hodo_optimiser_settings *settings, hodo_precision precision, hodo_error *error)
{
    const hodo_optimiser_kind *kind = settings->kind;
    const hodo_optimiser_settings *row = &kind->defaults;
    /* epsilon must be a number of the network's precision above 0, or a gradient of 0 would give 0/0 */
    const double epsilon_least = precision == HODO_FLOAT ? 0x1p-126 : 0x1p-1022;
    double nesterov = settings->nesterov, steps = settings->newton_schulz_steps;
    const struct {
        const char *what;
        double standard, least, below, *value;
    } each[] = {
        {"momentum", row->momentum, 0.0, 1.0, &settings->momentum},
        {"beta1", row->beta1, 0.0, 1.0, &settings->beta1},
        {"beta2", row->beta2, 0.0, 1.0, &settings->beta2},
        {"epsilon", row->epsilon, epsilon_least, 1e30, &settings->epsilon},
        {"nesterov", row->nesterov, 0.0, 2.0, &nesterov},
        {"newton_schulz_steps", row->newton_schulz_steps, 1.0, 1001.0, &steps},
    };
    for (size_t i = 0; i < sizeof each / sizeof each[0]; i++) {
        const hodo_status status = resolve(kind, each[i].what, each[i].standard, each[i].least, each[i].below,
                                           each[i].value, error);
        if (status != HODO_OK) {
            return status;
        }
    }
    settings->nesterov = (int)nesterov;
    settings->newton_schulz_steps = (int)steps;
    if (settings->norm != HODO_NORM_NONE && settings->norm != HODO_NORM_SPECTRAL &&
        settings->norm != HODO_NORM_FROBENIUS_RELATIVE) {
        return hodo_fail(error, HODO_INVALID, "step norm %d is not one of hodo_step_norm", (int)settings->norm);
    }
    return HODO_OK;
}

/* State of zeros for every trained weight, and scratch for the largest of them. */
static hodo_status take_memory(hodo_arena *arena, hodo_optimiser *optimiser, hodo_error *error)
{
    const hodo_network *network = optimiser->network;
    const hodo_optimiser_settings *settings = &optimiser->settings;
    const size_t count = network->architecture->weight_count, size = hodo_precision_size(network->precision);
    const size_t states = settings->momentum == 0.0 ? 0 : settings->kind->states; /* without momentum no mean */
    size_t most = 0, side = 0;
    optimiser->state = hodo_arena_zero(arena, count, sizeof *optimiser->state, error);
    if (optimiser->state == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t k = 0; k < count; k++) {
        const hodo_matrix w = network->weights[k];
        const size_t entries = w.rows * w.columns, smaller = w.rows < w.columns ? w.rows : w.columns;
        if (!hodo_weight_layer(network->architecture, k)->trained) {
            continue;
        }
        for (size_t i = 0; i < states; i++) {
            void *data = hodo_arena_zero(arena, entries, size, error);
            if (data == NULL) {
                return HODO_NO_MEMORY;
            }
            optimiser->state[k][i] = hodo_matrix_view(network->precision, data, w.rows, w.columns);
        }
        most = entries > most ? entries : most;
        side = smaller > side ? smaller : side;
    }
    if (settings->kind->forms_gradient) {
        optimiser->gradient = hodo_arena_take(arena, most, size, error);
        if (optimiser->gradient == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    if (settings->norm != HODO_NORM_NONE) {
        optimiser->step = hodo_arena_take(arena, most, size, error);
        optimiser->norms = hodo_step_norms_take(arena, network, settings->norm, settings->kind->step, error);
        if (optimiser->step == NULL || optimiser->norms == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    return settings->newton_schulz_steps > 0 ? hodo_newton_schulz_take(arena, network->precision, side, most,
                                                                       &optimiser->newton_schulz, error)
                                             : HODO_OK;
}

hodo_optimiser *hodo_optimiser_take(hodo_arena *arena, const hodo_optimiser_settings *settings,
                                    const hodo_network *network, hodo_error *error)
{
    if (settings->kind == NULL) {
        hodo_fail(error, HODO_INVALID, "an optimiser without a kind: ask hodo_optimiser_find for one");
        return NULL;
    }
    if (network->architecture->members != 1) {
        hodo_fail(error, HODO_INVALID,
                  "a family of %zu members shares its weights and cannot be trained: make it of 1 member",
                  network->architecture->members);
        return NULL;
    }
    hodo_optimiser *optimiser = hodo_arena_zero(arena, 1, sizeof *optimiser, error);
    if (optimiser == NULL) {
        return NULL;
    }
    optimiser->settings = *settings;
    optimiser->network = network;
    if (resolve_all(&optimiser->settings, network->precision, error) != HODO_OK ||
        take_memory(arena, optimiser, error) != HODO_OK) {
        return NULL;
    }
    return optimiser;
}

hodo_optimiser_settings hodo_optimiser_resolved(const hodo_optimiser *optimiser)
{
    return optimiser->settings;
}

hodo_matrix hodo_optimiser_scratch(const hodo_optimiser *optimiser, void *scratch, size_t k)
{
    const hodo_matrix weight = optimiser->network->weights[k];
    return hodo_matrix_view(weight.precision, scratch, weight.rows, weight.columns);
}

/* The step divided by its norm: through Gram matrices when it is the gradient itself and they are smaller,
 * else written out. */
static hodo_status step_normalised(hodo_optimiser *optimiser, const hodo_pass *pass, size_t k, double rate,
                                   hodo_error *error)
{
    const hodo_optimiser_settings *settings = &optimiser->settings;
    const hodo_matrix weight = optimiser->network->weights[k];
    const bool is_gradient =
        settings->kind->step == HODO_STEP_GRADIENT && optimiser->state[k][0].data == NULL;
    double factor;
    if (is_gradient && hodo_step_norms_factored(optimiser->norms, pass, k)) {
        const hodo_status status =
            hodo_step_factor_of_gradient(optimiser->norms, pass, k, &factor, error);
        return status == HODO_OK ? settings->kind->update(optimiser, pass, k, rate * factor, weight, error)
                                 : status;
    }
    const hodo_matrix step = hodo_optimiser_scratch(optimiser, optimiser->step, k);
    hodo_matrix_zero(step);
    hodo_status status = settings->kind->update(optimiser, pass, k, -1.0, step, error);
    if (status == HODO_OK) {
        status = hodo_step_factor(optimiser->norms, k, step, &factor, error);
    }
    if (status == HODO_OK) {
        hodo_update_along(rate * factor, step, weight);
    }
    return status;
}

hodo_status hodo_optimiser_step(hodo_optimiser *optimiser, const hodo_pass *pass, const double *rates,
                                hodo_error *error)
{
    const hodo_network *network = optimiser->network;
    const hodo_optimiser_settings *settings = &optimiser->settings;
    if (hodo_pass_network(pass)->weights != network->weights) {
        return hodo_fail(error, HODO_MISMATCH, "%s: the pass is over another network than the optimiser's",
                         settings->kind->name);
    }
    if (!hodo_pass_has_gradient(pass)) {
        return hodo_fail(error, HODO_INVALID, "%s: a step needs a backward pass after the last forward pass",
                         settings->kind->name);
    }
    for (size_t k = 0; k < network->architecture->weight_count; k++) {
        if (hodo_weight_layer(network->architecture, k)->trained && !isfinite(rates[k])) {
            return hodo_fail(error, HODO_INVALID, "%s: the rate of weight layer %zu is %g: it must be finite",
                             settings->kind->name, k, rates[k]);
        }
    }
    optimiser->steps++;
    for (size_t k = 0; k < network->architecture->weight_count; k++) {
        if (hodo_weight_layer(network->architecture, k)->trained) {
            const hodo_status status =
                settings->norm == HODO_NORM_NONE
                    ? settings->kind->update(optimiser, pass, k, rates[k], network->weights[k], error)
                    : step_normalised(optimiser, pass, k, rates[k], error);
            if (status != HODO_OK) {
                return status;
            }
        }
    }
    return HODO_OK;
}
