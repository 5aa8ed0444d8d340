#include "probe/mlp.h"

#include "base/eigenvalue.h"

const double mlp_multipliers[MLP_WEIGHTS] = {0.7, -1.6, 0.4};

void mlp_start(mlp *net, hodo_precision precision, size_t samples, uint64_t seed, bool train_second)
{
    hodo_error error = {0};
    const hodo_stream stream = hodo_stream_open(seed, "tests/probe/mlp", samples);
    const hodo_nonlinearity relu = {.activation = hodo_activation_find("relu", &error)};
    const hodo_layer layers[] = {
        hodo_feature(hodo_multiplied(mlp_multipliers[0], hodo_layer_dense(MLP_INPUTS, MLP_FIRST, 0.8, true))),
        hodo_layer_activation(relu),
        hodo_feature(
            hodo_multiplied(mlp_multipliers[1], hodo_layer_dense(MLP_FIRST, MLP_SECOND, 0.3, train_second))),
        hodo_layer_activation(relu),
        hodo_feature(
            hodo_multiplied(mlp_multipliers[2], hodo_layer_dense(MLP_SECOND, MLP_OUTPUTS, 0.5, true)))};
    *net = (mlp){.arena = hodo_arena_alloc()};
    ok(hodo_architecture_make(net->arena, MLP_INPUTS, 1, layers, sizeof layers / sizeof *layers,
                              &net->architecture, &error),
       error);
    ok(hodo_network_take(net->arena, &net->architecture, precision, &net->network, &error), error);
    ok(hodo_network_draw(&net->network, &stream, &error), error);
    net->pass = hodo_pass_take(net->arena, &net->network, samples, HODO_FIRST_ORDER, &error);
    net->x = zoo_normal(net->arena, precision, samples, MLP_INPUTS, &stream, 1000);
    net->y = zoo_normal(net->arena, precision, samples, MLP_OUTPUTS, &stream, 1001);
    net->gradient = hodo_matrix_take(net->arena, precision, samples, MLP_OUTPUTS, &error);
    mlp_run(net);
}

void mlp_end(mlp *net)
{
    hodo_arena_free(net->arena);
}

void mlp_run(mlp *net)
{
    hodo_error error = {0};
    ok(hodo_pass_forward(net->pass, net->x, NULL, &error), error);
    ok(hodo_loss_gradient((hodo_loss){&hodo_loss_square, 0}, 1, hodo_pass_output(net->pass), net->y,
                          net->gradient, &error),
       error);
    ok(hodo_pass_backward(net->pass, net->gradient, &error), error);
}

void mlp_step(mlp *net, double rate)
{
    for (size_t k = 0; k < MLP_WEIGHTS; k++) {
        if (hodo_weight_layer(&net->architecture, k)->trained) {
            hodo_gradient_weight(net->pass, k, 0, -rate, 1.0, net->network.weights[k]);
        }
    }
}

hodo_matrix mlp_gradient(mlp *net, size_t k)
{
    const hodo_matrix g = hodo_pass_weight_backward(net->pass, k), h = hodo_pass_weight_input(net->pass, k);
    const hodo_matrix out = hodo_matrix_take(net->arena, HODO_DOUBLE, g.columns, h.columns, NULL);
    for (size_t i = 0; i < g.columns; i++) {
        for (size_t j = 0; j < h.columns; j++) {
            double sum = 0;
            for (size_t s = 0; s < g.rows; s++) {
                sum += hodo_matrix_get(g, s, i) * hodo_matrix_get(h, s, j);
            }
            hodo_matrix_set(out, i, j, mlp_multipliers[k] * sum);
        }
    }
    return out;
}

double *mlp_squares(hodo_arena *arena, hodo_matrix a)
{
    hodo_error error = {0};
    const hodo_matrix copy = hodo_matrix_take(arena, HODO_DOUBLE, a.rows, a.columns, &error);
    double *squares = hodo_arena_take(arena, a.rows, sizeof *squares, &error);
    hodo_matrix_convert(a, copy);
    ok(hodo_squared_singular_values(copy.data, a.rows, a.columns, squares, &error), error);
    return squares;
}
