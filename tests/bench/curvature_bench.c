/* What curvature costs beside a gradient: products with the Hessian and the Gauss-Newton matrix, and the
 * largest eigenvalue at every step of a run of gradient descent, by both routes. Best of several rounds, one
 * thread, float. In products with a weight matrix a gradient takes 3 a layer, forward, backward and outer; a
 * Hessian product 6 beside 2 of passes, a Gauss-Newton product 4 beside 1: ratios 2.0 and 1.33 while the
 * weights are held, 2.67 and 1.67 when they are not. */
#include "probe/sharpness.h"
#include "probe/weight_vector.h"

#include "floor.h"

#include <math.h>

typedef struct bench {
    hodo_arena *arena;
    hodo_architecture architecture;
    hodo_network network;
    hodo_curvature *curvature;
    hodo_matrix slope, theta, vector, image; /* (1, dimension) */
    hodo_operator of[2];
    hodo_error error;
} bench;

static void must(bool good, const bench *b)
{
    if (!good) {
        fail(&b->error);
    }
}

/* An MLP of `depth` weight matrices of width growth^l * width, on inputs and targets of normals. */
static void start(bench *b, size_t inputs, size_t width, size_t growth, size_t depth, size_t outputs,
                  size_t rows)
{
    hodo_layer layers[32];
    size_t count = 0, below = inputs;
    const hodo_stream stream = hodo_stream_open(3, "tests/bench/curvature", 0);
    *b = (bench){.arena = hodo_arena_alloc()};
    must(b->arena != NULL, b);
    const hodo_nonlinearity relu = {hodo_activation_find("relu", &b->error), 0.5, 0.5};
    for (size_t l = 1; l <= depth; l++) {
        const size_t above = l == depth ? outputs : (size_t)lround(pow((double)l, (double)growth)) * width;
        const double gain = l == 1 ? 1.0 : sqrt(2.0); /* inputs of rms 1, kept by every layer */
        layers[count++] = hodo_layer_dense(below, above, gain / sqrt((double)below), true);
        if (l < depth) {
            layers[count++] = hodo_layer_activation(relu);
        }
        below = above;
    }
    layers[count - 1] = hodo_feature(layers[count - 1]);
    must(hodo_architecture_make(b->arena, inputs, 1, layers, count, &b->architecture, &b->error) == HODO_OK, b);
    must(hodo_network_take(b->arena, &b->architecture, HODO_FLOAT, &b->network, &b->error) == HODO_OK, b);
    must(hodo_network_draw(&b->network, &stream, &b->error) == HODO_OK, b);
    hodo_objective objective = {.x = hodo_matrix_take(b->arena, HODO_FLOAT, rows, inputs, &b->error),
                                .y = hodo_matrix_take(b->arena, HODO_FLOAT, rows, outputs, &b->error),
                                .loss = {&hodo_loss_square, 0.0}};
    must(objective.x.data != NULL && objective.y.data != NULL, b);
    hodo_random_normal_float(&stream, 1000, 0, rows * inputs, 1.0f, objective.x.data);
    hodo_random_normal_float(&stream, 1001, 0, rows * outputs, 1.0f, objective.y.data);
    b->curvature = hodo_curvature_take(b->arena, &b->network, &objective, 0, HODO_HESSIAN, &b->error);
    must(b->curvature != NULL, b);
    const size_t dimension = hodo_weight_vector_size(&b->network);
    hodo_matrix *const rows_of[] = {&b->slope, &b->theta, &b->vector, &b->image};
    for (size_t each = 0; each < 4; each++) {
        *rows_of[each] = hodo_matrix_take(b->arena, HODO_FLOAT, 1, dimension, &b->error);
        must(rows_of[each]->data != NULL, b);
    }
    hodo_random_normal_float(&stream, 1002, 0, dimension, 1.0f, b->vector.data);
    for (int kind = HODO_GAUSS_NEWTON; kind <= HODO_HESSIAN; kind++) {
        b->of[kind] = hodo_curvature_operator(b->curvature, (hodo_curvature_kind)kind);
    }
}

static double time_of(bench *b, int what, int rounds)
{
    double best = INFINITY;
    for (int round = 0; round < rounds; round++) {
        const double begin = seconds();
        const hodo_status status = what < 0 ? hodo_curvature_gradient(b->curvature, NULL, b->slope, &b->error)
                                            : hodo_operator_apply(&b->of[what], b->vector, b->image, &b->error);
        best = fmin(best, seconds() - begin);
        must(status == HODO_OK, b);
    }
    return best;
}

static void bench_products(size_t width, size_t rows, int rounds)
{
    bench b;
    start(&b, 784, width, 0, 3, 10, rows);
    const double gradient = time_of(&b, -1, rounds);
    const double hessian = time_of(&b, HODO_HESSIAN, rounds), newton = time_of(&b, HODO_GAUSS_NEWTON, rounds);
    hodo_curvature_hold(b.curvature);
    const double held_newton = time_of(&b, HODO_GAUSS_NEWTON, rounds), held = time_of(&b, HODO_HESSIAN, rounds);
    hodo_curvature_release(b.curvature);
    printf("mlp 784-%zu-%zu-10, %zu rows: gradient %.2f ms; Hessian product %.2f gradients, held %.2f; "
           "Gauss-Newton "
           "%.2f, held %.2f\n",
           width, width, rows, gradient * 1e3, hessian / gradient, held / gradient, newton / gradient,
           held_newton / gradient);
    hodo_arena_free(b.arena);
}

/* eta = 1/lambda, lambda of the Gauss-Newton matrix at every step. */
static void bench_training(const char *name, hodo_sharpness_route route, size_t inputs, size_t width,
                           size_t growth, size_t depth, size_t outputs, size_t rows, size_t steps)
{
    bench b;
    start(&b, inputs, width, growth, depth, outputs, rows);
    const hodo_sharpness_settings settings = {.route = route, .stream = hodo_stream_open(4, "curvature", 0)};
    hodo_sharpness_probe *probe = hodo_sharpness_take(b.arena, b.curvature, HODO_GAUSS_NEWTON, &settings,
                                                      &b.error);
    must(probe != NULL, &b);
    double sharp = 0.0, gradient = 0.0, first = 0.0;
    size_t applications = 0, most = 0;
    hodo_sharpness now = {0};
    for (size_t step = 0; step <= steps; step++) {
        double begin = seconds();
        must(hodo_sharpness_highest(probe, &now, &b.error) == HODO_OK, &b);
        if (step == 0) {
            first = now.value;
        } else {
            sharp += seconds() - begin;
            applications += now.applications;
            most = now.applications > most ? now.applications : most;
        }
        begin = seconds();
        must(hodo_curvature_gradient(b.curvature, NULL, b.slope, &b.error) == HODO_OK, &b);
        gradient += seconds() - begin;
        const double rate = -1.0 / now.value;
        hodo_weight_vector_gather(&b.network, b.theta);
        hodo_rows_add(&rate, b.slope, b.theta);
        hodo_weight_vector_scatter(b.theta, &b.network);
    }
    printf("%s: lambda %.4g to %.4g; a step: gradient %.2f ms, lambda %.2f ms, %.1f gradients, %.1f products, "
           "%zu at most\n",
           name, first, now.value, gradient / (double)(steps + 1) * 1e3, sharp / (double)steps * 1e3,
           sharp / (double)steps / (gradient / (double)(steps + 1)),
           (double)applications / (double)steps, most);
    hodo_arena_free(b.arena);
}

int main(void)
{
    setenv("OPENBLAS_NUM_THREADS", "1", 1);
    bench_products(256, 128, 20);
    bench_products(512, 512, 5);
    bench_training("k^2 widths from 32, l = 5, 1 output, 256 rows, products", HODO_ROUTE_PRODUCTS, 100, 32, 2,
                   5, 1, 256, 30);
    bench_training("the same, kernel", HODO_ROUTE_KERNEL, 100, 32, 2, 5, 1, 256, 30);
    bench_training("the same, cheaper", HODO_ROUTE_CHEAPER, 100, 32, 2, 5, 1, 256, 30);
    bench_training("width 256, l = 3, 10 outputs, 256 rows, products", HODO_ROUTE_PRODUCTS, 100, 256, 0, 3, 10,
                   256, 30);
    bench_training("the same, kernel", HODO_ROUTE_KERNEL, 100, 256, 0, 3, 10, 256, 5);
    bench_training("the same, cheaper", HODO_ROUTE_CHEAPER, 100, 256, 0, 3, 10, 256, 30);
    bench_training("k^2 widths from 8, l = 5, 784 inputs, 192 rows, cheaper", HODO_ROUTE_CHEAPER, 784, 8, 2, 5,
                   1, 192, 30);
    bench_training("k^2 widths from 32, l = 5, 784 inputs, 2000 rows, cheaper", HODO_ROUTE_CHEAPER, 784, 32, 2,
                   5, 1, 2000, 10);
    return 0;
}
