#include "zoo.h"

/* Gradients, tangents and second derivatives of every network of the zoo with every activation, in
 * double. The oracle is the forward pass itself at displaced weights or inputs. */

enum { SAMPLES = 3 };

/* Central differences of step h leave h^2 f''' and eps f/h: with h = 1e-5 both are below 1e-9. */
static const double step = 1e-5, difference_tolerance = 1e-7;

/* Inner products of a few hundred terms; eps times 1e3. */
static const double identity_tolerance = 1e-12;

/* With |s| >= MARGIN no step below crosses a kink: it moves s by at most step * (norms of order 10). */
static const double margin = 1e-3;

#define FOR_ALL_NETWORKS(run_, ...)                                                       \
    for (size_t which = 0; which < zoo_count; which++) {                                  \
        for (size_t row = 0; row < zoo_phi_count(); row++) {                              \
            zoo_run run_;                                                                 \
            zoo_start(&run_, which, zoo_phi(row), SAMPLES, 7 + row, margin);              \
            __VA_ARGS__                                                                   \
            zoo_end(&run_);                                                               \
        }                                                                                 \
    }

/* A direction for every weight matrix, of entries about as large as the weights. */
static hodo_matrix *directions(zoo_run *run, uint64_t cell)
{
    const hodo_stream stream = hodo_stream_open(99, "tests/net/directions", cell);
    hodo_matrix *d = hodo_arena_take(run->arena, run->architecture.weight_count, sizeof *d, NULL);
    for (size_t k = 0; k < run->architecture.weight_count; k++) {
        const hodo_matrix w = run->network.weights[k];
        d[k] = zoo_normal(run->arena, HODO_DOUBLE, w.rows, w.columns, &stream, (uint32_t)(1000 + k));
    }
    return d;
}

static void move(zoo_run *run, double by, const hodo_matrix *d)
{
    for (size_t k = 0; k < run->architecture.weight_count; k++) {
        zoo_step(run->network.weights[k], by, d[k]);
    }
}

/* d loss/d W_k along a random direction, layer by layer and member by member. */
Test(gradient, central_differences)
{
    FOR_ALL_NETWORKS(run, {
        hodo_matrix *d = directions(&run, 1);
        for (size_t j = 0; j < zoo[which].members; j++) {
            for (size_t k = 0; k < run.architecture.weight_count; k++) {
                const hodo_matrix w = run.network.weights[k];
                const hodo_matrix grad = hodo_matrix_take(run.arena, HODO_DOUBLE, w.rows, w.columns, NULL);
                hodo_gradient_weight(run.pass, k, j, 1.0, 0.0, grad);
                zoo_step(w, step, d[k]);
                const double above = zoo_loss(&run, j);
                zoo_step(w, -2.0 * step, d[k]);
                const double below = zoo_loss(&run, j);
                zoo_step(w, step, d[k]);
                (void)zoo_loss(&run, j); /* the rows that the next gradient is made of */
                const double scale = sqrt(zoo_dot(grad, grad, 0, w.rows) * zoo_dot(d[k], d[k], 0, w.rows));
                near((above - below) / (2.0 * step), zoo_dot(grad, d[k], 0, w.rows),
                     difference_tolerance * scale, 0);
            }
        }
    })
}

/* b_0 against differences in the input, one coordinate at a time. */
Test(gradient, of_the_input)
{
    FOR_ALL_NETWORKS(run, {
        for (size_t s = 0; s < SAMPLES; s++) {
            for (size_t c = 0; c < ZOO_INPUTS; c++) {
                const double at = hodo_matrix_get(run.x, s, c);
                for (size_t j = 0; j < zoo[which].members; j++) {
                    hodo_matrix_set(run.x, s, c, at + step);
                    const double above = zoo_loss(&run, j);
                    hodo_matrix_set(run.x, s, c, at - step);
                    const double below = zoo_loss(&run, j);
                    hodo_matrix_set(run.x, s, c, at);
                    const hodo_matrix b = hodo_pass_feature_backward(run.pass, 0);
                    const double scale = sqrt(zoo_dot(b, b, j * SAMPLES, SAMPLES));
                    near((above - below) / (2.0 * step), hodo_matrix_get(b, j * SAMPLES + s, c),
                         difference_tolerance * scale, 0);
                }
            }
        }
    })
}

/* <u, J v> = <J^T u, v> for the derivative with respect to inputs and weights together. */
Test(gradient, tangent_is_the_adjoint_of_backward)
{
    FOR_ALL_NETWORKS(run, {
        const hodo_stream stream = hodo_stream_open(3, "tests/net/adjoint", row);
        const hodo_matrix dx = zoo_normal(run.arena, HODO_DOUBLE, SAMPLES, ZOO_INPUTS, &stream, 1);
        hodo_matrix *d = directions(&run, 2);
        hodo_error error = {0};
        ok(hodo_pass_tangent(run.pass, (hodo_direction){.inputs = &dx, .weights = d}, &error), error);
        const hodo_matrix velocity = hodo_pass_feature_tangent(run.pass, run.architecture.feature_count - 1);
        for (size_t j = 0; j < zoo[which].members; j++) {
            double right = 0.0;
            double scale = 0.0; /* sum of |terms|: what rounding is relative to */
            for (size_t k = 0; k < run.architecture.weight_count; k++) {
                const hodo_matrix w = run.network.weights[k];
                const hodo_matrix grad = hodo_matrix_take(run.arena, HODO_DOUBLE, w.rows, w.columns, NULL);
                hodo_gradient_weight(run.pass, k, j, 1.0, 0.0, grad);
                right += zoo_dot(grad, d[k], 0, w.rows);
                scale += sqrt(zoo_dot(grad, grad, 0, w.rows) * zoo_dot(d[k], d[k], 0, w.rows));
            }
            const hodo_matrix b =
                hodo_matrix_rows(hodo_pass_feature_backward(run.pass, 0), j * SAMPLES, SAMPLES);
            right += zoo_dot(b, dx, 0, SAMPLES);
            scale += sqrt(zoo_dot(b, b, 0, SAMPLES) * zoo_dot(dx, dx, 0, SAMPLES));
            near(zoo_dot(run.gradient, velocity, j * SAMPLES, SAMPLES), right, identity_tolerance * scale, 0);
        }
    })
}

/* Every feature's velocity against differences of the feature. */
Test(gradient, tangent_central_differences)
{
    FOR_ALL_NETWORKS(run, {
        hodo_matrix *d = directions(&run, 3);
        hodo_error error = {0};
        ok(hodo_pass_tangent(run.pass, (hodo_direction){.weights = d}, &error), error);
        for (size_t l = 0; l < run.architecture.feature_count; l++) {
            const hodo_matrix velocity = hodo_pass_feature_tangent(run.pass, l);
            const hodo_matrix above =
                hodo_matrix_take(run.arena, HODO_DOUBLE, velocity.rows, velocity.columns, NULL);
            move(&run, step, d);
            (void)zoo_loss(&run, 0);
            hodo_matrix_copy(hodo_pass_feature(run.pass, l), above);
            move(&run, -2.0 * step, d);
            (void)zoo_loss(&run, 0);
            move(&run, step, d);
            const hodo_matrix below = hodo_pass_feature(run.pass, l);
            const double scale = sqrt(zoo_dot(velocity, velocity, 0, velocity.rows));
            for (size_t s = 0; s < velocity.rows; s++) {
                for (size_t c = 0; c < velocity.columns; c++) {
                    const double change = hodo_matrix_get(above, s, c) - hodo_matrix_get(below, s, c);
                    near(change / (2.0 * step), hodo_matrix_get(velocity, s, c),
                         difference_tolerance * (1.0 + scale), 0);
                }
            }
        }
    })
}

/* ||grad||^2 and gradient flow without matrices against the same with them. */
Test(gradient, factored_equals_dense)
{
    FOR_ALL_NETWORKS(run, {
        const size_t members = zoo[which].members;
        const size_t dense = run.architecture.weight_count;
        double norms[64];
        double rates[64];
        hodo_error error = {0};
        ok(hodo_gradient_norms(run.pass, norms, &error), error);
        for (size_t at = 0; at < dense * members; at++) {
            rates[at] = 0.1 + 0.05 * (double)(at % 7);
        }
        ok(hodo_pass_tangent(run.pass, (hodo_direction){.rates = rates}, &error), error);
        const size_t last = run.architecture.feature_count - 1;
        const hodo_matrix flow = hodo_pass_feature_tangent(run.pass, last);
        const hodo_matrix kept = hodo_matrix_take(run.arena, HODO_DOUBLE, flow.rows, flow.columns, NULL);
        hodo_matrix_copy(flow, kept);
        for (size_t j = 0; j < members; j++) {
            hodo_matrix *d = directions(&run, 4);
            for (size_t k = 0; k < dense; k++) {
                hodo_gradient_weight(run.pass, k, j, 1.0, 0.0, d[k]);
                const double norm = zoo_dot(d[k], d[k], 0, d[k].rows);
                near(norms[k * members + j], norm, 1e-30, identity_tolerance);
                hodo_gradient_weight(run.pass, k, j, -rates[k * members + j], 0.0, d[k]);
            }
            ok(hodo_pass_tangent(run.pass, (hodo_direction){.weights = d}, &error), error);
            const double scale = sqrt(zoo_dot(kept, kept, j * SAMPLES, SAMPLES));
            for (size_t s = j * SAMPLES; s < (j + 1) * SAMPLES; s++) {
                for (size_t c = 0; c < kept.columns; c++) {
                    near(hodo_matrix_get(flow, s, c), hodo_matrix_get(kept, s, c), identity_tolerance * scale,
                         0);
                }
            }
        }
    })
}

/* The derivative of the gradient along a direction, for smooth and piecewise linear activations. */
Test(gradient, hessian_central_differences)
{
    FOR_ALL_NETWORKS(run, {
        const size_t members = zoo[which].members;
        hodo_matrix *d = directions(&run, 5);
        hodo_error error = {0};
        ok(hodo_pass_tangent(run.pass, (hodo_direction){.weights = d}, &error), error);
        const hodo_matrix velocity = hodo_pass_feature_tangent(run.pass, run.architecture.feature_count - 1);
        const hodo_matrix turn =
            hodo_matrix_take(run.arena, HODO_DOUBLE, velocity.rows, velocity.columns, NULL);
        ok(hodo_loss_hessian_vector(run.loss, members, hodo_pass_output(run.pass), run.y, velocity, turn,
                                    &error),
           error);
        ok(hodo_pass_backward_tangent(run.pass, turn, &error), error);
        for (size_t k = 0; k < run.architecture.weight_count; k++) {
            const hodo_matrix w = run.network.weights[k];
            const hodo_matrix product = hodo_matrix_take(run.arena, HODO_DOUBLE, w.rows, w.columns, NULL);
            const hodo_matrix difference = hodo_matrix_take(run.arena, HODO_DOUBLE, w.rows, w.columns, NULL);
            const size_t j = members - 1;
            hodo_gradient_weight_tangent(run.pass, k, j, product);
            for (int side = 1; side >= -1; side -= 2) {
                move(&run, side * step, d);
                (void)zoo_loss(&run, j);
                ok(hodo_loss_gradient(run.loss, members, hodo_pass_output(run.pass), run.y, run.gradient,
                                      &error),
                   error);
                ok(hodo_pass_backward(run.pass, run.gradient, &error), error);
                hodo_gradient_weight(run.pass, k, j, side / (2.0 * step), side == 1 ? 0.0 : 1.0, difference);
                move(&run, -side * step, d);
            }
            /* products and differences are again those of the unmoved weights */
            const double scale = sqrt(zoo_dot(product, product, 0, w.rows));
            for (size_t i = 0; i < w.rows; i++) {
                for (size_t c = 0; c < w.columns; c++) {
                    near(hodo_matrix_get(difference, i, c), hodo_matrix_get(product, i, c),
                         difference_tolerance * (1.0 + scale), 0);
                }
            }
            (void)zoo_loss(&run, j);
            ok(hodo_loss_gradient(run.loss, members, hodo_pass_output(run.pass), run.y, run.gradient, &error),
               error);
            ok(hodo_pass_backward(run.pass, run.gradient, &error), error);
            ok(hodo_pass_tangent(run.pass, (hodo_direction){.weights = d}, &error), error);
            ok(hodo_pass_backward_tangent(run.pass, turn, &error), error);
        }
    })
}

/* b_l' along gradient flow, factored, against the same along dense directions: one member each. */
Test(gradient, flow_turns_the_backward_vectors)
{
    FOR_ALL_NETWORKS(run, {
        const size_t members = zoo[which].members;
        const size_t dense = run.architecture.weight_count;
        double rates[64];
        hodo_error error = {0};
        for (size_t at = 0; at < dense * members; at++) {
            rates[at] = 0.2 + 0.03 * (double)(at % 5);
        }
        const hodo_matrix zero =
            hodo_matrix_take(run.arena, HODO_DOUBLE, run.gradient.rows, run.gradient.columns, NULL);
        hodo_matrix_zero(zero);
        ok(hodo_pass_tangent(run.pass, (hodo_direction){.rates = rates}, &error), error);
        ok(hodo_pass_backward_tangent(run.pass, zero, &error), error);
        const hodo_matrix turn = hodo_pass_feature_backward_tangent(run.pass, 0);
        const hodo_matrix kept = hodo_matrix_take(run.arena, HODO_DOUBLE, turn.rows, turn.columns, NULL);
        hodo_matrix_copy(turn, kept);
        for (size_t j = 0; j < members; j++) {
            hodo_matrix *d = directions(&run, 6);
            for (size_t k = 0; k < dense; k++) {
                hodo_gradient_weight(run.pass, k, j, -rates[k * members + j], 0.0, d[k]);
            }
            ok(hodo_pass_tangent(run.pass, (hodo_direction){.weights = d}, &error), error);
            ok(hodo_pass_backward_tangent(run.pass, zero, &error), error);
            const double scale = sqrt(zoo_dot(kept, kept, j * SAMPLES, SAMPLES));
            for (size_t s = j * SAMPLES; s < (j + 1) * SAMPLES; s++) {
                for (size_t c = 0; c < kept.columns; c++) {
                    near(hodo_matrix_get(turn, s, c), hodo_matrix_get(kept, s, c),
                         1e-14 + identity_tolerance * scale, 0);
                }
            }
        }
    })
}
