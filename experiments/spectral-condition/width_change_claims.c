/* What the figures of change against width claim. */
#include "experiments/spectral-condition/width_change.h"

#include "experiments/spectral-condition/loss_matched.h"
#include "experiments/spectral-condition/trial_claims.h"

#include <math.h>
#include <string.h>

/* Finite width adds about 3/n to a change: not derived, but seen with another seed than the figures' (seed 99,
 * 80 trials of ntp on clusters, frobenius: n times the excess over the lazy limit is 2.8(3), 3.5(5), 2.4(9) at
 * n = 32, 64, 128). In the spectral norm W_2^0 is moreover shorter than 2 sqrt 2 by .38 n^(-2/3) (Tracy and
 * Widom's mean). On a slope from n = 64 on that is at most .41 x 3/64 and .008. */
#define SLOPE_TOLERANCE 0.03
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
    trial_claims of;
    width_change_measure measure;
    const char *data, *parametrization;
} stated_line;

/* With its id and statement. */
static hodo_claim named(const stated_line *on, const char *what, const char *statement, hodo_claim claim)
{
    claim.id = trial_text(&on->of, "%s-%s-%s", what, on->parametrization, on->data);
    claim.statement = trial_text(&on->of, "%s, %s: %s", on->data, on->parametrization, statement);
    return claim;
}

/* n_0 of the data, from the table. */
static double inputs_of(const stated_line *on)
{
    const size_t data = hodo_table_find(on->of.table, "data"), inputs = hodo_table_find(on->of.table, "inputs");
    for (size_t row = 0; row < hodo_table_rows(on->of.table); row++) {
        if (strcmp(hodo_table_get(on->of.table, row, data).text, on->data) == 0) {
            return (double)hodo_table_get(on->of.table, row, inputs).integer;
        }
    }
    return NAN;
}

/* Where the row's monomials have their powers of wide networks: the factor min(1, sqrt(n/n_0)) of spectral's
 * first deviation is 1 from n_0 on. */
static double least_width(const stated_line *on)
{
    return strcmp(on->parametrization, "spectral") == 0 ? inputs_of(on) : 0;
}

static size_t asymptotic_widths(const stated_line *on)
{
    size_t count, wide = 0;
    const int64_t *widths = hodo_run_integers(on->of.run, "width", &count);
    for (size_t i = 0; i < count; i++) {
        wide += (double)widths[i] >= least_width(on);
    }
    return wide;
}

static hodo_status claim_slope(const stated_line *on, hodo_error *error)
{
    const trial_claims *of = &on->of;
    const hodo_condition where[] = {{"data", hodo_text(on->data)},
                                    {"parametrization", hodo_text(on->parametrization)},
                                    {"reached", hodo_integer(1)},
                                    {.column = NULL}};
    const bool lazy = strcmp(on->parametrization, "ntp") == 0;
    const double slope = width_change_slope(on->measure, on->parametrization);
    const double other = width_change_slope(on->measure, lazy ? "spectral" : "ntp");
    size_t found;
    if (asymptotic_widths(on) < WIDTHS_LEAST) {
        return HODO_OK;
    }
    hodo_status status = hodo_trial_slopes(of->table, "width", "change", where, least_width(on), INFINITY,
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
    const hodo_estimate interval = {
        .value = half, .draws = found < 2 ? found : 0, .standard_error = found < 2 ? NAN : 0};
    status =
        hodo_claim_estimate(of->claims, named(on, "slope", "slope against width", equal), estimate, error);
    status = status != HODO_OK
                 ? status
                 : hodo_claim_estimate(
                       of->claims, named(on, "interval", "half-width of the slope's interval at 1e-3", narrow),
                       interval, error);
    const char *what = lazy ? "slope, spectral's told apart" : "slope, ntp's told apart";
    return status != HODO_OK
               ? status
               : hodo_claim_estimate(of->claims, named(on, "apart", what, apart), estimate, error);
}

static double size_tolerance(const stated_line *on)
{
    const double n = on->of.widest;
    return 3 / n + (on->measure == WIDTH_CHANGE_SPECTRAL ? 0.38 * pow(n, -2.0 / 3) : 0);
}

/* ntp at the largest width, over the limit. The noise is of initial weights, 1/sqrt n a draw. */
static hodo_status claim_size(const stated_line *on, hodo_error *error)
{
    const hodo_condition where[] = {{"data", hodo_text(on->data)},
                                    {"parametrization", hodo_text(on->parametrization)},
                                    {"reached", hodo_integer(1)},
                                    {"width", hodo_integer((int64_t)on->of.widest)},
                                    {.column = NULL}};
    const hodo_claim size = {.kind = HODO_CLAIM_EQUAL,
                             .predicted = 1,
                             .tolerance = size_tolerance(on),
                             .resolution = SIZE_RESOLUTION};
    const char *what = "change at the largest width over the lazy limit's";
    return trial_claim_ratio(&on->of, named(on, "size", what, size), "change", "lazy_limit", where, error);
}

/* spectral and mup are one law from n_0 on: the largest difference of their logarithms, same draws. */
static hodo_status claim_same(const stated_line *on, hodo_error *error)
{
    static const double rounding =
        1e-3; /* of floats, through tens of steps; without the same law it is of order 1 */
    const trial_claims *of = &on->of;
    size_t count;
    const int64_t *widths = hodo_run_integers(of->run, "width", &count);
    double worst = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        hodo_condition where[] = {{"data", hodo_text(on->data)},
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
        for (size_t k = 0; k < one && k < other && (double)widths[i] >= inputs_of(on); k++) {
            worst = trial_larger(worst, fabs(log(a[k] / b[k])));
        }
    }
    const hodo_claim same = {
        .id = trial_text(of, "one-law-%s", on->data),
        .statement = trial_text(of, "%s: spectral over mup from n = n_0 on, largest |log|", on->data),
        .kind = HODO_CLAIM_AT_MOST,
        .measured = worst,
        .tolerance = rounding};
    return worst == -INFINITY ? HODO_OK : hodo_claims_add(of->claims, &same, error);
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
    stated_line on = {.measure = measure};
    hodo_status status = trial_claims_open(run, table, "width", claims, &on.of, error);
    status = status == HODO_OK ? claim_losses(table, claims, error) : status;
    for (size_t i = 0; i < sets; i++) {
        on.data = data[i];
        for (size_t k = 0; status == HODO_OK && k < rows; k++) {
            on.parametrization = row[k];
            if (isnan(width_change_slope(measure, row[k]))) {
                continue;
            }
            status = claim_slope(&on, error);
            if (status == HODO_OK && strcmp(row[k], "ntp") == 0) {
                status = claim_size(&on, error);
            }
        }
        if (status == HODO_OK && among(row, rows, "spectral") && among(row, rows, "mup")) {
            status = claim_same(&on, error);
        }
    }
    trial_claims_close(&on.of);
    return status;
}
