#include "experiments/spectral-condition/scheme_size.h"

#include <math.h>
#include <string.h>

/* Deviation of an entry of a W_k, and its size. */
typedef struct planned_matrix {
    double rows, columns, deviation, multiplier, rate;
} planned_matrix;

static planned_matrix matrix_of(const width_network *of, size_t k, bool spectral_initial)
{
    const hodo_layer *layer = hodo_weight_layer(&of->architecture, k);
    const double rows = (double)layer->outputs, columns = (double)layer->inputs;
    /* Where the row sets ||W||_*, a Gaussian matrix has this much of it a deviation. */
    const double whole = spectral_initial ? sqrt(rows) + sqrt(columns) : 1;
    return (planned_matrix){.rows = rows,
                            .columns = columns,
                            .deviation = fabs(layer->multiplier) * layer->gain / whole,
                            .multiplier = fabs(layer->multiplier),
                            .rate = of->rates[k]};
}

hodo_status scheme_size(hodo_arena *arena, const width_network_setting *setting,
                        double size[WIDTH_NETWORK_DEPTH], hodo_error *error)
{
    enum { DEPTH = WIDTH_NETWORK_DEPTH };
    width_network of;
    const hodo_status status = width_network_plan(arena, setting, &of, error);
    if (status != HODO_OK) {
        return status;
    }
    if (of.setting.depth != DEPTH || of.setting.kind != HODO_MLP || strcmp(of.setting.optimiser, "sgd") != 0) {
        return hodo_fail(error, HODO_INVALID, "sizes are known of an mlp of %d matrices stepped by sgd", DEPTH);
    }
    const hodo_parametrization *row = hodo_parametrization_find(setting->parametrization, error);
    planned_matrix w[DEPTH];
    double forward[DEPTH], backward[DEPTH]; /* squares of ||h_{k-1}|| and ||b_k|| */
    for (size_t k = 0; k < DEPTH; k++) {
        w[k] = matrix_of(&of, k, row->spectral_initial);
        const double before = k == 0 ? 1 : w[k - 1].deviation;
        forward[k] = k == 0 ? w[0].columns : w[k].columns / 2 * before * before * forward[k - 1];
    }
    for (size_t k = DEPTH; k-- > 0;) {
        const double above = k + 1 == DEPTH ? 1 : w[k + 1].deviation;
        backward[k] = k + 1 == DEPTH ? 1 : w[k].rows / 2 * above * above * backward[k + 1];
    }
    for (size_t k = 0; k < DEPTH; k++) {
        const double target = sqrt(w[k].rows / w[k].columns);
        const double gradient = w[k].multiplier * sqrt(forward[k] * backward[k]); /* |f - y| left out */
        const double frobenius = w[k].deviation / w[k].multiplier * sqrt(w[k].rows * w[k].columns);
        const double step = row->norm == HODO_NORM_SPECTRAL             ? 1
                            : row->norm == HODO_NORM_FROBENIUS_RELATIVE ? frobenius
                                                                        : gradient;
        size[k] = w[k].multiplier * w[k].rate * step / target;
    }
    return HODO_OK;
}

bool scheme_exponents(const char *parametrization, double exponents[WIDTH_NETWORK_DEPTH])
{
    static const struct {
        const char *parametrization;
        double exponents[WIDTH_NETWORK_DEPTH];
    } published[] = {{"spectral", {0, 0, 0}},
                     {"mup", {0, 0, 0}},
                     {"ntp", {-0.5, -0.5, 0}},
                     {"sp", {-0.5, 0.5, 1}},
                     {"frobenius-relative", {0, 0.5, 0.5}}};
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
        if (strcmp(published[i].parametrization, parametrization) == 0) {
            memcpy(exponents, published[i].exponents, sizeof published[i].exponents);
            return true;
        }
    }
    return false;
}
