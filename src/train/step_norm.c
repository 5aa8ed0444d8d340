#include "train/step_norm.h"
#include "probe/spectral_norm.h"

#include <assert.h>
#include <cblas.h>
#include <float.h>
#include <math.h>

struct hodo_step_norms {
    const hodo_network *network;
    hodo_step_norm kind;
    hodo_step_kind step;
    hodo_spectral_probe **probes; /* (weight_count,), of trained weights; for the spectral norm */
    double *rows_in_double;       /* g or h of a float network */
    double *gram, *more_gram;     /* (n, n) each */
};

/* The most samples for which a gradient (rows, columns) is better not formed. */
static size_t most_samples(hodo_matrix weight)
{
    return weight.rows * weight.columns / (2 * (weight.rows + weight.columns));
}

static hodo_status take_probes(hodo_arena *arena, hodo_step_norms *norms, hodo_error *error)
{
    const hodo_network *network = norms->network;
    norms->probes = hodo_arena_zero(arena, network->architecture->weight_count, sizeof *norms->probes, error);
    for (size_t k = 0; norms->probes != NULL && k < network->architecture->weight_count; k++) {
        if (hodo_weight_layer(network->architecture, k)->trained) {
            const hodo_matrix w = network->weights[k];
            norms->probes[k] = hodo_spectral_probe_take(arena, w.precision, w.rows, w.columns, error);
            if (norms->probes[k] == NULL) {
                return HODO_NO_MEMORY;
            }
        }
    }
    return norms->probes != NULL ? HODO_OK : HODO_NO_MEMORY;
}

static hodo_status take_grams(hodo_arena *arena, hodo_step_norms *norms, hodo_error *error)
{
    const hodo_network *network = norms->network;
    size_t samples = 0, entries = 0;
    for (size_t k = 0; k < network->architecture->weight_count; k++) {
        const hodo_layer *layer = hodo_weight_layer(network->architecture, k);
        if (layer->trained && layer->kind == HODO_DENSE) {
            const hodo_matrix w = network->weights[k];
            const size_t n = most_samples(w), wider = w.rows > w.columns ? w.rows : w.columns;
            samples = n > samples ? n : samples;
            entries = n * wider > entries ? n * wider : entries;
        }
    }
    norms->gram = hodo_arena_take(arena, samples * samples, sizeof *norms->gram, error);
    norms->more_gram = hodo_arena_take(arena, samples * samples, sizeof *norms->more_gram, error);
    norms->rows_in_double = hodo_arena_take(arena, entries, sizeof *norms->rows_in_double, error);
    return norms->gram != NULL && norms->more_gram != NULL && norms->rows_in_double != NULL ? HODO_OK
                                                                                            : HODO_NO_MEMORY;
}

hodo_step_norms *hodo_step_norms_take(hodo_arena *arena, const hodo_network *network, hodo_step_norm kind,
                                      hodo_step_kind step, hodo_error *error)
{
    hodo_step_norms *norms = hodo_arena_zero(arena, 1, sizeof *norms, error);
    if (norms == NULL) {
        return NULL;
    }
    norms->network = network;
    norms->kind = kind;
    norms->step = step;
    hodo_status status = HODO_OK;
    if (kind == HODO_NORM_SPECTRAL) {
        status = take_probes(arena, norms, error);
    } else if (kind == HODO_NORM_FROBENIUS_RELATIVE) {
        status = take_grams(arena, norms, error);
    }
    return status == HODO_OK ? norms : NULL;
}

bool hodo_step_norms_factored(const hodo_step_norms *norms, const hodo_pass *pass, size_t k)
{
    return hodo_weight_layer(norms->network->architecture, k)->kind == HODO_DENSE &&
           hodo_pass_samples(pass) <= most_samples(norms->network->weights[k]);
}

/* Lower triangle of x x^T, in double. */
static void gram_in_double(hodo_step_norms *norms, hodo_matrix x, double *gram)
{
    const double *data = x.data;
    size_t stride = x.stride;
    if (x.precision == HODO_FLOAT) {
        for (size_t s = 0; s < x.rows; s++) {
            const float *from = (const float *)x.data + s * x.stride;
            double *to = norms->rows_in_double + s * x.columns;
            for (size_t j = 0; j < x.columns; j++) {
                to[j] = (double)from[j];
            }
        }
        data = norms->rows_in_double;
        stride = x.columns;
    }
    const blasint n = (blasint)x.rows;
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, n, (blasint)x.columns, 1.0, data, (blasint)stride, 0.0,
                gram, n);
}

/* sum_{s,s'} <g_s, g_s'> <h_s, h_s'>; rounding may leave it below 0 when all cancel. */
static double squared_frobenius_factored(hodo_step_norms *norms, hodo_matrix g, hodo_matrix h)
{
    const size_t n = g.rows;
    gram_in_double(norms, g, norms->gram);
    gram_in_double(norms, h, norms->more_gram);
    double total = 0.0;
    for (size_t s = 0; s < n; s++) {
        double below = 0.0;
        for (size_t t = 0; t < s; t++) {
            below += norms->gram[s * n + t] * norms->more_gram[s * n + t];
        }
        total += 2.0 * below + norms->gram[s * n + s] * norms->more_gram[s * n + s];
    }
    return fmax(total, 0.0);
}

/* The factor from the norm of the step, a number of the network's precision. */
static hodo_status factor_of(const hodo_step_norms *norms, size_t k, double norm, double *factor,
                             hodo_error *error)
{
    if (norm == 0.0) { /* no gradient, as below a readout that starts at zero: no step */
        *factor = 0.0;
        return HODO_OK;
    }
    const bool spectral = norms->kind == HODO_NORM_SPECTRAL;
    const double most = norms->network->precision == HODO_FLOAT ? (double)FLT_MAX : DBL_MAX;
    *factor = (spectral ? 1.0 : hodo_matrix_norm(norms->network->weights[k])) / norm;
    if (!(norm > 0.0) || !isfinite(norm) || !(*factor <= most)) {
        return hodo_fail(error, HODO_NUMERIC,
                         "the step of weight layer %zu has %s norm %g and cannot be divided by it: lower the "
                         "rates, or take a step without a norm",
                         k, spectral ? "spectral" : "Frobenius", norm);
    }
    return HODO_OK;
}

/* A failure to find the norm, with the layer named. */
static hodo_status named(size_t k, hodo_status status, const hodo_error *cause, hodo_error *error)
{
    return hodo_fail(error, status, "the step of weight layer %zu: %s", k, cause->message);
}

hodo_status hodo_step_factor(hodo_step_norms *norms, size_t k, hodo_matrix step, double *factor,
                             hodo_error *error)
{
    double norm;
    *factor = 1.0;
    if (norms->kind == HODO_NORM_NONE) {
        return HODO_OK;
    }
    if (norms->kind == HODO_NORM_SPECTRAL) {
        hodo_error cause = {0};
        const hodo_status status =
            norms->step == HODO_STEP_ORTHOGONAL
                ? hodo_spectral_probe_certify(norms->probes[k], step, HODO_STEP_NORM_TOLERANCE_ORTHOGONAL,
                                              &norm, &cause)
                : hodo_spectral_probe_norm(norms->probes[k], step, HODO_STEP_NORM_TOLERANCE, &norm, &cause);
        if (status != HODO_OK) {
            return named(k, status, &cause, error);
        }
    } else {
        norm = hodo_matrix_norm(step);
    }
    return factor_of(norms, k, norm, factor, error);
}

hodo_status hodo_step_factor_of_gradient(hodo_step_norms *norms, const hodo_pass *pass, size_t k,
                                         double *factor, hodo_error *error)
{
    assert(hodo_step_norms_factored(norms, pass, k));
    const hodo_matrix g = hodo_pass_weight_backward(pass, k), h = hodo_pass_weight_input(pass, k);
    const double multiplier = hodo_weight_layer(norms->network->architecture, k)->multiplier;
    double norm;
    *factor = 1.0;
    if (norms->kind == HODO_NORM_NONE) {
        return HODO_OK;
    }
    if (norms->kind == HODO_NORM_SPECTRAL) {
        hodo_error cause = {0};
        const hodo_status status = hodo_spectral_probe_factored(norms->probes[k], multiplier, g, h,
                                                                HODO_STEP_NORM_TOLERANCE, &norm, &cause);
        if (status != HODO_OK) {
            return named(k, status, &cause, error);
        }
    } else {
        norm = fabs(multiplier) * sqrt(squared_frobenius_factored(norms, g, h));
    }
    return factor_of(norms, k, norm, factor, error);
}
