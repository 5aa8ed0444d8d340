/* A density whose edges have any exponent, on Gauss-Legendre panels that shrink by a factor 4 towards both
 * edges.
 *
 * Cauchy transform of one panel, f the interpolant through its nodes t_i with Legendre weights w_i: the rule
 * itself, plus what it misses when z is near,
 *     int f(t)/(z - t) dt = sum w_i f_i/(z - t_i) + f(z) [log((z + 1)/(z - 1)) - sum w_i/(z - t_i)],
 * exact for polynomials, since (f(t) - f(z))/(t - z) is one that the rule integrates. f(z) is barycentric.
 * Below the smallest panel, where the density is c d^e, there is a point mass: the "dust". */
#include "rmt/convolution/measure_piece.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_legendre.h>
#include <math.h>
#include <stdlib.h>

static const double ratio = 4;

/* Panels go on until what is left at the edge has this part of the mass near it (exponent e: distance^(1 + e)),
 * or until distances from an edge that is not 0 sink into its rounding. */
/* Sampling ends at the first mass; from there to the second the density is its power law, so that G is right as
 * deep as a convolution with this measure asks for it. */
static const double mass_left = 1e-15, mass_guessed = 1e-19, distance_at_zero = 1e-200,
                    distance_elsewhere = 1e-14;

/* A panel is halved while its last Legendre coefficients hold more mass than this. */
static const double tail_mass = 1e-13;
enum { PANELS_MOST = 2000 };

/* Inside this sum of the distances to -1 and 1 the rule alone is not exact: 1.9^-60 = 2e-17 on the ellipse. */
static const double near_sum = 2.45;

/* Closer to a node than this (panels have half-width 1) the two parts cancel too much; the mean of the values
 * at this distance on both sides is then right to its square. */
static const double node_distance = 1e-5;

static hodo_status make_rule(rmt_measure *measure, hodo_error *error)
{
    if (measure->panel_node != NULL) {
        return HODO_OK;
    }
    double *rule = malloc(3 * RMT_PANEL_NODES * sizeof *rule);
    gsl_integration_glfixed_table *table = gsl_integration_glfixed_table_alloc(RMT_PANEL_NODES);
    if (rule == NULL || table == NULL) {
        free(rule);
        gsl_integration_glfixed_table_free(table);
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a quadrature rule: close other programs");
    }
    measure->panel_node = rule;
    measure->panel_weight = rule + RMT_PANEL_NODES;
    measure->panel_barycentric = rule + (size_t)2 * RMT_PANEL_NODES;
    int failed = 0;
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        failed |= gsl_integration_glfixed_point(-1, 1, i, &measure->panel_node[i], &measure->panel_weight[i],
                                                table);
        const double t = measure->panel_node[i];
        /* Barycentric weights of Legendre points: (-1)^i sqrt((1 - t^2) w). */
        measure->panel_barycentric[i] = (i % 2 == 0 ? 1 : -1) * sqrt((1 - t * t) * measure->panel_weight[i]);
    }
    gsl_integration_glfixed_table_free(table);
    return failed == 0 ? HODO_OK
                       : hodo_fail(error, HODO_NUMERIC, "GSL has no rule of %d nodes", RMT_PANEL_NODES);
}

/* The last Legendre coefficients of the density on a panel: what the interpolant misses. */
static double tail(const rmt_measure *measure, const double *density)
{
    double most = 0;
    for (int k = RMT_PANEL_NODES - 4; k < RMT_PANEL_NODES; k++) {
        double sum = 0;
        for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
            sum += measure->panel_weight[i] * density[i] * gsl_sf_legendre_Pl(k, measure->panel_node[i]);
        }
        most = fmax(most, fabs(sum) * (k + 0.5));
    }
    return most;
}

/* One panel, halved where the density has a cusp inside. */
static hodo_status sample_panel(rmt_measure *measure, double lower, double upper,
                                const rmt_measure_source *source, hodo_error *error)
{
    double density[RMT_PANEL_NODES], x[RMT_PANEL_NODES];
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        x[i] = (lower + upper) / 2 + (upper - lower) / 2 * measure->panel_node[i];
    }
    hodo_status status = source->density(source->context, x, RMT_PANEL_NODES, density, error);
    status = status != HODO_OK ? status : rmt_measure_check_density(x, density, RMT_PANEL_NODES, error);
    if (status != HODO_OK) {
        return status;
    }
    const double width = upper - lower, rounding = distance_elsewhere * fmax(fabs(lower), fabs(upper));
    if (tail(measure, density) * width > tail_mass && width > 100 * rounding &&
        measure->piece_count < PANELS_MOST) {
        status = sample_panel(measure, lower, (lower + upper) / 2, source, error);
        return status != HODO_OK ? status : sample_panel(measure, (lower + upper) / 2, upper, source, error);
    }
    rmt_piece *piece = rmt_piece_add(measure, lower, upper, RMT_PANEL_NODES, error);
    if (piece == NULL) {
        return HODO_NO_MEMORY;
    }
    piece->panel = true;
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        piece->coefficient[i] = density[i];
    }
    return HODO_OK;
}

/* The distance from an edge at which panels stop. */
static double last_distance(double edge, double width, double exponent, double mass)
{
    const double wanted = width * pow(mass, 1 / (1 + exponent));
    return fmax(wanted, edge == 0 ? width * distance_at_zero : distance_elsewhere * fmax(fabs(edge), width));
}

/* A density known to be a power, below all that is sampled. */
typedef struct power_law {
    double edge, distance, density, exponent;
} power_law;

static hodo_status power_density(const void *context, const double *x, size_t count, double *density,
                                 hodo_error *error)
{
    (void)error;
    const power_law *law = context;
    for (size_t i = 0; i < count; i++) {
        density[i] = law->density * pow((x[i] - law->edge) / law->distance, law->exponent);
    }
    return HODO_OK;
}

static void add_dust(rmt_measure *measure, const power_law *law, double distance)
{
    const double mass = law->density * pow(distance / law->distance, law->exponent) * fabs(distance) /
                        (1 + law->exponent);
    if (isfinite(mass) && mass > 0) {
        measure->atoms[measure->atom_count + measure->dust_count++] = (rmt_atom){
            law->edge + distance * (1 + law->exponent) / (2 + law->exponent), mass};
    }
}

/* Panels from distance `from` to distance `to` on the side of `edge` that `inward` names. */
static hodo_status sample_side(rmt_measure *measure, double edge, double inward, double from, double to,
                               const rmt_measure_source *source, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (double near = from; status == HODO_OK && near < to; near *= ratio) {
        /* No sliver at the end. */
        const double far = near * ratio * 1.5 < to ? near * ratio : to;
        status = sample_panel(measure, inward > 0 ? edge + near : edge - far,
                              inward > 0 ? edge + far : edge - near, source, error);
        if (far == to) {
            break;
        }
    }
    return status;
}

static hodo_status sample_edge(rmt_measure *measure, double edge, double inward, double width, double exponent,
                               const rmt_measure_source *source, hodo_error *error)
{
    const double first = last_distance(edge, width, exponent, mass_left);
    const double deep = fmin(first, last_distance(edge, width, exponent, mass_guessed));
    const double x = edge + inward * first;
    power_law law = {.edge = edge, .distance = inward * first, .exponent = exponent};
    hodo_status status = source->density(source->context, &x, 1, &law.density, error);
    status = status != HODO_OK ? status : rmt_measure_check_density(&x, &law.density, 1, error);
    if (status == HODO_OK) {
        add_dust(measure, &law, inward * deep);
        const rmt_measure_source below = {.density = power_density, .context = &law};
        status = deep < first ? sample_side(measure, edge, inward, deep, first, &below, error) : HODO_OK;
    }
    return status != HODO_OK ? status : sample_side(measure, edge, inward, first, width / 2, source, error);
}

hodo_status rmt_panel_sample(rmt_measure *measure, const rmt_interval *interval,
                             const rmt_measure_source *source, hodo_error *error)
{
    const double width = interval->upper - interval->lower;
    hodo_status status = make_rule(measure, error);
    status = status != HODO_OK
                 ? status
                 : sample_edge(measure, interval->lower, 1, width, interval->lower_exponent, source, error);
    return status != HODO_OK
               ? status
               : sample_edge(measure, interval->upper, -1, width, interval->upper_exponent, source, error);
}

static rmt_cauchy far_cauchy(const rmt_measure *measure, const rmt_piece *piece, double complex t)
{
    const double re = creal(t), im = cimag(t);
    double g_re = 0, g_im = 0, d_re = 0, d_im = 0;
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        const double mass = measure->panel_weight[i] * piece->coefficient[i];
        const double a = re - measure->panel_node[i], size = a * a + im * im;
        const double u = a / size, v = -im / size; /* 1/(t - t_i) */
        g_re += mass * u, g_im += mass * v;
        d_re -= mass * (u * u - v * v), d_im -= mass * 2 * u * v;
    }
    return (rmt_cauchy){CMPLX(g_re, g_im), CMPLX(d_re, d_im)};
}

static rmt_cauchy near_cauchy(const rmt_measure *measure, const rmt_piece *piece, double complex t)
{
    double complex rule = 0, rule_slope = 0, ones = 0, ones_slope = 0, top = 0, bottom = 0;
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        const double f = piece->coefficient[i], weight = measure->panel_weight[i];
        const double complex inverse = 1 / (t - measure->panel_node[i]);
        rule += weight * f * inverse;
        rule_slope -= weight * f * inverse * inverse;
        ones += weight * inverse;
        ones_slope -= weight * inverse * inverse;
        top += measure->panel_barycentric[i] * f * inverse;
        bottom += measure->panel_barycentric[i] * inverse;
    }
    const double complex f = top / bottom;
    double complex slope = 0;
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        const double complex inverse = 1 / (t - measure->panel_node[i]);
        slope += measure->panel_barycentric[i] * (f - piece->coefficient[i]) * inverse * inverse;
    }
    slope /= bottom;
    const double complex missed = clog(t + 1) - clog(t - 1) - ones;
    const double complex missed_slope = 1 / (t + 1) - 1 / (t - 1) - ones_slope;
    return (rmt_cauchy){rule + f * missed, rule_slope + slope * missed + f * missed_slope};
}

rmt_cauchy rmt_panel_cauchy(const rmt_measure *measure, const rmt_piece *piece, double complex z)
{
    const double half = (piece->upper - piece->lower) / 2;
    const double complex t = (z - (piece->lower + piece->upper) / 2) / half;
    rmt_cauchy cauchy;
    if (fabs(creal(t)) + fabs(cimag(t)) > 2 || cabs(t - 1) + cabs(t + 1) > near_sum) {
        cauchy = far_cauchy(measure, piece, t);
    } else {
        cauchy = near_cauchy(measure, piece, t);
        for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
            if (cabs(t - measure->panel_node[i]) < node_distance) {
                const rmt_cauchy a = near_cauchy(measure, piece, measure->panel_node[i] - node_distance);
                const rmt_cauchy b = near_cauchy(measure, piece, measure->panel_node[i] + node_distance);
                cauchy = (rmt_cauchy){(a.value + b.value) / 2, (a.derivative + b.derivative) / 2};
            }
        }
    }
    /* dx = half dt, 1/(z - x) = 1/(half (t_z - t)): the factors cancel in the value. */
    cauchy.derivative /= half;
    return cauchy;
}

double rmt_panel_density(const rmt_measure *measure, const rmt_piece *piece, double x)
{
    const double t = (2 * x - piece->lower - piece->upper) / (piece->upper - piece->lower);
    double top = 0, bottom = 0;
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        if (t == measure->panel_node[i]) {
            return piece->coefficient[i];
        }
        const double term = measure->panel_barycentric[i] / (t - measure->panel_node[i]);
        top += term * piece->coefficient[i];
        bottom += term;
    }
    return top / bottom;
}

void rmt_panel_moments(const rmt_measure *measure, const rmt_piece *piece, double centre, size_t order,
                       double *moment)
{
    const double middle = (piece->lower + piece->upper) / 2, half = (piece->upper - piece->lower) / 2;
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        const double x = middle + half * measure->panel_node[i] - centre;
        double term = measure->panel_weight[i] * half * piece->coefficient[i];
        for (size_t k = 0; k <= order; k++, term *= x) {
            moment[k] += term;
        }
    }
}
