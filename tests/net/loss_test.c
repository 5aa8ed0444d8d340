#include "zoo.h"

#include <string.h>

enum { MEMBERS = 2, N = 3, OUTPUTS = 4, ROWS = MEMBERS * N };
static const double step = 1e-5, tolerance = 1e-8;

static const hodo_loss losses[] = {{&hodo_loss_square, 0.0},
                                   {&hodo_loss_square, 1.0},
                                   {&hodo_loss_cross_entropy, 0.0},
                                   {&hodo_loss_linear, 2.0}};

/* Gradient and Hessian-vector product against differences, with targets shared and not. */
Test(loss, derivatives)
{
    hodo_arena *arena = hodo_arena_alloc();
    for (int choice = 0; choice < 8; choice++) {
        const hodo_loss loss = losses[choice / 2];
        const hodo_stream stream = hodo_stream_open(4, "tests/net/loss", (uint64_t)choice);
        const hodo_matrix f = zoo_normal(arena, HODO_DOUBLE, ROWS, OUTPUTS, &stream, 0);
        const hodo_matrix y = hodo_matrix_take(arena, HODO_DOUBLE, choice & 1 ? ROWS : N, OUTPUTS, NULL);
        const hodo_matrix v = zoo_normal(arena, HODO_DOUBLE, ROWS, OUTPUTS, &stream, 2);
        hodo_random_uniform(&stream, 1, 0, y.rows * OUTPUTS, y.data);
        const hodo_matrix gradient = hodo_matrix_take(arena, HODO_DOUBLE, ROWS, OUTPUTS, NULL);
        const hodo_matrix above = hodo_matrix_take(arena, HODO_DOUBLE, ROWS, OUTPUTS, NULL);
        const hodo_matrix below = hodo_matrix_take(arena, HODO_DOUBLE, ROWS, OUTPUTS, NULL);
        const hodo_matrix product = hodo_matrix_take(arena, HODO_DOUBLE, ROWS, OUTPUTS, NULL);
        hodo_error error = {0};
        double up[MEMBERS], down[MEMBERS];
        ok(hodo_loss_gradient(loss, MEMBERS, f, y, gradient, &error), error);
        ok(hodo_loss_hessian_vector(loss, MEMBERS, f, y, v, product, &error), error);
        zoo_step(f, step, v);
        ok(hodo_loss_value(loss, MEMBERS, f, y, up, &error), error);
        ok(hodo_loss_gradient(loss, MEMBERS, f, y, above, &error), error);
        zoo_step(f, -2.0 * step, v);
        ok(hodo_loss_value(loss, MEMBERS, f, y, down, &error), error);
        ok(hodo_loss_gradient(loss, MEMBERS, f, y, below, &error), error);
        for (size_t j = 0; j < MEMBERS; j++) {
            near((up[j] - down[j]) / (2.0 * step), zoo_dot(gradient, v, j * N, N), tolerance, 0);
        }
        for (size_t e = 0; e < ROWS * OUTPUTS; e++) {
            const size_t s = e / OUTPUTS, c = e % OUTPUTS;
            near((hodo_matrix_get(above, s, c) - hodo_matrix_get(below, s, c)) / (2.0 * step),
                 hodo_matrix_get(product, s, c), tolerance, 0);
        }
    }
    hodo_arena_free(arena);
}

/* The normalisations that the header states, by hand. */
Test(loss, normalisation)
{
    double f[] = {1.0, 3.0, 0.0, -2.0}, y[] = {0.0, 1.0, 1.0, 0.0};
    const hodo_matrix fs = hodo_matrix_view(HODO_DOUBLE, f, 2, 2), ys = hodo_matrix_view(HODO_DOUBLE, y, 2, 2);
    double value;
    hodo_error error = {0};
    ok(hodo_loss_value((hodo_loss){&hodo_loss_square, 0.0}, 1, fs, ys, &value, &error), error);
    near(value, (1.0 + 4.0 + 1.0 + 4.0) / 4.0, 0, 1e-15);
    ok(hodo_loss_value((hodo_loss){&hodo_loss_cross_entropy, 0.0}, 1, fs, ys, &value, &error), error);
    near(value, 0.5 * (log(1.0 + exp(-2.0)) + log(1.0 + exp(-2.0))), 0, 1e-15);
    ok(hodo_loss_value((hodo_loss){&hodo_loss_linear, 0.0}, 1, fs, ys, &value, &error), error);
    near(value, 1.5, 0, 1e-15);
}

/* Large logits neither overflow nor cancel. */
Test(loss, cross_entropy_far_out)
{
    double f[] = {1e4, -1e4}, right[] = {1.0, 0.0}, wrong[] = {0.0, 1.0};
    const hodo_matrix fs = hodo_matrix_view(HODO_DOUBLE, f, 1, 2);
    const hodo_loss loss = {&hodo_loss_cross_entropy, 0.0};
    double value;
    hodo_error error = {0};
    ok(hodo_loss_value(loss, 1, fs, hodo_matrix_view(HODO_DOUBLE, right, 1, 2), &value, &error), error);
    near(value, 0.0, 0, 0);
    ok(hodo_loss_value(loss, 1, fs, hodo_matrix_view(HODO_DOUBLE, wrong, 1, 2), &value, &error), error);
    near(value, 2e4, 0, 1e-15);
}

Test(loss, mistakes)
{
    double f[6] = {0}, y[6] = {0}, value[6];
    hodo_error error = {0};
    const hodo_loss loss = {&hodo_loss_square, 0.0};
    const hodo_matrix fs = hodo_matrix_view(HODO_DOUBLE, f, 3, 2);
    cr_assert_eq(hodo_loss_value(loss, 2, fs, fs, value, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_loss_value(loss, 1, fs, hodo_matrix_view(HODO_DOUBLE, y, 2, 3), value, &error),
                 HODO_MISMATCH);
    f[3] = INFINITY;
    cr_assert_eq(hodo_loss_value(loss, 1, fs, hodo_matrix_view(HODO_DOUBLE, y, 3, 2), value, &error),
                 HODO_NUMERIC);
    cr_assert_null(hodo_loss_find("hinge", &error));
    cr_assert_not_null(strstr(error.message, "cross-entropy"));
    cr_assert_eq(hodo_loss_find("linear", NULL), &hodo_loss_linear);
}
