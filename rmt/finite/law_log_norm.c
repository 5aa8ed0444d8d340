/* log(||f_L||^2 / ||f_0||^2) of a network of --units=M as a row: the exact law of rmt/finite/log_norm_law.h,
 * and draws of the network itself, whose features are correlated chi-squares in no simple way.
 *
 * The law is that of one width, so the width of a draw is ignored. */
#include "rmt/law/law_rows.h"
#include "rmt/finite/log_norm_law.h"
#include "rmt/finite/log_norm_moments.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct state {
    rmt_log_norm_law *exact;
    size_t units, depth;
    bool relu;
} state;

static void close_law(void *memory)
{
    state *of = memory;
    rmt_log_norm_law_free(of->exact);
    free(of);
}

static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    const char *activation = settings[2].word;
    const bool relu = strcmp(activation, "relu") == 0;
    if (!relu && strcmp(activation, "linear") != 0) {
        return hodo_fail(error, HODO_INVALID, "--activation: '%s' is neither relu nor linear: give one of them",
                         activation);
    }
    state *of = malloc(sizeof *of);
    if (of == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory to open a law: close other programs");
    }
    const hodo_status status =
        rmt_log_norm_law_alloc(&of->exact, relu, settings[0].integer, settings[1].integer, 1, error);
    if (status != HODO_OK) {
        free(of);
        return status;
    }
    of->units = (size_t)settings[0].integer;
    of->depth = (size_t)settings[1].integer;
    of->relu = relu;
    law->state = of;
    law->intervals[0] = (rmt_interval){-INFINITY, INFINITY, 0, 0};
    law->interval_count = 1;
    return HODO_OK;
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density,
                           hodo_error *error)
{
    (void)error;
    const state *of = law->state;
    for (size_t i = 0; i < count; i++) {
        density[i] = rmt_log_norm_density(of->exact, x[i]);
    }
    return HODO_OK;
}

static hodo_status cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error)
{
    (void)error;
    const state *of = law->state;
    for (size_t i = 0; i < count; i++) {
        cumulative[i] = rmt_log_norm_cumulative(of->exact, x[i]);
    }
    return HODO_OK;
}

static hodo_status moments(const rmt_law *law, size_t order, double *moment, hodo_error *error)
{
    const state *of = law->state;
    return rmt_log_norm_moments(of->relu, (int64_t)of->units, (int64_t)of->depth, order, moment, error);
}

/* In place; false when every unit is off. */
static bool rectify(double *f, size_t units)
{
    bool on = false;
    for (size_t i = 0; i < units; i++) {
        on = on || f[i] > 0;
        f[i] = f[i] > 0 ? f[i] : 0;
    }
    return on;
}

/* f_0 isotropic, f_l = W_l relu(f_(l-1)); tensor l has W_l. The law is conditional on some unit being on: a
 * vector with none is drawn again, from the next tensors beyond the depth. Norms are taken out as they come, so
 * that no depth underflows. */
static hodo_status draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error)
{
    (void)width;
    const state *of = law->state;
    const size_t m = of->units;
    double *memory = malloc((m * m + 2 * m) * sizeof *memory);
    if (memory == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu x %zu weights: give fewer units", m, m);
    }
    double *weights = memory, *input = memory + m * m, *output = input + m;
    const double scale = sqrt((of->relu ? 2 : 1) / (double)m);
    uint32_t spare = (uint32_t)of->depth + 1;
    values[0] = 0;
    for (size_t layer = 0; layer <= of->depth; layer++) {
        double norm = 0;
        for (uint32_t tensor = (uint32_t)layer;; tensor = spare++) {
            if (layer == 0) {
                hodo_random_normal_double(stream, tensor, 0, m, 1, output);
            } else {
                hodo_random_normal_double(stream, tensor, 0, m * m, scale, weights);
                cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)m, (int)m, 1, weights, (int)m, input, 1, 0,
                            output, 1);
            }
            norm = cblas_dnrm2((int)m, output, 1);
            cblas_dscal((int)m, 1 / norm, output, 1);
            if (!of->relu || layer == of->depth || rectify(output, m)) {
                break;
            }
        }
        values[0] += layer > 0 ? 2 * log(norm) : 0; /* the start is where one counts from */
        double *swap = input;
        input = output;
        output = swap;
    }
    free(memory);
    return HODO_OK;
}

static const rmt_law_parameter parameters[] = {
    {"units", RMT_INTEGER, NULL, "M", "units of a layer"},
    {"depth", RMT_INTEGER, NULL, "L", "matrices (that take a ReLU input)"},
    {"activation", RMT_WORD, "relu", "relu|linear", "relu has variance 2/m, linear 1/m"},
    {.name = NULL},
};

const rmt_law_row rmt_law_log_norm = {
    .name = "log-norm",
    .doc = "log of a deep network's squared norm over its start, at finite width",
    .parameters = parameters,
    .open = open_law,
    .close = close_law,
    .density = density,
    .cumulative = cumulative,
    .moments = moments,
    .draw = draw,
    .extreme = true,
    .exact = true,
};
