/* What an empirical tangent kernel costs beside the matrix products that it cannot do without: a layer's forward
 * and backward product with W, and the two Gram products of its rows (probe/tangent_kernel.h), done here by BLAS
 * alone on matrices of the same shapes. The networks are those of arXiv 2502.13110: widths k^2 m, one output.
 * Best of several rounds, one thread, float. */
#include "net/model.h"
#include "probe/tangent_kernel.h"

#include "floor.h"

#include <math.h>

static void must(bool good, const hodo_error *error)
{
    if (!good) {
        fail(error);
    }
}

static hodo_matrix drawn(hodo_arena *arena, size_t rows, size_t columns, uint32_t tensor, hodo_error *error)
{
    const hodo_stream stream = hodo_stream_open(5, "tests/bench/kernel", 0);
    const hodo_matrix a = hodo_matrix_take(arena, HODO_FLOAT, rows, columns, error);
    must(a.data != NULL, error);
    hodo_random_normal_float(&stream, tensor, 0, rows * columns, 1.0f, a.data);
    return a;
}

/* The products alone: rows h and g of every layer, kept from round to round. */
static double floor_seconds(hodo_arena *arena, const hodo_network *network, size_t n, int rounds,
                            hodo_error *error)
{
    const size_t layers = network->architecture->weight_count;
    hodo_matrix h[64], g[64];
    for (size_t k = 0; k <= layers; k++) {
        const size_t width = k < layers ? network->weights[k].columns : network->weights[k - 1].rows;
        h[k] = drawn(arena, n, width, (uint32_t)(2 * k), error);
        g[k] = drawn(arena, n, width, (uint32_t)(2 * k + 1), error);
    }
    const hodo_matrix gram = hodo_matrix_take(arena, HODO_FLOAT, n, n, error);
    must(gram.data != NULL, error);
    double best = INFINITY;
    for (int round = 0; round < rounds; round++) {
        const double begin = seconds();
        for (size_t k = 0; k < layers; k++) {
            const hodo_matrix w = network->weights[k];
            hodo_matrix_multiply(1.0, h[k], false, w, true, 0.0, h[k + 1]);
            if (k > 0) {
                hodo_matrix_multiply(1.0, g[k + 1], false, w, false, 0.0, g[k]);
            }
            hodo_matrix_multiply(1.0, h[k], false, h[k], true, 0.0, gram);
            hodo_matrix_multiply(1.0, g[k + 1], false, g[k + 1], true, 0.0, gram);
        }
        best = fmin(best, seconds() - begin);
    }
    return best;
}

static void bench(size_t n, size_t inputs, size_t width, size_t depth, int rounds)
{
    hodo_arena *arena = start_alone();
    hodo_error error = {0};
    const hodo_stream stream = hodo_stream_open(6, "tests/bench/kernel", 0);
    const hodo_model model = {.kind = HODO_MLP,
                              .inputs = inputs,
                              .width = width,
                              .depth = depth,
                              .outputs = 1,
                              .width_growth = 2.0,
                              .nonlinearity = {hodo_activation_find("abrelu", &error), 0.0, 1.0}};
    hodo_architecture architecture;
    hodo_network network;
    must(hodo_model_architecture(arena, &model, &architecture, &error) == HODO_OK, &error);
    for (size_t k = 1; k < depth; k++) {
        hodo_layer *layer = hodo_weight_layer(&architecture, k);
        layer->multiplier = 1.0 / sqrt((double)layer->inputs);
    }
    must(hodo_network_take(arena, &architecture, HODO_FLOAT, &network, &error) == HODO_OK, &error);
    double draw = seconds();
    must(hodo_network_draw(&network, &stream, &error) == HODO_OK, &error);
    draw = seconds() - draw;
    hodo_tangent_kernel *work =
        hodo_tangent_kernel_take(arena, &network, HODO_KERNEL_OUTPUT, HODO_KERNEL_BY_GRAMS, 0, n, &error);
    const hodo_matrix x = drawn(arena, n, inputs, 1000, &error), none = {.data = NULL};
    const hodo_matrix kernel = hodo_matrix_take(arena, HODO_DOUBLE, n, n, &error);
    must(work != NULL && kernel.data != NULL, &error);
    double best = INFINITY;
    for (int round = 0; round < rounds; round++) {
        const double begin = seconds();
        must(hodo_tangent_kernel_measure(work, x, none, NULL, kernel, &error) == HODO_OK, &error);
        best = fmin(best, seconds() - begin);
    }
    const double least = floor_seconds(arena, &network, n, rounds, &error);
    printf(
        "kernel of %zu samples, l = %zu, widths to %zu (%.1f M weights): %.1f ms, %.2f of its matrix products "
        "(%.1f GFlop/s); drawing the weights %.1f ms\n",
        n, depth, network.weights[depth - 1].columns, (double)hodo_architecture_weights(&architecture) * 1e-6,
        best * 1e3, best / least, 2e-9 * hodo_tangent_kernel_cost(&network, n) / best, draw * 1e3);
    hodo_arena_free(arena);
}

int main(void)
{
    bench(128, 784, 32, 10, 5);
    bench(128, 784, 32, 5, 20);
    bench(20, 20, 64, 8, 5);
    bench(6, 6, 32, 10, 5);
    bench(6, 6, 32, 5, 20);
    return 0;
}
