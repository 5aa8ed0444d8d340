/* Norms of weights, changes and gradients against LAPACK on matrices that are formed by definition. */
#include "probe/weight_norms.h"

#include "net/orthogonal.h"
#include "probe/mlp.h"

#include <string.h>

#include <criterion/parameterized.h>

static const double tolerance = 1e-9; /* asked of the spectral norms */

static const struct {
    hodo_precision precision;
    size_t samples;
    double gradient_rounding; /* of a gradient formed in the precision */
} runs[] = {{HODO_DOUBLE, 1, 1e-13}, {HODO_DOUBLE, 8, 1e-13}, {HODO_DOUBLE, 30, 1e-13},
            {HODO_FLOAT, 1, 1e-6},   {HODO_FLOAT, 7, 1e-6},   {HODO_FLOAT, 40, 1e-6}};
enum { RUNS = sizeof runs / sizeof *runs };

static void same_norms(hodo_norms got, hodo_arena *arena, hodo_matrix a, double factor, double rounding)
{
    const double *squares = mlp_squares(arena, a);
    double total = 0;
    for (size_t i = 0; i < a.rows; i++) {
        total += squares[i];
    }
    const double spectral = sqrt(squares[a.rows - 1]);
    near(got.spectral, factor * spectral, 0, tolerance + rounding);
    near(got.frobenius, factor * sqrt(total), 0, rounding + 1e-12);
    near(got.rms, factor * sqrt(total / (double)(a.rows * a.columns)), 0, rounding + 1e-12);
    near(got.stable_rank, total / (spectral * spectral), 0, 4 * (tolerance + rounding));
}

ParameterizedTestParameters(weight_norms, against_lapack)
{
    static int index[RUNS];
    for (int i = 0; i < RUNS; i++) {
        index[i] = i;
    }
    return cr_make_param_array(int, index, RUNS);
}

ParameterizedTest(const int *index, weight_norms, against_lapack)
{
    mlp net;
    hodo_error error = {0};
    mlp_start(&net, runs[*index].precision, runs[*index].samples, 3, true);
    hodo_weight_probe *probe[MLP_WEIGHTS];
    hodo_matrix initial[MLP_WEIGHTS];
    for (size_t k = 0; k < MLP_WEIGHTS; k++) {
        const hodo_matrix w = net.network.weights[k];
        probe[k] = hodo_weight_probe_take(net.arena, &net.network, k, &error);
        cr_assert_not_null(probe[k], "%s", error.message);
        initial[k] = hodo_matrix_take(net.arena, HODO_DOUBLE, w.rows, w.columns, &error);
        hodo_matrix_convert(w, initial[k]);
    }
    for (int t = 0; t < 4; t++) {
        for (size_t k = 0; k < MLP_WEIGHTS; k++) {
            const hodo_matrix w = net.network.weights[k];
            const hodo_matrix change = hodo_matrix_take(net.arena, HODO_DOUBLE, w.rows, w.columns, &error);
            hodo_weight_norms norms;
            ok(hodo_weight_probe_measure(probe[k], net.pass, 0, tolerance, &norms, &error), error);
            const double factor = fabs(mlp_multipliers[k]), target = sqrt((double)w.rows / (double)w.columns);
            same_norms(norms.weight, net.arena, w, factor, 1e-13);
            same_norms(norms.gradient, net.arena, mlp_gradient(&net, k), 1, runs[*index].gradient_rounding);
            near(norms.target, target, 0, 1e-15);
            near(norms.weight_ratio, norms.weight.spectral / target, 0, 1e-15);
            near(norms.change_ratio, norms.change.spectral / target, 0, 1e-15);
            if (t == 0) {
                near(norms.change.spectral + norms.change.frobenius + norms.relative_frobenius, 0, 0, 0);
                cr_assert(isnan(norms.change.stable_rank));
                continue;
            }
            hodo_matrix_convert(w, change);
            double squares = 0;
            for (size_t i = 0; i < w.rows; i++) {
                for (size_t j = 0; j < w.columns; j++) {
                    const double before = hodo_matrix_get(initial[k], i, j);
                    hodo_matrix_set(change, i, j, hodo_matrix_get(change, i, j) - before);
                    squares += before * before;
                }
            }
            same_norms(norms.change, net.arena, change, factor,
                       runs[*index].precision == HODO_FLOAT ? 1e-6 : 1e-13);
            const double top = sqrt(mlp_squares(net.arena, initial[k])[w.rows - 1]);
            near(norms.relative_spectral, norms.change.spectral / (factor * top), 0,
                 2e-6); /* W_0's is to 1e-6 */
            near(norms.relative_frobenius, norms.change.frobenius / (factor * sqrt(squares)), 0, 1e-12);
        }
        mlp_step(&net, 0.05);
        mlp_run(&net);
    }
    mlp_end(&net);
}

/* Stable ranks that are known: 1 of a product of two vectors, n of an orthogonal matrix, and n/4 of a square
 * Gaussian one, n^2 sigma^2 / (2 sqrt(n) sigma)^2, but for n^(-2/3). */
Test(weight_norms, stable_rank)
{
    enum { SIZE = 300 };
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_norms norms;
    const hodo_stream stream = hodo_stream_open(8, "tests/probe/stable rank", 0);
    const hodo_matrix w = zoo_normal(arena, HODO_DOUBLE, SIZE, SIZE, &stream, 1000);
    ok(hodo_norms_of(w, 1e-6, arena, &norms, &error), error);
    near(norms.stable_rank, SIZE / 4.0, 0, 0.04);
    near(norms.rms, 1, 0, 4 / sqrt(2.0 * SIZE * SIZE)); /* 4 standard errors */
    ok(hodo_orthogonalise(w, 2.0, 0, &error), error);
    ok(hodo_norms_of(w, 1e-6, arena, &norms, &error), error);
    near(norms.spectral, 2, 0, 1e-12);
    near(norms.stable_rank, SIZE, 0, 1e-11);
    const hodo_matrix u = zoo_normal(arena, HODO_DOUBLE, 1, SIZE, &stream, 1001);
    hodo_matrix_multiply(1.0, u, true, u, false, 0.0, w);
    ok(hodo_norms_of(w, 1e-6, arena, &norms, &error), error);
    near(norms.stable_rank, 1, 0, 1e-12);
    hodo_arena_free(arena);
}

/* A W_0 whose singular values crowd at the top: too flat for HODO_SPECTRAL_STEPS to certify, no reason to
 * refuse the layer. */
Test(weight_norms, flat_initial_weights)
{
    enum { SIDE = 600 };
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_architecture architecture;
    hodo_network network;
    const hodo_layer layers[] = {hodo_feature(hodo_layer_dense(SIDE, SIDE, 1.0, true))};
    ok(hodo_architecture_make(arena, SIDE, 1, layers, 1, &architecture, &error), error);
    ok(hodo_network_take(arena, &architecture, HODO_FLOAT, &network, &error), error);
    hodo_matrix_zero(network.weights[0]);
    for (size_t i = 0; i < SIDE; i++) {
        const double place = (double)i / SIDE;
        hodo_matrix_set(network.weights[0], i, i, 1 - place * place * place);
    }
    double norm;
    hodo_spectral_probe *alone = hodo_spectral_probe_take(arena, HODO_FLOAT, SIDE, SIDE, &error);
    cr_assert_eq(hodo_spectral_probe_norm(alone, network.weights[0], 1e-6, &norm, &error), HODO_NUMERIC);
    hodo_weight_probe *probe = hodo_weight_probe_take(arena, &network, 0, &error);
    cr_assert_not_null(probe, "%s", error.message);
    hodo_weight_norms norms;
    hodo_matrix_set(network.weights[0], 7, 7, 3);
    ok(hodo_weight_probe_measure(probe, NULL, 0, 1e-3, &norms, &error), error);
    near(norms.relative_spectral, 2, 0, 2e-3);
    hodo_arena_free(arena);
}

Test(weight_norms, refuses)
{
    mlp net, other;
    hodo_error error = {0};
    hodo_weight_norms norms;
    mlp_start(&net, HODO_FLOAT, 3, 4, true);
    mlp_start(&other, HODO_FLOAT, 3, 5, true);
    hodo_weight_probe *probe = hodo_weight_probe_take(net.arena, &net.network, 1, &error);
    cr_assert_null(hodo_weight_probe_take(net.arena, &net.network, MLP_WEIGHTS, &error));
    cr_assert_eq(hodo_weight_probe_measure(probe, net.pass, 1, 1e-3, &norms, &error), HODO_INVALID);
    cr_assert_eq(hodo_weight_probe_measure(probe, other.pass, 0, 1e-3, &norms, &error), HODO_MISMATCH);
    cr_assert(isnan(norms.weight.spectral) && isnan(norms.weight_ratio) && isnan(norms.relative_spectral));
    ok(hodo_pass_forward(net.pass, net.x, NULL, &error), error); /* what backward vectors there are, are old */
    cr_assert_eq(hodo_weight_probe_measure(probe, net.pass, 0, 1e-3, &norms, &error), HODO_INVALID);
    cr_assert_eq(hodo_weight_probe_measure(probe, net.pass, 0, 0, &norms, &error), HODO_INVALID);
    ok(hodo_weight_probe_measure(probe, NULL, 0, 1e-3, &norms, &error), error);
    cr_assert(isnan(norms.gradient.spectral) && isnan(norms.gradient.stable_rank) && norms.weight.spectral > 0);
    hodo_matrix_set(net.network.weights[1], 2, 2, NAN);
    cr_assert_eq(hodo_weight_probe_measure(probe, NULL, 0, 1e-3, &norms, &error), HODO_NUMERIC);
    cr_assert(strstr(error.message, "layer 1") != NULL, "%s", error.message);
    cr_assert_null(hodo_weight_probe_take(net.arena, &net.network, 1, &error));
    /* W_0 = 0, as a readout that starts at 0: no relative change */
    hodo_matrix_zero(net.network.weights[2]);
    probe = hodo_weight_probe_take(net.arena, &net.network, 2, &error);
    hodo_matrix_set(net.network.weights[2], 0, 0, 3);
    ok(hodo_weight_probe_measure(probe, NULL, 0, 1e-6, &norms, &error), error);
    near(norms.change.spectral, 3 * fabs(mlp_multipliers[2]), 0, 1e-6);
    cr_assert(!isfinite(norms.relative_spectral) && !isfinite(norms.relative_frobenius));
    mlp_end(&net);
    mlp_end(&other);
}
