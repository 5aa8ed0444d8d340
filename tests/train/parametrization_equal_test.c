#include "train/started.h"

/* Parametrizations of one effective law are one: the same initial function, and the same function after ten
 * steps, each matrix equal in multiplier * W. */

enum { STEPS = 10, DEPTH = 4, SAMPLES = 3 };

/* Ten steps of a nonlinear map in double; differences are of rounding and grow by a few factors. */
static const double rounding = 1e-11;

typedef struct pair {
    const char *name, *other;
    size_t outputs;
    hodo_step_kind step;
    double eta, other_eta; /* same effective rate */
    double readout;        /* factor on the other's readout multiplier that makes them one */
    bool equal;
} pair;

static const pair pairs[] = {
    /* rate N with multipliers is n_l/n_{l-1} without; min(1, sqrt(k/N)) N^-1/2 is 1/N at k = 1 */
    {"spectral", "mup", 1, HODO_STEP_GRADIENT, 0.1, 0.1, 1.0, true},
    /* at k = 3 they differ by sqrt(k) in the readout, in deviation and, squared, in rate: one constant */
    {"spectral", "mup", 3, HODO_STEP_GRADIENT, 0.1, 0.1, 1.7320508075688772, true},
    {"spectral", "mup", 3, HODO_STEP_GRADIENT, 0.1, 0.1, 1.0, false},
    {"spectral", "mup", 1, HODO_STEP_ENTRYWISE, 0.01, 0.01, 1.0, true},
    {"spectral", "mup", 1, HODO_STEP_ORTHOGONAL, 0.01, 0.01, 1.0, true},
    {"mup", "nup", 1, HODO_STEP_GRADIENT, 0.1, 0.1, 1.0, true}, /* at growth 0: one network */
    {"mup", "nup", 1, HODO_STEP_ENTRYWISE, 0.01, 0.01, 1.0, true},
    /* NTK rates of the feature-speed table are those of ntp over L; its readout carries no gain of phi */
    {"ntk", "ntp", 1, HODO_STEP_GRADIENT, 0.1 * DEPTH, 0.1, 1.0, true},
    {"ntk", "ntp", 1, HODO_STEP_GRADIENT, 0.1, 0.1, 1.0, false},
    {"ntk", "ntp", 1, HODO_STEP_ENTRYWISE, 0.1 * DEPTH, 0.1, 1.0, true},
    {"ntk", "ntp", 1, HODO_STEP_ORTHOGONAL, 0.1 * DEPTH, 0.1, 1.0, true},
    {"sp", "ntp", 1, HODO_STEP_GRADIENT, 0.01, 0.01, 1.0, false}, /* one at the start, not after */
    {"mup", "sp", 1, HODO_STEP_GRADIENT, 0.01, 0.01, 1.0, false},
};
enum { PAIRS = sizeof pairs / sizeof pairs[0] };

/* The largest difference of effective weights and outputs over the largest of both. */
static double difference(const started *a, const started *b, hodo_matrix x)
{
    hodo_error error = {0};
    double largest = 0.0, apart = 0.0;
    for (size_t k = 0; k < DEPTH; k++) {
        const double *u = a->network.weights[k].data, *v = b->network.weights[k].data;
        const double p = started_layer(a, k)->multiplier, q = started_layer(b, k)->multiplier;
        double top = 0.0, gap = 0.0;
        for (size_t i = 0; i < a->network.weights[k].rows * a->network.weights[k].columns; i++) {
            top = fmax(top, fabs(p * u[i]));
            gap = fmax(gap, fabs(p * u[i] - q * v[i]));
        }
        apart = fmax(apart, gap / top);
    }
    ok(hodo_pass_forward(a->pass, x, NULL, &error), error);
    ok(hodo_pass_forward(b->pass, x, NULL, &error), error);
    const hodo_matrix f = hodo_pass_output(a->pass), g = hodo_pass_output(b->pass);
    double gap = 0.0;
    for (size_t s = 0; s < f.rows; s++) {
        for (size_t c = 0; c < f.columns; c++) {
            largest = fmax(largest, fabs(hodo_matrix_get(f, s, c)));
            gap = fmax(gap, fabs(hodo_matrix_get(f, s, c) - hodo_matrix_get(g, s, c)));
        }
    }
    return fmax(apart, gap / largest);
}

Test(parametrization_equal, trained_functions)
{
    for (size_t i = 0; i < PAIRS; i++) {
        const pair *p = &pairs[i];
        hodo_arena *arena = hodo_arena_alloc();
        hodo_error error = {0};
        /* linear: gain 1, so that a readout with or without the gain of phi is one readout */
        const started_shape shape = {.inputs = 7, .width = 32, .depth = DEPTH, .outputs = p->outputs,
                                     .linear = true};
        const size_t samples = p->step == HODO_STEP_ORTHOGONAL ? 1 : SAMPLES;
        const hodo_stream stream = hodo_stream_open(4, "tests/train/equal", 0);
        started a, b;
        const hodo_parametrization *row = hodo_parametrization_find(p->name, &error);
        const hodo_parametrization *other = hodo_parametrization_find(p->other, &error);
        started_network(&a, arena, &shape, row, p->step, &stream, samples);
        started_network(&b, arena, &shape, other, p->step, &stream, samples);
        hodo_weight_layer(&b.architecture, DEPTH - 1)->multiplier *= p->readout;
        const hodo_matrix x = started_inputs(arena, samples, shape.inputs, &stream, 1000);
        const hodo_matrix y = started_normal(arena, samples, shape.outputs, &stream, 1001);
        const double loss = started_backward(&a, x, y);
        for (size_t t = 0; t < STEPS; t++) {
            started_step(&a, x, y, p->eta, p->step);
            started_step(&b, x, y, p->other_eta, p->step);
        }
        const double apart = difference(&a, &b, x), moved = fabs(started_backward(&a, x, y) / loss - 1.0);
        cr_assert(moved > 0.01, "%s: training for %d steps changed the loss by %g", p->name, STEPS, moved);
        if (p->equal) {
            near(apart, 0.0, rounding, 0);
        } else {
            cr_assert(apart > 1e-3, "%s and %s: %g apart", p->name, p->other, apart);
        }
        hodo_arena_free(arena);
    }
}
