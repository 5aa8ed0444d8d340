#include "experiments/feature-speed/activations-and-weights/activated_network.h"

#include "net/network.h"
#include "probe/angle.h"
#include "rmt/finite/active_units.h"
#include "rmt/jacobian/derivative_values.h"
#include "rmt/jacobian/length_map.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Dense layers draw tensors 0, 1, ...; the input has one far from them. */
static const uint32_t input_tensor = UINT32_C(1) << 31;

/* As timed: a network, its quadratures where phi' is smooth, a unit (activation, norms), a weight drawn and
 * multiplied by, and of an orthogonalisation m^2 and m^3. */
static const double network_cost = 5e4, quadrature_cost = 2.5e5, unit_cost = 20.0, weight_cost = 2.0,
                    orthogonal_weight_cost = 14.0, orthogonal_cost = 0.16;

#define LAYERS_WITH_FEW_ON 0.01 /* at most, of a network, on average */

enum { LAYERS_A_FEATURE = 4 }; /* dense, norm, scale, activation */

hodo_status activated_name(const char *name, hodo_nonlinearity *shape, bool *orthogonal, hodo_error *error)
{
    char activation[32];
    const size_t size = strcspn(name, "/");
    *orthogonal = strcmp(name + size, "/orthogonal") == 0;
    if ((!*orthogonal && strcmp(name + size, "/gaussian") != 0) || size >= sizeof activation) {
        return hodo_fail(
            error, HODO_INVALID,
            "network '%.60s' is not ACTIVATION/gaussian or ACTIVATION/orthogonal: write relu/gaussian", name);
    }
    (void)snprintf(activation, sizeof activation, "%.*s", (int)size, name);
    *shape = (hodo_nonlinearity){hodo_activation_find(activation, error), 1.0, 0.5};
    return shape->activation != NULL ? HODO_OK : HODO_INVALID;
}

hodo_status activated_layer(const char *name, double length, rmt_activation_layer *layer, hodo_error *error)
{
    hodo_nonlinearity shape;
    bool orthogonal;
    const hodo_status status = activated_name(name, &shape, &orthogonal, error);
    return status == HODO_OK ? rmt_activation_layer_at(&shape, orthogonal, length, layer, error) : status;
}

hodo_status activated_length_at(const hodo_nonlinearity *shape, double q, const char *word,
                                activated_length *length, hodo_error *error)
{
    double square, slope_square, farther;
    hodo_status status = rmt_length_means(shape, q, &square, &slope_square, error);
    if (status != HODO_OK) {
        return status;
    }
    *length = (activated_length){q, q / square, strcmp(word, "held") == 0};
    if (strcmp(word, "rule") != 0) {
        return length->held || strcmp(word, "free") == 0
                   ? HODO_OK
                   : hodo_fail(error, HODO_INVALID, "lengths '%.60s': write rule, held or free", word);
    }
    /* From a little above q the map leads farther up; more than the rounding of a homogeneous one. */
    const double above = 1.01 * q;
    status = rmt_length_means(shape, above, &farther, &slope_square, error);
    length->held = length->weight_variance * farther > above * (1.0 + 1e-9);
    return status;
}

/* P(N < RMT_LEAST_ACTIVE), N ~ Binomial(width, density). */
static double few_on(double density, double width)
{
    double term = exp(width * log1p(-density)), sum = 0.0;
    for (int n = 0; n < RMT_LEAST_ACTIVE; n++) {
        sum += term;
        term *= (width - n) / (n + 1) * density / (1.0 - density);
    }
    return sum;
}

hodo_status activated_units_check(const hodo_nonlinearity *shape, double q, int64_t width, int64_t depth,
                                  hodo_error *error)
{
    rmt_derivative_values values;
    if (!rmt_derivative_values_find(shape, q, &values) || values.count == 1 || values.square[1] != 0.0) {
        return HODO_OK;
    }
    const double layers = (double)depth * few_on(values.mass[0], (double)width);
    return layers <= LAYERS_WITH_FEW_ON
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID,
                           "m = %" PRId64 ", L = %" PRId64
                           ": a network of %s has %.2g layers with fewer than %d units on, and the mean of "
                           "1/cos^2 is infinite: give at most %g, by a greater m",
                           width, depth, shape->activation->name, layers, RMT_LEAST_ACTIVE, LAYERS_WITH_FEW_ON);
}

/* One feature: the matrix, what holds its length, phi. */
static size_t add_feature(hodo_layer *to, hodo_layer matrix, const double *root_length, bool held,
                          hodo_nonlinearity shape)
{
    size_t count = 0;
    to[count++] = matrix;
    if (held) {
        to[count++] = hodo_layer_norm(HODO_LAYER_NORM_RMS, 0.0);
        to[count++] = hodo_layer_scale(root_length);
    }
    to[count - 1] = hodo_feature(to[count - 1]);
    to[count++] = hodo_feature(hodo_layer_activation(shape));
    return count;
}

/* excerpt: network */
static hodo_status architecture(const hodo_cell *cell, const hodo_nonlinearity *shape, bool orthogonal,
                                const activated_length *length, hodo_architecture *built, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const size_t depth = (size_t)hodo_cell_integer(cell, "L"), width = (size_t)hodo_cell_integer(cell, "m"),
                 inputs = (size_t)hodo_cell_integer(cell, "d");
    double *root_length = hodo_arena_take(arena, 1, sizeof *root_length, error);
    hodo_layer *layers = hodo_arena_take(arena, depth, LAYERS_A_FEATURE * sizeof *layers, error);
    if (root_length == NULL || layers == NULL) {
        return HODO_NO_MEMORY;
    }
    *root_length = sqrt(length->q);
    const double gain = sqrt(length->weight_variance);
    hodo_layer matrix = hodo_layer_dense(inputs, width, *root_length, false);
    size_t count = add_feature(layers, matrix, root_length, length->held, *shape);
    for (size_t l = 2; l < depth; l++) {
        matrix = orthogonal ? hodo_layer_orthogonal(width, width, gain, true)
                            : hodo_layer_dense(width, width, gain / sqrt((double)width), true);
        count += add_feature(layers + count, matrix, root_length, length->held, *shape);
    }
    layers[count++] = hodo_feature(hodo_layer_dense(width, 1, 1.0 / (double)width, false));
    return hodo_architecture_make(arena, inputs, 1, layers, count, built, error);
}
/* end: network */

hodo_status activated_network_measure(const hodo_cell *cell, const hodo_nonlinearity *shape, bool orthogonal,
                                      const activated_length *length, activated_angles *angles,
                                      hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const hodo_stream *stream = hodo_cell_stream(cell);
    const size_t depth = (size_t)hodo_cell_integer(cell, "L"), inputs = (size_t)hodo_cell_integer(cell, "d");
    hodo_architecture *built = hodo_arena_take(arena, 1, sizeof *built, error);
    hodo_network *network = hodo_arena_take(arena, 1, sizeof *network, error);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_FLOAT, 1, inputs, error);
    const hodo_matrix y = hodo_matrix_take(arena, HODO_FLOAT, 1, 1, error);
    if (built == NULL || network == NULL || x.data == NULL || y.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = architecture(cell, shape, orthogonal, length, built, error);
    if (status == HODO_OK) {
        status = hodo_network_take(arena, built, HODO_FLOAT, network, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    hodo_speeds *speeds = hodo_speeds_take(arena, network, 1, HODO_FIRST_ORDER, error);
    if (speeds == NULL) {
        return error->status;
    }
    hodo_random_normal_float(stream, input_tensor, 0, inputs, 1.0f, x.data);
    hodo_matrix_scale(1.0 / hodo_matrix_norm(x), x);
    hodo_matrix_set(y, 0, 0, 1.0);
    status = hodo_speeds_measure(speeds, x, y, (hodo_loss){&hodo_loss_square, 0.5},
                                 (hodo_flow){.kind = HODO_BALANCED}, stream, error);
    const size_t count = depth - 2;
    angles->pre = hodo_arena_take(arena, count, sizeof *angles->pre, error);
    angles->post = hodo_arena_take(arena, count, sizeof *angles->post, error);
    if (status != HODO_OK || angles->pre == NULL || angles->post == NULL) {
        return error->status;
    }
    for (size_t n = 1; n <= count; n++) {
        const size_t v = n + 1; /* f_v is feature 2v - 1 of the network, h_v feature 2v */
        angles->pre[n - 1] = pow(hodo_speeds_at(speeds, 0, 2 * v - 1)->cosine, -2.0);
        angles->post[n - 1] = pow(hodo_speeds_at(speeds, 0, 2 * v)->cosine, -2.0);
    }
    angles->growth = activated_growth(angles->pre, count);
    angles->gain = activated_gain(angles->pre, angles->post, count);
    return HODO_OK;
}

size_t activated_fit_first(size_t count) { return count / 3 + 1; }

double activated_growth(const double *pre, size_t count)
{
    const size_t first = activated_fit_first(count);
    const double middle = 0.5 * (double)(first + count);
    double product = 0.0, square = 0.0;
    for (size_t n = first; n <= count; n++) {
        const double x = (double)n - middle;
        product += x * pre[n - 1];
        square += x * x;
    }
    return 3.0 * product / square;
}

double activated_gain(const double *pre, const double *post, size_t count)
{
    const size_t first = activated_fit_first(count);
    double sum = 0.0;
    for (size_t n = first; n <= count; n++) {
        sum += post[n - 1] - pre[n - 1];
    }
    return sum / (double)(count + 1 - first);
}

double activated_network_cost(const hodo_cell *cell, const hodo_nonlinearity *shape, bool orthogonal)
{
    const double matrices = hodo_cell_real(cell, "L"), width = hodo_cell_real(cell, "m");
    rmt_derivative_values values;
    const bool smooth = !rmt_derivative_values_find(shape, 1.0, &values);
    const double weight = weight_cost + (orthogonal ? orthogonal_weight_cost + width * orthogonal_cost : 0.0);
    return network_cost + (smooth ? quadrature_cost : 0.0) + matrices * width * (unit_cost + width * weight);
}
