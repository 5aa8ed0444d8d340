#include "linear_network.h"

static hodo_matrix normal(linear_network *linear, size_t columns)
{
    const hodo_matrix a = hodo_matrix_take(linear->arena, linear->network.precision,
                                           hodo_pass_samples(linear->pass), columns, NULL);
    cr_assert_not_null(a.data);
    return a;
}

void linear_start(linear_network *linear, hodo_precision precision, size_t samples, uint64_t cell)
{
    const hodo_layer layers[LINEAR_LAYERS] = {
        hodo_multiplied(0.7, hodo_layer_dense(9, 48, 0.33, true)),
        hodo_layer_dense(48, 33, 0.14, false),
        hodo_feature(hodo_multiplied(-1.5, hodo_layer_dense(33, 6, 0.17, true))),
    };
    hodo_error error = {0};
    linear->arena = hodo_arena_alloc();
    linear->stream = hodo_stream_open(20, "tests/train/optimiser", cell);
    fine(hodo_architecture_make(linear->arena, 9, 1, layers, LINEAR_LAYERS, &linear->architecture, &error),
         error);
    fine(hodo_network_take(linear->arena, &linear->architecture, precision, &linear->network, &error), error);
    fine(hodo_network_draw(&linear->network, &linear->stream, &error), error);
    linear->pass = hodo_pass_take(linear->arena, &linear->network, samples, HODO_FIRST_ORDER, &error);
    cr_assert_not_null(linear->pass);
    linear->x = normal(linear, 9);
    linear->slope = normal(linear, 6);
}

void linear_end(linear_network *linear)
{
    hodo_arena_free(linear->arena);
}

static void draw(const linear_network *linear, uint32_t tensor, hodo_matrix a)
{
    double numbers[LINEAR_MOST];
    hodo_random_normal_double(&linear->stream, tensor, 0, a.rows * a.columns, 1.0, numbers);
    for (size_t e = 0; e < a.rows * a.columns; e++) {
        hodo_matrix_set(a, e / a.columns, e % a.columns, numbers[e]);
    }
}

void linear_batch(linear_network *linear, uint32_t t)
{
    hodo_error error = {0};
    draw(linear, 1000 + 2 * t, linear->x);
    draw(linear, 1001 + 2 * t, linear->slope);
    fine(hodo_pass_forward(linear->pass, linear->x, NULL, &error), error);
    fine(hodo_pass_backward(linear->pass, linear->slope, &error), error);
}

void linear_gradient(const linear_network *linear, size_t k, double *gradient)
{
    const hodo_matrix g = hodo_pass_weight_backward(linear->pass, k);
    const hodo_matrix h = hodo_pass_weight_input(linear->pass, k);
    const double multiplier = linear->architecture.layers[k].multiplier; /* every layer is dense */
    for (size_t i = 0; i < g.columns; i++) {
        for (size_t j = 0; j < h.columns; j++) {
            double sum = 0.0;
            for (size_t s = 0; s < g.rows; s++) {
                sum += hodo_matrix_get(g, s, i) * hodo_matrix_get(h, s, j);
            }
            gradient[i * h.columns + j] = multiplier * sum;
        }
    }
}

void linear_copy(hodo_matrix a, double *copy)
{
    for (size_t e = 0; e < a.rows * a.columns; e++) {
        copy[e] = hodo_matrix_get(a, e / a.columns, e % a.columns);
    }
}

double linear_defect(const double *a, const double *b, size_t count)
{
    double worst = 0.0, largest = 0.0;
    for (size_t e = 0; e < count; e++) {
        worst = fabs(a[e] - b[e]) <= worst ? worst : fabs(a[e] - b[e]); /* a NaN stays */
        largest = fmax(largest, fabs(b[e]));
    }
    return worst / largest;
}
