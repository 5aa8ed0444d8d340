#include "train/update.h"

#include <math.h>

/* 1 - beta^1 is then the very 1 - beta that the state is weighted by, so that its rounding, which leaves 13
 * digits of 1 - .999, cancels in the first step. */
static double bias_correction(double beta, size_t t)
{
    return 1.0 - pow(beta, (double)t);
}

#define ADAM(REAL, SQRT)                                                                        \
    for (size_t i = 0; i < all[0].rows; i++) {                                                  \
        const REAL beta1 = (REAL)adam.beta1, rest1 = (REAL)(1.0 - adam.beta1);                  \
        const REAL beta2 = (REAL)adam.beta2, rest2 = (REAL)(1.0 - adam.beta2);                  \
        const REAL r = (REAL)step, correction = (REAL)inverse_root, epsilon = (REAL)adam.epsilon; \
        const REAL *restrict g = (const REAL *)all[0].data + i * all[0].stride;                 \
        REAL *restrict m = (REAL *)all[1].data + i * all[1].stride;                             \
        REAL *restrict v = (REAL *)all[2].data + i * all[2].stride;                             \
        REAL *restrict w = (REAL *)all[3].data + i * all[3].stride;                             \
        for (size_t j = 0; j < all[0].columns; j++) {                                           \
            m[j] = beta1 * m[j] + rest1 * g[j];                                                 \
            v[j] = beta2 * v[j] + rest2 * (g[j] * g[j]);                                        \
            w[j] -= r * m[j] / (SQRT(v[j]) * correction + epsilon);                             \
        }                                                                                       \
    }

/* The one loop, which every kernel's function takes in and compiles for its own vectors. */
static inline __attribute__((always_inline)) void update(double rate, hodo_adam adam, size_t t,
                                                         hodo_matrix *all)
{
    const double step = rate / bias_correction(adam.beta1, t);
    const double inverse_root = 1.0 / sqrt(bias_correction(adam.beta2, t));
    if (all[0].precision == HODO_FLOAT) {
        ADAM(float, sqrtf)
    } else {
        ADAM(double, sqrt)
    }
}

static bool always(void)
{
    return true;
}

static void plain(double rate, hodo_adam adam, size_t t, hodo_matrix *all)
{
    update(rate, adam, t, all);
}

#if defined(__x86_64__)
static bool avx2_supported(void)
{
    return __builtin_cpu_supports("avx2");
}

/* Without FMA: the bits of `plain`. */
__attribute__((target("avx2"))) static void avx2(double rate, hodo_adam adam, size_t t, hodo_matrix *all)
{
    update(rate, adam, t, all);
}
#endif

const hodo_adam_kernel hodo_adam_kernels[] = {
#if defined(__x86_64__)
    {"avx2", avx2_supported, avx2},
#endif
    {"plain", always, plain},
    {NULL, NULL, NULL},
};

void hodo_update_adam(double rate, hodo_adam adam, size_t t, hodo_matrix gradient, hodo_matrix mean,
                      hodo_matrix square, hodo_matrix weight)
{
    hodo_matrix all[] = {gradient, mean, square, weight};
    const hodo_adam_kernel *kernel = hodo_adam_kernels;
    while (!kernel->supported()) {
        kernel++;
    }
    hodo_update_flatten(all, sizeof all / sizeof all[0]);
    kernel->update(rate, adam, t, all);
}
