#include "rmt/angle/sample_gram.h"
#include "rmt/jacobian/length_map.h"
#include "rmt/program/angle_request.h"
#include "rmt/program/option_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What only a layer by its activation can have. */
static hodo_status check_two_matrix(const char *const *text, hodo_error *error)
{
    static const int strange[] = {RMT_ANGLE_LENGTH,     RMT_ANGLE_WEIGHT_VARIANCE, RMT_ANGLE_BIAS_VARIANCE,
                                  RMT_ANGLE_SHAPE,      RMT_ANGLE_FEATURE,         RMT_ANGLE_SAMPLES,
                                  RMT_ANGLE_CORRELATION};
    for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++) {
        if (text[strange[i]] != NULL) {
            return hodo_fail(error, HODO_INVALID, "--%s=%s is not known for two-matrix layers: drop it",
                             rmt_angle_options[strange[i]].name, text[strange[i]]);
        }
    }
    return HODO_OK;
}

static hodo_status read_shape(const char *text, hodo_nonlinearity *shape, hodo_error *error)
{
    const bool shaped = strcmp(shape->activation->name, "abrelu") == 0;
    if (shaped != (text != NULL)) {
        return shaped
                   ? hodo_fail(error, HODO_INVALID, "abrelu needs --shape=a,b: its slopes are a + b and a - b")
                   : hodo_fail(error, HODO_INVALID, "--shape=%.60s: only abrelu has a shape, drop it", text);
    }
    if (!shaped) {
        return HODO_OK;
    }
    double *numbers;
    size_t count;
    hodo_status status =
        rmt_option_list(&rmt_angle_options[RMT_ANGLE_SHAPE], text, -1e6, 1e6, &numbers, &count, error);
    if (status == HODO_OK && count != 2) {
        status = hodo_fail(error, HODO_INVALID, "--shape=%.60s: give exactly two numbers, a,b", text);
    }
    if (status == HODO_OK) {
        shape->a = numbers[0];
        shape->b = numbers[1];
    }
    free(numbers);
    return status;
}

/* The length at which the variances of weights and biases keep a wide network. */
static hodo_status read_fixed_point(const char *const *text, const hodo_nonlinearity *shape,
                                    rmt_angle_request *wanted, double *q, hodo_error *error)
{
    const char *weight = text[RMT_ANGLE_WEIGHT_VARIANCE], *bias = text[RMT_ANGLE_BIAS_VARIANCE];
    if (text[RMT_ANGLE_LENGTH] != NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "--length=%.30s and a variance of weights or biases say the same twice: give one",
                         text[RMT_ANGLE_LENGTH]);
    }
    if (weight == NULL) {
        return hodo_fail(error, HODO_INVALID, "--bias-variance=%.30s: give --weight-variance=V|critical too",
                         bias);
    }
    rmt_length_setting setting = {.critical = strcmp(weight, "critical") == 0};
    hodo_status status = HODO_OK;
    if (!setting.critical) {
        status = rmt_option_between(&rmt_angle_options[RMT_ANGLE_WEIGHT_VARIANCE], weight, 1, 0, 1e8,
                                    &setting.weight_variance, error);
    }
    if (status == HODO_OK && bias != NULL) {
        status =
            rmt_option_real(&rmt_angle_options[RMT_ANGLE_BIAS_VARIANCE], bias, &setting.bias_variance, error);
        if (status == HODO_OK && !(setting.bias_variance >= 0 && setting.bias_variance <= 1e8)) {
            status = hodo_fail(error, HODO_INVALID, "--bias-variance=%.30s is outside [0, 1e8]", bias);
        }
    }
    rmt_fixed_point point;
    status = status != HODO_OK ? status : rmt_length_fixed_point(shape, &setting, &point, error);
    if (status == HODO_OK) {
        *q = point.length;
        wanted->susceptibility = point.susceptibility;
    }
    return status;
}

/* kappa depends on the length, except of homogeneous activations. */
static hodo_status read_length(const char *const *text, const hodo_nonlinearity *shape,
                               rmt_angle_request *wanted, double *q, hodo_error *error)
{
    const char *name = shape->activation->name, *length = text[RMT_ANGLE_LENGTH];
    const bool variances = text[RMT_ANGLE_WEIGHT_VARIANCE] != NULL || text[RMT_ANGLE_BIAS_VARIANCE] != NULL;
    *q = 1;
    if (shape->activation->homogeneous) {
        return length == NULL && !variances
                   ? HODO_OK
                   : hodo_fail(error, HODO_INVALID, "%s is homogeneous, its angle knows no %s: drop %s", name,
                               length != NULL ? "length" : "variance", length != NULL ? "--length" : "it");
    }
    if (variances) {
        return read_fixed_point(text, shape, wanted, q, error);
    }
    if (length == NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "%s needs --length=Q, or --weight-variance=V: its kappa depends on the variance of a "
                         "pre-activation",
                         name);
    }
    return rmt_option_between(&rmt_angle_options[RMT_ANGLE_LENGTH], length, 1, 0, 1e8, q, error);
}

static hodo_status read_layer(const char *const *text, const char *activation, const char *weights,
                              rmt_angle_request *wanted, hodo_error *error)
{
    hodo_nonlinearity shape = {hodo_activation_find(activation, error), 0, 0};
    if (shape.activation == NULL) {
        return HODO_INVALID;
    }
    const bool orthogonal = strcmp(weights, "orthogonal") == 0;
    if (!orthogonal && strcmp(weights, "gaussian") != 0) {
        return hodo_fail(error, HODO_INVALID, "--weights=%.60s: give gaussian or orthogonal", weights);
    }
    double q;
    hodo_status status = read_shape(text[RMT_ANGLE_SHAPE], &shape, error);
    status = status != HODO_OK ? status : read_length(text, &shape, wanted, &q, error);
    return status != HODO_OK ? status : rmt_activation_layer_at(&shape, orthogonal, q, &wanted->layer, error);
}

static hodo_status read_feature(const char *text, rmt_angle_request *wanted, hodo_error *error)
{
    wanted->feature = RMT_FEATURE_PRE;
    if (text == NULL || strcmp(text, "pre") == 0) {
        return HODO_OK;
    }
    wanted->feature = RMT_FEATURE_POST;
    return strcmp(text, "post") == 0
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID,
                           "--feature=%.60s: give pre or post, before or after the activation", text);
}

static hodo_status read_samples(const char *const *text, const char *activation, rmt_angle_request *wanted,
                                hodo_error *error)
{
    if ((text[RMT_ANGLE_SAMPLES] == NULL) != (text[RMT_ANGLE_CORRELATION] == NULL)) {
        return hodo_fail(error, HODO_INVALID,
                         "--samples=N and --correlation=R describe one Gram matrix: give both");
    }
    if (text[RMT_ANGLE_SAMPLES] == NULL) {
        return HODO_OK;
    }
    if (strcmp(activation, "linear") != 0) {
        return hodo_fail(
            error, HODO_INVALID,
            "--samples=%.20s: the angle of several samples is known for linear layers only, not for %s: "
            "measure it",
            text[RMT_ANGLE_SAMPLES], activation);
    }
    if (text[RMT_ANGLE_WIDTH] != NULL) {
        return hodo_fail(
            error, HODO_INVALID,
            "--samples=%.20s and --width=%.20s: several samples are known at infinite width, drop one",
            text[RMT_ANGLE_SAMPLES], text[RMT_ANGLE_WIDTH]);
    }
    hodo_status status = rmt_option_integer(&rmt_angle_options[RMT_ANGLE_SAMPLES], text[RMT_ANGLE_SAMPLES], 1,
                                            1, RMT_SAMPLES_MOST, &wanted->samples, error);
    if (status == HODO_OK) {
        status = rmt_option_real(&rmt_angle_options[RMT_ANGLE_CORRELATION], text[RMT_ANGLE_CORRELATION],
                                 &wanted->correlation, error);
    }
    return status == HODO_OK ? rmt_gram_tangent_square_equal(wanted->samples, wanted->correlation,
                                                             &wanted->gram_tangent_square, error)
                             : status;
}

hodo_status rmt_angle_understand_layer(const char *const *text, rmt_angle_request *wanted, hodo_error *error)
{
    const rmt_architecture *architecture = wanted->network.architecture;
    const char *activation =
        text[RMT_ANGLE_ACTIVATION] != NULL ? text[RMT_ANGLE_ACTIVATION] : architecture->activation;
    const char *weights = text[RMT_ANGLE_WEIGHTS] != NULL ? text[RMT_ANGLE_WEIGHTS] : architecture->weights;
    hodo_status status = HODO_OK;
    wanted->susceptibility = NAN;
    if (strcmp(activation, "two-matrix") == 0) {
        wanted->network.law = rmt_layer_law_find(activation, weights, error);
        status = wanted->network.law != NULL ? check_two_matrix(text, error) : HODO_INVALID;
        return status;
    }
    status = read_layer(text, activation, weights, wanted, error);
    status = status != HODO_OK ? status : read_feature(text[RMT_ANGLE_FEATURE], wanted, error);
    status = status != HODO_OK ? status : read_samples(text, activation, wanted, error);
    if (status == HODO_OK) {
        /* A row of the table says the same to the last digit but one; where it can, it speaks. */
        const rmt_layer_law *law = rmt_layer_law_find(activation, weights, &(hodo_error){0});
        wanted->has_layer = true;
        wanted->by_layer = law == NULL || wanted->feature == RMT_FEATURE_POST ||
                           (text[RMT_ANGLE_WIDTH] != NULL && law->inverse_active == NULL);
        wanted->network.law = law != NULL ? law : wanted->network.law;
    }
    return status;
}
