#include "base/dot.h"
#include "base/matrix.h"
#include "base/random.h"
#include "near.h"

#include <float.h>

/* Every kernel against the order that dot.h states, to the bit: at every remainder by eight, at addresses that
 * no vector is aligned to, for two rows and for one row with itself. */

enum { LONGEST = 137, OFFSETS = 3 };

typedef struct rows {
    float u_float[LONGEST + OFFSETS], v_float[LONGEST + OFFSETS];
    double u_double[LONGEST + OFFSETS], v_double[LONGEST + OFFSETS];
} rows;

static void draw(rows *r)
{
    const hodo_stream stream = hodo_stream_open(1, "tests/base/dot", 0);
    hodo_random_normal_float(&stream, 0, 0, LONGEST + OFFSETS, 1.0f, r->u_float);
    hodo_random_normal_float(&stream, 1, 0, LONGEST + OFFSETS, 1.0f, r->v_float);
    hodo_random_normal_double(&stream, 2, 0, LONGEST + OFFSETS, 1.0, r->u_double);
    hodo_random_normal_double(&stream, 3, 0, LONGEST + OFFSETS, 1.0, r->v_double);
}

/* Written from the formula: sum k is finished before sum k + 1 is begun. */
static double stated(const double *products, size_t count)
{
    double sums[8];
    for (size_t k = 0; k < 8; k++) {
        sums[k] = 0.0;
        for (size_t j = k; j < count; j += 8) {
            sums[k] += products[j];
        }
    }
    return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

static double in_order(const double *products, size_t count)
{
    double sum = 0.0;
    for (size_t j = 0; j < count; j++) {
        sum += products[j];
    }
    return sum;
}

Test(dot, kernels_have_the_bits_of_the_definition)
{
    static rows r;
    static double products[2][LONGEST];
    size_t checked = 0, told_apart = 0;
    draw(&r);
    for (const hodo_dot_kernel *kernel = hodo_dot_kernels; kernel->name != NULL; kernel++) {
        if (!kernel->supported()) {
            continue;
        }
        for (size_t at = 0; at < OFFSETS; at++) {
            for (size_t count = 0; count <= LONGEST; count++) {
                for (int same = 0; same < 2; same++) {
                    const float *u = r.u_float + at, *v = same ? u : r.v_float;
                    const double *x = r.u_double + at, *y = same ? x : r.v_double;
                    for (size_t j = 0; j < count; j++) {
                        products[0][j] = (double)u[j] * (double)v[j];
                        products[1][j] = x[j] * y[j];
                    }
                    near(kernel->floats(u, v, count), stated(products[0], count), 0, 0);
                    near(kernel->doubles(x, y, count), stated(products[1], count), 0, 0);
                    told_apart += stated(products[1], count) != in_order(products[1], count);
                    checked++;
                }
            }
        }
    }
    cr_assert_eq(checked % (OFFSETS * (LONGEST + 1) * 2), 0);
    cr_assert_geq(checked, OFFSETS * (LONGEST + 1) * 2);
    cr_assert(told_apart > checked / 2, "%zu of %zu sums see the order", told_apart, checked);
}

/* NaN and infinity pass through, wherever they stand. */
Test(dot, not_finite)
{
    for (const hodo_dot_kernel *kernel = hodo_dot_kernels; kernel->name != NULL; kernel++) {
        for (size_t j = 0; kernel->supported() && j < 19; j++) {
            float u[19] = {0};
            double x[19] = {0};
            u[j] = INFINITY, x[j] = NAN;
            cr_assert(isinf(kernel->floats(u, u, 19)) && isnan(kernel->doubles(x, x, 19)), "%s, %zu",
                      kernel->name, j);
        }
    }
}

/* The matrix's is the sum of the rows' in their order, and reads nothing beside the columns. */
Test(dot, matrix)
{
    enum { ROWS = 5, COLUMNS = 21, STRIDE = 26 };
    const hodo_stream stream = hodo_stream_open(1, "tests/base/dot/matrix", 0);
    static double x_data[ROWS * STRIDE], y_data[ROWS * STRIDE], dots[ROWS];
    hodo_random_normal_double(&stream, 0, 0, ROWS * STRIDE, 1.0, x_data);
    hodo_random_normal_double(&stream, 1, 0, ROWS * STRIDE, 1.0, y_data);
    for (size_t s = 0; s < ROWS; s++) {
        for (size_t j = COLUMNS; j < STRIDE; j++) {
            x_data[s * STRIDE + j] = NAN;
        }
    }
    hodo_matrix x = hodo_matrix_view(HODO_DOUBLE, x_data, ROWS, STRIDE);
    hodo_matrix y = hodo_matrix_view(HODO_DOUBLE, y_data, ROWS, STRIDE);
    x.columns = y.columns = COLUMNS;
    hodo_rows_dot(x, y, dots);
    near(hodo_matrix_dot(x, y), in_order(dots, ROWS), 0, 0);
    double want = 0.0;
    for (size_t e = 0; e < ROWS * COLUMNS; e++) {
        const size_t place = e / COLUMNS * STRIDE + e % COLUMNS;
        want += x_data[place] * y_data[place];
    }
    near(hodo_matrix_dot(x, y), want, ROWS * COLUMNS * DBL_EPSILON * ROWS * COLUMNS, 0); /* n eps sum |xy| */
    near(hodo_matrix_dot(hodo_matrix_rows(x, 0, 0), hodo_matrix_rows(y, 0, 0)), 0.0, 0, 0);
}
