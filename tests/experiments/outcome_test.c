#include "experiments/gamma-eta/outcome.h"
#include "near.h"

/* The rule by which cells end, and what boundaries make of the ends. */

static landscape_outcome judge(hodo_stop stop, double loss, double largest, double tail)
{
    const hodo_cell_state cell = {.setting = {.eta = 0.5, .gamma = 2},
                                  .loss = loss,
                                  .first_loss = 0.1,
                                  .largest_loss = largest,
                                  .step = 77,
                                  .stop = stop};
    return landscape_judge(&cell, tail, 0.9);
}

/* Nine tenths of the first loss is 0.09. The tail, and not the last batch, tells learned from too slow. */
Test(outcome, ends)
{
    static const struct {
        hodo_stop stop;
        double loss, largest, tail;
        landscape_end end;
        double last;
    } known[] = {
        {HODO_RUNNING, 0.2, 0.3, 0.0899, LANDSCAPE_LEARNED, 0.0899},
        {HODO_RUNNING, 0.01, 0.3, 0.0901, LANDSCAPE_TOO_SLOW, 0.0901},
        {HODO_RUNNING, 0.01, 0.3, 0.9 * 0.1, LANDSCAPE_TOO_SLOW, 0.9 * 0.1}, /* not below */
        {HODO_RUNNING, 50, 90, 40, LANDSCAPE_TOO_SLOW, 40},        /* went up and did not come down */
        {HODO_RUNNING, 0.01, 0.3, NAN, LANDSCAPE_TOO_SLOW, NAN},
        {HODO_DIVERGED, 0.01, 0.3, 0.01, LANDSCAPE_DIVERGED, INFINITY},
        {HODO_DIVERGED, NAN, 0.3, NAN, LANDSCAPE_DIVERGED, INFINITY},
        {HODO_STUCK, 0.1, 3, NAN, LANDSCAPE_STUCK, 0.1},
        {HODO_STUCK, 0.1, 3, 0.05, LANDSCAPE_STUCK, 0.1}, /* it was low before its units died */
        {HODO_STUCK, 0.05, 3, NAN, LANDSCAPE_LEARNED, 0.05}, /* no gradient, for nothing is wrong */
        {HODO_LEARNED, 0, 0.1, NAN, LANDSCAPE_LEARNED, 0},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const landscape_outcome got = judge(known[i].stop, known[i].loss, known[i].largest, known[i].tail);
        cr_assert_eq(got.end, known[i].end, "case %zu: %s", i, landscape_end_name(got.end));
        cr_assert(got.last_loss == known[i].last || (isnan(got.last_loss) && isnan(known[i].last)), "case %zu",
                  i);
        cr_assert_eq(got.largest_loss, got.end == LANDSCAPE_DIVERGED ? INFINITY : known[i].largest);
        cr_assert(got.eta == 0.5 && got.gamma == 2 && got.first_loss == 0.1 && got.steps == 77);
    }
}

/* learned < survives; calm < survives; a dead cell survives for nobody. */
Test(outcome, sides_of_boundaries)
{
    static const struct {
        landscape_end end;
        double largest;
        bool learned, survives, calm;
    } known[] = {
        {LANDSCAPE_TOO_SLOW, 0.2, false, true, true}, {LANDSCAPE_TOO_SLOW, 0.21, false, true, false},
        {LANDSCAPE_LEARNED, 0.1, true, true, true},   {LANDSCAPE_LEARNED, 90, true, true, false},
        {LANDSCAPE_STUCK, 0.1, false, false, false},  {LANDSCAPE_DIVERGED, 0.1, false, false, false},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const landscape_outcome one = {
            .end = known[i].end, .first_loss = 0.1, .largest_loss = known[i].largest};
        cr_assert_eq(landscape_learned(&one), known[i].learned, "case %zu", i);
        cr_assert_eq(landscape_survives(&one), known[i].survives, "case %zu", i);
        cr_assert_eq(landscape_calm(&one), known[i].calm, "case %zu", i);
    }
}

Test(outcome, names)
{
    cr_assert_str_eq(landscape_end_name(LANDSCAPE_TOO_SLOW), "too slow");
    cr_assert_str_eq(landscape_end_name(LANDSCAPE_LEARNED), "learned");
    cr_assert_str_eq(landscape_end_name(LANDSCAPE_STUCK), "stuck");
    cr_assert_str_eq(landscape_end_name(LANDSCAPE_DIVERGED), "diverged");
    cr_assert_str_eq(landscape_end_name(LANDSCAPE_ENDS), "unknown");
}
