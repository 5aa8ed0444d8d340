#include "base/activation.h"
#include "near.h"

#include <string.h>

/* Points that keep a distance of more than any step below from the kinks at -1, 0 and 1. */
static const double points[] = {-9.0, -3.7, -1.3, -0.8, -0.31, -0.02, 0.02, 0.4, 0.77, 1.2, 2.5, 6.0};
enum { POINTS = sizeof points / sizeof points[0] };
static const double a = 0.6, b = 0.3;

/* Central differences with h = 1e-5: h^2 f'''/6 + eps |f|/h, both below 1e-9 at these points. */
static const double step = 1e-5, difference_tolerance = 1e-8;

Test(activation, derivatives)
{
    for (const hodo_activation *row = hodo_activations; row->name != NULL; row++) {
        for (int i = 0; i < POINTS; i++) {
            const double s = points[i];
            near(row->derivative(s, a, b),
                 (row->value(s + step, a, b) - row->value(s - step, a, b)) / (2.0 * step), difference_tolerance,
                 0);
            near(row->second_derivative(s, a, b),
                 (row->derivative(s + step, a, b) - row->derivative(s - step, a, b)) / (2.0 * step),
                 difference_tolerance, 0);
        }
    }
}

/* Whole arrays, of lengths around the block and with a stride, in and out of place, against the scalar
 * functions. */
Test(activation, arrays)
{
    typedef void (*array_function)(const hodo_nonlinearity *, hodo_matrix, hodo_matrix);
    typedef double (*scalar_function)(double, double, double);
    enum { ROWS = 2, STRIDE = 40 };
    hodo_arena *arena = hodo_arena_alloc();
    for (const hodo_activation *row = hodo_activations; row->name != NULL; row++) {
        const hodo_nonlinearity shape = {row, a, b};
        const array_function arrays[] = {row->values, row->derivatives, row->second_derivatives};
        const scalar_function scalars[] = {row->value, row->derivative, row->second_derivative};
        for (int choice = 0; choice < 2 * 3 * 2 * 4; choice++) {
            static const size_t lengths[] = {1, 16, 33, 37};
            const hodo_precision precision = choice & 1 ? HODO_DOUBLE : HODO_FLOAT;
            const int order = choice / 2 % 3, in_place = choice / 6 % 2;
            hodo_matrix s = hodo_matrix_take(arena, precision, ROWS, STRIDE, NULL), out = s;
            if (!in_place) {
                out = hodo_matrix_take(arena, precision, ROWS, STRIDE, NULL);
            }
            for (size_t e = 0; e < ROWS * STRIDE; e++) {
                hodo_matrix_set(s, e / STRIDE, e % STRIDE, points[e % POINTS] * (1.0 + 0.001 * (double)e));
                hodo_matrix_set(out, e / STRIDE, e % STRIDE,
                                in_place ? hodo_matrix_get(s, e / STRIDE, e % STRIDE) : 77.0);
            }
            const double beyond = hodo_matrix_get(out, 0, STRIDE - 1);
            s.columns = out.columns = lengths[choice / 12];
            double want[ROWS * STRIDE];
            for (size_t e = 0; e < ROWS * s.columns; e++) {
                want[e] = scalars[order](hodo_matrix_get(s, e / s.columns, e % s.columns), a, b);
            }
            arrays[order](&shape, s, out);
            for (size_t e = 0; e < ROWS * s.columns; e++) {
                /* a few roundings of float, absolute because tails cancel; none of double */
                near(hodo_matrix_get(out, e / s.columns, e % s.columns), want[e],
                     precision == HODO_FLOAT ? 1e-6 : 1e-15, precision == HODO_FLOAT ? 1e-5 : 1e-15);
            }
            out.columns = STRIDE;
            near(hodo_matrix_get(out, 0, STRIDE - 1), beyond, 0, 0);
        }
        hodo_arena_reset(arena);
    }
    hodo_arena_free(arena);
}

/* phi(t s) = t phi(s) for t > 0 exactly where the table says so. */
Test(activation, homogeneity)
{
    for (const hodo_activation *row = hodo_activations; row->name != NULL; row++) {
        int homogeneous = 1;
        for (int i = 0; i < POINTS; i++) {
            homogeneous &= fabs(row->value(3.0 * points[i], a, b) - 3.0 * row->value(points[i], a, b)) < 1e-12;
        }
        cr_assert_eq(homogeneous, row->homogeneous, "%s", row->name);
    }
}

/* Values that define the conventions: kinks, the scale of erf, the exact gelu, tails. */
Test(activation, conventions)
{
    const hodo_activation *relu = hodo_activation_find("relu", NULL),
                          *gelu = hodo_activation_find("gelu", NULL);
    near(relu->derivative(0.0, a, b), 0.0, 0, 0);
    near(hodo_activation_find("abs", NULL)->derivative(0.0, a, b), 0.0, 0, 0);
    near(hodo_activation_find("abrelu", NULL)->derivative(0.0, a, b), a, 0, 0);
    near(hodo_activation_find("abrelu", NULL)->value(-2.0, a, b), -2.0 * (a - b), 0, 1e-15);
    near(hodo_activation_find("hard-tanh", NULL)->derivative(1.0, a, b), 0.0, 0, 0);
    near(hodo_activation_find("erf", NULL)->value(1.0, a, b), 0.84270079294971487, 0, 1e-15);
    near(gelu->value(1.0, a, b), 0.84134474606854293, 0, 1e-15);    /* Phi(1) */
    near(gelu->value(-10.0, a, b), -7.6198530241605e-23, 0, 1e-10); /* 10 Phi(-10), no cancellation */
    near(hodo_activation_find("silu", NULL)->value(-800.0, a, b), 0.0, 1e-300, 0);
    cr_assert(isnan(relu->value(NAN, a, b)));
}

Test(activation, unknown_name)
{
    hodo_error error = {0};
    cr_assert_null(hodo_activation_find("rellu", &error));
    cr_assert_eq(error.status, HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "'rellu'"));
    cr_assert_not_null(strstr(error.message, "relu, abrelu"));
}

/* phi'(s) e in one sweep has the bits of phi'(s), then times e; onto e, onto s or elsewhere. */
Test(activation, through_derivatives)
{
    enum { ROWS = 2, STRIDE = 40 };
    hodo_arena *arena = hodo_arena_alloc();
    for (const hodo_activation *row = hodo_activations; row->name != NULL; row++) {
        const hodo_nonlinearity shape = {row, a, b};
        for (int choice = 0; choice < 2 * 3 * 4; choice++) {
            static const size_t lengths[] = {1, 16, 33, 37};
            const hodo_precision precision = choice & 1 ? HODO_DOUBLE : HODO_FLOAT;
            hodo_matrix each[4]; /* s, e, phi'(s) then phi'(s) e, a place apart */
            for (size_t m = 0; m < 4; m++) {
                each[m] = hodo_matrix_take(arena, precision, ROWS, STRIDE, NULL);
                for (size_t c = 0; c < ROWS * STRIDE; c++) {
                    hodo_matrix_set(each[m], c / STRIDE, c % STRIDE,
                                    points[(c + m) % POINTS] * (1.0 + 0.001 * (double)c));
                }
                each[m].columns = lengths[choice / 6];
            }
            row->derivatives(&shape, each[0], each[2]);
            hodo_matrix_multiply_entries(each[2], each[1], each[2]);
            const size_t places[] = {3, 1, 0};
            const hodo_matrix out = each[places[choice / 2 % 3]];
            row->through_derivatives(&shape, each[0], each[1], out);
            for (size_t c = 0; c < ROWS * out.columns; c++) {
                near(hodo_matrix_get(out, c / out.columns, c % out.columns),
                     hodo_matrix_get(each[2], c / out.columns, c % out.columns), 0, 0);
            }
        }
        hodo_arena_reset(arena);
    }
    hodo_arena_free(arena);
}
