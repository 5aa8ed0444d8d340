#include "rmt/jacobian/derivative_values.h"

#include <math.h>
#include <string.h>

static rmt_derivative_values halves(double on, double off, double mean_square)
{
    const double high = fmax(on, off), low = fmin(on, off);
    return high == low ? (rmt_derivative_values){{high}, {1}, 1, mean_square}
                       : (rmt_derivative_values){{high, low}, {0.5, 0.5}, 2, mean_square};
}

static rmt_derivative_values linear(double q, double a, double b)
{
    (void)a, (void)b;
    return halves(1, 1, q);
}

static rmt_derivative_values relu(double q, double a, double b)
{
    (void)a, (void)b;
    return halves(1, 0, q / 2);
}

static rmt_derivative_values abrelu(double q, double a, double b)
{
    return halves((a + b) * (a + b), (a - b) * (a - b), (a * a + b * b) * q);
}

static rmt_derivative_values hard_tanh(double q, double a, double b)
{
    (void)a, (void)b;
    const double off = erfc(1 / sqrt(2 * q)), on = erf(1 / sqrt(2 * q));
    if (!(off > 0)) { /* q = 0, or so small that no unit is ever off */
        return halves(1, 1, q);
    }
    return (rmt_derivative_values){
        {1, 0}, {on, off}, 2, q * (on - sqrt(2 / (M_PI * q)) * exp(-1 / (2 * q))) + off};
}

typedef struct row {
    const char *name;
    rmt_derivative_values (*values)(double q, double a, double b);
} row;

static const row rows[] = {
    {"linear", linear}, {"relu", relu}, {"abrelu", abrelu}, {"abs", linear}, {"hard-tanh", hard_tanh},
};

int rmt_derivative_values_find(const hodo_nonlinearity *shape, double q, rmt_derivative_values *values)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].name, shape->activation->name) == 0) {
            *values = rows[i].values(q, shape->a, shape->b);
            return 1;
        }
    }
    return 0;
}
