#include "train/slope.h"
#include "effort.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Weighted normal equations of three unknowns, or of two when all l are equal. */
slope_fit slope_through(const slope_point *points, size_t count)
{
    double a[3][4] = {{0}};
    int unknowns = 2;
    for (size_t i = 0; i < count; i++) {
        const double row[4] = {1.0, log(points[i].n), log(points[i].l), log(points[i].value)};
        const double weight = 1.0 / (points[i].relative * points[i].relative);
        unknowns = points[i].l != points[0].l ? 3 : unknowns;
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 4; c++) {
                a[r][c] += weight * row[r] * row[c];
            }
        }
    }
    double inverse[3][3] = {{0}};
    for (int r = 0; r < unknowns; r++) {
        inverse[r][r] = 1.0;
    }
    for (int p = 0; p < unknowns; p++) { /* positive definite: no pivoting */
        const double pivot = a[p][p];
        for (int c = 0; c < unknowns; c++) {
            a[p][c] /= pivot;
            inverse[p][c] /= pivot;
        }
        a[p][3] /= pivot;
        for (int r = 0; r < unknowns; r++) {
            const double factor = a[r][p];
            if (r == p) {
                continue;
            }
            for (int c = 0; c < unknowns; c++) {
                a[r][c] -= factor * a[p][c];
                inverse[r][c] -= factor * inverse[p][c];
            }
            a[r][3] -= factor * a[p][3];
        }
    }
    return (slope_fit){a[1][3], sqrt(inverse[1][1]), unknowns == 3 ? a[2][3] : 0.0,
                       unknowns == 3 ? sqrt(inverse[2][2]) : 0.0};
}

slope_mean slope_mean_of(const double *values, size_t count)
{
    double mean = 0.0, square = 0.0;
    for (size_t i = 0; i < count; i++) {
        mean += values[i] / (double)count;
    }
    for (size_t i = 0; i < count; i++) {
        square += (values[i] - mean) * (values[i] - mean);
    }
    return (slope_mean){mean, sqrt(square / (double)(count - 1) / (double)count)};
}

size_t slope_draws(size_t usual)
{
    const double draws = test_effort() * (double)usual;
    return draws > 16.0 ? (size_t)draws : 16;
}

int slope_has_power(void)
{
    return test_effort() >= 1.0;
}

void slope_show(const char *what, size_t step, size_t matrix, double exponent, double error, double want)
{
    if (getenv("HODO_TEST_SHOW") != NULL) {
        fprintf(stderr, "%-24s step %zu matrix %zu: %8.4f(%.4f), want %g\n", what, step, matrix, exponent,
                error, want);
    }
}
