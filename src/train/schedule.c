#include "train/schedule.h"

#include "base/name.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

/* A row: its defaults, and the factor on eta at step t of steps. `sharpness` has none. */
struct hodo_schedule_kind {
    const char *name;
    double (*factor)(const hodo_schedule *schedule, size_t t, size_t steps);
    size_t warmup;
    double floor, product;
};

static double constant(const hodo_schedule *schedule, size_t t, size_t steps)
{
    (void)schedule, (void)t, (void)steps;
    return 1.0;
}

static double warmup(const hodo_schedule *schedule, size_t t, size_t steps)
{
    (void)steps;
    return t < schedule->warmup ? (double)(t + 1) / (double)schedule->warmup : 1.0;
}

static double cosine(const hodo_schedule *schedule, size_t t, size_t steps)
{
    const size_t first = schedule->warmup, last = steps > 0 ? steps - 1 : 0;
    if (t < first || last <= first) {
        return warmup(schedule, t, steps);
    }
    const double s = t < last ? (double)(t - first) / (double)(last - first) : 1.0;
    return schedule->floor + (1.0 - schedule->floor) * 0.5 * (1.0 + cos(pi * s));
}

/* product 2.2: the value at which labelled data are learned best of the catapult phase (2502.13110, ours). */
static const hodo_schedule_kind kinds[] = {
    {.name = "constant", .factor = constant},
    {.name = "warmup", .factor = warmup, .warmup = 100},
    {.name = "cosine", .factor = cosine},
    {.name = "sharpness", .factor = NULL, .product = 2.2},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

hodo_schedule hodo_schedule_find(const char *name, hodo_error *error)
{
    const size_t at = hodo_name_find("schedule", name, &kinds[0].name, sizeof kinds[0], KINDS, error);
    return at != HODO_NO_NAME
               ? (hodo_schedule){&kinds[at], kinds[at].warmup, kinds[at].floor, kinds[at].product}
               : (hodo_schedule){0};
}

const char *hodo_schedule_name(const hodo_schedule *schedule)
{
    return schedule->kind->name;
}

bool hodo_schedule_needs_sharpness(const hodo_schedule *schedule)
{
    return schedule->kind->factor == NULL;
}

hodo_status hodo_schedule_can_run(const hodo_schedule *schedule, double eta, size_t steps, hodo_error *error)
{
    if (!(eta > 0.0) || !isfinite(eta) || steps == 0) {
        return hodo_fail(error, HODO_INVALID,
                         "rate %g for %zu steps: the rate must be positive and finite, the steps at least 1",
                         eta, steps);
    }
    if (schedule->warmup > steps) {
        return hodo_fail(error, HODO_INVALID,
                         "a warmup of %zu steps in a run of %zu: shorten it, or run longer", schedule->warmup,
                         steps);
    }
    if (!(schedule->floor >= 0.0 && schedule->floor <= 1.0)) {
        return hodo_fail(error, HODO_INVALID, "a floor of %g: it is a fraction of the rate, from 0 to 1",
                         schedule->floor);
    }
    if (hodo_schedule_needs_sharpness(schedule) && !(schedule->product > 0.0 && schedule->product < 4.0)) {
        return hodo_fail(error, HODO_INVALID,
                         "rate times sharpness %g: it must be in (0, 4), and in (2, 4) for the catapult phase",
                         schedule->product);
    }
    return HODO_OK;
}

double hodo_schedule_rate(const hodo_schedule *schedule, double eta, size_t t, size_t steps, double lambda_max)
{
    if (hodo_schedule_needs_sharpness(schedule)) {
        return lambda_max > 0.0 && isfinite(lambda_max) ? schedule->product / lambda_max : NAN;
    }
    return eta * schedule->kind->factor(schedule, t, steps);
}
