#include "experiments/feature-speed/formula-along-training/formula_sides.h"

#include "probe/stacked.h"

#include <math.h>

/* sum over k below f_v of eta_k ||g_s||^2 ||h_s||^2: the gradient's norm of sample s, its part of the mean. */
static double sample_decay(const hodo_speeds *speeds, size_t v, size_t s)
{
    const hodo_architecture *architecture = hodo_pass_network(speeds->pass)->architecture;
    double decay = 0.0;
    for (size_t k = 0; k < architecture->feature_depth[v]; k++) {
        const hodo_matrix g = hodo_matrix_rows(hodo_pass_weight_backward(speeds->pass, k), s, 1);
        const hodo_matrix h = hodo_matrix_rows(hodo_pass_weight_input(speeds->pass, k), s, 1);
        const double multiplier = hodo_weight_layer(architecture, k)->multiplier;
        decay += speeds->rates[k] * multiplier * multiplier * hodo_matrix_dot(g, g) * hodo_matrix_dot(h, h);
    }
    return decay;
}

/* excerpt: sides */
formula_sides formula_sides_at(const taken_step *step, size_t v)
{
    const hodo_speeds *speeds = step->speeds;
    const hodo_matrix velocity = hodo_pass_feature_tangent(speeds->pass, v);
    const hodo_matrix backward = hodo_pass_feature_backward(speeds->pass, v);
    const size_t samples = velocity.rows;
    const double n = (double)samples;
    const hodo_pair stacked = hodo_stacked_pair(velocity, backward, -1.0, 0, samples);
    formula_sides sides = {.left = stacked.dot, .cosine = stacked.cosine};
    const hodo_architecture *architecture = hodo_pass_network(speeds->pass)->architecture;
    for (size_t k = 0; k < architecture->feature_depth[v]; k++) {
        sides.right += speeds->rates[k] * speeds->norms[k];
    }
    sides.gap = fabs(sides.left - sides.right) / sides.right;
    double all = 0.0;
    for (size_t s = 0; s < samples; s++) {
        const double left = hodo_stacked_pair(velocity, backward, -1.0, s, 1).dot;
        const double right = sample_decay(speeds, v, s);
        sides.own_gap += fabs(left / n - right); /* left n against right n^2, over n^2 */
        sides.share_gap += fabs(left - right);
        all += right;
    }
    sides.own_gap /= all;
    sides.share_gap /= all;
    return sides;
}
/* end: sides */
