#include "net/convolution.h"
#include "zoo.h"

#include <float.h>

/* Convolutions and pools against their definitions, written out as loops over pixels and taps. */

/* Images; blocks that end inside an image, that span several, and lines too long for a block (in double). */
static const struct {
    size_t n, height, width, channels, channels_out;
} shapes[] = {
    {1, 1, 1, 1, 1}, {2, 1, 5, 2, 3},   {3, 5, 1, 1, 2},    {2, 4, 7, 3, 5},
    {9, 2, 2, 1, 4}, {40, 6, 14, 1, 3}, {3, 10, 32, 24, 2}, {1, 3, 60, 128, 2},
};
enum { SHAPES = sizeof shapes / sizeof shapes[0], TAP = 3 };

typedef struct images {
    hodo_arena *arena;
    hodo_convolution convolution;
    hodo_matrix x, w, y; /* (n, h w C), (C_out, 9 C), (n, h w C_out) */
    double tolerance;
} images;

static images start(size_t which, hodo_precision precision)
{
    const hodo_stream stream = hodo_stream_open(21, "tests/net/convolution", which);
    const hodo_image image = {shapes[which].height, shapes[which].width, shapes[which].channels};
    const size_t n = shapes[which].n, pixels = image.height * image.width, out = shapes[which].channels_out;
    images run = {.arena = hodo_arena_alloc(), .convolution = {.image = image, .channels_out = out}};
    run.x = zoo_normal(run.arena, precision, n, pixels * image.channels, &stream, 1000);
    run.w = zoo_normal(run.arena, precision, out, HODO_TAPS * image.channels, &stream, 1001);
    run.y = zoo_normal(run.arena, precision, n, pixels * out, &stream, 1002);
    const size_t lines = hodo_convolution_lines(image, precision, n);
    cr_assert_eq(hodo_convolution_work(image, precision, n), lines * image.width * HODO_TAPS * image.channels);
    run.convolution.patches =
        hodo_matrix_take(run.arena, precision, lines * image.width, HODO_TAPS * image.channels, NULL);
    /* Sums of t products of normals, each of order 1, are of order sqrt t and round by eps t at most. */
    const double terms = (double)(HODO_TAPS * image.channels + out + n * pixels);
    run.tolerance = 4.0 * terms * (precision == HODO_DOUBLE ? DBL_EPSILON : FLT_EPSILON);
    return run;
}

/* Every product W[o, tap, c] X[pixel + tap - 1, c] Y[pixel, o] of the definition, in any order. */
#define FOR_EVERY_TERM(run_, ...)                                                                        \
    do {                                                                                                 \
        const hodo_image image = (run_).convolution.image;                                               \
        const size_t channels_out = (run_).convolution.channels_out;                                     \
        for (size_t s = 0; s < (run_).x.rows; s++)                                                       \
            for (size_t row = 0; row < image.height; row++)                                              \
                for (size_t column = 0; column < image.width; column++)                                  \
                    for (size_t dr = 0; dr < TAP; dr++)                                                  \
                        for (size_t dc = 0; dc < TAP; dc++) {                                            \
                            const long r = (long)(row + dr) - 1;                                         \
                            const long c = (long)(column + dc) - 1;                                      \
                            if (r < 0 || r >= (long)image.height || c < 0 || c >= (long)image.width) {   \
                                continue;                                                                \
                            }                                                                            \
                            for (size_t i = 0; i < image.channels; i++)                                  \
                                for (size_t o = 0; o < channels_out; o++) {                              \
                                    const size_t at_x =                                                  \
                                        ((size_t)r * image.width + (size_t)c) * image.channels + i;      \
                                    const size_t at_y = (row * image.width + column) * channels_out + o; \
                                    const size_t at_w = (dr * TAP + dc) * image.channels + i;            \
                                    (void)at_w;                                                          \
                                    __VA_ARGS__                                                          \
                                }                                                                        \
                        }                                                                                \
    } while (0)

static void add(hodo_matrix a, size_t row, size_t column, double by)
{
    ((double *)a.data)[row * a.stride + column] += by;
}

static hodo_matrix copy_double(hodo_arena *arena, hodo_matrix a, double scale)
{
    const hodo_matrix made = hodo_matrix_take(arena, HODO_DOUBLE, a.rows, a.columns, NULL);
    hodo_matrix_convert(a, made);
    hodo_matrix_scale(scale, made);
    return made;
}

static void same(hodo_matrix got, hodo_matrix want, double tolerance)
{
    for (size_t s = 0; s < want.rows; s++) {
        for (size_t c = 0; c < want.columns; c++) {
            near(hodo_matrix_get(got, s, c), hodo_matrix_get(want, s, c), tolerance, tolerance);
        }
    }
}

/* Y <- 1.5 P W^T - 0.5 Y, X <- X + 1.5 P^T (Y W) and W <- 1.5 Y^T P - 0.5 W. */
Test(convolution, is_its_definition)
{
    for (size_t choice = 0; choice < 2 * SHAPES; choice++) {
        images run = start(choice / 2, choice % 2 ? HODO_DOUBLE : HODO_FLOAT);
        const hodo_matrix x = copy_double(run.arena, run.x, 1.0), w = copy_double(run.arena, run.w, 1.0);
        const hodo_matrix y = copy_double(run.arena, run.y, 1.0);
        const hodo_matrix through = copy_double(run.arena, run.y, -0.5),
                          back = copy_double(run.arena, run.x, 1.0);
        const hodo_matrix gradient = copy_double(run.arena, run.w, -0.5);
        FOR_EVERY_TERM(run, {
            const double wv = hodo_matrix_get(w, o, at_w), xv = hodo_matrix_get(x, s, at_x);
            const double yv = hodo_matrix_get(y, s, at_y);
            add(through, s, at_y, 1.5 * wv * xv);
            add(back, s, at_x, 1.5 * wv * yv);
            add(gradient, o, at_w, 1.5 * xv * yv);
        });
        const hodo_matrix keep_w =
            hodo_matrix_take(run.arena, run.w.precision, run.w.rows, run.w.columns, NULL);
        hodo_matrix_copy(run.w, keep_w);
        hodo_convolution_gradient(&run.convolution, 1.5, run.y, run.x, -0.5, run.w);
        same(run.w, gradient, run.tolerance);
        const hodo_matrix keep_y =
            hodo_matrix_take(run.arena, run.y.precision, run.y.rows, run.y.columns, NULL);
        hodo_matrix_copy(run.y, keep_y);
        hodo_convolution_through(&run.convolution, 1.5, run.x, keep_w, -0.5, run.y);
        same(run.y, through, run.tolerance);
        hodo_convolution_back(&run.convolution, 1.5, keep_y, keep_w, run.x);
        same(run.x, back, run.tolerance);
        hodo_arena_free(run.arena);
    }
}

/* The test above has power: taps in another order, or the flipped kernel of a true convolution, are far off. */
Test(convolution, other_tap_orders_are_told_apart)
{
    images run = start(3, HODO_DOUBLE);
    const hodo_matrix flipped = copy_double(run.arena, run.y, 0.0),
                      transposed = copy_double(run.arena, run.y, 0.0);
    FOR_EVERY_TERM(run, {
        const double xv = hodo_matrix_get(run.x, s, at_x);
        const size_t channels = image.channels;
        add(flipped, s, at_y, xv * hodo_matrix_get(run.w, o, (8 - (dr * TAP + dc)) * channels + i));
        add(transposed, s, at_y, xv * hodo_matrix_get(run.w, o, (dc * TAP + dr) * channels + i));
    });
    hodo_convolution_through(&run.convolution, 1.0, run.x, run.w, 0.0, run.y);
    double flipped_miss = 0.0, transposed_miss = 0.0;
    for (size_t e = 0; e < run.y.rows * run.y.columns; e++) {
        const double got = hodo_matrix_get(run.y, e / run.y.columns, e % run.y.columns);
        flipped_miss =
            fmax(flipped_miss, fabs(got - hodo_matrix_get(flipped, e / run.y.columns, e % run.y.columns)));
        transposed_miss = fmax(transposed_miss,
                               fabs(got - hodo_matrix_get(transposed, e / run.y.columns, e % run.y.columns)));
    }
    cr_assert(flipped_miss > 1.0 && transposed_miss > 1.0, "%g %g", flipped_miss, transposed_miss);
    hodo_arena_free(run.arena);
}

/* <gather x, p> = <x, scatter p> for every range of lines, and nothing else is touched. */
Test(convolution, scatter_is_the_transpose_of_gather)
{
    const hodo_image image = {3, 4, 2};
    enum { N = 3, LINES = 9 };
    hodo_arena *arena = hodo_arena_alloc();
    for (int choice = 0; choice < 2; choice++) {
        const hodo_precision precision = choice ? HODO_DOUBLE : HODO_FLOAT;
        const double tolerance = 100.0 * (choice ? DBL_EPSILON : FLT_EPSILON); /* of some hundred products */
        for (size_t first = 0; first < LINES; first++) {
            for (size_t count = 1; first + count <= LINES; count++) {
                const hodo_stream stream = hodo_stream_open(22, "tests/net/patches", first * LINES + count);
                const hodo_matrix x = zoo_normal(arena, precision, N, 24, &stream, 1000);
                const hodo_matrix p = zoo_normal(arena, precision, count * 4, 18, &stream, 1001);
                const hodo_matrix patches = hodo_matrix_take(arena, precision, count * 4, 18, NULL);
                const hodo_matrix back = hodo_matrix_take(arena, precision, N, 24, NULL);
                hodo_matrix_zero(back);
                hodo_patches_gather(image, x, first, count, patches);
                hodo_patches_scatter(image, p, first, count, back);
                const double left = zoo_dot(patches, p, 0, count * 4), right = zoo_dot(x, back, 0, N);
                near(left, right,
                     tolerance * sqrt(zoo_dot(patches, patches, 0, count * 4) * (double)count * 72.0), 0);
            }
        }
    }
    hodo_arena_free(arena);
}

/* Means of four pixels; backward a quarter to each; the odd last line and column are left out. */
Test(convolution, pools_are_their_definition)
{
    static const size_t sizes[][3] = {{2, 2, 1}, {5, 4, 3}, {4, 5, 3}, {7, 3, 2}, {8, 6, 16}};
    for (size_t choice = 0; choice < 2 * sizeof sizes / sizeof sizes[0]; choice++) {
        const hodo_precision precision = choice % 2 ? HODO_DOUBLE : HODO_FLOAT;
        const double tolerance = 4.0 * (choice % 2 ? DBL_EPSILON : FLT_EPSILON); /* three additions */
        const size_t height = sizes[choice / 2][0], width = sizes[choice / 2][1],
                     channels = sizes[choice / 2][2];
        hodo_arena *arena = hodo_arena_alloc();
        const hodo_stream stream = hodo_stream_open(23, "tests/net/pool", choice);
        const hodo_layer layer = hodo_feature(hodo_layer_average_pool(height, width, channels));
        hodo_architecture made;
        hodo_network network;
        hodo_error error = {0};
        ok(hodo_architecture_make(arena, layer.inputs, 1, &layer, 1, &made, &error), error);
        ok(hodo_network_take(arena, &made, precision, &network, &error), error);
        cr_assert_eq(made.outputs, (height / 2) * (width / 2) * channels);
        hodo_pass *pass = hodo_pass_take(arena, &network, 2, HODO_SECOND_ORDER, &error);
        const hodo_matrix x = zoo_normal(arena, precision, 2, made.inputs, &stream, 1000);
        const hodo_matrix g = zoo_normal(arena, precision, 2, made.outputs, &stream, 1001);
        ok(hodo_pass_forward(pass, x, NULL, &error), error);
        ok(hodo_pass_backward(pass, g, &error), error);
        ok(hodo_pass_tangent(pass, (hodo_direction){.inputs = &x}, &error), error);
        ok(hodo_pass_backward_tangent(pass, g, &error), error);
        const hodo_matrix backs[] = {hodo_pass_feature_backward(pass, 0),
                                     hodo_pass_feature_backward_tangent(pass, 0)};
        const hodo_matrix outs[] = {hodo_pass_output(pass), hodo_pass_feature_tangent(pass, 1)};
        for (size_t e = 0; e < 2 * 2 * made.inputs; e++) {
            const size_t both = e / (2 * made.inputs), s = e / made.inputs % 2, at = e % made.inputs;
            const size_t row = at / (width * channels), column = at / channels % width, c = at % channels;
            const size_t pooled = ((row / 2) * (width / 2) + column / 2) * channels + c;
            const bool dropped = row / 2 >= height / 2 || column / 2 >= width / 2;
            near(hodo_matrix_get(backs[both], s, at), dropped ? 0.0 : 0.25 * hodo_matrix_get(g, s, pooled), 0,
                 0);
            if (!dropped && row % 2 == 0 && column % 2 == 0) {
                const size_t below = at + width * channels;
                const double sum = hodo_matrix_get(x, s, at) + hodo_matrix_get(x, s, at + channels) +
                                   hodo_matrix_get(x, s, below) + hodo_matrix_get(x, s, below + channels);
                near(hodo_matrix_get(outs[both], s, pooled), 0.25 * sum, 4.0 * tolerance, tolerance);
            }
        }
        hodo_arena_free(arena);
    }
}
