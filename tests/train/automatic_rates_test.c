#include "train/automatic_rates.h"
#include "net/tower.h"
#include "train/started.h"

#include <string.h>

/* FSC with automatic rates: the three conditions hold after the call, by quantities computed here from the
 * vectors of a pass and by finite differences; zero readouts; and what is refused. */

/* The solver stops at 1e-12 in double and 1e-5 in float; what is recomputed here adds a few roundings. */
static const double condition_tolerance[] = {[HODO_FLOAT] = 3e-5, [HODO_DOUBLE] = 3e-12};

typedef struct tuned {
    hodo_architecture architecture;
    hodo_network network;
    hodo_automatic_rates *automatic;
    hodo_matrix x, y;
    hodo_loss loss;
    double scale;
} tuned;

typedef struct tuned_case {
    const char *name, *phi;
    double branch; /* 1: an MLP */
    size_t samples, outputs;
    const hodo_loss_kind *loss;
    hodo_precision precision;
    bool normalise, all; /* all matrices trained, or the hidden ones only */
} tuned_case;

static const tuned_case cases[] = {
    {"one sample", "relu", 1.0, 1, 1, &hodo_loss_square, HODO_DOUBLE, true, true},
    {"hidden only", "relu", 1.0, 1, 1, &hodo_loss_square, HODO_DOUBLE, true, false},
    {"not normalised", "relu", 1.0, 1, 1, &hodo_loss_square, HODO_DOUBLE, false, true},
    {"many samples", "relu", 1.0, 5, 3, &hodo_loss_square, HODO_DOUBLE, true, true},
    {"resnet", "tanh", 0.4, 5, 3, &hodo_loss_square, HODO_DOUBLE, true, true},
    {"classes", "relu", 1.0, 6, 4, &hodo_loss_cross_entropy, HODO_DOUBLE, true, true},
    {"linear loss", "relu", 1.0, 4, 2, &hodo_loss_linear, HODO_DOUBLE, true, true},
    {"float", "relu", 1.0, 5, 3, &hodo_loss_square, HODO_FLOAT, true, true},
};
enum { CASES = sizeof cases / sizeof cases[0], INPUTS = 6, WIDTH = 24, DEPTH = 7 };

static hodo_matrix normal(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns,
                          const hodo_stream *stream, uint32_t tensor)
{
    hodo_error error = {0};
    const hodo_matrix made = hodo_matrix_take(arena, precision, rows, columns, &error);
    hodo_matrix_convert(started_inputs(arena, rows, columns, stream, tensor), made);
    return made;
}

static void start(tuned *run, hodo_arena *arena, const tuned_case *c, const hodo_automatic_settings *settings,
                  bool zero_output)
{
    hodo_error error = {0};
    const hodo_tower tower = {.inputs = INPUTS, .width = WIDTH, .depth = DEPTH, .outputs = c->outputs,
                              .nonlinearity = {hodo_activation_find(c->phi, NULL), 0, 0},
                              .branch_scale = &c->branch, .train_input = c->all, .train_output = c->all,
                              .zero_output = zero_output, .normalise = c->normalise,
                              .readout_scale = &run->scale};
    const hodo_stream stream = hodo_stream_open(31, "tests/train/automatic", 0);
    run->scale = 1.0;
    run->loss = (hodo_loss){c->loss, 0.0};
    ok(hodo_tower_architecture(arena, &tower, &run->architecture, &error), error);
    ok(hodo_network_take(arena, &run->architecture, c->precision, &run->network, &error), error);
    ok(hodo_network_draw(&run->network, &stream, &error), error);
    run->x = normal(arena, c->precision, c->samples, INPUTS, &stream, 1000);
    run->y = normal(arena, c->precision, c->samples, c->outputs, &stream, 1001);
    for (size_t s = 0; s < c->samples && c->loss == &hodo_loss_cross_entropy; s++) {
        for (size_t j = 0; j < c->outputs; j++) {
            hodo_matrix_set(run->y, s, j, j == s % c->outputs);
        }
    }
    run->automatic = hodo_automatic_rates_take(arena, settings, &run->network, c->samples, &run->scale, &error);
    cr_assert_not_null(run->automatic, "%s: %s", c->name, error.message);
}

/* rms of rows as one vector. */
static double rms(hodo_matrix a)
{
    double total = 0.0;
    for (size_t s = 0; s < a.rows; s++) {
        for (size_t j = 0; j < a.columns; j++) {
            total += hodo_matrix_get(a, s, j) * hodo_matrix_get(a, s, j);
        }
    }
    return sqrt(total / (double)(a.rows * a.columns));
}

/* The loss after W_k <- W_k - time * rate_k grad_k, the weights put back. */
static double loss_after(tuned *run, hodo_arena *arena, double time)
{
    hodo_error error = {0};
    hodo_network moved;
    double value;
    ok(hodo_network_take(arena, &run->architecture, HODO_DOUBLE, &moved, &error), error);
    hodo_network_convert(&run->network, &moved);
    for (size_t k = 0; k < run->architecture.weight_count; k++) {
        hodo_gradient_weight(run->automatic->speeds->pass, k, 0, -time * run->automatic->rates[k], 1.0,
                             moved.weights[k]);
    }
    hodo_pass *pass = hodo_pass_take(arena, &moved, run->x.rows, HODO_FIRST_ORDER, &error);
    ok(hodo_pass_forward(pass, run->x, NULL, &error), error);
    ok(hodo_loss_value(run->loss, 1, hodo_pass_output(pass), run->y, &value, &error), error);
    return value;
}

Test(automatic_rates, three_conditions)
{
    for (size_t i = 0; i < CASES; i++) {
        for (hodo_cosine mode = 0; mode <= HODO_COSINE_GIVEN; mode++) {
            const tuned_case *c = &cases[i];
            const double eta = 0.7, near_one = condition_tolerance[c->precision];
            const hodo_automatic_settings settings = {.mode = mode, .cosine = 0.3, .eta = eta};
            hodo_arena *arena = hodo_arena_alloc();
            hodo_error error = {0};
            tuned run;
            start(&run, arena, c, &settings, false);
            ok(hodo_automatic_rates_measure(run.automatic, run.x, run.y, run.loss, &error), error);
            const hodo_speeds *speeds = run.automatic->speeds;
            const size_t last = DEPTH - 1;
            const hodo_matrix b = hodo_pass_feature_backward(speeds->pass, last);
            const hodo_matrix f = hodo_pass_feature(speeds->pass, last);
            const hodo_matrix v = hodo_pass_feature_tangent(speeds->pass, last);
            const double entries = (double)(b.rows * b.columns);
            double dot = 0.0, trained = 0.0, below = 0.0;
            for (size_t s = 0; s < b.rows; s++) {
                for (size_t j = 0; j < b.columns; j++) {
                    dot -= hodo_matrix_get(b, s, j) * hodo_matrix_get(v, s, j);
                }
            }
            const double measured = dot / (entries * rms(b) * rms(v));
            const double cosine = mode == HODO_COSINE_MEASURED ? measured : mode == HODO_COSINE_ONE ? 1.0 : 0.3;
            /* 1 */
            if (c->normalise) {
                near(rms(f), 1.0, 0, near_one);
            }
            /* 2 */
            near(rms(b) * entries * cosine, 1.0, 0, near_one);
            near(run.automatic->cosine, cosine, 0, near_one);
            /* 3, and the loss decay */
            double decay = 0.0;
            for (size_t k = 0; k < run.architecture.weight_count; k++) {
                const bool moves = c->all || (k > 0 && k + 1 < run.architecture.weight_count);
                trained += moves;
                below += moves && k < last;
            }
            for (size_t k = 0; k < run.architecture.weight_count; k++) {
                const double contribution = run.automatic->rates[k] * speeds->norms[k];
                near(contribution, run.automatic->rates[k] > 0.0 ? eta / trained : 0.0, 0, 1e-14);
                decay += contribution;
            }
            near(decay, eta, 0, 1e-14);
            /* hence the speed of the last feature */
            near(rms(v), eta * below / trained * (cosine / measured), 0, 3.0 * near_one);
            if (c->precision == HODO_DOUBLE) { /* central difference over the flow: kinks and time^2 terms */
                const double time = 1e-5;
                const double before = loss_after(&run, arena, -time), after = loss_after(&run, arena, time);
                near((before - after) / (2.0 * time), eta, 0, 1e-4);
            }
            /* s does not remember what it was, bit by bit */
            const double found = run.scale;
            run.scale = 1e4 * found;
            ok(hodo_automatic_rates_measure(run.automatic, run.x, run.y, run.loss, &error), error);
            cr_assert_eq(run.scale, found);
            hodo_arena_free(arena);
        }
    }
}

/* Rates for steps of Frobenius norm 1; a refresh leaves s; which steps are due. */
Test(automatic_rates, normalised_and_refreshed)
{
    const hodo_automatic_settings settings = {.normalised = true, .eta = 0.5, .every = 3};
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    tuned run;
    start(&run, arena, &cases[3], &settings, false);
    run.scale = 0.25;
    ok(hodo_automatic_rates_refresh(run.automatic, run.x, run.y, run.loss, &error), error);
    near(run.scale, 0.25, 0, 0);
    for (size_t k = 0; k < DEPTH; k++) {
        near(run.automatic->rates[k] * sqrt(run.automatic->speeds->norms[k]), 0.5 / DEPTH, 0, 1e-14);
    }
    for (size_t t = 0; t < 20; t++) {
        cr_assert_eq(hodo_automatic_rates_due(run.automatic, t), t % 3 == 0);
    }
    run.automatic->settings.every = 0;
    for (size_t t = 0; t < 20; t++) {
        cr_assert_eq(hodo_automatic_rates_due(run.automatic, t), t == 0);
    }
    hodo_arena_free(arena);
}

/* W_L = 0: only W_L moves, by the paper's sqrt(L)/(m ||b_L||^2) at one sample, so that b_{L-1} = W_L^T b_L has
 * the wanted size for the gradient that moved it; then step 1 is due, and is an ordinary one. */
Test(automatic_rates, zero_readout)
{
    for (size_t i = 0; i < 4; i++) {
        for (hodo_cosine mode = 0; mode <= HODO_COSINE_GIVEN; mode++) {
            const tuned_case *c = &cases[i == 1 ? 4 : i];
            const hodo_automatic_settings settings = {.mode = mode, .cosine = 0.3};
            hodo_arena *arena = hodo_arena_alloc();
            hodo_error error = {0};
            tuned run;
            start(&run, arena, c, &settings, true);
            ok(hodo_automatic_rates_measure(run.automatic, run.x, run.y, run.loss, &error), error);
            cr_assert(run.automatic->zero_readout);
            cr_assert(hodo_automatic_rates_due(run.automatic, 1));
            near(run.scale, 1.0, 0, 0);
            const double cosines[] = {sqrt(1.0 / DEPTH), 1.0, 0.3}, cosine = cosines[mode];
            for (size_t k = 0; k + 1 < DEPTH; k++) {
                near(run.automatic->rates[k], 0.0, 0, 0);
            }
            const double rate = run.automatic->rates[DEPTH - 1];
            const hodo_matrix g = hodo_pass_weight_backward(run.automatic->speeds->pass, DEPTH - 1);
            if (c->samples == 1 && c->normalise) {
                const double square = rms(g) * rms(g) * (double)g.columns;
                near(rate, 1.0 / (cosine * WIDTH * square), 0, 1e-13);
            }
            hodo_gradient_weight(run.automatic->speeds->pass, DEPTH - 1, 0, -rate, 1.0,
                                 run.network.weights[DEPTH - 1]);
            const hodo_matrix b = hodo_matrix_take(arena, HODO_DOUBLE, c->samples, WIDTH, &error);
            hodo_matrix_multiply(1.0, g, false, run.network.weights[DEPTH - 1], false, 0.0, b);
            near(rms(b) * (double)(b.rows * b.columns) * cosine, 1.0, 0, 1e-12);
            const hodo_status status =
                hodo_automatic_rates_measure(run.automatic, run.x, run.y, run.loss, &error);
            if (c->samples == 1 && c->normalise) { /* b_{L-1} along f_{L-1}: see the header */
                cr_assert_eq(status, HODO_NUMERIC);
                cr_assert_not_null(strstr(error.message, "along a normalised feature"), "%s", error.message);
            } else {
                cr_assert_eq(status, HODO_OK, "%s", error.message);
            }
            cr_assert_not(run.automatic->zero_readout);
            cr_assert_not(hodo_automatic_rates_due(run.automatic, 1));
            hodo_arena_free(arena);
        }
    }
}

static void refused(hodo_automatic_settings settings, size_t samples, bool foreign, const char *words)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    tuned run;
    double other = 1.0;
    const hodo_automatic_settings sound = {0};
    start(&run, arena, &cases[0], &sound, false);
    cr_assert_null(hodo_automatic_rates_take(arena, &settings, &run.network, samples,
                                             foreign ? &other : &run.scale, &error));
    cr_assert_eq(error.status, HODO_INVALID);
    cr_assert_not_null(strstr(error.message, words), "%s", error.message);
    hodo_arena_free(arena);
}

Test(automatic_rates, refuses)
{
    refused((hodo_automatic_settings){.mode = HODO_COSINE_GIVEN}, 1, false, "a given cosine of 0");
    refused((hodo_automatic_settings){HODO_COSINE_GIVEN, .cosine = 1.1}, 1, false, "a given cosine of 1.1");
    refused((hodo_automatic_settings){HODO_COSINE_GIVEN, .cosine = NAN}, 1, false, "a given cosine of nan");
    refused((hodo_automatic_settings){.mode = (hodo_cosine)7}, 1, false, "mode 7");
    refused((hodo_automatic_settings){.eta = -1.0}, 1, false, "a loss decay of -1");
    refused((hodo_automatic_settings){.eta = NAN}, 1, false, "a loss decay of nan");
    refused((hodo_automatic_settings){.eta = INFINITY}, 1, false, "a loss decay of inf");
    refused((hodo_automatic_settings){0}, 1, true, "not the number that the last row");
}

/* No slope, no rates: s is put back. A loss that the features solve as they are has no root s. */
Test(automatic_rates, no_root_is_a_status)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_automatic_settings settings = {0};
    tuned run;
    start(&run, arena, &cases[0], &settings, false);
    run.scale = 3.0;
    hodo_matrix_zero(run.network.weights[3]);
    cr_assert_eq(hodo_automatic_rates_measure(run.automatic, run.x, run.y, run.loss, &error), HODO_NUMERIC);
    near(run.scale, 3.0, 0, 0);
    hodo_arena_free(arena);

    arena = hodo_arena_alloc();
    start(&run, arena, &cases[5], &settings, false);
    hodo_pass *pass = hodo_pass_take(arena, &run.network, run.x.rows, HODO_FIRST_ORDER, &error);
    ok(hodo_pass_forward(pass, run.x, NULL, &error), error);
    const hodo_matrix f = hodo_pass_output(pass);
    for (size_t s = 0; s < f.rows; s++) {
        size_t top = 0;
        for (size_t j = 1; j < f.columns; j++) {
            top = hodo_matrix_get(f, s, j) > hodo_matrix_get(f, s, top) ? j : top;
        }
        for (size_t j = 0; j < f.columns; j++) { /* small, so that the slope is below 1 before it decays */
            hodo_matrix_set(run.y, s, j, j == top ? 1e-3 : 0.0);
        }
    }
    run.scale = 3.0;
    const hodo_status status = hodo_automatic_rates_measure(run.automatic, run.x, run.y, run.loss, &error);
    cr_assert_eq(status, HODO_NUMERIC, "%s: %g", hodo_status_name(status), run.scale);
    hodo_arena_free(arena);
}
