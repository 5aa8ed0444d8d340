/* What the figures on MLPs at the edge of chaos share: the network, its kernel and their scales. */
#include "near.h"

#include "experiments/mlps-at-the-eoc/chaos_activation.h"
#include "experiments/mlps-at-the-eoc/chaos_kernel.h"
#include "net/pass.h"
#include "probe/tangent_kernel.h"

#include <math.h>

TestSuite(mlps_at_the_eoc);

static void ok(hodo_status status, hodo_error error) { cr_assert(status == HODO_OK, "%s", error.message); }

static const chaos_network_setting growing = {.a = 0.3,
                                              .b = -1.2,
                                              .inputs = 3,
                                              .width = 30,
                                              .depth = 4,
                                              .outputs = 2,
                                              .growth = 2.0,
                                              .precision = HODO_DOUBLE};

Test(mlps_at_the_eoc, widths_and_scales)
{
    static const size_t widths[] = {30, 120, 270, 2};
    for (size_t k = 1; k <= 4; k++) {
        cr_assert(chaos_network_width(&growing, k) == widths[k - 1]);
    }
    near(chaos_network_weights(&growing), 3 * 30 + 30 * 120 + 120 * 270 + 270 * 2, 0, 0);
    near(chaos_network_delta(&growing), 1.44 / 1.53, 1e-15, 0);
    near(chaos_network_gamma(&growing, CHAOS_GAMMA_ONE), 1, 0, 0);
    near(chaos_network_gamma(&growing, CHAOS_GAMMA_WIDTH), sqrt(30), 1e-15, 0);
    near(chaos_network_gamma(&growing, CHAOS_GAMMA_LAST), sqrt(270), 1e-15, 0);
    near(chaos_network_eta(&growing, 1, 0.5), 15, 0, 0);
    near(chaos_network_eta(&growing, 0, 0.5), 0.5, 0, 0);
}

/* The network is its formula, by plain loops. */
Test(mlps_at_the_eoc, network_is_its_formula)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_stream stream = hodo_stream_open(1, "tests/experiments/mlps-at-the-eoc", 0);
    chaos_network made;
    ok(chaos_network_open(arena, &growing, &stream, &made, &error), error);
    hodo_pass *pass = hodo_pass_take(arena, &made.network, 1, HODO_FIRST_ORDER, &error);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, 1, 3, &error);
    double h[270] = {0.6, 0, 0.8}, next[270], square = 0;
    for (size_t i = 0; i < 3; i++) {
        hodo_matrix_set(x, 0, i, h[i]);
    }
    ok(hodo_pass_forward(pass, x, NULL, &error), error);
    const double sigma = 1 / sqrt(0.3 * 0.3 + 1.2 * 1.2);
    for (size_t k = 0; k < 4; k++) {
        const hodo_matrix w = made.network.weights[k];
        for (size_t i = 0; i < w.rows; i++) {
            next[i] = 0;
            for (size_t j = 0; j < w.columns; j++) {
                const double in =
                    k == 0 ? h[j] : sigma * (0.3 * h[j] - 1.2 * fabs(h[j])) / sqrt((double)w.columns);
                next[i] += hodo_matrix_get(w, i, j) * in;
                square += hodo_matrix_get(w, i, j) * hodo_matrix_get(w, i, j);
            }
            near(hodo_matrix_get(hodo_pass_feature(pass, k + 1), 0, i), next[i], 1e-12, 1e-12);
        }
        for (size_t i = 0; i < w.rows; i++) {
            h[i] = next[i];
        }
    }
    near(square / chaos_network_weights(&growing), 1, 0.04, 0); /* W ~ N(0, 1): 5 standard errors */
    hodo_arena_free(arena);
}

/* K of the figures is J J^T, by the route that forms J. */
Test(mlps_at_the_eoc, kernel_is_that_of_gradients)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_stream stream = hodo_stream_open(2, "tests/experiments/mlps-at-the-eoc", 0);
    chaos_network_setting setting = growing;
    setting.outputs = 1;
    const hodo_matrix kernel = hodo_matrix_take(arena, HODO_DOUBLE, 3, 3, &error);
    const hodo_matrix oracle = hodo_matrix_take(arena, HODO_DOUBLE, 3, 3, &error);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, 3, 3, &error), none = {.data = NULL};
    hodo_matrix_zero(x);
    for (size_t i = 0; i < 3; i++) {
        hodo_matrix_set(x, i, i, 1);
    }
    ok(chaos_kernel_measure(arena, &setting, &stream, kernel, &error), error);
    chaos_network made;
    ok(chaos_network_open(arena, &setting, &stream, &made, &error), error);
    hodo_tangent_kernel *work =
        hodo_tangent_kernel_take(arena, &made.network, HODO_KERNEL_FULL, HODO_KERNEL_BY_SAMPLES, 0, 3, &error);
    ok(hodo_tangent_kernel_measure(work, x, none, NULL, oracle, &error), error);
    double diagonal = 0, off = 0;
    for (size_t i = 0; i < 9; i++) {
        const double want = hodo_matrix_get(oracle, i / 3, i % 3);
        near(hodo_matrix_get(kernel, i / 3, i % 3), want, 1e-12, 1e-11);
        diagonal += i % 4 == 0 ? want / 4 / 3 : 0;
        off += i % 4 != 0 ? want / 4 / 6 : 0;
    }
    const chaos_kernel_entries entries = chaos_kernel_summary(kernel, 4);
    near(entries.diagonal, diagonal, 0, 1e-11);
    near(entries.off, off, 1e-12, 1e-11);
    hodo_arena_free(arena);
}

/* The relative error of matrices whose norms are known: the limit itself, and the limit and a multiple of 1. */
Test(mlps_at_the_eoc, relative_error)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_matrix kernel = hodo_matrix_take(arena, HODO_DOUBLE, 5, 5, &error);
    const double off = 7 * chaos_limit_ratio(0.5, 7);
    for (int shift = 0; shift < 2; shift++) {
        double relative;
        for (size_t i = 0; i < 25; i++) {
            hodo_matrix_set(kernel, i / 5, i % 5, i % 6 == 0 ? 7 - 0.25 * shift : off);
        }
        ok(chaos_kernel_error(arena, kernel, 0.5, 7, &relative, &error), error);
        near(relative, 0.25 * shift / (7 + 4 * off), 1e-14, 0);
    }
    near(chaos_limit_condition(0.5, 7, 5), (7 + 4 * off) / (7 - off), 0, 1e-13);
    hodo_arena_free(arena);
}

Test(mlps_at_the_eoc, refuses)
{
    hodo_error error = {0};
    double a, b;
    cr_assert(chaos_activation_find("tanh", &a, &b, &error) == HODO_INVALID);
    cr_assert(chaos_activation_find("relu", &a, &b, &error) == HODO_OK && a == 0.5 && b == 0.5);
    static const struct {
        double a, b, growth;
        size_t width, depth;
    } bad[] = {{0, 0, 2, 8, 3}, {NAN, 1, 2, 8, 3}, {0, 1, -1, 8, 3},       {0, 1, 5, 8, 3},
               {0, 1, 2, 0, 3}, {0, 1, 2, 8, 1},   {0, 1, 4, 1u << 30, 9}, {INFINITY, 1, 2, 8, 3}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const chaos_network_setting setting = {.a = bad[i].a,
                                               .b = bad[i].b,
                                               .inputs = 3,
                                               .width = bad[i].width,
                                               .depth = bad[i].depth,
                                               .growth = bad[i].growth};
        cr_assert(chaos_network_check(&setting, &error) == HODO_INVALID, "%zu passed", i);
    }
}
