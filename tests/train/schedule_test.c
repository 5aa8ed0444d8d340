#include "near.h"
#include "train/schedule.h"

#include <string.h>

/* Schedules: end points, shapes, and what is refused. */

static const double rounding = 1e-15;

Test(schedule, rows_and_defaults)
{
    static const char *const names[] = {"constant", "warmup", "cosine", "sharpness"};
    hodo_error error = {0};
    for (size_t i = 0; i < 4; i++) {
        const hodo_schedule found = hodo_schedule_find(names[i], &error);
        cr_assert_not_null(found.kind);
        cr_assert_str_eq(hodo_schedule_name(&found), names[i]);
        cr_assert_eq(hodo_schedule_needs_sharpness(&found), i == 3);
        cr_assert_eq(hodo_schedule_can_run(&found, 0.1, 1000, &error), HODO_OK, "%s", error.message);
    }
    const hodo_schedule none = hodo_schedule_find("linear", &error);
    cr_assert_null(none.kind);
    cr_assert_not_null(strstr(error.message, "'linear'"), "%s", error.message);
    cr_assert_not_null(strstr(error.message, "constant, warmup, cosine, sharpness"), "%s", error.message);
}

Test(schedule, constant_and_warmup)
{
    hodo_schedule schedule = hodo_schedule_find("constant", NULL);
    schedule.warmup = 5; /* not read */
    for (size_t t = 0; t < 20; t++) {
        near(hodo_schedule_rate(&schedule, 0.3, t, 20, NAN), 0.3, 0, 0);
    }
    schedule = hodo_schedule_find("warmup", NULL);
    schedule.warmup = 5;
    static const double want[] = {0.2, 0.4, 0.6, 0.8, 1.0, 1.0, 1.0};
    for (size_t t = 0; t < 7; t++) {
        near(hodo_schedule_rate(&schedule, 2.0, t, 7, NAN), 2.0 * want[t], 0, rounding);
    }
    schedule.warmup = 0;
    near(hodo_schedule_rate(&schedule, 2.0, 0, 7, NAN), 2.0, 0, 0);
}

/* Down to the floor at the last step, symmetric about the middle, warmup before; never nothing but floor. */
Test(schedule, cosine)
{
    hodo_schedule schedule = hodo_schedule_find("cosine", NULL);
    schedule.floor = 0.1;
    const size_t steps = 101;
    near(hodo_schedule_rate(&schedule, 1.0, 0, steps, NAN), 1.0, 0, rounding);
    near(hodo_schedule_rate(&schedule, 1.0, 25, steps, NAN), 0.1 + 0.45 * (1.0 + sqrt(0.5)), 0, 4 * rounding);
    near(hodo_schedule_rate(&schedule, 1.0, 50, steps, NAN), 0.55, 0, 4 * rounding);
    near(hodo_schedule_rate(&schedule, 1.0, 100, steps, NAN), 0.1, 0, 4 * rounding);
    near(hodo_schedule_rate(&schedule, 1.0, 5000, steps, NAN), 0.1, 0, 4 * rounding);
    for (size_t t = 0; t <= 100; t++) {
        const double down = hodo_schedule_rate(&schedule, 1.0, t, steps, NAN);
        const double up = hodo_schedule_rate(&schedule, 1.0, 100 - t, steps, NAN);
        near(down + up, 1.1, 0, 8 * rounding);
    }
    schedule.warmup = 10;
    for (size_t t = 0; t < 10; t++) {
        near(hodo_schedule_rate(&schedule, 1.0, t, steps, NAN), 0.1 * (double)(t + 1), 0, 4 * rounding);
    }
    near(hodo_schedule_rate(&schedule, 1.0, 10, steps, NAN), 1.0, 0, rounding);
    near(hodo_schedule_rate(&schedule, 1.0, 55, steps, NAN), 0.55, 0, 8 * rounding);
    near(hodo_schedule_rate(&schedule, 1.0, 100, steps, NAN), 0.1, 0, 8 * rounding);
    schedule.floor = 0.0;
    near(hodo_schedule_rate(&schedule, 1.0, 10, 11, NAN), 1.0, 0, 0);
    schedule.warmup = 0;
    near(hodo_schedule_rate(&schedule, 1.0, 0, 1, NAN), 1.0, 0, 0);
}

Test(schedule, sharpness)
{
    hodo_schedule schedule = hodo_schedule_find("sharpness", NULL);
    schedule.product = 3.0;
    for (double lambda = 1e-3; lambda < 1e6; lambda *= 7.0) {
        near(hodo_schedule_rate(&schedule, 123.0, 4, 10, lambda) * lambda, 3.0, 0, 2 * rounding);
    }
    static const double bad[] = {0.0, -1.0, NAN, INFINITY};
    for (size_t i = 0; i < 4; i++) {
        cr_assert(isnan(hodo_schedule_rate(&schedule, 1.0, 0, 10, bad[i])));
    }
}

static void refused(const char *name, size_t warmup, double floor, double product, double eta, size_t steps,
                    const char *words)
{
    hodo_error error = {0};
    hodo_schedule schedule = hodo_schedule_find(name, NULL);
    schedule.warmup = warmup, schedule.floor = floor, schedule.product = product;
    cr_assert_eq(hodo_schedule_can_run(&schedule, eta, steps, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, words), "%s", error.message);
}

Test(schedule, refuses)
{
    refused("constant", 0, 0, 0, 0.0, 10, "rate 0");
    refused("constant", 0, 0, 0, -1.0, 10, "rate -1");
    refused("constant", 0, 0, 0, NAN, 10, "rate nan");
    refused("constant", 0, 0, 0, INFINITY, 10, "rate inf");
    refused("constant", 0, 0, 0, 1.0, 0, "0 steps");
    refused("warmup", 11, 0, 0, 1.0, 10, "a warmup of 11 steps in a run of 10");
    refused("cosine", 0, -0.1, 0, 1.0, 10, "a floor of -0.1");
    refused("cosine", 0, 1.1, 0, 1.0, 10, "a floor of 1.1");
    refused("cosine", 0, NAN, 0, 1.0, 10, "a floor of nan");
    refused("sharpness", 0, 0, 0.0, 1.0, 10, "rate times sharpness 0");
    refused("sharpness", 0, 0, 4.0, 1.0, 10, "rate times sharpness 4");
    refused("sharpness", 0, 0, NAN, 1.0, 10, "rate times sharpness nan");
}
