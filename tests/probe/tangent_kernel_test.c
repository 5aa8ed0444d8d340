#include "probe/tangent_kernel.h"

#include "net/gradient.h"
#include "trainee.h"

/* The kernel against J J^T from gradients of one sample and one output, and against the output's velocity. */

enum { SAMPLES = 6, OTHERS = 4 };

/* Sums of a few hundred products, in another order. */
static const double identity_tolerance = 1e-12;

static double rate_of(size_t k)
{
    return 0.3 + 0.2 * (double)k;
}

/* Row s outputs + c: sqrt(rate_k) d f_c(x_s)/d W_k of the trained layers behind one another, by a pass of one
 * sample. */
static hodo_matrix jacobian(hodo_arena *arena, hodo_network *network, hodo_matrix x)
{
    const hodo_architecture *architecture = network->architecture;
    const size_t outputs = architecture->outputs;
    hodo_error error = {0};
    const hodo_matrix j = hodo_matrix_take(arena, HODO_DOUBLE, x.rows * outputs,
                                           hodo_architecture_weights(architecture), NULL);
    const hodo_matrix one = hodo_matrix_take(arena, network->precision, 1, outputs, NULL);
    hodo_pass *pass = hodo_pass_take(arena, network, 1, HODO_FIRST_ORDER, &error);
    hodo_matrix_zero(j);
    for (size_t row = 0; row < j.rows; row++) {
        hodo_matrix_zero(one);
        hodo_matrix_set(one, 0, row % outputs, 1.0);
        ok(hodo_pass_forward(pass, hodo_matrix_rows(x, row / outputs, 1), NULL, &error), error);
        ok(hodo_pass_backward(pass, one, &error), error);
        size_t at = 0;
        for (size_t k = 0; k < architecture->weight_count; k++) {
            const hodo_matrix w = network->weights[k];
            if (hodo_weight_layer(architecture, k)->trained) {
                const hodo_matrix part = hodo_matrix_view(HODO_DOUBLE, (double *)j.data + row * j.stride + at,
                                                          w.rows, w.columns);
                hodo_gradient_weight(pass, k, 0, sqrt(rate_of(k)), 0.0, part);
            }
            at += w.rows * w.columns;
        }
    }
    return j;
}

/* All forms, both routes, every size of block, with one batch and with two, for the zoo's networks of one
 * member: every kind of layer, with some not trained. */
Test(tangent_kernel, is_the_product_of_jacobians)
{
    for (size_t which = 0; which < zoo_count; which++) {
        if (zoo[which].members != 1) {
            continue;
        }
        zoo_run run;
        zoo_start(&run, which, zoo_phi(which), SAMPLES, 71, 0.0);
        const size_t k = ZOO_OUTPUTS;
        const hodo_stream stream = hodo_stream_open(72, "tests/probe/tangent-kernel", which);
        const hodo_matrix z = zoo_normal(run.arena, HODO_DOUBLE, OTHERS, ZOO_INPUTS, &stream, 1000);
        const hodo_matrix none = {.data = NULL};
        double rates[16];
        for (size_t layer = 0; layer < run.architecture.weight_count; layer++) {
            rates[layer] = rate_of(layer);
        }
        const hodo_matrix left = jacobian(run.arena, &run.network, run.x);
        const hodo_matrix others[] = {left, jacobian(run.arena, &run.network, z)};
        for (size_t of = 0; of < 2; of++) {
            const hodo_matrix right = others[of];
            const hodo_matrix want = hodo_matrix_take(run.arena, HODO_DOUBLE, left.rows, right.rows, NULL);
            hodo_matrix_multiply(1.0, left, false, right, true, 0.0, want);
            const double scale = trainee_largest(want);
            for (size_t option = 0; option < 6 * SAMPLES; option++) {
                const hodo_tangent_kernel_form form = (hodo_tangent_kernel_form)(option % 3);
                const hodo_tangent_kernel_route route = (hodo_tangent_kernel_route)(option / 3 % 2);
                const size_t batch = option / 6 + 1, output = option % k,
                             each = form == HODO_KERNEL_FULL ? k : 1;
                hodo_error error = {0};
                hodo_tangent_kernel *work = hodo_tangent_kernel_take(run.arena, &run.network, form, route,
                                                                     output, batch, &error);
                cr_assert_not_null(work, "%s", error.message);
                const hodo_matrix got = hodo_matrix_take(run.arena, HODO_DOUBLE, SAMPLES * each,
                                                         right.rows / k * each, NULL);
                ok(hodo_tangent_kernel_measure(work, run.x, of == 0 ? none : z, rates, got, &error), error);
                for (size_t i = 0; i < got.rows; i++) {
                    for (size_t j = 0; j < got.columns; j++) {
                        double sum = 0.0;
                        for (size_t c = 0; c < k && form == HODO_KERNEL_TRACED; c++) {
                            sum += hodo_matrix_get(want, i * k + c, j * k + c);
                        }
                        sum = form == HODO_KERNEL_FULL ? hodo_matrix_get(want, i, j)
                              : form == HODO_KERNEL_OUTPUT
                                  ? hodo_matrix_get(want, i * k + output, j * k + output)
                                  : sum;
                        near(hodo_matrix_get(got, i, j), sum, identity_tolerance * scale, 0);
                        cr_assert(of == 1 || hodo_matrix_get(got, i, j) == hodo_matrix_get(got, j, i));
                    }
                }
            }
        }
        zoo_end(&run);
    }
}

/* Under gradient flow f' = -K grad_f: the pass's own velocity, which never sees a kernel. Without the rates, or
 * with K in the order (c, s), it fails. */
Test(tangent_kernel, moves_the_outputs)
{
    for (size_t which = 0; which < zoo_count; which++) {
        if (zoo[which].members != 1) {
            continue;
        }
        zoo_run run;
        hodo_error error = {0};
        zoo_start(&run, which, zoo_phi(8), SAMPLES, 73, 0.0);
        double rates[16];
        for (size_t k = 0; k < run.architecture.weight_count; k++) {
            const bool trained = hodo_weight_layer(&run.architecture, k)->trained;
            rates[k] = trained ? rate_of(k) : 0.0;
        }
        ok(hodo_pass_tangent(run.pass, (hodo_direction){.rates = rates}, &error), error);
        const hodo_matrix f = hodo_pass_feature_tangent(run.pass, run.architecture.feature_count - 1);
        const size_t size = SAMPLES * ZOO_OUTPUTS;
        const hodo_matrix kernel = hodo_matrix_take(run.arena, HODO_DOUBLE, size, size, &error);
        const hodo_matrix none = {.data = NULL};
        hodo_tangent_kernel *work = hodo_tangent_kernel_take(run.arena, &run.network, HODO_KERNEL_FULL,
                                                             HODO_KERNEL_BY_GRAMS, 0, SAMPLES, &error);
        ok(hodo_tangent_kernel_measure(work, run.x, none, rates, kernel, &error), error);
        const double scale = trainee_largest(f);
        double largest = 0.0;
        for (size_t i = 0; i < size; i++) {
            double velocity = 0.0;
            for (size_t j = 0; j < size; j++) {
                velocity -= hodo_matrix_get(kernel, i, j) *
                            hodo_matrix_get(run.gradient, j / ZOO_OUTPUTS, j % ZOO_OUTPUTS);
            }
            near(velocity, hodo_matrix_get(f, i / ZOO_OUTPUTS, i % ZOO_OUTPUTS), identity_tolerance * scale, 0);
            largest = fmax(largest, fabs(velocity));
        }
        cr_assert(largest > 0.0);
        zoo_end(&run);
    }
}

/* In float the kernel is that of the converted network to float's rounding. */
Test(tangent_kernel, in_float)
{
    trainee t;
    hodo_error error = {0};
    const hodo_matrix none = {.data = NULL};
    hodo_matrix kernels[2];
    trainee_start(&t, 0, HODO_DOUBLE, 0);
    hodo_network small;
    ok(hodo_network_take(t.arena, &t.architecture, HODO_FLOAT, &small, &error), error);
    hodo_network_convert(&t.network, &small);
    const hodo_matrix x = hodo_matrix_take(t.arena, HODO_FLOAT, TRAINEE_ROWS, TRAINEE_INPUTS, &error);
    hodo_matrix_convert(t.objective.x, x);
    for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
        hodo_network *network = precision == HODO_FLOAT ? &small : &t.network;
        kernels[precision] = trainee_matrix(&t, TRAINEE_ROWS, TRAINEE_ROWS);
        hodo_tangent_kernel *work = hodo_tangent_kernel_take(t.arena, network, HODO_KERNEL_TRACED,
                                                             HODO_KERNEL_BY_GRAMS, 0, 4, &error);
        ok(hodo_tangent_kernel_measure(work, precision == HODO_FLOAT ? x : t.objective.x, none, NULL,
                                       kernels[precision], &error),
           error);
    }
    near(trainee_difference(kernels[0], kernels[1]) / trainee_largest(kernels[1]), 0, 1e-6, 0);
    trainee_end(&t);
}

Test(tangent_kernel, refuses)
{
    trainee t;
    hodo_error error = {0};
    trainee_start(&t, 0, HODO_DOUBLE, 0);
    cr_assert_null(
        hodo_tangent_kernel_take(t.arena, &t.network, HODO_KERNEL_FULL, HODO_KERNEL_BY_GRAMS, 0, 0, &error));
    cr_assert_null(hodo_tangent_kernel_take(t.arena, &t.network, HODO_KERNEL_OUTPUT, HODO_KERNEL_BY_GRAMS,
                                            TRAINEE_OUTPUTS, 2, &error));
    cr_assert_null(hodo_tangent_kernel_take(t.arena, &t.network, HODO_KERNEL_FULL, HODO_KERNEL_BY_GRAMS, 0,
                                            SIZE_MAX, &error));
    hodo_tangent_kernel *work = hodo_tangent_kernel_take(t.arena, &t.network, HODO_KERNEL_TRACED,
                                                         HODO_KERNEL_BY_GRAMS, 0, 3, &error);
    const hodo_matrix none = {.data = NULL}, x = t.objective.x;
    const hodo_matrix kernel = trainee_matrix(&t, TRAINEE_ROWS, TRAINEE_ROWS);
    hodo_matrix wrong = kernel;
    wrong.columns = 3;
    cr_assert_eq(hodo_tangent_kernel_measure(work, x, none, NULL, wrong, &error), HODO_MISMATCH);
    wrong = kernel;
    wrong.precision = HODO_FLOAT;
    cr_assert_eq(hodo_tangent_kernel_measure(work, x, none, NULL, wrong, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_tangent_kernel_measure(work, t.objective.y, none, NULL, kernel, &error), HODO_MISMATCH);
    const double rates[] = {1.0, NAN, 1.0};
    cr_assert_eq(hodo_tangent_kernel_measure(work, x, none, rates, kernel, &error), HODO_NUMERIC);
    hodo_matrix_set(x, 5, 0, INFINITY);
    cr_assert_eq(hodo_tangent_kernel_measure(work, x, none, NULL, kernel, &error), HODO_NUMERIC);
    trainee_end(&t);
}
