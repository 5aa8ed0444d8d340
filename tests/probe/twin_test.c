#include "net/zoo.h"
#include "probe/twin.h"

/* Prop. 6.1 on towers that are 1-homogeneous above every feature, and its failure on one that is not. */

enum { SAMPLES = 3 };
static const double tolerance = 1e-10; /* inner products of a few hundred terms in double */

/* The largest relative defect over members and features of a case of the zoo. */
static double defect(size_t which, size_t row, hodo_loss loss)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_architecture architecture;
    hodo_network network;
    hodo_error error = {0};
    hodo_twin twins[64];
    ok(zoo[which].make(arena, zoo_phi(row), &architecture, &error), error);
    ok(hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, &error), error);
    hodo_speeds *speeds = hodo_speeds_take(arena, &network, SAMPLES, HODO_SECOND_ORDER, &error);
    const hodo_stream stream = hodo_stream_open(31, "tests/probe/twin", which);
    const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, SAMPLES, ZOO_INPUTS, &stream, 1000);
    const hodo_matrix y = zoo_normal(arena, HODO_DOUBLE, SAMPLES, ZOO_OUTPUTS, &stream, 1001);
    ok(hodo_speeds_measure(speeds, x, y, loss, (hodo_flow){0}, &stream, &error), error);
    ok(hodo_twins_measure(speeds, y, loss, twins, &error), error);
    double worst = 0.0;
    for (size_t at = 0; at < zoo[which].members * speeds->features; at++) {
        const hodo_matrix feature = hodo_pass_feature(speeds->pass, at % speeds->features);
        const size_t first = at / speeds->features * SAMPLES;
        const double scale = fabs(twins[at].left) + fabs(twins[at].right) + 1e-3;
        worst = fmax(worst, fabs(twins[at].left - twins[at].right) / scale);
        if (twins[at].turns) {
            near(twins[at].backward_speed * sqrt((double)(SAMPLES * feature.columns)) *
                     sqrt(zoo_dot(feature, feature, first, SAMPLES)) * twins[at].cosine,
                 twins[at].left, 1e-13, 1e-12);
        }
    }
    hodo_arena_free(arena);
    return worst;
}

Test(twin, backward_speed_formula)
{
    static const size_t homogeneous_rows[] = {0, 1, 2, 3}; /* linear, relu, abrelu, abs */
    for (size_t which = 0; which < 4; which++) {           /* towers without norm */
        for (size_t row = 0; row < 4; row++) {
            cr_assert_eq(hodo_activations[homogeneous_rows[row]].homogeneous, 1);
            near(defect(which, homogeneous_rows[row], (hodo_loss){&hodo_loss_square, 0}), 0.0, tolerance, 0);
            near(defect(which, homogeneous_rows[row], (hodo_loss){&hodo_loss_linear, 0}), 0.0, tolerance, 0);
            near(defect(which, homogeneous_rows[row], (hodo_loss){&hodo_loss_cross_entropy, 0}), 0.0, tolerance,
                 0);
        }
    }
}

/* Power: tanh is not homogeneous, and a layer norm above v breaks the formula. */
Test(twin, formula_needs_homogeneity)
{
    const size_t tanh_row = (size_t)(hodo_activation_find("tanh", NULL) - hodo_activations);
    cr_assert(defect(0, tanh_row, (hodo_loss){&hodo_loss_square, 0}) > 1e-3);
    cr_assert(defect(4, 1, (hodo_loss){&hodo_loss_square, 0}) > 1e-3);
}

Test(twin, needs_a_second_order_pass)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_architecture architecture;
    hodo_network network;
    hodo_error error = {0};
    hodo_twin twins[64];
    ok(zoo[0].make(arena, zoo_phi(1), &architecture, &error), error);
    ok(hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, &error), error);
    hodo_speeds *speeds = hodo_speeds_take(arena, &network, 1, HODO_FIRST_ORDER, &error);
    const hodo_stream stream = hodo_stream_open(31, "tests/probe/twin", 0);
    const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, 1, ZOO_INPUTS, &stream, 1000);
    const hodo_matrix y = zoo_normal(arena, HODO_DOUBLE, 1, ZOO_OUTPUTS, &stream, 1001);
    const hodo_loss loss = {&hodo_loss_square, 0};
    ok(hodo_speeds_measure(speeds, x, y, loss, (hodo_flow){0}, &stream, &error), error);
    cr_assert_eq(hodo_twins_measure(speeds, y, loss, twins, &error), HODO_INVALID);
    hodo_arena_free(arena);
}
