/* What the figures of change against width claim. */
#include "experiments/spectral-condition/width_change.h"

#include "experiments/spectral-condition/loss_matched.h"
#include "lab/trials.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Finite width takes or adds a share of up to 3/n (a product of layers, each off by some 5/(8n)), and W_2^0 is
 * shorter than 2 sqrt 2 by .38 n^(-2/3) in the spectral norm (Tracy and Widom's mean). On a slope from n = 64
 * on that is .41 x 3/64 and .007. */
#define SLOPE_TOLERANCE 0.03
#define SIZE_TOLERANCE(n) (3 / (n) + 0.38 * pow(n, -2.0 / 3))
#define SIZE_RESOLUTION 0.2  /* a factor sqrt 2 left out would be .4 */
#define SLOPE_RESOLUTION 0.1 /* half-width of the interval that is asked for */

enum { WIDTHS_LEAST = 3 }; /* of a slope that is claimed */

static const struct {
    const char *parametrization;
    double slope[3];
} slopes[] = {{"ntp", {-0.5, -0.5, -1}}, {"spectral", {0, 0, -0.5}}, {"mup", {0, 0, -0.5}}};
enum { SLOPES = sizeof slopes / sizeof slopes[0] };

double width_change_slope(width_change_measure measure, const char *parametrization)
{
    for (size_t i = 0; i < SLOPES; i++) {
        if (strcmp(slopes[i].parametrization, parametrization) == 0) {
            return slopes[i].slope[measure];
        }
    }
    return NAN;
}

hodo_status width_change_theory(const hodo_run *run, hodo_table *table, width_change_measure measure,
                                hodo_error *error)
{
    (void)run, (void)error;
    const size_t by = hodo_table_find(table, "parametrization"), at = hodo_table_find(table, "slope");
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        hodo_table_set(table, row, at,
                       hodo_real(width_change_slope(measure, hodo_table_get(table, row, by).text)));
    }
    return HODO_OK;
}

/* One line of the figure. */
typedef struct stated_line {
    const hodo_run *run;
    const hodo_table *table;
    width_change_measure measure;
    const char *data, *parametrization;
    hodo_arena *arena;
    double *values; /* (trials,) */
    size_t trials;
} stated_line;

static hodo_status add(const stated_line *of, const char *what, const char *statement, hodo_claim claim,
                       hodo_estimate estimate, hodo_claims *claims, hodo_error *error)
{
    char id[96], sentence[160];
    (void)snprintf(id, sizeof id, "%s-%s-%s", what, of->parametrization, of->data);
    (void)snprintf(sentence, sizeof sentence, "%s, %s: %s", of->data, of->parametrization, statement);
    claim.id = id;
    claim.statement = sentence;
    return hodo_claim_estimate(claims, claim, estimate, error);
}

/* n_0 of the data, from the table. */
static double inputs_of(const stated_line *of)
{
    const size_t data = hodo_table_find(of->table, "data"), inputs = hodo_table_find(of->table, "inputs");
    for (size_t row = 0; row < hodo_table_rows(of->table); row++) {
        if (strcmp(hodo_table_get(of->table, row, data).text, of->data) == 0) {
            return (double)hodo_table_get(of->table, row, inputs).integer;
        }
    }
    return NAN;
}

/* Where the row's monomials have their powers of wide networks: the factor min(1, sqrt(n/n_0)) of spectral's
 * first deviation is 1 from n_0 on. */
static double least_width(const stated_line *of)
{
    return strcmp(of->parametrization, "spectral") == 0 ? inputs_of(of) : 0;
}

static size_t asymptotic_widths(const stated_line *of)
{
    size_t count, wide = 0;
    const int64_t *widths = hodo_run_integers(of->run, "width", &count);
    for (size_t i = 0; i < count; i++) {
        wide += (double)widths[i] >= least_width(of);
    }
    return wide;
}

static hodo_status claim_slope(const stated_line *of, hodo_claims *claims, hodo_error *error)
{
    const hodo_condition where[] = {{"data", hodo_text(of->data)},
                                    {"parametrization", hodo_text(of->parametrization)},
                                    {"reached", hodo_integer(1)},
                                    {.column = NULL}};
    const bool lazy = strcmp(of->parametrization, "ntp") == 0;
    const double slope = width_change_slope(of->measure, of->parametrization);
    const double other = width_change_slope(of->measure, lazy ? "spectral" : "ntp");
    size_t found;
    if (asymptotic_widths(of) < WIDTHS_LEAST) {
        return HODO_OK;
    }
    hodo_status status = hodo_trial_slopes(of->table, "width", "change", where, least_width(of), INFINITY,
                                           of->arena, of->values, of->trials, &found, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_estimate estimate = hodo_estimate_mean(of->values, found);
    const hodo_claim equal = {.kind = HODO_CLAIM_EQUAL,
                              .predicted = slope,
                              .tolerance = SLOPE_TOLERANCE,
                              .resolution = SLOPE_RESOLUTION};
    const hodo_claim apart = {.kind = HODO_CLAIM_APART,
                              .predicted = other,
                              .tolerance = SLOPE_TOLERANCE,
                              .resolution = SLOPE_RESOLUTION};
    const hodo_claim narrow = {
        .kind = HODO_CLAIM_AT_MOST, .predicted = SLOPE_RESOLUTION, .resolution = INFINITY};
    const double half =
        found < 2 ? 0 : hodo_claim_quantile(HODO_CLAIM_EQUAL, found) * estimate.standard_error;
    status = add(of, "slope", "slope against width", equal, estimate, claims, error);
    status = status != HODO_OK ? status
                               : add(of, "interval", "half-width of the slope's interval at 1e-3", narrow,
                                     (hodo_estimate){.value = half,
                                                     .draws = found < 2 ? found : 0,
                                                     .standard_error = found < 2 ? NAN : 0},
                                     claims, error);
    return status != HODO_OK
               ? status
               : add(of, "apart", lazy ? "slope, spectral's told apart" : "slope, ntp's told apart", apart,
                     estimate, claims, error);
}

/* ntp at the largest width, over the limit. The noise is of initial weights, 1/sqrt n a draw. */
static hodo_status claim_size(const stated_line *of, hodo_claims *claims, hodo_error *error)
{
    size_t count, found = 0, limits = 0;
    const int64_t *widths = hodo_run_integers(of->run, "width", &count);
    int64_t widest = widths[0];
    for (size_t i = 1; i < count; i++) {
        widest = widths[i] > widest ? widths[i] : widest;
    }
    const hodo_condition where[] = {{"data", hodo_text(of->data)},
                                    {"parametrization", hodo_text(of->parametrization)},
                                    {"reached", hodo_integer(1)},
                                    {"width", hodo_integer(widest)},
                                    {.column = NULL}};
    double *limit = hodo_arena_take(of->arena, of->trials, sizeof *limit, error);
    hodo_status status = limit == NULL ? HODO_NO_MEMORY
                                       : hodo_trial_means(of->table, "change", where, of->arena, of->values,
                                                          of->trials, &found, error);
    status = status != HODO_OK ? status
                               : hodo_trial_means(of->table, "lazy_limit", where, of->arena, limit, of->trials,
                                                  &limits, error);
    for (size_t i = 0; status == HODO_OK && i < found; i++) {
        of->values[i] /= limit[i];
    }
    const double finite = SIZE_TOLERANCE((double)widest);
    const hodo_claim size = {
        .kind = HODO_CLAIM_EQUAL, .predicted = 1, .tolerance = finite, .resolution = SIZE_RESOLUTION};
    return status != HODO_OK ? status
                             : add(of, "size", "change at the largest width over the lazy limit's", size,
                                   hodo_estimate_mean(of->values, found), claims, error);
}

/* spectral and mup are one law from n_0 on: the largest difference of their logarithms, same draws. */
static hodo_status claim_same(const stated_line *of, hodo_claims *claims, hodo_error *error)
{
    static const double rounding =
        1e-3; /* of floats, through tens of steps; without the same law it is of order 1 */
    size_t count;
    const int64_t *widths = hodo_run_integers(of->run, "width", &count);
    double worst = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        hodo_condition where[] = {{"data", hodo_text(of->data)},
                                  {"parametrization", hodo_text("spectral")},
                                  {"width", hodo_integer(widths[i])},
                                  {.column = NULL}};
        size_t one, other;
        const double *a = hodo_select(of->table, "change", where, of->arena, &one, error);
        where[1].value = hodo_text("mup");
        const double *b = hodo_select(of->table, "change", where, of->arena, &other, error);
        if (a == NULL || b == NULL) {
            return error->status;
        }
        for (size_t k = 0; k < one && k < other && (double)widths[i] >= inputs_of(of); k++) {
            const double apart = fabs(log(a[k] / b[k]));
            worst = apart <= worst ? worst : apart; /* not a number stays */
        }
    }
    char id[96], sentence[160];
    (void)snprintf(id, sizeof id, "one-law-%s", of->data);
    (void)snprintf(sentence, sizeof sentence, "%s: spectral over mup from n = n_0 on, largest |log|", of->data);
    const hodo_claim same = {
        .id = id, .statement = sentence, .kind = HODO_CLAIM_AT_MOST, .measured = worst, .tolerance = rounding};
    return worst == -INFINITY ? HODO_OK : hodo_claims_add(claims, &same, error);
}

static bool among(const char *const *names, size_t count, const char *name)
{
    size_t i = 0;
    while (i < count && strcmp(names[i], name) != 0) {
        i++;
    }
    return i < count;
}

static hodo_status claim_losses(const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    const size_t loss = hodo_table_find(table, "loss"), reached = hodo_table_find(table, "reached");
    double least = INFINITY, most = -INFINITY, missed = 0;
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        const double value = hodo_table_get(table, row, loss).real;
        missed += hodo_table_get(table, row, reached).integer == 0;
        least = fmin(least, value);
        most = fmax(most, value);
    }
    const hodo_claim matched = {.id = "losses-matched",
                                .statement = "largest loss over the smallest, less 1",
                                .kind = HODO_CLAIM_AT_MOST,
                                .predicted = 0,
                                .measured = missed > 0 ? INFINITY : most / least - 1,
                                .tolerance = 2.1 * LOSS_MATCHED_TOLERANCE};
    const hodo_status status = hodo_claims_add(claims, &matched, error);
    return status != HODO_OK ? status : hodo_claims_quantity(claims, "missed", missed, 3, error);
}

hodo_status width_change_claims(const hodo_run *run, const hodo_table *table, width_change_measure measure,
                                hodo_claims *claims, hodo_error *error)
{
    size_t sets, rows;
    const char *const *data = hodo_run_texts(run, "data", &sets);
    const char *const *row = hodo_run_texts(run, "parametrization", &rows);
    stated_line of = {.run = run,
                      .table = table,
                      .measure = measure,
                      .arena = hodo_arena_alloc(),
                      .trials = (size_t)hodo_run_integer(run, "trials")};
    of.values = of.arena == NULL ? NULL : hodo_arena_take(of.arena, of.trials, sizeof *of.values, error);
    hodo_status status = of.values != NULL ? claim_losses(table, claims, error)
                                           : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; i < sets; i++) {
        for (size_t k = 0; status == HODO_OK && k < rows; k++) {
            of.data = data[i];
            of.parametrization = row[k];
            if (isnan(width_change_slope(measure, row[k]))) {
                continue;
            }
            status = claim_slope(&of, claims, error);
            if (status == HODO_OK && strcmp(row[k], "ntp") == 0) {
                status = claim_size(&of, claims, error);
            }
        }
        of.data = data[i];
        if (status == HODO_OK && among(row, rows, "spectral") && among(row, rows, "mup")) {
            status = claim_same(&of, claims, error);
        }
    }
    hodo_arena_free(of.arena);
    return status;
}
