#include "net/rule.h"

/* Convolutional layers in the four passes. A direction of the weights enters as in a dense layer; gradient
 * flow, which dense layers have from the dot products of rows, forms the gradient of each member,
 * D = -rate grad: pixels outnumber the rows of the weights. */

hodo_convolution hodo_pass_convolution(const hodo_pass *pass, size_t i)
{
    const hodo_layer *layer = hodo_pass_layer(pass, i);
    const hodo_image image = {layer->height, layer->image_width, layer->channels};
    const size_t lines = hodo_convolution_lines(image, pass->network->precision, pass->rows);
    return (hodo_convolution){.image = image,
                              .channels_out = layer->channels_out,
                              .patches = hodo_matrix_view(pass->network->precision, pass->patch_work,
                                                          lines * image.width, HODO_TAPS * image.channels)};
}

hodo_matrix hodo_pass_gradient_work(const hodo_pass *pass, size_t i)
{
    const hodo_layer *layer = hodo_pass_layer(pass, i);
    return hodo_matrix_view(pass->network->precision, pass->gradient_work, hodo_layer_weight_rows(layer),
                            hodo_layer_weight_columns(layer));
}

static hodo_status forward(hodo_pass *pass, size_t i, hodo_error *error)
{
    const size_t k = hodo_weight_index(pass->network->architecture, i);
    const hodo_status status = hodo_pass_draw_weight(pass, k, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_convolution convolution = hodo_pass_convolution(pass, i);
    hodo_convolution_through(&convolution, hodo_pass_layer(pass, i)->multiplier, pass->value[i],
                             pass->network->weights[k], 0.0, pass->value[i + 1]);
    return HODO_OK;
}

static void backward(hodo_pass *pass, size_t i)
{
    const hodo_convolution convolution = hodo_pass_convolution(pass, i);
    hodo_matrix_zero(pass->backward[i]);
    hodo_convolution_back(&convolution, hodo_pass_layer(pass, i)->multiplier, pass->backward[i + 1],
                          pass->network->weights[hodo_weight_index(pass->network->architecture, i)],
                          pass->backward[i]);
}

/* -rate grad_k of member j, in work space; false where it stands still. */
static bool flow_direction(const hodo_pass *pass, size_t i, size_t j, hodo_matrix *direction)
{
    const size_t k = hodo_weight_index(pass->network->architecture, i), n = pass->samples;
    const double rate = pass->rates[k * pass->network->architecture->members + j];
    const hodo_convolution convolution = hodo_pass_convolution(pass, i);
    *direction = hodo_pass_gradient_work(pass, i);
    if (rate != 0.0) {
        hodo_convolution_gradient(&convolution, -rate * hodo_pass_layer(pass, i)->multiplier,
                                  hodo_matrix_rows(pass->backward[i + 1], j * n, n),
                                  hodo_matrix_rows(pass->value[i], j * n, n), 0.0, *direction);
    }
    return rate != 0.0;
}

static void tangent(hodo_pass *pass, size_t i)
{
    const size_t k = hodo_weight_index(pass->network->architecture, i), n = pass->samples;
    const double a = hodo_pass_layer(pass, i)->multiplier;
    const hodo_convolution convolution = hodo_pass_convolution(pass, i);
    const hodo_matrix out = pass->tangent[i + 1];
    if (hodo_pass_still_below(pass, i)) {
        hodo_matrix_zero(out);
    } else {
        hodo_convolution_through(&convolution, a, pass->tangent[i], pass->network->weights[k], 0.0, out);
    }
    if (pass->weight_direction != NULL && pass->weight_direction[k].data != NULL) {
        hodo_convolution_through(&convolution, a, pass->value[i], pass->weight_direction[k], 1.0, out);
    }
    for (size_t j = 0; pass->flowing && j < pass->network->architecture->members; j++) {
        hodo_matrix direction;
        if (flow_direction(pass, i, j, &direction)) {
            hodo_convolution_through(&convolution, a, hodo_matrix_rows(pass->value[i], j * n, n), direction,
                                     1.0, hodo_matrix_rows(out, j * n, n));
        }
    }
}

static void backward_tangent(hodo_pass *pass, size_t i)
{
    const size_t k = hodo_weight_index(pass->network->architecture, i), n = pass->samples;
    const double a = hodo_pass_layer(pass, i)->multiplier;
    const hodo_convolution convolution = hodo_pass_convolution(pass, i);
    const hodo_matrix out = pass->backward_tangent[i];
    hodo_matrix_zero(out);
    hodo_convolution_back(&convolution, a, pass->backward_tangent[i + 1], pass->network->weights[k], out);
    if (pass->weight_direction != NULL && pass->weight_direction[k].data != NULL) {
        hodo_convolution_back(&convolution, a, pass->backward[i + 1], pass->weight_direction[k], out);
    }
    for (size_t j = 0; pass->flowing && j < pass->network->architecture->members; j++) {
        hodo_matrix direction;
        if (flow_direction(pass, i, j, &direction)) {
            hodo_convolution_back(&convolution, a, hodo_matrix_rows(pass->backward[i + 1], j * n, n), direction,
                                  hodo_matrix_rows(out, j * n, n));
        }
    }
}

const hodo_rule hodo_rule_convolution = {forward, backward, tangent, backward_tangent};
