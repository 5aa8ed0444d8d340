#include "net/tower.h"
#include "train/automatic_rates.h"
#include "train/slope.h"
#include "train/started.h"

#include <stdlib.h>

/* The table of scalings of arXiv 2311.18718: exponents in width m and depth L of feature learning,
 * rms(f_{L-1}'), and of loss decay, for the tabled rates and for those measured, with d = 10,
 * k = 1 and |f - y| divided out. At finite depth these are no pure powers; so what is measured is divided by
 * its value at infinite width, which has the table's power of m and, for large L, of L. */

typedef struct speed_case {
    const char *name;
    int automatic; /* -1: the tabled rates; else a hodo_cosine */
    struct {
        double width, depth;
    } speed, decay; /* powers, times prefactors of finite depth */
} speed_case;

static const speed_case cases[] = {
    {"ntk", -1, {-0.5, 0.5}, {0, 0}},    /* fails feature learning */
    {"mf-mup", -1, {0, 0}, {0, -0.5}},   /* fails loss decay */
    {"fsc-static", -1, {0, 0}, {0, 0}},  /* holds all */
    {"fsc", HODO_COSINE_MEASURED, {0, 0}, {0, 0}},
    {"fsc", HODO_COSINE_GIVEN, {0, 0}, {0, 0}},
    {"fsc", HODO_COSINE_ONE, {0, 0.5}, {0, 0}}, /* BAFU: faster by 1/cos */
};
enum { CASES = sizeof cases / sizeof cases[0], WIDTHS = 4, DEPTHS = 3, INPUTS = 10, MOST_DRAWS = 96 };
static const size_t widths[WIDTHS] = {64, 96, 192, 384}, depths[DEPTHS] = {4, 8, 16};

/* Backward vectors are products of L layers, with relative corrections of order L/m <= 1/4 at the corner of
 * the grid; over ln 8 and ln 4 of the axes that is at most this much of an exponent. */
static const double systematic = 0.05;
static const double sigmas = 5.2; /* 24 exponents: 1e-4 together, errors from as few as 16 draws */

/* Balanced but for the input: matrix 1 contributes `first`, the others 1. cos(theta_{L-1}) at infinite width of
 * relu, whose Jacobians of j layers have m2(j) = 1 + 2 j. */
static double cosine(size_t depth, double first)
{
    const size_t n = depth - 1;
    double sum = 0.0, square = 0.0;
    for (size_t i = 0; i < n; i++) { /* layers below f_{L-1}, counted down from it */
        const double w_i = i + 1 == n ? first : 1.0;
        sum += w_i;
        for (size_t j = 0; j < n; j++) {
            square += w_i * (j + 1 == n ? first : 1.0) * (1.0 + 2.0 * (double)(i < j ? i : j));
        }
    }
    return sum / sqrt(square);
}

/* At infinite width. Tabled: ||phi||^2 = m/2 while ||x||^2 = d and ||f_{L-1}||^2 = m, so contributions are in
 * proportion 2 : 1 : ... : 1 : 2, L + 2 in all, L of them below f_{L-1}. Measured: L, of which L - 1. */
static void prediction(const speed_case *c, double m, size_t depth, double *speed, double *decay)
{
    const double L = (double)depth;
    if (c->automatic < 0) {
        *decay = 0.5 * (L + 2.0) / L * pow(m, c->decay.width) * pow(L, c->decay.depth);
        const double backward = pow(m, -c->speed.width) * pow(L, c->decay.depth + 0.5 - c->speed.depth);
        *speed = *decay * L / (L + 2.0) / (cosine(depth, 2.0) * backward);
    } else {
        *decay = 1.0;
        *speed = (L - 1.0) / L / (c->automatic == HODO_COSINE_ONE ? cosine(depth, 1.0) : 1.0);
    }
}

/* rms(f')^2 and loss decay of one draw. */
static void one_draw(const speed_case *c, hodo_arena *arena, size_t width, size_t depth, uint64_t draw,
                     double *speed, double *decay)
{
    hodo_error error = {0};
    double scale = 1.0, rates[64];
    const hodo_tower tower = {.inputs = INPUTS, .width = width, .depth = depth, .train_input = true,
                              .train_output = true, .normalise = c->automatic >= 0,
                              .readout_scale = c->automatic >= 0 ? &scale : NULL};
    const hodo_scales scales = {(double)width, (double)depth, sqrt(2.0)};
    const hodo_parametrization *row = hodo_parametrization_find(c->name, &error);
    const hodo_stream stream = hodo_stream_open(draw, "tests/train/speed", width * 1000 + depth);
    const hodo_loss loss = {&hodo_loss_square, 0};
    hodo_architecture architecture;
    hodo_network network;
    ok(hodo_tower_architecture(arena, &tower, &architecture, &error), error);
    ok(hodo_parametrization_apply(row, &scales, HODO_STEP_GRADIENT, &architecture, rates, &error), error);
    ok(hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, &error), error);
    ok(hodo_network_draw(&network, &stream, &error), error);
    const hodo_matrix x = started_inputs(arena, 1, INPUTS, &stream, 1000);
    const hodo_matrix y = hodo_matrix_take(arena, HODO_DOUBLE, 1, 1, &error);
    hodo_matrix_set(y, 0, 0, 1.0);
    hodo_speeds *speeds;
    double residual = 1.0;
    if (c->automatic >= 0) {
        const hodo_automatic_settings settings = {(hodo_cosine)c->automatic, .cosine = cosine(depth, 1.0)};
        hodo_automatic_rates *automatic =
            hodo_automatic_rates_take(arena, &settings, &network, 1, &scale, &error);
        cr_assert_not_null(automatic, "%s", error.message);
        ok(hodo_automatic_rates_measure(automatic, x, y, loss, &error), error);
        speeds = automatic->speeds;
    } else {
        speeds = hodo_speeds_take(arena, &network, 1, HODO_FIRST_ORDER, &error);
        ok(hodo_speeds_measure(speeds, x, y, loss, (hodo_flow){HODO_GIVEN, 0, rates}, NULL, &error), error);
        residual = hodo_matrix_get(hodo_pass_output(speeds->pass), 0, 0) - 1.0;
    }
    const double rms = hodo_speeds_at(speeds, 0, depth - 1)->speed;
    *speed = rms * rms / (residual * residual);
    *decay = hodo_speeds_at(speeds, 0, depth)->loss_decay / (residual * residual);
}

Test(automatic_speed, exponents)
{
    for (size_t i = 0; i < CASES; i++) {
        slope_point speed[WIDTHS * DEPTHS], decay[WIDTHS * DEPTHS];
        hodo_arena *arena = hodo_arena_alloc();
        for (size_t at = 0; at < WIDTHS * DEPTHS; at++) {
            const size_t width = widths[at / DEPTHS], depth = depths[at % DEPTHS];
            const bool exact = cases[i].automatic == HODO_COSINE_MEASURED;
            const size_t draws = exact ? 2 : slope_draws(MOST_DRAWS * 64 / width);
            double *speeds = malloc(2 * draws * sizeof(double)), *decays = speeds + draws;
            double speed_there, decay_there;
            cr_assert_not_null(speeds);
            for (size_t draw = 0; draw < draws; draw++) {
                one_draw(&cases[i], arena, width, depth, draw, &speeds[draw], &decays[draw]);
                hodo_arena_reset(arena);
            }
            prediction(&cases[i], (double)width, depth, &speed_there, &decay_there);
            const slope_mean s = slope_mean_of(speeds, draws), d = slope_mean_of(decays, draws);
            const double n = (double)width, l = (double)depth; /* 1e-6: where all draws are the same */
            speed[at] = (slope_point){n, l, sqrt(s.mean) / speed_there, 0.5 * s.error / s.mean + 1e-6};
            decay[at] = (slope_point){n, l, d.mean / decay_there, d.error / d.mean + 1e-6};
            free(speeds);
        }
        const slope_fit f = slope_through(speed, WIDTHS * DEPTHS), l = slope_through(decay, WIDTHS * DEPTHS);
        const double off[4] = {f.n, f.l, l.n, l.l}, errors[4] = {f.n_error, f.l_error, l.n_error, l.l_error};
        const double powers[4] = {cases[i].speed.width, cases[i].speed.depth, cases[i].decay.width,
                                  cases[i].decay.depth};
        for (size_t e = 0; e < 4; e++) {
            slope_show(cases[i].name, e / 2, e % 2, powers[e] + off[e], errors[e], powers[e]);
            near(off[e], 0.0, sigmas * errors[e] + systematic, 0);
            /* power: half a power of m or L is told apart */
            cr_assert(!slope_has_power() || sigmas * errors[e] + systematic < 0.3, "%s: %g", cases[i].name,
                      errors[e]);
        }
        hodo_arena_free(arena);
    }
}
