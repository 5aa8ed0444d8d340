#include "experiments/gamma-eta/catapults/catapult_claims.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A claim on the onset or the edge of one series: the mean over gamma of a column, or its slope against gamma.
 */
typedef struct row {
    const char *series, *what, *column;
    bool slope; /* against gamma; else the mean */
    hodo_claim claim;
} row;

/* A loss of which the share s stands in the direction of the largest curvature doubles within T steps at
 * (1 + delta) 2/lambda with delta = ln(2/s)/(4 T): that far above 2/lambda the onset is seen. 3/T allows for
 * any share above 10^-5. On the stream a batch of 64 is not the population, whose curvature we measure.
 *
 * Both edges lie somewhere in the last section, the same for all seeds, which scatter does not show: half of it
 * is added to what is said of their place. Slopes over two decades of gamma move by half of it at most, which
 * their tolerances hold. */
static const double growth = 3, stream_tolerance = 0.15;

static const row rows[] = {
    {"square/fixed",
     "onset",
     "ratio",
     false,
     {.id = "onset-fixed",
      .statement = "MSE, one batch: onset of catapults over 2/lambda",
      .predicted = 1,
      .resolution = 0.1}},
    {"square/fixed",
     "onset",
     "ratio",
     false,
     {.id = "onset-fixed-apart",
      .statement = "MSE, one batch: onset over 2/lambda is not 2 (4/lambda)",
      .kind = HODO_CLAIM_APART,
      .predicted = 2,
      .resolution = 0.5}},
    {"square/stream",
     "onset",
     "ratio",
     false,
     {.id = "onset-stream",
      .statement = "MSE, stream: onset of catapults over 2/lambda",
      .predicted = 1,
      .tolerance = stream_tolerance,
      .resolution = 0.25}},
    {"square/stream",
     "onset",
     "ratio",
     false,
     {.id = "onset-stream-apart",
      .statement = "MSE, stream: onset over 2/lambda is not 2 (4/lambda)",
      .kind = HODO_CLAIM_APART,
      .predicted = 2,
      .tolerance = stream_tolerance,
      .resolution = 0.5}},
    {"square/stream",
     "onset",
     "scaled",
     true,
     {.id = "slope-square",
      .statement = "MSE: exponent of onset/gamma^2 in gamma (onset slope 2)",
      .predicted = 0,
      .tolerance = 0.03,
      .resolution = 0.1}},
    {"square/stream",
     "onset",
     "scaled",
     true,
     {.id = "slope-square-apart",
      .statement = "MSE: exponent of onset/gamma^2 is not -1 (onset slope 1)",
      .kind = HODO_CLAIM_APART,
      .predicted = -1,
      .tolerance = 0.03,
      .resolution = 0.5}},
    {"square/stream",
     "run",
     "value",
     true,
     {.id = "peak-slope",
      .statement = "MSE: exponent of the peak in gamma, at four times 2/lambda",
      .predicted = -2,
      .tolerance = 0.15,
      .resolution = 0.4}},
    {"cross-entropy/stream",
     "onset",
     "scaled",
     true,
     {.id = "slope-cross-entropy",
      .statement = "CE: exponent of onset/gamma^2 in gamma (onset slope 2)",
      .predicted = 0,
      .tolerance = 0.05,
      .resolution = 0.2}},
    {"cross-entropy/stream",
     "onset",
     "ratio",
     false,
     {.id = "onset-cross-entropy",
      .statement = "CE: twice the first loss is reached above 2/lambda",
      .kind = HODO_CLAIM_AT_LEAST,
      .predicted = 1,
      .tolerance = 0,
      .resolution = 1}},
    {"square/stream",
     "edge",
     "ratio",
     false,
     {.id = "edge-apart",
      .statement = "MSE, stream: last finite rate over 2/lambda is not 2 (4/lambda)",
      .kind = HODO_CLAIM_APART,
      .predicted = 2,
      .tolerance = stream_tolerance,
      .resolution = 3}},
};

static const double peak_ratio = 4;

static bool is_run(const row *one) { return strcmp(one->what, "run") == 0; }

static bool has_series(const hodo_run *run, const char *name)
{
    size_t count;
    const char *const *series = hodo_run_texts(run, "series", &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(series[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* Mean, least and largest of a column: numbers for the text. NaN, of a run that diverged, is left out. */
static hodo_status quote(const hodo_table *table, const char *series, const char *what, const char *column,
                         const char *key, hodo_claims *claims, hodo_arena *arena, hodo_error *error)
{
    const hodo_condition where[] = {{"series", hodo_text(series)}, {"what", hodo_text(what)}, {.column = NULL}};
    size_t count, finite = 0;
    const double *value = hodo_select(table, column, where, arena, &count, error);
    if (value == NULL) {
        return error->status;
    }
    double sum = 0, numbers[3] = {0, INFINITY, -INFINITY};
    for (size_t i = 0; i < count; i++) {
        if (!isnan(value[i])) {
            sum += value[i];
            finite++;
            numbers[1] = fmin(numbers[1], value[i]);
            numbers[2] = fmax(numbers[2], value[i]);
        }
    }
    numbers[0] = sum / (double)finite;
    static const char *const names[] = {"mean", "least", "most"};
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && finite > 0 && i < 3; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s/%s", key, names[i]);
        status = hodo_claims_quantity(claims, name, numbers[i], 2, error);
    }
    return status;
}

hodo_status catapult_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    double *values = hodo_arena_take(arena, trials, sizeof *values, error);
    hodo_status status = values != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (size_t i = 0; status == HODO_OK && i < sizeof rows / sizeof rows[0]; i++) {
        const row *one = &rows[i];
        if (!has_series(run, one->series)) {
            continue;
        }
        const hodo_condition where[] = {{"series", hodo_text(one->series)},
                                        {"what", hodo_text(one->what)},
                                        {is_run(one) ? "ratio" : NULL, hodo_real(peak_ratio)},
                                        {.column = NULL}};
        hodo_claim claim = one->claim;
        size_t found;
        if (strstr(one->series, "/fixed") != NULL) {
            claim.tolerance = growth / (double)hodo_run_integer(run, "steps");
        }
        if (strcmp(one->column, "ratio") == 0) {
            claim.tolerance += claim.predicted * (pow(10, catapult_section(one->what) / 2) - 1);
        }
        status = one->slope ? hodo_trial_slopes(table, "gamma", one->column, where, 0, INFINITY, arena, values,
                                                trials, &found, error)
                            : hodo_trial_means(table, one->column, where, arena, values, trials, &found, error);
        status = status == HODO_OK ? hodo_claim_mean(claims, claim, values, found, error) : status;
    }
    static const char *const quoted[][4] = {
        {"square/stream", "onset", "scaled", "onset"},
        {"cross-entropy/stream", "onset", "scaled", "onset-cross-entropy"},
        {"square/stream", "edge", "scaled", "edge"},
        {"square/stream", "edge", "ratio", "edge-ratio"},
        {"square/stream", "run", "value", "peak"},
        {"cross-entropy/stream", "run", "value", "peak-cross-entropy"},
    };
    for (size_t i = 0; status == HODO_OK && i < sizeof quoted / sizeof quoted[0]; i++) {
        const char *const *one = quoted[i];
        status = quote(table, one[0], one[1], one[2], one[3], claims, arena, error);
    }
    hodo_arena_free(arena);
    return status;
}
