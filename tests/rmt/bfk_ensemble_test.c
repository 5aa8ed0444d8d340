#include "effort.h"
#include "near.h"
#include "rmt/kernel/bfk_draw.h"
#include "rmt/law/compare.h"
#include "rmt/opened_law.h"

#include <gsl/gsl_errno.h>
#include <math.h>

/* Random kernels against their laws, by the comparison of rmt/law/compare.h: fixed seeds; independent matrices
 * at two widths, extrapolated in 1/m; a true law fails with probability 1e-4. Power: the same draws against the
 * law of the other activation (kappa 1 for 2, or 2 for 1), and of a depth or scale off by one step, must
 * fail. */

static void quiet(void)
{
    gsl_set_error_handler_off();
}

TestSuite(bfk_ensemble, .init = quiet);

typedef struct ensemble_case {
    const char *right, *wrong[3];
    size_t width, draws;
} ensemble_case;

static const ensemble_case cases[] = {
    {"bfk --activation=linear --depth=4",
     {"bfk --activation=relu --depth=4", "bfk --activation=linear --depth=3",
      "bfk --activation=linear --depth=5"},
     128, 40},
    {"bfk --activation=relu --depth=4",
     {"bfk --activation=linear --depth=4", "bfk --activation=relu --depth=3",
      "bfk --activation=relu --depth=5"},
     128, 60},
    {"bfk --activation=relu --depth=2", {"bfk --activation=linear --depth=2",
     "bfk --activation=relu --depth=3", NULL},
     128, 60},
    {"bfk-resnet --scale=1", {"bfk-resnet --scale=1.1", "bfk-resnet --scale=0.9",
     "bfk --activation=linear --depth=3"},
     96, 24},
};

static void ensemble(size_t index)
{
    const ensemble_case *c = &cases[index];
    const size_t draws = (size_t)fmax(8, (double)c->draws * test_effort());
    rmt_law *right = open_law(c->right);
    rmt_comparison got;
    hodo_error error = {0};
    cr_assert_eq(rmt_compare(right, c->width, draws, 7, &got, &error), HODO_OK, "%s: %s", c->right,
                 error.message);
    for (int k = 0; k < RMT_COMPARED_MOMENTS; k++) {
        const rmt_moment_comparison *moment = &got.moment[k];
        cr_assert(moment->agrees, "%s, moment %d: %g, not %g within %g", c->right, k + 1, moment->measured,
                  moment->theory, moment->threshold);
    }
    cr_assert(got.distance_agrees, "%s: distance %g at %g, above %g", c->right, got.distance, got.distance_at,
              got.distance_threshold);
    for (size_t i = 0; i < 3 && c->wrong[i] != NULL && test_effort() >= 1; i++) {
        rmt_law *wrong = open_law(c->wrong[i]);
        cr_assert_eq(rmt_compare_with(wrong, right, c->width, draws, 7, &got, &error), HODO_OK, "%s",
                     error.message);
        cr_assert(!got.agrees, "draws of %s pass for %s", c->right, c->wrong[i]);
        rmt_law_close(wrong);
    }
    rmt_law_close(right);
}

Test(bfk_ensemble, linear)
{
    ensemble(0);
}

Test(bfk_ensemble, relu)
{
    ensemble(1);
}

Test(bfk_ensemble, relu_shallow)
{
    ensemble(2);
}

Test(bfk_ensemble, resnet)
{
    ensemble(3);
}

/* The same stream, the same bits; another cell, another matrix; small widths work. */
Test(bfk_ensemble, draws_are_functions_of_the_stream)
{
    const rmt_bfk_depth depth = {3, true};
    double first[20], again[20], other[20];
    const hodo_stream stream = hodo_stream_open(5, "tests/rmt/bfk", 1),
                      next = hodo_stream_open(5, "tests/rmt/bfk", 2);
    cr_assert_eq(rmt_bfk_draw(&depth, 20, &stream, first, NULL), HODO_OK);
    cr_assert_eq(rmt_bfk_draw(&depth, 20, &stream, again, NULL), HODO_OK);
    cr_assert_eq(rmt_bfk_draw(&depth, 20, &next, other, NULL), HODO_OK);
    int same = 0;
    for (int i = 0; i < 20; i++) {
        cr_assert_eq(first[i], again[i]);
        same += first[i] == other[i];
        cr_assert(first[i] > 1.0 / 3 - 1e-14 && (i == 0 || first[i] >= first[i - 1]));
    }
    cr_assert(same < 20);
    for (size_t m = 1; m < 4; m++) {
        cr_assert_eq(rmt_bfk_draw(&depth, m, &stream, first, NULL), HODO_OK);
        cr_assert_eq(rmt_bfk_resnet_draw(0.5, m, &stream, first, NULL), HODO_OK);
        cr_assert(first[0] > 0);
    }
    const rmt_bfk_depth one = {1, false};
    cr_assert_eq(rmt_bfk_draw(&one, 3, &stream, first, NULL), HODO_OK);
    near(first[0], 1, 0, 1e-15);
    hodo_error error = {0};
    cr_assert_eq(rmt_bfk_draw(&depth, 0, &stream, first, &error), HODO_INVALID);
    cr_assert_eq(rmt_bfk_resnet_draw(1, 0, &stream, first, &error), HODO_INVALID);
}
