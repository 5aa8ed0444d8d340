#include "train/update.h"
#include "base/real.h"

#include <assert.h>
#include <math.h>

enum { MOST = 4 }; /* matrices in one update */

/* A matrix without gaps is one long row, so that (1000, 10) runs as fast as (10, 1000); where one of several
 * has gaps, all go row by row. */
static void flatten(hodo_matrix *all, size_t count)
{
    assert(count <= MOST);
    bool gaps = false;
    for (size_t i = 0; i < count; i++) {
        assert(all[i].rows == all[0].rows && all[i].columns == all[0].columns);
        assert(all[i].precision == all[0].precision);
        gaps = gaps || all[i].stride != all[i].columns;
    }
    for (size_t i = 0; !gaps && i < count; i++) {
        all[i] = hodo_matrix_view(all[i].precision, all[i].data, 1, all[i].rows * all[i].columns);
    }
}

/* Row i of a matrix, which overlaps no other. */
#define ROW(a_, i_) ((real *)(a_).data + (i_) * (a_).stride)

void hodo_update_along(double rate, hodo_matrix step, hodo_matrix weight)
{
    hodo_matrix all[] = {step, weight};
    flatten(all, 2);
    WITH_REAL(weight.precision, for (size_t i = 0; i < all[0].rows; i++) {
        const real r = (real)rate;
        const real *restrict s = ROW(all[0], i);
        real *restrict w = ROW(all[1], i);
        for (size_t j = 0; j < all[0].columns; j++) {
            w[j] -= r * s[j];
        }
    });
}

void hodo_update_nesterov(double rate, double momentum, hodo_matrix gradient, hodo_matrix mean,
                          hodo_matrix weight)
{
    hodo_matrix all[] = {gradient, mean, weight};
    flatten(all, 3);
    WITH_REAL(weight.precision, for (size_t i = 0; i < all[0].rows; i++) {
        const real r = (real)rate, mu = (real)momentum;
        const real *restrict g = ROW(all[0], i);
        real *restrict m = ROW(all[1], i);
        real *restrict w = ROW(all[2], i);
        for (size_t j = 0; j < all[0].columns; j++) {
            const real next = mu * m[j] + g[j];
            m[j] = next;
            w[j] -= r * (g[j] + mu * next);
        }
    });
}

void hodo_update_look_ahead(double momentum, hodo_matrix gradient, hodo_matrix mean)
{
    hodo_matrix all[] = {gradient, mean};
    flatten(all, 2);
    WITH_REAL(mean.precision, for (size_t i = 0; i < all[0].rows; i++) {
        const real mu = (real)momentum;
        real *restrict g = ROW(all[0], i);
        real *restrict m = ROW(all[1], i);
        for (size_t j = 0; j < all[0].columns; j++) {
            const real next = mu * m[j] + g[j];
            m[j] = next;
            g[j] += mu * next;
        }
    });
}

void hodo_update_sign(double rate, hodo_matrix step, hodo_matrix weight)
{
    hodo_matrix all[] = {step, weight};
    flatten(all, 2);
    WITH_REAL(weight.precision, for (size_t i = 0; i < all[0].rows; i++) {
        const real r = (real)rate;
        const real *restrict s = ROW(all[0], i);
        real *restrict w = ROW(all[1], i);
        for (size_t j = 0; j < all[0].columns; j++) {
            const real at = s[j];
            w[j] -= r * (at > 0 ? (real)1 : at < 0 ? (real)-1 : at); /* 0 for 0, NaN for NaN */
        }
    });
}

/* 1 - beta^1 is then the very 1 - beta that the state was weighted by, so that its rounding, which leaves 13
 * digits of 1 - .999, cancels in the first step. */
static double bias_correction(double beta, size_t t)
{
    return 1.0 - pow(beta, (double)t);
}

/* sqrt of the element type: <tgmath.h> in one line. */
#define ROOT(x_) ((real)(sizeof(real) == sizeof(float) ? sqrtf((float)(x_)) : sqrt((double)(x_))))

void hodo_update_adam(double rate, hodo_adam adam, size_t t, hodo_matrix gradient, hodo_matrix mean,
                      hodo_matrix square, hodo_matrix weight)
{
    hodo_matrix all[] = {gradient, mean, square, weight};
    flatten(all, 4);
    const double step = rate / bias_correction(adam.beta1, t);
    const double inverse_root = 1.0 / sqrt(bias_correction(adam.beta2, t));
    WITH_REAL(weight.precision, for (size_t i = 0; i < all[0].rows; i++) {
        const real beta1 = (real)adam.beta1, rest1 = (real)(1.0 - adam.beta1);
        const real beta2 = (real)adam.beta2, rest2 = (real)(1.0 - adam.beta2);
        const real r = (real)step, correction = (real)inverse_root, epsilon = (real)adam.epsilon;
        const real *restrict g = ROW(all[0], i);
        real *restrict m = ROW(all[1], i);
        real *restrict v = ROW(all[2], i);
        real *restrict w = ROW(all[3], i);
        for (size_t j = 0; j < all[0].columns; j++) {
            m[j] = beta1 * m[j] + rest1 * g[j];
            v[j] = beta2 * v[j] + rest2 * (g[j] * g[j]);
            w[j] -= r * m[j] / (ROOT(v[j]) * correction + epsilon);
        }
    });
}
