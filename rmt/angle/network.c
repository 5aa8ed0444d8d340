#include "rmt/angle/network.h"

#include "base/name.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/angle_limit.h"
#include "rmt/angle/angle_width.h"
#include "rmt/angle/mask_stream.h"

#include <inttypes.h>
#include <math.h>

static hodo_status fresh_profile(const rmt_network *network, double *tangent_square, hodo_error *error)
{
    (void)error;
    const double growth = rmt_layer_growth(network->law, network->branch_scale);
    for (size_t n = 1; n <= (size_t)network->depth - 2; n++) {
        tangent_square[n - 1] = rmt_compose_linear(growth, n);
    }
    return HODO_OK;
}

static hodo_status stream_profile(const rmt_network *network, double *tangent_square, hodo_error *error)
{
    return rmt_resnet_profile(network->branch_scale, network->depth, tangent_square, error);
}

const rmt_architecture rmt_architectures[] = {
    {"mlp", "relu", "gaussian", false, fresh_profile, NULL, "f -> V phi(f), phi and weights by choice"},
    {"resnet", NULL, NULL, true, stream_profile, rmt_resnet_limit, "f -> sqrt(1-B^2) f + B V relu(f)"},
    {"linear-resnet", "linear", "gaussian", true, fresh_profile, rmt_fresh_branch_limit,
     "f -> sqrt(1-B^2) f + B V f"},
    {"two-matrix-resnet", "two-matrix", "gaussian", true, fresh_profile, rmt_fresh_branch_limit,
     "f -> sqrt(1-B^2) f + B V relu(W f), only V trained"},
    {NULL, NULL, NULL, false, NULL, NULL, NULL},
};

const rmt_architecture *rmt_architecture_find(const char *name, hodo_error *error)
{
    const size_t at = hodo_name_find("architecture", name, &rmt_architectures[0].name,
                                     sizeof rmt_architectures[0], SIZE_MAX, error);
    return at != HODO_NO_NAME ? &rmt_architectures[at] : NULL;
}

hodo_status rmt_network_set(rmt_network *network, const rmt_architecture *architecture, int64_t depth,
                            double branch_scale, hodo_error *error)
{
    hodo_status status = rmt_check_depth(depth, error);
    if (status == HODO_OK) {
        status = rmt_check_branch_scale(branch_scale, error);
    }
    if (status == HODO_OK && !architecture->residual && branch_scale != 1) {
        status =
            hodo_fail(error, HODO_INVALID, "branch scale %.17g given to the %s, which has no branch: drop it",
                      branch_scale, architecture->name);
    }
    if (status == HODO_OK) {
        *network = (rmt_network){.architecture = architecture, .depth = depth, .branch_scale = branch_scale};
        if (architecture->activation != NULL) {
            network->law = rmt_layer_law_find(architecture->activation, architecture->weights, error);
        }
    }
    return status;
}

hodo_status rmt_network_profile(const rmt_network *network, double *tangent_square, hodo_error *error)
{
    return network->architecture->profile(network, tangent_square, error);
}

hodo_status rmt_network_limit(const rmt_architecture *architecture, double scale, double *tangent_square,
                              hodo_error *error)
{
    if (architecture->limit == NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "the %s has no limit at fixed scale: its angle tends to a right one",
                         architecture->name);
    }
    return architecture->limit(scale, tangent_square, error);
}

hodo_status rmt_network_width_profile(const rmt_network *network, int64_t width, double *tangent_square,
                                      hodo_error *error)
{
    if (network->architecture->residual) {
        return hodo_fail(error, HODO_INVALID,
                         "the angle at finite width is known for the mlp only, not for the %s: "
                         "drop the width",
                         network->architecture->name);
    }
    return rmt_width_tangent_square(network->law, width, (size_t)network->depth - 2, tangent_square, error);
}

hodo_status rmt_branch_scale_at(double scale, int64_t depth, double *branch_scale, hodo_error *error)
{
    const hodo_status status = rmt_check_depth(depth, error);
    if (status != HODO_OK) {
        return status;
    }
    const double root = sqrt((double)depth);
    if (!(scale >= 0 && scale <= root)) {
        return hodo_fail(error, HODO_INVALID,
                         "scale %.17g is outside [0, sqrt(L)] = [0, %.6g] at depth %" PRId64
                         ": the branch scale C/sqrt(L) is at most 1",
                         scale, root, depth);
    }
    *branch_scale = scale / root;
    return HODO_OK;
}
