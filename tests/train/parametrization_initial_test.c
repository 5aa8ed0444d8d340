#include "train/slope.h"
#include "train/started.h"

#include <string.h>

/* Initial weights: the exponents of the effective weights multiplier * W in width and depth, measured from
 * drawn networks at four widths and four depths, against the papers' tables, typed here a second time. */

/* What is asked of every exponent. The draws below pin each to a standard error under 0.004. */
static const double exponent_tolerance = 0.02;
enum { SEEDS = 3, WIDTHS = 4, DEPTHS = 4, INPUTS = 32, OUTPUTS = 32 };
static const size_t widths[WIDTHS] = {32, 64, 128, 256}, depths[DEPTHS] = {3, 6, 12, 24};

/* Exponents of the rms of an entry of multiplier * W. */
typedef struct initial_case {
    const char *name;
    bool residual;
    struct {
        double width, depth;
    } input, middle, output;
} initial_case;

static const initial_case cases[] = {
    {"sp", false, {0, 0}, {-0.5, 0}, {-0.5, 0}},
    {"sp", true, {0, 0}, {-0.5, 0}, {-0.5, 0}},
    {"ntp", false, {0, 0}, {-0.5, 0}, {-0.5, 0}},
    {"ntk", false, {0, 0}, {-0.5, 0}, {-0.5, 0}},
    {"mup", false, {0, 0}, {-0.5, 0}, {-1, 0}},
    {"mf-mup", false, {0, 0}, {-0.5, 0}, {-1, 0}},
    {"fsc", false, {0, 0}, {-0.5, 0}, {-1, 0.5}},
    {"fsc-static", false, {0, 0}, {-0.5, 0}, {-1, 0.5}},
    {"fsc-resnet", true, {0, 0}, {-0.5, 0}, {-1, 0}},
    {"spectral", false, {0, 0}, {-0.5, 0}, {-1, 0}},
    {"frobenius-relative", false, {0, 0}, {-0.5, 0}, {-0.5, 0}},
    {"nup", false, {0, 0}, {-0.5, 0}, {-1, 0}},
    {"depth-mup", true, {0, 0}, {-0.5, 0}, {-1, 0}},
    {"completep", true, {0, 0}, {-0.5, 0}, {-1, 0}},
};
enum { CASES = sizeof cases / sizeof cases[0] };

/* ||multiplier W||_F^2 summed over matrices first .. last - 1. */
static double squares(const started *run, size_t first, size_t last)
{
    double total = 0.0;
    for (size_t k = first; k < last; k++) {
        const hodo_matrix w = run->network.weights[k];
        const double a = started_layer(run, k)->multiplier;
        total += a * a * hodo_matrix_dot(w, w);
    }
    return total;
}

/* Root mean squares of input, middle and output at every (width, depth): [role][cell]. A mean of c squares has
 * a relative error of sqrt(2/c), its root half of it. */
static void measure(const initial_case *c, slope_point points[3][WIDTHS * DEPTHS])
{
    hodo_error error = {0};
    const hodo_parametrization *row = hodo_parametrization_find(c->name, &error);
    cr_assert_not_null(row, "%s", error.message);
    hodo_arena *arena = hodo_arena_alloc();
    for (size_t at = 0; at < WIDTHS * DEPTHS; at++) {
        const started_shape shape = {
            .inputs = INPUTS, .width = widths[at / DEPTHS], .depth = depths[at % DEPTHS], .outputs = OUTPUTS,
            .residual = c->residual};
        const size_t n = shape.width, L = shape.depth;
        const double entries[3] = {SEEDS * INPUTS * (double)n, SEEDS * (double)(n * n * (L - 2)),
                                   SEEDS * OUTPUTS * (double)n};
        double sums[3] = {0};
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            const hodo_stream stream = hodo_stream_open(seed, "tests/train/initial", at);
            started run;
            started_network(&run, arena, &shape, row, HODO_STEP_GRADIENT, &stream, 0);
            sums[0] += squares(&run, 0, 1);
            sums[1] += squares(&run, 1, L - 1);
            sums[2] += squares(&run, L - 1, L);
            hodo_arena_reset(arena);
        }
        for (size_t role = 0; role < 3; role++) {
            points[role][at] = (slope_point){(double)n, (double)L, sqrt(sums[role] / entries[role]),
                                             sqrt(0.5 / entries[role])};
        }
    }
    hodo_arena_free(arena);
}

/* And those of Frobenius norms: rms times sqrt(rows columns), width^1/2, width, width^1/2 more. */
Test(parametrization_initial, exponents)
{
    static const double frobenius[3] = {0.5, 1.0, 0.5};
    for (size_t i = 0; i < CASES; i++) {
        slope_point points[3][WIDTHS * DEPTHS];
        measure(&cases[i], points);
        const double want[3][2] = {{cases[i].input.width, cases[i].input.depth},
                                   {cases[i].middle.width, cases[i].middle.depth},
                                   {cases[i].output.width, cases[i].output.depth}};
        for (size_t role = 0; role < 3; role++) {
            const slope_fit rms = slope_through(points[role], WIDTHS * DEPTHS);
            cr_assert(rms.n_error < exponent_tolerance / 4.0 && rms.l_error < exponent_tolerance / 4.0,
                      "%s: errors %g, %g", cases[i].name, rms.n_error, rms.l_error);
            slope_show(cases[i].name, 0, role, rms.n, rms.n_error, want[role][0]);
            slope_show(cases[i].name, 0, role, rms.l, rms.l_error, want[role][1]);
            near(rms.n, want[role][0], exponent_tolerance, 0);
            near(rms.l, want[role][1], exponent_tolerance, 0);
            for (size_t at = 0; at < WIDTHS * DEPTHS; at++) {
                const double rows = role == 2 ? OUTPUTS : points[role][at].n;
                const double columns = role == 0 ? INPUTS : points[role][at].n;
                points[role][at].value *= sqrt(rows * columns);
            }
            const slope_fit norm = slope_through(points[role], WIDTHS * DEPTHS);
            near(norm.n, want[role][0] + frobenius[role], exponent_tolerance, 0);
            near(norm.l, want[role][1], exponent_tolerance, 0);
        }
    }
}

/* The constants too, at an uneven shape: deviation, multiplier and rates of every row by its own formula. */
typedef struct number_case {
    const char *name;
    bool residual;
    double deviation[3], multiplier[3], rate[3][3]; /* input, middle, output; by step kind */
} number_case;

#define D 12.0
#define N 40.0
#define K 6.0
#define L 5.0

Test(parametrization_initial, numbers)
{
    const double g = sqrt(2.0), rd = sqrt(D), rn = sqrt(N), rk = sqrt(K), h = pow(L, -1.5), rl = sqrt(L);
    const number_case numbers[] = {
        {"sp", false, {1 / rd, g / rn, g / rn}, {1, 1, 1}, {{1, 1, 1}, {1, 1, 1}, {rn / rd, 1, 1}}},
        {"ntp", false, {1, g, g}, {1 / rd, 1 / rn, 1 / rn},
         {{1, 1, 1}, {1 / (rd * rn), 1 / N, 1 / rn}, {1, 1, rk}}},
        {"ntk", false, {1 / rd, g / rn, rk / rn}, {1, 1, 1},
         {{1 / (D * L), 1 / (N * L), K / (N * L)}, {1 / (D * rn * L), 1 / (N * rn * L), 1 / (N * L)},
          {1 / (rd * L), 1 / (rn * L), rk / (rn * L)}}},
        {"mup", false, {1, g, g}, {1 / rd, 1 / rn, 1 / N}, {{N, N, N}, {1 / rd, 1 / rn, 1}, {rn, rn, rk * rn}}},
        {"mf-mup", false, {1 / rd, g / rn, rk / N}, {1, 1, 1},
         {{N / D * h, h, K / N * h}, {h / D, h / N, h / N}, {rn / rd * h, h, rk / rn * h}}},
        {"fsc", false, {1 / rd, g / rn, rk * rl / N}, {1, 1, 1},
         {{N / (D * L * L), 1 / (L * L), K / (N * L)}, {h / D, h / N, 1 / (N * L)},
          {rn / rd * h, h, rk / (rn * L)}}},
        {"fsc-resnet", true, {1 / rd, g / rn, rk / N}, {1, 1, 1},
         {{N / (D * L), 1, K / (N * L)}, {1 / (D * L), 1 / (N * rl), 1 / (N * L)},
          {rn / (rd * L), 1 / rl, rk / (rn * L)}}},
        {"spectral", false, {1 / rd, g / rn, g * rk / N}, {1, 1, 1},
         {{N / D, 1, K / N}, {1 / D, 1 / N, 1 / N}, {rn / rd, 1, rk / rn}}},
        {"spectral-direct", false, {rn / rd, g, g * rk / rn}, {1, 1, 1},
         {{rn / rd, 1, rk / rn}, {rn / rd, 1, rk / rn}, {rn / rd, 1, rk / rn}}},
        {"frobenius-relative", false, {1 / rd, g / rn, g / rn}, {1, 1, 1}, {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}},
        {"nup", false, {1, g, g}, {1 / rd, 1 / rn, 1 / N}, {{N, N, N}, {1 / rd, 1 / rn, 1}, {rn, rn, rk * rn}}},
        {"depth-mup", true, {1, g, g}, {1 / rd, 1 / rn, 1 / N},
         {{N, N, N}, {1 / rd, 1 / (rn * rl), 1}, {rn, rn / rl, rk * rn}}},
        {"completep", true, {1, g, g}, {1 / rd, 1 / rn, 1 / N},
         {{N, N * L, N}, {1 / rd, 1 / rn, 1}, {rn, rn, rk * rn}}},
    };
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        const number_case *c = &numbers[i];
        const hodo_parametrization *row = hodo_parametrization_find(c->name, &error);
        cr_assert_not_null(row, "%s", error.message);
        for (hodo_step_kind step = 0; step < HODO_STEP_KINDS; step++) {
            const started_shape shape = {
                .inputs = (size_t)D, .width = (size_t)N, .depth = (size_t)L, .outputs = (size_t)K,
                .residual = c->residual};
            double rates[5];
            started run;
            started_architecture(&run, arena, &shape, 1.0);
            ok(hodo_parametrization_apply(row, &run.scales, step, &run.architecture, rates, &error), error);
            for (size_t k = 0; k < 5; k++) {
                const size_t role = k == 0 ? 0 : k == 4 ? 2 : 1;
                near(started_layer(&run, k)->gain, c->deviation[role], 0, 1e-14);
                near(started_layer(&run, k)->multiplier, c->multiplier[role], 0, 1e-14);
                near(rates[k], c->rate[step][role], 0, 1e-14);
            }
        }
    }
    hodo_arena_free(arena);
}
