#include "train/parametrization.h"

#include "base/name.h"

#include <math.h>

static const char *const role_names[HODO_ROLES] = {"input", "hidden", "branch", "output"};
static const char *const step_names[HODO_STEP_KINDS] = {"gradient", "entrywise", "orthogonal"};

const hodo_parametrization *hodo_parametrization_find(const char *name, hodo_error *error)
{
    const size_t at = hodo_name_find("parametrization", name, &hodo_parametrizations[0].name,
                                     sizeof hodo_parametrizations[0], SIZE_MAX, error);
    return at != HODO_NO_NAME ? &hodo_parametrizations[at] : NULL;
}

double hodo_monomial_value(const hodo_monomial *monomial, double fan_in, double fan_out, double width,
                           double depth)
{
    return monomial->constant * pow(fan_in, monomial->fan_in) * pow(fan_out, monomial->fan_out) *
           pow(width, monomial->width) * pow(depth, monomial->depth) *
           pow(fmin(1.0, fan_out / fan_in), monomial->narrowing);
}

static bool positive(double x)
{
    return x > 0.0 && isfinite(x);
}

static hodo_status check_scales(const hodo_scales *scales, hodo_error *error)
{
    return positive(scales->width) && positive(scales->depth) && positive(scales->gain)
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID,
                           "width %g, depth %g, gain %g of a parametrization: all must be positive and finite",
                           scales->width, scales->depth, scales->gain);
}

hodo_status hodo_parametrization_branch_scale(const hodo_parametrization *row, const hodo_scales *scales,
                                              double *branch_scale, hodo_error *error)
{
    const hodo_status status = check_scales(scales, error);
    if (status != HODO_OK) {
        return status;
    }
    if (row->branch_scale.constant == 0.0) {
        return hodo_fail(error, HODO_INVALID,
                         "%s has no scale for residual branches: take a model without them, or another "
                         "parametrization, such as depth-mup",
                         row->name);
    }
    *branch_scale = hodo_monomial_value(&row->branch_scale, 1.0, 1.0, scales->width, scales->depth);
    return HODO_OK;
}

/* Whether layer i stands inside a residual: in between an OPEN and its CLOSE. */
static bool in_branch(const hodo_architecture *architecture, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (architecture->layers[j].kind == HODO_RESIDUAL_OPEN && architecture->partner[j] > i) {
            return true;
        }
    }
    return false;
}

hodo_role hodo_role_of(const hodo_architecture *architecture, size_t k)
{
    if (k + 1 == architecture->weight_count) {
        return HODO_OUTPUT;
    }
    if (k == 0) {
        return HODO_INPUT;
    }
    return in_branch(architecture, architecture->weight_layer[k]) ? HODO_BRANCH : HODO_HIDDEN;
}

/* Whether what enters weight matrix k is phi of something, perhaps scaled, pooled or kept by a residual since;
 * a norm has size 1 again, and so needs no gain. */
static bool after_activation(const hodo_architecture *architecture, size_t k)
{
    const size_t below = k > 0 ? architecture->weight_layer[k - 1] + 1 : 0;
    for (size_t j = architecture->weight_layer[k]; j-- > below;) {
        const hodo_layer_kind kind = architecture->layers[j].kind;
        if (kind == HODO_ACTIVATION) {
            return true;
        }
        if (kind == HODO_LAYER_NORM || kind == HODO_RESIDUAL_CLOSE) {
            return false;
        }
    }
    return false;
}

typedef struct hodo_set {
    double gain, multiplier, rate;
} hodo_set;

/* What the row says of weight matrix k. An orthogonal matrix (n, m) times g has entries of rms
 * g/sqrt(max(n, m)); its spectral norm is g. */
static hodo_status look_up(const hodo_parametrization *row, const hodo_scales *scales, hodo_step_kind step,
                           const hodo_architecture *architecture, size_t k, hodo_set *set, hodo_error *error)
{
    const hodo_layer *layer = hodo_weight_layer(architecture, k);
    const hodo_role role = hodo_role_of(architecture, k);
    const hodo_scaling *scaling = &row->role[role];
    const hodo_monomial *const monomials[] = {&scaling->deviation, &scaling->multiplier, &scaling->rate[step]};
    double values[3];
    if (scaling->deviation.constant == 0.0 || scaling->multiplier.constant == 0.0) {
        return hodo_fail(error, HODO_INVALID,
                         "%s has no rule for weight matrix %zu (%s): take another model or parametrization",
                         row->name, k, role_names[role]);
    }
    if (layer->trained && scaling->rate[step].constant == 0.0) {
        return hodo_fail(error, HODO_INVALID,
                         "%s has no %s rate for weight matrix %zu (%s): take another optimiser", row->name,
                         step_names[step], k, role_names[role]);
    }
    for (size_t i = 0; i < 3; i++) {
        values[i] = hodo_monomial_value(monomials[i], (double)layer->fan_in, (double)layer->fan_out,
                                        scales->width, scales->depth);
        if (!positive(values[i]) && (i < 2 || layer->trained)) {
            return hodo_fail(error, HODO_INVALID,
                             "%s gives weight matrix %zu (%zu inputs, %zu outputs) a %s of %g: it must be "
                             "positive and finite; width %g or depth %g is out of reach",
                             row->name, k, layer->fan_in, layer->fan_out,
                             i == 0 ? "deviation" : i == 1 ? "multiplier" : "rate", values[i], scales->width,
                             scales->depth);
        }
    }
    const bool with_gain = after_activation(architecture, k) && !(role == HODO_OUTPUT && row->plain_readout);
    double gain = with_gain ? scales->gain * values[0] : values[0];
    if (layer->initial == HODO_ORTHOGONAL && !row->spectral_initial) {
        gain *= sqrt((double)(layer->inputs > layer->outputs ? layer->inputs : layer->outputs));
    }
    *set = (hodo_set){gain, values[1], layer->trained ? values[2] : 0.0};
    return HODO_OK;
}

hodo_status hodo_parametrization_apply(const hodo_parametrization *row, const hodo_scales *scales,
                                       hodo_step_kind step, hodo_architecture *architecture, double *rates,
                                       hodo_error *error)
{
    if ((unsigned)step >= HODO_STEP_KINDS) {
        return hodo_fail(error, HODO_INVALID, "step kind %d: there are %d", (int)step, (int)HODO_STEP_KINDS);
    }
    hodo_status status = check_scales(scales, error);
    hodo_set set;
    for (size_t k = 0; k < architecture->weight_count && status == HODO_OK; k++) {
        status = look_up(row, scales, step, architecture, k, &set, error);
    }
    for (size_t k = 0; k < architecture->weight_count && status == HODO_OK; k++) {
        status = look_up(row, scales, step, architecture, k, &set, error);
        hodo_layer *layer = hodo_weight_layer(architecture, k);
        layer->gain = set.gain;
        layer->multiplier = set.multiplier;
        rates[k] = set.rate;
    }
    return status;
}
