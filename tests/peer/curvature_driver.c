/* Prints networks of one member, data, directions and what the library makes of them: products with the Hessian
 * and the Gauss-Newton matrix, and the tangent kernel, in double and in float, for curvature.py to compute
 * again with PyTorch in double. One item a line: a word, integers, then numbers in %.17g.
 *
 *     case NAME samples precision loss scale | layer ... | weights rows columns ... | x | y | offset |
 *     directions | gradient | hessian | gauss_newton | kernel | end
 */
#include "probe/curvature.h"
#include "probe/tangent_kernel.h"
#include "probe/weight_vector.h"
#include "tests/peer/print_network.h"

#include <stdio.h>

enum { INPUTS = 4, WIDTH = 9, OUTPUTS = 3, SAMPLES = 5, BLOCK = 2, DIRECTIONS = 3 };

static const double skip[] = {0.8}, branch[] = {0.6}, factor[] = {1.5};
static const double output_scale = 1.7;

static void print_products(hodo_arena *arena, hodo_network *network, const hodo_objective *objective,
                           const hodo_stream *stream)
{
    static const char *const words[] = {[HODO_GAUSS_NEWTON] = "gauss_newton", [HODO_HESSIAN] = "hessian"};
    hodo_error error = {.message = ""};
    const hodo_precision precision = network->precision;
    const size_t dimension = hodo_weight_vector_size(network);
    hodo_curvature *curvature = hodo_curvature_take(arena, network, objective, BLOCK, HODO_HESSIAN,
                                                    &error); /* blocks, the last filled */
    require(curvature != NULL ? HODO_OK : error.status, &error);
    const hodo_matrix directions = driver_normal(arena, precision, DIRECTIONS, dimension, stream, 2000);
    const hodo_matrix products = driver_take(arena, precision, DIRECTIONS, dimension);
    const hodo_matrix gradient = driver_take(arena, precision, 1, dimension);
    require(hodo_curvature_gradient(curvature, NULL, gradient, &error), &error);
    print_matrix("directions", directions);
    print_matrix("gradient", gradient);
    for (int kind = HODO_GAUSS_NEWTON; kind <= HODO_HESSIAN; kind++) {
        const hodo_operator of = hodo_curvature_operator(curvature, (hodo_curvature_kind)kind);
        require(hodo_operator_apply(&of, directions, products, &error), &error);
        print_matrix(words[kind], products);
    }
    const hodo_matrix kernel = driver_take(arena, HODO_DOUBLE, SAMPLES * OUTPUTS, SAMPLES * OUTPUTS);
    const hodo_matrix none = {.data = NULL};
    hodo_tangent_kernel *work = hodo_tangent_kernel_take(arena, network, HODO_KERNEL_FULL, HODO_KERNEL_BY_GRAMS,
                                                         0, BLOCK, &error);
    require(work != NULL ? HODO_OK : error.status, &error);
    require(hodo_tangent_kernel_measure(work, objective->x, none, NULL, kernel, &error), &error);
    print_matrix("kernel", kernel);
}

static void print_case(const char *name, const hodo_architecture *architecture, const hodo_loss_kind *loss,
                       hodo_precision precision, uint64_t cell)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(43, "tests/peer/curvature", cell);
    hodo_network network;
    hodo_error error = {.message = ""};
    require(hodo_network_take(arena, architecture, precision, &network, &error), &error);
    require(hodo_network_draw(&network, &stream, &error), &error);
    printf("case %s %d %s %s %.17g\n", name, SAMPLES, precision == HODO_FLOAT ? "float" : "double",
           loss == &hodo_loss_square ? "square" : "cross-entropy", output_scale);
    print_network(&network);
    const hodo_matrix x = driver_normal(arena, precision, SAMPLES, INPUTS, &stream, 1000);
    const hodo_matrix y = driver_targets(arena, precision, SAMPLES, OUTPUTS, &stream, 1001, loss);
    const hodo_matrix offset = driver_normal(arena, precision, SAMPLES, OUTPUTS, &stream, 1002);
    const hodo_objective objective = {.x = x,
                                      .y = y,
                                      .offset = offset,
                                      .output_scale = output_scale,
                                      .loss = {loss, 0.0}};
    print_matrix("x", x);
    print_matrix("y", y);
    print_matrix("offset", offset);
    print_products(arena, &network, &objective, &stream);
    puts("end");
    hodo_arena_free(arena);
}

int main(void)
{
    hodo_arena *arena = hodo_arena_alloc();
    uint64_t cell = 0;
    for (const hodo_activation *row = hodo_activations; row->name != NULL; row++) {
        const hodo_nonlinearity phi = {row, 0.6, 0.3};
        const hodo_layer mlp[] = {hodo_layer_dense(INPUTS, WIDTH, 0.5, true), hodo_layer_activation(phi),
                                  hodo_multiplied(-1.5, hodo_layer_dense(WIDTH, WIDTH, 0.3, true)),
                                  hodo_layer_activation(phi),
                                  hodo_feature(hodo_layer_dense(WIDTH, OUTPUTS, 0.4, true))};
        const hodo_layer residual[] = {hodo_layer_dense(INPUTS, WIDTH, 0.5, true),
                                       hodo_layer_open(),
                                       hodo_layer_norm(HODO_LAYER_NORM_CENTRED, 1e-2),
                                       hodo_layer_activation(phi),
                                       hodo_layer_dense(WIDTH, WIDTH, 0.3, true),
                                       hodo_layer_close(skip, branch),
                                       hodo_layer_norm(HODO_LAYER_NORM_RMS, 1e-2),
                                       hodo_layer_dense(WIDTH, WIDTH, 0.3, false),
                                       hodo_layer_activation(phi),
                                       hodo_layer_scale(factor),
                                       hodo_feature(hodo_layer_dense(WIDTH, OUTPUTS, 0.4, true))};
        hodo_architecture made;
        hodo_error error = {.message = ""};
        for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
            require(hodo_architecture_make(arena, INPUTS, 1, mlp, sizeof mlp / sizeof mlp[0], &made, &error),
                    &error);
            print_case("mlp", &made, &hodo_loss_square, (hodo_precision)precision, cell++);
            require(hodo_architecture_make(arena, INPUTS, 1, residual, sizeof residual / sizeof residual[0],
                                           &made, &error),
                    &error);
            print_case("residual", &made, &hodo_loss_cross_entropy, (hodo_precision)precision, cell++);
        }
    }
    hodo_arena_free(arena);
    return 0;
}
