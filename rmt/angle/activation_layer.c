#include "rmt/angle/activation_layer.h"

#include "rmt/angle/angle.h"
#include "rmt/jacobian/derivative_law.h"

#include <math.h>

hodo_status rmt_activation_layer_at(const hodo_nonlinearity *shape, bool orthogonal, double length,
                                    rmt_activation_layer *layer, hodo_error *error)
{
    if (!(length >= 0 && isfinite(length))) {
        return hodo_fail(error, HODO_INVALID,
                         "length %.17g of %s: give a finite variance of a pre-activation, >= 0", length,
                         shape->activation->name);
    }
    const double q = shape->activation->homogeneous ? 1 : length;
    rmt_derivative_law *law;
    const hodo_status status = rmt_derivative_law_open(shape, q, &law, error);
    if (status != HODO_OK) {
        return status;
    }
    double moment[2]; /* of d/E[d] */
    rmt_derivative_moments(law, 2, moment);
    rmt_derivative_law_close(law);
    const double flatness = fmax(1, moment[1]); /* 1 may be rounded below itself */
    *layer = (rmt_activation_layer){.shape = *shape,
                                    .orthogonal = orthogonal,
                                    .length = q,
                                    .flatness = flatness,
                                    .kappa = orthogonal ? flatness - 1 : flatness};
    return HODO_OK;
}

double rmt_activation_tangent_square(const rmt_activation_layer *layer, rmt_feature feature, size_t n)
{
    return rmt_compose_linear(layer->kappa, n) + (feature == RMT_FEATURE_POST ? layer->flatness - 1 : 0);
}
