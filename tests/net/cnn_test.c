#include "net/convolution.h"
#include "net/model.h"
#include "zoo.h"

#include <float.h>

/* The CNN of net/model.h, in blocks that do not end with an image: float against double, a family against its
 * members, in all four passes. */

enum { SAMPLES = 12, SIDE = 21, CHANNELS = 3, WIDTH = 8, OUTPUTS = 4, MEMBERS = 2, MATRICES = 4 };
static const double factors[MEMBERS] = {1.0, -0.6};

typedef struct cnn_run {
    hodo_architecture architecture;
    hodo_network network;
    hodo_pass *pass;
    double norms[MATRICES * MEMBERS];
} cnn_run;

/* With tanh, so that no mask flips between precisions. */
static void start(cnn_run *run, hodo_arena *arena, hodo_precision precision, size_t members,
                  const double *factor)
{
    const hodo_model model = {.kind = HODO_CNN,
                              .inputs = SIDE * SIDE * CHANNELS,
                              .width = WIDTH,
                              .outputs = OUTPUTS,
                              .channels = CHANNELS,
                              .height = SIDE,
                              .image_width = SIDE,
                              .nonlinearity = zoo_phi(5),
                              .readout_scale = factor};
    hodo_architecture one;
    hodo_error error = {0};
    ok(hodo_model_architecture(arena, &model, &one, &error), error);
    for (size_t k = 0; k < one.weight_count; k++) {
        hodo_layer *layer = hodo_weight_layer(&one, k);
        layer->multiplier = 1.0 / sqrt((double)hodo_layer_weight_columns(layer));
    }
    ok(hodo_architecture_make(arena, one.inputs, members, one.layers, one.count, &run->architecture, &error),
       error);
    ok(hodo_network_take(arena, &run->architecture, precision, &run->network, &error), error);
    const hodo_image image = {SIDE, SIDE, CHANNELS};
    cr_assert(hodo_convolution_lines(image, precision, SAMPLES) < SAMPLES * SIDE,
              "one block is no test of blocks");
    run->pass = hodo_pass_take(arena, &run->network, SAMPLES, HODO_SECOND_ORDER, &error);
    cr_assert_not_null(run->pass, "%s", error.message);
}

static void passes(cnn_run *run, hodo_arena *arena, hodo_matrix x, hodo_matrix g)
{
    const size_t rows = hodo_pass_rows(run->pass), members = run->architecture.members;
    const hodo_matrix gradient = hodo_matrix_take(arena, x.precision, rows, OUTPUTS, NULL);
    double rates[MATRICES * MEMBERS];
    hodo_error error = {0};
    for (size_t j = 0; j < members; j++) {
        hodo_matrix_convert(g, hodo_matrix_rows(gradient, j * SAMPLES, SAMPLES));
    }
    for (size_t at = 0; at < MATRICES * MEMBERS; at++) {
        rates[at] = 0.01;
    }
    ok(hodo_pass_forward(run->pass, x, NULL, &error), error);
    ok(hodo_pass_backward(run->pass, gradient, &error), error);
    ok(hodo_gradient_norms(run->pass, run->norms, &error), error);
    ok(hodo_pass_tangent(run->pass, (hodo_direction){.rates = rates}, &error), error);
    ok(hodo_pass_backward_tangent(run->pass, gradient, &error), error);
}

static void same_rows(hodo_matrix a, hodo_matrix b, size_t first_of_b, double tolerance)
{
    const double scale = sqrt(zoo_dot(a, a, 0, a.rows) / (double)(a.rows * a.columns));
    for (size_t s = 0; s < a.rows; s++) {
        for (size_t c = 0; c < a.columns; c++) {
            near(hodo_matrix_get(b, first_of_b + s, c), hodo_matrix_get(a, s, c), tolerance * scale, 0);
        }
    }
}

static void same_features(const cnn_run *a, const cnn_run *b, size_t member, double tolerance)
{
    const size_t first = member * SAMPLES;
    for (size_t l = 0; l < a->architecture.feature_count; l++) {
        same_rows(hodo_pass_feature(a->pass, l), hodo_pass_feature(b->pass, l), first, tolerance);
        same_rows(hodo_pass_feature_backward(a->pass, l), hodo_pass_feature_backward(b->pass, l), first,
                  tolerance);
        same_rows(hodo_pass_feature_tangent(a->pass, l), hodo_pass_feature_tangent(b->pass, l), first,
                  tolerance);
        same_rows(hodo_pass_feature_backward_tangent(a->pass, l),
                  hodo_pass_feature_backward_tangent(b->pass, l), first, tolerance);
    }
    for (size_t k = 0; k < MATRICES; k++) {
        near(b->norms[k * b->architecture.members + member], a->norms[k * a->architecture.members], 0,
             tolerance);
    }
}

/* Sums of up to a thousand terms, twelve layers there and back: eps sqrt(1000) a layer, 20 covers the
 * constants. */
static const double layers_of_rounding = 20.0 * 12.0 * 32.0;

Test(cnn, float_agrees_with_double)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(31, "tests/net/cnn", 0);
    const hodo_matrix x = zoo_normal(arena, HODO_FLOAT, SAMPLES, SIDE * SIDE * CHANNELS, &stream, 1000);
    const hodo_matrix g = zoo_normal(arena, HODO_FLOAT, SAMPLES, OUTPUTS, &stream, 1001);
    const hodo_matrix x_double = hodo_matrix_take(arena, HODO_DOUBLE, x.rows, x.columns, NULL);
    hodo_matrix_convert(x, x_double);
    cnn_run low, high;
    hodo_error error = {0};
    start(&low, arena, HODO_FLOAT, 1, factors);
    start(&high, arena, HODO_DOUBLE, 1, factors);
    ok(hodo_network_draw(&low.network, &stream, &error), error);
    hodo_network_convert(&low.network, &high.network);
    passes(&low, arena, x, g);
    passes(&high, arena, x_double, g);
    same_features(&high, &low, 0, layers_of_rounding * FLT_EPSILON);
    hodo_arena_free(arena);
}

/* A family's blocks reach over members: its numbers are those of the members alone, to rounding of GEMM. */
Test(cnn, family_equals_separate_runs)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(31, "tests/net/cnn", 1);
    const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, SAMPLES, SIDE * SIDE * CHANNELS, &stream, 1000);
    const hodo_matrix g = zoo_normal(arena, HODO_DOUBLE, SAMPLES, OUTPUTS, &stream, 1001);
    cnn_run family;
    hodo_error error = {0};
    start(&family, arena, HODO_DOUBLE, MEMBERS, factors);
    ok(hodo_network_draw(&family.network, &stream, &error), error);
    passes(&family, arena, x, g);
    for (size_t j = 0; j < MEMBERS; j++) {
        cnn_run alone;
        start(&alone, arena, HODO_DOUBLE, 1, factors + j);
        hodo_network_convert(&family.network, &alone.network);
        passes(&alone, arena, x, g);
        same_features(&alone, &family, j, layers_of_rounding * DBL_EPSILON);
    }
    hodo_arena_free(arena);
}
