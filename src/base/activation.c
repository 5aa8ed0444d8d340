#include "base/activation.h"
#include "base/name.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>
#include <tgmath.h>

/* The formulas stand once, as expressions in s, a and b of type `real`; <tgmath.h> picks tanhf for
 * float and tanh for double. Conditions are written as selections between two values, so that the
 * compiler makes them masks and not branches: the sign of a pre-activation is a fair coin. */
#define SIGN(s) copysign(fabs(s) > 0 ? (real)1 : (real)0, (s))
#define HALF ((real)0.5)
#define SQRT_HALF ((real)0.70710678118654752440)
#define NORMAL_PEAK ((real)0.39894228040143267794) /* 1/sqrt(2 pi) */
#define TWO_OVER_ROOT_PI ((real)1.12837916709551257390)

/* Normal distribution and density. erfc, because 1 + erf cancels in the lower tail. */
#define NORMAL_CDF(s) (HALF * erfc(-(s)*SQRT_HALF))
#define NORMAL_PDF(s) (NORMAL_PEAK * exp(-HALF * (s) * (s)))
#define LOGISTIC(s) ((real)1 / ((real)1 + exp(-(s))))

/* Whole arrays go through blocks of a constant length in local memory: the compiler then knows that
 * input and output do not overlap (they may be one array) and vectorises even at -O2. */
enum { BLOCK = 16 };

#define LOAD(to_, from_)                                              \
    do {                                                              \
        if (whole) {                                                  \
            memcpy((to_), (from_), sizeof(to_));                      \
        } else {                                                      \
            memset((to_), 0, sizeof(to_));                            \
            memcpy((to_), (from_), count * sizeof(real));             \
        }                                                             \
    } while (0)

/* FINISH is nothing, or a second loop over the block: a factor inside of the first would turn a selection back
 * into a branch (GCC 12, `(s > 0 ? 1 : 0) * e`). */
#define ARRAY_LOOP(real_, EXPRESSION, FINISH)                         \
    for (size_t i = 0; i < s_.rows; i++) {                            \
        typedef real_ real;                                           \
        const real a = (real)shape->a, b = (real)shape->b;            \
        const real *from = (const real *)s_.data + i * s_.stride;     \
        real *to = (real *)out.data + i * out.stride;                 \
        (void)a, (void)b;                                             \
        for (size_t j = 0; j < s_.columns; j += BLOCK) {              \
            real in[BLOCK], result[BLOCK];                            \
            const bool whole = s_.columns - j >= BLOCK;               \
            const size_t count = whole ? BLOCK : s_.columns - j;      \
            LOAD(in, from + j);                                       \
            for (size_t k = 0; k < BLOCK; k++) {                      \
                const real s = in[k];                                 \
                (void)s;                                              \
                result[k] = (EXPRESSION);                             \
            }                                                         \
            FINISH                                                    \
            if (whole) {                                              \
                memcpy(to + j, result, sizeof result);                \
            } else {                                                  \
                memcpy(to + j, result, count * sizeof(real));         \
            }                                                         \
        }                                                             \
    }

#define TIMES_E                                                       \
    real factor[BLOCK];                                               \
    LOAD(factor, (const real *)e_.data + i * e_.stride + j);          \
    for (size_t k = 0; k < BLOCK; k++) {                              \
        result[k] *= factor[k];                                       \
    }

#define FUNCTION(NAME, EXPRESSION)                                                            \
    static double NAME(double s, double a, double b)                                          \
    {                                                                                         \
        typedef double real;                                                                  \
        (void)s, (void)a, (void)b;                                                            \
        return (real)(EXPRESSION);                                                                \
    }                                                                                         \
    static void NAME##_array(const hodo_nonlinearity *shape, hodo_matrix s_, hodo_matrix out) \
    {                                                                                         \
        assert(s_.rows == out.rows && s_.columns == out.columns);                             \
        assert(s_.precision == out.precision);                                                \
        if (s_.precision == HODO_FLOAT) {                                                     \
            ARRAY_LOOP(float, EXPRESSION, )                                                   \
        } else {                                                                              \
            ARRAY_LOOP(double, EXPRESSION, )                                                  \
        }                                                                                     \
    }

#define THROUGH(NAME, DERIVATIVE)                                                                     \
    static void NAME(const hodo_nonlinearity *shape, hodo_matrix s_, hodo_matrix e_, hodo_matrix out) \
    {                                                                                                 \
        assert(s_.rows == out.rows && s_.columns == out.columns && s_.precision == out.precision);    \
        assert(s_.rows == e_.rows && s_.columns == e_.columns && s_.precision == e_.precision);       \
        if (s_.precision == HODO_FLOAT) {                                                             \
            ARRAY_LOOP(float, DERIVATIVE, TIMES_E)                                                    \
        } else {                                                                                      \
            ARRAY_LOOP(double, DERIVATIVE, TIMES_E)                                                   \
        }                                                                                             \
    }

/* NAME, phi, phi', phi''. Every phi passes a NaN on. */
#define ACTIVATION(NAME, VALUE, DERIVATIVE, SECOND) \
    FUNCTION(NAME##_value, VALUE)                   \
    FUNCTION(NAME##_derivative, DERIVATIVE)         \
    FUNCTION(NAME##_second, SECOND)                 \
    THROUGH(NAME##_through, DERIVATIVE)

ACTIVATION(linear, s, (real)1, (real)0)
ACTIVATION(relu, s < 0 ? (real)0 : s, s > 0 ? (real)1 : (real)0, (real)0)
ACTIVATION(abrelu, a *s + b * fabs(s), a + b * SIGN(s), (real)0)
ACTIVATION(absolute, fabs(s), SIGN(s), (real)0)
ACTIVATION(hard_tanh, s < -1 ? (real)-1 : (s > 1 ? (real)1 : s), fabs(s) < 1 ? (real)1 : (real)0, (real)0)
ACTIVATION(hyperbolic, tanh(s), ((real)1 - tanh(s)) * ((real)1 + tanh(s)),
           (real)-2 * tanh(s) * ((real)1 - tanh(s)) * ((real)1 + tanh(s)))
ACTIVATION(error_function, erf(s), TWO_OVER_ROOT_PI * exp(-s * s),
           (real)-2 * s * TWO_OVER_ROOT_PI * exp(-s * s))
ACTIVATION(gelu, s *NORMAL_CDF(s), NORMAL_CDF(s) + s * NORMAL_PDF(s), NORMAL_PDF(s) * ((real)2 - s * s))
ACTIVATION(silu, s *LOGISTIC(s), LOGISTIC(s) * ((real)1 + s * LOGISTIC(-s)),
           LOGISTIC(s) * LOGISTIC(-s) * ((real)2 + s * ((real)1 - (real)2 * LOGISTIC(s))))

#define ROW(NAME)                                                                               \
    .value = NAME##_value, .derivative = NAME##_derivative, .second_derivative = NAME##_second, \
    .values = NAME##_value_array, .derivatives = NAME##_derivative_array,                       \
    .second_derivatives = NAME##_second_array, .through_derivatives = NAME##_through

const hodo_activation hodo_activations[] = {
    {.name = "linear", .formula = "s", .homogeneous = 1, ROW(linear)},
    {.name = "relu", .formula = "max(s, 0)", .homogeneous = 1, ROW(relu)},
    {.name = "abrelu", .formula = "a s + b |s|", .homogeneous = 1, ROW(abrelu)},
    {.name = "abs", .formula = "|s|", .homogeneous = 1, ROW(absolute)},
    {.name = "hard-tanh", .formula = "min(max(s, -1), 1)", ROW(hard_tanh)},
    {.name = "tanh", .formula = "tanh s", ROW(hyperbolic)},
    {.name = "erf", .formula = "erf s", ROW(error_function)},
    {.name = "gelu", .formula = "s (1 + erf(s/sqrt 2))/2", ROW(gelu)},
    {.name = "silu", .formula = "s/(1 + exp(-s))", ROW(silu)},
    {.name = NULL},
};

const hodo_activation *hodo_activation_find(const char *name, hodo_error *error)
{
    const size_t at = hodo_name_find("activation", name, &hodo_activations[0].name, sizeof hodo_activations[0],
                                     SIZE_MAX, error);
    return at != HODO_NO_NAME ? &hodo_activations[at] : NULL;
}
