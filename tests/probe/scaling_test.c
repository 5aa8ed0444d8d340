#include "base/eigenvalue.h"
#include "probe/sharpness.h"
#include "trainee.h"

/* Curvature where it is known in closed form: linear networks, and the scaling with gamma of arXiv 2410.04642.
 */

/* Sums of a few dozen products. */
static const double identity_tolerance = 1e-13;

/* f = u . v x / sqrt m with the loss f^2/2 less a target: with r = f - y and x = 1,
 *     H = (1/m) (v,u)(v,u)^T + (r/sqrt m) (0 I; I 0),      largest eigenvalue of G: (|u|^2 + |v|^2)/m
 * (the two-layer linear model of arXiv 2502.13110's catapult), order of the entries: first layer, then second.
 */
Test(scaling, two_layer_linear_model_in_closed_form)
{
    enum { M = 5 };
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_architecture made;
    hodo_network network;
    const hodo_layer layers[] = {
        hodo_layer_dense(1, M, 1.0, true),
        hodo_feature(hodo_multiplied(1.0 / sqrt(M), hodo_layer_dense(M, 1, 1.0, true)))};
    const hodo_stream stream = hodo_stream_open(62, "tests/probe/scaling", 0);
    ok(hodo_architecture_make(arena, 1, 1, layers, 2, &made, &error), error);
    ok(hodo_network_take(arena, &made, HODO_DOUBLE, &network, &error), error);
    ok(hodo_network_draw(&network, &stream, &error), error);
    trainee t = {.arena = arena, .dimension = (size_t)2 * M};
    const hodo_matrix x = trainee_matrix(&t, 1, 1), y = trainee_matrix(&t, 1, 1);
    hodo_matrix_set(x, 0, 0, 1.0);
    hodo_matrix_set(y, 0, 0, -0.8);
    const hodo_objective objective = {.x = x, .y = y, .loss = {&hodo_loss_square, 0}};
    hodo_curvature *curvature = hodo_curvature_take(arena, &network, &objective, 0, HODO_HESSIAN, &error);
    const hodo_operator h = hodo_curvature_operator(curvature, HODO_HESSIAN);
    const double *u = network.weights[0].data, *v = network.weights[1].data;
    double f = 0.0, squares = 0.0;
    for (size_t i = 0; i < M; i++) {
        f += u[i] * v[i] / sqrt(M);
        squares += u[i] * u[i] + v[i] * v[i];
    }
    const hodo_matrix want = trainee_matrix(&t, t.dimension, t.dimension);
    for (size_t i = 0; i < t.dimension; i++) {
        for (size_t j = 0; j < t.dimension; j++) {
            const double left = i < M ? v[i] : u[i - M], right = j < M ? v[j] : u[j - M];
            hodo_matrix_set(want, i, j,
                            left * right / M + (i % M == j % M && i != j ? (f + 0.8) / sqrt(M) : 0.0));
        }
    }
    near(trainee_difference(trainee_dense(&t, &h), want), 0, identity_tolerance, 0);
    hodo_sharpness g;
    hodo_sharpness_probe *probe = hodo_sharpness_take(arena, curvature, HODO_GAUSS_NEWTON,
                                                      &(hodo_sharpness_settings){.tolerance = 1e-9}, &error);
    ok(hodo_sharpness_highest(probe, &g, &error), error);
    near(g.value, squares / M, 0, identity_tolerance);
    hodo_arena_free(arena);
}

/* With no residual the Hessian of the square loss is its Gauss-Newton part, in any network; with one it is not.
 */
Test(scaling, hessian_without_residual_is_gauss_newton)
{
    static const size_t square[] = {0, 2, 4};
    for (size_t each = 0; each < 3; each++) {
        trainee t;
        hodo_error error = {0};
        trainee_start(&t, square[each], HODO_DOUBLE, 0);
        const hodo_operator h = hodo_curvature_operator(t.curvature, HODO_HESSIAN);
        const hodo_operator g = hodo_curvature_operator(t.curvature, HODO_GAUSS_NEWTON);
        const hodo_matrix with = trainee_dense(&t, &h);
        ok(hodo_curvature_output(t.curvature, t.objective.y, &error),
           error); /* the targets become the outputs */
        const hodo_matrix without = trainee_dense(&t, &h), part = trainee_dense(&t, &g);
        near(trainee_difference(without, part) / trainee_largest(part), 0, identity_tolerance, 0);
        cr_assert(trainee_difference(with, part) > 0.1 * trainee_largest(part));
        trainee_end(&t);
    }
}

/* lambda_max of the Hessian or of G at initialisation, f~ = (f - f_0)/gamma. */
static double sharpness_at(size_t which, double gamma, hodo_curvature_kind kind)
{
    trainee t;
    hodo_error error = {0};
    hodo_sharpness sharpness;
    trainee_start(&t, which, HODO_DOUBLE, 0);
    hodo_objective centred = t.objective;
    centred.offset.data = NULL;
    centred.output_scale = 1.0;
    ok(hodo_curvature_objective(t.curvature, &centred, &error), error);
    centred.offset = trainee_matrix(&t, TRAINEE_ROWS, TRAINEE_OUTPUTS);
    ok(hodo_curvature_output(t.curvature, centred.offset, &error), error);
    centred.output_scale = 1.0 / gamma;
    ok(hodo_curvature_objective(t.curvature, &centred, &error), error);
    hodo_sharpness_probe *probe = hodo_sharpness_take(
        t.arena, t.curvature, kind,
        &(hodo_sharpness_settings){.tolerance = 1e-10, .route = HODO_ROUTE_PRODUCTS}, &error);
    ok(hodo_sharpness_highest(probe, &sharpness, &error), error);
    trainee_end(&t);
    return sharpness.value;
}

/* f~ = 0 whatever gamma is: l'' does not change, so that lambda(G) = gamma^-2 lambda_1 to rounding, and
 * H = gamma^-2 G_1 - gamma^-1 (sum y Hess f): slope -2 as gamma -> 0, with a relative correction of order
 * gamma. The scaling without centring or with 1/gamma would be orders of magnitude away. */
Test(scaling, sharpness_at_initialisation_goes_as_gamma_to_minus_two)
{
    for (size_t which = 0; which < 4; which++) {
        const double unit = sharpness_at(which, 1.0, HODO_GAUSS_NEWTON);
        for (int power = -5; power <= 2; power++) {
            const double gamma = pow(10.0, power), lambda = sharpness_at(which, gamma, HODO_GAUSS_NEWTON);
            near(lambda * gamma * gamma, unit, 0, 1e-11); /* the centred f rounds at eps/gamma of 1 */
        }
        double before = INFINITY;
        for (int power = -1; power >= -5; power--) {
            const double gamma = pow(10.0, power);
            const double away = fabs(sharpness_at(which, gamma, HODO_HESSIAN) * gamma * gamma / unit - 1.0);
            cr_assert(away < 2.0 * gamma && away < 0.2 * before, "%s: gamma %g: %g", trainees[which].name,
                      gamma, away);
            before = away;
        }
    }
}
