#include "probe/sharpness.h"

#include "base/eigenvalue.h"
#include "net/model.h"
#include "operator/spectral_density.h"
#include "probe/output_kernel.h"
#include "probe/weight_vector.h"
#include "trainee.h"

/* Ends and moments of the spectrum against LAPACK on the dense matrix. */

static const double eigenvalue_tolerance = 1e-8;

static double *spectrum(trainee *t, hodo_curvature_kind kind)
{
    hodo_error error = {0};
    const hodo_operator of = hodo_curvature_operator(t->curvature, kind);
    const hodo_matrix dense = trainee_dense(t, &of);
    double *values = hodo_arena_take(t->arena, t->dimension, sizeof *values, &error);
    ok(hodo_symmetric_eigenvalues(dense.data, t->dimension, values, &error), error);
    return values;
}

static hodo_sharpness_probe *probe_of(trainee *t, hodo_curvature_kind kind, double tolerance,
                                      hodo_sharpness_route route)
{
    hodo_error error = {0};
    const hodo_sharpness_settings settings = {
        .tolerance = tolerance, .route = route, .stream = hodo_stream_open(63, "tests/probe/sharpness", 0)};
    hodo_sharpness_probe *probe = hodo_sharpness_take(t->arena, t->curvature, kind, &settings, &error);
    cr_assert_not_null(probe, "%s", error.message);
    return probe;
}

Test(sharpness, ends_of_the_dense_spectrum)
{
    for (size_t which = 0; which < trainee_count; which++) {
        trainee t;
        hodo_error error = {0};
        hodo_sharpness end;
        trainee_start(&t, which, HODO_DOUBLE, 3);
        const double *h = spectrum(&t, HODO_HESSIAN), *g = spectrum(&t, HODO_GAUSS_NEWTON);
        hodo_sharpness_probe *hessian = probe_of(&t, HODO_HESSIAN, 1e-7, HODO_ROUTE_CHEAPER);
        ok(hodo_sharpness_highest(hessian, &end, &error), error);
        near(end.value, h[t.dimension - 1], 0, eigenvalue_tolerance);
        cr_assert(end.residual <= 1e-7 * end.value && end.applications > 0);
        ok(hodo_sharpness_lowest(hessian, &end, &error), error);
        near(end.value, h[0], 0, eigenvalue_tolerance);
        for (int route = HODO_ROUTE_CHEAPER; route <= HODO_ROUTE_KERNEL; route++) {
            hodo_sharpness_probe *of = probe_of(&t, HODO_GAUSS_NEWTON, 1e-7, (hodo_sharpness_route)route);
            ok(hodo_sharpness_highest(of, &end, &error), error);
            near(end.value, g[t.dimension - 1], 0, eigenvalue_tolerance);
            cr_assert(route == HODO_ROUTE_CHEAPER || end.route == (hodo_sharpness_route)route);
            cr_assert_eq(hodo_sharpness_lowest(of, &end, &error), HODO_INVALID);
        }
        trainee_end(&t);
    }
}

/* All non-zero eigenvalues of G are those of the kernel R K R; the others are 0 to rounding. */
Test(sharpness, gauss_newton_and_kernel_share_their_spectrum)
{
    enum { SIZE = TRAINEE_ROWS * TRAINEE_OUTPUTS };
    for (size_t which = 0; which < trainee_count; which++) {
        trainee t;
        hodo_error error = {0};
        trainee_start(&t, which, HODO_DOUBLE, 0);
        const double *g = spectrum(&t, HODO_GAUSS_NEWTON);
        double values[SIZE];
        hodo_output_kernel *of = hodo_output_kernel_take(t.arena, t.curvature, 3, &error);
        const hodo_matrix kernel = hodo_output_kernel_measure(of, &error);
        cr_assert_not_null(kernel.data, "%s", error.message);
        ok(hodo_symmetric_eigenvalues(kernel.data, SIZE, values, &error), error);
        const double rounding = 1e-13 * g[t.dimension - 1];
        for (size_t i = 0; i < SIZE || i < t.dimension; i++) {
            const double left = i < t.dimension ? g[t.dimension - 1 - i] : 0.0;
            near(left, i < SIZE ? values[SIZE - 1 - i] : 0.0, rounding, 0);
        }
        trainee_end(&t);
    }
}

/* A linear loss has no curvature in f: G is 0, by both routes, and H is not. */
Test(sharpness, of_a_linear_loss)
{
    trainee t;
    hodo_error error = {0};
    hodo_sharpness end;
    trainee_start(&t, 0, HODO_DOUBLE, 0);
    t.objective.loss.kind = &hodo_loss_linear;
    ok(hodo_curvature_objective(t.curvature, &t.objective, &error), error);
    for (int route = HODO_ROUTE_PRODUCTS; route <= HODO_ROUTE_KERNEL; route++) {
        hodo_sharpness_probe *probe = probe_of(&t, HODO_GAUSS_NEWTON, 0.0, (hodo_sharpness_route)route);
        ok(hodo_sharpness_highest(probe, &end, &error), error);
        near(end.value, 0, 0, 0);
    }
    ok(hodo_sharpness_highest(probe_of(&t, HODO_HESSIAN, 1e-7, HODO_ROUTE_CHEAPER), &end, &error), error);
    near(end.value, spectrum(&t, HODO_HESSIAN)[t.dimension - 1], 0, eigenvalue_tolerance);
    cr_assert(end.value > 0.1);
    trainee_end(&t);
}

/* Gradient descent: every step's lambda to the square of the tolerance, from few products. A cold start takes
 * a third as many again, even in this small dimension, which ends it early, and with a cold one of 16 among the
 * warm. */
Test(sharpness, warm_start_follows_training)
{
    enum { TIMES = 60 };
    size_t warm = 0, cold = 0;
    trainee t;
    hodo_error error = {0};
    trainee_start(&t, 0, HODO_DOUBLE, 0);
    hodo_sharpness_probe *probe = probe_of(&t, HODO_HESSIAN, 1e-3, HODO_ROUTE_CHEAPER);
    const hodo_matrix slope = trainee_matrix(&t, 1, t.dimension), theta = trainee_matrix(&t, 1, t.dimension);
    for (size_t step = 0; step < TIMES; step++) {
        hodo_sharpness now, anew;
        hodo_arena *kept = t.arena;
        t.arena = hodo_arena_alloc();
        const double *values = spectrum(&t, HODO_HESSIAN);
        hodo_sharpness_probe *fresh = probe_of(&t, HODO_HESSIAN, 1e-3, HODO_ROUTE_CHEAPER);
        ok(hodo_sharpness_highest(probe, &now, &error), error);
        ok(hodo_sharpness_highest(fresh, &anew, &error), error);
        near(now.value, values[t.dimension - 1], 0, 1e-5);
        warm += step > 0 ? now.applications : 0;
        cold += step > 0 ? anew.applications : 0;
        const double rate = -0.5 / now.value;
        ok(hodo_curvature_gradient(t.curvature, NULL, slope, &error), error);
        hodo_weight_vector_gather(&t.network, theta);
        hodo_rows_add(&rate, slope, theta);
        hodo_weight_vector_scatter(theta, &t.network);
        hodo_arena_free(t.arena);
        t.arena = kept;
    }
    cr_assert(4 * warm < 3 * cold && warm <= 6 * TIMES, "warm %zu, cold %zu in %d steps", warm, cold,
              (int)TIMES);
    trainee_end(&t);
}

static double power(double x, const void *context)
{
    return pow(x, *(const double *)context);
}

/* Moments of stochastic Lanczos quadrature: each mean over probes within 4.15 standard errors of tr(H^k)/n from
 * LAPACK, Student's quantile of 63 degrees of freedom at a false-alarm rate of 1e-4, and Hutchinson's trace the
 * same. The moments of G, the wrong matrix, are more than 10 standard errors away. */
Test(sharpness, quadrature_has_the_moments_of_the_hessian)
{
    enum { PROBES = 64, STEPS = 10 };
    static const double quantile = 4.15;
    trainee t;
    hodo_error error = {0};
    trainee_start(&t, 1, HODO_DOUBLE, 0);
    const double *h = spectrum(&t, HODO_HESSIAN), *g = spectrum(&t, HODO_GAUSS_NEWTON);
    const hodo_operator of = hodo_curvature_operator(t.curvature, HODO_HESSIAN);
    const hodo_probes probes = {hodo_stream_open(64, "tests/probe/quadrature", 0), 0, HODO_RADEMACHER, PROBES};
    hodo_quadrature quadrature;
    ok(hodo_lanczos_quadrature(&of, &probes, STEPS, t.arena, &quadrature, &error), error);
    double mean, deviation;
    for (double k = 1.0; k <= 4.0; k++) {
        double want = 0.0, wrong = 0.0;
        for (size_t i = 0; i < t.dimension; i++) {
            want += pow(h[i], k) / (double)t.dimension;
            wrong += pow(g[i], k) / (double)t.dimension;
        }
        hodo_quadrature_mean(&quadrature, power, &k, &mean, &deviation);
        near(mean, want, quantile * deviation, 0);
        cr_assert(k > 1.0 || fabs(mean - wrong) > 4.0 * deviation);
    }
    double trace = 0.0;
    for (size_t i = 0; i < t.dimension; i++) {
        trace += h[i];
    }
    ok(hodo_operator_trace(&of, &probes, &mean, &deviation, &error), error);
    near(mean, trace, quantile * deviation, 0);
    trainee_end(&t);
}

/* Of `refresh` calls one starts from noise alone, and costs what the first did. */
Test(sharpness, refreshes)
{
    trainee t;
    hodo_error error = {0};
    trainee_start(&t, 0, HODO_DOUBLE, 0);
    const hodo_sharpness_settings settings = {.noise = 1e-4, .refresh = 3, .route = HODO_ROUTE_PRODUCTS};
    hodo_sharpness_probe *probe = hodo_sharpness_take(t.arena, t.curvature, HODO_HESSIAN, &settings, &error);
    size_t first[2] = {0, 0};
    for (size_t call = 0; call < 9; call++) {
        hodo_sharpness end[2];
        ok(hodo_sharpness_highest(probe, &end[0], &error), error);
        ok(hodo_sharpness_lowest(probe, &end[1], &error), error);
        for (int which = 0; which < 2; which++) {
            first[which] = call == 0 ? end[which].applications : first[which];
            cr_assert(call % 3 == 0 ? 4 * end[which].applications > 3 * first[which]
                                    : 4 * end[which].applications < 3 * first[which],
                      "call %zu: %zu applications, %zu at first", call, end[which].applications, first[which]);
        }
    }
    trainee_end(&t);
}

/* The cheaper route of a network of convolutions, whose weights work once a pixel: by products here, in two
 * thirds of the kernel's time. Counted once, as a dense layer's, they would send it through the kernel. */
Test(sharpness, cheaper_of_convolutions)
{
    enum { SIDE = 28, ROWS = 16, CLASSES = 10 };
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_architecture architecture;
    hodo_network network;
    hodo_sharpness found;
    const hodo_stream stream = hodo_stream_open(63, "tests/probe/sharpness", 0);
    const hodo_model cnn = {.kind = HODO_CNN, .inputs = SIDE * SIDE, .width = 8, .outputs = CLASSES,
                            .channels = 1, .height = SIDE, .image_width = SIDE};
    ok(hodo_model_architecture(arena, &cnn, &architecture, &error), error);
    ok(hodo_network_take(arena, &architecture, HODO_FLOAT, &network, &error), error);
    ok(hodo_network_draw(&network, &stream, &error), error);
    const hodo_objective objective = {.x = zoo_normal(arena, HODO_FLOAT, ROWS, SIDE * SIDE, &stream, 1000),
                                      .y = zoo_normal(arena, HODO_FLOAT, ROWS, CLASSES, &stream, 1001),
                                      .loss = {&hodo_loss_square, 0.0}};
    hodo_curvature *curvature = hodo_curvature_take(arena, &network, &objective, 0, HODO_GAUSS_NEWTON, &error);
    cr_assert_not_null(curvature, "%s", error.message);
    hodo_sharpness_probe *probe = hodo_sharpness_take(
        arena, curvature, HODO_GAUSS_NEWTON, &(hodo_sharpness_settings){.stream = stream}, &error);
    ok(hodo_sharpness_highest(probe, &found, &error), error);
    cr_assert_eq(found.route, HODO_ROUTE_PRODUCTS);
    hodo_arena_free(arena);
}

Test(sharpness, refuses)
{
    trainee t;
    hodo_error error = {0};
    hodo_sharpness end;
    trainee_start(&t, 0, HODO_DOUBLE, 0);
    hodo_sharpness_settings bad = {.route = HODO_ROUTE_KERNEL};
    cr_assert_null(hodo_sharpness_take(t.arena, t.curvature, HODO_HESSIAN, &bad, &error));
    cr_assert_eq(error.status, HODO_INVALID);
    bad = (hodo_sharpness_settings){.tolerance = NAN};
    cr_assert_null(hodo_sharpness_take(t.arena, t.curvature, HODO_HESSIAN, &bad, &error));
    bad = (hodo_sharpness_settings){.noise = -1.0};
    cr_assert_null(hodo_sharpness_take(t.arena, t.curvature, HODO_HESSIAN, &bad, &error));
    bad = (hodo_sharpness_settings){.steps = 2};
    cr_assert_null(hodo_sharpness_take(t.arena, t.curvature, HODO_HESSIAN, &bad, &error));
    /* too few applications: the best there is, and told so */
    bad = (hodo_sharpness_settings){.tolerance = 1e-9, .applications = 2};
    hodo_sharpness_probe *probe = hodo_sharpness_take(t.arena, t.curvature, HODO_HESSIAN, &bad, &error);
    cr_assert_eq(hodo_sharpness_highest(probe, &end, &error), HODO_NUMERIC);
    cr_assert(isfinite(end.value) && end.residual > 0.0 && end.applications == 2);
    hodo_matrix_set(t.network.weights[0], 0, 0, NAN); /* nothing was measured, and 0 would be a number */
    cr_assert_eq(hodo_sharpness_highest(probe, &end, &error), HODO_NUMERIC);
    cr_assert(isnan(end.value) && end.residual == INFINITY);
    hodo_matrix_set(t.network.weights[0], 0, 0, 0.3);
    /* by kernel, for other rows */
    probe = probe_of(&t, HODO_GAUSS_NEWTON, 0.0, HODO_ROUTE_KERNEL);
    hodo_objective few = t.objective;
    few.x.rows = few.y.rows = few.offset.rows = 3;
    ok(hodo_curvature_objective(t.curvature, &few, &error), error);
    cr_assert_eq(hodo_sharpness_highest(probe, &end, &error), HODO_INVALID);
    trainee_end(&t);
}
