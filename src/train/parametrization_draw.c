#include "probe/spectral_norm.h"
#include "train/parametrization.h"

#include <math.h>

/* ||W||_* of a draw is asked to this relative error: far below what a parametrization means, far above the
 * rounding of a float. */
static const double spectral_tolerance = 1e-6;

hodo_status hodo_parametrization_after_draw(const hodo_parametrization *row, hodo_network *network,
                                            hodo_arena *scratch, hodo_error *error)
{
    const hodo_architecture *architecture = network->architecture;
    for (size_t k = 0; k < architecture->weight_count && row->spectral_initial; k++) {
        double norm;
        const hodo_status status =
            hodo_spectral_norm(network->weights[k], spectral_tolerance, scratch, &norm, error);
        if (status != HODO_OK) {
            return status;
        }
        if (!(norm > 0.0) || !isfinite(norm)) {
            return hodo_fail(error, HODO_NUMERIC,
                             "weight matrix %zu has spectral norm %g, so %s cannot divide by it: draw it first",
                             k, norm, row->name);
        }
        hodo_matrix_scale(hodo_weight_layer(architecture, k)->gain / norm, network->weights[k]);
    }
    return HODO_OK;
}
