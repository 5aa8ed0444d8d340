/* The compressed, batched product of layers against plain loops over whole matrices. */
#include "base/eigenvalue.h"
#include "near.h"
#include "operator/chain.h"
#include "operator/wishart.h"

#include <string.h>

enum { LAYERS_MOST = 4, VECTORS = 5 };

/* Shares of units that are off before and after a layer; -1: no diagonal. */
typedef struct kind {
    size_t widths[LAYERS_MOST + 1], layers;
    double off_before, off_after, skip, scale;
} kind;

static const kind kinds[] = {
    {{7}, 0, 0, 0, 0, 0}, /* replaced below by one layer of one unit */
    {{40, 30, 50, 20}, 3, -1, -1, 0, 1},
    {{40, 30, 50, 20}, 3, -1, 0.5, 0, 1.5},
    {{40, 30, 50, 20}, 3, 0.5, -1, 0, 1},
    {{60, 60, 60, 60, 60}, 4, 0.5, -1, 0.9, 0.4},
    {{60, 60, 60, 60, 60}, 4, -1, 0.5, 0.9, -0.4},
    {{60, 60, 60, 60}, 3, -1, -1, 0.9, 0.4},
    {{60, 60, 60, 60}, 3, 0.5, 0.5, 0, 0.4},
    {{30, 30, 30}, 2, -1, -1, 0.5, 0}, /* the branch is off: skip^2 I */
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

typedef struct setup {
    hodo_arena *arena;
    hodo_chain_layer layers[LAYERS_MOST];
    size_t count;
    double *dense; /* J (outputs, inputs) by plain loops */
    size_t outputs, inputs;
} setup;

static double *draw_diagonal(setup *s, const hodo_stream *stream, uint32_t tensor, size_t width, double off)
{
    if (off < 0) {
        return NULL;
    }
    double *u = hodo_arena_take(s->arena, width, sizeof *u, NULL);
    hodo_random_uniform(stream, tensor, 0, width, u);
    for (size_t i = 0; i < width; i++) {
        u[i] = u[i] < off ? 0 : 0.5 + u[i];
    }
    return u;
}

static double layer_entry(const hodo_chain_layer *layer, size_t i, size_t j)
{
    return (i == j ? layer->skip : 0) + layer->scale * (layer->after == NULL ? 1 : layer->after[i]) *
                                            (layer->before == NULL ? 1 : layer->before[j]) *
                                            hodo_matrix_get(layer->weights, i, j);
}

static void make(setup *s, size_t which, hodo_precision precision)
{
    static const kind one = {{1, 1}, 1, -1, -1, 0, 2};
    const kind *k = kinds[which].layers == 0 ? &one : &kinds[which];
    const hodo_stream stream = hodo_stream_open(which, "tests/operator/chain", 0);
    s->arena = hodo_arena_alloc();
    s->count = k->layers;
    s->inputs = k->widths[0];
    s->outputs = k->widths[k->layers];
    double *at = hodo_arena_zero(s->arena, s->inputs * s->inputs, sizeof *at, NULL);
    for (size_t i = 0; i < s->inputs; i++) {
        at[i * s->inputs + i] = 1;
    }
    for (size_t l = 0; l < k->layers; l++) {
        const size_t rows = k->widths[l + 1], columns = k->widths[l];
        hodo_matrix w = hodo_matrix_take(s->arena, precision, rows, columns, NULL);
        const double scale = 1 / sqrt((double)columns);
        if (precision == HODO_FLOAT) {
            hodo_random_normal_float(&stream, (uint32_t)(3 * l), 0, rows * columns, (float)scale, w.data);
        } else {
            hodo_random_normal_double(&stream, (uint32_t)(3 * l), 0, rows * columns, scale, w.data);
        }
        s->layers[l] = (hodo_chain_layer){
            .weights = w,
            .skip = k->skip,
            .scale = k->scale,
            .before = draw_diagonal(s, &stream, (uint32_t)(3 * l + 1), columns, k->off_before),
            .after = draw_diagonal(s, &stream, (uint32_t)(3 * l + 2), rows, k->off_after)};
        double *to = hodo_arena_zero(s->arena, rows * s->inputs, sizeof *to, NULL);
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < columns; j++) {
                const double a = layer_entry(&s->layers[l], i, j);
                for (size_t c = 0; c < s->inputs; c++) {
                    to[i * s->inputs + c] += a * at[j * s->inputs + c];
                }
            }
        }
        at = to;
    }
    s->dense = at;
}

/* Rounding of a few hundred products a layer, with a reserve. */
static double rounding(hodo_precision precision)
{
    return precision == HODO_FLOAT ? 2e-5 : 1e-13;
}

/* Expected y = J x and back, of active units only, against the chain; the largest difference. */
static double largest_difference(const setup *s, hodo_chain *chain, hodo_precision precision)
{
    const size_t *out, *in;
    const size_t outs = hodo_chain_active_outputs(chain, &out), ins = hodo_chain_active_inputs(chain, &in);
    const hodo_stream stream = hodo_stream_open(9, "tests/operator/chain-x", 0);
    hodo_matrix x = hodo_matrix_take(s->arena, precision, VECTORS, ins, NULL);
    hodo_matrix y = hodo_matrix_take(s->arena, precision, VECTORS, outs, NULL);
    hodo_matrix z = hodo_matrix_take(s->arena, precision, VECTORS, ins, NULL);
    hodo_matrix g = hodo_matrix_take(s->arena, precision, VECTORS, outs, NULL);
    const hodo_probes probes = {stream, 0, HODO_SPHERE, VECTORS};
    hodo_probes_draw(&probes, x);
    cr_assert(hodo_chain_through(chain, x, y, NULL) == HODO_OK);
    cr_assert(hodo_chain_back(chain, y, z, NULL) == HODO_OK);
    const hodo_operator gram = hodo_chain_gram(chain);
    cr_assert(gram.dimension == outs);
    cr_assert(hodo_operator_apply(&gram, y, g, NULL) == HODO_OK);
    double most = 0;
    for (size_t v = 0; v < VECTORS; v++) {
        for (size_t i = 0; i < outs; i++) {
            double sum = 0, both = 0;
            for (size_t j = 0; j < ins; j++) {
                sum += s->dense[out[i] * s->inputs + in[j]] * hodo_matrix_get(x, v, j);
                both += s->dense[out[i] * s->inputs + in[j]] * hodo_matrix_get(z, v, j);
            }
            most = fmax(most, fabs(sum - hodo_matrix_get(y, v, i)));
            most = fmax(most, fabs(both - hodo_matrix_get(g, v, i)));
        }
        for (size_t j = 0; j < ins; j++) {
            double sum = 0;
            for (size_t i = 0; i < outs; i++) {
                sum += s->dense[out[i] * s->inputs + in[j]] * hodo_matrix_get(y, v, i);
            }
            most = fmax(most, fabs(sum - hodo_matrix_get(z, v, j)));
        }
    }
    return most;
}

Test(chain, batched_product_is_that_of_plain_loops)
{
    for (size_t which = 0; which < KINDS; which++) {
        for (int p = HODO_FLOAT; p <= HODO_DOUBLE; p++) {
            setup s;
            make(&s, which, (hodo_precision)p);
            hodo_error error = {0};
            hodo_chain *chain = hodo_chain_take(s.arena, s.layers, s.count, VECTORS, 1, &error);
            cr_assert(chain != NULL, "kind %zu: %s", which, error.message);
            near(largest_difference(&s, chain, (hodo_precision)p), 0, 50 * rounding((hodo_precision)p), 0);
            hodo_arena_free(s.arena);
        }
    }
}

/* Power: one entry of a diagonal that changes by a hundredth is seen. */
Test(chain, a_wrong_diagonal_is_found)
{
    setup s;
    make(&s, 4, HODO_DOUBLE);
    double before[60];
    memcpy(before, s.layers[2].before, sizeof before);
    size_t on = 0;
    while (before[on] == 0) {
        on++;
    }
    before[on] *= 1.01;
    s.layers[2].before = before;
    hodo_chain *chain = hodo_chain_take(s.arena, s.layers, s.count, VECTORS, 1, NULL);
    cr_assert(largest_difference(&s, chain, HODO_DOUBLE) > 1e-4);
    hodo_arena_free(s.arena);
}

/* What is left out is zero in J, and the zeros of J J^T that the chain promises are LAPACK's. */
Test(chain, null_space_is_exact)
{
    for (size_t which = 0; which < KINDS; which++) {
        setup s;
        make(&s, which, HODO_DOUBLE);
        hodo_chain *chain = hodo_chain_take(s.arena, s.layers, s.count, VECTORS, 1, NULL);
        const size_t *out, outs = hodo_chain_active_outputs(chain, &out);
        for (size_t i = 0, next = 0; i < s.outputs; i++) {
            if (next < outs && out[next] == i) {
                next++;
                continue;
            }
            for (size_t j = 0; j < s.inputs; j++) {
                near(s.dense[i * s.inputs + j], 0, 0, 0);
            }
        }
        double *value = hodo_arena_take(s.arena, s.outputs, sizeof *value, NULL);
        cr_assert(hodo_squared_singular_values(s.dense, s.outputs, s.inputs, value, NULL) == HODO_OK);
        size_t zeros = 0;
        for (size_t i = 0; i < s.outputs; i++) {
            zeros += value[i] <= 1e-26 * value[s.outputs - 1];
        }
        cr_assert(zeros == hodo_chain_zeros(chain), "kind %zu: %zu zeros, promised %zu", which, zeros,
                  hodo_chain_zeros(chain));
        hodo_arena_free(s.arena);
    }
}

Test(chain, product_and_gram_matrix_are_the_same_operator)
{
    for (size_t which = 0; which < KINDS; which++) {
        setup s;
        make(&s, which, HODO_DOUBLE);
        hodo_chain *chain = hodo_chain_take(s.arena, s.layers, s.count, VECTORS, 1, NULL);
        const size_t *out, *in;
        const size_t outs = hodo_chain_active_outputs(chain, &out), ins = hodo_chain_active_inputs(chain, &in);
        const hodo_matrix j = hodo_chain_product(chain, s.arena, NULL),
                          g = hodo_chain_gram_matrix(chain, s.arena, NULL);
        cr_assert(j.data != NULL && g.data != NULL && j.rows == outs && j.columns == ins);
        for (size_t a = 0; a < outs; a++) {
            for (size_t b = 0; b < ins; b++) {
                near(hodo_matrix_get(j, a, b), s.dense[out[a] * s.inputs + in[b]], 1e-13, 0);
            }
            for (size_t b = 0; b < outs; b++) {
                double sum = 0;
                for (size_t c = 0; c < ins; c++) {
                    sum += s.dense[out[a] * s.inputs + in[c]] * s.dense[out[b] * s.inputs + in[c]];
                }
                near(hodo_matrix_get(g, a, b), sum, 1e-12, 0);
            }
        }
        hodo_arena_free(s.arena);
    }
}

Test(chain, workers_do_not_change_a_bit)
{
    enum { WIDTH = 1100 };
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(1, "tests/operator/workers", 0);
    for (int p = HODO_FLOAT; p <= HODO_DOUBLE; p++) {
        hodo_matrix w = hodo_matrix_take(arena, (hodo_precision)p, WIDTH, WIDTH, NULL), y[2];
        const hodo_probes rows = {stream, 0, HODO_SPHERE, WIDTH},
                          few = {stream, WIDTH, HODO_RADEMACHER, VECTORS};
        hodo_probes_draw(&rows, w);
        hodo_matrix x = hodo_matrix_take(arena, (hodo_precision)p, VECTORS, WIDTH, NULL);
        hodo_probes_draw(&few, x);
        const hodo_chain_layer layers[2] = {{.weights = w, .scale = 1},
                                            {.weights = w, .skip = 1, .scale = 0.5}};
        for (size_t t = 0; t < 2; t++) {
            hodo_chain *chain = hodo_chain_take(arena, layers, 2, VECTORS, t == 0 ? 1 : 3, NULL);
            const hodo_operator gram = hodo_chain_gram(chain);
            y[t] = hodo_matrix_take(arena, (hodo_precision)p, VECTORS, WIDTH, NULL);
            cr_assert(hodo_operator_apply(&gram, x, y[t], NULL) == HODO_OK);
        }
        cr_assert(memcmp(y[0].data, y[1].data, VECTORS * WIDTH * hodo_precision_size((hodo_precision)p)) == 0);
    }
    hodo_arena_free(arena);
}

/* A unit that nothing reaches kills all: J = 0 has no active output, and no operator. */
Test(chain, zero_jacobian_is_refused_as_an_operator)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_matrix w = units_take(arena, HODO_DOUBLE, 4);
    static const double off[4] = {0};
    const hodo_chain_layer layers[2] = {{.weights = w, .scale = 1, .after = off}, {.weights = w, .scale = 1}};
    hodo_error error = {0};
    hodo_chain *chain = hodo_chain_take(arena, layers, 2, 1, 1, &error);
    cr_assert(chain != NULL, "%s", error.message);
    cr_assert(hodo_chain_active_outputs(chain, NULL) == 0 && hodo_chain_zeros(chain) == 4);
    const hodo_operator gram = hodo_chain_gram(chain);
    cr_assert(hodo_operator_apply(&gram, w, w, &error) == HODO_INVALID);
    hodo_arena_free(arena);
}

Test(chain, refuses_bad_input)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_matrix w = units_take(arena, HODO_DOUBLE, 4), f = units_take(arena, HODO_FLOAT, 4);
    hodo_matrix narrow = hodo_matrix_rows(w, 0, 3);
    const double bad[4] = {1, NAN, 1, 1};
    const struct {
        hodo_chain_layer layers[2];
        size_t count, vectors, workers;
        hodo_status status;
    } cases[] = {
        {{{.weights = w}}, 0, 1, 1, HODO_INVALID},
        {{{.weights = w}}, 1, 0, 1, HODO_INVALID},
        {{{.weights = w}}, 1, 1, 0, HODO_INVALID},
        {{{.weights = narrow, .skip = 1}}, 1, 1, 1, HODO_INVALID},
        {{{.weights = w, .scale = INFINITY}}, 1, 1, 1, HODO_INVALID},
        {{{.weights = w, .after = bad}}, 1, 1, 1, HODO_INVALID},
        {{{.weights = narrow}, {.weights = w}}, 2, 1, 1, HODO_MISMATCH},
        {{{.weights = w}, {.weights = f}}, 2, 1, 1, HODO_MISMATCH},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hodo_error error = {0};
        cr_assert(hodo_chain_take(arena, cases[i].layers, cases[i].count, cases[i].vectors, cases[i].workers,
                                  &error) == NULL);
        cr_assert(error.status == cases[i].status && error.message[0] != '\0', "case %zu: %s", i,
                  error.message);
    }
    const hodo_chain_layer one = {.weights = w, .scale = 1};
    hodo_chain *chain = hodo_chain_take(arena, &one, 1, 2, 1, NULL);
    hodo_matrix out = hodo_matrix_take(arena, HODO_DOUBLE, 4, 4, NULL);
    cr_assert(hodo_chain_through(chain, w, out, NULL) == HODO_INVALID); /* 4 vectors, taken for 2 */
    cr_assert(hodo_chain_through(chain, f, out, NULL) == HODO_MISMATCH);
    hodo_arena_free(arena);
}

/* Three square layers of 60: forming J J^T takes 2 * 60^3 + 60^3 / 2, and saves 2 * 3 * 60^2 - 60^2 a vector.
 */
Test(chain, break_even_counts_multiply_adds)
{
    setup s;
    make(&s, 6, HODO_DOUBLE);
    hodo_chain *chain = hodo_chain_take(s.arena, s.layers, s.count, 1, 1, NULL);
    near(hodo_chain_break_even(chain), 30, 1e-12, 0);
    near(hodo_chain_gram(chain).multiply_adds, 6 * 3600, 0, 0);
    hodo_arena_free(s.arena);
}
