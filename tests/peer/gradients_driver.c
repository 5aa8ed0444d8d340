/* Prints networks, inputs, targets and what the library computes from them, for gradients.py to
 * compute again with PyTorch. One item a line: a word, integers, then numbers in %.17g.
 *
 *     case NAME samples members loss | layer ... | weights k rows columns ... | x ... | y ...
 *     gradient k member ... | input_gradient ... | velocity ... | loss member value | end
 */
#include "net/gradient.h"
#include "net/model.h"
#include "net/tower.h"
#include "tests/peer/print_network.h"

#include <math.h>
#include <stdio.h>

enum { INPUTS = 4, OUTPUTS = 3, SAMPLES = 5, MEMBERS = 2 };

static const double gentle[MEMBERS] = {0.3, 0.9}, steep[MEMBERS] = {0.8, -0.5}, factor[MEMBERS] = {1.5, 0.7};

static void print_passes(hodo_arena *arena, hodo_network *network, hodo_matrix x, hodo_matrix y, hodo_loss loss)
{
    const hodo_architecture *architecture = network->architecture;
    hodo_error error = {0};
    double values[MEMBERS];
    hodo_pass *pass = hodo_pass_take(arena, network, SAMPLES, HODO_FIRST_ORDER, &error);
    const hodo_matrix slope = driver_take(arena, HODO_DOUBLE, SAMPLES * MEMBERS, OUTPUTS);
    double *rates = hodo_arena_take(arena, architecture->weight_count * MEMBERS, sizeof *rates, &error);
    require(pass != NULL && rates != NULL ? HODO_OK : HODO_NO_MEMORY, &error);
    require(hodo_pass_forward(pass, x, NULL, &error), &error);
    require(hodo_loss_value(loss, MEMBERS, hodo_pass_output(pass), y, values, &error), &error);
    require(hodo_loss_gradient(loss, MEMBERS, hodo_pass_output(pass), y, slope, &error), &error);
    require(hodo_pass_backward(pass, slope, &error), &error);
    for (size_t at = 0; at < architecture->weight_count * MEMBERS; at++) {
        rates[at] = 1.0;
    }
    require(hodo_pass_tangent(pass, (hodo_direction){.rates = rates}, &error), &error);
    for (size_t j = 0; j < MEMBERS; j++) {
        printf("loss %zu %.17g\n", j, values[j]);
        for (size_t k = 0; k < architecture->weight_count; k++) {
            const hodo_matrix w = network->weights[k];
            const hodo_matrix gradient = driver_take(arena, HODO_DOUBLE, w.rows, w.columns);
            hodo_gradient_weight(pass, k, j, 1.0, 0.0, gradient);
            print_matrix("gradient", gradient);
        }
    }
    print_matrix("input_gradient", hodo_pass_feature_backward(pass, 0));
    print_matrix("velocity", hodo_pass_feature_tangent(pass, architecture->feature_count - 1));
}

static void print_case(const char *name, const hodo_architecture *architecture, hodo_loss loss, uint64_t cell)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(41, "tests/peer/gradients", cell);
    hodo_network network;
    hodo_error error = {0};
    require(hodo_network_take(arena, architecture, HODO_DOUBLE, &network, &error), &error);
    require(hodo_network_draw(&network, &stream, &error), &error);
    printf("case %s %d %d %s\n", name, SAMPLES, MEMBERS,
           loss.kind == &hodo_loss_square ? "square" : "cross-entropy");
    print_network(&network);
    const hodo_matrix x = driver_normal(arena, HODO_DOUBLE, SAMPLES, architecture->inputs, &stream, 1000);
    const hodo_matrix y = driver_targets(arena, HODO_DOUBLE, SAMPLES, OUTPUTS, &stream, 1001, loss.kind);
    print_matrix("x", x);
    print_matrix("y", y);
    print_passes(arena, &network, x, y, loss);
    puts("end");
    hodo_arena_free(arena);
}

/* The cnn of net/model.h on images with odd sides, each matrix divided by sqrt(fan_in), as a family. */
static void print_cnn(hodo_arena *arena, hodo_nonlinearity phi, hodo_loss loss, uint64_t cell)
{
    const hodo_model model = {.kind = HODO_CNN,
                              .inputs = 9 * 7 * 2,
                              .width = 3,
                              .outputs = OUTPUTS,
                              .channels = 2,
                              .height = 9,
                              .image_width = 7,
                              .nonlinearity = phi,
                              .readout_scale = factor};
    hodo_architecture one, made;
    hodo_error error = {0};
    require(hodo_model_architecture(arena, &model, &one, &error), &error);
    for (size_t k = 0; k < one.weight_count; k++) {
        hodo_layer *layer = hodo_weight_layer(&one, k);
        layer->multiplier = 1.0 / sqrt((double)layer->fan_in);
    }
    require(hodo_architecture_make(arena, one.inputs, MEMBERS, one.layers, one.count, &made, &error), &error);
    print_case("cnn", &made, loss, cell);
}

int main(void)
{
    hodo_arena *arena = hodo_arena_alloc();
    uint64_t cell = 0;
    for (const hodo_activation *row = hodo_activations; row->name != NULL; row++) {
        const hodo_nonlinearity phi = {row, 0.6, 0.3};
        const hodo_loss square = {&hodo_loss_square, 0.0}, entropy = {&hodo_loss_cross_entropy, 0.0};
        hodo_architecture made;
        hodo_error error = {0};
        const hodo_tower mlp = {.inputs = INPUTS,
                                .width = 12,
                                .depth = 6,
                                .outputs = OUTPUTS,
                                .members = MEMBERS,
                                .nonlinearity = phi,
                                .output_deviation = 0.4};
        const hodo_tower resnet = {.inputs = INPUTS,
                                   .width = 12,
                                   .depth = 6,
                                   .outputs = OUTPUTS,
                                   .members = MEMBERS,
                                   .nonlinearity = phi,
                                   .branch_scale = gentle,
                                   .output_deviation = 0.4,
                                   .readout_scale = factor,
                                   .normalise = true};
        const hodo_layer nested[] = {
            hodo_layer_dense(INPUTS, 9, 0.5, true),
            hodo_layer_open(),
            hodo_layer_norm(HODO_LAYER_NORM_CENTRED, 1e-5),
            hodo_multiplied(-1.5, hodo_layer_dense(9, 7, 0.4, true)),
            hodo_layer_open(),
            hodo_layer_activation(phi),
            hodo_layer_close(gentle, steep),
            hodo_layer_scale(factor),
            hodo_layer_dense(7, 9, 0.4, true),
            hodo_layer_close(steep, gentle),
            hodo_layer_activation(phi),
            hodo_feature(hodo_layer_dense(9, OUTPUTS, 0.5, true)),
        };
        require(hodo_tower_architecture(arena, &mlp, &made, &error), &error);
        print_case("mlp", &made, square, cell++);
        require(hodo_tower_architecture(arena, &resnet, &made, &error), &error);
        print_case("resnet", &made, entropy, cell++);
        require(hodo_architecture_make(arena, INPUTS, MEMBERS, nested, sizeof nested / sizeof nested[0], &made,
                                       &error),
                &error);
        print_case("nested", &made, square, cell++);
        print_cnn(arena, phi, entropy, cell++);
    }
    hodo_arena_free(arena);
    return 0;
}
