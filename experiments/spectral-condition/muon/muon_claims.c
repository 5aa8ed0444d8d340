#include "experiments/spectral-condition/muon/muon_claims.h"

#include "experiments/spectral-condition/muon/muon_row.h"
#include "experiments/spectral-condition/muon/polar_map.h"
#include "experiments/spectral-condition/trial_claims.h"
#include "data/two_classes.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Of a singular value near 0: the rounding of its matrix to float, 2^-24, times the map's slope 3.4445^5 =
 * 485. */
#define MAP_TOLERANCE 3e-5

/* The band is quoted to three digits. */
#define BAND_DIGITS 5e-4

/* Shares: a share of n values is a count over n, and the law's error at a hard edge is of that order. */
#define SHARE_COUNTS 2.0
#define SHARE_RESOLUTION 0.03

/* Exponents of ||Delta W||_*: the largest singular value of a step lies somewhere in a band .7 to 1.2 wide, by
 * how a gradient's values fall, not by the width alone. Exponents to be told apart differ by 1/2. */
#define EXPONENT_TOLERANCE 0.05
#define EXPONENT_RESOLUTION 0.1

/* Of how far f moves: with the allowance of finite N/d, at most .21, it is about the 1/2 that would matter. */
#define MOVE_RESOLUTION 0.3
#define LOSS_RESOLUTION 1 /* a loss that falls as 1/N */

/* Identities of one step, in float; and what curvature takes of a step of `radius`, five of it. */
#define STEP_TOLERANCE 1e-4
#define CURVATURE 5.0

static const char spectral[] = "spectral", published[] = "sp";

static hodo_status claim_map(const trial_claims *of, hodo_error *error)
{
    const size_t what = hodo_table_find(of->table, "what"), x = hodo_table_find(of->table, "x");
    const size_t value = hodo_table_find(of->table, "value"),
                 predicted = hodo_table_find(of->table, "predicted");
    double worst = -INFINITY, leak = -INFINITY, low = INFINITY, high = -INFINITY, least, greatest;
    for (size_t row = 0; row < hodo_table_rows(of->table); row++) {
        const char *name = hodo_table_get(of->table, row, what).text;
        const double got = hodo_table_get(of->table, row, value).real;
        if (strcmp(name, "value") == 0) {
            worst = trial_larger(worst, fabs(got - hodo_table_get(of->table, row, predicted).real));
            const bool within = hodo_table_get(of->table, row, x).real >= POLAR_MAP_LEAST;
            low = within ? -trial_larger(-low, -got) : low;
            high = within ? trial_larger(high, got) : high;
        } else if (strcmp(name, "leak") == 0) {
            leak = trial_larger(leak, got);
        }
    }
    polar_map_band(&least, &greatest);
    double convergent = POLAR_MAP_LEAST; /* where the iteration with a = 3/2, b = -1/2 leaves .01 */
    for (int i = 0; i < 5; i++) {
        convergent *= (3 - convergent * convergent) / 2;
    }
    const hodo_claim stated[] = {
        {"map", "the farthest singular value from the polynomial's", HODO_CLAIM_AT_MOST, MAP_TOLERANCE, worst,
         0, 0, 0, 0},
        {"vectors-stay", "the largest entry of U^T Q V off its diagonal", HODO_CLAIM_AT_MOST, MAP_TOLERANCE,
         leak, 0, 0, 0, 0},
        {"band-least", "least value of the polynomial over [.01, 1]", HODO_CLAIM_EQUAL, 0.682, least, 0, 0,
         BAND_DIGITS, 0},
        {"band-greatest", "greatest value of the polynomial over [.01, 1]", HODO_CLAIM_EQUAL, 1.134, greatest,
         0, 0, BAND_DIGITS, 0},
        {"band-low", "matrices: least value from .01 on", HODO_CLAIM_AT_LEAST, least, low, 0, 0, MAP_TOLERANCE,
         0},
        {"band-high", "matrices: greatest value from .01 on", HODO_CLAIM_AT_MOST, greatest, high, 0, 0,
         MAP_TOLERANCE, 0},
        {"convergent-falls", "matrices: least value from .01 on; that of a convergent iteration told apart",
         HODO_CLAIM_APART, convergent, low, 0, 0, 0.1, 0}};
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < sizeof stated / sizeof stated[0]; i++) {
        status = hodo_claims_add(of->claims, &stated[i], error);
    }
    return status;
}

/* Gaussian matrices: shares below .01, and missed by the band, against Marchenko and Pastur. */
static hodo_status claim_shares(const trial_claims *of, hodo_error *error)
{
    static const char *const shares[] = {"below", "missed"};
    size_t squares;
    const int64_t *square = hodo_run_integers(of->run, "square", &squares);
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < 2 * squares; i++) {
        const int64_t side = square[i / 2];
        const hodo_condition where[] = {
            {"what", hodo_text(shares[i % 2])}, {"N", hodo_integer(side)}, {.column = NULL}};
        hodo_claim equal = {
            .id = trial_text(of, "%s-%" PRId64, shares[i % 2], side),
            .statement =
                trial_text(of, "Gaussian, side %" PRId64 ": share of singular values %s", side,
                           i % 2 == 0 ? "below .01 of the Frobenius norm" : "that five steps leave below .68"),
            .kind = HODO_CLAIM_EQUAL,
            .tolerance = SHARE_COUNTS / (double)side,
            .resolution = SHARE_RESOLUTION};
        double missed;
        status = polar_map_shares((double)side, i % 2 == 0 ? &equal.predicted : &missed,
                                  i % 2 == 0 ? &missed : &equal.predicted, error);
        status = status == HODO_OK ? trial_claim_mean(of, equal, "value", where, error) : status;
    }
    return status;
}

/* Exponents of ||Delta W||_* over its target: one layer, after one step. */
static hodo_status claim_exponent(const trial_claims *of, const char *part, const char *row, int64_t layer,
                                  int64_t step, double inputs, hodo_error *error)
{
    static const char *const layers[] = {"", "input", "hidden", "output"};
    const bool as_published = strcmp(row, published) == 0;
    const double predicted = !as_published || layer == 2 ? 0
                             : layer == 3                ? 0.5
                             : of->widest <= inputs      ? -0.5
                                                         : 0;
    const hodo_condition where[] = {{"part", hodo_text(part)},
                                    {"what", hodo_text("change")},
                                    {"layer", hodo_integer(layer)},
                                    {"step", hodo_integer(step)},
                                    {.column = NULL}};
    const char *data = trial_text(of, "%.*s", (int)(strlen(part) - strlen(row) - 1), part);
    const hodo_claim slope = {
        .id = trial_text(of, "%s-%s-%s-%" PRId64, layers[layer], data, as_published ? "published" : row, step),
        .statement =
            trial_text(of, "%s, %s scale, %s, step %" PRId64 ": exponent of ||W - W_0||_* over its target",
                       data, as_published ? "published" : "spectral", layers[layer], step),
        .kind = HODO_CLAIM_EQUAL,
        .predicted = predicted,
        .tolerance = EXPONENT_TOLERANCE,
        .resolution = EXPONENT_RESOLUTION};
    const double from = as_published && layer == 1 && predicted == 0 ? inputs : 0;
    return trial_claim_slope(of, slope, "N", "value", where, from, error);
}

/* How far f moves in the first step, from N = d on. There constants still grow with N/d, as the alignment of a
 * Gaussian W_1 does, sqrt(N)/(sqrt(N) + sqrt(d)): the slope of that, upwards, is allowed (an order of
 * magnitude, no theory; ours). And the loss after the last step but one. */
static hodo_status claim_moves(const trial_claims *of, const char *part, const char *row, double inputs,
                               hodo_error *error)
{
    const bool as_published = strcmp(row, published) == 0;
    const double from = fmax(inputs, of->least), to = of->widest;
    const hodo_condition move[] = {{"part", hodo_text(part)}, {"what", hodo_text("move")}, {.column = NULL}};
    const hodo_condition last[] = {{"part", hodo_text(part)},
                                   {"what", hodo_text("loss")},
                                   {"step", hodo_integer(hodo_run_integer(of->run, "steps") - 1)},
                                   {.column = NULL}};
    const double start = sqrt(from) / (sqrt(from) + sqrt(inputs)), end = sqrt(to) / (sqrt(to) + sqrt(inputs));
    const double shift = to > from ? log(end / start) / log(to / from) : 0; /* upwards, of any exponent */
    const char *name = as_published ? "published" : "spectral";
    const hodo_claim slope = {.id = trial_text(of, "move-%s", name),
                              .statement = trial_text(of, "%s: exponent of rms(f_1 - f_0), N >= d", part),
                              .kind = HODO_CLAIM_EQUAL,
                              .predicted = as_published ? 0.5 : 0,
                              .tolerance = shift,
                              .resolution = MOVE_RESOLUTION};
    const hodo_claim apart = {.id = trial_text(of, "move-other-falls-%s", name),
                              .statement = trial_text(of, "%s: the other scale's told apart", part),
                              .kind = HODO_CLAIM_APART,
                              .predicted = (as_published ? 0 : 0.5) + shift / 2, /* anywhere in between */
                              .tolerance = shift / 2,
                              .resolution = (0.5 - shift) / 2}; /* either exponent shifted: still told apart */
    const hodo_claim worse = {.id = trial_text(of, "loss-%s", name),
                              .statement = trial_text(of, "%s: slope of the last loss against width, %s", part,
                                                      as_published ? "wider is no better"
                                                                   : "wider is no worse"),
                              .kind = as_published ? HODO_CLAIM_AT_LEAST : HODO_CLAIM_AT_MOST,
                              .resolution = LOSS_RESOLUTION};
    size_t widths, count = 0;
    const int64_t *width = hodo_run_integers(of->run, "N", &widths);
    for (size_t i = 0; i < widths; i++) {
        count += (double)width[i] >= from;
    }
    const bool two = count > 1;
    hodo_status status = two ? trial_claim_slope(of, slope, "N", "value", move, from, error) : HODO_OK;
    status = status == HODO_OK && two ? trial_claim_slope(of, apart, "N", "value", move, from, error) : status;
    return status == HODO_OK ? trial_claim_slope(of, worse, "N", "value", last, 0, error) : status;
}

static hodo_status claim_training(const trial_claims *of, const char *part, const char *row, hodo_error *error)
{
    const char *data = trial_text(of, "%.*s", (int)(strlen(part) - strlen(row) - 1), part);
    const double inputs = (double)hodo_two_classes_inputs(&(hodo_two_classes_setting){.name = data});
    hodo_status status = HODO_OK;
    for (int64_t layer = 1; status == HODO_OK && layer <= 3; layer++) {
        status = claim_exponent(of, part, row, layer, 1, inputs, error);
        if (status == HODO_OK && strcmp(row, spectral) == 0) {
            status = claim_exponent(of, part, row, layer, hodo_run_integer(of->run, "steps"), inputs, error);
        }
    }
    return status == HODO_OK && strcmp(data, "clusters") == 0 ? claim_moves(of, part, row, inputs, error)
                                                              : status;
}

/* The worst over batches of how far means are from their theory, or above 1. */
static hodo_status claim_descent(const trial_claims *of, const char *part, hodo_error *error)
{
    static const char *const steps[] = {"polar", "muon", "gradient", "sign"};
    const char *data = trial_text(of, "%.*s", (int)strcspn(part, "/"), part);
    size_t batches;
    const int64_t *batch = hodo_run_integers(of->run, "batch", &batches);
    const size_t what = hodo_table_find(of->table, "what"), value = hodo_table_find(of->table, "value");
    const size_t predicted = hodo_table_find(of->table, "predicted"), in = hodo_table_find(of->table, "part");
    double off[4] = {0}, highest = -INFINITY;
    int64_t largest = 1;
    for (size_t b = 0; b < batches; b++) {
        largest = batch[b] > largest ? batch[b] : largest;
    }
    for (size_t row = 0; row < hodo_table_rows(of->table); row++) {
        for (size_t i = 0; i < 4; i++) {
            if (strcmp(hodo_table_get(of->table, row, in).text, part) == 0 &&
                strcmp(hodo_table_get(of->table, row, what).text, steps[i]) == 0) {
                const double got = hodo_table_get(of->table, row, value).real;
                const double theory = hodo_table_get(of->table, row, predicted).real;
                highest = trial_larger(highest, got);
                off[i] = i < 3 ? trial_larger(off[i], fabs(got - theory)) : 0; /* none of signs */
            }
        }
    }
    const hodo_claim worst[] = {
        {"polar", "U V^T, all batches: farthest from 1", HODO_CLAIM_AT_MOST, STEP_TOLERANCE, off[0], 0, 0, 0,
         0},
        {"muon-step", "Muon's step, all batches: farthest from the map of the singular values",
         HODO_CLAIM_AT_MOST, STEP_TOLERANCE, off[1], 0, 0, 0, 0},
        {"gradient-step", "the gradient, all batches: farthest from its singular values'", HODO_CLAIM_AT_MOST,
         STEP_TOLERANCE, off[2], 0, 0, 0, 0},
        {"duality", "all steps, all batches: the steepest", HODO_CLAIM_AT_MOST, 1, highest, 0, 0,
         STEP_TOLERANCE, 0}};
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < 4; i++) {
        hodo_claim claim = worst[i];
        claim.id = trial_text(of, "%s-%s", claim.id, data);
        status = hodo_claims_add(of->claims, &claim, error);
    }
    for (size_t i = 0; status == HODO_OK && i < 4; i++) {
        const hodo_condition where[] = {{"part", hodo_text(part)},
                                        {"x", hodo_real((double)largest)},
                                        {"what", hodo_text(trial_text(of, "%s-loss", steps[i]))},
                                        {.column = NULL}};
        const double radius = hodo_run_real(of->run, "radius");
        const hodo_claim loss = {.id = trial_text(of, "%s-loss-%s", steps[i], data),
                                 .statement =
                                     trial_text(of, "batch %" PRId64 ", %s: loss taken away over the most%s",
                                                largest, steps[i], i == 0 ? "" : "; the most told apart"),
                                 .kind = i == 0 ? HODO_CLAIM_EQUAL : HODO_CLAIM_APART,
                                 .predicted = 1,
                                 .tolerance = CURVATURE * radius,
                                 .resolution = 0.2};
        status = trial_claim_mean(of, loss, "value", where, error);
    }
    return status;
}

hodo_status muon_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t parts;
    const char *const *part = hodo_run_texts(run, "part", &parts);
    trial_claims of;
    hodo_status status = trial_claims_open(run, table, "N", claims, &of, error);
    for (size_t i = 0; status == HODO_OK && i < parts; i++) {
        const char *slash = strchr(part[i], '/');
        if (slash == NULL) {
            status = claim_map(&of, error);
            status = status == HODO_OK ? claim_shares(&of, error) : status;
        } else if (strcmp(slash + 1, MUON_DESCENT) == 0) {
            status = claim_descent(&of, part[i], error);
        } else if (strcmp(slash + 1, published) == 0 || strcmp(slash + 1, spectral) == 0) {
            status = claim_training(&of, part[i], slash + 1, error);
        }
    }
    trial_claims_close(&of);
    return status;
}
