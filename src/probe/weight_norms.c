#include "probe/weight_norms.h"

#include "base/real.h"
#include "net/gradient.h"

#include <math.h>

/* W_0's norm is measured once, so it may as well have no error that matters; where the spectrum is too flat at
 * its top for Lanczos to certify that, LAPACK is asked. */
static const double initial_tolerance = 1e-6;

struct hodo_weight_probe {
    const hodo_network *network;
    size_t k;
    hodo_matrix initial;                        /* W_0 (outputs, inputs) */
    hodo_matrix work;                           /* (outputs, inputs): the gradient, then W - W_0 */
    double initial_spectral, initial_frobenius; /* without the multiplier */
    hodo_spectral_probe *weight, *change, *gradient;
};

static const hodo_layer *layer_of(const hodo_weight_probe *probe)
{
    return hodo_weight_layer(probe->network->architecture, probe->k);
}

/* ||g^T h||_F^2 = sum over pairs of rows of <g_s, g_t> <h_s, h_t>. */
static double frobenius_of_factors(hodo_matrix g, hodo_matrix h)
{
    double total = 0;
    for (size_t s = 0; s < g.rows; s++) {
        for (size_t t = 0; t <= s; t++) {
            const double gg = hodo_matrix_dot(hodo_matrix_rows(g, s, 1), hodo_matrix_rows(g, t, 1));
            const double hh = hodo_matrix_dot(hodo_matrix_rows(h, s, 1), hodo_matrix_rows(h, t, 1));
            total += (s == t ? 1 : 2) * gg * hh;
        }
    }
    return sqrt(fmax(total, 0));
}

static hodo_norms norms_from(double factor, double spectral, double frobenius, hodo_matrix shape)
{
    return (hodo_norms){.spectral = factor * spectral,
                        .frobenius = factor * frobenius,
                        .rms = factor * frobenius / sqrt((double)shape.rows * (double)shape.columns),
                        .stable_rank = (frobenius / spectral) * (frobenius / spectral)};
}

hodo_status hodo_norms_of(hodo_matrix w, double tolerance, hodo_arena *scratch, hodo_norms *norms,
                          hodo_error *error)
{
    double spectral = NAN;
    const hodo_status status = hodo_spectral_norm(w, tolerance, scratch, &spectral, error);
    if (status == HODO_OK) {
        *norms = norms_from(1.0, spectral, hodo_matrix_norm(w), w);
    }
    return status;
}

/* The same failure, said of the layer. */
static hodo_status of_layer(hodo_status status, size_t k, const char *what, hodo_error *error)
{
    if (status == HODO_OK || error == NULL) {
        return status;
    }
    const hodo_error inner = *error;
    return hodo_fail(error, status, "%s of weight layer %zu: %.400s", what, k, inner.message);
}

static hodo_status remember(hodo_weight_probe *probe, hodo_error *error)
{
    hodo_matrix_copy(probe->network->weights[probe->k], probe->initial);
    probe->initial_frobenius = hodo_matrix_norm(probe->initial);
    hodo_arena *scratch = NULL;
    hodo_status status = hodo_spectral_probe_norm(probe->weight, probe->initial, initial_tolerance,
                                                  &probe->initial_spectral, error);
    if (status == HODO_NUMERIC && hodo_spectral_probe_bounds(probe->weight).applications > 0) {
        scratch = hodo_arena_alloc();
        status = scratch == NULL
                     ? hodo_fail(error, HODO_NO_MEMORY, "no memory for singular values: close other programs")
                     : hodo_spectral_norm(probe->initial, initial_tolerance, scratch, &probe->initial_spectral,
                                          error);
    }
    hodo_arena_free(scratch);
    return of_layer(status, probe->k, "the initial weights", error);
}

hodo_weight_probe *hodo_weight_probe_take(hodo_arena *arena, const hodo_network *network, size_t k,
                                          hodo_error *error)
{
    if (k >= network->architecture->weight_count) {
        hodo_fail(error, HODO_INVALID, "weight layer %zu of a network that has %zu: count from 0", k,
                  network->architecture->weight_count);
        return NULL;
    }
    const hodo_matrix w = network->weights[k];
    hodo_weight_probe *probe = hodo_arena_zero(arena, 1, sizeof *probe, error);
    if (probe == NULL) {
        return NULL;
    }
    *probe =
        (hodo_weight_probe){.network = network,
                            .k = k,
                            .initial = hodo_matrix_take(arena, w.precision, w.rows, w.columns, error),
                            .work = hodo_matrix_take(arena, w.precision, w.rows, w.columns, error),
                            .weight = hodo_spectral_probe_take(arena, w.precision, w.rows, w.columns, error)};
    if (probe->initial.data == NULL || probe->work.data == NULL || probe->weight == NULL) {
        return NULL;
    }
    probe->change = hodo_spectral_probe_beside(arena, probe->weight, error);
    probe->gradient = hodo_spectral_probe_beside(arena, probe->weight, error);
    if (probe->change == NULL || probe->gradient == NULL || remember(probe, error) != HODO_OK) {
        return NULL;
    }
    return probe;
}

/* Where forming g^T h by one GEMM takes longer than summing over pairs of rows in double. */
static bool factors_are_cheaper(size_t n, hodo_matrix shape)
{
    enum { ALWAYS = 8, GEMM_GAIN = 5 };
    const double sides = (double)shape.rows + (double)shape.columns;
    return n <= ALWAYS || GEMM_GAIN * (double)n * sides <= (double)shape.rows * (double)shape.columns;
}

static hodo_status measure_gradient(hodo_weight_probe *probe, const hodo_pass *pass, size_t member,
                                    double tolerance, hodo_norms *norms, hodo_error *error)
{
    const hodo_layer *layer = layer_of(probe);
    const size_t n = hodo_pass_samples(pass);
    double spectral = NAN, frobenius = NAN, factor = 1;
    hodo_status status;
    if (layer->kind == HODO_DENSE && factors_are_cheaper(n, probe->initial)) {
        const hodo_matrix g = hodo_matrix_rows(hodo_pass_weight_backward(pass, probe->k), member * n, n);
        const hodo_matrix h = hodo_matrix_rows(hodo_pass_weight_input(pass, probe->k), member * n, n);
        factor = fabs(layer->multiplier);
        status = hodo_spectral_probe_factored(probe->gradient, 1.0, g, h, tolerance, &spectral, error);
        frobenius = frobenius_of_factors(g, h);
    } else {
        hodo_gradient_weight(pass, probe->k, member, 1.0, 0.0, probe->work);
        status = hodo_spectral_probe_norm(probe->gradient, probe->work, tolerance, &spectral, error);
        frobenius = hodo_matrix_norm(probe->work);
    }
    *norms = norms_from(factor, spectral, frobenius, probe->initial);
    return of_layer(status, probe->k, "the gradient", error);
}

static void subtract(hodo_matrix now, hodo_matrix then, hodo_matrix difference)
{
    WITH_REAL(
        now.precision, for (size_t i = 0; i < now.rows; i++) {
            const real *a = (const real *)now.data + i * now.stride,
                       *b = (const real *)then.data + i * then.stride;
            real *out = (real *)difference.data + i * difference.stride;
            for (size_t j = 0; j < now.columns; j++) {
                out[j] = a[j] - b[j];
            }
        });
}

static hodo_status measure_weights(hodo_weight_probe *probe, double tolerance, hodo_weight_norms *norms,
                                   hodo_error *error)
{
    const hodo_matrix w = probe->network->weights[probe->k];
    const double factor = fabs(layer_of(probe)->multiplier);
    double weight = NAN, change = NAN;
    hodo_status status = of_layer(hodo_spectral_probe_norm(probe->weight, w, tolerance, &weight, error),
                                  probe->k, "the weights", error);
    if (status != HODO_OK) {
        return status;
    }
    subtract(w, probe->initial, probe->work);
    status = of_layer(hodo_spectral_probe_norm(probe->change, probe->work, tolerance, &change, error), probe->k,
                      "the change", error);
    norms->weight = norms_from(factor, weight, hodo_matrix_norm(w), w);
    norms->change = norms_from(factor, change, hodo_matrix_norm(probe->work), w);
    norms->relative_spectral = change / probe->initial_spectral;
    norms->relative_frobenius = norms->change.frobenius / (factor * probe->initial_frobenius);
    return status;
}

static hodo_status check(const hodo_weight_probe *probe, const hodo_pass *pass, size_t member,
                         hodo_error *error)
{
    if (pass != NULL && hodo_pass_network(pass) != probe->network) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "a pass over another network than the one whose weights are probed: give one of its own");
    }
    if (pass != NULL && !hodo_pass_has_gradient(pass)) {
        return hodo_fail(error, HODO_INVALID,
                         "norms of a gradient need a backward pass before them: run it, or give no pass");
    }
    const size_t members = probe->network->architecture->members;
    if (member >= members) {
        return hodo_fail(error, HODO_INVALID, "member %zu of a family of %zu: count from 0", member, members);
    }
    return HODO_OK;
}

hodo_status hodo_weight_probe_measure(hodo_weight_probe *probe, const hodo_pass *pass, size_t member,
                                      double tolerance, hodo_weight_norms *norms, hodo_error *error)
{
    const hodo_layer *layer = layer_of(probe);
    hodo_status status = check(probe, pass, member, error);
    const hodo_norms unknown = {NAN, NAN, NAN, NAN};
    *norms = (hodo_weight_norms){.weight = unknown,
                                 .change = unknown,
                                 .gradient = unknown,
                                 .relative_spectral = NAN,
                                 .relative_frobenius = NAN,
                                 .target = sqrt((double)layer->fan_out / (double)layer->fan_in)};
    if (status == HODO_OK && pass != NULL) {
        status = measure_gradient(probe, pass, member, tolerance, &norms->gradient, error);
    }
    if (status == HODO_OK) {
        status = measure_weights(probe, tolerance, norms, error);
    }
    norms->weight_ratio = norms->weight.spectral / norms->target;
    norms->change_ratio = norms->change.spectral / norms->target;
    return status;
}

hodo_matrix hodo_weight_probe_change(const hodo_weight_probe *probe)
{
    return probe->work;
}

size_t hodo_weight_probe_layer(const hodo_weight_probe *probe)
{
    return probe->k;
}

const hodo_network *hodo_weight_probe_network(const hodo_weight_probe *probe)
{
    return probe->network;
}
