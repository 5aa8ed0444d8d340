#include "zoo.h"

#include <stdint.h>
#include <string.h>

/* What the tower of arXiv 2311.18718 is made of. */
Test(architecture, tower)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_architecture made;
    hodo_error error = {0};
    const double branch[] = {0.5, 1.0};
    const hodo_tower mlp = {.inputs = 10, .width = 20, .depth = 6};
    ok(hodo_tower_architecture(arena, &mlp, &made, &error), error);
    cr_assert_eq(made.feature_count, 7); /* f_0 .. f_6 */
    cr_assert_eq(made.weight_count, 6);
    cr_assert_eq(made.trained_count, 4);     /* L - 2 */
    cr_assert_eq(made.count, 1 + 2 * 4 + 1); /* no residual rows */
    cr_assert_eq(hodo_architecture_weights(&made), 10 * 20 + 4 * 20 * 20 + 20);
    near(made.layers[0].gain, 1.0 / sqrt(10.0), 0, 1e-15);
    near(made.layers[2].gain, sqrt(2.0 / 20.0), 0, 1e-15);
    near(made.layers[made.count - 1].gain, 1.0 / 20.0, 0, 1e-15);
    for (size_t l = 0; l <= 6; l++) {
        cr_assert_eq(made.feature_depth[l], l);
        cr_assert_eq(made.widths[made.feature_slot[l]], l == 0 ? 10 : l == 6 ? 1 : 20);
    }
    const hodo_tower resnet = {.inputs = 10, .width = 20, .depth = 6, .members = 2, .branch_scale = branch};
    ok(hodo_tower_architecture(arena, &resnet, &made, &error), error);
    cr_assert_eq(made.count, 1 + 4 * 4 + 1);
    near(made.layers[4].branch_scale[0], 0.5, 0, 0);
    near(made.layers[4].skip_scale[0], sqrt(0.75), 0, 1e-15);
    near(made.layers[4].skip_scale[1], 0.0, 0, 0);
    hodo_arena_free(arena);
}

static void refused(const hodo_layer *layers, size_t count, hodo_status status, const char *words)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_architecture made;
    hodo_error error = {0};
    cr_assert_eq(hodo_architecture_make(arena, 3, 1, layers, count, &made, &error), status, "%s",
                 error.message);
    cr_assert_not_null(strstr(error.message, words), "%s", error.message);
    hodo_arena_free(arena);
}

/* Every message names its layer. */
Test(architecture, mistakes_are_named)
{
    static const double one[] = {1.0};
    const hodo_layer dense = hodo_layer_dense(3, 4, 1.0, true), next = hodo_layer_dense(5, 2, 1.0, true);
    const hodo_layer open = hodo_layer_open(), close = hodo_layer_close(one, one);
    refused((hodo_layer[]){dense, next}, 2, HODO_MISMATCH, "layer 1 (dense) takes 5 inputs but 4 arrive");
    refused((hodo_layer[]){hodo_layer_dense(3, 0, 1.0, true)}, 1, HODO_INVALID,
            "layer 0 (dense) has no outputs");
    refused((hodo_layer[]){hodo_layer_dense(3, 1, NAN, true)}, 1, HODO_INVALID, "layer 0 (dense) has gain nan");
    refused((hodo_layer[]){hodo_layer_activation((hodo_nonlinearity){0})}, 1, HODO_INVALID,
            "layer 0 (activation)");
    refused((hodo_layer[]){hodo_layer_norm(HODO_LAYER_NORM_RMS, -1.0)}, 1, HODO_INVALID,
            "layer 0 (layer norm)");
    refused((hodo_layer[]){hodo_layer_scale(NULL)}, 1, HODO_INVALID, "layer 0 (scale)");
    refused((hodo_layer[]){open, hodo_layer_close(NULL, one)}, 2, HODO_INVALID, "layer 1 (residual close)");
    refused((hodo_layer[]){dense, close}, 2, HODO_MISMATCH, "layer 1 closes a residual that none opened");
    refused((hodo_layer[]){open, dense, close}, 3, HODO_MISMATCH,
            "layer 2 closes a residual of width 3 with a branch of width 4");
    refused((hodo_layer[]){open, open, close}, 3, HODO_MISMATCH, "opened by layer 0 is never closed");
    refused((hodo_layer[]){open, hodo_feature(dense), close}, 3, HODO_INVALID,
            "layer 1 is marked as a feature inside");
    refused(&dense, 0, HODO_INVALID, "at least 1");
}

/* Images: shapes, and numbers that overflow, are told apart from those that fit. The input has 3 numbers. */
Test(architecture, mistakes_of_images_are_named)
{
    hodo_layer haar = hodo_layer_convolution(1, 3, 1, 2, 1.0, true);
    haar.initial = HODO_ORTHOGONAL;
    hodo_layer leaky = hodo_layer_average_pool(2, 2, 1);
    leaky.channels_out = 2;
    const hodo_layer four = hodo_layer_dense(3, 4, 1.0, true);
    const struct {
        hodo_layer layer;
        hodo_status status;
        const char *words;
    } wrong[] = {
        {hodo_layer_convolution(2, 3, 1, 2, 1.0, true), HODO_MISMATCH, "2 x 3 x 1 = 6 numbers but 3 arrive"},
        {hodo_layer_convolution(0, 3, 1, 2, 1.0, true), HODO_INVALID, "an image of 0 x 3"},
        {hodo_layer_convolution(1, 3, 0, 2, 1.0, true), HODO_INVALID, "with 0 channels in"},
        {hodo_layer_convolution(1, 3, 1, 0, 1.0, true), HODO_INVALID, "and 0 out"},
        {hodo_layer_convolution(SIZE_MAX / 2 + 2, 2, 1, 2, 1.0, true), HODO_INVALID, "overflows"},
        {hodo_layer_convolution(1, 3, 1, SIZE_MAX / 2, 1.0, true), HODO_INVALID, "overflows"},
        /* its patches do: */
        {hodo_layer_convolution(1, SIZE_MAX / 8 + 1, 1, 1, 1.0, true), HODO_INVALID, "overflows"},
        {hodo_layer_convolution(1, 3, 1, 2, -1.0, true), HODO_INVALID, "(convolution) has gain -1"},
        {hodo_multiplied(0.0, hodo_layer_convolution(1, 3, 1, 2, 1.0, true)), HODO_INVALID, "multiplier 0"},
        {haar, HODO_INVALID, "orthogonal"},
        {hodo_layer_average_pool(1, 3, 1), HODO_INVALID, "at least 2 x 2"},
        {hodo_layer_average_pool(2, 2, 1), HODO_MISMATCH, "= 4 numbers but 3 arrive"},
        {hodo_layer_average_pool(2, 2, 0), HODO_INVALID, "0 channels"},
    };
    for (size_t each = 0; each < sizeof wrong / sizeof wrong[0]; each++) {
        refused(&wrong[each].layer, 1, wrong[each].status, wrong[each].words);
    }
    refused((hodo_layer[]){four, leaky}, 2, HODO_MISMATCH, "layer 1 (average pool) keeps 1 channels");
}

Test(architecture, towers_that_cannot_stand)
{
    static const double steep[] = {1.5};
    hodo_arena *arena = hodo_arena_alloc();
    hodo_architecture made;
    hodo_error error = {0};
    const hodo_tower shallow = {.inputs = 3, .width = 4, .depth = 1}, thin = {.inputs = 3, .depth = 4};
    const hodo_tower outside = {.inputs = 3, .width = 4, .depth = 4, .branch_scale = steep};
    cr_assert_eq(hodo_tower_architecture(arena, &shallow, &made, &error), HODO_INVALID);
    cr_assert_eq(hodo_tower_architecture(arena, &thin, &made, &error), HODO_INVALID);
    cr_assert_eq(hodo_tower_architecture(arena, &outside, &made, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "1.5"), "%s", error.message);
    hodo_arena_free(arena);
}
