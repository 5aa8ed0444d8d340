#include "hodo/angle_law.h"

#include "rmt/angle/activation_layer.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/layer_law.h"
#include "rmt/angle/trained_ends.h"
#include "rmt/jacobian/length_map.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What the laws below are told of a network. */
typedef struct known_network {
    const hodo_architecture *architecture;
    hodo_nonlinearity shape;
    size_t matrices; /* L */
    size_t width;
    bool normalised; /* every h_l has rms 1 */
} known_network;

/* Variance of an entry of multiplier W_k times the fan-in: what E[phi^2] is multiplied by. */
static double variance(const known_network *own, size_t k)
{
    const hodo_layer *layer = hodo_weight_layer(own->architecture, k);
    const double deviation = layer->multiplier * layer->gain;
    return deviation * deviation * (double)layer->inputs;
}

static const char *refuse(const hodo_settings *settings, const hodo_named_network *network, known_network *own)
{
    const hodo_architecture *architecture = &network->architecture;
    *own = (known_network){.architecture = architecture,
                           .matrices = architecture->weight_count,
                           .width = hodo_weight_layer(architecture, 0)->outputs,
                           .normalised = network->parametrization->automatic != HODO_AUTOMATIC_NONE};
    for (size_t i = 0; i < architecture->count; i++) {
        if (architecture->layers[i].kind == HODO_ACTIVATION) {
            own->shape = architecture->layers[i].nonlinearity;
        }
    }
    if (settings->load != NULL) {
        return "the laws are of random weights, these were loaded";
    }
    if (network->parametrization->spectral_initial) {
        return "weights of a set spectral norm are not of a known length";
    }
    if (strcmp(settings->architecture, "cnn") == 0) {
        return "no law of a cnn is known";
    }
    for (size_t k = 0; k + 1 < own->matrices; k++) {
        if (hodo_weight_layer(architecture, k)->outputs != own->width) {
            return "the laws are of one width, these layers differ";
        }
    }
    return NULL;
}

/* kappa of the layers between h_1 .. h_{L-1}, by the lengths that the inputs and the length map give. */
static hodo_status mlp(const known_network *own, double mean_square, double *kappa, hodo_error *error)
{
    double length = variance(own, 0) * mean_square;
    hodo_status status = HODO_OK;
    for (size_t l = 1; l + 1 < own->matrices && status == HODO_OK; l++) {
        rmt_activation_layer layer;
        double square, derivative_square;
        length = own->normalised ? 1.0 : length;
        status = rmt_activation_layer_at(&own->shape, false, length, &layer, error);
        if (status == HODO_OK) {
            status = rmt_length_means(&own->shape, length, &square, &derivative_square, error);
        }
        if (status == HODO_OK) {
            kappa[l - 1] = layer.kappa;
            length = variance(own, l) * square;
        }
    }
    return status;
}

/* beta of the stream divided by its norm, f <- f + s W phi(f), E phi^2 = `mean_square` of f's. */
static double branch_of(const known_network *own, double scale, double mean_square)
{
    const double growth = scale * scale * variance(own, 1) * mean_square;
    return sqrt(growth / (1.0 + growth));
}

static hodo_status fill(const known_network *own, double branch_scale, double mean_square, double *kappa,
                        double *tangent_square, hodo_angle_law *law, hodo_error *error)
{
    const size_t features = own->matrices - 1;
    const char *name = own->shape.activation->name;
    if (branch_scale == 0.0) {
        const hodo_status status = mlp(own, mean_square, kappa, error);
        rmt_trained_mlp_profile(kappa, features, tangent_square);
        (void)snprintf(law->text, sizeof law->text,
                       "%s MLP: one sample, balanced steps, infinite width (ours)", name);
        law->known = true;
        return status;
    }
    law->known = true;
    if (strcmp(name, "relu") == 0) {
        const double beta = branch_of(own, branch_scale, 0.5);
        (void)snprintf(law->text, sizeof law->text,
                       "relu ResNet, beta = %.4g: one sample, balanced steps, infinite width (ours)", beta);
        return rmt_trained_resnet_profile(beta, (int64_t)own->matrices, tangent_square, error);
    }
    if (strcmp(name, "linear") == 0) {
        const double beta = branch_of(own, branch_scale, 1.0);
        const rmt_layer_law *row = rmt_layer_law_find("linear", "gaussian", error);
        for (size_t n = 1; row != NULL && n <= features; n++) {
            tangent_square[n - 1] = rmt_layer_tangent_square(row, beta, n);
        }
        (void)snprintf(law->text, sizeof law->text,
                       "linear ResNet, beta = %.4g: one sample, balanced steps, infinite width (ours)", beta);
        return row != NULL ? HODO_OK : HODO_INVALID;
    }
    law->known = false;
    (void)snprintf(law->text, sizeof law->text,
                   "none: of ResNets the laws with relu and linear branches are known, not %s", name);
    return HODO_OK;
}

hodo_status hodo_angle_law_find(const hodo_settings *settings, const hodo_named_network *network,
                                double mean_square, hodo_arena *arena, hodo_angle_law *law, hodo_error *error)
{
    known_network own;
    const char *why = refuse(settings, network, &own);
    const size_t features = network->architecture.feature_count, hidden = own.matrices - 1;
    *law = (hodo_angle_law){.cosine = hodo_arena_take(arena, features, sizeof *law->cosine, error)};
    double *tangents = hodo_arena_zero(arena, 2 * hidden, sizeof *tangents, error);
    if (law->cosine == NULL || tangents == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t v = 0; v < features; v++) {
        law->cosine[v] = NAN;
    }
    if (why != NULL) {
        (void)snprintf(law->text, sizeof law->text, "none: %s", why);
        return HODO_OK;
    }
    hodo_status status =
        fill(&own, network->branch_scale, mean_square, tangents, tangents + hidden, law, error);
    for (size_t v = 1; v < features && law->known && status == HODO_OK; v++) {
        /* The kernel of the few outputs is a multiple of the identity at infinite width. */
        law->cosine[v] = v <= hidden ? rmt_cos(tangents[hidden + v - 1]) : 1.0;
    }
    return status;
}
