#include "experiments/feature-speed/backward-twin/twin_claims.h"

#include "experiments/feature-speed/backward-twin/twin_theory.h"
#include "lab/trials.h"

#include <math.h>
#include <stdio.h>

/* Both sides are sums of some n m products in double, each right to eps = 1.1e-16 of its size; cancellation of
 * curvature and contributions is taken out by dividing by the sum of their sizes. */
static const double sides_agree_to = 1e-10;

/* A power of n_v is told from the nearest other one, half a power away, by half of that. */
static const double slope_resolution = 0.25;

/* Width over matrices above at which 1/cos^2 is judged by its mean: twice ANGLE_CLAIM_MLP_ASPECT of
 * angle_claims.h, which is for some hundred draws; here are a few tens. */
static const double mean_aspect = 8.0;

typedef struct twin_table {
    const hodo_run *run;
    const hodo_table *table;
    hodo_arena *arena;
    hodo_claims *claims;
    hodo_error *error;
    size_t trials;
    const char *mlp, *resnet; /* their rules, or NULL */
} twin_table;

static double at(const twin_table *own, size_t row, const char *column)
{
    return hodo_table_get(own->table, row, hodo_table_find(own->table, column)).real;
}

/* |left - right| over the sizes of the right side's parts; sign -1: the angle against +f_v. */
static double defect(const twin_table *own, size_t row, double sign, const char *curvature)
{
    const double part = at(own, row, curvature), contributions = at(own, row, "contributions");
    return fabs(sign * at(own, row, "left") - part - contributions) / (fabs(part) + contributions);
}

/* The worst row of the identity, and the best row of each wrong version of it. */
static hodo_status claim_sides(const twin_table *own)
{
    double worst = 0.0, wrong_sign = INFINITY, wrong_residual = INFINITY;
    const size_t loss = hodo_table_find(own->table, "loss");
    for (size_t row = 0; row < hodo_table_rows(own->table); row++) {
        const double here = defect(own, row, 1.0, "curvature");
        worst = here > worst || !(here == here) ? here : worst;
        if (hodo_table_get(own->table, row, loss).text[0] == 'l') {
            wrong_sign = fmin(wrong_sign, defect(own, row, -1.0, "curvature"));
        } else {
            wrong_residual = fmin(wrong_residual, defect(own, row, 1.0, "residual"));
        }
    }
    const hodo_claim claims[] = {
        {.id = "sides-agree",
         .statement = "Proposition 6.1: the sides differ by at most this, relative, on every row",
         .kind = HODO_CLAIM_AT_MOST,
         .predicted = sides_agree_to,
         .measured = worst},
        {.id = "against-f-falls",
         .statement = "linear loss, the angle taken against +f_v: the least relative defect is not 0",
         .kind = HODO_CLAIM_APART,
         .measured = wrong_sign,
         .tolerance = sides_agree_to},
        {.id = "residual-falls",
         .statement = "square loss, the residual in the place of f_L: the least relative defect is not 0",
         .kind = HODO_CLAIM_APART,
         .measured = wrong_residual,
         .tolerance = sides_agree_to},
    };
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < 3 && status == HODO_OK; i++) {
        status = hodo_claims_add(own->claims, &claims[i], own->error);
    }
    return status;
}

/* Slopes of a column against n_v, one a trial, and what the mean over trials of the theory's is there. */
static hodo_status take_slopes(const twin_table *own, const char *rule, const char *loss, const char *column,
                               double least, double most, double *values, size_t *found)
{
    const hodo_condition where[] = {{"network", hodo_text(rule)},
                                    {"loss", hodo_text(loss)},
                                    {"samples", hodo_integer(1)},
                                    {.column = NULL}};
    return hodo_trial_slopes(own->table, "above", column, where, least, most, own->arena, values, own->trials,
                             found, own->error);
}

/* The linear loss in an MLP: the power of n_v from n/8 on. */
static hodo_status claim_linear(const twin_table *own, double n, double *values)
{
    size_t found = 0;
    double predicted = NAN, finite = NAN;
    hodo_status status = take_slopes(own, own->mlp, "linear", "cos_theory", n / 8.0, n, values, &found);
    predicted = found > 0 ? values[0] : NAN;
    if (status == HODO_OK) {
        status = take_slopes(own, own->mlp, "linear", "inverse_square_theory", n / 8.0, n, values, &found);
        finite = found > 0 ? -0.5 * values[0] : NAN;
    }
    if (status == HODO_OK) {
        status = take_slopes(own, own->mlp, "linear", "cos", n / 8.0, n, values, &found);
    }
    /* What the width adds to the slope of E[1/cos^2]^(-1/2); the mean of a logarithm moves by less. */
    const double width = fabs(finite - predicted);
    const hodo_claim claims[] = {
        {.id = "linear-slope",
         .statement =
             "linear loss, MLP: slope of log cos(thetatilde) against log n_v from n/8 on, as predicted",
         .predicted = predicted,
         .tolerance = width,
         .resolution = slope_resolution},
        {.id = "printed-power-falls",
         .statement = "linear loss, MLP: the printed power +1/2 is told apart",
         .kind = HODO_CLAIM_APART,
         .predicted = 0.5,
         .tolerance = width,
         .resolution = slope_resolution},
    };
    for (size_t i = 0; i < 2 && status == HODO_OK; i++) {
        status = hodo_claim_mean(own->claims, claims[i], values, found, own->error);
    }
    return status;
}

/* 1/cos^2 over its exact mean at this width, with as many matrices above as leave its law narrow enough for
 * Student's quantile. */
static hodo_status claim_mean(const twin_table *own, double n)
{
    const double above = floor(fmin(n, hodo_run_real(own->run, "m") / mean_aspect));
    if (above < 1.0) {
        return HODO_OK;
    }
    const hodo_condition where[] = {{"network", hodo_text(own->mlp)},
                                    {"loss", hodo_text("linear")},
                                    {"samples", hodo_integer(1)},
                                    {"above", hodo_integer((int64_t)above)},
                                    {.column = NULL}};
    size_t count = 0, theory_count = 0;
    double *cosine = hodo_select(own->table, "cos", where, own->arena, &count, own->error);
    const double *theory =
        hodo_select(own->table, "inverse_square_theory", where, own->arena, &theory_count, own->error);
    if (cosine == NULL || theory == NULL) {
        return own->error->status;
    }
    for (size_t i = 0; i < count; i++) {
        cosine[i] = 1.0 / (cosine[i] * cosine[i] * theory[i]);
    }
    char statement[96];
    (void)snprintf(statement, sizeof statement,
                   "linear loss, MLP, n_v = %.0f: mean of 1/cos^2 over its exact value", above);
    const hodo_claim claim = {.id = "linear-mean",
                              .statement = statement,
                              .predicted = 1.0,
                              .resolution = 0.5};
    return hodo_claim_mean(own->claims, claim, cosine, count, own->error);
}

/* The square loss in an MLP: the rise, where the turning by f_L' is the longer part of b_v'. */
static hodo_status claim_square(const twin_table *own, double n, double *values)
{
    const double crossing =
        twin_theory_crossing(hodo_run_integer(own->run, "L"), hodo_run_real(own->run, "readout"));
    const double most = fmin(floor(crossing), n);
    twin_square_slope theory = {NAN, NAN, NAN};
    size_t found = 0;
    if (most < 3.0) {
        return HODO_OK; /* two points are no slope to judge */
    }
    hodo_status status = twin_theory_square_slope(own->run, (int64_t)most, &theory, own->error);
    if (status == HODO_OK) {
        status = take_slopes(own, own->mlp, "square", "cos_contributions", 1.0, most, values, &found);
    }
    /* What the width adds by M2, beyond the walk of the norms, which the prediction has. */
    const double width = fabs(theory.walked_mean - theory.walked);
    const hodo_claim claims[] = {
        {.id = "square-slope",
         .statement = "square loss, MLP: slope of log cos(thetatilde) against log n_v up to the crossing",
         .predicted = theory.walked,
         .tolerance = width,
         .resolution = slope_resolution},
        {.id = "linear-power-falls",
         .statement = "square loss, MLP: the linear loss's power -1/2 is told apart there",
         .kind = HODO_CLAIM_APART,
         .predicted = -0.5,
         .tolerance = width,
         .resolution = slope_resolution},
    };
    for (size_t i = 0; i < 2 && status == HODO_OK; i++) {
        status = hodo_claim_mean(own->claims, claims[i], values, found, own->error);
    }
    if (status == HODO_OK) {
        status = hodo_claims_quantity(own->claims, "crossing", crossing, 2, own->error);
    }
    return status == HODO_OK
               ? hodo_claims_quantity(own->claims, "slope-infinite-width", theory.infinite, 2, own->error)
               : status;
}

/* Slopes and means are of one sample, and of three features or more: two points are no slope to judge. */
static bool has_angles(const hodo_run *run, double n)
{
    size_t sizes;
    const int64_t *samples = hodo_run_integers(run, "samples", &sizes);
    bool one = false;
    for (size_t i = 0; i < sizes; i++) {
        one = one || samples[i] == 1;
    }
    return one && n >= 3.0;
}

static hodo_status claim_resnet(const twin_table *own, double n, double *values)
{
    size_t found = 0;
    const hodo_status status = take_slopes(own, own->resnet, "linear", "cos", n / 8.0, n, values, &found);
    /* Nearer to the power 0 of Theta(1) than to the MLP's -1/2. */
    const hodo_claim claim = {.id = "resnet-slope",
                              .statement = "linear loss, ResNet: slope of log cos(thetatilde) from n/8 on",
                              .kind = HODO_CLAIM_AT_LEAST,
                              .predicted = -0.25,
                              .resolution = slope_resolution};
    return status == HODO_OK ? hodo_claim_mean(own->claims, claim, values, found, own->error) : status;
}

hodo_status twin_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    twin_table own = {run,  table, hodo_arena_alloc(), claims, error, (size_t)hodo_run_integer(run, "trials"),
                      NULL, NULL};
    const int64_t depth = hodo_run_integer(run, "L");
    const double n = (double)(depth - 2);
    double *values = own.arena != NULL ? hodo_arena_take(own.arena, own.trials, sizeof *values, error) : NULL;
    hodo_status status =
        values == NULL ? hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims") : claim_sides(&own);
    size_t rules;
    const char *const *names = hodo_run_texts(run, "branch_scale", &rules);
    for (size_t i = 0; i < rules; i++) {
        *(twin_theory_is_mlp(names[i], depth) ? &own.mlp : &own.resnet) = names[i];
    }
    const bool angles = has_angles(run, n);
    if (status == HODO_OK && angles && own.mlp != NULL) {
        status = claim_linear(&own, n, values);
        status = status == HODO_OK ? claim_mean(&own, n) : status;
        status = status == HODO_OK ? claim_square(&own, n, values) : status;
    }
    if (status == HODO_OK && angles && own.resnet != NULL) {
        status = claim_resnet(&own, n, values);
    }
    hodo_arena_free(own.arena);
    return status;
}
