#include "probe/twin.h"
#include "probe/stacked.h"

#include <math.h>

hodo_status hodo_twins_measure(hodo_speeds *speeds, hodo_matrix y, hodo_loss loss, hodo_twin *twins,
                               hodo_error *error)
{
    hodo_pass *pass = speeds->pass;
    const hodo_architecture *architecture = hodo_pass_network(pass)->architecture;
    const size_t n = hodo_pass_samples(pass), last = architecture->feature_count - 1;
    const hodo_matrix output = hodo_pass_output(pass);
    if (architecture->feature_slot[last] != architecture->count) {
        return hodo_fail(error, HODO_INVALID, "the output is not marked as a feature: mark the last layer");
    }
    const hodo_matrix velocity = hodo_pass_feature_tangent(pass, last);
    /* Until here output_gradient held d loss/d f_L; now it holds its derivative along the flow. */
    hodo_status status =
        hodo_loss_hessian_vector(loss, speeds->members, output, y, velocity, speeds->output_gradient, error);
    if (status == HODO_OK) {
        status = hodo_pass_backward_tangent(pass, speeds->output_gradient, error);
    }
    for (size_t j = 0; j < speeds->members && status == HODO_OK; j++) {
        const double curvature = hodo_stacked_pair(output, speeds->output_gradient, 1.0, j * n, n).dot;
        for (size_t v = 0; v <= last; v++) {
            const hodo_matrix feature = hodo_pass_feature(pass, v);
            const hodo_pair pair =
                hodo_stacked_pair(hodo_pass_feature_backward_tangent(pass, v), feature, -1.0, j * n, n);
            if (!(pair.y_norm > 0.0) || !isfinite(pair.x_norm) || !isfinite(pair.y_norm)) {
                return hodo_fail(
                    error, HODO_NUMERIC,
                    "feature %zu of member %zu has norm %g and its backward vector turns at %g: no angle", v, j,
                    pair.y_norm, pair.x_norm);
            }
            hodo_twin *twin = &twins[j * speeds->features + v];
            *twin = (hodo_twin){.turns = pair.x_norm > 0.0, .cosine = pair.cosine, .angle = pair.angle};
            twin->backward_speed = hodo_rms(pair.x_norm, n * feature.columns);
            twin->left = pair.dot;
            twin->right = -curvature;
            for (size_t k = architecture->feature_depth[v]; k < architecture->weight_count; k++) {
                twin->right += speeds->rates[k * speeds->members + j] * speeds->norms[k * speeds->members + j];
            }
        }
    }
    return status;
}
