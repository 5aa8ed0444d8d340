#include "train/started.h"
#include "net/model.h"

void started_architecture(started *run, hodo_arena *arena, const started_shape *shape, double branch_scale)
{
    hodo_error error = {0};
    const hodo_model model = {
        .kind = shape->residual ? HODO_RESNET : HODO_MLP,
        .inputs = shape->inputs,
        .width = shape->width,
        .depth = shape->depth,
        .outputs = shape->outputs,
        .branch_scale = shape->residual ? branch_scale : 0.0,
        .nonlinearity = {hodo_activation_find(shape->linear ? "linear" : "relu", &error), 0.0, 0.0},
        .normalise = shape->normalise,
        .width_growth = shape->width_growth,
        .readout_scale = shape->readout_scale,
    };
    ok(hodo_model_architecture(arena, &model, &run->architecture, &error), error);
    run->arena = arena;
    run->branch_scale = branch_scale;
    run->scales = (hodo_scales){.width = (double)shape->width,
                                .depth = (double)shape->depth,
                                .gain = shape->linear ? 1.0 : sqrt(2.0)};
}

void started_network(started *run, hodo_arena *arena, const started_shape *shape,
                     const hodo_parametrization *row, hodo_step_kind step, const hodo_stream *stream,
                     size_t samples)
{
    hodo_error error = {0};
    double branch_scale = 1.0;
    started_architecture(run, arena, shape, branch_scale);
    if (shape->residual) {
        ok(hodo_parametrization_branch_scale(row, &run->scales, &branch_scale, &error), error);
        started_architecture(run, arena, shape, branch_scale);
    }
    run->rates = hodo_arena_zero(arena, run->architecture.weight_count, sizeof(double), &error);
    cr_assert_not_null(run->rates, "%s", error.message);
    ok(hodo_parametrization_apply(row, &run->scales, step, &run->architecture, run->rates, &error), error);
    ok(hodo_network_take(arena, &run->architecture, HODO_DOUBLE, &run->network, &error), error);
    ok(hodo_network_draw(&run->network, stream, &error), error);
    run->pass = NULL;
    if (samples > 0) {
        run->pass = hodo_pass_take(arena, &run->network, samples, HODO_FIRST_ORDER, &error);
        cr_assert_not_null(run->pass, "%s", error.message);
    }
}

const hodo_layer *started_layer(const started *run, size_t k)
{
    return hodo_weight_layer(&run->architecture, k);
}

hodo_matrix started_normal(hodo_arena *arena, size_t rows, size_t columns, const hodo_stream *stream,
                           uint32_t tensor)
{
    hodo_error error = {0};
    const hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, rows, columns, &error);
    cr_assert_not_null(x.data, "%s", error.message);
    hodo_random_normal_double(stream, tensor, 0, rows * columns, 1.0, x.data);
    return x;
}

hodo_matrix started_inputs(hodo_arena *arena, size_t rows, size_t columns, const hodo_stream *stream,
                           uint32_t tensor)
{
    const hodo_matrix x = started_normal(arena, rows, columns, stream, tensor);
    for (size_t s = 0; s < rows; s++) {
        const double square = hodo_matrix_dot(hodo_matrix_rows(x, s, 1), hodo_matrix_rows(x, s, 1));
        hodo_matrix_scale(sqrt((double)columns / square), hodo_matrix_rows(x, s, 1));
    }
    return x;
}

double started_backward(started *run, hodo_matrix x, hodo_matrix y)
{
    hodo_error error = {0};
    const hodo_loss loss = {&hodo_loss_square, 0.0};
    double value;
    ok(hodo_pass_forward(run->pass, x, NULL, &error), error);
    const hodo_matrix f = hodo_pass_output(run->pass);
    double *data = hodo_arena_take(run->arena, f.rows * f.columns, sizeof(double), &error);
    const hodo_matrix gradient = hodo_matrix_view(HODO_DOUBLE, data, f.rows, f.columns);
    ok(hodo_loss_value(loss, 1, f, y, &value, &error), error);
    ok(hodo_loss_gradient(loss, 1, f, y, gradient, &error), error);
    ok(hodo_pass_backward(run->pass, gradient, &error), error);
    return value;
}

void started_step(started *run, hodo_matrix x, hodo_matrix y, double eta, hodo_step_kind step)
{
    hodo_error error = {0};
    double norms[64];
    cr_assert(run->architecture.weight_count <= 64);
    started_backward(run, x, y);
    ok(hodo_gradient_norms(run->pass, norms, &error), error);
    for (size_t k = 0; k < run->architecture.weight_count; k++) {
        const hodo_matrix w = run->network.weights[k];
        const double rate = eta * run->rates[k];
        if (step != HODO_STEP_ENTRYWISE) { /* a rank-one gradient over its norm has singular value 1 */
            const double scale = step == HODO_STEP_ORTHOGONAL ? 1.0 / sqrt(norms[k]) : 1.0;
            hodo_gradient_weight(run->pass, k, 0, -rate * scale, 1.0, w);
            continue;
        }
        const hodo_matrix g = hodo_matrix_take(run->arena, HODO_DOUBLE, w.rows, w.columns, &error);
        hodo_gradient_weight(run->pass, k, 0, 1.0, 0.0, g);
        double *to = w.data;
        const double *from = g.data;
        for (size_t i = 0; i < w.rows * w.columns; i++) {
            to[i] -= rate * (double)((from[i] > 0.0) - (from[i] < 0.0));
        }
    }
}
