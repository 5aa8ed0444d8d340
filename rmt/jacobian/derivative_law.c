#include "rmt/jacobian/derivative_law.h"

#include "rmt/law/complex_log.h"
#include "rmt/jacobian/derivative_panel.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { LANES = 8 };
typedef double lanes __attribute__((vector_size(LANES * sizeof(double))));

/* At an atom of d itself all quantities are infinite, but their ratios are not: as near as squares do not
 * overflow. */
#define ON_POLE 1e-100

struct rmt_derivative_law {
    double mean_square;
    double least, most, small_exponent;
    size_t value_count; /* 0: panels */
    double e[RMT_VALUES_MOST], mass[RMT_VALUES_MOST];
    rmt_derivative_panel *panels; /* (panel_count,) */
    size_t panel_count;
};

static hodo_status vanishes(const hodo_nonlinearity *shape, double q, hodo_error *error)
{
    return hodo_fail(error, HODO_INVALID, "the derivative of %s vanishes at length %g: so does the Jacobian",
                     shape->activation->name, q);
}

/* One panel, folded with its mirror image when d is even. */
static void fill_panel(rmt_derivative_law *law, const rmt_gaussian_panels *from, size_t k, double fold)
{
    rmt_derivative_panel *panel = &law->panels[law->panel_count++];
    double weight[RMT_PANEL_NODES];
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        weight[i] = fold * from->weight[k * RMT_PANEL_NODES + i];
    }
    rmt_derivative_panel_fill(panel, from->slope + k * RMT_PANEL_NODES, weight, sqrt(law->mean_square));
    law->most = fmax(law->most, rmt_derivative_panel_most(panel));
    law->least = fmin(law->least, rmt_derivative_panel_least(panel));
}

static hodo_status fill_smooth(rmt_derivative_law *law, const hodo_nonlinearity *shape, double q,
                               hodo_error *error)
{
    rmt_gaussian_panels from;
    hodo_status status = rmt_gaussian_panels_open(shape, q, &from, error);
    if (status != HODO_OK) {
        return status;
    }
    const size_t nodes = from.count * RMT_PANEL_NODES;
    bool even = from.count % 2 == 0;
    for (size_t i = 0; i < nodes; i++) {
        const double square = from.slope[i] * from.slope[i], mirror = from.slope[nodes - 1 - i];
        law->mean_square += from.weight[i] * square;
        even = even && fabs(square - mirror * mirror) <= 8 * DBL_EPSILON * square;
    }
    law->panels = calloc(from.count, sizeof *law->panels);
    if (law->panels == NULL) {
        status =
            hodo_fail(error, HODO_NO_MEMORY, "no memory for the law of a derivative: close other programs");
    } else if (!(law->mean_square > 0)) {
        status = vanishes(shape, q, error);
    } else {
        bool crossed;
        law->small_exponent = rmt_gaussian_small_exponent(shape, q, &from, &crossed);
        law->least = INFINITY;
        for (size_t k = even ? from.count / 2 : 0; k < from.count; k++) {
            fill_panel(law, &from, k, even ? 2 : 1);
        }
        law->least = crossed ? 0 : law->least;
    }
    rmt_gaussian_panels_close(&from);
    return status;
}

static hodo_status fill_values(rmt_derivative_law *law, const rmt_derivative_values *values,
                               const hodo_nonlinearity *shape, double q, hodo_error *error)
{
    for (size_t i = 0; i < values->count; i++) {
        law->mean_square += values->mass[i] * values->square[i];
    }
    if (!(law->mean_square > 0)) {
        return vanishes(shape, q, error);
    }
    law->value_count = values->count;
    for (size_t i = 0; i < values->count; i++) {
        /* The difference of two values, not of one and the mean. */
        const double other = values->count > 1 ? values->square[1 - i] : values->square[0];
        law->mass[i] = values->mass[i];
        law->e[i] = values->square[i] == 0
                        ? -1
                        : (1 - values->mass[i]) * (values->square[i] - other) / law->mean_square;
    }
    law->most = 1 + law->e[0];
    return HODO_OK;
}

hodo_status rmt_derivative_law_open(const hodo_nonlinearity *shape, double q, rmt_derivative_law **opened,
                                    hodo_error *error)
{
    *opened = NULL;
    rmt_derivative_law *law = calloc(1, sizeof *law);
    if (law == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the law of a derivative: close other programs");
    }
    law->small_exponent = 1;
    rmt_derivative_values values;
    hodo_status status = HODO_OK;
    if (rmt_derivative_values_find(shape, q, &values)) {
        status = fill_values(law, &values, shape, q, error);
    } else if (q > 0) {
        status = fill_smooth(law, shape, q, error);
    } else {
        const double slope = shape->activation->derivative(0, shape->a, shape->b);
        values = (rmt_derivative_values){{slope * slope}, {1}, 1, 0};
        status = fill_values(law, &values, shape, q, error);
    }
    if (status != HODO_OK) {
        rmt_derivative_law_close(law);
        return status;
    }
    *opened = law;
    return HODO_OK;
}

void rmt_derivative_law_close(rmt_derivative_law *law)
{
    if (law != NULL) {
        free(law->panels);
    }
    free(law);
}

double rmt_derivative_mean_square(const rmt_derivative_law *law)
{
    return law->mean_square;
}

size_t rmt_derivative_value_count(const rmt_derivative_law *law)
{
    return law->value_count;
}

double rmt_derivative_value(const rmt_derivative_law *law, size_t i)
{
    return 1 + law->e[i];
}

double rmt_derivative_mass(const rmt_derivative_law *law, size_t i)
{
    return law->mass[i];
}

double rmt_derivative_least(const rmt_derivative_law *law)
{
    return law->value_count > 0 ? fmax(0, 1 + law->e[law->value_count - 1]) : law->least;
}

double rmt_derivative_most(const rmt_derivative_law *law)
{
    return law->most;
}

double rmt_derivative_small_exponent(const rmt_derivative_law *law)
{
    return law->small_exponent;
}

static void add_moments(double weight, double d, size_t order, double *moment)
{
    for (size_t k = 0; k < order; k++) {
        weight *= d;
        moment[k] += weight;
    }
}

void rmt_derivative_moments(const rmt_derivative_law *law, size_t order, double *moment)
{
    for (size_t k = 0; k < order; k++) {
        moment[k] = 0;
    }
    for (size_t i = 0; i < law->value_count; i++) {
        add_moments(law->mass[i], 1 + law->e[i], order, moment);
    }
    for (size_t k = 0; k < law->panel_count; k++) {
        for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
            add_moments(law->panels[k].weight[i], law->panels[k].base + law->panels[k].d[i], order, moment);
        }
    }
}

static void at_values(const rmt_derivative_law *law, double complex w, double complex v,
                      rmt_derivative_point *point)
{
    *point = (rmt_derivative_point){0};
    for (size_t i = 0; i < law->value_count; i++) {
        const double d = 1 + law->e[i];
        double complex below = d == 0 ? w : v - law->e[i];
        below = below == 0 ? ON_POLE : below;
        const double complex inverse = rmt_inverse(below);
        point->g += law->mass[i] * inverse;
        point->difference += law->mass[i] * law->e[i] * inverse;
        point->psi += law->mass[i] * d * inverse;
        point->psi_slope -= law->mass[i] * d * (inverse * inverse);
    }
}

static double total(const lanes *sum)
{
    double all = 0;
    for (size_t k = 0; k < LANES; k++) {
        all += (*sum)[k];
    }
    return all;
}

static void at_panels(const rmt_derivative_law *law, double complex w, double complex v,
                      rmt_derivative_point *point)
{
    const double im = cimag(v), square = im * im;
    const double complex root = csqrt(w);
    lanes g_re = {0}, g_im = {0}, e_re = {0}, e_im = {0}, slope_re = {0}, slope_im = {0};
    double complex near = 0, near_slope = 0;
    for (size_t k = 0; k < law->panel_count; k++) {
        const rmt_derivative_panel *panel = &law->panels[k];
        const double re = panel->base == 1 ? creal(v) : creal(w), rest = panel->base - 1;
        for (size_t i = 0; i < RMT_PANEL_NODES; i += LANES) {
            lanes d, weight;
            __builtin_memcpy(&d, panel->d + i, sizeof d);
            __builtin_memcpy(&weight, panel->weight + i, sizeof weight);
            const lanes down = re - d, inverse = 1 / (down * down + square), part = weight * inverse;
            const lanes sine = part * im, cosine = part * down, e = d + rest,
                        sloped = (d + panel->base) * inverse;
            g_re += cosine;
            g_im -= sine;
            e_re += e * cosine;
            e_im -= e * sine;
            slope_re -= sloped * (cosine * down - sine * im);
            slope_im += 2 * (sloped * (sine * down));
        }
        double complex correction, derivative;
        rmt_derivative_panel_correct(panel, v, root, &correction, &derivative);
        near += correction;
        near_slope += derivative;
    }
    point->g = CMPLX(total(&g_re), total(&g_im)) + near;
    /* e and d at the pole itself are v and w. */
    point->difference = CMPLX(total(&e_re), total(&e_im)) + v * near;
    /* Near w = 0 psi = -1, and the digits of its imaginary part are those of w g. */
    point->psi = cabs(w) < 0.5 ? w * point->g - 1 : point->g + point->difference;
    point->psi_slope = CMPLX(total(&slope_re), total(&slope_im)) + near + w * near_slope;
}

void rmt_derivative_at(const rmt_derivative_law *law, double complex w, double complex v,
                       rmt_derivative_point *point)
{
    if (law->value_count > 0) {
        at_values(law, w, v, point);
    } else {
        at_panels(law, w, v, point);
    }
}

double complex rmt_derivative_potential(const rmt_derivative_law *law, double complex w, double complex v)
{
    double complex sum = 0;
    for (size_t i = 0; i < law->value_count; i++) {
        const double d = 1 + law->e[i];
        double complex below = d == 0 ? w : v - law->e[i];
        below = below == 0 ? ON_POLE : below;
        const double complex part = d * rmt_inverse(below);
        sum += law->mass[i] * (cabs(part) < 0.3 ? -rmt_log1p(part) : clog(below) - clog(w));
    }
    for (size_t k = 0; k < law->panel_count; k++) {
        sum += rmt_derivative_panel_potential(&law->panels[k], w, v);
    }
    return sum;
}
