#include "net/model.h"
#include "zoo.h"

#include <stdint.h>
#include <string.h>

/* Networks from a few numbers, against their formulas written out as loops. */

enum { INPUTS = 3, OUTPUTS = 2, WIDTH = 4, WIDEST = 40 };

typedef struct model_run {
    hodo_arena *arena;
    hodo_architecture architecture;
    hodo_network network;
    hodo_pass *pass;
    hodo_matrix x;
} model_run;

static model_run start(hodo_model model)
{
    model_run run = {.arena = hodo_arena_alloc()};
    const hodo_stream stream = hodo_stream_open(4, "tests/net/model", model.depth);
    hodo_error error = {0};
    ok(hodo_model_architecture(run.arena, &model, &run.architecture, &error), error);
    ok(hodo_network_take(run.arena, &run.architecture, HODO_DOUBLE, &run.network, &error), error);
    run.network.architecture = &run.architecture;
    run.x = zoo_normal(run.arena, HODO_DOUBLE, 1, model.inputs, &stream, 1000);
    ok(hodo_network_draw(&run.network, &stream, &error), error);
    return run;
}

static void forward(model_run *run)
{
    hodo_error error = {0};
    run->network.architecture = &run->architecture; /* where it is now */
    run->pass = hodo_pass_take(run->arena, &run->network, 1, HODO_FIRST_ORDER, &error);
    cr_assert_not_null(run->pass, "%s", error.message);
    ok(hodo_pass_forward(run->pass, run->x, NULL, &error), error);
}

/* out <- W in */
static void product(hodo_matrix w, const double *in, double *out)
{
    for (size_t i = 0; i < w.rows; i++) {
        out[i] = 0.0;
        for (size_t j = 0; j < w.columns; j++) {
            out[i] += hodo_matrix_get(w, i, j) * in[j];
        }
    }
}

static void is_feature(const model_run *run, size_t l, const double *want, size_t count)
{
    const hodo_matrix got = hodo_pass_feature(run->pass, l);
    cr_assert_eq(got.columns, count);
    for (size_t c = 0; c < count; c++) {
        near(hodo_matrix_get(got, 0, c), want[c], 1e-13, 1e-13); /* a few dozen terms of order 1 */
    }
}

/* phi(h) or, where it is asked for, phi of the RMS-normalised h, which is then h. */
static void relu(double *h, double *out, size_t count, bool normalise)
{
    double square = 0.0;
    for (size_t i = 0; i < count; i++) {
        square += h[i] * h[i] / (double)count;
    }
    for (size_t i = 0; i < count; i++) {
        h[i] = normalise ? h[i] / sqrt(square) : h[i];
        out[i] = fmax(h[i], 0.0);
    }
}

static const struct {
    hodo_model_kind kind;
    size_t depth;
    double growth, branch;
    bool normalise;
} plain[] = {
    {HODO_MLP, 2, 0.0, 0.0, false},    {HODO_MLP, 5, 0.0, 0.0, false},    {HODO_MLP, 4, 1.5, 0.0, false},
    {HODO_MLP, 4, -0.5, 0.0, true},    {HODO_RESNET, 2, 0.0, 0.3, false}, {HODO_RESNET, 5, 0.0, 0.0, false},
    {HODO_RESNET, 5, 0.0, 0.3, false}, {HODO_RESNET, 4, 0.0, 0.3, true},
};

Test(model, mlps_and_resnets_are_their_formulas)
{
    for (size_t each = 0; each < sizeof plain / sizeof plain[0]; each++) {
        const size_t depth = plain[each].depth;
        const double factor = 2.5, branch = plain[each].branch != 0.0 ? plain[each].branch : 1.0;
        const bool resnet = plain[each].kind == HODO_RESNET;
        model_run run = start((hodo_model){.kind = plain[each].kind,
                                           .inputs = INPUTS,
                                           .width = WIDTH,
                                           .depth = depth,
                                           .outputs = OUTPUTS,
                                           .width_growth = plain[each].growth,
                                           .branch_scale = plain[each].branch,
                                           .normalise = plain[each].normalise,
                                           .readout_scale = &factor});
        cr_assert_eq(run.architecture.weight_count, depth);
        cr_assert_eq(run.architecture.trained_count, depth);
        cr_assert_eq(run.architecture.feature_count, depth + 1);
        forward(&run);
        double h[WIDEST], phi[WIDEST], next[WIDEST];
        memcpy(phi, run.x.data, INPUTS * sizeof *phi);
        for (size_t l = 1; l < depth; l++) {
            const size_t width = (size_t)lround(pow((double)l, plain[each].growth) * WIDTH);
            cr_assert_eq(run.network.weights[l - 1].rows, width);
            product(run.network.weights[l - 1], phi, next);
            for (size_t i = 0; i < width; i++) {
                h[i] = resnet && l > 1 ? h[i] + branch * next[i] : next[i];
            }
            relu(h, phi, width, plain[each].normalise);
            is_feature(&run, l, h, width);
        }
        product(run.network.weights[depth - 1], phi, next);
        for (size_t i = 0; i < OUTPUTS; i++) {
            next[i] *= factor;
        }
        is_feature(&run, depth, next, OUTPUTS);
        hodo_arena_free(run.arena);
    }
}

/* N(0, 1), multiplier 1, all trained: what parametrizations start from. */
Test(model, weights_are_standard)
{
    const hodo_model_kind kinds[] = {HODO_MLP, HODO_RESNET, HODO_CNN};
    for (size_t each = 0; each < 3; each++) {
        model_run run = start((hodo_model){.kind = kinds[each],
                                           .inputs = 48,
                                           .width = WIDTH,
                                           .depth = 4,
                                           .outputs = OUTPUTS,
                                           .channels = 3,
                                           .height = 4,
                                           .image_width = 4});
        for (size_t k = 0; k < run.architecture.weight_count; k++) {
            const hodo_layer *layer = hodo_weight_layer(&run.architecture, k);
            near(layer->gain, 1.0, 0, 0);
            near(layer->multiplier, 1.0, 0, 0);
            cr_assert(layer->trained);
        }
        hodo_arena_free(run.arena);
    }
}

/* conv3x3(C -> N), pool, conv3x3(N -> 2N), pool, fc(-> 8N), readout; odd sides lose their last pixels. */
Test(model, the_cnn_has_its_shapes)
{
    model_run run = start((hodo_model){.kind = HODO_CNN,
                                       .inputs = 7 * 9 * 3,
                                       .width = WIDTH,
                                       .outputs = OUTPUTS,
                                       .channels = 3,
                                       .height = 7,
                                       .image_width = 9});
    static const size_t shapes[4][2] = {
        {WIDTH, 27}, {2 * WIDTH, 9 * WIDTH}, {8 * WIDTH, 2 * 2 * WIDTH}, {2, 32}};
    static const size_t fans[4] = {3, WIDTH, 2 * 2 * WIDTH, 32};
    static const size_t features[5] = {189, 63 * WIDTH, 12 * 2 * WIDTH, 8 * WIDTH, OUTPUTS};
    const hodo_architecture *made = &run.architecture;
    cr_assert_eq(made->weight_count, 4);
    cr_assert_eq(made->feature_count, 5);
    size_t weights = 0;
    for (size_t k = 0; k < 4; k++) {
        cr_assert_eq(run.network.weights[k].rows, shapes[k][0]);
        cr_assert_eq(run.network.weights[k].columns, shapes[k][1]);
        cr_assert_eq(hodo_weight_layer(made, k)->fan_in, fans[k]);
        cr_assert_eq(hodo_weight_layer(made, k)->fan_out, shapes[k][0]);
        weights += shapes[k][0] * shapes[k][1];
    }
    cr_assert_eq(hodo_architecture_weights(made), weights);
    near(hodo_architecture_multiply_adds(made), /* 7 x 9 pixels, then 3 x 4 */
         63 * 27 * WIDTH + 12 * 18 * WIDTH * WIDTH + 8 * WIDTH * 4 * WIDTH + 2 * 32, 0, 0);
    for (size_t l = 0; l < 5; l++) {
        cr_assert_eq(made->widths[made->feature_slot[l]], features[l]);
        cr_assert_eq(made->feature_depth[l], l);
    }
    hodo_arena_free(run.arena);
}

static const struct {
    hodo_model model;
    const char *words;
} impossible[] = {
    {{.inputs = 3, .width = 4, .depth = 1, .outputs = 2}, "depth 1"},
    {{.inputs = 3, .width = 4, .depth = SIZE_MAX, .outputs = 2}, "depth"},
    {{.inputs = 3, .width = 0, .depth = 3, .outputs = 2}, "width 0"},
    {{.inputs = 0, .width = 4, .depth = 3, .outputs = 2}, "0 inputs"},
    {{.inputs = 3, .width = 4, .depth = 3, .outputs = 0}, "0 outputs"},
    {{.inputs = 3, .width = SIZE_MAX, .depth = 3, .outputs = 2}, "width 18446744073709551615"},
    {{.inputs = 3, .width = 4, .depth = 9, .outputs = 2, .width_growth = 40.0}, "hidden layer 2"},
    {{.inputs = 3, .width = 4, .depth = 9, .outputs = 2, .width_growth = -40.0}, "hidden layer 2"},
    {{.inputs = 3, .width = 4, .depth = 3, .outputs = 2, .width_growth = NAN}, "growth nan"},
    {{.kind = (hodo_model_kind)7, .inputs = 3, .width = 4, .depth = 3, .outputs = 2}, "kind 7"},
    {{.kind = HODO_RESNET, .inputs = 3, .width = 4, .depth = 3, .outputs = 2, .width_growth = 1.0},
     "only an mlp"},
    {{.kind = HODO_RESNET, .inputs = 3, .width = 4, .depth = 3, .outputs = 2, .branch_scale = INFINITY}, "inf"},
#define IMAGE(h_, w_, c_) .kind = HODO_CNN, .outputs = 2, .height = (h_), .image_width = (w_), .channels = (c_)
    {{IMAGE(4, 4, 1), .inputs = 16, .width = 2, .depth = 3}, "depth 3 of a cnn"},
    {{IMAGE(4, 4, 1), .inputs = 17, .width = 2}, "17 inputs"},
    {{IMAGE(3, 8, 1), .inputs = 24, .width = 2}, "pools twice"},
    {{IMAGE(8, 3, 1), .inputs = 24, .width = 2}, "pools twice"},
    {{IMAGE(4, 4, 0), .inputs = 16, .width = 2}, "0 channels"},
    {{IMAGE(SIZE_MAX / 2, 8, 1), .inputs = 16, .width = 2}, "give it height"},
    {{IMAGE(4, 4, 1), .inputs = 16, .width = 2, .normalise = true}, "layer norms in a cnn"},
    {{IMAGE(4, 4, 1), .inputs = 16, .width = 2, .width_growth = 1.0}, "only an mlp"},
    {{IMAGE(4, 4, 1), .inputs = 16, .width = 200000000}, "overflows"},
};

Test(model, impossible_ones_are_refused)
{
    hodo_arena *arena = hodo_arena_alloc();
    for (size_t each = 0; each < sizeof impossible / sizeof impossible[0]; each++) {
        hodo_architecture made;
        hodo_error error = {0};
        cr_assert_eq(hodo_model_architecture(arena, &impossible[each].model, &made, &error), HODO_INVALID,
                     "%zu: %s", each, error.message);
        cr_assert_not_null(strstr(error.message, impossible[each].words), "%zu: %s", each, error.message);
    }
    hodo_arena_free(arena);
}

Test(model, names)
{
    hodo_model_kind kind = HODO_MLP;
    hodo_error error = {0};
    ok(hodo_model_find("cnn", &kind, &error), error);
    cr_assert_eq(kind, HODO_CNN);
    ok(hodo_model_find("resnet", &kind, &error), error);
    cr_assert_eq(kind, HODO_RESNET);
    cr_assert_eq(hodo_model_find("transformer", &kind, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "mlp, resnet, cnn"), "%s", error.message);
}
