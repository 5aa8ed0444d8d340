#include "base/eigenvalue.h"
#include "probe/weight_vector.h"
#include "trainee.h"

/* Hessians and Gauss-Newton matrices, dense, against Richardson's extrapolation of differences, against closed
 * forms, and against each other. */

/* Richardson from h = 1e-3: h^4 f''''' /30 and eps f/h, both below 1e-12; worst seen 3e-12 of the largest
 * entry. */
static const double difference_tolerance = 1e-10;

/* Sums of a few hundred products. */
static const double identity_tolerance = 1e-13;

static hodo_matrix gradient(trainee *t, double *loss)
{
    hodo_error error = {0};
    const hodo_matrix row = trainee_matrix(t, 1, t->dimension);
    ok(hodo_curvature_gradient(t->curvature, loss, row, &error), error);
    return row;
}

/* rows i: (8 (g(+h/2) - g(-h/2)) - (g(h) - g(-h)))/(6 h) of the gradient. */
static hodo_matrix hessian_by_differences(trainee *t)
{
    static const double steps[] = {1e-3, -1e-3, 5e-4, -5e-4}, weights[] = {-1.0, 1.0, 8.0, -8.0};
    const hodo_matrix hessian = trainee_matrix(t, t->dimension, t->dimension);
    const hodo_matrix theta = trainee_matrix(t, 1, t->dimension);
    hodo_weight_vector_gather(&t->network, theta);
    for (size_t i = 0; i < t->dimension; i++) {
        for (size_t each = 0; each < 4; each++) {
            const double weight = weights[each] / 6e-3;
            trainee_move(t, i, steps[each]);
            hodo_rows_add(&weight, gradient(t, NULL), hodo_matrix_rows(hessian, i, 1));
            hodo_weight_vector_scatter(theta, &t->network);
        }
    }
    return hessian;
}

Test(curvature, gradient_is_the_slope_of_the_loss)
{
    for (size_t which = 0; which < trainee_count; which++) {
        trainee t;
        trainee_start(&t, which, HODO_DOUBLE, 3);
        double up, down, at;
        const hodo_matrix slope = gradient(&t, &at), again = gradient(&t, &up);
        near(up, at, 0, 0);
        near(trainee_difference(slope, again), 0, 0, 0);
        for (size_t i = 0; i < t.dimension; i++) {
            hodo_error error = {0};
            const hodo_matrix none = {.data = NULL};
            const double h = 1e-5; /* h^2 and eps/h: 1e-10 */
            trainee_move(&t, i, h);
            ok(hodo_curvature_gradient(t.curvature, &up, none, &error), error);
            trainee_move(&t, i, -2.0 * h);
            ok(hodo_curvature_gradient(t.curvature, &down, none, &error), error);
            trainee_move(&t, i, h);
            near((up - down) / (2.0 * h), hodo_matrix_get(slope, 0, i), 1e-9, 0);
        }
        trainee_end(&t);
    }
}

/* The Gauss-Newton matrix in the Hessian's place would be seen: it differs by a tenth of the largest entry. */
Test(curvature, hessian_against_differences_of_gradients)
{
    for (size_t which = 0; which < trainee_count; which++) {
        trainee t;
        trainee_start(&t, which, HODO_DOUBLE, 0);
        const hodo_operator h = hodo_curvature_operator(t.curvature, HODO_HESSIAN);
        const hodo_operator g = hodo_curvature_operator(t.curvature, HODO_GAUSS_NEWTON);
        cr_assert(h.dimension == t.dimension && g.nonnegative && !h.nonnegative);
        const hodo_matrix hessian = trainee_dense(&t, &h), gauss_newton = trainee_dense(&t, &g);
        const double scale = trainee_largest(hessian);
        near(trainee_difference(hessian, hessian_by_differences(&t)) / scale, 0, difference_tolerance, 0);
        cr_assert(trainee_difference(hessian, gauss_newton) > 0.1 * scale, "%s", trainees[which].name);
        trainee_end(&t);
    }
}

/* J by differences of f~, l'' written out. */
Test(curvature, gauss_newton_against_the_jacobian)
{
    for (size_t which = 0; which < trainee_count; which++) {
        trainee t;
        trainee_start(&t, which, HODO_DOUBLE, 0);
        const hodo_operator g = hodo_curvature_operator(t.curvature, HODO_GAUSS_NEWTON);
        const hodo_matrix dense = trainee_dense(&t, &g), j = trainee_jacobian(&t), a = trainee_loss_hessian(&t);
        const hodo_matrix half = trainee_matrix(&t, a.rows, t.dimension);
        const hodo_matrix whole = trainee_matrix(&t, t.dimension, t.dimension);
        hodo_matrix_multiply(1.0, a, false, j, false, 0.0, half);
        hodo_matrix_multiply(1.0, j, true, half, false, 0.0, whole);
        near(trainee_difference(dense, whole) / trainee_largest(dense), 0, difference_tolerance, 0);
        trainee_end(&t);
    }
}

/* <u, A v> = <v, A u> to rounding for every pair of unit vectors, and no eigenvalue of G below rounding. */
Test(curvature, symmetric_and_gauss_newton_nonnegative)
{
    for (size_t which = 0; which < trainee_count; which++) {
        for (int kind = HODO_GAUSS_NEWTON; kind <= HODO_HESSIAN; kind++) {
            trainee t;
            trainee_start(&t, which, HODO_DOUBLE, 4);
            const hodo_operator of = hodo_curvature_operator(t.curvature, (hodo_curvature_kind)kind);
            const hodo_matrix dense = trainee_dense(&t, &of);
            const double scale = trainee_largest(dense);
            for (size_t i = 0; i < t.dimension; i++) {
                for (size_t j = 0; j < i; j++) {
                    near(hodo_matrix_get(dense, i, j), hodo_matrix_get(dense, j, i), identity_tolerance * scale,
                         0);
                }
            }
            hodo_error error = {0};
            double *values = hodo_arena_take(t.arena, t.dimension, sizeof *values, &error);
            ok(hodo_symmetric_eigenvalues(dense.data, t.dimension, values, &error), error);
            const double bound = identity_tolerance * values[t.dimension - 1];
            cr_assert((values[0] >= -bound) == (kind == HODO_GAUSS_NEWTON), "%s: lowest %g",
                      trainees[which].name, values[0]);
            trainee_end(&t);
        }
    }
}

/* Any size of block, a block of vectors or one at a time, held or not: the same matrix to rounding. The seven
 * rows in blocks of 2, 3, 4 leave a last block that is filled up. */
Test(curvature, blocks_do_not_show)
{
    for (size_t which = 0; which < trainee_count; which++) {
        for (int kind = HODO_GAUSS_NEWTON; kind <= HODO_HESSIAN; kind++) {
            trainee whole;
            trainee_start(&whole, which, HODO_DOUBLE, 0);
            const hodo_operator of = hodo_curvature_operator(whole.curvature, (hodo_curvature_kind)kind);
            const hodo_matrix want = trainee_dense(&whole, &of);
            double loss;
            const hodo_matrix slope = gradient(&whole, &loss);
            for (size_t batch = 1; batch < TRAINEE_ROWS; batch++) {
                trainee t;
                trainee_start(&t, which, HODO_DOUBLE, batch);
                const hodo_operator parts = hodo_curvature_operator(t.curvature, (hodo_curvature_kind)kind);
                double same;
                near(trainee_difference(gradient(&t, &same), slope), 0, identity_tolerance, 0);
                near(same, loss, 0, identity_tolerance);
                near(trainee_difference(trainee_dense(&t, &parts), want) / trainee_largest(want), 0,
                     identity_tolerance, 0);
                trainee_end(&t);
            }
            hodo_error error = {0};
            const hodo_matrix unit = trainee_matrix(&whole, 1, whole.dimension);
            const hodo_matrix row = trainee_matrix(&whole, 1, whole.dimension);
            hodo_curvature_hold(whole.curvature);
            for (size_t i = 0; i < whole.dimension; i++) {
                hodo_matrix_zero(unit);
                hodo_matrix_set(unit, 0, i, 1.0);
                ok(hodo_operator_apply(&of, unit, row, &error), error);
                near(trainee_difference(row, hodo_matrix_rows(want, i, 1)), 0, 0,
                     0); /* the same work: to the bit */
            }
            hodo_curvature_release(whole.curvature);
            trainee_end(&whole);
        }
    }
}

/* Weights that move between applications are seen, unless held; other data, and of other sizes, too. */
Test(curvature, follows_weights_and_data)
{
    trainee t;
    trainee_start(&t, 0, HODO_DOUBLE, 0);
    const hodo_operator of = hodo_curvature_operator(t.curvature, HODO_HESSIAN);
    const hodo_matrix before = trainee_dense(&t, &of);
    trainee_move(&t, 3, 0.5);
    const hodo_matrix after = trainee_dense(&t, &of);
    cr_assert(trainee_difference(before, after) > 1e-3);
    near(trainee_difference(after, hessian_by_differences(&t)) / trainee_largest(after), 0,
         difference_tolerance, 0);
    /* the first two rows alone, and the other five: their mean by rows is the whole */
    hodo_error error = {0};
    const hodo_matrix sum = trainee_matrix(&t, t.dimension, t.dimension);
    for (size_t part = 0; part < 2; part++) {
        const size_t first = part == 0 ? 0 : 2, count = part == 0 ? 2 : TRAINEE_ROWS - 2;
        hodo_objective some = t.objective;
        some.x = hodo_matrix_rows(some.x, first, count);
        some.y = hodo_matrix_rows(some.y, first, count);
        some.offset = hodo_matrix_rows(some.offset, first, count);
        ok(hodo_curvature_objective(t.curvature, &some, &error), error);
        const hodo_matrix piece = trainee_dense(&t, &of);
        for (size_t i = 0; i < t.dimension; i++) {
            const double share = (double)count / TRAINEE_ROWS;
            hodo_rows_add(&share, hodo_matrix_rows(piece, i, 1), hodo_matrix_rows(sum, i, 1));
        }
    }
    near(trainee_difference(sum, after) / trainee_largest(after), 0, identity_tolerance, 0);
    trainee_end(&t);
}

Test(curvature, refuses)
{
    trainee t;
    hodo_error error = {0};
    trainee_start(&t, 0, HODO_DOUBLE, 0);
    hodo_objective bad = t.objective;
    bad.x = hodo_matrix_rows(bad.x, 0, 3);
    cr_assert_eq(hodo_curvature_objective(t.curvature, &bad, &error), HODO_MISMATCH);
    bad = t.objective;
    bad.output_scale = NAN;
    cr_assert_eq(hodo_curvature_objective(t.curvature, &bad, &error), HODO_INVALID);
    bad = t.objective;
    bad.loss.kind = NULL;
    cr_assert_eq(hodo_curvature_objective(t.curvature, &bad, &error), HODO_INVALID);
    static const double factors[] = {-1.0, NAN, INFINITY};
    for (int i = 0; i < 3; i++) { /* -l is not convex: G would be called nonnegative and is not */
        bad = t.objective;
        bad.loss.factor = factors[i];
        cr_assert_eq(hodo_curvature_objective(t.curvature, &bad, &error), HODO_INVALID);
    }
    bad = t.objective;
    bad.x.rows = 0;
    cr_assert_eq(hodo_curvature_objective(t.curvature, &bad, &error), HODO_INVALID);
    bad = t.objective;
    bad.y.precision = HODO_FLOAT;
    cr_assert_eq(hodo_curvature_objective(t.curvature, &bad, &error), HODO_MISMATCH);
    bad = t.objective;
    bad.offset.columns = 1;
    cr_assert_null(hodo_curvature_take(t.arena, &t.network, &bad, 0, HODO_HESSIAN, &error));
    cr_assert_eq(error.status, HODO_MISMATCH);
    hodo_curvature *first = hodo_curvature_take(t.arena, &t.network, &t.objective, 0, HODO_GAUSS_NEWTON,
                                                &error);
    const hodo_operator hessian = hodo_curvature_operator(first, HODO_HESSIAN);
    const hodo_matrix row = trainee_matrix(&t, 1, t.dimension), image = trainee_matrix(&t, 1, t.dimension);
    cr_assert_eq(hodo_operator_apply(&hessian, row, image, &error), HODO_INVALID);
    cr_assert_eq(hodo_curvature_gradient(first, NULL, trainee_matrix(&t, 1, 3), &error), HODO_MISMATCH);
    hodo_matrix_set(t.objective.x, 2, 1, NAN);
    const hodo_operator g = hodo_curvature_operator(first, HODO_GAUSS_NEWTON);
    cr_assert_eq(hodo_operator_apply(&g, row, image, &error), HODO_NUMERIC);
    trainee_end(&t);
    /* a family, and nothing trained */
    const double scales[] = {0.5, 1.0};
    hodo_arena *arena = hodo_arena_alloc();
    for (size_t members = 1; members <= 2; members++) {
        hodo_architecture made;
        hodo_network network;
        const hodo_layer layers[] = {hodo_layer_dense(2, 2, 1.0, members == 2),
                                     hodo_feature(hodo_layer_scale(scales))};
        ok(hodo_architecture_make(arena, 2, members, layers, 2, &made, &error), error);
        ok(hodo_network_take(arena, &made, HODO_DOUBLE, &network, &error), error);
        const hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, 1, 2, &error);
        const hodo_objective o = {.x = x, .y = x, .loss = {&hodo_loss_square, 0}};
        cr_assert_null(hodo_curvature_take(arena, &network, &o, 0, HODO_HESSIAN, &error));
        cr_assert_eq(error.status, HODO_INVALID);
    }
    hodo_arena_free(arena);
}
