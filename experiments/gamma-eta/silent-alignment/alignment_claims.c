#include "experiments/gamma-eta/silent-alignment/alignment_claims.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const int64_t published_width = 100; /* from it on the shares of the source are claimed */

/* One run: the looks of a trial at one gamma. */
typedef struct history {
    const double *loss, *varied, *alignment;
    size_t count;
} history;

/* The last look before a loss has fallen by `fall`; SIZE_MAX when it never does. */
static size_t before_fall(const double *loss, size_t count, double fall)
{
    size_t last = 0;
    while (last + 1 < count && loss[last + 1] > 1 - fall) {
        last++;
    }
    return last + 1 < count ? last : SIZE_MAX;
}

/* Of the alignment's gain from the start, what came before the loss had fallen. */
static double share_from_start(const history *of, double fall)
{
    const size_t last = before_fall(of->loss, of->count, fall);
    const double start = of->alignment[0], end = of->alignment[of->count - 1];
    return last < of->count ? (of->alignment[last] - start) / (end - start) : NAN;
}

/* excerpt: silent */
/* The same on the plateau that begins when the mean of the targets is learned, a tenth of the loss, and ends
 * when anything else is. */
static double share_on_plateau(const history *of, double fall)
{
    const size_t mean = before_fall(of->loss, of->count, fall);
    const size_t last = before_fall(of->varied, of->count, fall);
    if (mean >= of->count || last >= of->count || last <= mean) {
        return NAN;
    }
    const double start = of->alignment[mean + 1], end = of->alignment[of->count - 1];
    return (of->alignment[last] - start) / (end - start);
}
/* end: silent */

/* Where the loss stands: its median over all looks, from the first, until anything but the mean is learned. The
 * plateau's own bounds are not used: below 1 - fall the loss would be by their choice. */
static double plateau_level(const history *of, double fall)
{
    const size_t last = before_fall(of->varied, of->count, fall);
    return last < of->count ? hodo_estimate_median(of->loss, last + 1).value : NAN;
}

/* How far the plateau takes the alignment beyond its first value, over the gain in all: on it the kernel first
 * makes good what it lost while the mean was learned. */
static double beyond_start(const history *of, double fall)
{
    const size_t last = before_fall(of->varied, of->count, fall);
    const double start = of->alignment[0], end = of->alignment[of->count - 1];
    return last < of->count ? (of->alignment[last] - start) / (end - start) : NAN;
}

static double gain(const history *of, double unused)
{
    (void)unused;
    return of->alignment[of->count - 1] - of->alignment[0];
}

static double first_alignment(const history *of, double unused)
{
    (void)unused;
    return of->alignment[0];
}

static double least_alignment(const history *of, double unused)
{
    double least = of->alignment[0];
    (void)unused;
    for (size_t i = 1; i < of->count; i++) {
        least = fmin(least, of->alignment[i]);
    }
    return least;
}

static hodo_status estimate_of(const hodo_run *run, const hodo_table *table, double gamma,
                               double (*number)(const history *, double), hodo_arena *arena,
                               hodo_estimate *estimate, hodo_error *error)
{
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    double *value = hodo_arena_take(arena, trials, sizeof *value, error);
    for (size_t trial = 0; value != NULL && trial < trials; trial++) {
        const hodo_condition where[] = {
            {"gamma", hodo_real(gamma)}, {"trial", hodo_integer((int64_t)trial)}, {.column = NULL}};
        history of;
        of.loss = hodo_select(table, "loss", where, arena, &of.count, error);
        of.varied = hodo_select(table, "varied", where, arena, &of.count, error);
        of.alignment = hodo_select(table, "alignment", where, arena, &of.count, error);
        if (of.loss == NULL || of.varied == NULL || of.alignment == NULL) {
            return error->status;
        }
        value[trial] = number(&of, hodo_run_real(run, "fall"));
    }
    *estimate = value != NULL ? hodo_estimate_mean(value, trials) : (hodo_estimate){0};
    return value != NULL ? HODO_OK : HODO_NO_MEMORY;
}

hodo_status alignment_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                             hodo_error *error)
{
    static const double lazy_most = 0.02; /* of an alignment, which lies in [0, 1] */
    size_t count;
    const double *gamma = hodo_run_reals(run, "gamma", &count);
    double least = gamma[0], most = gamma[0];
    for (size_t i = 1; i < count; i++) {
        least = fmin(least, gamma[i]);
        most = fmax(most, gamma[i]);
    }
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    hodo_estimate share = {0}, whole = {0}, level = {0}, beyond = {0}, rich = {0}, lazy = {0};
    hodo_estimate first = {0}, turned = {0};
    hodo_status status = estimate_of(run, table, most, share_on_plateau, arena, &share, error);
    status = status != HODO_OK ? status : estimate_of(run, table, most, share_from_start, arena, &whole, error);
    status = status != HODO_OK ? status : estimate_of(run, table, most, plateau_level, arena, &level, error);
    status = status != HODO_OK ? status : estimate_of(run, table, most, beyond_start, arena, &beyond, error);
    status = status != HODO_OK ? status : estimate_of(run, table, most, gain, arena, &rich, error);
    status = status != HODO_OK ? status : estimate_of(run, table, most, first_alignment, arena, &first, error);
    status = status != HODO_OK ? status : estimate_of(run, table, most, least_alignment, arena, &turned, error);
    status = status != HODO_OK ? status : estimate_of(run, table, least, gain, arena, &lazy, error);
    hodo_arena_free(arena);
    const bool large = most >= 100, published = hodo_run_integer(run, "N") >= published_width;
    /* On image-clusters other things are learned right after the mean, and the loss does not stand there. */
    const char *data = hodo_run_data(run);
    const bool stands = large && data != NULL && strncmp(data, "MNIST", strlen("MNIST")) == 0;
    const double classes = DYNAMICS_OUTPUTS;
    const struct {
        bool holds;
        hodo_estimate estimate;
        hodo_claim claim;
    } all[] = {
        {large,
         share,
         {.id = "silent",
          .statement = "largest gamma: on the plateau alignment grows, not by 0 of its gain",
          .kind = HODO_CLAIM_APART,
          .predicted = 0,
          .tolerance = 0.1,
          .resolution = 0.3}},
        {large && published,
         share,
         {.id = "silent-half",
          .statement = "largest gamma: share of the gain on the plateau, half or more",
          .kind = HODO_CLAIM_AT_LEAST,
          .predicted = 0.5,
          .resolution = 0.1}},
        {large && published,
         whole,
         {.id = "silent-start",
          .statement = "largest gamma: share of the gain from the start, the mean of targets included",
          .kind = HODO_CLAIM_AT_LEAST,
          .predicted = 0.5,
          .resolution = 0.5}},
        /* Of targets of k - 1 equal eigenvalues, a kernel u u^T has an alignment of 1/sqrt(k - 1) at most. */
        {stands && published,
         first,
         {.id = "first-above",
          .statement = "largest gamma: alignment at the start, above the 1/sqrt(classes - 1) of one direction",
          .kind = HODO_CLAIM_AT_LEAST,
          .predicted = 1 / sqrt(classes - 1),
          .resolution = 0.1}},
        {stands && published,
         turned,
         {.id = "one-direction",
          .statement = "largest gamma: the least alignment, that of one direction or less, 1/sqrt(classes - 1)",
          .kind = HODO_CLAIM_AT_MOST,
          .predicted = 1 / sqrt(classes - 1),
          .resolution = 0.1}},
        {stands,
         level,
         {.id = "plateau",
          .statement = "largest gamma: median loss until more than the mean is learned, 1 - 1/classes",
          .predicted = 1 - 1 / classes,
          .tolerance = 0.03,
          .resolution = 0.05}},
        {stands,
         level,
         {.id = "plateau-apart",
          .statement = "largest gamma: that median is not the first loss",
          .kind = HODO_CLAIM_APART,
          .predicted = 1,
          .tolerance = 0.03,
          .resolution = 0.05}},
        {large,
         rich,
         {.id = "rich-gain",
          .statement = "largest gamma: the alignment's gain in all is not 0",
          .kind = HODO_CLAIM_APART,
          .predicted = 0,
          .tolerance = lazy_most,
          .resolution = 0.15}},
        {least <= 0.1,
         lazy,
         {.id = "lazy-gain",
          .statement = "smallest gamma: the alignment's gain",
          .kind = HODO_CLAIM_EQUAL,
          .predicted = 0,
          .tolerance = lazy_most,
          .resolution = 0.05}},
    };
    for (size_t i = 0; status == HODO_OK && i < sizeof all / sizeof all[0]; i++) {
        status = all[i].holds ? hodo_claim_estimate(claims, all[i].claim, all[i].estimate, error) : HODO_OK;
    }
    const struct {
        const char *key;
        double value;
    } quoted[] = {{"beyond", beyond.value}, /* the text's, on any data */
                  {"level", level.value},
                  {"claimed-from", (double)published_width}};
    for (size_t i = 0; status == HODO_OK && i < sizeof quoted / sizeof quoted[0]; i++) {
        status = isfinite(quoted[i].value)
                     ? hodo_claims_quantity(claims, quoted[i].key, quoted[i].value, 2, error)
                     : HODO_OK;
    }
    return status;
}
