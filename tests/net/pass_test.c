#include "zoo.h"

#include <float.h>
#include <string.h>

/* Passes against each other: families, precisions, drawing on the way, and what they refuse. */

enum { SAMPLES = 2, WIDTH = 33, DEPTH = 8, MEMBERS = 5 };
static const double scales[MEMBERS] = {0.05, 0.3, 0.6, 0.9, 1.0};

typedef struct tower_run {
    hodo_architecture architecture;
    hodo_network network;
    hodo_pass *pass;
} tower_run;

static void start(tower_run *run, hodo_arena *arena, hodo_precision precision, size_t members,
                  const double *scale)
{
    const hodo_tower tower = {.inputs = ZOO_INPUTS,
                              .width = WIDTH,
                              .depth = DEPTH,
                              .outputs = ZOO_OUTPUTS,
                              .members = members,
                              .branch_scale = scale};
    hodo_error error = {0};
    ok(hodo_tower_architecture(arena, &tower, &run->architecture, &error), error);
    ok(hodo_network_take(arena, &run->architecture, precision, &run->network, &error), error);
    run->pass = hodo_pass_take(arena, &run->network, SAMPLES, HODO_FIRST_ORDER, &error);
    cr_assert_not_null(run->pass, "%s", error.message);
}

/* Forward, backward of the square loss to 0, and tangent along unit rates. */
static void passes(tower_run *run, hodo_arena *arena, hodo_matrix x, const hodo_stream *draw)
{
    const size_t rows = hodo_pass_rows(run->pass), members = run->architecture.members;
    const hodo_matrix y = hodo_matrix_take(arena, x.precision, rows, ZOO_OUTPUTS, NULL);
    const hodo_matrix gradient = hodo_matrix_take(arena, x.precision, rows, ZOO_OUTPUTS, NULL);
    double *rates = hodo_arena_take(arena, run->architecture.weight_count * members, sizeof *rates, NULL);
    hodo_error error = {0};
    hodo_matrix_zero(y);
    for (size_t at = 0; at < run->architecture.weight_count * members; at++) {
        rates[at] = 1.0;
    }
    ok(hodo_pass_forward(run->pass, x, draw, &error), error);
    ok(hodo_loss_gradient((hodo_loss){&hodo_loss_square, 0}, members, hodo_pass_output(run->pass), y, gradient,
                          &error),
       error);
    ok(hodo_pass_backward(run->pass, gradient, &error), error);
    ok(hodo_pass_tangent(run->pass, (hodo_direction){.rates = rates}, &error), error);
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

static void same_features(const tower_run *a, const tower_run *b, size_t first_of_b, double tolerance)
{
    for (size_t l = 0; l < a->architecture.feature_count; l++) {
        same_rows(hodo_pass_feature(a->pass, l), hodo_pass_feature(b->pass, l), first_of_b, tolerance);
        same_rows(hodo_pass_feature_backward(a->pass, l), hodo_pass_feature_backward(b->pass, l), first_of_b,
                  tolerance);
        same_rows(hodo_pass_feature_tangent(a->pass, l), hodo_pass_feature_tangent(b->pass, l), first_of_b,
                  tolerance);
    }
}

/* A family as one batch has the bits of its members alone, in both precisions. The flow of several
 * samples goes through GEMM, whose blocks may depend on the shape: there eps sqrt(width) per layer. */
Test(pass, family_equals_separate_runs)
{
    for (int choice = 0; choice < 2; choice++) {
        const hodo_precision precision = choice ? HODO_DOUBLE : HODO_FLOAT;
        hodo_arena *arena = hodo_arena_alloc();
        const hodo_stream stream = hodo_stream_open(5, "tests/net/family", 0);
        const hodo_matrix x = zoo_normal(arena, precision, SAMPLES, ZOO_INPUTS, &stream, 1000);
        tower_run family;
        start(&family, arena, precision, MEMBERS, scales);
        passes(&family, arena, x, &stream);
        for (size_t j = 0; j < MEMBERS; j++) {
            tower_run alone;
            start(&alone, arena, precision, 1, scales + j);
            passes(&alone, arena, x, &stream);
            if (scales[j] < 1.0) { /* alone, the MLP has no residual rows: 0 x + 1 y rounds like y */
                cr_assert_eq(alone.architecture.count, family.architecture.count);
            }
            same_features(&alone, &family, j * SAMPLES, 0.0);
        }
        hodo_arena_free(arena);
    }
}

/* Members do differ: the test above would not pass with one scale for all. */
Test(pass, members_differ)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(5, "tests/net/family", 0);
    tower_run family;
    start(&family, arena, HODO_DOUBLE, MEMBERS, scales);
    passes(&family, arena, zoo_normal(arena, HODO_DOUBLE, SAMPLES, ZOO_INPUTS, &stream, 1000), &stream);
    const hodo_matrix last = hodo_pass_feature(family.pass, DEPTH - 1);
    for (size_t j = 1; j < MEMBERS; j++) {
        cr_assert(fabs(hodo_matrix_get(last, j * SAMPLES, 0) - hodo_matrix_get(last, 0, 0)) > 1e-3);
    }
    hodo_arena_free(arena);
}

/* Each member may have inputs of its own. */
Test(pass, inputs_of_each_member)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(5, "tests/net/family", 1);
    const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, MEMBERS * SAMPLES, ZOO_INPUTS, &stream, 1000);
    tower_run family, alone;
    start(&family, arena, HODO_DOUBLE, MEMBERS, scales);
    start(&alone, arena, HODO_DOUBLE, 1, scales + 2);
    passes(&family, arena, x, &stream);
    passes(&alone, arena, hodo_matrix_rows(x, 2 * SAMPLES, SAMPLES), &stream);
    same_features(&alone, &family, 2 * SAMPLES, 0.0);
    hodo_arena_free(arena);
}

/* The same weights in float and in double. A layer rounds by eps sqrt(width), and DEPTH layers pass
 * it on; a flipped mask changes an entry by no more than its own rounding. 20 covers the constants. */
Test(pass, float_agrees_with_double)
{
    const double tolerance = 20.0 * DEPTH * FLT_EPSILON * 6.0;
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(6, "tests/net/precision", 0);
    const hodo_matrix x = zoo_normal(arena, HODO_FLOAT, SAMPLES, ZOO_INPUTS, &stream, 1000);
    const hodo_matrix x_double = hodo_matrix_take(arena, HODO_DOUBLE, SAMPLES, ZOO_INPUTS, NULL);
    hodo_matrix_convert(x, x_double);
    tower_run low, high;
    start(&low, arena, HODO_FLOAT, MEMBERS, scales);
    start(&high, arena, HODO_DOUBLE, MEMBERS, scales);
    hodo_error error = {0};
    ok(hodo_network_draw(&low.network, &stream, &error), error);
    hodo_network_convert(&low.network, &high.network);
    passes(&low, arena, x, NULL);
    passes(&high, arena, x_double, NULL);
    same_features(&high, &low, 0, tolerance);
    hodo_arena_free(arena);
}

/* Drawing on the way and drawing first leave the same bits, of the weights and of the passes. */
Test(pass, drawing_on_the_way)
{
    for (int choice = 0; choice < 2; choice++) {
        const hodo_precision precision = choice ? HODO_DOUBLE : HODO_FLOAT;
        hodo_arena *arena = hodo_arena_alloc();
        const hodo_stream stream = hodo_stream_open(8, "tests/net/draw", 3);
        const hodo_matrix x = zoo_normal(arena, precision, SAMPLES, ZOO_INPUTS, &stream, 1000);
        tower_run first, along;
        start(&first, arena, precision, MEMBERS, scales);
        start(&along, arena, precision, MEMBERS, scales);
        hodo_error error = {0};
        ok(hodo_network_draw(&first.network, &stream, &error), error);
        passes(&first, arena, x, NULL);
        passes(&along, arena, x, &stream);
        for (size_t k = 0; k < first.architecture.weight_count; k++) {
            const hodo_matrix a = first.network.weights[k], b = along.network.weights[k];
            cr_assert_eq(memcmp(a.data, b.data, a.rows * a.columns * hodo_precision_size(precision)), 0);
        }
        same_features(&first, &along, 0, 0.0);
        hodo_arena_free(arena);
    }
}

/* Scales are read anew in each forward pass: how a readout is controlled during training. */
Test(pass, scales_are_read_anew)
{
    hodo_arena *arena = hodo_arena_alloc();
    double scale[1] = {1.0};
    const hodo_tower tower = {.inputs = ZOO_INPUTS, .width = 4, .depth = 3, .readout_scale = scale};
    const hodo_stream stream = hodo_stream_open(9, "tests/net/scale", 0);
    hodo_architecture architecture;
    hodo_network network;
    hodo_error error = {0};
    ok(hodo_tower_architecture(arena, &tower, &architecture, &error), error);
    ok(hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, &error), error);
    hodo_pass *pass = hodo_pass_take(arena, &network, 1, HODO_FIRST_ORDER, &error);
    const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, 1, ZOO_INPUTS, &stream, 1000);
    ok(hodo_pass_forward(pass, x, &stream, &error), error);
    const double before = hodo_matrix_get(hodo_pass_output(pass), 0, 0);
    scale[0] = -4.0;
    ok(hodo_pass_forward(pass, x, NULL, &error), error);
    near(hodo_matrix_get(hodo_pass_output(pass), 0, 0), -4.0 * before, 0, 0);
    hodo_arena_free(arena);
}

static void refused(hodo_status got, hodo_status want, const hodo_error *error, const char *words)
{
    cr_assert_eq(got, want, "%s: %s", hodo_status_name(got), error->message);
    cr_assert_not_null(strstr(error->message, words), "%s", error->message);
}

Test(pass, order_and_shapes_are_checked)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(10, "tests/net/refused", 0);
    tower_run run;
    hodo_error error = {0};
    start(&run, arena, HODO_DOUBLE, MEMBERS, scales);
    hodo_pass *pass = run.pass;
    const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, SAMPLES, ZOO_INPUTS, &stream, 1000);
    const hodo_matrix wide = zoo_normal(arena, HODO_DOUBLE, SAMPLES, ZOO_INPUTS + 1, &stream, 1000);
    const hodo_matrix single = zoo_normal(arena, HODO_FLOAT, SAMPLES, ZOO_INPUTS, &stream, 1000);
    const hodo_matrix g = zoo_normal(arena, HODO_DOUBLE, SAMPLES * MEMBERS, ZOO_OUTPUTS, &stream, 1001);
    double rates[64] = {0};
    const hodo_direction flow = {.rates = rates}, both = {.rates = rates, .weights = run.network.weights};
    refused(hodo_pass_backward(pass, g, &error), HODO_INVALID, &error, "forward pass before");
    refused(hodo_pass_tangent(pass, flow, &error), HODO_INVALID, &error, "forward pass before");
    refused(hodo_pass_forward(pass, wide, &stream, &error), HODO_MISMATCH, &error, "2 x 4");
    refused(hodo_pass_forward(pass, single, &stream, &error), HODO_MISMATCH, &error, "float");
    ok(hodo_pass_forward(pass, x, &stream, &error), error);
    refused(hodo_pass_tangent(pass, flow, &error), HODO_INVALID, &error, "backward pass before");
    refused(hodo_gradient_norms(pass, rates, &error), HODO_INVALID, &error, "backward pass before");
    refused(hodo_pass_backward(pass, x, &error), HODO_MISMATCH, &error, "takes 10 x 2");
    ok(hodo_pass_backward(pass, g, &error), error);
    refused(hodo_pass_tangent(pass, both, &error), HODO_INVALID, &error, "not both");
    ok(hodo_pass_tangent(pass, flow, &error), error);
    refused(hodo_pass_backward_tangent(pass, g, &error), HODO_INVALID, &error, "HODO_SECOND_ORDER");
    cr_assert_null(hodo_pass_take(arena, &run.network, 0, HODO_FIRST_ORDER, &error));
    cr_assert_eq(error.status, HODO_INVALID);
    hodo_arena_free(arena);
}

Test(pass, numbers_that_are_not_finite)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(11, "tests/net/finite", 0);
    tower_run run;
    hodo_error error = {0};
    start(&run, arena, HODO_DOUBLE, 1, scales);
    const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, SAMPLES, ZOO_INPUTS, &stream, 1000);
    const hodo_matrix g = zoo_normal(arena, HODO_DOUBLE, SAMPLES, ZOO_OUTPUTS, &stream, 1001);
    hodo_matrix_set(x, 0, 0, NAN);
    refused(hodo_pass_forward(run.pass, x, &stream, &error), HODO_NUMERIC, &error, "not finite");
    hodo_matrix_set(x, 0, 0, 1.0);
    ok(hodo_pass_forward(run.pass, x, NULL, &error), error);
    hodo_matrix_set(g, 0, 0, INFINITY);
    refused(hodo_pass_backward(run.pass, g, &error), HODO_NUMERIC, &error, "not finite");
    const hodo_tower tower = {.inputs = ZOO_INPUTS, .width = 4, .depth = 3, .normalise = true};
    hodo_architecture architecture;
    hodo_network network;
    ok(hodo_tower_architecture(arena, &tower, &architecture, &error), error);
    ok(hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, &error), error);
    hodo_pass *pass = hodo_pass_take(arena, &network, SAMPLES, HODO_FIRST_ORDER, &error);
    hodo_matrix_zero(x);
    refused(hodo_pass_forward(pass, x, &stream, &error), HODO_NUMERIC, &error, "norm 0");
    hodo_arena_free(arena);
}
