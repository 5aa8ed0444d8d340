#include "experiments/gamma-eta/spectral-density/spectrum_claims.h"

#include "lab/trials.h"

#include <math.h>

static hodo_status scalar(const hodo_table *table, const char *column, double gamma, int64_t stage,
                          size_t trial, hodo_arena *arena, double *value, hodo_error *error)
{
    const hodo_condition where[] = {{"gamma", hodo_real(gamma)},
                                    {"stage", hodo_integer(stage)},
                                    {"trial", hodo_integer((int64_t)trial)},
                                    {"point", hodo_integer(0)},
                                    {.column = NULL}};
    size_t count = 0;
    const double *found = hodo_select(table, column, where, arena, &count, error);
    if (found == NULL) {
        return error->status;
    }
    *value = count == 1 ? found[0] : NAN;
    return HODO_OK;
}

typedef struct stated {
    const char *id, *statement, *column, *over; /* `over`: divided by this one; NULL: not */
    int first, last;                            /* of gamma's list; differing: the slope between them */
    int64_t stage;
    hodo_claim claim;
} stated;

/* Outliers: at small width the first of the next k-fold eigenvalue may split so far that it joins them. The
 * count goes to 2 CLASSES. */
enum { LAZY = 0, MIDDLE = 1, RICH = 2, GAMMAS = 3 };
static const stated statements[] = {
    {"start-trace", "start: N tr H over its mean over weights, 2 L/2^(L-1) |x|^2/(d gamma^2)", "trace_exact",
     "trace_start", LAZY, LAZY, 0,
     {.kind = HODO_CLAIM_EQUAL, .predicted = 1, .resolution = 0.5}},
    {"top-slope-lazy", "start: slope of lambda_max from the least to the middle gamma", "top", NULL, LAZY,
     MIDDLE, 0, {.kind = HODO_CLAIM_EQUAL, .predicted = -2, .tolerance = 0.1, .resolution = 0.1}},
    {"top-slope-rich", "start: slope of lambda_max from the middle to the largest gamma", "top", NULL, MIDDLE,
     RICH, 0, {.kind = HODO_CLAIM_EQUAL, .predicted = -1, .tolerance = 0.15, .resolution = 0.1}},
    {"lazy-lowest", "start, least gamma: lambda_min over lambda_max", "lowest", NULL, LAZY, LAZY, 0,
     {.kind = HODO_CLAIM_EQUAL, .predicted = 0, .tolerance = 0.01, .resolution = 0.1}},
    {"rich-lowest", "start, largest gamma: lambda_min over lambda_max", "lowest", NULL, RICH, RICH, 0,
     {.kind = HODO_CLAIM_EQUAL, .predicted = -1, .tolerance = 0.1, .resolution = 0.3}},
    {"outliers-lazy-start", "start, least gamma: outliers, one a class", "outliers", NULL, LAZY, LAZY, 0,
     {.kind = HODO_CLAIM_EQUAL, .predicted = CLASSES, .tolerance = 1, .resolution = 2}},
    {"outliers-lazy-end", "end, least gamma: outliers, one a class", "outliers", NULL, LAZY, LAZY, 2,
     {.kind = HODO_CLAIM_EQUAL, .predicted = CLASSES, .tolerance = 1, .resolution = 2}},
    {"outliers-rich-middle", "middle, largest gamma: fewer outliers than classes, told apart", "outliers", NULL,
     RICH, RICH, 1, {.kind = HODO_CLAIM_APART, .predicted = CLASSES, .resolution = 4}},
    {"outliers-rich-end", "end, largest gamma: no more outliers than classes", "outliers", NULL, RICH, RICH, 2,
     {.kind = HODO_CLAIM_AT_MOST, .predicted = CLASSES, .tolerance = 0.5, .resolution = 5}},
};

static hodo_status number(const hodo_table *table, const stated *what, const double *gamma, size_t trial,
                          hodo_arena *arena, double *value, hodo_error *error)
{
    double other = 1;
    hodo_status status =
        scalar(table, what->column, gamma[what->first], what->stage, trial, arena, value, error);
    if (status == HODO_OK && what->last != what->first) {
        status = scalar(table, what->column, gamma[what->last], what->stage, trial, arena, &other, error);
        *value = log(other / *value) / log(gamma[what->last] / gamma[what->first]);
    } else if (status == HODO_OK && what->over != NULL) {
        status = scalar(table, what->over, gamma[what->first], what->stage, trial, arena, &other, error);
        *value /= other;
    }
    return status;
}

/* Quadrature's trace less the exact one, over the sum of all moduli: the mean over gammas and stages. */
static hodo_status trace_error(const hodo_table *table, const double *gamma, size_t trial, hodo_arena *arena,
                               double *value, hodo_error *error)
{
    hodo_status status = HODO_OK;
    *value = 0;
    for (size_t g = 0; status == HODO_OK && g < GAMMAS; g++) {
        for (int64_t stage = 0; status == HODO_OK && stage < STAGES; stage++) {
            double trace, exact = NAN, absolute = NAN;
            status = scalar(table, "trace", gamma[g], stage, trial, arena, &trace, error);
            status = status != HODO_OK
                         ? status
                         : scalar(table, "trace_exact", gamma[g], stage, trial, arena, &exact, error);
            status = status != HODO_OK
                         ? status
                         : scalar(table, "absolute", gamma[g], stage, trial, arena, &absolute, error);
            *value += (trace - exact) / absolute / (GAMMAS * STAGES);
        }
    }
    return status;
}

hodo_status spectrum_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error)
{
    size_t gammas;
    const double *gamma = hodo_run_reals(run, "gamma", &gammas);
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    if (gammas != GAMMAS) {
        return HODO_OK; /* the statements are about a least, a middle and a largest one */
    }
    hodo_arena *arena = hodo_arena_alloc();
    double *values = arena != NULL ? hodo_arena_take(arena, trials, sizeof *values, error) : NULL;
    hodo_status status =
        values != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t trial = 0; status == HODO_OK && trial < trials; trial++) {
        status = trace_error(table, gamma, trial, arena, &values[trial], error);
    }
    const hodo_claim trace = {
        .id = "trace",
        .statement = "tr H by quadrature less tr H by the tangent kernel, over sum |lambda|",
        .kind = HODO_CLAIM_EQUAL,
        .resolution = 0.1}; /* G twice as large would be .15 or more: a third of the spectra are lazy */
    status = status != HODO_OK ? status : hodo_claim_mean(claims, trace, values, trials, error);
    for (size_t i = 0; status == HODO_OK && i < sizeof statements / sizeof statements[0]; i++) {
        for (size_t trial = 0; status == HODO_OK && trial < trials; trial++) {
            status = number(table, &statements[i], gamma, trial, arena, &values[trial], error);
        }
        hodo_claim claim = statements[i].claim;
        claim.id = statements[i].id;
        claim.statement = statements[i].statement;
        status = status != HODO_OK ? status : hodo_claim_mean(claims, claim, values, trials, error);
    }
    hodo_arena_free(arena);
    return status;
}
