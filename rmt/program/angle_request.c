#include "rmt/program/angle_request.h"

#include "base/picture.h"
#include "rmt/angle/angle.h"
#include "rmt/program/option_value.h"

#include <inttypes.h>
#include <math.h>

const hodo_option rmt_angle_options[] = {
    [RMT_ANGLE_ARCHITECTURE] = {"architecture", "NAME", "one of the list below"},
    [RMT_ANGLE_DEPTH] = {"depth", "L", "depth: L-2 trained matrices, features 1..L-1; at least 3"},
    [RMT_ANGLE_BRANCH_SCALE] = {"branch-scale", "B",
                                "weight of a residual branch, 0..1; the skip has sqrt(1-B^2)"},
    [RMT_ANGLE_SCALE] = {"scale", "C", "the same as --branch-scale=C/sqrt(L)"},
    [RMT_ANGLE_LAYER] = {"layer", "V", "one feature, 2..L-1 (all of them when not given)"},
    [RMT_ANGLE_WIDTH] = {"width", "M", "mlp: also the mean of 1/cos^2 at this width"},
    [RMT_ANGLE_ACTIVATION] = {"activation", "NAME",
                              "mlp: relu (when not given), another of the list below, or two-matrix"},
    [RMT_ANGLE_WEIGHTS] = {"weights", "gaussian|orthogonal", "mlp: their law, gaussian when not given"},
    [RMT_ANGLE_LENGTH] = {"length", "Q", "mlp: variance of a pre-activation, where phi is not homogeneous"},
    [RMT_ANGLE_WEIGHT_VARIANCE] = {"weight-variance", "V|critical",
                                   "mlp: the length is the fixed point of W ~ N(0, V/M), in place of --length"},
    [RMT_ANGLE_BIAS_VARIANCE] = {"bias-variance", "V", "mlp: and of biases ~ N(0, V) (0 when not given)"},
    [RMT_ANGLE_SHAPE] = {"shape", "a,b", "mlp: of abrelu, a s + b |s|"},
    [RMT_ANGLE_FEATURE] = {"feature", "pre|post", "mlp: before (when not given) or after the activation"},
    [RMT_ANGLE_SAMPLES] = {"samples", "N", "linear mlp: N samples of equal norms, many independent residuals"},
    [RMT_ANGLE_CORRELATION] = {"correlation", "R", "linear mlp: of any two of the samples, -1/(N-1)..1"},
    [RMT_ANGLE_PLOT] = HODO_PICTURE_OPTION,
    [RMT_ANGLE_HELP] = {"help", NULL, "print this and exit"},
    [RMT_ANGLE_OPTIONS] = {NULL, NULL, NULL},
};

/* Options that do not belong to the architecture are refused, not ignored. */
static hodo_status check_belonging(const rmt_architecture *architecture, const char *const *text,
                                   hodo_error *error)
{
    static const int of_residual[] = {RMT_ANGLE_BRANCH_SCALE, RMT_ANGLE_SCALE},
                     of_mlp[] = {RMT_ANGLE_ACTIVATION,   RMT_ANGLE_WEIGHTS,     RMT_ANGLE_WIDTH,
                                 RMT_ANGLE_LENGTH,       RMT_ANGLE_SHAPE,       RMT_ANGLE_FEATURE,
                                 RMT_ANGLE_SAMPLES,      RMT_ANGLE_CORRELATION, RMT_ANGLE_WEIGHT_VARIANCE,
                                 RMT_ANGLE_BIAS_VARIANCE};
    const int *strange = architecture->residual ? of_mlp : of_residual;
    const size_t count =
        architecture->residual ? sizeof of_mlp / sizeof of_mlp[0] : sizeof of_residual / sizeof of_residual[0];
    for (size_t i = 0; i < count; i++) {
        if (text[strange[i]] != NULL) {
            const char *why = strange[i] == RMT_ANGLE_WIDTH ? "is known for the mlp only"
                              : architecture->residual      ? "is a choice of the mlp only"
                                                            : "needs a residual architecture";
            return hodo_fail(error, HODO_INVALID, "--%s=%s %s, not for %s: drop it",
                             rmt_angle_options[strange[i]].name, text[strange[i]], why, architecture->name);
        }
    }
    if (architecture->residual && (text[RMT_ANGLE_BRANCH_SCALE] == NULL) == (text[RMT_ANGLE_SCALE] == NULL)) {
        return text[RMT_ANGLE_SCALE] == NULL
                   ? hodo_fail(error, HODO_INVALID,
                               "%s needs a branch scale: give --branch-scale=B or --scale=C",
                               architecture->name)
                   : hodo_fail(error, HODO_INVALID,
                               "--branch-scale=%s and --scale=%s say the same twice: drop one",
                               text[RMT_ANGLE_BRANCH_SCALE], text[RMT_ANGLE_SCALE]);
    }
    return HODO_OK;
}

static hodo_status read_branch_scale(const char *const *text, int64_t depth, double *scale,
                                     double *branch_scale, hodo_error *error)
{
    *scale = NAN;
    *branch_scale = 1;
    if (text[RMT_ANGLE_BRANCH_SCALE] != NULL) {
        return rmt_option_real(&rmt_angle_options[RMT_ANGLE_BRANCH_SCALE], text[RMT_ANGLE_BRANCH_SCALE],
                               branch_scale, error);
    }
    if (text[RMT_ANGLE_SCALE] == NULL) {
        return HODO_OK;
    }
    const hodo_status status =
        rmt_option_real(&rmt_angle_options[RMT_ANGLE_SCALE], text[RMT_ANGLE_SCALE], scale, error);
    return status == HODO_OK ? rmt_branch_scale_at(*scale, depth, branch_scale, error) : status;
}

hodo_status rmt_angle_understand(const char *const *text, rmt_angle_request *wanted, hodo_error *error)
{
    for (int option = RMT_ANGLE_ARCHITECTURE; option <= RMT_ANGLE_DEPTH; option++) {
        if (text[option] == NULL) {
            return hodo_fail(error, HODO_INVALID,
                             "--%s is missing: write hodo-rmt angle --architecture=resnet "
                             "--depth=200 --scale=1",
                             rmt_angle_options[option].name);
        }
    }
    const rmt_architecture *architecture = rmt_architecture_find(text[RMT_ANGLE_ARCHITECTURE], error);
    if (architecture == NULL) {
        return HODO_INVALID;
    }
    int64_t depth;
    double branch_scale;
    hodo_status status =
        rmt_option_whole(&rmt_angle_options[RMT_ANGLE_DEPTH], text[RMT_ANGLE_DEPTH], &depth, error);
    if (status != HODO_OK || (status = check_belonging(architecture, text, error)) != HODO_OK ||
        (status = read_branch_scale(text, depth, &wanted->scale, &branch_scale, error)) != HODO_OK ||
        (status = rmt_network_set(&wanted->network, architecture, depth, branch_scale, error)) != HODO_OK) {
        return status;
    }
    if (!architecture->residual && (status = rmt_angle_understand_layer(text, wanted, error)) != HODO_OK) {
        return status;
    }
    if (text[RMT_ANGLE_LAYER] != NULL &&
        ((status = rmt_option_whole(&rmt_angle_options[RMT_ANGLE_LAYER], text[RMT_ANGLE_LAYER],
                                    &wanted->layer_index, error)) != HODO_OK ||
         (status = rmt_check_layer(wanted->layer_index, depth, error)) != HODO_OK)) {
        return status;
    }
    if (text[RMT_ANGLE_WIDTH] != NULL &&
        (status = rmt_option_whole(&rmt_angle_options[RMT_ANGLE_WIDTH], text[RMT_ANGLE_WIDTH], &wanted->width,
                                   error)) == HODO_OK &&
        wanted->width < 1) {
        status = hodo_fail(error, HODO_INVALID, "width %" PRId64 " is below 3: give the units of a layer",
                           wanted->width);
    }
    return status;
}
