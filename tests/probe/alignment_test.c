/* The alignment claims of the spectral condition (arXiv 2310.17813), and singular values of products of
 * factors. */
#include "probe/alignment.h"

#include "net/orthogonal.h"
#include "probe/mlp.h"

/* Claim 1: sqrt(n_l)/(sqrt n_l + sqrt n_{l-1}) of a Gaussian matrix: .50 when square. At these sizes the norm's
 * Tracy-Widom law (see spectral_norm_test.c) lowers the denominator by about 1%, which is taken in; what is
 * left of a draw is 1.2%, half from ||W H|| and half from ||W||_*: the mean of DRAWS within 3.9 standard errors
 * (1e-4). Power: the ratio with the sides exchanged, and the .5 of a square matrix for every shape, are told
 * apart. */
Test(alignment, gaussian)
{
    static const struct {
        size_t outputs, inputs;
    } shapes[] = {{300, 300}, {400, 150}, {150, 400}};
    enum { SAMPLES = 60, DRAWS = 10 };
    static const double tracy_widom_mean = -1.2065, deviation = 0.012;
    for (size_t i = 0; i < 3; i++) {
        hodo_arena *arena = hodo_arena_alloc();
        hodo_error error = {0};
        const size_t m = shapes[i].outputs, d = shapes[i].inputs;
        const double sum = sqrt((double)m) + sqrt((double)d);
        const double edge = sum * cbrt(1 / sqrt((double)m) + 1 / sqrt((double)d));
        const double want = sqrt((double)m / (sum * sum + tracy_widom_mean * edge));
        const double limit = sqrt((double)m) / sum;
        const hodo_matrix product = hodo_matrix_take(arena, HODO_FLOAT, SAMPLES, m, &error);
        double got = 0, norm;
        for (uint64_t draw = 0; draw < DRAWS; draw++) {
            const hodo_stream stream = hodo_stream_open(71, "tests/probe/alignment", i * DRAWS + draw);
            const hodo_matrix w = zoo_normal(arena, HODO_FLOAT, m, d, &stream, 1000);
            const hodo_matrix h = zoo_normal(arena, HODO_FLOAT, SAMPLES, d, &stream, 1001);
            ok(hodo_spectral_norm(w, 1e-6, arena, &norm, &error), error);
            got += hodo_alignment_of(w, norm, h, product) / DRAWS;
        }
        near(got, want, 0, 3.9 * deviation / sqrt(DRAWS));
        near(got, limit, 0, 0.03);
        cr_assert(m == d || (fabs(got - sqrt((double)d) / sum) > 0.1 && fabs(got - 0.5) > 0.05));
        hodo_arena_free(arena);
    }
}

/* 1 for orthonormal columns; with orthonormal rows 1 within their span, and sqrt(n_l/n_{l-1}) of a random h.
 * */
Test(alignment, semi_orthogonal)
{
    enum { LONG = 200, SHORT = 50, SAMPLES = 20 };
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_stream stream = hodo_stream_open(72, "tests/probe/alignment", 0);
    const hodo_matrix tall = zoo_normal(arena, HODO_DOUBLE, LONG, SHORT, &stream, 1000);
    const hodo_matrix wide = zoo_normal(arena, HODO_DOUBLE, SHORT, LONG, &stream, 1001);
    const hodo_matrix few = zoo_normal(arena, HODO_DOUBLE, SAMPLES, SHORT, &stream, 1002);
    const hodo_matrix many = zoo_normal(arena, HODO_DOUBLE, SAMPLES, LONG, &stream, 1003);
    ok(hodo_orthogonalise(tall, 1.7, 0, &error), error);
    ok(hodo_orthogonalise(wide, 1.7, 0, &error), error);
    const hodo_matrix product = hodo_matrix_take(arena, HODO_DOUBLE, SAMPLES, LONG, &error);
    const hodo_matrix narrow = hodo_matrix_take(arena, HODO_DOUBLE, SAMPLES, SHORT, &error);
    near(hodo_alignment_of(tall, 1.7, few, product), 1, 1e-13, 0);
    near(hodo_alignment_of(wide, 1.7, many, narrow), sqrt((double)SHORT / LONG), 0, 0.1);
    hodo_matrix_multiply(1.0, few, false, wide, false, 0.0, many);
    near(hodo_alignment_of(wide, 1.7, many, narrow), 1, 1e-13, 0);
    hodo_arena_free(arena);
}

/* Claim 2: one sample's gradient has rank one and is aligned with its own input, exactly; so is the first
 * step's change. More samples: below 1, and what the definition says. */
Test(alignment, of_updates)
{
    static const size_t batches[] = {1, 5, 40};
    for (size_t b = 0; b < 3; b++) {
        mlp net;
        hodo_error error = {0};
        mlp_start(&net, HODO_DOUBLE, batches[b], 6, true);
        hodo_weight_probe *probe[MLP_WEIGHTS];
        for (size_t k = 0; k < MLP_WEIGHTS; k++) {
            probe[k] = hodo_weight_probe_take(net.arena, &net.network, k, &error);
        }
        mlp_step(&net, 0.1);
        for (size_t k = 0; k < MLP_WEIGHTS; k++) {
            hodo_weight_norms norms;
            hodo_alignment got;
            ok(hodo_weight_probe_measure(probe[k], net.pass, 0, 1e-12, &norms, &error), error);
            ok(hodo_alignment_measure(probe[k], net.pass, 0, &norms, net.arena, &got, &error), error);
            const hodo_matrix gradient = mlp_gradient(&net, k), h = hodo_pass_weight_input(net.pass, k);
            const hodo_matrix product = hodo_matrix_take(net.arena, HODO_DOUBLE, h.rows, gradient.rows, &error);
            const double top = sqrt(mlp_squares(net.arena, gradient)[gradient.rows - 1]);
            near(got.gradient, hodo_alignment_of(gradient, top, h, product), 0, 1e-11);
            near(got.change, got.gradient, 0, 1e-9); /* Delta W = -rate G; W - W_0 is rounded */
            const hodo_matrix w = net.network.weights[k];
            near(got.weight, hodo_alignment_of(w, sqrt(mlp_squares(net.arena, w)[w.rows - 1]), h, product), 0,
                 1e-11);
            if (batches[b] == 1) {
                near(got.gradient, 1, 1e-12, 0);
                near(got.change, 1, 1e-9, 0);
                near(norms.gradient.stable_rank, 1, 1e-12, 0);
            } else {
                cr_assert(got.gradient < 0.999 && got.gradient > 0.1, "%.17g", got.gradient);
                cr_assert(norms.gradient.stable_rank > 1.001);
            }
        }
        mlp_end(&net);
    }
}

Test(alignment, refuses)
{
    mlp net, other;
    hodo_error error = {0};
    hodo_weight_norms norms;
    hodo_alignment got;
    mlp_start(&net, HODO_DOUBLE, 3, 6, true);
    mlp_start(&other, HODO_DOUBLE, 3, 7, true);
    hodo_weight_probe *probe = hodo_weight_probe_take(net.arena, &net.network, 0, &error);
    ok(hodo_weight_probe_measure(probe, NULL, 0, 1e-3, &norms, &error), error);
    cr_assert_eq(hodo_alignment_measure(probe, other.pass, 0, &norms, net.arena, &got, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_alignment_measure(probe, net.pass, 1, &norms, net.arena, &got, &error), HODO_INVALID);
    ok(hodo_alignment_measure(probe, net.pass, 0, &norms, net.arena, &got, &error), error);
    cr_assert(isnan(got.gradient) && isnan(got.change) && got.weight > 0); /* not known, and 0/0 */
    mlp_end(&net);
    mlp_end(&other);
}

/* All shapes: the rank may be bounded by the batch or by either side. */
Test(alignment, singular_values)
{
    static const struct {
        size_t n, rows, columns;
    } cases[] = {{1, 5, 9}, {4, 30, 20}, {25, 30, 20}, {25, 20, 30}, {60, 30, 20}, {7, 1, 9}, {3, 2, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
            hodo_arena *arena = hodo_arena_alloc();
            hodo_error error = {0};
            const hodo_stream stream = hodo_stream_open(73, "tests/probe/factored", i);
            const size_t n = cases[i].n, rows = cases[i].rows, columns = cases[i].columns;
            const hodo_matrix g = zoo_normal(arena, (hodo_precision)precision, n, rows, &stream, 1000);
            const hodo_matrix h = zoo_normal(arena, (hodo_precision)precision, n, columns, &stream, 1001);
            const hodo_matrix formed = hodo_matrix_take(arena, HODO_DOUBLE, rows, columns, &error);
            for (size_t r = 0; r < rows; r++) {
                for (size_t c = 0; c < columns; c++) {
                    double sum = 0;
                    for (size_t s = 0; s < n; s++) {
                        sum += hodo_matrix_get(g, s, r) * hodo_matrix_get(h, s, c);
                    }
                    hodo_matrix_set(formed, r, c, -0.2 * sum);
                }
            }
            const double *squares = mlp_squares(arena, formed);
            const size_t less = rows < columns ? rows : columns, count = n < less ? n : less;
            double values[60];
            ok(hodo_factored_singular_values(-0.2, g, h, arena, values, &error), error);
            for (size_t j = 0; j < count; j++) {
                near(values[j], sqrt(squares[rows - 1 - j]), 1e-13 * values[0], 1e-12);
            }
            hodo_arena_free(arena);
        }
    }
}

/* A singular value 1e-11 beside 1: kept. Power: through the Gram matrices its square would drown in 1e-16. */
Test(alignment, small_singular_values)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_matrix g = hodo_matrix_take(arena, HODO_DOUBLE, 2, 4, &error);
    const hodo_matrix h = hodo_matrix_take(arena, HODO_DOUBLE, 2, 3, &error);
    double values[2];
    hodo_matrix_zero(g);
    hodo_matrix_zero(h);
    for (size_t s = 0; s < 2; s++) { /* orthogonal rows that are no unit vectors */
        hodo_matrix_set(g, s, 0, (s == 0 ? 0.6 : 0.8e-11));
        hodo_matrix_set(g, s, 3, (s == 0 ? 0.8 : -0.6e-11));
        hodo_matrix_set(h, s, 1, (s == 0 ? 0.8 : 0.6));
        hodo_matrix_set(h, s, 2, (s == 0 ? -0.6 : 0.8));
    }
    ok(hodo_factored_singular_values(1.0, g, h, arena, values, &error), error);
    near(values[0], 1, 0, 1e-14);
    near(values[1], 1e-11, 0, 1e-4);
    hodo_matrix_set(h, 1, 1, NAN);
    cr_assert_eq(hodo_factored_singular_values(1.0, g, h, arena, values, &error), HODO_NUMERIC);
    cr_assert_eq(hodo_factored_singular_values(1.0, g, hodo_matrix_rows(h, 0, 1), arena, values, &error),
                 HODO_MISMATCH);
    cr_assert_eq(hodo_factored_singular_values(1.0, hodo_matrix_rows(g, 0, 0), hodo_matrix_rows(h, 0, 0), arena,
                                               values, &error),
                 HODO_INVALID);
    hodo_arena_free(arena);
}
