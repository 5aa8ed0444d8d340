#include "train/optimiser_rule.h"
#include "train/update.h"

/* Jordan et al. 2024; their later M <- mu M + (1 - mu) G has the same polar factor. */
static hodo_status muon(hodo_optimiser *optimiser, const hodo_pass *pass, size_t k, double rate,
                        hodo_matrix target, hodo_error *error)
{
    const hodo_matrix averaged = hodo_optimiser_averaged(optimiser, pass, k);
    const hodo_matrix factor = hodo_optimiser_scratch(optimiser, optimiser->gradient, k);
    if (averaged.data != factor.data) {
        hodo_matrix_copy(averaged, factor);
    }
    hodo_error cause = {0};
    const hodo_status status = hodo_newton_schulz(factor, (size_t)optimiser->settings.newton_schulz_steps,
                                                  &optimiser->newton_schulz, &cause);
    if (status != HODO_OK) {
        return hodo_fail(error, status, "muon, weight layer %zu: %s", k, cause.message);
    }
    hodo_update_along(rate, factor, target);
    return HODO_OK;
}

const hodo_optimiser_kind hodo_optimiser_muon = {
    .name = "muon",
    .doc = "M <- mu M + G, W <- W - r Q, Q the Newton-Schulz polar factor of G + mu M",
    .step = HODO_STEP_ORTHOGONAL,
    .states = 1,
    .forms_gradient = true,
    .defaults = {NULL, 0.95, -1, -1, -1, 1, HODO_NEWTON_SCHULZ_STEPS, HODO_NORM_NONE},
    .update = muon,
};
