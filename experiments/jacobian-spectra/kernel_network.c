#include "experiments/jacobian-spectra/kernel_network.h"

#include "base/number.h"
#include "net/tower.h"
#include "probe/angle.h"
#include "probe/feature_kernel.h"
#include "rmt/angle/angle_spectrum.h"
#include "rmt/angle/layer_law.h"
#include "rmt/angle/mask_stream.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct kernel_family {
    const char *name, *activation;
    bool residual;
    double least, most; /* of the number */
};

static const kernel_family families[] = {
    {"linear", "linear", false, 1, 1000},
    {"relu", "relu", false, 1, 1000},
    {"resnet", "linear", true, 1e-3, 30},
    {"relu-resnet", "relu", true, 1e-3, 30},
};
enum { FAMILIES = sizeof families / sizeof families[0] };

/* Dense layers draw tensors 0, 1, ...; the input has one far from them. */
static const uint32_t input_tensor = UINT32_C(1) << 31;
enum { INPUTS = 10 };

/* Products of (m, m) matrices a layer that a kernel costs (probe/feature_kernel.h), and eigenvalues in units of
 * those. */
static const double products = 5.0, eigenvalues = 4.0;

static const kernel_family *find_family(const char *text, size_t length)
{
    for (size_t i = 0; i < FAMILIES; i++) {
        if (strlen(families[i].name) == length && strncmp(families[i].name, text, length) == 0) {
            return &families[i];
        }
    }
    return NULL;
}

/* beta^2 with 2 beta^2 - beta^4 = growth, without the cancellation of 1 - sqrt(1 - growth). */
static hodo_status settle_residual(kernel_network *network, hodo_error *error)
{
    const double n = (double)network->layers;
    const double growth = 4 * n * network->number * network->number / ((n - 1) * (2 * n - 1));
    if (!(network->layers > 1 && growth <= 1)) {
        return hodo_fail(error, HODO_INVALID,
                         "%s/%g asks for a branch scale above 1 with %zu layers: at least %.0f",
                         network->family->name, network->number, network->layers,
                         ceil(2 * network->number * network->number + 3));
    }
    network->branch_scale = sqrt(growth / (1 + sqrt(1 - growth)));
    if (!network->masked) {
        (void)snprintf(network->law, sizeof network->law, "bfk-resnet --scale=%.15g", network->number);
    }
    return HODO_OK;
}

hodo_status kernel_network_read(const char *text, size_t layers, kernel_network *network, hodo_error *error)
{
    const char *slash = strchr(text, '/');
    const kernel_family *family = slash != NULL ? find_family(text, (size_t)(slash - text)) : NULL;
    double number;
    if (family == NULL || hodo_number_read(slash + 1, &number, NULL) != HODO_OK) {
        return hodo_fail(error, HODO_INVALID,
                         "'%s' is no network: write linear/V, relu/V, resnet/c or relu-resnet/c", text);
    }
    if (!(number >= family->least && number <= family->most) ||
        (!family->residual && number != floor(number))) {
        return hodo_fail(error, HODO_INVALID, "%s: the number is %s from %g to %g", text,
                         family->residual ? "a scale c" : "a whole number of trained matrices", family->least,
                         family->most);
    }
    *network = (kernel_network){.family = family,
                                .number = number,
                                .layers = family->residual ? layers : (size_t)number,
                                .branch_scale = 1,
                                .residual = family->residual,
                                .masked = strcmp(family->activation, "relu") == 0};
    if (family->residual) {
        return settle_residual(network, error);
    }
    (void)snprintf(network->law, sizeof network->law, "bfk --activation=%s --depth=%zu", family->activation,
                   network->layers);
    return HODO_OK;
}

const char *kernel_network_family(const kernel_network *network)
{
    return network->family->name;
}

void kernel_network_id(const char *text, char id[KERNEL_ID_SIZE])
{
    (void)snprintf(id, KERNEL_ID_SIZE, "%s", text);
    for (char *c = id; *c != '\0'; c++) {
        *c = *c == '/' ? '-' : *c == '.' ? 'p' : *c;
    }
}

/* The network and its kernel in the arena; speeds->rates holds the balanced rates of the kernel. */
static hodo_status draw_network(const hodo_cell *cell, const kernel_network *network, size_t width,
                                hodo_network *drawn, hodo_matrix x, hodo_speeds **speeds, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const hodo_activation *activation = hodo_activation_find(network->family->activation, error);
    hodo_architecture *architecture = hodo_arena_take(arena, 1, sizeof *architecture, error);
    const hodo_matrix y = hodo_matrix_take(arena, HODO_DOUBLE, 1, 1, error);
    if (activation == NULL || architecture == NULL || y.data == NULL) {
        return error->status;
    }
    /* excerpt: network */
    const hodo_tower tower = {.inputs = INPUTS,
                              .width = width,
                              .depth = network->layers + 2,
                              .nonlinearity = {.activation = activation},
                              .branch_scale = &network->branch_scale};
    hodo_status status = hodo_tower_architecture(arena, &tower, architecture, error);
    if (status == HODO_OK) {
        status = hodo_network_take(arena, architecture, HODO_DOUBLE, drawn, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    *speeds = hodo_speeds_take(arena, drawn, 1, HODO_FIRST_ORDER, error);
    if (*speeds == NULL) {
        return error->status;
    }
    const hodo_stream *stream = hodo_cell_stream(cell);
    hodo_random_normal_double(stream, input_tensor, 0, INPUTS, sqrt(1.0 / INPUTS), x.data);
    hodo_matrix_set(y, 0, 0, 1.0);
    return hodo_speeds_measure(*speeds, x, y, (hodo_loss){&hodo_loss_square, 0.5},
                               (hodo_flow){.kind = HODO_BALANCED}, stream, error);
    /* end: network */
}

hodo_status kernel_network_measure(const hodo_cell *cell, const kernel_network *network, size_t width,
                                   kernel_measurement *measurement, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, 1, INPUTS, error);
    double *values = hodo_arena_take(arena, width, sizeof *values, error);
    if (x.data == NULL || values == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_network drawn;
    hodo_speeds *speeds = NULL;
    hodo_status status = draw_network(cell, network, width, &drawn, x, &speeds, error);
    const size_t last = network->layers + 1;
    /* excerpt: kernel */
    if (status == HODO_OK) {
        status = hodo_feature_kernel_spectrum(&drawn, 0, last, x, speeds->rates, values, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const hodo_speed *speed = hodo_speeds_at(speeds, 0, last);
    const double scale = (double)width * speed->backward_rms * speed->backward_rms; /* |b|^2 */
    double mean = 0;
    for (size_t i = 0; i < width; i++) {
        values[i] *= scale;
        mean += values[i] / (double)width;
    }
    /* end: kernel */
    *measurement = (kernel_measurement){
        .values = values, .mean = mean, .direct_square = tan(speed->angle) * tan(speed->angle)};
    status = rmt_eigenvalues_tangent_square(values, width, &measurement->spectrum_square, error);
    const double square = 1 + measurement->spectrum_square;
    double fourth = 0;
    for (size_t i = 0; i < width; i++) {
        fourth += pow(values[i] / mean, 4) / (double)width;
    }
    measurement->isotropic_gap = (2 * (square - 1) - (fourth / (square * square) - 1)) / (double)width;
    return status;
}

hodo_status kernel_network_tangent_square(const kernel_network *network, double *tangent_square,
                                          hodo_error *error)
{
    if (network->residual && network->masked) {
        return rmt_resnet_last(network->branch_scale, (int64_t)network->layers + 2, tangent_square, error);
    }
    const rmt_layer_law *law = rmt_layer_law_find(network->family->activation, "gaussian", error);
    if (law == NULL) {
        return HODO_INVALID;
    }
    *tangent_square = rmt_layer_tangent_square(law, network->branch_scale, network->layers);
    return HODO_OK;
}

hodo_status kernel_cell_network(const hodo_cell *cell, kernel_network *network, hodo_error *error)
{
    return kernel_network_read(hodo_cell_text(cell, "network"), (size_t)hodo_cell_integer(cell, "layers"),
                               network, error);
}

hodo_status kernel_cell_check(const hodo_cell *cell, hodo_error *error)
{
    kernel_network network;
    return kernel_cell_network(cell, &network, error);
}

double kernel_cell_cost(const hodo_cell *cell)
{
    kernel_network network;
    const double m = (double)hodo_cell_integer(cell, "m");
    return kernel_cell_network(cell, &network, NULL) == HODO_OK
               ? m * m * m * (products * (double)network.layers + eigenvalues)
               : 1.0;
}
