#include "train/optimiser_rule.h"
#include "train/update.h"

static hodo_status adam(hodo_optimiser *optimiser, const hodo_pass *pass, size_t k, double rate,
                        hodo_matrix target, hodo_error *error)
{
    (void)error;
    const hodo_optimiser_settings *settings = &optimiser->settings;
    const hodo_matrix gradient = hodo_optimiser_scratch(optimiser, optimiser->gradient, k);
    hodo_gradient_weight(pass, k, 0, 1.0, 0.0, gradient);
    hodo_update_adam(rate, (hodo_adam){settings->beta1, settings->beta2, settings->epsilon}, optimiser->steps,
                     gradient, optimiser->state[k][0], optimiser->state[k][1], target);
    return HODO_OK;
}

const hodo_optimiser_kind hodo_optimiser_adam = {
    .name = "adam",
    .doc = "Kingma and Ba, arXiv 1412.6980, with bias corrections; epsilon outside of the root",
    .step = HODO_STEP_ENTRYWISE,
    .states = 2,
    .forms_gradient = true,
    .defaults = {NULL, -1, 0.9, 0.999, 1e-8, -1, -1, HODO_NORM_NONE},
    .update = adam,
};
