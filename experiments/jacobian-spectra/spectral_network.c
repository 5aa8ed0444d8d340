#include "experiments/jacobian-spectra/spectral_network.h"

#include "base/number.h"
#include "experiments/jacobian-spectra/length_map.h"
#include "net/pass.h"
#include "net/tower.h"
#include "probe/jacobian.h"
#include "rmt/jacobian/jacobian_width.h"

#include <gsl/gsl_cdf.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct spectral_family {
    const char *name, *activation;
    hodo_initial initial;
    bool has_depth; /* the number is the depth */
    double least, most;
    /* Length, gain, scale and law from the number; factors and length are set. */
    void (*settle)(spectral_network *network);
};

static void settle_relu(spectral_network *network)
{
    network->gain = sqrt(2.0);
    network->mask_variance = 1.0;
    network->closed = 0.5;
    (void)snprintf(network->law, sizeof network->law, "jacobian --activation=relu --weights=%s --depth=%zu",
                   network->family->initial == HODO_GAUSSIAN ? "gaussian" : "orthogonal", network->factors);
}

/* The gain that keeps q, and what J J^T then grows by. */
static void stand_still(spectral_network *network, length_means at)
{
    network->gain = sqrt(network->length / at.square);
    network->scale = pow(network->length / at.square * at.slope_square, (double)network->factors);
    network->mask_variance = at.slope_fourth / (at.slope_square * at.slope_square) - 1.0;
}

static void settle_erf(spectral_network *network)
{
    stand_still(network, length_means_erf(network->length));
    (void)snprintf(network->law, sizeof network->law,
                   "jacobian --activation=erf --weights=gaussian --length=%.12g --depth=%zu", network->length,
                   network->factors);
}

static void name_hard_tanh(spectral_network *network, double length)
{
    (void)snprintf(network->law, sizeof network->law,
                   "jacobian --activation=hard-tanh --weights=orthogonal --length=%.12g --depth=%zu", length,
                   network->factors);
}

static double open_fraction(const spectral_network *network)
{
    return 1.0 / (1.0 + network->number / (double)network->factors);
}

static void settle_isometry(spectral_network *network)
{
    network->length = length_of_open_fraction(open_fraction(network));
    stand_still(network, length_means_hard_tanh(network->length));
    network->closed = 1.0 - open_fraction(network);
    name_hard_tanh(network, network->length);
}

/* gain^2 = 1/p at the first length; then q_(l+1) = gain^2 E phi(sqrt(q_l) z)^2 < q_l. Masks of densities p_l
 * near 1 are those of one density with the same sum of 1/p_l - 1: ln S is additive, and linear in it. */
static void settle_critical(spectral_network *network)
{
    const double n = (double)network->factors, p = open_fraction(network);
    double q = length_of_open_fraction(p), closed = 0.0;
    network->length = q;
    network->gain = sqrt(1.0 / p);
    for (size_t l = 0; l < network->factors; l++) {
        const length_means at = length_means_hard_tanh(q);
        network->scale *= at.slope_square / p;
        closed += 1.0 / at.slope_square - 1.0;
        q = at.square / p;
    }
    network->mask_variance = closed / n;
    network->closed = closed / (n + closed);
    name_hard_tanh(network, length_of_open_fraction(1.0 / (1.0 + closed / n)));
}

static void settle_resnet(spectral_network *network)
{
    network->gain = 1.0;
    network->branch_scale = network->number / sqrt((double)network->factors);
    (void)snprintf(network->law, sizeof network->law, "jacobian-resnet --scale=%.12g --depth=%zu",
                   network->number, network->factors);
}

static const spectral_family families[] = {
    {"relu", "relu", HODO_GAUSSIAN, true, 1.0, 1e4, settle_relu},
    {"orthogonal-relu", "relu", HODO_ORTHOGONAL, true, 1.0, 1e4, settle_relu},
    {"erf", "erf", HODO_GAUSSIAN, true, 1.0, 1e4, settle_erf},
    {"isometry", "hard-tanh", HODO_ORTHOGONAL, false, 1e-3, 1e2, settle_isometry},
    {"critical", "hard-tanh", HODO_ORTHOGONAL, false, 1e-3, 1e2, settle_critical},
    {"resnet", "linear", HODO_GAUSSIAN, false, 1e-3, 1e2, settle_resnet},
};

static const spectral_family *find(const char *text, const char *slash, hodo_error *error)
{
    for (size_t i = 0; slash != NULL && i < sizeof families / sizeof families[0]; i++) {
        if (strlen(families[i].name) == (size_t)(slash - text) &&
            strncmp(families[i].name, text, (size_t)(slash - text)) == 0) {
            return &families[i];
        }
    }
    (void)hodo_fail(
        error, HODO_INVALID,
        "'%s' is no network: write relu/L, orthogonal-relu/L, erf/L, isometry/s2, critical/s2 or resnet/c",
        text);
    return NULL;
}

hodo_status spectral_network_read(const char *text, size_t layers, double length, spectral_network *network,
                                  hodo_error *error)
{
    const char *slash = strrchr(text, '/');
    const spectral_family *family = find(text, slash, error);
    if (family == NULL) {
        return HODO_INVALID;
    }
    *network = (spectral_network){.family = family, .length = length, .branch_scale = 1.0, .scale = 1.0};
    const hodo_status status = hodo_number_read(slash + 1, &network->number, error);
    if (status != HODO_OK) {
        return status;
    }
    const double number = network->number;
    const bool whole = !family->has_depth || number == floor(number);
    if (!(number >= family->least && number <= family->most) || !whole) {
        return hodo_fail(error, HODO_INVALID, "%s: the number after %s/ is %s, %g to %g", text, family->name,
                         family->has_depth ? "a depth" : "real", family->least, family->most);
    }
    network->factors = family->has_depth ? (size_t)number : layers;
    if (strcmp(family->name, "resnet") == 0 && number * number > (double)layers) {
        return hodo_fail(error, HODO_INVALID,
                         "%s: c is above sqrt(layers) = %g, where beta would pass 1: lower c", text,
                         sqrt((double)layers));
    }
    family->settle(network);
    return HODO_OK;
}

hodo_status spectral_network_at_depth(const char *text, int64_t depth, spectral_network *network,
                                      hodo_error *error)
{
    const double any_length = 1.0;
    char whole[SPECTRAL_LAW_SIZE];
    (void)snprintf(whole, sizeof whole, "%s/%" PRId64, text, depth);
    return spectral_network_read(strchr(text, '/') == NULL ? whole : text, (size_t)depth, any_length, network,
                                 error);
}

void spectral_network_id(const char *text, char id[SPECTRAL_ID_SIZE])
{
    size_t used = 0;
    for (; *text != '\0' && used + 1 < SPECTRAL_ID_SIZE; text++) {
        id[used++] = *text == '/' ? '-' : *text == '.' ? 'p' : *text;
    }
    id[used] = '\0';
}

bool spectral_network_is(const spectral_network *network, const char *family)
{
    return strcmp(network->family->name, family) == 0;
}

bool spectral_network_narrow(const spectral_network *network)
{
    return spectral_network_is(network, "isometry") || spectral_network_is(network, "critical");
}

static hodo_tower tower_of(const spectral_network *network, size_t width)
{
    const bool gaussian = network->family->initial == HODO_GAUSSIAN;
    return (hodo_tower){
        .inputs = 1,
        .width = width,
        .depth = network->factors + 2,
        .nonlinearity = {hodo_activation_find(network->family->activation, NULL), 0.0, 0.0},
        .hidden_initial = network->family->initial,
        .hidden_gain = gaussian ? network->gain / sqrt((double)width) : network->gain,
        .branch_scale = &network->branch_scale,
    };
}

hodo_status spectral_network_measure(const hodo_cell *cell, const spectral_network *spec, size_t width,
                                     double *values, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const hodo_tower tower = tower_of(spec, width);
    hodo_architecture architecture;
    hodo_network network;
    hodo_status status = hodo_tower_architecture(arena, &tower, &architecture, error);
    if (status == HODO_OK) {
        status = hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, error);
    }
    if (status == HODO_OK) {
        status = hodo_network_draw(&network, hodo_cell_stream(cell), error);
    }
    const hodo_matrix first = hodo_matrix_take(arena, HODO_DOUBLE, 1, width, error);
    if (status != HODO_OK || first.data == NULL) {
        return status != HODO_OK ? status : HODO_NO_MEMORY;
    }
    /* f_1 = W_1 x, (m, 1), with the x that gives it the length q. */
    memcpy(first.data, network.weights[0].data, width * sizeof(double));
    const double square = hodo_matrix_dot(first, first);
    const double x = sqrt(spec->length * (double)width / square);
    hodo_rows_scale(&x, first);
    status = hodo_jacobian_spectrum(&network, 0, 1, 1 + spec->factors, first, values, error);
    for (size_t i = 0; status == HODO_OK && i < width; i++) {
        values[i] /= spec->scale;
    }
    return status;
}

/* m E max(R - least, 0) is the integral of P(m R > t) over t from m least: of whole steps but for the first. */
double spectral_network_zero_excess(const spectral_network *network, size_t width, double least)
{
    const double start = fmax(least, 0.0) * (double)width;
    double sum = 0.0;
    for (size_t k = (size_t)start; network->closed > 0.0 && k < width; k++) {
        const double below = gsl_cdf_binomial_P((unsigned)k, network->closed, (unsigned)width);
        sum += (1.0 - pow(below, (double)network->factors)) * fmin(1.0, (double)(k + 1) - start);
    }
    return sum / (double)width;
}

static hodo_status exact_moments(const spectral_network *network, int64_t width, rmt_jacobian_width *moments,
                                 hodo_error *error)
{
    return spectral_network_is(network, "relu")
               ? rmt_jacobian_width_masked(0.5, width, (int64_t)network->factors, moments, error)
               : rmt_jacobian_width_residual(network->branch_scale, width, (int64_t)network->factors, moments,
                                             error);
}

static bool has_exact_moments(const spectral_network *network)
{
    return spectral_network_is(network, "relu") || spectral_network_is(network, "resnet");
}

hodo_status spectral_network_trace_variance(const spectral_network *network, int64_t width, double *variance,
                                            hodo_error *error)
{
    *variance = network->mask_variance * (double)network->factors / (double)width;
    if (!has_exact_moments(network)) {
        return HODO_OK;
    }
    rmt_jacobian_width moments = {0};
    const hodo_status status = exact_moments(network, width, &moments, error);
    *variance = moments.trace_variance;
    return status;
}

hodo_status spectral_network_second_moment(const spectral_network *network, int64_t width, double *moment,
                                           hodo_error *error)
{
    *moment = NAN;
    if (!has_exact_moments(network)) {
        return HODO_OK;
    }
    rmt_jacobian_width moments = {0};
    const hodo_status status = exact_moments(network, width, &moments, error);
    *moment = moments.second_moment;
    return status;
}

double spectral_network_cost(const spectral_network *network, size_t width)
{
    const double m = (double)width, draw = network->family->initial == HODO_ORTHOGONAL ? 3.0 * m : 12.0;
    return (double)network->factors * m * m * (m + 64.0 + draw) + 4.0 * m * m * m;
}
