#include "rmt/angle/layer_law.h"

#include "base/name.h"
#include "rmt/finite/active_units.h"
#include "rmt/angle/angle.h"

#include <string.h>

/* Every unit of a linear layer is on. */
static double linear_inverse_active(int64_t width)
{
    return 1 / (double)(width - 2);
}

const rmt_layer_law rmt_layer_laws[] = {
    {"relu", "gaussian", 2, rmt_active_inverse, "V relu(f), entries of V with variance 2/m"},
    {"relu", "orthogonal", 1, NULL, "sqrt(2) O relu(f), O Haar"},
    {"linear", "gaussian", 1, linear_inverse_active, "V f, entries of V with variance 1/m"},
    {"linear", "orthogonal", 0, NULL, "O f, O Haar"},
    {"two-matrix", "gaussian", 3, NULL, "V relu(W f), variances 2/m and 1/m, only V trained"},
    {NULL, NULL, 0, NULL, NULL},
};

enum { LAWS = sizeof rmt_layer_laws / sizeof rmt_layer_laws[0] - 1 };

/* The row with these names; else the first with this activation; NULL when there is none either. */
static const rmt_layer_law *row_of(const char *activation, const char *weights)
{
    const rmt_layer_law *first = NULL;
    for (const rmt_layer_law *law = rmt_layer_laws; law->activation != NULL; law++) {
        if (strcmp(law->activation, activation) == 0) {
            if (strcmp(law->weights, weights) == 0) {
                return law;
            }
            first = first != NULL ? first : law;
        }
    }
    return first;
}

const rmt_layer_law *rmt_layer_law_find(const char *activation, const char *weights, hodo_error *error)
{
    const rmt_layer_law *law = row_of(activation, weights);
    if (law != NULL && strcmp(law->weights, weights) == 0) {
        return law;
    }
    const char *near = hodo_nearest(activation, &rmt_layer_laws[0].activation, sizeof rmt_layer_laws[0], LAWS);
    const char *near_weights =
        hodo_nearest(weights, &rmt_layer_laws[0].weights, sizeof rmt_layer_laws[0], LAWS);
    law = row_of(near != NULL ? near : "relu", near_weights != NULL ? near_weights : "gaussian");
    (void)hodo_fail(error, HODO_INVALID,
                    "no layer with activation '%s' and weights '%s': the nearest is %s with %s", activation,
                    weights, law->activation, law->weights);
    return NULL;
}

double rmt_layer_growth(const rmt_layer_law *law, double branch_scale)
{
    const double square = branch_scale * branch_scale;
    return square * (2 * (1 - branch_scale) * (1 + branch_scale) + law->kappa * square);
}

double rmt_layer_tangent_square(const rmt_layer_law *law, double branch_scale, size_t n)
{
    return rmt_compose_linear(rmt_layer_growth(law, branch_scale), n);
}
