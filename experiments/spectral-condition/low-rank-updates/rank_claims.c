#include "experiments/spectral-condition/low-rank-updates/rank_claims.h"

#include "experiments/spectral-condition/trial_claims.h"

#include <inttypes.h>
#include <math.h>

/* Slopes against width: the smallest networks are off their limit by a few over N, 5 percent at N = 64, in a
 * decade of widths .03. Together with the resolution it is the .1 that would matter. */
#define SLOPE_TOLERANCE 0.03
#define SLOPE_RESOLUTION 0.07

/* Gram matrices of N features are off their limit by 1/sqrt N either way; what does not average out is its
 * square, of the limit 4/N. */
#define FINITE_WIDTH 4.0
#define LIMIT_RESOLUTION 0.15

/* Of the stable rank of one sample's gradient, which is formed in float. */
#define RANK_ONE 1e-6

enum { INPUT = 1, HIDDEN = 2 };

/* The slope of the hidden gradient's stable rank against width, at one batch. */
static hodo_status claim_slope(const trial_claims *of, const char *data, int64_t batch, hodo_error *error)
{
    const hodo_condition where[] = {{"data", hodo_text(data)},
                                    {"layer", hodo_integer(HIDDEN)},
                                    {"batch", hodo_integer(batch)},
                                    {"place", hodo_integer(1)},
                                    {.column = NULL}};
    const hodo_claim slope = {
        .id = trial_text(of, "slope-%s-%" PRId64, data, batch),
        .statement =
            trial_text(of, "%s, batch %" PRId64 ": slope of the stable rank against width", data, batch),
        .kind = HODO_CLAIM_EQUAL,
        .predicted = 0,
        .tolerance = SLOPE_TOLERANCE,
        .resolution = SLOPE_RESOLUTION};
    return trial_claim_slope(of, slope, "N", "stable_rank", where, 0, error);
}

/* What is held against its limit at the widest network. */
typedef struct limited {
    const char *id, *what;
    int64_t layer, place;
    const char *column, *limit;
} limited;

static hodo_status claim_limit(const trial_claims *of, const char *data, int64_t batch, limited what,
                               hodo_error *error)
{
    const hodo_condition where[] = {{"data", hodo_text(data)},
                                    {"layer", hodo_integer(what.layer)},
                                    {"batch", hodo_integer(batch)},
                                    {"place", hodo_integer(what.place)},
                                    {"N", hodo_integer((int64_t)of->widest)},
                                    {.column = NULL}};
    const hodo_claim equal = {.id = trial_text(of, "%s-%s-%" PRId64, what.id, data, batch),
                              .statement = trial_text(of, "%s, batch %" PRId64 ", N = %g: %s over its limit",
                                                      data, batch, of->widest, what.what),
                              .kind = HODO_CLAIM_EQUAL,
                              .predicted = 1,
                              .tolerance = FINITE_WIDTH / of->widest,
                              .resolution = LIMIT_RESOLUTION};
    return trial_claim_ratio(of, equal, what.column, what.limit, where, error);
}

/* The largest mean stable rank of a hidden gradient, over widths and batches. */
static hodo_status claim_bound(const trial_claims *of, const char *data, hodo_error *error)
{
    size_t widths, batches;
    const int64_t *width = hodo_run_integers(of->run, "N", &widths);
    const int64_t *batch = hodo_run_integers(of->run, "batch", &batches);
    hodo_estimate worst = {.value = -INFINITY};
    for (size_t i = 0; i < widths * batches; i++) {
        const hodo_condition where[] = {{"data", hodo_text(data)},
                                        {"layer", hodo_integer(HIDDEN)},
                                        {"batch", hodo_integer(batch[i % batches])},
                                        {"N", hodo_integer(width[i / batches])},
                                        {"place", hodo_integer(1)},
                                        {.column = NULL}};
        hodo_estimate mean;
        const hodo_status status = trial_mean(of, "stable_rank", where, &mean, error);
        if (status != HODO_OK) {
            return status;
        }
        worst = trial_worse(HODO_CLAIM_AT_MOST, mean, worst) ? mean : worst;
    }
    worst.standard_error *= hodo_claim_worst_of(HODO_CLAIM_AT_MOST, worst.draws, widths * batches);
    const hodo_claim bound = {
        .id = trial_text(of, "bounded-%s", data),
        .statement = trial_text(of,
                                "%s: the largest mean stable rank, over widths and batches: at most that "
                                "of two samples",
                                data),
        .kind = HODO_CLAIM_AT_MOST,
        .predicted = 2,
        .resolution = 0.5};
    return hodo_claim_estimate(of->claims, bound, worst, error);
}

/* Wrong: gradients of different samples have nothing in common, and their ranks add up. */
static hodo_status claim_apart(const trial_claims *of, const char *data, hodo_error *error)
{
    const hodo_condition where[] = {{"data", hodo_text(data)},
                                    {"layer", hodo_integer(HIDDEN)},
                                    {"N", hodo_integer((int64_t)of->widest)},
                                    {"place", hodo_integer(1)},
                                    {.column = NULL}};
    const hodo_claim apart = {
        .id = trial_text(of, "sum-falls-%s", data),
        .statement = trial_text(of,
                                "%s: slope of the stable rank against the batch; 1, of samples that have "
                                "nothing in common, told apart",
                                data),
        .kind = HODO_CLAIM_APART,
        .predicted = 1,
        .resolution = 0.2};
    return trial_claim_slope(of, apart, "batch", "stable_rank", where, 0, error);
}

static hodo_status claim_data(const trial_claims *of, const char *data, hodo_error *error)
{
    static const limited rank = {"rank", "hidden stable rank", HIDDEN, 1, "stable_rank", "rank_limit"};
    static const limited second = {"second", "second singular value", HIDDEN,
                                   2,        "singular_value",        "singular_limit"};
    static const limited input = {"input-rank", "input stable rank", INPUT, 1, "stable_rank", "rank_limit"};
    size_t batches;
    const int64_t *batch = hodo_run_integers(of->run, "batch", &batches);
    int64_t largest = 1;
    hodo_status status = HODO_OK;
    for (size_t b = 0; status == HODO_OK && b < batches; b++) {
        largest = batch[b] > largest ? batch[b] : largest;
        if (batch[b] > 1) {
            status = claim_slope(of, data, batch[b], error);
            status = status == HODO_OK ? claim_limit(of, data, batch[b], rank, error) : status;
        }
    }
    if (status == HODO_OK && largest > 1) {
        status = claim_limit(of, data, largest, second, error);
        status = status == HODO_OK ? claim_limit(of, data, largest, input, error) : status;
        status = status == HODO_OK ? claim_apart(of, data, error) : status;
    }
    return status == HODO_OK ? claim_bound(of, data, error) : status;
}

/* The worst gradient of one sample, wherever batch 1 is in the list; and how many ranks the text quotes. */
static hodo_status claim_rank_one(const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    const size_t batch = hodo_table_find(table, "batch"), rank = hodo_table_find(table, "stable_rank");
    double worst = -INFINITY;
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        if (hodo_table_get(table, row, batch).integer == 1) {
            worst = trial_larger(worst, fabs(hodo_table_get(table, row, rank).real - 1));
        }
    }
    const hodo_claim one = {.id = "rank-one",
                            .statement = "batch 1, all data, layers, widths: the largest stable rank minus 1",
                            .kind = HODO_CLAIM_AT_MOST,
                            .predicted = RANK_ONE,
                            .measured = worst};
    return worst != -INFINITY ? hodo_claims_add(claims, &one, error) : HODO_OK;
}

/* The numbers of the text: mean stable rank and limit at the widest network. */
static hodo_status quote(const trial_claims *of, const char *data, int64_t batch, hodo_error *error)
{
    const hodo_condition where[] = {
        {"data", hodo_text(data)},  {"layer", hodo_integer(HIDDEN)},          {"batch", hodo_integer(batch)},
        {"place", hodo_integer(1)}, {"N", hodo_integer((int64_t)of->widest)}, {.column = NULL}};
    hodo_estimate mean;
    const hodo_status status = trial_mean(of, "stable_rank", where, &mean, error);
    return status == HODO_OK ? hodo_claims_quantity(of->claims, trial_text(of, "%s-%" PRId64, data, batch),
                                                    mean.value, 3, error)
                             : status;
}

hodo_status rank_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t sets, batches;
    const char *const *data = hodo_run_texts(run, "data", &sets);
    const int64_t *batch = hodo_run_integers(run, "batch", &batches);
    trial_claims of;
    hodo_status status = trial_claims_open(run, table, "N", claims, &of, error);
    status = status == HODO_OK ? claim_rank_one(table, claims, error) : status;
    for (size_t i = 0; status == HODO_OK && i < sets; i++) {
        status = claim_data(&of, data[i], error);
        for (size_t b = 0; status == HODO_OK && b < batches; b++) {
            status = quote(&of, data[i], batch[b], error);
        }
    }
    trial_claims_close(&of);
    return status;
}
