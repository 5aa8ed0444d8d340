#include "rmt/angle/activation_width.h"

#include "rmt/angle/angle.h"
#include "rmt/finite/active_units.h"
#include "rmt/jacobian/derivative_values.h"
#include "rmt/jacobian/gaussian_panels.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#define QUADRATURE_TOLERANCE 1e-11
/* What an integral that GSL gives up on may still be off by: asked for beyond rounding, it is often reached. */
#define QUADRATURE_ACCEPTED 1e-9
enum { INTERVALS = 200 };

/* The law of d as nodes; weights sum to 1, the mean of d is 1. */
typedef struct unit_law {
    size_t count;
    const double *square, *weight;
    double width;
} unit_law;

/* Means over one unit at t, r = 1/(1 + 2 t d): what all four integrals are made of. */
typedef struct unit_means {
    double fall;         /* E[r^(1/2)] - 1 */
    double r3;           /* E[r^(3/2)] */
    double d_r1, d_r3;   /* E[d r^(1/2)], E[d r^(3/2)] */
    double dd_r3, dd_r5; /* E[d^2 r^(3/2)], E[d^2 r^(5/2)] */
} unit_means;

static unit_means means_at(const unit_law *law, double t)
{
    unit_means mean = {0};
    for (size_t i = 0; i < law->count; i++) {
        const double d = law->square[i], w = law->weight[i], y = 2 * t * d, root = sqrt(1 + y);
        const double r1 = 1 / root, r3 = r1 * r1 * r1, r5 = r3 * r1 * r1;
        mean.fall -= w * y / (root * (1 + root));
        mean.r3 += w * r3;
        mean.d_r1 += w * d * r1;
        mean.d_r3 += w * d * r3;
        mean.dd_r3 += w * d * d * r3;
        mean.dd_r5 += w * d * d * r5;
    }
    return mean;
}

/* With x = m t. E[S_4/S_2^2] m, E[sum d/S_2], E[|z|^2 S_4/S_2^2], E[|z|^2 sum d/S_2]/(m - 1). */
static double fourth(double x, void *context)
{
    const unit_law *law = context;
    const unit_means mean = means_at(law, x / law->width);
    return x * mean.dd_r3 * exp((law->width - 1) * log1p(mean.fall));
}

static double second(double x, void *context)
{
    const unit_law *law = context;
    const unit_means mean = means_at(law, x / law->width);
    return mean.d_r1 * exp((law->width - 1) * log1p(mean.fall));
}

static double isotropic_fourth(double x, void *context)
{
    const unit_law *law = context;
    const double m = law->width;
    const unit_means mean = means_at(law, x / m);
    const double others = exp((m - 2) * log1p(mean.fall));
    return x / m * (3 * mean.dd_r5 * (1 + mean.fall) + (m - 1) * mean.dd_r3 * mean.r3) * others;
}

static double isotropic_second(double x, void *context)
{
    const unit_law *law = context;
    const double m = law->width;
    const unit_means mean = means_at(law, x / m);
    const double others = exp((m - 2) * log1p(mean.fall));
    return (mean.d_r3 * (1 + mean.fall) / (m - 1) + mean.d_r1 * mean.r3) * others;
}

static hodo_status integrate(double (*f)(double, void *), unit_law *law, double *integral, hodo_error *error)
{
    gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(INTERVALS);
    if (workspace == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a quadrature of %d intervals", INTERVALS);
    }
    gsl_function function = {f, law};
    double bound = 0;
    const int code =
        gsl_integration_qagiu(&function, 0, 0, QUADRATURE_TOLERANCE, INTERVALS, workspace, integral, &bound);
    gsl_integration_workspace_free(workspace);
    if (code != GSL_SUCCESS && !(bound <= QUADRATURE_ACCEPTED * fabs(*integral))) {
        return hodo_fail(error, HODO_NUMERIC,
                         "the mean at width %g is known to %.2g only (%s): give a greater width", law->width,
                         bound, gsl_strerror(code));
    }
    return HODO_OK;
}

static hodo_status step_of_nodes(unit_law *law, rmt_width_step *step, hodo_error *error)
{
    double (*const rows[])(double, void *) = {fourth, second, isotropic_fourth, isotropic_second};
    double value[4];
    for (size_t i = 0; i < 4; i++) {
        const hodo_status status = integrate(rows[i], law, &value[i], error);
        if (status != HODO_OK) {
            return status;
        }
    }
    const double m = law->width;
    *step = (rmt_width_step){(m - 1) / m * value[0], value[1] - value[0] / m, value[2] - 1,
                             value[3] - value[2] / (m - 1)};
    return HODO_OK;
}

/* N of m units on. */
static rmt_width_step step_of_masks(double density, int64_t width)
{
    const double m = (double)width, h = rmt_active_inverse_at(density, width);
    return (rmt_width_step){(m - 1) * h, 1 + h, density < 1 ? (m - 2) * h - 1 : 0,
                            density < 1 ? (m - 2) * (1 + h) / (m - 1) : 1};
}

static hodo_status step_of_panels(const rmt_activation_layer *layer, double width, rmt_width_step *step,
                                  hodo_error *error)
{
    rmt_gaussian_panels panels;
    hodo_status status = rmt_gaussian_panels_open(&layer->shape, layer->length, &panels, error);
    if (status != HODO_OK) {
        return status;
    }
    const size_t nodes = panels.count * RMT_PANEL_NODES;
    double mean = 0;
    for (size_t i = 0; i < nodes; i++) {
        panels.slope[i] *= panels.slope[i];
        mean += panels.weight[i] * panels.slope[i];
    }
    for (size_t i = 0; i < nodes; i++) {
        panels.slope[i] /= mean;
    }
    unit_law law = {nodes, panels.slope, panels.weight, width};
    status = step_of_nodes(&law, step, error);
    rmt_gaussian_panels_close(&panels);
    return status;
}

hodo_status rmt_width_step_at(const rmt_activation_layer *layer, int64_t width, rmt_width_step *step,
                              hodo_error *error)
{
    if (width < RMT_LEAST_ACTIVE || width > RMT_WIDEST) {
        return hodo_fail(error, HODO_INVALID,
                         "width %" PRId64
                         " is outside %d..%d: the mean of 1/cos^2 is infinite with fewer units",
                         width, RMT_LEAST_ACTIVE, RMT_WIDEST);
    }
    rmt_derivative_values values;
    if (!rmt_derivative_values_find(&layer->shape, layer->length, &values)) {
        if (layer->length == 0) { /* linear to first order */
            *step = step_of_masks(1, width);
            return HODO_OK;
        }
        return step_of_panels(layer, (double)width, step, error);
    }
    if (values.count == 1 || values.square[1] == 0) {
        *step = step_of_masks(values.count == 1 ? 1 : values.mass[0], width);
        return HODO_OK;
    }
    const double mean = values.mass[0] * values.square[0] + values.mass[1] * values.square[1];
    const double square[] = {values.square[0] / mean, values.square[1] / mean};
    unit_law law = {2, square, values.mass, (double)width};
    return step_of_nodes(&law, step, error);
}

bool rmt_width_step_is_exact(const rmt_activation_layer *layer)
{
    return layer->shape.activation->homogeneous != 0;
}

hodo_status rmt_width_step_tangent_square(const rmt_width_step *step, bool orthogonal, rmt_feature feature,
                                          size_t count, double *tangent_square, hodo_error *error)
{
    const double constant = orthogonal ? step->isotropic_constant : step->gaussian_constant;
    const double factor = orthogonal ? step->isotropic_factor : step->gaussian_factor;
    double rho = 0;
    for (size_t j = 0; j < count; j++) {
        tangent_square[j] =
            feature == RMT_FEATURE_POST ? step->isotropic_constant + step->isotropic_factor * rho : rho;
        rho = constant + factor * rho;
    }
    rmt_compose_all(tangent_square, count, tangent_square);
    if (!isfinite(tangent_square[count - 1])) {
        return hodo_fail(error, HODO_NUMERIC,
                         "E[1/cos^2] at this width over %zu layers exceeds the largest double: lower the depth",
                         count);
    }
    return HODO_OK;
}

hodo_status rmt_activation_width_tangent_square(const rmt_activation_layer *layer, rmt_feature feature,
                                                int64_t width, size_t count, double *tangent_square,
                                                hodo_error *error)
{
    rmt_width_step step;
    const hodo_status status = rmt_width_step_at(layer, width, &step, error);
    return status != HODO_OK ? status
                             : rmt_width_step_tangent_square(&step, layer->orthogonal, feature, count,
                                                             tangent_square, error);
}
