#include "experiments/mlps-at-the-eoc/chaos_descent.h"
#include "experiments/mlps-at-the-eoc/sign_correlation.h"
#include "experiments/mlps-at-the-eoc/kernel_watch.h"
#include "near.h"

#include <criterion/criterion.h>
#include <math.h>

/* What the figures of training at the edge of chaos share: rules, descents, the kernel watched apart, and the
 * correlation of signs with its null. */

static const hodo_stream stream = {.key = {5, 6}, .cell = 7};

static chaos_descent_setting small(const char *rule)
{
    chaos_descent_setting setting = {.network = {.b = 1, .width = 4, .depth = 4, .growth = 2},
                                     .richness = 1,
                                     .samples = 12,
                                     .first = 4,
                                     .second = 9,
                                     .steps = 12,
                                     .refresh = 5};
    hodo_error error = {0};
    cr_assert_eq(chaos_rule_read(rule, &setting.rule, &error), HODO_OK, "%s", error.message);
    return setting;
}

Test(chaos_descent, rules_are_read_whole)
{
    chaos_rule rule;
    hodo_error error;
    cr_assert_eq(chaos_rule_read("refreshed/3.5", &rule, &error), HODO_OK);
    cr_assert_eq(rule.rate, CHAOS_REFRESHED);
    near(rule.product, 3.5, 0, 0);
    cr_assert_eq(chaos_rule_read("constant/12", &rule, &error), HODO_OK);
    static const char *const wrong[] = {"",           "constant",    "constant/", "constant/0", "constant/nan",
                                        "schedule/4", "schedule/-1", "sched/2",   "schedule/2x"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cr_assert_eq(chaos_rule_read(wrong[i], &rule, &error), HODO_INVALID, "'%s' was read", wrong[i]);
    }
}

Test(chaos_descent, digits_differ)
{
    chaos_descent_setting setting = small("constant/1");
    hodo_error error;
    cr_assert_eq(chaos_descent_check(&setting, &error), HODO_OK);
    setting.first = setting.second = 0;
    cr_assert_eq(chaos_descent_check(&setting, &error), HODO_INVALID);
}

/* Rates seen by an observer of every step: eta_t lambda_t / c, lambda_t by the watch. */
typedef struct seen {
    chaos_descent *of;
    kernel_watch *watch;
    double lambda, worst; /* of the last look; largest |eta lambda/c - 1| */
    size_t looks;
} seen;

static hodo_status look(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                        hodo_error *error)
{
    seen *of = context;
    (void)cohort, (void)x, (void)y;
    if (t > 0) {
        of->worst = fmax(of->worst, fabs(of->of->cell->eta * of->lambda / of->of->setting.rule.product - 1));
        of->looks++;
    }
    kernel_seen kernel;
    const hodo_status status = kernel_watch_look(of->watch, &kernel, error);
    of->lambda = kernel.lower / (of->of->gamma * of->of->gamma * (double)of->of->data.count);
    cr_assert(kernel.upper >= kernel.lower && kernel.upper <= (1 + KERNEL_WATCH_TOLERANCE) * kernel.lower);
    return status;
}

static double worst_of(const char *rule, size_t *looks)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const chaos_descent_setting setting = small(rule);
    chaos_descent of;
    cr_assert_eq(chaos_descent_open(arena, &setting, &stream, &of, &error), HODO_OK, "%s", error.message);
    seen own = {.of = &of};
    own.watch = kernel_watch_take(arena, &of.cell->network, of.data.x, &stream, &error);
    cr_assert_not_null(own.watch, "%s", error.message);
    const hodo_observer observer = {.look = look, .every = 1, .context = &own};
    cr_assert_eq(chaos_descent_run(arena, &of, &observer, &error), HODO_OK, "%s", error.message);
    *looks = own.looks;
    hodo_arena_free(arena);
    return own.worst;
}

/* The bounds of the watch are 1e-4 apart, and so may be what it is compared with. */
Test(chaos_descent, the_schedule_holds_its_product)
{
    size_t looks;
    cr_assert_lt(worst_of("schedule/2.5", &looks), 2 * KERNEL_WATCH_TOLERANCE);
    cr_assert_eq(looks, 12);
}

Test(chaos_descent, other_rules_do_not)
{
    size_t looks;
    cr_assert_gt(worst_of("constant/1", &looks), 0.01);
    cr_assert_gt(worst_of("refreshed/2.5", &looks), 0.01);
}

/* lambda_0 by the probe that sets constant rates, and by the watch. */
Test(chaos_descent, both_measure_the_same_start)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const chaos_descent_setting setting = small("constant/1");
    chaos_descent of;
    kernel_seen kernel;
    cr_assert_eq(chaos_descent_open(arena, &setting, &stream, &of, &error), HODO_OK, "%s", error.message);
    kernel_watch *watch = kernel_watch_take(arena, &of.cell->network, of.data.x, &stream, &error);
    cr_assert_eq(kernel_watch_look(watch, &kernel, &error), HODO_OK, "%s", error.message);
    near(kernel.lower / (of.gamma * of.gamma * 12.0), of.first, 0, KERNEL_WATCH_TOLERANCE);
    near(kernel.drift.frobenius, 0, 1e-12, 0);
    near(of.gamma, 2, 1e-15, 0);
    hodo_arena_free(arena);
}

Test(sign_correlation, is_that_of_the_signs)
{
    const double x[] = {1, 2, -3, -4, 5, -6}, y[] = {.1, .2, -.1, -.1, .3, -.2};
    const double other[] = {1, -1, 1, -1, 1, -1};
    double minus[6];
    for (size_t i = 0; i < 6; i++) {
        minus[i] = -y[i];
    }
    near(sign_correlation(x, y, 6), 1, 1e-15, 0);
    near(sign_correlation(x, minus, 6), -1, 1e-15, 0);
    near(sign_correlation(x, other, 6), 1.0 / 3, 1e-15, 0); /* 4 of 6 signs are equal: 2/3 - 1/3 */
    const double one[] = {1, 2, 3, 4, 5, 6};
    cr_assert(isnan(sign_correlation(one, y, 6)));
    cr_assert(isnan(sign_correlation(x, y, 0)));
}

/* A series beside itself: shuffled it has nothing in common with what it was. */
Test(sign_correlation, is_lost_in_a_shuffle)
{
    enum { COUNT = 60, SHUFFLES = 4000 };
    hodo_arena *arena = hodo_arena_alloc();
    double x[COUNT], mean, deviation;
    hodo_error error = {0};
    for (size_t i = 0; i < COUNT; i++) {
        x[i] = i % 5 < 2 ? 1 : -1;
    }
    cr_assert_eq(sign_correlation_shuffled(arena, x, x, COUNT, 1, SHUFFLES, &stream, &mean, &deviation,
                                           &error),
                 HODO_OK);
    /* every order equally likely: mean 0 (of all orders, exactly) and variance 1/(n - 1) */
    near(mean, 0, 5 / sqrt((double)SHUFFLES * (COUNT - 1)), 0);
    near(deviation, 1 / sqrt(COUNT - 1.0), 0, 0.06); /* 5 standard errors */
    /* one block of all: nothing is shuffled */
    cr_assert_eq(sign_correlation_shuffled(arena, x, x, COUNT, COUNT, 2, &stream, &mean, &deviation,
                                           &error),
                 HODO_OK);
    near(mean, 1, 1e-15, 0);
    cr_assert_eq(sign_correlation_shuffled(arena, x, x, COUNT, 0, 2, &stream, &mean, &deviation, &error),
                 HODO_INVALID);
    cr_assert_eq(sign_correlation_shuffled(arena, x, x, COUNT, 1, 1, &stream, &mean, &deviation, &error),
                 HODO_INVALID);
    hodo_arena_free(arena);
}
