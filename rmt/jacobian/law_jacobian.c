/* Row `jacobian`: J J^T of the input-output Jacobian J = D_L W_L ... D_1 W_1 of a deep network, with the law of
 * phi' at the fixed point of its length map (rmt/jacobian/length_map.h; the edge of chaos unless a weight
 * variance is given). tau(J J^T) = chi^L: 1 on the edge of chaos. Masks go by rmt/jacobian/mask_map.h, other
 * activations by rmt/jacobian/jacobian_map.h or, of different widths, rmt/jacobian/uneven_map.h, all to
 * rmt/jacobian/spectral_curve.h. Pennington, Schoenholz and
 * Ganguli, arXiv:1711.04735; spectra for any widths are ours. */
#include "rmt/jacobian/jacobian_map.h"
#include "rmt/jacobian/jacobian_network.h"
#include "rmt/law/law_integral.h"
#include "rmt/law/law_rows.h"
#include "rmt/jacobian/mask_map.h"
#include "rmt/jacobian/power_series.h"
#include "rmt/jacobian/spectral_law.h"
#include "rmt/jacobian/uneven_map.h"

#include <math.h>
#include <stdlib.h>

/* chi^L beyond exp(+-600) leaves no room for the spectrum in a double. */
#define LOG_SCALE_MOST 600.0
/* A mass below this is the rounding of one that is 0. */
#define NO_MASS 1e-12

typedef struct jacobian {
    rmt_jacobian_network network;
    rmt_derivative_law *derivative;
    bool masked;            /* one nonzero value: by mask, else by map */
    rmt_mask_map mask;
    rmt_jacobian_map map;
    bool uneven_widths; /* of a density: by uneven */
    rmt_uneven_map uneven;
    rmt_spectral_curve *curve;
    double log_scale;       /* L ln chi */
} jacobian;

static void close_law(void *state)
{
    jacobian *j = state;
    rmt_spectral_curve_close(j->curve);
    rmt_mask_map_close(&j->mask);
    rmt_uneven_map_close(&j->uneven);
    rmt_derivative_law_close(j->derivative);
    free(j->network.widths);
    free(j);
}

/* One orthogonal layer has the law of d itself: no curve, its Stieltjes transform on the axis. */
static bool is_derivative_law(const jacobian *j)
{
    return !j->masked && j->network.orthogonal && j->network.depth == 1 &&
           rmt_derivative_value_count(j->derivative) == 0;
}

static hodo_status open_map(jacobian *j, rmt_spectral_map *map, hodo_error *error)
{
    const rmt_jacobian_network *net = &j->network;
    const size_t values = rmt_derivative_value_count(j->derivative);
    j->masked = values == 1 || (values == 2 && rmt_derivative_value(j->derivative, 1) == 0);
    if (j->masked) {
        const hodo_status status = rmt_mask_map_open(rmt_derivative_mass(j->derivative, 0), net->orthogonal,
                                                     net->widths, net->depth, &j->mask, error);
        return status == HODO_OK ? rmt_mask_spectral_map(&j->mask, map, error) : status;
    }
    j->uneven_widths = net->widths != NULL && values == 0;
    if (j->uneven_widths) {
        const hodo_status status = rmt_uneven_map_open(j->derivative, net->orthogonal, net->widths, net->depth,
                                                       &j->uneven, error);
        if (status == HODO_OK) {
            rmt_uneven_spectral_map(&j->uneven, map);
        }
        return status;
    }
    if (net->widths != NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "--widths: layers of different widths are not known for the two slopes of %s: leave "
                         "--widths out",
                         net->shape.activation->name);
    }
    j->map = (rmt_jacobian_map){j->derivative, net->orthogonal, (double)net->depth};
    rmt_jacobian_spectral_map(&j->map, map);
    return HODO_OK;
}

static void add_atom(rmt_law *law, double place, double mass)
{
    if (mass > NO_MASS) {
        law->atoms[law->atom_count++] = (rmt_atom){place, mass};
    }
}

static void set_atoms(rmt_law *law, const jacobian *j)
{
    const double scale = exp(j->log_scale), depth = (double)j->network.depth;
    if (j->uneven_widths) {
        add_atom(law, 0, 1 - j->uneven.narrowest);
        return;
    }
    if (j->masked) {
        add_atom(law, 0, 1 - j->mask.rank);
        add_atom(law, j->mask.top_place * scale, j->mask.top_mass);
        return;
    }
    /* Atoms of a free product: masses that exceed the whole (Bercovici and Voiculescu 1998). */
    for (size_t i = rmt_derivative_value_count(j->derivative); j->network.orthogonal && i-- > 0;) {
        add_atom(law, scale * pow(rmt_derivative_value(j->derivative, i), depth),
                 depth * rmt_derivative_mass(j->derivative, i) - (depth - 1));
    }
}

/* Whether a mass is 0 because it is exactly critical: then the edge is at the pole of psi and the density
 * diverges. */
static bool is_critical(const jacobian *j, size_t value)
{
    const double depth = (double)j->network.depth;
    if (j->masked) {
        return fabs(j->mask.critical) <= NO_MASS;
    }
    return j->network.orthogonal && rmt_derivative_value_count(j->derivative) > value &&
           fabs(depth * rmt_derivative_mass(j->derivative, value) - (depth - 1)) <= NO_MASS;
}

static void set_intervals(rmt_law *law, const jacobian *j)
{
    const size_t count = rmt_spectral_arcs(j->curve);
    for (size_t i = 0; i < count; i++) {
        law->intervals[i] = (rmt_interval){exp(rmt_spectral_lower(j->curve, i) + j->log_scale),
                                           exp(rmt_spectral_upper(j->curve, i) + j->log_scale), 0.5, 0.5};
    }
    law->interval_count = count;
    if (is_derivative_law(j)) {
        const double alpha = rmt_derivative_small_exponent(j->derivative);
        law->intervals[law->interval_count++] =
            (rmt_interval){0, rmt_derivative_most(j->derivative) * exp(j->log_scale), alpha - 1, -0.5};
    } else if (count > 0) {
        if (law->intervals[0].lower == 0) {
            const double alpha = j->masked ? 1 : rmt_derivative_small_exponent(j->derivative);
            law->intervals[0].lower_exponent =
                alpha / (j->masked          ? j->mask.hard_order
                         : j->uneven_widths ? rmt_uneven_hard_order(&j->uneven)
                                            : rmt_jacobian_hard_order(&j->map)) -
                1;
        } else if (!j->masked && is_critical(j, 1)) {
            law->intervals[0].lower_exponent = -0.5;
        }
        if (is_critical(j, 0)) {
            law->intervals[count - 1].upper_exponent = -0.5;
        }
    }
}

static hodo_status open_state(jacobian *j, const rmt_law_setting *settings, hodo_error *error)
{
    hodo_status status = rmt_jacobian_network_read(settings, &j->network, error);
    if (status != HODO_OK) {
        return status;
    }
    j->log_scale = (double)j->network.depth * log(j->network.point.susceptibility);
    if (!(fabs(j->log_scale) <= LOG_SCALE_MOST)) {
        return hodo_fail(error, HODO_INVALID,
                         "chi = %.6g at weight variance %.6g makes tau(J J^T) = chi^%zu = exp(%.4g): "
                         "give a weight variance nearer to the critical one, or fewer layers",
                         j->network.point.susceptibility, j->network.point.weight_variance, j->network.depth,
                         j->log_scale);
    }
    rmt_spectral_map map;
    status = rmt_derivative_law_open(&j->network.shape, j->network.point.length, &j->derivative, error);
    if (status == HODO_OK) {
        status = open_map(j, &map, error);
    }
    return status == HODO_OK ? rmt_spectral_curve_open(&map, &j->curve, error) : status;
}

/* What rmt/jacobian/uneven_map.h cannot prove: that the curve is the whole spectrum. */
static hodo_status check_mass(rmt_law *law, hodo_error *error)
{
    rmt_integral *integral;
    const hodo_status status = rmt_integral_open(law, &integral, error);
    if (status != HODO_OK) {
        close_law(law->state);
        return status;
    }
    rmt_integral_close(integral);
    return HODO_OK;
}

static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    jacobian *j = calloc(1, sizeof *j);
    if (j == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a jacobian: close other programs");
    }
    const hodo_status status = open_state(j, settings, error);
    if (status != HODO_OK) {
        close_law(j);
        return status;
    }
    law->state = j;
    set_atoms(law, j);
    set_intervals(law, j);
    return j->uneven_widths ? check_mass(law, error) : HODO_OK;
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density,
                           hodo_error *error)
{
    const jacobian *j = law->state;
    if (!is_derivative_law(j)) {
        return rmt_spectral_density(j->curve, j->log_scale, x, count, density, error);
    }
    const double scale = exp(j->log_scale);
    for (size_t i = 0; i < count; i++) {
        const double w = x[i] / scale;
        rmt_derivative_point point;
        density[i] = 0;
        if (w > 0 && w < rmt_derivative_most(j->derivative)) {
            rmt_derivative_at(j->derivative, CMPLX(w, 0.0), CMPLX(w - 1, 0.0), &point);
            density[i] = fmax(0, -M_1_PI * cimag(point.g) / scale);
        }
    }
    return HODO_OK;
}

static hodo_status by_quadrature(const rmt_law *law, const double *x, size_t count, double *cumulative,
                                 hodo_error *error)
{
    rmt_integral *integral;
    const hodo_status status = rmt_integral_open(law, &integral, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        cumulative[i] = rmt_integral_cumulative(integral, x[i]);
    }
    if (status == HODO_OK) {
        rmt_integral_close(integral);
    }
    return status;
}

static hodo_status cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error)
{
    const jacobian *j = law->state;
    if (is_derivative_law(j) || j->uneven_widths) {
        return by_quadrature(law, x, count, cumulative, error);
    }
    return rmt_spectral_cumulative(j->curve, law, j->log_scale, x, count, cumulative, error);
}

static hodo_status moments(const rmt_law *law, size_t order, double *moment, hodo_error *error)
{
    const jacobian *j = law->state;
    double ell[RMT_MOMENTS_MOST];
    if (j->uneven_widths) {
        rmt_integral *integral;
        const hodo_status status = rmt_integral_open(law, &integral, error);
        if (status == HODO_OK) {
            rmt_integral_moments(integral, order, moment);
            rmt_integral_close(integral);
        }
        return status;
    }
    if (j->masked) {
        rmt_mask_series(&j->mask, order, ell);
    } else {
        rmt_jacobian_series(&j->map, order, ell);
    }
    rmt_power_series_moments(ell, j->log_scale, order, moment);
    return HODO_OK;
}

static hodo_status draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error)
{
    return rmt_jacobian_draw(&((const jacobian *)law->state)->network, width, stream, values, error);
}

const rmt_law_row rmt_law_jacobian = {
    .name = "jacobian",
    .doc = "J J^T of a deep network's input-output Jacobian, L layers",
    .parameters = rmt_jacobian_parameters,
    .open = open_law,
    .close = close_law,
    .density = density,
    .cumulative = cumulative,
    .moments = moments,
    .draw = draw,
    .steep = true,
};
