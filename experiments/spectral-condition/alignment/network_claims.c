#include "experiments/spectral-condition/alignment/alignment_claims.h"
#include "data/two_classes.h"

#include <inttypes.h>
#include <math.h>

/* Slopes against width: the smallest networks are off their limit by a few over N, in a decade of widths .03;
 * with the resolution that is the .1 that would matter. */
#define SLOPE_TOLERANCE 0.03
#define SLOPE_RESOLUTION 0.07

/* Gradients at the widest network: what does not average out is 4/N of the limit. */
#define FINITE_WIDTH 4.0
#define LIMIT_RESOLUTION 0.1

/* Of weights at the start: ||W||_* was certified to a thousandth. */
#define WEIGHT_NORM 1e-3
#define INITIAL_RESOLUTION 0.1

enum { HIDDEN = 2, OUTPUT = 3 };

/* The last look: the largest power of two among the steps. */
static int64_t last_look(const hodo_run *run)
{
    int64_t last = 1;
    while (2 * last <= hodo_run_integer(run, "steps")) {
        last *= 2;
    }
    return last;
}

/* Gradients of the hidden matrix at one batch. */
static hodo_status claim_gradient(const trial_claims *of, const char *data, int64_t batch, bool largest,
                                  hodo_error *error)
{
    const hodo_condition where[] = {
        part(data), what("gradient"), integer("layer", HIDDEN), integer("batch", batch), {.column = NULL}};
    const hodo_condition widest[] = {
        where[0], where[1], where[2], where[3], integer("N", (int64_t)of->widest), {.column = NULL}};
    const hodo_claim slope = {.id = trial_text(of, "slope-%s-%" PRId64, data, batch),
                              .statement = trial_text(of,
                                                      "%s, batch %" PRId64 ": slope of the gradient's "
                                                      "alignment against width",
                                                      data, batch),
                              .kind = HODO_CLAIM_EQUAL,
                              .tolerance = SLOPE_TOLERANCE,
                              .resolution = SLOPE_RESOLUTION};
    const hodo_claim limit = {.id = trial_text(of, "limit-%s-%" PRId64, data, batch),
                              .statement = trial_text(of,
                                                      "%s, batch %" PRId64 ", N = %g: the gradient's "
                                                      "alignment over its limit",
                                                      data, batch, of->widest),
                              .kind = HODO_CLAIM_EQUAL,
                              .predicted = 1,
                              .tolerance = FINITE_WIDTH / of->widest,
                              .resolution = LIMIT_RESOLUTION};
    const hodo_claim apart = {.id = trial_text(of, "chance-falls-%s", data),
                              .statement = trial_text(of,
                                                      "%s: slope -1/2, of directions that meet by chance, "
                                                      "told apart",
                                                      data),
                              .kind = HODO_CLAIM_APART,
                              .predicted = -0.5,
                              .resolution = 0.2};
    hodo_status status = trial_claim_slope(of, slope, "N", "value", where, 0, error);
    status = status == HODO_OK ? trial_claim_ratio(of, limit, "value", "limit", widest, error) : status;
    hodo_estimate mean;
    status = status == HODO_OK ? trial_mean(of, "value", widest, &mean, error) : status;
    status = status == HODO_OK ? hodo_claims_quantity(of->claims, trial_text(of, "%s-%" PRId64, data, batch),
                                                      mean.value, 2, error)
                               : status;
    return status == HODO_OK && largest ? trial_claim_slope(of, apart, "N", "value", where, 0, error) : status;
}

/* Whether two widths are at least `inputs`. Below, how well the input weights are aligned changes with N/d,
 * and so do the constants of what is learned: slopes of steps are claimed from N = d on. */
static bool two_from(const trial_claims *of, double inputs)
{
    size_t widths, count = 0;
    const int64_t *width = hodo_run_integers(of->run, "N", &widths);
    for (size_t i = 0; i < widths; i++) {
        count += (double)width[i] >= inputs;
    }
    return count >= 2;
}

/* The slope over all widths, for the text. */
static hodo_status quote_slope(const trial_claims *of, const char *data, const hodo_condition *where,
                               hodo_error *error)
{
    size_t found;
    const hodo_status status = hodo_trial_slopes(of->table, "N", "value", where, 0, INFINITY, of->arena,
                                                 of->values, of->trials, &found, error);
    return status == HODO_OK ? hodo_claims_quantity(of->claims, trial_text(of, "change-slope-%s", data),
                                                    hodo_estimate_mean(of->values, found).value, 2, error)
                             : status;
}

/* The hidden weights at the start; the change and the sum at the last look. */
static hodo_status claim_steps(const trial_claims *of, const char *data, hodo_error *error)
{
    const int64_t last = last_look(of->run);
    const double inputs = (double)hodo_two_classes_inputs(&(hodo_two_classes_setting){.name = data});
    const hodo_condition start[] = {part(data),
                                    what("weight"),
                                    integer("layer", HIDDEN),
                                    integer("step", 0),
                                    integer("N", (int64_t)of->widest),
                                    {.column = NULL}};
    const hodo_condition change[] = {
        part(data), what("change"), integer("layer", HIDDEN), integer("step", last), {.column = NULL}};
    const hodo_condition sum[] = {
        part(data), what("sum"), integer("layer", HIDDEN), integer("step", last), {.column = NULL}};
    const hodo_claim weight = {.id = trial_text(of, "start-%s", data),
                               .statement = trial_text(of,
                                                       "%s, hidden weights at the start, N = %g: alignment "
                                                       "over that of a Gaussian",
                                                       data, of->widest),
                               .kind = HODO_CLAIM_EQUAL,
                               .predicted = 1,
                               .tolerance = WEIGHT_NORM + 1 / of->widest,
                               .resolution = INITIAL_RESOLUTION};
    hodo_claim slope = {.id = trial_text(of, "change-%s", data),
                        .statement = trial_text(of,
                                                "%s, %" PRId64 " steps: slope of the change's alignment "
                                                "against width, N >= d",
                                                data, last),
                        .kind = HODO_CLAIM_EQUAL,
                        .tolerance = SLOPE_TOLERANCE,
                        .resolution = SLOPE_RESOLUTION};
    hodo_status status = trial_claim_ratio(of, weight, "value", "finite", start, error);
    status = status == HODO_OK ? quote_slope(of, data, change, error) : status;
    if (status != HODO_OK || !two_from(of, inputs)) {
        return status;
    }
    status = trial_claim_slope(of, slope, "N", "value", change, inputs, error);
    slope.id = trial_text(of, "sum-slope-%s", data);
    slope.statement = trial_text(of,
                                 "%s, %" PRId64 " steps: slope of the sum of the two parts against width, "
                                 "N >= d",
                                 data, last);
    return status == HODO_OK ? trial_claim_slope(of, slope, "N", "value", sum, inputs, error) : status;
}

/* The least mean sum, over widths, steps, and the layers whose input moves. */
static hodo_status claim_sum(const trial_claims *of, const char *data, hodo_error *error)
{
    size_t widths, count = 0;
    const int64_t *width = hodo_run_integers(of->run, "N", &widths);
    hodo_estimate worst = {.value = INFINITY};
    for (size_t i = 0; i < widths; i++) {
        for (int64_t step = 1; step <= last_look(of->run); step *= 2) {
            for (int64_t layer = HIDDEN; layer <= OUTPUT; layer++) {
                const hodo_condition where[] = {part(data),
                                                what("sum"),
                                                integer("N", width[i]),
                                                integer("step", step),
                                                integer("layer", layer),
                                                {.column = NULL}};
                hodo_estimate mean;
                const hodo_status status = trial_mean(of, "value", where, &mean, error);
                if (status != HODO_OK) {
                    return status;
                }
                worst = trial_worse(HODO_CLAIM_AT_LEAST, mean, worst) ? mean : worst;
                count++;
            }
        }
    }
    worst.standard_error *= hodo_claim_worst_of(HODO_CLAIM_AT_LEAST, worst.draws, count);
    const hodo_claim bound = {.id = trial_text(of, "no-cancellation-%s", data),
                              .statement = trial_text(of,
                                                      "%s: the least sum of the two parts, over widths, steps, "
                                                      "layers: not below that of parts at a right angle",
                                                      data),
                              .kind = HODO_CLAIM_AT_LEAST,
                              .predicted = M_SQRT1_2,
                              .resolution = 0.2};
    return hodo_claim_estimate(of->claims, bound, worst, error);
}

hodo_status alignment_network_claims(const trial_claims *of, const char *data, hodo_error *error)
{
    size_t batches;
    const int64_t *batch = hodo_run_integers(of->run, "batch", &batches);
    int64_t largest = 1;
    hodo_status status = HODO_OK;
    for (size_t b = 0; b < batches; b++) {
        largest = batch[b] > largest ? batch[b] : largest;
    }
    for (size_t b = 0; status == HODO_OK && b < batches; b++) {
        status = batch[b] > 1 ? claim_gradient(of, data, batch[b], batch[b] == largest, error) : HODO_OK;
    }
    status = status == HODO_OK ? claim_steps(of, data, error) : status;
    return status == HODO_OK ? claim_sum(of, data, error) : status;
}
