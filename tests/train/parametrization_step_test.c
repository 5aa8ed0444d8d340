#include "train/slope.h"
#include "train/started.h"

#include <stdlib.h>

/* One step at batch 1: ||Delta(multiplier W)||_* over its target sqrt(fan_out/fan_in), for input, hidden and
 * output matrix and all three kinds of step, as an exponent of the width; the table of arXiv 2310.17813, typed
 * here a second time, is the oracle. At batch 1 every step is of rank one, so its norms are known in closed
 * form from the backward rows g and inputs h. Gradients are divided by |f - y|. */

/* Means are of squares: for Gaussian weights and relu E ||g||^2 ||h||^2 is a power of the width but for the
 * weights that g and h share, a relative O(1/N): at N >= 64 less than 1/64 over ln 16 of the axis. */
static const double systematic = 0.006;
/* 90 exponents in width and 24 in depth: at 5.2 standard errors (2e-7 each for a normal) all together raise
 * fewer than 1e-4 false alarms, with room for errors that are themselves estimated from 20 draws. */
static const double sigmas = 5.2;

enum { INPUTS = 10, DEPTH = 3, WIDTHS = 5, MOST_DRAWS = 256, LEAST_DRAWS = 20 };

typedef struct step_case {
    const char *name;
    double want[HODO_STEP_KINDS][3]; /* gradient, entrywise, orthogonal; input, hidden, output */
} step_case;

#define FLAT {0, 0, 0}
#define STILL {-0.5, -0.5, 0}

static const step_case cases[] = {
    {"sp", {{-0.5, 0.5, 1}, {0, 1, 1}, {0, 0, 0.5}}},
    {"ntp", {STILL, STILL, STILL}},
    {"ntk", {STILL, STILL, STILL}},
    {"mup", {FLAT, FLAT, FLAT}},
    {"mf-mup", {FLAT, FLAT, FLAT}},
    {"fsc-static", {FLAT, FLAT, FLAT}},
    {"spectral", {FLAT, FLAT, FLAT}},
    {"frobenius-relative", {{0, 0.5, 0.5}, {0, 0.5, 0.5}, {0, 0.5, 0.5}}},
    {"spectral-direct", {FLAT, FLAT, FLAT}},
    {"nup", {FLAT, FLAT, FLAT}}, /* at constant width */
};
enum { CASES = sizeof cases / sizeof cases[0], SP = 0, MUP = 3 };

static double count_nonzero(hodo_matrix row)
{
    double count = 0.0;
    for (size_t j = 0; j < row.columns; j++) {
        count += hodo_matrix_get(row, 0, j) != 0.0;
    }
    return count;
}

/* ||step||_* = ||step||_F of matrix k, before norms and rates; |f - y| = `residual`. */
static double step_norm(const started *run, size_t k, hodo_step_kind step, double gradient, double residual)
{
    if (step == HODO_STEP_GRADIENT) {
        return gradient / residual;
    }
    if (step == HODO_STEP_ENTRYWISE) { /* the signs of g h^T */
        return sqrt(count_nonzero(hodo_pass_weight_backward(run->pass, k)) *
                    count_nonzero(hodo_pass_weight_input(run->pass, k)));
    }
    return 1.0;
}

/* Squares of ||Delta(a W_k)||_* / sqrt(fan_out/fan_in) of one draw. */
static void one_step(const hodo_parametrization *row, started *run, hodo_matrix x, hodo_matrix y,
                     double squares[HODO_STEP_KINDS][3])
{
    hodo_error error = {0};
    double norms[DEPTH], rates[DEPTH];
    started_backward(run, x, y);
    ok(hodo_gradient_norms(run->pass, norms, &error), error);
    const double residual = fabs(hodo_matrix_get(hodo_pass_output(run->pass), 0, 0) - hodo_matrix_get(y, 0, 0));
    for (hodo_step_kind step = 0; step < HODO_STEP_KINDS; step++) {
        ok(hodo_parametrization_apply(row, &run->scales, step, &run->architecture, rates, &error), error);
        for (size_t k = 0; k < DEPTH; k++) {
            const hodo_layer *layer = started_layer(run, k);
            double norm = step_norm(run, k, step, sqrt(norms[k]), residual);
            if (row->norm != HODO_NORM_NONE) {
                norm = row->norm == HODO_NORM_SPECTRAL ? 1.0 : hodo_matrix_norm(run->network.weights[k]);
            }
            const double change = layer->multiplier * rates[k] * norm;
            squares[step][k] = change * change * (double)layer->fan_in / (double)layer->fan_out;
        }
    }
}

/* Exponents of one row: [step][matrix]. */
static void measure(const char *name, slope_fit fits[HODO_STEP_KINDS][3])
{
    double *squares[HODO_STEP_KINDS][3];
    slope_point points[HODO_STEP_KINDS][3][WIDTHS];
    hodo_error error = {0};
    const hodo_parametrization *row = hodo_parametrization_find(name, &error);
    cr_assert_not_null(row, "%s", error.message);
    hodo_arena *arena = hodo_arena_alloc();
    for (size_t at = 0; at < HODO_STEP_KINDS * 3; at++) {
        squares[at / 3][at % 3] = malloc(slope_draws(MOST_DRAWS) * sizeof(double));
        cr_assert_not_null(squares[at / 3][at % 3]);
    }
    for (size_t w = 0; w < WIDTHS; w++) {
        const started_shape shape = {.inputs = INPUTS, .width = (size_t)64 << w, .depth = DEPTH, .outputs = 1};
        const size_t usual = (size_t)(MOST_DRAWS >> w);
        const size_t draws = slope_draws(usual > LEAST_DRAWS ? usual : LEAST_DRAWS);
        for (size_t draw = 0; draw < draws; draw++) {
            const hodo_stream stream = hodo_stream_open(draw, "tests/train/step", shape.width);
            started run;
            started_network(&run, arena, &shape, row, HODO_STEP_GRADIENT, &stream, 1);
            const hodo_matrix x = started_inputs(arena, 1, INPUTS, &stream, 1000);
            const hodo_matrix y = started_normal(arena, 1, 1, &stream, 1001);
            double one[HODO_STEP_KINDS][3];
            one_step(row, &run, x, y, one);
            for (size_t at = 0; at < HODO_STEP_KINDS * 3; at++) {
                squares[at / 3][at % 3][draw] = one[at / 3][at % 3];
            }
            hodo_arena_reset(arena);
        }
        for (size_t at = 0; at < HODO_STEP_KINDS * 3; at++) {
            const slope_mean mean = slope_mean_of(squares[at / 3][at % 3], draws);
            /* 1e-6: steps that are the same in every draw */
            points[at / 3][at % 3][w] = (slope_point){(double)shape.width, 1.0, sqrt(mean.mean),
                                                      0.5 * mean.error / mean.mean + 1e-6};
        }
    }
    for (size_t at = 0; at < HODO_STEP_KINDS * 3; at++) {
        fits[at / 3][at % 3] = slope_through(points[at / 3][at % 3], WIDTHS);
        free(squares[at / 3][at % 3]);
    }
    hodo_arena_free(arena);
}

Test(parametrization_step, exponents_in_width)
{
    for (size_t i = 0; i < CASES; i++) {
        slope_fit fits[HODO_STEP_KINDS][3];
        measure(cases[i].name, fits);
        for (size_t at = 0; at < HODO_STEP_KINDS * 3; at++) {
            const slope_fit fit = fits[at / 3][at % 3];
            const double want = cases[i].want[at / 3][at % 3];
            slope_show(cases[i].name, at / 3, at % 3, fit.n, fit.n_error, want);
            near(fit.n, want, sigmas * fit.n_error + systematic, 0);
            if (!slope_has_power()) {
                continue;
            }
            /* Power: the error is small enough that a wrong exponent, half a power away, is seen. */
            cr_assert(sigmas * fit.n_error + systematic < 0.1, "%s: error %g", cases[i].name, fit.n_error);
            if (i == SP && at < 3) { /* ... such as those of mup */
                cr_assert(fabs(fit.n - cases[MUP].want[0][at]) > 4.0 * (sigmas * fit.n_error + systematic));
            }
        }
    }
}

/* Exponents in depth of the steps that are ours: entrywise and orthogonal steps are of the size of the gradient
 * step, at every depth. T = width^c depth^q of parametrization_table.c, for first hidden and output matrix. */
typedef struct depth_case {
    const char *name;
    bool residual;
    double input, hidden, output;
} depth_case;

static const depth_case depth_cases[] = {
    {"mf-mup", false, -1.5, -1.5, -1.5}, {"fsc-static", false, -1.5, -1.5, -1.0}, {"ntk", false, -1, -1, -1},
    {"mup", false, 0, 0, 0},             {"spectral", false, 0, 0, 0},
    {"fsc-resnet", true, -1, -0.5, -1},  {"depth-mup", true, 0, -0.5, 0},         {"completep", true, 0, 0, 0},
};
enum { DEPTH_CASES = sizeof depth_cases / sizeof depth_cases[0] };
enum { DEPTHS = 4, DEPTH_DRAWS = 300, DEEP_WIDTH = 64 };

/* The growth of a residual stream, E ||h_l||^2 = (1 + beta^2) E ||h_{l-1}||^2 and the same backward, is no
 * power of the depth and is divided out: what passes one block less has one factor less. */
static double stream_growth(const started *run, size_t k, bool residual)
{
    if (!residual) {
        return 1.0;
    }
    const double blocks = (double)(run->architecture.weight_count - 2);
    const bool block = k > 0 && k + 1 < run->architecture.weight_count;
    const double beta = run->branch_scale;
    return pow(1.0 + beta * beta, block ? blocks - 1.0 : blocks);
}

Test(parametrization_step, exponents_in_depth)
{
    static const size_t depths[DEPTHS] = {4, 6, 9, 14};
    const size_t draws = slope_draws(DEPTH_DRAWS);
    double *squares[3] = {malloc(draws * sizeof(double)), malloc(draws * sizeof(double)),
                          malloc(draws * sizeof(double))};
    cr_assert(squares[0] != NULL && squares[1] != NULL && squares[2] != NULL);
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    for (size_t i = 0; i < DEPTH_CASES; i++) {
        const depth_case *c = &depth_cases[i];
        const hodo_parametrization *row = hodo_parametrization_find(c->name, &error);
        slope_point gradient[3][DEPTHS], other[HODO_STEP_KINDS][3][DEPTHS];
        for (size_t d = 0; d < DEPTHS; d++) {
            const started_shape shape = {.inputs = INPUTS,
                                         .width = DEEP_WIDTH,
                                         .depth = depths[d],
                                         .outputs = 1,
                                         .residual = c->residual};
            const size_t layers[3] = {0, 1, depths[d] - 1};
            double rates[HODO_STEP_KINDS][64], norms[64];
            for (size_t draw = 0; draw < draws; draw++) {
                const hodo_stream stream = hodo_stream_open(draw, "tests/train/depth", depths[d]);
                started run;
                started_network(&run, arena, &shape, row, HODO_STEP_GRADIENT, &stream, 1);
                for (hodo_step_kind step = 0; step < HODO_STEP_KINDS; step++) {
                    hodo_architecture *made = &run.architecture;
                    ok(hodo_parametrization_apply(row, &run.scales, step, made, rates[step], &error), error);
                }
                const hodo_matrix x = started_inputs(arena, 1, INPUTS, &stream, 1000);
                const hodo_matrix y = started_normal(arena, 1, 1, &stream, 1001);
                started_backward(&run, x, y);
                ok(hodo_gradient_norms(run.pass, norms, &error), error);
                const double residual =
                    hodo_matrix_get(hodo_pass_output(run.pass), 0, 0) - hodo_matrix_get(y, 0, 0);
                for (size_t r = 0; r < 3; r++) {
                    const size_t k = layers[r];
                    const hodo_layer *layer = started_layer(&run, k);
                    const double change = layer->multiplier * rates[HODO_STEP_GRADIENT][k];
                    const double relative = change * change * norms[k] / (residual * residual);
                    squares[r][draw] = relative / stream_growth(&run, k, c->residual);
                    const double entries = sqrt((double)(layer->fan_in * layer->fan_out));
                    const double a = layer->multiplier, one = 1e-6;
                    other[1][r][d] = (slope_point){(double)depths[d], 1, a * rates[1][k] * entries, one};
                    other[2][r][d] = (slope_point){(double)depths[d], 1, a * rates[2][k], one};
                }
                hodo_arena_reset(arena);
            }
            for (size_t r = 0; r < 3; r++) {
                const slope_mean mean = slope_mean_of(squares[r], draws);
                gradient[r][d] = (slope_point){(double)depths[d], 1.0, sqrt(mean.mean),
                                               0.5 * mean.error / mean.mean};
            }
        }
        const double want[3] = {c->input, c->hidden, c->output};
        for (size_t r = 0; r < 3; r++) {
            const slope_fit fit = slope_through(gradient[r], DEPTHS);
            slope_show(c->name, 0, r, fit.n, fit.n_error, want[r]);
            near(fit.n, want[r], sigmas * fit.n_error + systematic, 0);
            near(slope_through(other[1][r], DEPTHS).n, want[r], 1e-5, 0);
            near(slope_through(other[2][r], DEPTHS).n, want[r], 1e-5, 0);
        }
    }
    for (size_t r = 0; r < 3; r++) {
        free(squares[r]);
    }
    hodo_arena_free(arena);
}
