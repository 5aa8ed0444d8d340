#include "experiments/feature-speed/commanded-speed/command_theory.h"

#include "base/arena.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/angle_free_mask.h"
#include "rmt/angle/angle_width.h"
#include "rmt/angle/mask_stream.h"

#include <math.h>
#include <string.h>

bool command_is_resnet(const char *network, bool *known)
{
    const bool resnet = strcmp(network, "resnet") == 0;
    if (known != NULL) {
        *known = resnet || strcmp(network, "mlp") == 0;
    }
    return resnet;
}

double command_branch_scale(bool resnet, double scale, int64_t depth)
{
    return resnet ? scale / sqrt((double)depth) : 1.0;
}

/* E[1/cos^2]^(-1/2) of the last feature of an MLP of Gaussian layers. */
static hodo_status narrow_cosine(const char *activation, int64_t depth, int64_t width, double *cosine,
                                 hodo_error *error)
{
    const rmt_layer_law *law = rmt_layer_law_find(activation, "gaussian", error);
    if (law == NULL) {
        return error->status;
    }
    const size_t trained = (size_t)(depth - 2);
    hodo_arena *arena = hodo_arena_alloc();
    double *tangents = arena != NULL ? hodo_arena_take(arena, trained, sizeof *tangents, error) : NULL;
    const hodo_status status =
        tangents != NULL ? rmt_width_tangent_square(law, width, trained, tangents, error)
                         : hodo_fail(error, HODO_NO_MEMORY, "no memory for the angles of %zu layers", trained);
    *cosine = status == HODO_OK ? rmt_cos(tangents[trained - 1]) : NAN;
    hodo_arena_free(arena);
    return status;
}

/* excerpt: command */
hodo_status command_cosine(bool resnet, double branch_scale, int64_t depth, int64_t width, double *cosine,
                           hodo_error *error)
{
    return resnet ? command_cosine_wide(branch_scale, depth, cosine, error)
                  : narrow_cosine("relu", depth, width, cosine, error);
}

hodo_status command_cosine_wide(double branch_scale, int64_t depth, double *cosine, hodo_error *error)
{
    double tangent_square = NAN;
    const hodo_status status = rmt_resnet_last(branch_scale, depth, &tangent_square, error);
    *cosine = rmt_cos(tangent_square);
    return status;
}
/* end: command */

hodo_status command_cosine_wrong(bool resnet, double branch_scale, int64_t depth, int64_t width, double *cosine,
                                 hodo_error *error)
{
    if (!resnet) {
        return narrow_cosine("linear", depth, width, cosine, error);
    }
    double tangent_square = NAN;
    const hodo_status status =
        rmt_wrong_free_mask_angle(branch_scale, (size_t)(depth - 2), &tangent_square, error);
    *cosine = rmt_cos(tangent_square);
    return status;
}
