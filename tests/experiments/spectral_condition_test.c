#include "experiments/spectral-condition/lazy_limit.h"
#include "experiments/spectral-condition/scheme_size.h"
#include "data/two_classes.h"
#include "near.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the figures of the spectral condition share: data, networks, training to a loss, and theory beside. */

static const hodo_stream stream = {.key = {1, 2}, .cell = 3};

static hodo_dataset open_set(hodo_arena *arena, const char *name, size_t samples)
{
    const hodo_two_classes_setting setting = {.name = name, .samples = samples};
    hodo_dataset data;
    hodo_error error = {0};
    cr_assert_eq(hodo_two_classes_open(arena, &setting, &stream, &data, &error), HODO_OK, "%s", error.message);
    return data;
}

Test(spectral_condition, rows_have_norm_root_d_and_signs)
{
    static const char *const names[] = {"mnist", "clusters"};
    for (size_t i = 0; i < 2; i++) {
        hodo_arena *arena = hodo_arena_alloc();
        const hodo_dataset data = open_set(arena, names[i], 200);
        double sum = 0;
        cr_assert_eq(data.count, 200);
        for (size_t s = 0; s < data.count; s++) {
            near(hodo_matrix_norm(hodo_matrix_rows(data.x, s, 1)), sqrt((double)data.inputs), 0, 1e-6);
            const double y = hodo_matrix_get(data.y, s, 0);
            cr_assert_eq(fabs(y), 1);
            sum += y;
        }
        cr_assert_lt(fabs(sum), 80); /* 5.6 deviations of fair labels */
        hodo_arena_free(arena);
    }
}

Test(spectral_condition, a_larger_set_begins_with_the_smaller)
{
    static const char *const names[] = {"mnist", "clusters"};
    for (size_t i = 0; i < 2; i++) {
        hodo_arena *arena = hodo_arena_alloc();
        const hodo_dataset few = open_set(arena, names[i], 5), many = open_set(arena, names[i], 40);
        cr_assert_eq(memcmp(few.x.data, many.x.data, 5 * few.inputs * sizeof(float)), 0);
        hodo_arena_free(arena);
    }
}

Test(spectral_condition, data_refuse_in_one_line)
{
    static const hodo_two_classes_setting wrong[] = {{.name = "mnist", .samples = 0},
                                                {.name = "mnist", .samples = HODO_TWO_CLASSES_MOST + 1},
                                                {.name = "mnist", .samples = 3, .first = 4, .second = 4},
                                                {.name = "mnist", .samples = 3, .second = 10},
                                                {.name = "clusters", .samples = 3, .inputs = 1},
                                                {.name = "digits", .samples = 3}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        hodo_error error = {0};
        cr_assert_eq(hodo_two_classes_check(&wrong[i], &error), HODO_INVALID);
        cr_assert_gt(strlen(error.message), 10);
        cr_assert_null(strchr(error.message, '\n'));
    }
}

/* Known before anything is computed: a run of such data is refused as bad usage. */
Test(spectral_condition, files_that_are_not_there_are_refused)
{
    static const hodo_two_classes_setting wanting[] = {{.name = "mnist", .samples = 3},
                                                  {.name = "cifar10", .samples = 3}};
    cr_assert_eq(setenv("HODO_DATA", "/nowhere", 1), 0);
    for (size_t i = 0; i < sizeof wanting / sizeof wanting[0]; i++) {
        hodo_error error = {0};
        cr_assert_eq(hodo_two_classes_check(&wanting[i], &error), HODO_IO);
        cr_assert_not_null(strstr(error.message, "/nowhere"));
        cr_assert_null(strchr(error.message, '\n'));
    }
    hodo_error error = {0};
    cr_assert_eq(hodo_two_classes_check(&(hodo_two_classes_setting){.name = "clusters", .samples = 3}, &error),
                 HODO_OK);
}

/* No automatic rates, no unknown names, no branch without a rule. */
Test(spectral_condition, networks_refuse)
{
    static const width_network_setting wrong[] = {
        {.inputs = 4, .width = 4, .parametrization = "fsc"},
        {.inputs = 4, .width = 4, .parametrization = "mu"},
        {.inputs = 4, .width = 4, .parametrization = "mup", .optimiser = "lion"},
        {.kind = HODO_RESNET, .inputs = 4, .width = 4, .depth = 5, .parametrization = "ntk"},
        {.kind = HODO_CNN, .inputs = 4, .width = 4, .parametrization = "mup"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        hodo_error error = {0};
        cr_assert_eq(width_network_check(&wrong[i], &error), HODO_INVALID, "%zu", i);
    }
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_dataset data = open_set(arena, "clusters", 4);
    const width_network_setting setting = {
        .inputs = data.inputs, .width = 4, .parametrization = "frobenius-relative"};
    width_network of;
    loss_matched_end end;
    const loss_matched_setting training = {.target = 0.5, .share = 0.1, .most = 3};
    cr_assert_eq(width_network_open(arena, &setting, &stream, &of, NULL), HODO_OK);
    hodo_pass *pass = hodo_pass_take(arena, &of.network, 4, HODO_FIRST_ORDER, NULL);
    cr_assert_eq(loss_matched_train(arena, &of, pass, &data, &training, &end, NULL), HODO_INVALID);
    hodo_arena_free(arena);
}

/* The loss that is left, from two forward passes over networks of our own. */
Test(spectral_condition, training_ends_at_the_loss)
{
    static const char *const rows[] = {"ntp", "spectral", "mup", "sp"};
    for (size_t i = 0; i < 4; i++) {
        hodo_arena *arena = hodo_arena_alloc();
        const hodo_dataset data = open_set(arena, "clusters", 12);
        const width_network_setting setting = {.inputs = data.inputs, .width = 40, .parametrization = rows[i]};
        const loss_matched_setting training = {.target = 0.3, .share = 0.1, .most = 100};
        width_network of, before;
        loss_matched_end end;
        cr_assert_eq(width_network_open(arena, &setting, &stream, &of, NULL), HODO_OK);
        cr_assert_eq(width_network_open(arena, &setting, &stream, &before, NULL), HODO_OK);
        hodo_pass *pass = hodo_pass_take(arena, &of.network, 12, HODO_FIRST_ORDER, NULL);
        hodo_pass *start = hodo_pass_take(arena, &before.network, 12, HODO_FIRST_ORDER, NULL);
        cr_assert_eq(loss_matched_train(arena, &of, pass, &data, &training, &end, NULL), HODO_OK);
        cr_assert(end.reached);
        near(end.first, 0.5, 0, 1e-12);
        cr_assert_eq(hodo_pass_forward(pass, data.x, NULL, NULL), HODO_OK);
        cr_assert_eq(hodo_pass_forward(start, data.x, NULL, NULL), HODO_OK);
        double loss = 0;
        for (size_t s = 0; s < 12; s++) {
            const double moved =
                hodo_matrix_get(hodo_pass_output(pass), s, 0) - hodo_matrix_get(hodo_pass_output(start), s, 0);
            loss += pow(moved - hodo_matrix_get(data.y, s, 0), 2) / 24;
        }
        near(loss, 0.3 * 0.5, 0, 2 * LOSS_MATCHED_TOLERANCE);
        cr_assert_leq((double)end.steps, loss_matched_steps(&training) + 4);
        hodo_arena_free(arena);
    }
}

/* One sample: H_1 = H_2 = 1/2, B_1 = B_2 = rho_1 = 1, so that K = 2, R = -y (1 - sqrt(target))/2; P = 1/2. */
Test(spectral_condition, lazy_limit_of_one_sample_is_elementary)
{
    for (double target = 0.1; target < 1; target += 0.2) {
        hodo_arena *arena = hodo_arena_alloc();
        const hodo_dataset data = open_set(arena, "clusters", 1);
        const loss_matched_setting training = {.target = target, .share = 0.05, .most = 1000};
        const double r = (1 - sqrt(target)) / 2;
        lazy_limit limit;
        cr_assert_eq(lazy_limit_of(arena, &data, &training, &limit, NULL), HODO_OK);
        const double slack = LOSS_MATCHED_TOLERANCE * target / (1 - target);
        near(limit.frobenius, r / 2, 0, 2 * slack + 1e-6);
        near(limit.spectral, r / 4, 0, 2 * slack + 1e-6);
        near(limit.feature, r * sqrt(9.0 / 4 + 2), 0, 2 * slack + 1e-6);
        hodo_arena_free(arena);
    }
}

/* A norm of rank r: spectral <= Frobenius <= sqrt(r) spectral, with W_2^0's own norms sqrt(2n) and 2 sqrt 2. */
Test(spectral_condition, lazy_limit_keeps_the_order_of_norms)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_dataset data = open_set(arena, "clusters", 20);
    const loss_matched_setting training = {.target = 0.2, .share = 0.1, .most = 1000};
    lazy_limit limit;
    cr_assert_eq(lazy_limit_of(arena, &data, &training, &limit, NULL), HODO_OK);
    cr_assert_gt(limit.frobenius, 2 * limit.spectral);
    cr_assert_lt(limit.frobenius, 2 * sqrt(20) * limit.spectral);
    hodo_arena_free(arena);
}

/* The exponents that the rates and deviations of the table have are those that the paper prints. */
Test(spectral_condition, sizes_have_the_published_exponents)
{
    static const char *const rows[] = {"spectral", "mup", "ntp", "sp", "frobenius-relative"};
    for (size_t i = 0; i < 5; i++) {
        hodo_arena *arena = hodo_arena_alloc();
        double exponents[3], narrow[3], wide[3];
        width_network_setting setting = {.inputs = 64, .width = 256, .parametrization = rows[i]};
        cr_assert(scheme_exponents(rows[i], exponents));
        cr_assert_eq(scheme_size(arena, &setting, narrow, NULL), HODO_OK);
        setting.width = 1024;
        cr_assert_eq(scheme_size(arena, &setting, wide, NULL), HODO_OK);
        for (size_t k = 0; k < 3; k++) {
            near(log2(wide[k] / narrow[k]) / 2, exponents[k], 1e-9, 0);
        }
        hodo_arena_free(arena);
    }
}
