#include "experiments/gamma-eta/toy-portrait/toy_claims.h"

#include "experiments/gamma-eta/toy_theory.h"
#include "lab/estimate.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the limits of the theory leave out at the gammas that are run: the toys themselves have no noise. */
#define PART 0.03

hodo_status toy_boundary_theory(const toy_model *model, const toy_loss *loss, double gamma, int64_t steps,
                                const char *what, double *value, hodo_error *error)
{
    hodo_status status = HODO_OK;
    *value = NAN;
    if (strcmp(what, TOY_SLOWEST) == 0) {
        status = toy_theory_time(model, loss, gamma, 1 - TOY_NEAR, value, error);
        *value /= (double)steps;
    } else if (strcmp(what, TOY_ONSET) == 0) {
        status = toy_theory_onset(model, loss, gamma, value, error);
    } else if (strcmp(what, TOY_FAILURE) == 0) {
        *value = 2 / toy_theory_sharpness(model, loss, gamma);
    } else if (strcmp(what, TOY_DIVERGENCE) == 0) {
        status = toy_theory_divergence(model, loss, gamma, value, error);
    } else if (strcmp(what, TOY_PLATEAU) == 0) {
        status = toy_theory_time(model, loss, gamma, 0.5, value, error);
        *value /= gamma;
    }
    return status;
}

/* What is read off the values y of one boundary at the gammas of a range. */
typedef enum reading {
    WORST = 0,      /* the ratio y / theory that is farthest from 1 */
    SLOPE,          /* of ln y against ln gamma */
    LOG_SLOPE,      /* of y against ln gamma */
    AT_LEAST_GAMMA, /* y / gamma^power at the least gamma of the range */
    AT_MOST_GAMMA   /* the same at the greatest */
} reading;

#define TINY 1e-2  /* gamma << 1 up to here */
#define LARGE 99.9 /* gamma >> 1 from here */
#define HUGE_GAMMA 1e9
#define EDGE_SLOPE "the first failure follows gamma^(2/L), gamma >> 1"
#define FAST "steps of the plateau at half the edge grow as gamma^(1 - 2/L), gamma >> 1"
#define LIMIT "eta_min T / gamma at the largest gamma is 1/(L (L - 2)) over |l'(0)|: the blow-up time"
#define LOG_TIME "the plateau of two layers lasts ln(gamma) / (4 |l'(0)|)"
#define CE_SLOPE 0.231058578630004879 /* |l'(0)| = s(1) - 1/2 */

static const struct stated {
    const char *id, *statement, *model, *loss, *what; /* NULL: all */
    reading reading;
    hodo_claim_kind kind;
    double least, most;          /* gamma */
    double predicted, tolerance; /* tolerance: of predicted; of a slope, as it is */
    double power;
    bool per_step; /* y is multiplied by T */
} statements[] = {
    {"edge-tied-3-mse", "worst eta_max / (2 / sharpness), every gamma", "tied-3", "mse", TOY_FAILURE, WORST, 0,
     0, HUGE_GAMMA, 1, PART, 0, false},
    {"edge-tied-3-ce", "worst eta_max / (2 / sharpness), every gamma", "tied-3", "ce", TOY_FAILURE, WORST, 0, 0,
     HUGE_GAMMA, 1, PART, 0, false},
    {"edge-tied-4-mse", "worst eta_max / (2 / sharpness), every gamma", "tied-4", "mse", TOY_FAILURE, WORST, 0,
     0, HUGE_GAMMA, 1, PART, 0, false},
    {"edge-tied-4-ce", "worst eta_max / (2 / sharpness), every gamma", "tied-4", "ce", TOY_FAILURE, WORST, 0, 0,
     HUGE_GAMMA, 1, PART, 0, false},
    {"edge-balanced-mse", "worst eta_max / (2 / sharpness), every gamma: no catapults where u = v", "pair-1-1",
     "mse", TOY_FAILURE, WORST, 0, 0, HUGE_GAMMA, 1, PART, 0, false},
    {"edge-balanced-ce", "worst eta_max / (2 / sharpness), every gamma: no catapults where u = v", "pair-1-1",
     "ce", TOY_FAILURE, WORST, 0, 0, HUGE_GAMMA, 1, PART, 0, false},
    {"time-mse", "worst eta_min T / (time of the flow to f~ = .9), every gamma", NULL, "mse", TOY_SLOWEST,
     WORST, 0, 0, HUGE_GAMMA, 1, PART, 0, false},
    {"time-ce", "worst eta_min T / (time of the flow to f~ = .9), every gamma", NULL, "ce", TOY_SLOWEST, WORST,
     0, 0, HUGE_GAMMA, 1, PART, 0, false},
    {"limit-3-mse", LIMIT, "tied-3", "mse", TOY_SLOWEST, AT_MOST_GAMMA, 0, 999, HUGE_GAMMA, 1.0 / 3, PART, 1,
     true},
    {"limit-4-mse", LIMIT, "tied-4", "mse", TOY_SLOWEST, AT_MOST_GAMMA, 0, 999, HUGE_GAMMA, 1.0 / 8, PART, 1,
     true},
    {"limit-3-ce", LIMIT, "tied-3", "ce", TOY_SLOWEST, AT_MOST_GAMMA, 0, 999, HUGE_GAMMA, 1 / CE_SLOPE / 3,
     PART, 1, true},
    {"limit-4-ce", LIMIT, "tied-4", "ce", TOY_SLOWEST, AT_MOST_GAMMA, 0, 999, HUGE_GAMMA, 1 / CE_SLOPE / 8,
     PART, 1, true},
    {"plateau-mse", "worst time to f~ = 1/2 over the flow's, gamma >> 1", NULL, "mse", TOY_PLATEAU, WORST, 0,
     LARGE, HUGE_GAMMA, 1, PART, 0, false},
    {"plateau-ce", "worst time to f~ = 1/2 over the flow's, gamma >> 1", NULL, "ce", TOY_PLATEAU, WORST, 0,
     LARGE, HUGE_GAMMA, 1, PART, 0, false},
    {"plateau-log-mse", LOG_TIME, "tied-2", "mse", TOY_PLATEAU, LOG_SLOPE, 0, LARGE, HUGE_GAMMA, 0.25, PART, 0,
     false},
    {"plateau-log-ce", LOG_TIME, "tied-2", "ce", TOY_PLATEAU, LOG_SLOPE, 0, LARGE, HUGE_GAMMA, 0.25 / CE_SLOPE,
     PART, 0, false},
    {"plateau-steps-3-mse", FAST, "tied-3", "mse", TOY_PLATEAU_STEPS, SLOPE, 0, LARGE, HUGE_GAMMA, 1.0 / 3,
     PART, 0, false},
    {"plateau-steps-3-ce", FAST, "tied-3", "ce", TOY_PLATEAU_STEPS, SLOPE, 0, LARGE, HUGE_GAMMA, 1.0 / 3, PART,
     0, false},
    {"plateau-steps-4-mse", FAST, "tied-4", "mse", TOY_PLATEAU_STEPS, SLOPE, 0, LARGE, HUGE_GAMMA, 0.5, PART, 0,
     false},
    {"plateau-steps-4-ce", FAST, "tied-4", "ce", TOY_PLATEAU_STEPS, SLOPE, 0, LARGE, HUGE_GAMMA, 0.5, PART, 0,
     false},
    {"crit-mse", "worst onset of a rising loss over that of the first step, gamma << 1", NULL, "mse", TOY_ONSET,
     WORST, 0, 0, TINY, 1, PART, 0, false},
    {"crit-ce", "worst onset of a rising loss over that of the first step, gamma << 1", NULL, "ce", TOY_ONSET,
     WORST, 0, 0, TINY, 1, PART, 0, false},
    {"catapult-mse", "start (1, 0): the first eta to diverge, over gamma^2, at the least gamma", "pair-1-0",
     "mse", TOY_DIVERGENCE, AT_LEAST_GAMMA, 0, 0, TINY, 4, PART, 2, false},
    {"catapult-mse-apart", "the linear edge, 2 gamma^2, is told apart", "pair-1-0", "mse", TOY_DIVERGENCE,
     AT_LEAST_GAMMA, HODO_CLAIM_APART, 0, TINY, 2, PART, 2, false},
    {"catapult-ce", "start (1, 0): the first eta to diverge, over gamma, at the least gamma: the walk's root",
     "pair-1-0", "ce", TOY_DIVERGENCE, AT_LEAST_GAMMA, 0, 0, TINY, NAN, PART, 1, false},
    {"balanced-mse", "start (1, 1): the first eta to diverge over 4 / sharpness, every gamma: the cubic map",
     "pair-1-1", "mse", TOY_DIVERGENCE, WORST, 0, 0, HUGE_GAMMA, 1, PART, 0, false},
    {"balanced-ce", "start (1, 1): the first eta to diverge, over gamma, at the least gamma: 2 (1 + e)",
     "pair-1-1", "ce", TOY_DIVERGENCE, AT_LEAST_GAMMA, 0, 0, TINY, 2 + 2 * M_E, PART, 1, false},
    {"slope-max-lazy-mse", "the first eta to diverge follows gamma^2, gamma << 1", "pair-1-0", "mse",
     TOY_DIVERGENCE, SLOPE, 0, 0, TINY, 2, PART, 0, false},
    {"slope-max-lazy-ce", "the first eta to diverge follows gamma, gamma << 1", "pair-1-0", "ce",
     TOY_DIVERGENCE, SLOPE, 0, 0, TINY, 1, PART, 0, false},
    {"slope-max-lazy-ce-apart", "the law of the square loss, gamma^2, is told apart", "pair-1-0", "ce",
     TOY_DIVERGENCE, SLOPE, HODO_CLAIM_APART, 0, TINY, 2, PART, 0, false},
    {"slope-max-2-mse", EDGE_SLOPE, "tied-2", "mse", TOY_FAILURE, SLOPE, 0, LARGE, HUGE_GAMMA, 1, PART, 0,
     false},
    {"slope-max-3-mse", EDGE_SLOPE, "tied-3", "mse", TOY_FAILURE, SLOPE, 0, LARGE, HUGE_GAMMA, 2.0 / 3, PART, 0,
     false},
    {"slope-max-4-mse", EDGE_SLOPE, "tied-4", "mse", TOY_FAILURE, SLOPE, 0, LARGE, HUGE_GAMMA, 0.5, PART, 0,
     false},
    {"slope-max-2-ce", EDGE_SLOPE, "tied-2", "ce", TOY_FAILURE, SLOPE, 0, LARGE, HUGE_GAMMA, 1, PART, 0, false},
    {"slope-max-3-ce", EDGE_SLOPE, "tied-3", "ce", TOY_FAILURE, SLOPE, 0, LARGE, HUGE_GAMMA, 2.0 / 3, PART, 0,
     false},
    {"slope-max-4-ce", EDGE_SLOPE, "tied-4", "ce", TOY_FAILURE, SLOPE, 0, LARGE, HUGE_GAMMA, 0.5, PART, 0,
     false},
    {"slope-min-lazy", "eta_min follows gamma^2, gamma << 1", "tied-3", "mse", TOY_SLOWEST, SLOPE, 0, 0, TINY,
     2, PART, 0, false},
    {"slope-min-rich-3", "eta_min follows gamma, gamma >> 1", "tied-3", "mse", TOY_SLOWEST, SLOPE, 0, LARGE,
     HUGE_GAMMA, 1, PART, 0, false},
    {"slope-min-rich-4", "eta_min follows gamma, gamma >> 1", "tied-4", "mse", TOY_SLOWEST, SLOPE, 0, LARGE,
     HUGE_GAMMA, 1, PART, 0, false},
};

/* The points of one statement: gamma, the boundary and its theory. */
typedef struct points {
    double *gamma, *value, *theory;
    size_t count;
} points;

static void gather(const hodo_table *table, const struct stated *of, points *into)
{
    const size_t model = hodo_table_find(table, "model"), loss = hodo_table_find(table, "loss");
    const size_t what = hodo_table_find(table, "what"), place = hodo_table_find(table, "gamma");
    const size_t value = hodo_table_find(table, "low"), theory = hodo_table_find(table, "theory");
    into->count = 0;
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        const double gamma = hodo_table_get(table, row, place).real;
        const double y = hodo_table_get(table, row, value).real;
        if (strcmp(hodo_table_get(table, row, what).text, of->what) != 0 ||
            strcmp(hodo_table_get(table, row, loss).text, of->loss) != 0 ||
            (of->model != NULL && strcmp(hodo_table_get(table, row, model).text, of->model) != 0) ||
            !(gamma >= of->least && gamma <= of->most * (1 + 1e-9))) {
            continue;
        }
        into->gamma[into->count] = gamma;
        into->value[into->count] = y;
        into->theory[into->count++] = hodo_table_get(table, row, theory).real;
    }
}

/* NaN where the points do not suffice; the worst is NaN where one of them is. Uses up the points. */
static double measure(const struct stated *of, points *at, double per_step)
{
    double best = NAN, gamma = NAN;
    for (size_t i = 0; i < at->count; i++) {
        const double ratio = at->value[i] / at->theory[i];
        if (of->reading == WORST && (i == 0 || (!isnan(best) && !(fabs(ratio - 1) <= fabs(best - 1))))) {
            best = ratio;
        } else if ((of->reading == AT_LEAST_GAMMA && !(at->gamma[i] >= gamma)) ||
                   (of->reading == AT_MOST_GAMMA && !(at->gamma[i] <= gamma))) {
            gamma = at->gamma[i];
            best = at->value[i] * per_step / pow(gamma, of->power);
        }
        at->gamma[i] = log(at->gamma[i]);
        at->value[i] = of->reading == SLOPE ? log(at->value[i]) : at->value[i];
    }
    if (of->reading != SLOPE && of->reading != LOG_SLOPE) {
        return best;
    }
    return at->count < 3 ? NAN : hodo_estimate_slope(at->gamma, at->value, NULL, at->count).value;
}

/* What the text quotes besides: at gamma nearest to 10^3 and to .1. */
static hodo_status quote(const hodo_run *run, const hodo_table *table, points *at, hodo_claims *claims,
                         hodo_error *error)
{
    const double T = (double)hodo_run_integer(run, "steps");
    const struct {
        const char *key;
        struct stated of;
        double scale;
    } quoted[] = {
        {"min-3-mse",
         {.model = "tied-3", .loss = "mse", .what = TOY_SLOWEST, .least = 999, .most = 1001},
         T / 1e3},
        {"min-4-mse",
         {.model = "tied-4", .loss = "mse", .what = TOY_SLOWEST, .least = 999, .most = 1001},
         T / 1e3},
        {"min-3-ce",
         {.model = "tied-3", .loss = "ce", .what = TOY_SLOWEST, .least = 999, .most = 1001},
         T / 1e3},
        {"catapult-tenth",
         {.model = "pair-1-0", .loss = "mse", .what = TOY_DIVERGENCE, .least = 0.0999, .most = 0.1001},
         100},
        {"balanced-tenth",
         {.model = "pair-1-1", .loss = "mse", .what = TOY_FAILURE, .least = 0.0999, .most = 0.1001},
         200},
        {"catapult-ce-one",
         {.model = "pair-1-0", .loss = "ce", .what = TOY_LAST, .least = 0.999, .most = 1.001},
         1},
    };
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < sizeof quoted / sizeof quoted[0]; i++) {
        gather(table, &quoted[i].of, at);
        status = hodo_claims_quantity(claims, quoted[i].key,
                                      at->count > 0 ? at->value[0] * quoted[i].scale : NAN, 3, error);
    }
    return status;
}

hodo_status toy_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    double walk = NAN;
    hodo_status status =
        toy_theory_divergence(toy_model_find("pair-1-0"), toy_loss_find("ce"), 1, &walk, error);
    double *memory = calloc(3 * hodo_table_rows(table) + 1, sizeof *memory);
    if (memory == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    points at = {memory, memory + hodo_table_rows(table), memory + 2 * hodo_table_rows(table), 0};
    for (size_t i = 0; status == HODO_OK && i < sizeof statements / sizeof statements[0]; i++) {
        const struct stated *of = &statements[i];
        gather(table, of, &at);
        const double measured = measure(of, &at, of->per_step ? (double)hodo_run_integer(run, "steps") : 1);
        const double predicted = isnan(of->predicted) ? walk : of->predicted;
        if (at.count == 0 || (of->reading == SLOPE && at.count < 3) ||
            (of->reading == LOG_SLOPE && at.count < 3)) {
            continue; /* a run of other gammas or models */
        }
        char statement[200];
        (void)snprintf(statement, sizeof statement, "%s, %s: %s", of->model != NULL ? of->model : "all",
                       of->loss, of->statement);
        const hodo_claim claim = {.id = of->id,
                                  .statement = statement,
                                  .kind = of->kind,
                                  .predicted = predicted,
                                  .measured = measured,
                                  .tolerance = of->tolerance * (of->reading == SLOPE ? 1 : predicted),
                                  .resolution = INFINITY};
        status = hodo_claims_add(claims, &claim, error);
    }
    status = status != HODO_OK ? status : quote(run, table, &at, claims, error);
    free(memory);
    return status;
}
