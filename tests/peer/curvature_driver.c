/* Prints networks of one member, data, directions and what the library makes of them: products with the Hessian
 * and the Gauss-Newton matrix, and the tangent kernel, in double and in float, for curvature.py to compute
 * again with PyTorch in double. One item a line: a word, integers, then numbers in %.17g.
 *
 *     case NAME samples precision loss scale | layer ... | weights rows columns ... | x | y | offset |
 *     directions | gradient | hessian | gauss_newton | kernel | end
 */
#include "net/loss.h"
#include "probe/curvature.h"
#include "probe/tangent_kernel.h"
#include "probe/weight_vector.h"

#include <stdio.h>
#include <stdlib.h>

enum { INPUTS = 4, WIDTH = 9, OUTPUTS = 3, SAMPLES = 5, BLOCK = 2, DIRECTIONS = 3 };

static const double skip[] = {0.8}, branch[] = {0.6}, factor[] = {1.5};
static const double output_scale = 1.7;

static void check(hodo_status status, const hodo_error *error)
{
    if (status != HODO_OK) {
        fprintf(stderr, "curvature_driver: %s\n", error->message);
        exit(1);
    }
}

static void print_matrix(const char *word, hodo_matrix a)
{
    printf("%s %zu %zu", word, a.rows, a.columns);
    for (size_t e = 0; e < a.rows * a.columns; e++) {
        printf(" %.17g", hodo_matrix_get(a, e / a.columns, e % a.columns));
    }
    putchar('\n');
}

static void print_layer(const hodo_layer *layer)
{
    static const char *const names[] = {"dense", "activation", "norm", "scale", "open", "close"};
    printf("layer %s", names[layer->kind]);
    if (layer->kind == HODO_DENSE) {
        printf(" %.17g %d", layer->multiplier, layer->trained);
    } else if (layer->kind == HODO_ACTIVATION) {
        printf(" %s %.17g %.17g", layer->nonlinearity.activation->name, layer->nonlinearity.a,
               layer->nonlinearity.b);
    } else if (layer->kind == HODO_LAYER_NORM) {
        printf(" %s %.17g", layer->norm == HODO_NORM_MEAN ? "mean" : "rms", layer->epsilon);
    } else if (layer->kind == HODO_RESIDUAL_CLOSE) {
        printf(" %.17g %.17g", layer->skip_scale[0], layer->branch_scale[0]);
    } else if (layer->kind == HODO_SCALE) {
        printf(" %.17g", layer->branch_scale[0]);
    }
    putchar('\n');
}

static hodo_matrix take(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns)
{
    hodo_error error = {.message = ""};
    const hodo_matrix a = hodo_matrix_take(arena, precision, rows, columns, &error);
    check(a.data != NULL ? HODO_OK : HODO_NO_MEMORY, &error);
    return a;
}

static hodo_matrix normal(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns,
                          const hodo_stream *stream, uint32_t tensor)
{
    const hodo_matrix a = take(arena, precision, rows, columns);
    if (precision == HODO_FLOAT) {
        hodo_random_normal_float(stream, tensor, 0, rows * columns, 1.0f, a.data);
    } else {
        hodo_random_normal_double(stream, tensor, 0, rows * columns, 1.0, a.data);
    }
    return a;
}

static void print_products(hodo_arena *arena, hodo_network *network, const hodo_objective *objective,
                           const hodo_stream *stream)
{
    static const char *const words[] = {[HODO_GAUSS_NEWTON] = "gauss_newton", [HODO_HESSIAN] = "hessian"};
    hodo_error error = {.message = ""};
    const hodo_precision precision = network->precision;
    const size_t dimension = hodo_weight_vector_size(network);
    hodo_curvature *curvature = hodo_curvature_take(arena, network, objective, BLOCK, HODO_HESSIAN,
                                                    &error); /* blocks, the last filled */
    check(curvature != NULL ? HODO_OK : error.status, &error);
    const hodo_matrix directions = normal(arena, precision, DIRECTIONS, dimension, stream, 2000);
    const hodo_matrix products = take(arena, precision, DIRECTIONS, dimension);
    const hodo_matrix gradient = take(arena, precision, 1, dimension);
    check(hodo_curvature_gradient(curvature, NULL, gradient, &error), &error);
    print_matrix("directions", directions);
    print_matrix("gradient", gradient);
    for (int kind = HODO_GAUSS_NEWTON; kind <= HODO_HESSIAN; kind++) {
        const hodo_operator of = hodo_curvature_operator(curvature, (hodo_curvature_kind)kind);
        check(hodo_operator_apply(&of, directions, products, &error), &error);
        print_matrix(words[kind], products);
    }
    const hodo_matrix kernel = take(arena, HODO_DOUBLE, SAMPLES * OUTPUTS, SAMPLES * OUTPUTS);
    const hodo_matrix none = {.data = NULL};
    hodo_tangent_kernel *work = hodo_tangent_kernel_take(arena, network, HODO_KERNEL_FULL, HODO_KERNEL_BY_GRAMS,
                                                         0, BLOCK, &error);
    check(work != NULL ? HODO_OK : error.status, &error);
    check(hodo_tangent_kernel_measure(work, objective->x, none, NULL, kernel, &error), &error);
    print_matrix("kernel", kernel);
}

static void print_case(const char *name, const hodo_architecture *architecture, const hodo_loss_kind *loss,
                       hodo_precision precision, uint64_t cell)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(43, "tests/peer/curvature", cell);
    hodo_network network;
    hodo_error error = {.message = ""};
    check(hodo_network_take(arena, architecture, precision, &network, &error), &error);
    check(hodo_network_draw(&network, &stream, &error), &error);
    printf("case %s %d %s %s %.17g\n", name, SAMPLES, precision == HODO_FLOAT ? "float" : "double",
           loss == &hodo_loss_square ? "square" : "cross-entropy", output_scale);
    for (size_t i = 0; i < architecture->count; i++) {
        print_layer(&architecture->layers[i]);
    }
    for (size_t k = 0; k < architecture->weight_count; k++) {
        print_matrix("weights", network.weights[k]);
    }
    const hodo_objective objective = {.x = normal(arena, precision, SAMPLES, INPUTS, &stream, 1000),
                                      .y = normal(arena, precision, SAMPLES, OUTPUTS, &stream, 1001),
                                      .offset = normal(arena, precision, SAMPLES, OUTPUTS, &stream, 1002),
                                      .output_scale = output_scale,
                                      .loss = {loss, 0.0}};
    for (size_t s = 0; loss == &hodo_loss_cross_entropy && s < SAMPLES; s++) {
        for (size_t c = 0; c < OUTPUTS; c++) {
            hodo_matrix_set(objective.y, s, c, c == s % OUTPUTS ? 1.0 : 0.0);
        }
    }
    print_matrix("x", objective.x);
    print_matrix("y", objective.y);
    print_matrix("offset", objective.offset);
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
                                       hodo_layer_norm(HODO_NORM_MEAN, 1e-2),
                                       hodo_layer_activation(phi),
                                       hodo_layer_dense(WIDTH, WIDTH, 0.3, true),
                                       hodo_layer_close(skip, branch),
                                       hodo_layer_norm(HODO_NORM_RMS, 1e-2),
                                       hodo_layer_dense(WIDTH, WIDTH, 0.3, false),
                                       hodo_layer_activation(phi),
                                       hodo_layer_scale(factor),
                                       hodo_feature(hodo_layer_dense(WIDTH, OUTPUTS, 0.4, true))};
        hodo_architecture made;
        hodo_error error = {.message = ""};
        for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
            check(hodo_architecture_make(arena, INPUTS, 1, mlp, sizeof mlp / sizeof mlp[0], &made, &error),
                  &error);
            print_case("mlp", &made, &hodo_loss_square, (hodo_precision)precision, cell++);
            check(hodo_architecture_make(arena, INPUTS, 1, residual, sizeof residual / sizeof residual[0],
                                         &made, &error),
                  &error);
            print_case("residual", &made, &hodo_loss_cross_entropy, (hodo_precision)precision, cell++);
        }
    }
    hodo_arena_free(arena);
    return 0;
}
