#include "rmt/angle/speed.h"

#include "base/name.h"

#include <math.h>

const rmt_scheme rmt_schemes[] = {
    {"ntk", -0.5, 0, -1, -1},
    {"mf+mup", -1, 0, 0, -1.5},
    {"fsc", -1, 0.5, 0, -2},
    {NULL, 0, 0, 0, 0},
};

const rmt_scheme *rmt_scheme_find(const char *name, hodo_error *error)
{
    const size_t at =
        hodo_name_find("scheme", name, &rmt_schemes[0].name, sizeof rmt_schemes[0], SIZE_MAX, error);
    return at != HODO_NO_NAME ? &rmt_schemes[at] : NULL;
}

double rmt_output_std(const rmt_scheme *scheme, double width, double depth)
{
    return pow(width, scheme->output_width_power) * pow(depth, scheme->output_depth_power);
}

double rmt_sensitivity(double tangent_square, double width, double backward_rms)
{
    return sqrt(1 + tangent_square) / (width * backward_rms);
}

double rmt_scheme_sensitivity(const rmt_scheme *scheme, double tangent_square, double width, double depth,
                              double residual)
{
    return rmt_sensitivity(tangent_square, width, rmt_output_std(scheme, width, depth) * fabs(residual));
}

double rmt_scheme_loss_decay(const rmt_scheme *scheme, double width, double depth, double residual)
{
    const double step = pow(width, scheme->step_width_power) * pow(depth, scheme->step_depth_power);
    const double gradient = width * rmt_output_std(scheme, width, depth) * residual;
    return depth * step * gradient * gradient;
}

double rmt_feature_speed(double sensitivity, double loss_decay_below)
{
    return sensitivity * loss_decay_below;
}
