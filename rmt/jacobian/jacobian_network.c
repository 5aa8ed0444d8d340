#include "rmt/jacobian/jacobian_network.h"

#include "base/number.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ACTIVATION, WEIGHTS, DEPTH, WEIGHT_VARIANCE, BIAS_VARIANCE, LENGTH, WIDTHS, SHAPE };

const rmt_law_parameter rmt_jacobian_parameters[] = {
    [ACTIVATION] = {"activation", RMT_WORD, NULL, "A",
                    "linear, relu, abrelu, abs, hard-tanh, tanh, erf, gelu or silu"},
    [WEIGHTS] = {"weights", RMT_WORD, "gaussian", "gaussian|orthogonal", "law of the weight matrices"},
    [DEPTH] = {"depth", RMT_INTEGER, NULL, "L", "number of layers D W in J = D_L W_L ... D_1 W_1"},
    [WEIGHT_VARIANCE] = {"weight-variance", RMT_WORD, "critical", "V|critical",
                         "fan-in times the variance of a weight"},
    [BIAS_VARIANCE] = {"bias-variance", RMT_REAL, "0", "V",
                       "variance of a bias (at 0 tanh and erf are linear: q* = 0)"},
    [LENGTH] = {"length", RMT_WORD, "", "Q", "variance of a pre-activation, in place of the bias variance"},
    [WIDTHS] = {"widths", RMT_WORD, "", "n0,...,nL", "relative widths of the layers, if they differ"},
    [SHAPE] = {"shape", RMT_WORD, "", "a,b", "of abrelu, a s + b |s|"},
    {.name = NULL},
};

/* `count` numbers parted by commas. */
static hodo_status read_numbers(const char *option, const char *text, size_t count, double *numbers,
                                hodo_error *error)
{
    const char *at = text;
    for (size_t i = 0; i < count; i++) {
        const size_t length = strcspn(at, ",");
        char field[HODO_NUMBER_SIZE * 2];
        hodo_error inner = {0};
        if (length >= sizeof field) {
            return hodo_fail(error, HODO_INVALID, "--%s=%.40s...: number %zu is too long", option, text, i + 1);
        }
        (void)snprintf(field, sizeof field, "%.*s", (int)length, at);
        if (hodo_number_read(field, &numbers[i], &inner) != HODO_OK || !isfinite(numbers[i])) {
            return hodo_fail(error, HODO_INVALID,
                             "--%s=%.200s: '%s' is no finite number: give %zu of them, with commas", option,
                             text, field, count);
        }
        at += length;
        if ((*at == ',') != (i + 1 < count)) {
            return hodo_fail(error, HODO_INVALID, "--%s=%.200s: give exactly %zu numbers, with commas", option,
                             text, count);
        }
        at += *at == ',' ? 1 : 0;
    }
    return HODO_OK;
}

static hodo_status read_shape(const rmt_law_setting *settings, hodo_nonlinearity *shape, hodo_error *error)
{
    const char *text = settings[SHAPE].word;
    *shape = (hodo_nonlinearity){hodo_activation_find(settings[ACTIVATION].word, error), 0, 0};
    if (shape->activation == NULL) {
        return HODO_INVALID;
    }
    const bool shaped = strcmp(shape->activation->name, "abrelu") == 0;
    if (shaped != (*text != '\0')) {
        return shaped
                   ? hodo_fail(error, HODO_INVALID, "abrelu needs --shape=a,b: its slopes are a + b and a - b")
                   : hodo_fail(error, HODO_INVALID, "--shape=%.60s: only abrelu has a shape, drop it", text);
    }
    double ab[2] = {0, 0};
    const hodo_status status = shaped ? read_numbers("shape", text, 2, ab, error) : HODO_OK;
    shape->a = ab[0];
    shape->b = ab[1];
    return status;
}

static hodo_status read_weights(const rmt_law_setting *settings, bool *orthogonal, hodo_error *error)
{
    const char *text = settings[WEIGHTS].word;
    *orthogonal = strcmp(text, "orthogonal") == 0;
    if (!*orthogonal && strcmp(text, "gaussian") != 0) {
        return hodo_fail(error, HODO_INVALID, "--weights=%.60s: give gaussian or orthogonal", text);
    }
    return HODO_OK;
}

static hodo_status read_length_setting(const rmt_law_setting *settings, rmt_length_setting *setting,
                                       hodo_error *error)
{
    const char *variance = settings[WEIGHT_VARIANCE].word, *length = settings[LENGTH].word;
    *setting = (rmt_length_setting){.critical = strcmp(variance, "critical") == 0,
                                    .bias_variance = settings[BIAS_VARIANCE].real};
    if (!setting->critical && (hodo_number_read(variance, &setting->weight_variance, NULL) != HODO_OK ||
                               !(setting->weight_variance > 0 && setting->weight_variance < INFINITY))) {
        return hodo_fail(error, HODO_INVALID, "--weight-variance=%.60s: give a positive number, or 'critical'",
                         variance);
    }
    if (!(setting->bias_variance >= 0 && setting->bias_variance < INFINITY)) {
        return hodo_fail(error, HODO_INVALID, "--bias-variance=%g: give a finite number >= 0",
                         setting->bias_variance);
    }
    if (*length == '\0') {
        return HODO_OK;
    }
    if (hodo_number_read(length, &setting->length, NULL) != HODO_OK ||
        !(setting->length > 0 && setting->length < INFINITY)) {
        return hodo_fail(error, HODO_INVALID, "--length=%.60s: give a positive number", length);
    }
    return setting->bias_variance == 0
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID,
                           "--length=%g and --bias-variance=%g: the length fixes the bias variance, "
                           "give one of them",
                           setting->length, setting->bias_variance);
}

static hodo_status read_widths(const rmt_law_setting *settings, rmt_jacobian_network *network,
                               hodo_error *error)
{
    const char *text = settings[WIDTHS].word;
    if (*text == '\0') {
        return HODO_OK;
    }
    double *widths = malloc((network->depth + 1) * sizeof *widths);
    if (widths == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu widths: close other programs",
                         network->depth + 1);
    }
    hodo_status status = read_numbers("widths", text, network->depth + 1, widths, error);
    bool equal = true;
    for (size_t l = 0; status == HODO_OK && l <= network->depth; l++) {
        const double ratio = widths[l] / widths[network->depth];
        if (!(widths[l] > 0 && ratio >= 1e-6 && ratio <= 1e6)) {
            status = hodo_fail(error, HODO_INVALID,
                               "--widths=%.200s: width %zu is %g, %g of the last: give positive "
                               "ones, within 1e-6 .. 1e6 of it",
                               text, l, widths[l], ratio);
        }
        equal = equal && widths[l] == widths[0];
    }
    if (status != HODO_OK || equal) {
        free(widths);
        return status;
    }
    network->widths = widths;
    return HODO_OK;
}

hodo_status rmt_jacobian_network_read(const rmt_law_setting *settings, rmt_jacobian_network *network,
                                      hodo_error *error)
{
    *network = (rmt_jacobian_network){0};
    const int64_t depth = settings[DEPTH].integer;
    rmt_length_setting setting;
    if (depth < 1 || depth > RMT_JACOBIAN_DEEPEST) {
        return hodo_fail(error, HODO_INVALID, "--depth=%" PRId64 " is outside 1..%d: give the number of layers",
                         depth, RMT_JACOBIAN_DEEPEST);
    }
    network->depth = (size_t)depth;
    hodo_status status = read_shape(settings, &network->shape, error);
    if (status == HODO_OK) {
        status = read_weights(settings, &network->orthogonal, error);
    }
    if (status == HODO_OK) {
        status = read_length_setting(settings, &setting, error);
    }
    if (status == HODO_OK) {
        status = rmt_length_fixed_point(&network->shape, &setting, &network->point, error);
    }
    return status == HODO_OK ? read_widths(settings, network, error) : status;
}
