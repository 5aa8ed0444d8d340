#include "net/orthogonal.h"
#include "zoo.h"

#include <float.h>
#include <string.h>

/* Gaussian weights: the variance that the row asks for. m^2 = 10^4 draws: the sample variance of unit
 * normals has standard error sqrt(2)/100; 5 of them false-alarm once in 2 10^6. */
Test(network, gaussian_variance)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_tower tower = {.inputs = 100, .width = 100, .depth = 3};
    const hodo_stream stream = hodo_stream_open(1, "tests/net/variance", 0);
    hodo_architecture architecture;
    hodo_network network;
    hodo_error error = {0};
    ok(hodo_tower_architecture(arena, &tower, &architecture, &error), error);
    ok(hodo_network_take(arena, &architecture, HODO_FLOAT, &network, &error), error);
    ok(hodo_network_draw(&network, &stream, &error), error);
    near(zoo_dot(network.weights[0], network.weights[0], 0, 100) / 1e4 * 100.0, 1.0, 5.0 * sqrt(2.0) / 100.0,
         0);
    near(zoo_dot(network.weights[1], network.weights[1], 0, 100) / 1e4 * 50.0, 1.0, 5.0 * sqrt(2.0) / 100.0, 0);
    hodo_arena_free(arena);
}

/* Q^T Q = gain^2 I or Q Q^T = gain^2 I, to the backward error of QR, a few rows eps. */
Test(network, orthogonal_weights)
{
    static const size_t shapes[][2] = {{20, 20}, {30, 12}, {12, 30}, {1, 9}, {9, 1}};
    hodo_arena *arena = hodo_arena_alloc();
    for (int choice = 0; choice < 10; choice++) {
        const hodo_precision precision = choice & 1 ? HODO_DOUBLE : HODO_FLOAT;
        const double tolerance = 100.0 * (choice & 1 ? DBL_EPSILON : FLT_EPSILON);
        const size_t rows = shapes[choice / 2][0], columns = shapes[choice / 2][1];
        const hodo_stream stream = hodo_stream_open(2, "tests/net/orthogonal", (uint64_t)choice);
        const hodo_layer layer = hodo_layer_orthogonal(columns, rows, 1.5, true);
        hodo_architecture architecture;
        hodo_network network;
        hodo_error error = {0};
        ok(hodo_architecture_make(arena, columns, 1, &layer, 1, &architecture, &error), error);
        ok(hodo_network_take(arena, &architecture, precision, &network, &error), error);
        ok(hodo_network_draw(&network, &stream, &error), error);
        const hodo_matrix w = network.weights[0];
        const size_t rank = rows < columns ? rows : columns;
        const hodo_matrix gram = hodo_matrix_take(arena, precision, rank, rank, NULL);
        hodo_matrix_multiply(1.0, w, rows > columns, w, rows <= columns, 0.0, gram);
        for (size_t i = 0; i < rank; i++) {
            for (size_t j = 0; j < rank; j++) {
                near(hodo_matrix_get(gram, i, j), i == j ? 2.25 : 0.0, tolerance, 0);
            }
        }
    }
    hodo_arena_free(arena);
}

/* Haar measure: E tr Q = 0 and E (tr Q)^2 = 1, so the mean over 1000 draws has standard error
 * 1/sqrt(1000), and 5 of them false-alarm once in 2 10^6. Without the signs of R's diagonal, LAPACK's
 * reflections give Q_11 = -|a_11|/||a||, and the mean of the trace is off by 10 of them and more. */
Test(network, orthogonal_weights_are_haar)
{
    enum { DRAWS = 1000, M = 4 };
    for (int choice = 0; choice < 2; choice++) {
        double trace = 0.0, square = 0.0;
        for (uint64_t draw = 0; draw < DRAWS; draw++) {
            const hodo_stream stream = hodo_stream_open(3, "tests/net/haar", draw);
            double entries[M * (M + 1)];
            const size_t rows = M + (size_t)choice; /* square by QR; tall by LQ */
            hodo_matrix w = hodo_matrix_view(HODO_DOUBLE, entries, rows, M);
            hodo_random_normal_double(&stream, 0, 0, rows * M, 1.0, entries);
            hodo_error error = {0};
            ok(hodo_orthogonalise(w, 1.0, 0, &error), error);
            double each = 0.0;
            for (size_t i = 0; i < M; i++) {
                each += hodo_matrix_get(w, i, i);
            }
            trace += each / DRAWS;
            square += each * each / DRAWS;
        }
        near(trace, 0.0, 5.0 / sqrt(DRAWS), 0);
        /* a block of a Haar matrix of size R: E (sum_i Q_ii)^2 = M/R, of variance below 3 */
        near(square, (double)M / (double)(M + choice), 5.0 * sqrt(3.0 / DRAWS), 0);
    }
}

Test(network, deficient_draws_are_refused)
{
    double entries[9] = {0};
    hodo_error error = {0};
    cr_assert_eq(hodo_orthogonalise(hodo_matrix_view(HODO_DOUBLE, entries, 3, 3), 1.0, 4, &error),
                 HODO_NUMERIC);
    cr_assert_not_null(strstr(error.message, "weight layer 4"), "%s", error.message);
}
