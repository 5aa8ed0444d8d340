#include "trainee.h"

#include "probe/weight_vector.h"

static const double skip[] = {0.8}, branch[] = {0.6}, factor[] = {1.3};

static hodo_nonlinearity phi(const char *name)
{
    return (hodo_nonlinearity){hodo_activation_find(name, NULL), 0.6, 0.3};
}

static hodo_status plain(hodo_arena *arena, hodo_architecture *made, hodo_error *error)
{
    const hodo_layer layers[] = {
        hodo_feature(hodo_layer_dense(TRAINEE_INPUTS, 5, 0.8, true)),
        hodo_layer_activation(phi("tanh")),
        hodo_multiplied(0.7, hodo_layer_dense(5, 4, 0.9, true)),
        hodo_layer_activation(phi("gelu")),
        hodo_feature(hodo_multiplied(-1.4, hodo_layer_dense(4, TRAINEE_OUTPUTS, 0.8, true))),
    };
    return hodo_architecture_make(arena, TRAINEE_INPUTS, 1, layers, sizeof layers / sizeof *layers, made,
                                  error);
}

static hodo_status residual(hodo_arena *arena, hodo_architecture *made, hodo_error *error)
{
    const hodo_layer layers[] = {
        hodo_layer_dense(TRAINEE_INPUTS, 4, 0.8, true),
        hodo_layer_norm(HODO_LAYER_NORM_RMS, 0.1),
        hodo_layer_open(),
        hodo_layer_activation(phi("erf")),
        hodo_layer_dense(4, 4, 0.6, false), /* not trained: has no entries */
        hodo_layer_close(skip, branch),
        hodo_multiplied(1.5, hodo_layer_dense(4, 5, 0.5, true)),
        hodo_layer_activation(phi("silu")),
        hodo_layer_scale(factor),
        hodo_feature(hodo_layer_dense(5, TRAINEE_OUTPUTS, 0.8, true)),
    };
    return hodo_architecture_make(arena, TRAINEE_INPUTS, 1, layers, sizeof layers / sizeof *layers, made,
                                  error);
}

static hodo_status straight(hodo_arena *arena, hodo_architecture *made, hodo_error *error)
{
    const hodo_layer layers[] = {
        hodo_layer_dense(TRAINEE_INPUTS, 4, 0.8, true),
        hodo_multiplied(0.5, hodo_layer_dense(4, 4, 0.9, true)),
        hodo_feature(hodo_layer_dense(4, TRAINEE_OUTPUTS, 0.8, true)),
    };
    return hodo_architecture_make(arena, TRAINEE_INPUTS, 1, layers, sizeof layers / sizeof *layers, made,
                                  error);
}

/* Images of 1 x 3 pixels, then of 2 x 3 made by a dense layer, which a pool leaves 1 x 1 of. */
static hodo_status convolutional(hodo_arena *arena, hodo_architecture *made, hodo_error *error)
{
    const hodo_layer layers[] = {
        hodo_multiplied(1.2, hodo_layer_convolution(1, TRAINEE_INPUTS, 1, 2, 0.6, true)),
        hodo_layer_activation(phi("tanh")),
        hodo_layer_dense(2 * TRAINEE_INPUTS, 6, 0.5, false),
        hodo_multiplied(-0.8, hodo_layer_convolution(2, 3, 1, 3, 0.7, true)),
        hodo_layer_activation(phi("gelu")),
        hodo_layer_average_pool(2, 3, 3),
        hodo_feature(hodo_layer_dense(3, TRAINEE_OUTPUTS, 0.9, true)),
    };
    return hodo_architecture_make(arena, TRAINEE_INPUTS, 1, layers, sizeof layers / sizeof *layers, made,
                                  error);
}

const trainee_case trainees[] = {
    {"mlp, square", plain, &hodo_loss_square},
    {"mlp, cross-entropy", plain, &hodo_loss_cross_entropy},
    {"residual, square", residual, &hodo_loss_square},
    {"residual, cross-entropy", residual, &hodo_loss_cross_entropy},
    {"linear, square", straight, &hodo_loss_square},
    {"convolutional, square", convolutional, &hodo_loss_square},
    {"convolutional, cross-entropy", convolutional, &hodo_loss_cross_entropy},
};
const size_t trainee_count = sizeof trainees / sizeof trainees[0];

void trainee_start(trainee *t, size_t which, hodo_precision precision, size_t batch)
{
    hodo_error error = {0};
    const hodo_stream stream = hodo_stream_open(61, "tests/probe/trainee", which);
    *t = (trainee){.arena = hodo_arena_alloc()};
    ok(trainees[which].make(t->arena, &t->architecture, &error), error);
    ok(hodo_network_take(t->arena, &t->architecture, precision, &t->network, &error), error);
    ok(hodo_network_draw(&t->network, &stream, &error), error);
    t->objective = (hodo_objective){
        .x = zoo_normal(t->arena, precision, TRAINEE_ROWS, TRAINEE_INPUTS, &stream, 1000),
        .y = zoo_normal(t->arena, precision, TRAINEE_ROWS, TRAINEE_OUTPUTS, &stream, 1001),
        .offset = zoo_normal(t->arena, precision, TRAINEE_ROWS, TRAINEE_OUTPUTS, &stream, 1002),
        .output_scale = 0.7,
        .loss = {trainees[which].loss, 0.0},
    };
    for (size_t s = 0; trainees[which].loss == &hodo_loss_cross_entropy && s < TRAINEE_ROWS; s++) {
        for (size_t c = 0; c < TRAINEE_OUTPUTS; c++) {
            hodo_matrix_set(t->objective.y, s, c, c == s % 2 ? 0.9 : 0.1); /* soft targets */
        }
    }
    t->curvature = hodo_curvature_take(t->arena, &t->network, &t->objective, batch, HODO_HESSIAN, &error);
    cr_assert_not_null(t->curvature, "%s", error.message);
    t->dimension = hodo_weight_vector_size(&t->network);
}

void trainee_end(trainee *t)
{
    hodo_arena_free(t->arena);
}

hodo_matrix trainee_matrix(trainee *t, size_t rows, size_t columns)
{
    const hodo_matrix a = hodo_matrix_take(t->arena, HODO_DOUBLE, rows, columns, NULL);
    hodo_matrix_zero(a);
    return a;
}

double trainee_largest(hodo_matrix a)
{
    double largest = 0.0;
    for (size_t e = 0; e < a.rows * a.columns; e++) {
        const double entry = fabs(hodo_matrix_get(a, e / a.columns, e % a.columns));
        largest = entry > largest || isnan(entry) ? entry : largest;
    }
    return largest;
}

double trainee_difference(hodo_matrix a, hodo_matrix b)
{
    double largest = 0.0;
    cr_assert(a.rows == b.rows && a.columns == b.columns);
    for (size_t e = 0; e < a.rows * a.columns; e++) {
        const size_t i = e / a.columns, j = e % a.columns;
        const double entry = fabs(hodo_matrix_get(a, i, j) - hodo_matrix_get(b, i, j));
        if (!(entry <= largest)) {
            largest = entry;
        }
    }
    return largest;
}

hodo_matrix trainee_dense(trainee *t, const hodo_operator *of)
{
    hodo_error error = {0};
    const hodo_matrix identity = trainee_matrix(t, of->dimension, of->dimension);
    const hodo_matrix dense = trainee_matrix(t, of->dimension, of->dimension);
    for (size_t i = 0; i < of->dimension; i++) {
        hodo_matrix_set(identity, i, i, 1.0);
    }
    ok(hodo_operator_apply(of, identity, dense, &error), error);
    return dense;
}

void trainee_move(trainee *t, size_t i, double by)
{
    const hodo_matrix theta = trainee_matrix(t, 1, t->dimension);
    hodo_weight_vector_gather(&t->network, theta);
    hodo_matrix_set(theta, 0, i, hodo_matrix_get(theta, 0, i) + by);
    hodo_weight_vector_scatter(theta, &t->network);
}

hodo_matrix trainee_jacobian(trainee *t)
{
    static const double steps[] = {1e-3, -1e-3, 5e-4, -5e-4}, weights[] = {-1.0, 1.0, 8.0, -8.0};
    hodo_error error = {0};
    const hodo_matrix jacobian = trainee_matrix(t, TRAINEE_ROWS * TRAINEE_OUTPUTS, t->dimension);
    const hodo_matrix output = trainee_matrix(t, TRAINEE_ROWS, TRAINEE_OUTPUTS);
    const hodo_matrix theta = trainee_matrix(t, 1, t->dimension);
    hodo_weight_vector_gather(&t->network, theta);
    for (size_t i = 0; i < t->dimension; i++) {
        for (size_t each = 0; each < 4; each++) {
            trainee_move(t, i, steps[each]);
            ok(hodo_curvature_output(t->curvature, output, &error), error);
            for (size_t e = 0; e < TRAINEE_ROWS * TRAINEE_OUTPUTS; e++) {
                const double f = hodo_matrix_get(output, e / TRAINEE_OUTPUTS, e % TRAINEE_OUTPUTS);
                hodo_matrix_set(jacobian, e, i, hodo_matrix_get(jacobian, e, i) + weights[each] * f / 6e-3);
            }
            hodo_weight_vector_scatter(theta, &t->network);
        }
    }
    return jacobian;
}

hodo_matrix trainee_loss_hessian(trainee *t)
{
    hodo_error error = {0};
    const hodo_matrix a = trainee_matrix(t, TRAINEE_ROWS * TRAINEE_OUTPUTS, TRAINEE_ROWS * TRAINEE_OUTPUTS);
    const hodo_matrix output = trainee_matrix(t, TRAINEE_ROWS, TRAINEE_OUTPUTS);
    ok(hodo_curvature_output(t->curvature, output, &error), error);
    for (size_t s = 0; s < TRAINEE_ROWS; s++) {
        double sum = 0.0;
        for (size_t c = 0; c < TRAINEE_OUTPUTS; c++) {
            sum += exp(hodo_matrix_get(output, s, c));
        }
        for (size_t c = 0; c < TRAINEE_OUTPUTS; c++) {
            for (size_t e = 0; e < TRAINEE_OUTPUTS; e++) {
                const double p = exp(hodo_matrix_get(output, s, c)) / sum;
                const double q = exp(hodo_matrix_get(output, s, e)) / sum, same = c == e ? 1.0 : 0.0;
                const double entry = t->objective.loss.kind == &hodo_loss_square ? same : p * same - p * q;
                hodo_matrix_set(a, s * TRAINEE_OUTPUTS + c, s * TRAINEE_OUTPUTS + e, entry / TRAINEE_ROWS);
            }
        }
    }
    return a;
}
