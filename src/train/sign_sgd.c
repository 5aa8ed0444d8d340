#include "train/optimiser_rule.h"
#include "train/update.h"

/* arXiv 1802.04434. Signum's mean is (1 - mu) times ours: the sign is the same. */
static hodo_status sign_sgd(hodo_optimiser *optimiser, const hodo_pass *pass, size_t k, double rate,
                            hodo_matrix target, hodo_error *error)
{
    (void)error;
    hodo_update_sign(rate, hodo_optimiser_averaged(optimiser, pass, k), target);
    return HODO_OK;
}

const hodo_optimiser_kind hodo_optimiser_sign_sgd = {
    .name = "sign-sgd",
    .doc = "W <- W - r sign(M), M <- mu M + G; mu = 0 unless given",
    .step = HODO_STEP_ENTRYWISE,
    .states = 1,
    .forms_gradient = true,
    .defaults = {NULL, 0.0, -1, -1, -1, 0, -1, HODO_NORM_NONE},
    .update = sign_sgd,
};
