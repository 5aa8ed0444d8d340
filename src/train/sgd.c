#include "train/optimiser_rule.h"
#include "train/update.h"

/* The gradient of SGD goes into the weights by one GEMM, that of momentum into the mean by another. */

static hodo_status sgd(hodo_optimiser *optimiser, const hodo_pass *pass, size_t k, double rate,
                       hodo_matrix target, hodo_error *error)
{
    (void)optimiser, (void)error;
    hodo_gradient_weight(pass, k, 0, -rate, 1.0, target);
    return HODO_OK;
}

const hodo_optimiser_kind hodo_optimiser_sgd = {
    .name = "sgd",
    .doc = "W <- W - r G",
    .step = HODO_STEP_GRADIENT,
    .defaults = {NULL, -1, -1, -1, -1, -1, -1, HODO_NORM_NONE},
    .update = sgd,
};

hodo_matrix hodo_optimiser_averaged(hodo_optimiser *optimiser, const hodo_pass *pass, size_t k)
{
    const double momentum = optimiser->settings.momentum;
    const hodo_matrix mean = optimiser->state[k][0];
    if (momentum > 0.0 && optimiser->settings.nesterov != 1) {
        hodo_gradient_weight(pass, k, 0, 1.0, momentum, mean);
        return mean;
    }
    const hodo_matrix gradient = hodo_optimiser_scratch(optimiser, optimiser->gradient, k);
    hodo_gradient_weight(pass, k, 0, 1.0, 0.0, gradient);
    if (momentum > 0.0) {
        hodo_update_look_ahead(momentum, gradient, mean);
    }
    return gradient;
}

static hodo_status momentum(hodo_optimiser *optimiser, const hodo_pass *pass, size_t k, double rate,
                            hodo_matrix target, hodo_error *error)
{
    const double mu = optimiser->settings.momentum;
    if (mu == 0.0) {
        return sgd(optimiser, pass, k, rate, target, error);
    }
    if (optimiser->settings.nesterov == 1) {
        const hodo_matrix gradient = hodo_optimiser_scratch(optimiser, optimiser->gradient, k);
        hodo_gradient_weight(pass, k, 0, 1.0, 0.0, gradient);
        hodo_update_nesterov(rate, mu, gradient, optimiser->state[k][0], target);
    } else {
        hodo_update_along(rate, hodo_optimiser_averaged(optimiser, pass, k), target);
    }
    return HODO_OK;
}

const hodo_optimiser_kind hodo_optimiser_momentum = {
    .name = "momentum",
    .doc = "M <- mu M + G, W <- W - r M; with Nesterov W <- W - r (G + mu M)",
    .step = HODO_STEP_GRADIENT,
    .states = 1,
    .forms_gradient = true,
    .defaults = {NULL, 0.9, -1, -1, -1, 0, -1, HODO_NORM_NONE},
    .update = momentum,
};
