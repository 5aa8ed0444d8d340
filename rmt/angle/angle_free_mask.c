#include "rmt/angle/angle_free_mask.h"

#include "rmt/angle/angle.h"
#include "rmt/angle/angle_limit.h"

hodo_status rmt_wrong_free_mask_angle(double branch_scale, size_t n, double *tangent_square, hodo_error *error)
{
    const hodo_status status = rmt_check_branch_scale(branch_scale, error);
    if (status == HODO_OK) {
        *tangent_square = rmt_compose_linear(2 * branch_scale * branch_scale, n);
    }
    return status;
}

hodo_status rmt_wrong_free_mask_limit(double scale, double *tangent_square, hodo_error *error)
{
    return rmt_fresh_branch_limit(scale, tangent_square, error);
}
