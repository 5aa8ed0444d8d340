#include "experiments/feature-speed/scalings-table/desiderata.h"
#include "experiments/feature-speed/scalings-table/scaling_theory.h"
#include "near.h"

#include <stdio.h>

static const scaling_scheme *scheme_of(const char *name)
{
    hodo_error error = {0};
    const scaling_scheme *scheme = scaling_scheme_find(name, &error);
    cr_assert_not_null(scheme, "%s", error.message);
    return scheme;
}

static void logs_of(const char *name, int64_t width, int64_t depth, bool finite, double logs[DESIDERATA])
{
    double allowance[DESIDERATA];
    hodo_error error = {0};
    cr_assert_eq(scaling_logs(scheme_of(name), width, depth, finite, logs, allowance, &error), HODO_OK, "%s",
                 error.message);
}

/* Worked by hand: contributions 1/L, 1/(2L) for each of L - 2, 1/L, times L^(-1/2) under MF+muP. At L = 3 the
 * one hidden layer has m2(1) = 1 + 2 beta^2, so M2 = 1 + 2 beta^2 / (1 + 1/2)^2. */
Test(scalings, small_depths_by_hand)
{
    static const struct {
        const char *scheme;
        double decay_power, speed; /* speed: rms(f') at m = 100, L = 3 over (c_1 + c) sqrt(M2) */
    } known[] = {
        {"ntk", 0, 0.1}, {"mf-mup", -0.5, 1}, {"fsc-static", 0, 0.57735026918962576}, {"fsc-resnet", 0, 1}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        double logs[DESIDERATA];
        for (int64_t depth = 3; depth < 20; depth += 5) {
            const double l = (double)depth;
            logs_of(known[i].scheme, 100, depth, false, logs);
            near(exp(logs[DECAY]), (0.5 + 1 / l) * pow(l, known[i].decay_power), 0, 1e-13);
            near(exp(logs[BALANCE_INPUT]), 2, 0, 1e-13);
            near(exp(logs[BALANCE_OUTPUT]), 2, 0, 1e-13);
            near(logs[SIGNAL], 0, 0, 0);
        }
        logs_of(known[i].scheme, 100, 3, false, logs);
        const double beta_square = scheme_of(known[i].scheme)->resnet ? 1.0 / 3 : 1;
        const double below = 0.5 * pow(3, known[i].decay_power);
        near(exp(logs[FEATURE]), below * sqrt(1 + 2 * beta_square / 2.25) * known[i].speed, 0, 1e-13);
    }
}

/* The mean of a contribution, unlike that of its logarithm, is the same at every width: masks are fair coins
 * and weights on both sides of a matrix independent. So the mean loss decay of narrow networks is that of
 * infinitely wide ones, for the rates of the table that trains networks, dense and sparse. */
Test(scalings, mean_decay_has_no_drift)
{
    enum { DRAWS = 4000, WIDTH = 24, DEPTH = 5 };
    hodo_arena *arena = hodo_arena_alloc();
    cr_assert_not_null(arena);
    for (size_t i = 0; scaling_schemes[i].name != NULL; i++) {
        for (int data = DENSE; data <= SPARSE; data++) {
            double logs[DESIDERATA], sum = 0, squares = 0;
            hodo_error error = {0};
            const scaled_network of = {.scheme = hodo_parametrization_find(scaling_schemes[i].name, &error),
                                       .data = (scaling_data)data,
                                       .width = WIDTH,
                                       .depth = DEPTH};
            logs_of(scaling_schemes[i].name, WIDTH, DEPTH, false, logs);
            for (size_t draw = 0; draw < DRAWS; draw++) {
                const hodo_stream stream =
                    hodo_stream_open(7, scaling_schemes[i].name, 2 * draw + (size_t)data);
                double value[DESIDERATA];
                hodo_arena_reset(arena);
                cr_assert_eq(scaled_network_measure(arena, &of, &stream, value, &error), HODO_OK, "%s",
                             error.message);
                const double ratio = value[DECAY] / exp(logs[DECAY]);
                sum += ratio / DRAWS;
                squares += ratio * ratio / DRAWS;
            }
            near(sum, 1, 4 * sqrt((squares - sum * sum) / DRAWS), 0); /* four standard errors */
            cr_assert_lt((squares - sum * sum) / DRAWS, 4e-4, "too wide to say anything");
        }
    }
    hodo_arena_free(arena);
}

/* The drift of logarithms is a matter of width: gone at a large one, and then the table's powers are left. */
Test(scalings, powers_of_the_table)
{
    double gap = 1, wide[DESIDERATA], infinite[DESIDERATA];
    hodo_error error = {0};
    cr_assert_eq(scaling_limit_gap(10000, &gap, &error), HODO_OK, "%s", error.message);
    near(gap, 0, 4e-4, 0); /* some 1/L */
    for (size_t i = 0; scaling_schemes[i].name != NULL; i++) {
        logs_of(scaling_schemes[i].name, 1000000, 8, true, wide);
        logs_of(scaling_schemes[i].name, 1000000, 8, false, infinite);
        for (size_t d = 0; d < DESIDERATA; d++) {
            near(wide[d], infinite[d], 3e-5, 0); /* 2.5 L / m, with room */
        }
    }
    cr_assert_null(scaling_scheme_find("mup", &error));
}
