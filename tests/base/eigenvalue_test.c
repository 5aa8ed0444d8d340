/* Eigenvalues by LAPACK: matrices whose spectra are known in closed form, and what is refused. */
#include "base/eigenvalue.h"
#include "base/random.h"
#include "near.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 40 };

/* The second difference with fixed ends: 2 - 2 cos(k pi/(n + 1)). */
Test(eigenvalue, second_difference)
{
    double matrix[N * N] = {0}, eigenvalues[N];
    for (size_t i = 0; i < N; i++) {
        matrix[i * N + i] = 2;
        if (i > 0) {
            matrix[i * N + i - 1] = -1; /* the lower triangle only */
        }
    }
    cr_assert(hodo_symmetric_eigenvalues(matrix, N, eigenvalues, NULL) == HODO_OK);
    for (size_t k = 0; k < N; k++) {
        near(eigenvalues[k], 2 - 2 * cos((double)(k + 1) * M_PI / (N + 1)), 40 * N * 1.1e-16, 0);
    }
}

/* The lower bidiagonal first difference D, D D^T of it, has eigenvalues 4 sin^2((2k - 1) pi/(4n + 2)). */
Test(eigenvalue, first_difference)
{
    double matrix[N * N] = {0}, values[N];
    for (size_t i = 0; i < N; i++) {
        matrix[i * N + i] = 1;
        if (i > 0) {
            matrix[i * N + i - 1] = -1;
        }
    }
    cr_assert(hodo_squared_singular_values(matrix, N, N, values, NULL) == HODO_OK);
    for (size_t k = 0; k < N; k++) {
        const double sine = sin((2 * (double)k + 1) * M_PI / (4 * N + 2));
        near(values[k], 4 * sine * sine, 0, 1e-12);
    }
}

/* A (rows, columns) and its transpose share the squared singular values; the taller has exact zeros besides;
 * both sum to ||A||_F^2, which a wrong layout (rows and columns exchanged on an uneven matrix) would not
 * give. */
Test(eigenvalue, rectangles)
{
    enum { ROWS = 23, COLUMNS = 9 };
    double a[ROWS * COLUMNS], tall[ROWS * COLUMNS], flat[COLUMNS * ROWS], of_tall[ROWS], of_flat[COLUMNS],
        frobenius = 0;
    const hodo_stream stream = hodo_stream_open(1, "tests/base/eigenvalue", 0);
    hodo_random_normal_double(&stream, 0, 0, ROWS * COLUMNS, 1, a);
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t j = 0; j < COLUMNS; j++) {
            flat[j * ROWS + i] = a[i * COLUMNS + j];
            frobenius += a[i * COLUMNS + j] * a[i * COLUMNS + j];
        }
    }
    memcpy(tall, a, sizeof a);
    cr_assert(hodo_squared_singular_values(tall, ROWS, COLUMNS, of_tall, NULL) == HODO_OK);
    cr_assert(hodo_squared_singular_values(flat, COLUMNS, ROWS, of_flat, NULL) == HODO_OK);
    double sum = 0;
    for (size_t i = 0; i < ROWS; i++) {
        if (i < ROWS - COLUMNS) {
            cr_assert(of_tall[i] == 0);
        } else {
            near(of_tall[i], of_flat[i - (ROWS - COLUMNS)], 0, 1e-12);
        }
        sum += of_tall[i];
    }
    near(sum, frobenius, 0, 1e-12);
}

/* diag(1, t, t^2, ...) down to 1e-14: the singular values keep an absolute error of eps, so that their squares
 * are right far below 1e-16, where the eigenvalues of A A^T would be noise. */
Test(eigenvalue, hard_edge)
{
    double matrix[8 * 8] = {0}, values[8];
    for (size_t i = 0; i < 8; i++) {
        matrix[i * 9] = pow(10, -2 * (double)i);
    }
    cr_assert(hodo_squared_singular_values(matrix, 8, 8, values, NULL) == HODO_OK);
    for (size_t i = 0; i < 8; i++) {
        near(sqrt(values[7 - i]), pow(10, -2 * (double)i), 4e-16, 0);
    }
}

Test(eigenvalue, refusals)
{
    hodo_error error = {0};
    double matrix[4] = {1, 0, NAN, 1}, values[2];
    cr_assert(hodo_symmetric_eigenvalues(matrix, 2, values, &error) == HODO_INVALID);
    cr_assert(strstr(error.message, "(1, 0)") != NULL, "%s", error.message);
    cr_assert(hodo_squared_singular_values(matrix, 0, 2, values, &error) == HODO_INVALID);
    cr_assert(hodo_squared_singular_values(matrix, 50000, 50000, values, &error) == HODO_INVALID);
}

/* The embedding of a language model has more rows than LAPACK could square: a column's norm is its singular
 * value. */
Test(eigenvalue, longer_than_squares)
{
    enum { LONG = 100000 };
    double *column = malloc(LONG * sizeof *column), value = 0;
    cr_assert(column != NULL);
    for (size_t i = 0; i < LONG; i++) {
        column[i] = i % 2 == 0 ? 3 : -4;
    }
    cr_assert(hodo_squared_singular_values(column, 1, LONG, &value, NULL) == HODO_OK);
    near(value, 12.5 * LONG, 0, 1e-12);
    free(column);
}
