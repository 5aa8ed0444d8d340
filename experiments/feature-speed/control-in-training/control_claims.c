#include "experiments/feature-speed/control-in-training/control_claims.h"

#include "experiments/feature-speed/control-in-training/control_cell.h"
#include "experiments/feature-speed/control-in-training/control_judge.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

/* Of a slope in L of the decay that steps achieve: steps are finite, and what their second order takes grows
 * with L. A fifth of the least exponent that the table's rows differ by, 1/2. */
#define STEP_TOLERANCE 0.1

/* Of exponents of the width, which are 0 and -1/2 as m -> infinity only: over the widths of the run the law of
 * a sum of squares is some 1/sqrt(2m) wide. */
#define WIDTH_TOLERANCE 0.1

/* Of the share of a commanded decay that finite steps achieve. */
#define FOLLOW_TOLERANCE 0.1

/* Of a loss over its first value. */
#define LOSS_RESOLUTION 0.2

/* Exponents of the table differ by 1/2: whoever agrees, with a tolerance of a tenth, excludes the next one. */
#define EXPONENT_RESOLUTION 0.4

/* One sample at the start: the slope of log E k, and half of what Jensen's inequality leaves open. */
static hodo_status claim_start(const control_judge *of, const char *scheme, const char *id,
                               const char *statement, hodo_error *error)
{
    const control_rows which = {scheme, 0, of->width, 0};
    const double most = (double)of->width / CONTROL_START_ASPECT;
    size_t found, laws;
    hodo_status status = control_gather(of, which, "L", "log_start", most, &found, error);
    const hodo_estimate measured = hodo_estimate_mean(of->values, found);
    double ends[2] = {NAN, NAN};
    for (size_t i = 0; status == HODO_OK && i < 2; i++) {
        /* The columns are logarithms: their slopes by the same least squares, of 10^column. */
        static const char *const columns[2] = {"start_law", "start_lowest"};
        hodo_condition where[HODO_TRIAL_CONDITIONS];
        size_t count = 0, used = 0;
        control_conditions(of, which, 0, where);
        double *x = hodo_select(of->table, "L", where, of->arena, &count, error);
        double *y = hodo_select(of->table, columns[i], where, of->arena, &laws, error);
        if (x == NULL || y == NULL) {
            return error->status;
        }
        for (size_t j = 0; j < count; j++) {
            if (x[j] <= most) {
                y[used] = y[j];
                x[used++] = log10(x[j]);
            }
        }
        ends[i] = used > 1 ? hodo_estimate_slope(x, y, NULL, used).value : NAN;
    }
    const hodo_claim claim = {.id = id,
                              .statement = statement,
                              .kind = HODO_CLAIM_EQUAL,
                              .predicted = (ends[0] + ends[1]) / 2,
                              .tolerance = fabs(ends[0] - ends[1]) / 2,
                              .resolution = EXPONENT_RESOLUTION};
    return status != HODO_OK || !isfinite(ends[0]) ? status
                                                   : hodo_claim_estimate(of->claims, claim, measured, error);
}

/* The loss does not come down to the target within the steps of the run. */
static hodo_status claim_untrained(const control_judge *of, const char *scheme, hodo_error *error)
{
    char id[64], statement[160];
    const double target = hodo_run_real(of->run, "target");
    (void)snprintf(id, sizeof id, "untrained-%s", scheme);
    (void)snprintf(statement, sizeof statement,
                   "%s, L = %" PRId64 ": loss after %" PRId64
                   " steps over its first value, above the target %g",
                   scheme, of->depth, of->steps, target);
    const hodo_claim claim = {.id = id,
                              .statement = statement,
                              .kind = HODO_CLAIM_AT_LEAST,
                              .predicted = target,
                              .resolution = LOSS_RESOLUTION};
    size_t found;
    const hodo_status status = control_gather(of, (control_rows){scheme, of->depth, of->width, of->steps}, NULL,
                                              "loss", INFINITY, &found, error);
    return status != HODO_OK ? status : hodo_claim_mean(of->claims, claim, of->values, found, error);
}

/* The command is kept to the end: decay of the loss after all steps over eta times their number. */
static hodo_status claim_followed(const control_judge *of, int64_t depth, hodo_error *error)
{
    char id[64], statement[160];
    (void)snprintf(id, sizeof id, "followed-fsc-l%" PRId64, depth);
    (void)snprintf(statement, sizeof statement,
                   "fsc, L = %" PRId64 ": decay of the loss over what was commanded, all %" PRId64 " steps",
                   depth, of->steps);
    const hodo_claim claim = {.id = id,
                              .statement = statement,
                              .predicted = 1,
                              .tolerance = FOLLOW_TOLERANCE,
                              .resolution = LOSS_RESOLUTION};
    size_t found;
    const hodo_status status = control_gather(of, (control_rows){"fsc", depth, of->width, of->steps}, NULL,
                                              "achieved", INFINITY, &found, error);
    return status != HODO_OK ? status : hodo_claim_mean(of->claims, claim, of->values, found, error);
}

/* The claims that are slopes: whose, of what, against what. */
static hodo_status claim_slopes(const control_judge *of, hodo_error *error)
{
    const struct {
        control_rows which;
        const char *against, *column;
        hodo_claim claim;
    } stated[] = {
        {{"fsc", 0, of->width, 1},
         "L",
         "achieved",
         {.id = "achieved-fsc",
          .statement = "fsc: decay that the first step achieves, slope in L",
          .tolerance = STEP_TOLERANCE,
          .resolution = EXPONENT_RESOLUTION}},
        {{"fsc-start", 0, of->width, 1},
         "L",
         "achieved",
         {.id = "achieved-fsc-start",
          .statement = "fsc-start: decay that the first step achieves, slope in L",
          .tolerance = STEP_TOLERANCE,
          .resolution = EXPONENT_RESOLUTION}},
        {{"mf-mup", 0, of->width, 1},
         "L",
         "achieved",
         {.id = "achieved-mf-mup",
          .statement = "mf-mup: decay that the first step achieves, slope in L: falls",
          .kind = HODO_CLAIM_AT_MOST,
          .predicted = -0.5,
          .tolerance = STEP_TOLERANCE,
          .resolution = 1}},
        {{"bafu", 0, of->width, 0},
         "L",
         "speed",
         {.id = "speed-bafu",
          .statement = "bafu: feature speed at the start, slope in L: apart from constant",
          .kind = HODO_CLAIM_APART,
          .tolerance = STEP_TOLERANCE,
          .resolution = 0.5}},
        {{"ntk", of->least_depth, 0, of->steps},
         "m",
         "moved",
         {.id = "change-ntk",
          .statement = "ntk: change of the last feature times the residual, slope in m",
          .predicted = -0.5,
          .tolerance = WIDTH_TOLERANCE,
          .resolution = EXPONENT_RESOLUTION}},
        {{"mf-mup", of->least_depth, 0, of->steps},
         "m",
         "moved",
         {.id = "change-mf-mup",
          .statement = "mf-mup: change of the last feature times the residual, slope in m",
          .tolerance = WIDTH_TOLERANCE,
          .resolution = EXPONENT_RESOLUTION}},
        {{"fsc", of->least_depth, 0, of->steps},
         "m",
         "moved",
         {.id = "change-fsc",
          .statement = "fsc: change of the last feature times the residual, slope in m",
          .tolerance = WIDTH_TOLERANCE,
          .resolution = EXPONENT_RESOLUTION}},
    };
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < sizeof stated / sizeof stated[0]; i++) {
        if (control_has_scheme(of, stated[i].which.scheme)) {
            status = control_claim_slope(of, stated[i].claim, stated[i].which, stated[i].against,
                                         stated[i].column, INFINITY, error);
        }
    }
    return status;
}

/* How the deepest fsc ends: the mean of its loss, and the worst loss of any step and trial over the first. */
static hodo_status quote_deepest(const control_judge *of, hodo_error *error)
{
    size_t found;
    const control_rows which = {"fsc", of->depth, of->width, of->steps};
    hodo_status status = control_gather(of, which, NULL, "loss", INFINITY, &found, error);
    status = status != HODO_OK ? status
                               : hodo_claims_quantity(of->claims, "deepest-loss",
                                                      hodo_estimate_mean(of->values, found).value, 2, error);
    status = status != HODO_OK ? status : control_gather(of, which, NULL, "largest", INFINITY, &found, error);
    double worst = 0.0;
    for (size_t i = 0; status == HODO_OK && i < found; i++) {
        worst = fmax(worst, of->values[i]);
    }
    status = status != HODO_OK ? status : hodo_claims_quantity(of->claims, "deepest-largest", worst, 3, error);
    return status != HODO_OK
               ? status
               : hodo_claims_quantity(of->claims, "deepest", (double)of->depth, of->depth < 100 ? 2 : 3, error);
}

static hodo_status claim_all(const control_judge *of, hodo_error *error)
{
    hodo_status status = HODO_OK;
    if (control_has_scheme(of, "fsc-table")) {
        status = claim_start(of, "fsc-table", "start-fsc-table",
                             "fsc-table: decay of one sample at the start, slope in L", error);
    }
    if (status == HODO_OK && control_has_scheme(of, "mf-mup")) {
        status = claim_start(of, "mf-mup", "start-mf-mup",
                             "mf-mup: decay of one sample at the start, slope in L", error);
    }
    status = status != HODO_OK ? status : claim_slopes(of, error);
    static const char *const others[] = {"ntk", "mf-mup", "fsc-table", "fsc-start"};
    for (size_t i = 0; status == HODO_OK && i < sizeof others / sizeof others[0]; i++) {
        status = control_has_scheme(of, others[i]) ? claim_untrained(of, others[i], error) : HODO_OK;
    }
    for (int64_t depth = of->least_depth; status == HODO_OK && depth <= of->depth; depth++) {
        const hodo_condition where[] = {{"scheme", hodo_text("fsc")},
                                        {"L", hodo_integer(depth)},
                                        {"m", hodo_integer(of->width)},
                                        {.column = NULL}};
        size_t count;
        status =
            hodo_select(of->table, "loss", where, of->arena, &count, error) != NULL ? HODO_OK : error->status;
        if (status == HODO_OK && count > 0) {
            status = claim_followed(of, depth, error);
        }
    }
    return status != HODO_OK || !control_has_scheme(of, "fsc") ? status : quote_deepest(of, error);
}

hodo_status control_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    control_judge of;
    hodo_status status = control_judge_open(run, table, claims, &of, error);
    status = status != HODO_OK ? status : claim_all(&of, error);
    control_judge_close(&of);
    return status;
}
