#include "train/update.h"
#include "base/real.h"

#include <assert.h>
#include <math.h>

void hodo_update_flatten(hodo_matrix *all, size_t count)
{
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
    hodo_update_flatten(all, 2);
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
    hodo_update_flatten(all, 3);
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
    hodo_update_flatten(all, 2);
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

/* copysign of the element type. */
#define SIGNED(r_, x_)                                                        \
    ((real)(sizeof(real) == sizeof(float) ? copysignf((float)(r_), (float)(x_)) \
                                          : copysign((double)(r_), (double)(x_))))

void hodo_update_sign(double rate, hodo_matrix step, hodo_matrix weight)
{
    hodo_matrix all[] = {step, weight};
    hodo_update_flatten(all, 2);
    WITH_REAL(weight.precision, for (size_t i = 0; i < all[0].rows; i++) {
        const real r = (real)rate;
        const real *restrict s = ROW(all[0], i);
        real *restrict w = ROW(all[1], i);
        for (size_t j = 0; j < all[0].columns; j++) {
            /* Only comparisons by == leave a loop without branches: the signs of gradients are random. */
            w[j] -= (s[j] == 0 ? 0 : SIGNED(r, s[j])) + (s[j] - s[j]);
        }
    });
}
