#include "experiments/spectral-condition/rate_law.h"

#include <math.h>
#include <string.h>

/* ||h||_1 over sqrt n ||h|| of a ReLU's output, and of a normal vector. */
static const double relu_one_norm = 0.56418958354775628695;   /* (2 pi)^-1/2 / (1/2)^1/2 = pi^-1/2 */
static const double normal_one_norm = 0.79788456080286535588; /* (2/pi)^1/2 */

enum { MOST_MATRICES = 4096 };

typedef struct layer {
    double fan_in, fan_out, multiplier, rate;
    double entry;   /* (a s)^2: mean square of an entry of the effective matrix */
    double forward; /* ||h||^2 of what it multiplies, as far as samples share it */
} layer;

typedef struct law {
    const hodo_parametrization *row;
    width_network_setting own;
    hodo_scales scales;
    hodo_step_kind step;
    double branch; /* beta; 0 in an mlp */
} law;

static layer layer_of(const law *of, size_t l)
{
    const size_t depth = of->own.depth;
    const double width = (double)of->own.width;
    const hodo_role role = l + 1 == depth   ? HODO_OUTPUT
                           : l == 0         ? HODO_INPUT
                           : of->branch > 0 ? HODO_BRANCH
                                            : HODO_HIDDEN;
    const hodo_scaling *rule = &of->row->role[role];
    layer made = {.fan_in = l == 0 ? (double)of->own.inputs : width, .fan_out = l + 1 == depth ? 1 : width};
    const hodo_scales *scales = &of->scales;
    const bool gained = l > 0 && !(role == HODO_OUTPUT && of->row->plain_readout);
    made.multiplier =
        hodo_monomial_value(&rule->multiplier, made.fan_in, made.fan_out, scales->width, scales->depth);
    made.rate = of->own.one_rate ? 1
                                 : hodo_monomial_value(&rule->rate[of->step], made.fan_in, made.fan_out,
                                                       scales->width, scales->depth);
    double entry =
        (gained ? scales->gain : 1) * made.multiplier *
        hodo_monomial_value(&rule->deviation, made.fan_in, made.fan_out, scales->width, scales->depth);
    entry /= of->row->spectral_initial ? sqrt(made.fan_in) + sqrt(made.fan_out) : 1;
    made.entry = entry * entry;
    return made;
}

/* What a step of rate 1 of this layer adds to Theta. */
static double contribution(const law *of, const layer *at, size_t l, double backward)
{
    if (of->row->norm == HODO_NORM_SPECTRAL) {
        return at->multiplier * at->rate * sqrt(at->forward * backward);
    }
    if (of->step == HODO_STEP_GRADIENT) {
        return at->multiplier * at->multiplier * at->rate * at->forward * backward;
    }
    const double into = (l == 0 ? normal_one_norm : relu_one_norm) * sqrt(at->fan_in * at->forward);
    /* b of a ReLU's layer is 0 at every other unit. */
    const double out = l + 1 == of->own.depth ? 1 : relu_one_norm * sqrt(at->fan_out * backward);
    return at->multiplier * at->rate * into * out;
}

double rate_law(const width_network_setting *setting, size_t batch)
{
    static const double root_two = 1.41421356237309504880; /* the gain of a ReLU */
    hodo_error error;
    law of = {.own = *setting};
    of.own.depth = of.own.depth != 0 ? of.own.depth : WIDTH_NETWORK_DEPTH;
    of.own.optimiser = of.own.optimiser != NULL ? of.own.optimiser : "sgd";
    if (width_network_check(&of.own, &error) != HODO_OK || of.own.depth > MOST_MATRICES) {
        return NAN;
    }
    of.row = hodo_parametrization_find(of.own.parametrization, &error);
    of.step = hodo_optimiser_step_kind(hodo_optimiser_find(of.own.optimiser, &error).kind);
    of.scales = (hodo_scales){(double)of.own.width, (double)of.own.depth, root_two};
    if (of.step == HODO_STEP_ORTHOGONAL || of.row->norm == HODO_NORM_FROBENIUS_RELATIVE) {
        return NAN;
    }
    if (of.own.kind == HODO_RESNET &&
        hodo_parametrization_branch_scale(of.row, &of.scales, &of.branch, &error) != HODO_OK) {
        return NAN;
    }
    layer layers[MOST_MATRICES];
    double norm = (double)of.own.inputs; /* ||h_l||^2 before the activation */
    for (size_t l = 0; l < of.own.depth; l++) {
        layer *at = &layers[l];
        *at = layer_of(&of, l);
        const double entering = l == 0 ? norm : norm / 2;
        at->forward = l == 0 ? norm / (double)batch : entering;
        const double moved = at->entry * at->fan_out * entering;
        const bool branch = of.branch > 0 && l > 0 && l + 1 < of.own.depth;
        norm = branch ? norm + of.branch * of.branch * moved : moved;
    }
    double theta = 0, backward = 1; /* ||b||^2 of what comes out of layer l */
    for (size_t l = of.own.depth; l-- > 0;) {
        const layer *at = &layers[l];
        const bool branch = of.branch > 0 && l > 0 && l + 1 < of.own.depth;
        const double scale = branch ? of.branch * of.branch : 1;
        theta += contribution(&of, at, l, scale * backward);
        const double through = scale * at->entry * at->fan_in * backward / 2;
        backward = branch ? backward + through : through;
    }
    return -log2(theta);
}
