/* Ours: 1/cos^2 of the backward-feature angle against depth for every activation, with Gaussian and with
 * orthogonal weights: its slope is a third of kappa, the growth of the Jacobian's second moment a layer,
 * which is one Gaussian integral of phi'. One network gives all its features: each stands above its own
 * number of matrices. */
#include "experiments/feature-speed/activations-and-weights/activated_network.h"
#include "experiments/feature-speed/activations-and-weights/growth_claims.h"
#include "experiments/feature-speed/activations-and-weights/growth_theory.h"
#include "experiments/feature-speed/network_parameters.h"
#include "rmt/finite/active_units.h"

static const hodo_parameter parameters[] = {
    {.name = "network",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .usual = "linear/gaussian,linear/orthogonal,abs/gaussian,abs/orthogonal,hard-tanh/gaussian,"
              "hard-tanh/orthogonal,tanh/gaussian,tanh/orthogonal,abrelu/gaussian,"
              "abrelu/orthogonal,erf/gaussian,erf/orthogonal,silu/gaussian,silu/orthogonal,"
              "relu/gaussian,relu/orthogonal,gelu/gaussian,gelu/orthogonal",
     .unit = "1",
     .doc = "ACTIVATION/gaussian or ACTIVATION/orthogonal"},
    PARAMETER_WIDTH("48", "128"),
    PARAMETER_DEPTH(HODO_ONE, "8", "10", NULL),
    PARAMETER_INPUTS,
    {.name = "q",
     .type = HODO_REAL,
     .usual = "1",
     .unit = "1",
     .doc = "variance of a pre-activation",
     .least = 0,
     .most = 1e6,
     .least_excluded = true},
    {.name = "lengths",
     .type = HODO_TEXT,
     .usual = "rule",
     .unit = "1",
     .doc = "held at q by a norm, free, or rule: held where the fixed point repels"},
    PARAMETER_TRIALS("400", "180", NULL),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"network", "", "activation and law of the weights", HODO_TEXT},
    {"trial", "1", "draw of all weights; the features of a trial share it", HODO_INTEGER},
    {"n", "1", "trained matrices below the feature", HODO_INTEGER},
    {"pre", "1", "1/cos^2 of the feature before the activation", HODO_REAL},
    {"post", "1", "1/cos^2 of the feature after it", HODO_REAL},
    {"growth", "1", "of the trial: three times the slope of pre against n, upper two thirds of n", HODO_REAL},
    {"gain", "1", "of the trial: mean of post - pre over the same n", HODO_REAL},
    {.name = NULL},
};

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    if (hodo_cell_integer(cell, "m") < RMT_LEAST_ACTIVE) {
        return hodo_fail(error, HODO_INVALID,
                         "m = %g: below width %d the mean of 1/cos^2 is infinite: give more",
                         hodo_cell_real(cell, "m"), RMT_LEAST_ACTIVE);
    }
    if (hodo_cell_integer(cell, "L") < 4) {
        return hodo_fail(error, HODO_INVALID, "L = %g: one trained matrix gives no slope: give at least 4",
                         hodo_cell_real(cell, "L"));
    }
    if (hodo_cell_integer(cell, "trials") != 0) {
        return HODO_OK; /* as the first, and quadratures take time */
    }
    const char *network = hodo_cell_text(cell, "network");
    const double q = hodo_cell_real(cell, "q");
    const int64_t width = hodo_cell_integer(cell, "m"), depth = hodo_cell_integer(cell, "L");
    growth_prediction prediction; /* at great depth the mean is beyond all numbers: better known now */
    activated_length length;
    hodo_status status = growth_predict(network, q, width, depth, hodo_cell_arena(cell), &prediction, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_nonlinearity *shape = &prediction.layer.shape;
    status = activated_length_at(shape, q, hodo_cell_text(cell, "lengths"), &length, error);
    return status != HODO_OK ? status : activated_units_check(shape, q, width, depth, error);
}

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    const char *name = hodo_cell_text(cell, "network");
    const size_t count = (size_t)hodo_cell_integer(cell, "L") - 2;
    hodo_nonlinearity shape;
    activated_length length;
    activated_angles angles;
    bool orthogonal;
    hodo_status status = activated_name(name, &shape, &orthogonal, error);
    if (status == HODO_OK) {
        status = activated_length_at(&shape, hodo_cell_real(cell, "q"), hodo_cell_text(cell, "lengths"),
                                     &length, error);
    }
    if (status == HODO_OK) {
        status = activated_network_measure(cell, &shape, orthogonal, &length, &angles, error);
    }
    for (size_t n = 1; n <= count && status == HODO_OK; n++) {
        status = hodo_cell_row(
            cell,
            (hodo_value[]){hodo_text(name), hodo_integer(hodo_cell_integer(cell, "trials")),
                           hodo_integer((int64_t)n), hodo_real(angles.pre[n - 1]),
                           hodo_real(angles.post[n - 1]), hodo_real(angles.growth), hodo_real(angles.gain)},
            error);
    }
    return status;
}
/* end: cell */

static double cost(const hodo_cell *cell)
{
    hodo_nonlinearity shape;
    bool orthogonal;
    /* Names were checked. */
    return activated_name(hodo_cell_text(cell, "network"), &shape, &orthogonal, NULL) == HODO_OK
               ? activated_network_cost(cell, &shape, orthogonal)
               : 0.0;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/activations-and-weights",
        .title = "the angle against depth for every activation, Gaussian and orthogonal weights",
        .source = "ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = growth_theory_columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = growth_theory,
        .claims = growth_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
