#include "zoo.h"

#include "net/rule.h"

static const double third[] = {0.2, 0.5, 1.0}, third_skip[] = {0.9, 0.7, 0.0}, factor[] = {1.5, -0.5, 2.0};
static const double skip_one[] = {0.8}, branch_one[] = {0.6}, factor_one[] = {0.7};

static hodo_status mlp(hodo_arena *arena, hodo_nonlinearity phi, hodo_architecture *made, hodo_error *error)
{
    const hodo_tower tower = {.inputs = ZOO_INPUTS,
                              .width = 7,
                              .depth = 5,
                              .outputs = ZOO_OUTPUTS,
                              .nonlinearity = phi,
                              .train_input = true,
                              .train_output = true,
                              .output_deviation = 0.5};
    return hodo_tower_architecture(arena, &tower, made, error);
}

static hodo_status resnet(hodo_arena *arena, hodo_nonlinearity phi, hodo_architecture *made, hodo_error *error)
{
    const hodo_tower tower = {.inputs = ZOO_INPUTS,
                              .width = 6,
                              .depth = 6,
                              .outputs = ZOO_OUTPUTS,
                              .nonlinearity = phi,
                              .branch_scale = branch_one,
                              .output_deviation = 0.5};
    return hodo_tower_architecture(arena, &tower, made, error);
}

static hodo_status resnet_family(hodo_arena *arena, hodo_nonlinearity phi, hodo_architecture *made,
                                 hodo_error *error)
{
    const hodo_tower tower = {.inputs = ZOO_INPUTS,
                              .width = 6,
                              .depth = 6,
                              .outputs = ZOO_OUTPUTS,
                              .nonlinearity = phi,
                              .members = 3,
                              .branch_scale = third,
                              .output_deviation = 0.5,
                              .readout_scale = factor,
                              .train_output = true};
    return hodo_tower_architecture(arena, &tower, made, error);
}

static hodo_status two_matrices(hodo_arena *arena, hodo_nonlinearity phi, hodo_architecture *made,
                                hodo_error *error)
{
    const hodo_tower tower = {.inputs = ZOO_INPUTS,
                              .width = 5,
                              .depth = 4,
                              .outputs = ZOO_OUTPUTS,
                              .nonlinearity = phi,
                              .branch = HODO_BRANCH_TWO,
                              .hidden_initial = HODO_ORTHOGONAL,
                              .members = 3,
                              .branch_scale = third,
                              .skip_scale = third_skip,
                              .output_deviation = 0.5};
    return hodo_tower_architecture(arena, &tower, made, error);
}

static hodo_status normalised(hodo_arena *arena, hodo_nonlinearity phi, hodo_architecture *made,
                              hodo_error *error)
{
    const hodo_tower tower = {.inputs = ZOO_INPUTS,
                              .width = 7,
                              .depth = 5,
                              .outputs = ZOO_OUTPUTS,
                              .nonlinearity = phi,
                              .branch_scale = branch_one,
                              .normalise = true,
                              .output_deviation = 0.5,
                              .train_input = true};
    return hodo_tower_architecture(arena, &tower, made, error);
}

/* Widths that change, a norm that centres, residuals inside residuals, a scale in the middle, a branch that is
 * a bare activation, one that is a norm, one that is empty, and two opens in a row. */
static hodo_status nested(hodo_arena *arena, hodo_nonlinearity phi, hodo_architecture *made, hodo_error *error)
{
    const hodo_layer layers[] = {
        hodo_layer_scale(factor),
        hodo_feature(hodo_layer_dense(ZOO_INPUTS, 8, 0.6, true)),
        hodo_layer_open(),
        hodo_layer_open(),
        hodo_layer_activation(phi),
        hodo_layer_close(third, third_skip),
        hodo_multiplied(-1.5, hodo_layer_dense(8, 5, 0.4, true)),
        hodo_layer_norm(HODO_LAYER_NORM_CENTRED, 0.1),
        hodo_layer_open(),
        hodo_layer_activation(phi),
        hodo_multiplied(0.5, hodo_layer_dense(5, 5, 0.4, false)),
        hodo_layer_scale(factor),
        hodo_layer_close(third_skip, third),
        hodo_layer_dense(5, 8, 0.5, true),
        hodo_layer_close(third, factor),
        hodo_feature(hodo_layer_norm(HODO_LAYER_NORM_RMS, 0.0)),
        hodo_layer_open(),
        hodo_layer_norm(HODO_LAYER_NORM_CENTRED, 0.0),
        hodo_layer_close(factor, third),
        hodo_layer_open(),
        hodo_layer_close(third, third_skip),
        hodo_feature(hodo_layer_scale(factor)),
        hodo_layer_activation(phi),
        hodo_feature(hodo_layer_dense(8, ZOO_OUTPUTS, 0.5, true)),
    };
    return hodo_architecture_make(arena, ZOO_INPUTS, 3, layers, sizeof layers / sizeof layers[0], made, error);
}

/* A scale after an activation, and the output not a dense layer. */
static hodo_status scaled(hodo_arena *arena, hodo_nonlinearity phi, hodo_architecture *made, hodo_error *error)
{
    const hodo_layer layers[] = {
        hodo_multiplied(2.0, hodo_layer_dense(ZOO_INPUTS, 4, 0.6, true)),
        hodo_layer_activation(phi),
        hodo_layer_scale(factor_one),
        hodo_layer_open(),
        hodo_layer_scale(factor_one),
        hodo_layer_close(skip_one, branch_one),
        hodo_layer_dense(4, ZOO_OUTPUTS, 0.7, true),
        hodo_feature(hodo_layer_norm(HODO_LAYER_NORM_RMS, 0.2)),
    };
    return hodo_architecture_make(arena, ZOO_INPUTS, 1, layers, sizeof layers / sizeof layers[0], made, error);
}

/* Images: the input itself as 1 x 3 pixels, a pool that drops a line and a column, maps that widen and
 * narrow. */
static hodo_status cnn(hodo_arena *arena, hodo_nonlinearity phi, hodo_architecture *made, hodo_error *error)
{
    const hodo_layer layers[] = {
        hodo_feature(hodo_layer_convolution(1, ZOO_INPUTS, 1, 2, 0.6, true)),
        hodo_layer_dense(2 * ZOO_INPUTS, 5 * 3 * 2, 0.5, false),
        hodo_feature(hodo_multiplied(-0.7, hodo_layer_convolution(5, 3, 2, 3, 0.5, true))),
        hodo_layer_activation(phi),
        hodo_layer_average_pool(5, 3, 3),
        hodo_feature(hodo_layer_convolution(2, 1, 3, 2, 0.8, false)),
        hodo_layer_activation(phi),
        hodo_feature(hodo_layer_dense(4, ZOO_OUTPUTS, 0.5, true)),
    };
    return hodo_architecture_make(arena, ZOO_INPUTS, 1, layers, sizeof layers / sizeof layers[0], made, error);
}

/* Convolutions and a pool in the branches of a family: a scale that works in place of a convolution's output, a
 * close in place of another's, and a pool whose output is scaled in place. */
static hodo_status convolutional_family(hodo_arena *arena, hodo_nonlinearity phi, hodo_architecture *made,
                                        hodo_error *error)
{
    const hodo_layer layers[] = {
        hodo_layer_dense(ZOO_INPUTS, 3 * 4 * 2, 0.6, true),
        hodo_layer_open(),
        hodo_layer_activation(phi),
        hodo_multiplied(1.3, hodo_layer_convolution(3, 4, 2, 2, 0.3, true)),
        hodo_feature(hodo_layer_close(third_skip, third)),
        hodo_layer_open(),
        hodo_layer_convolution(3, 4, 2, 1, 0.3, true),
        hodo_layer_scale(factor),
        hodo_layer_convolution(3, 4, 1, 2, 0.3, true),
        hodo_layer_close(third_skip, third),
        hodo_layer_activation(phi),
        hodo_layer_average_pool(3, 4, 2),
        hodo_layer_scale(factor),
        hodo_feature(hodo_layer_dense(4, ZOO_OUTPUTS, 0.5, true)),
    };
    return hodo_architecture_make(arena, ZOO_INPUTS, 3, layers, sizeof layers / sizeof layers[0], made, error);
}

const zoo_case zoo[] = {
    {"mlp", 1, mlp},
    {"resnet", 1, resnet},
    {"resnet family", 3, resnet_family},
    {"two-matrix branches", 3, two_matrices},
    {"normalised resnet", 1, normalised},
    {"nested residuals", 3, nested},
    {"scaled", 1, scaled},
    {"cnn", 1, cnn},
    {"convolutional family", 3, convolutional_family},
};
const size_t zoo_count = sizeof zoo / sizeof zoo[0];

hodo_nonlinearity zoo_phi(size_t row)
{
    return (hodo_nonlinearity){&hodo_activations[row], 0.6, 0.3};
}

size_t zoo_phi_count(void)
{
    size_t count = 0;
    while (hodo_activations[count].name != NULL) {
        count++;
    }
    return count;
}

hodo_matrix zoo_normal(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns,
                       const hodo_stream *stream, uint32_t tensor)
{
    const hodo_matrix a = hodo_matrix_take(arena, precision, rows, columns, NULL);
    if (precision == HODO_DOUBLE) {
        hodo_random_normal_double(stream, tensor, 0, rows * columns, 1.0, a.data);
    } else {
        hodo_random_normal_float(stream, tensor, 0, rows * columns, 1.0f, a.data);
    }
    return a;
}

/* Distance of the nearest pre-activation to a kink of any row of the table. */
static double kink_distance(const hodo_pass *pass)
{
    double nearest = INFINITY;
    for (size_t i = 0; i < pass->network->architecture->count; i++) {
        const hodo_matrix s = pass->value[i];
        for (size_t e = 0; hodo_pass_layer(pass, i)->kind == HODO_ACTIVATION && e < s.rows * s.columns; e++) {
            const double u = fabs(hodo_matrix_get(s, e / s.columns, e % s.columns));
            nearest = fmin(nearest, fmin(u, fabs(u - 1.0)));
        }
    }
    return nearest;
}

void zoo_start(zoo_run *run, size_t which, hodo_nonlinearity phi, size_t samples, uint64_t seed, double margin)
{
    *run = (zoo_run){.arena = hodo_arena_alloc(), .loss = {&hodo_loss_square, 0.0}};
    hodo_error error = {0};
    ok(zoo[which].make(run->arena, phi, &run->architecture, &error), error);
    ok(hodo_network_take(run->arena, &run->architecture, HODO_DOUBLE, &run->network, &error), error);
    run->pass = hodo_pass_take(run->arena, &run->network, samples, HODO_SECOND_ORDER, &error);
    cr_assert_not_null(run->pass, "%s", error.message);
    run->gradient =
        hodo_matrix_take(run->arena, HODO_DOUBLE, hodo_pass_rows(run->pass), run->architecture.outputs, &error);
    for (uint64_t attempt = 0; attempt < 1000; attempt++) {
        const hodo_stream stream = hodo_stream_open(seed, "tests/net/zoo", attempt);
        run->x = zoo_normal(run->arena, HODO_DOUBLE, samples, ZOO_INPUTS, &stream, 1000);
        run->y = zoo_normal(run->arena, HODO_DOUBLE, samples, ZOO_OUTPUTS, &stream, 1001);
        ok(hodo_pass_forward(run->pass, run->x, &stream, &error), error);
        if (kink_distance(run->pass) >= margin) {
            ok(hodo_loss_gradient(run->loss, run->architecture.members, hodo_pass_output(run->pass), run->y,
                                  run->gradient, &error),
               error);
            ok(hodo_pass_backward(run->pass, run->gradient, &error), error);
            return;
        }
    }
    cr_assert_fail("no stream keeps %s away from its kinks", zoo[which].name);
}

void zoo_end(zoo_run *run)
{
    hodo_arena_free(run->arena);
}

double zoo_loss(zoo_run *run, size_t member)
{
    double losses[8];
    hodo_error error = {0};
    ok(hodo_pass_forward(run->pass, run->x, NULL, &error), error);
    ok(hodo_loss_value(run->loss, run->architecture.members, hodo_pass_output(run->pass), run->y, losses,
                       &error),
       error);
    return losses[member];
}

double zoo_dot(hodo_matrix x, hodo_matrix y, size_t first, size_t count)
{
    double sum = 0.0;
    for (size_t s = first; s < first + count; s++) {
        for (size_t j = 0; j < x.columns; j++) {
            sum += hodo_matrix_get(x, s, j) * hodo_matrix_get(y, s, j);
        }
    }
    return sum;
}

void zoo_step(hodo_matrix w, double step, hodo_matrix d)
{
    for (size_t i = 0; i < w.rows; i++) {
        for (size_t j = 0; j < w.columns; j++) {
            hodo_matrix_set(w, i, j, hodo_matrix_get(w, i, j) + step * hodo_matrix_get(d, i, j));
        }
    }
}
