/* The passes of one training step, forward, backward without b_0 and the gradient of every weight matrix,
 * against the bare GEMMs of the same shapes; float, one thread. A CNN's GEMMs are those of its patches, formed
 * once and for all. Times are the best of several rounds of each part, which a busy machine disturbs least; the
 * step is their sum. Arguments: none. */
#include "net/gradient.h"
#include "net/model.h"

#include "floor.h"

#include <math.h>

enum { ROUNDS = 20 };

typedef struct step {
    hodo_network network;
    hodo_pass *pass;
    hodo_matrix gradient, *made; /* d loss/d f_L; (weight_count,) */
} step;

static void take_step(step *s, double *parts)
{
    const size_t count = s->network.architecture->weight_count;
    hodo_error error = {0};
    const double start = seconds();
    if (hodo_pass_forward(s->pass, hodo_pass_input(s->pass), NULL, &error) != HODO_OK) {
        fail(&error);
    }
    const double forward = seconds();
    if (hodo_pass_backward(s->pass, s->gradient, &error) != HODO_OK) {
        fail(&error);
    }
    const double backward = seconds();
    for (size_t k = 0; k < count; k++) {
        hodo_gradient_weight(s->pass, k, 0, 1.0, 0.0, s->made[k]);
    }
    const double gradient = seconds();
    const double now[] = {forward - start, backward - forward, gradient - backward};
    for (size_t part = 0; part < 3; part++) {
        parts[part] = fmin(parts[part], now[part]);
    }
}

/* x (rows, in), y (rows, out), w (out, in): the three products of a layer, in one pass's order. */
typedef struct shape {
    hodo_matrix x, y, w, d;
} shape;

static void multiply_bare(const shape *shapes, size_t count, double *parts)
{
    const double start = seconds();
    for (size_t k = 0; k < count; k++) {
        hodo_matrix_multiply(1.0, shapes[k].x, false, shapes[k].w, true, 0.0, shapes[k].y);
    }
    const double forward = seconds();
    for (size_t k = count; k-- > 1;) {
        hodo_matrix_multiply(1.0, shapes[k].y, false, shapes[k].w, false, 0.0, shapes[k].x);
    }
    const double backward = seconds();
    for (size_t k = 0; k < count; k++) {
        hodo_matrix_multiply(1.0, shapes[k].y, true, shapes[k].x, false, 0.0, shapes[k].d);
    }
    const double gradient = seconds();
    const double now[] = {forward - start, backward - forward, gradient - backward};
    for (size_t part = 0; part < 3; part++) {
        parts[part] = fmin(parts[part], now[part]);
    }
}

static hodo_matrix filled(hodo_arena *arena, size_t rows, size_t columns, double scale)
{
    hodo_error error = {0};
    const hodo_stream stream = hodo_stream_open(1, "tests/bench/training_pass", rows);
    const hodo_matrix a = hodo_matrix_take(arena, HODO_FLOAT, rows, columns, &error);
    if (a.data == NULL) {
        fail(&error);
    }
    hodo_random_normal_float(&stream, 1000, 0, rows * columns, (float)scale, a.data);
    return a;
}

static void bench(hodo_arena *arena, const hodo_model *model, size_t batch)
{
    static const char *const names[] = {"mlp", "resnet", "cnn"};
    hodo_architecture architecture;
    hodo_error error = {0};
    step s;
    if (hodo_model_architecture(arena, model, &architecture, &error) != HODO_OK) {
        fail(&error);
    }
    const size_t count = architecture.weight_count;
    for (size_t k = 0; k < count; k++) {
        hodo_layer *layer = hodo_weight_layer(&architecture, k);
        layer->multiplier = 1.0 / sqrt((double)layer->fan_in);
    }
    const hodo_stream stream = hodo_stream_open(1, "tests/bench/training_pass", 0);
    if (hodo_network_take(arena, &architecture, HODO_FLOAT, &s.network, &error) != HODO_OK ||
        hodo_network_draw(&s.network, &stream, &error) != HODO_OK ||
        (s.pass = hodo_pass_take(arena, &s.network, batch, HODO_FIRST_ORDER, &error)) == NULL) {
        fail(&error);
    }
    hodo_pass_want_input(s.pass, false);
    s.made = hodo_arena_take(arena, count, sizeof *s.made, &error);
    shape *shapes = hodo_arena_take(arena, count, sizeof *shapes, &error);
    if (s.made == NULL || shapes == NULL) {
        fail(&error);
    }
    s.gradient = filled(arena, batch, model->outputs, 1.0);
    hodo_matrix_copy(filled(arena, batch, model->inputs, 1.0), hodo_pass_input(s.pass));
    for (size_t k = 0; k < count; k++) {
        const hodo_layer *layer = hodo_weight_layer(&architecture, k);
        const hodo_matrix w = s.network.weights[k];
        const size_t pixels = layer->kind == HODO_CONVOLUTION ? layer->height * layer->image_width : 1;
        s.made[k] = filled(arena, w.rows, w.columns, 1.0);
        shapes[k] =
            (shape){filled(arena, batch * pixels, w.columns, 1.0), filled(arena, batch * pixels, w.rows, 1.0),
                    filled(arena, w.rows, w.columns, 0.01), filled(arena, w.rows, w.columns, 1.0)};
    }
    double ours[3], bare[3];
    for (size_t part = 0; part < 3; part++) {
        ours[part] = bare[part] = INFINITY;
    }
    for (int round = 0; round < ROUNDS; round++) {
        take_step(&s, ours);
        multiply_bare(shapes, count, bare);
    }
    const double our_step = ours[0] + ours[1] + ours[2], bare_step = bare[0] + bare[1] + bare[2];
    printf("%-6s width %4zu, batch %4zu: %8.0f us (forward %.0f, backward %.0f, gradients %.0f), GEMM %8.0f us "
           "(%.0f, %.0f, %.0f): ratio %.3f\n",
           names[model->kind], model->width, batch, our_step * 1e6, ours[0] * 1e6, ours[1] * 1e6, ours[2] * 1e6,
           bare_step * 1e6, bare[0] * 1e6, bare[1] * 1e6, bare[2] * 1e6, our_step / bare_step);
    hodo_arena_reset(arena);
}

int main(void)
{
    static const size_t sizes[][2] = {{128, 256}, {256, 128}, {1000, 64}};
    hodo_arena *arena = start_alone();
    for (size_t each = 0; each < sizeof sizes / sizeof sizes[0]; each++) {
        const hodo_model mlp = {.inputs = 784, .width = sizes[each][0], .depth = 3, .outputs = 10};
        bench(arena, &mlp, sizes[each][1]);
    }
    const hodo_model digits = {.kind = HODO_CNN,
                               .inputs = 784,
                               .width = 32,
                               .outputs = 10,
                               .channels = 1,
                               .height = 28,
                               .image_width = 28};
    const hodo_model colours = {.kind = HODO_CNN,
                                .inputs = 3072,
                                .width = 64,
                                .outputs = 10,
                                .channels = 3,
                                .height = 32,
                                .image_width = 32};
    bench(arena, &digits, 64);
    bench(arena, &colours, 64);
    hodo_arena_free(arena);
    return 0;
}
