#include "net/zoo.h"
#include "probe/angle.h"
#include "probe/feature_kernel.h"
#include "probe/jacobian.h"
#include "probe/slice.h"

#include <string.h>

/* Dense Jacobians against differences and tangents, on the zoo; the kernel against the pass's own velocity. */

/* Central differences with h = 1e-5 of maps of third derivatives of order 1 away from their kinks: h^2 = 1e-10
 * of truncation, and rounding 1e-16/h = 1e-11, each times sizes of order 10. */
static const double h = 1e-5, difference_tolerance = 2e-8;
/* Identities of inner products of a few hundred terms in double. */
static const double identity_tolerance = 1e-10;
static const double margin = 1e-3; /* from the kinks: 100 h */

static hodo_matrix row_of(hodo_matrix a, size_t row)
{
    return hodo_matrix_rows(a, row, 1);
}

/* f_v of a slice at feature + step e_j, into out (1, m_v). */
static void shifted(hodo_arena *arena, zoo_run *run, size_t member, size_t u, size_t v, hodo_matrix feature,
                    size_t j, double step, hodo_matrix out)
{
    hodo_error error = {0};
    hodo_slice *slice = hodo_slice_take(arena, &run->network, member, u, v, 1, &error);
    cr_assert_not_null(slice, "%s", error.message);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, 1, feature.columns, &error);
    hodo_matrix_copy(feature, x);
    hodo_matrix_set(x, 0, j, hodo_matrix_get(x, 0, j) + step);
    ok(hodo_pass_forward(slice->pass, x, NULL, &error), error);
    hodo_matrix_copy(hodo_pass_output(slice->pass), out);
}

/* The largest error of J, scaled by sqrt(1 + its largest entry squared), against central differences. */
static double difference_error(hodo_arena *arena, zoo_run *run, size_t member, size_t u, size_t v,
                               hodo_matrix feature, hodo_matrix jacobian)
{
    const hodo_matrix up = hodo_matrix_take(arena, HODO_DOUBLE, 1, jacobian.rows, NULL);
    const hodo_matrix down = hodo_matrix_take(arena, HODO_DOUBLE, 1, jacobian.rows, NULL);
    double worst = 0.0, largest = 1.0;
    for (size_t j = 0; j < jacobian.columns; j++) {
        shifted(arena, run, member, u, v, feature, j, h, up);
        shifted(arena, run, member, u, v, feature, j, -h, down);
        for (size_t i = 0; i < jacobian.rows; i++) {
            const double difference = (hodo_matrix_get(up, 0, i) - hodo_matrix_get(down, 0, i)) / (2.0 * h);
            const double miss = fabs(difference - hodo_matrix_get(jacobian, i, j));
            worst = miss <= worst ? worst : miss; /* keeps a NaN */
            largest = fmax(largest, fabs(difference));
        }
    }
    return worst / largest;
}

static hodo_matrix jacobian_of(hodo_arena *arena, zoo_run *run, size_t member, size_t u, size_t v)
{
    const size_t *slot = run->architecture.feature_slot;
    hodo_error error = {0};
    const hodo_matrix jacobian = hodo_matrix_take(arena, HODO_DOUBLE, run->architecture.widths[slot[v]],
                                                  run->architecture.widths[slot[u]], &error);
    ok(hodo_jacobian(&run->network, member, u, v, row_of(hodo_pass_feature(run->pass, u), member), jacobian,
                     &error),
       error);
    return jacobian;
}

/* Every network and activation, every pair of features, every member. */
Test(jacobian, central_differences)
{
    for (size_t which = 0; which < zoo_count; which++) {
        for (size_t phi = 0; phi < zoo_phi_count(); phi++) {
            zoo_run run;
            zoo_start(&run, which, zoo_phi(phi), 1, 31, margin);
            hodo_arena *arena = hodo_arena_alloc();
            for (size_t member = 0; member < zoo[which].members; member++) {
                for (size_t u = 0; u + 1 < run.architecture.feature_count; u++) {
                    const size_t v = u + 1 + (u + phi) % (run.architecture.feature_count - 1 - u);
                    const hodo_matrix feature = row_of(hodo_pass_feature(run.pass, u), member);
                    const hodo_matrix jacobian = jacobian_of(arena, &run, member, u, v);
                    const double miss = difference_error(arena, &run, member, u, v, feature, jacobian);
                    cr_assert(miss <= difference_tolerance, "%s, phi %zu, member %zu, %zu to %zu: %g",
                              zoo[which].name, phi, member, u, v, miss);
                    hodo_arena_reset(arena);
                }
            }
            hodo_arena_free(arena);
            zoo_end(&run);
        }
    }
}

/* The power of the last test: the Jacobian of another sample is no Jacobian here, unless the map is linear. */
Test(jacobian, another_input_is_told_apart)
{
    zoo_run run;
    zoo_start(&run, 0, zoo_phi(5), 2, 32, margin);
    const hodo_matrix jacobian = jacobian_of(run.arena, &run, 0, 1, 4);
    hodo_error error = {0};
    const hodo_matrix other = row_of(hodo_pass_feature(run.pass, 1), 1);
    near(difference_error(run.arena, &run, 0, 1, 4, row_of(hodo_pass_feature(run.pass, 1), 0), jacobian), 0.0,
         difference_tolerance, 0);
    ok(hodo_jacobian(&run.network, 0, 1, 4, other, jacobian, &error), error);
    cr_assert(difference_error(run.arena, &run, 0, 1, 4, row_of(hodo_pass_feature(run.pass, 1), 0), jacobian) >
              1e-3);
    zoo_end(&run);
}

/* J v from the tangent of the inputs, and <w, J v> = <J^T w, v> with J^T w the backward pass. */
Test(jacobian, tangent_and_backward)
{
    for (size_t which = 0; which < zoo_count; which++) {
        for (size_t phi = 0; phi < zoo_phi_count(); phi++) {
            zoo_run run;
            zoo_start(&run, which, zoo_phi(phi), 1, 33, margin);
            hodo_error error = {0};
            const size_t last = run.architecture.feature_count - 1;
            const hodo_stream stream = hodo_stream_open(33, "tests/probe/jacobian", which);
            const hodo_matrix direction = zoo_normal(run.arena, HODO_DOUBLE, 1, ZOO_INPUTS, &stream, 2000);
            ok(hodo_pass_tangent(run.pass, (hodo_direction){.inputs = &direction}, &error), error);
            for (size_t member = 0; member < zoo[which].members; member++) {
                const hodo_matrix jacobian = jacobian_of(run.arena, &run, member, 0, last);
                const hodo_matrix product = hodo_matrix_take(run.arena, HODO_DOUBLE, 1, ZOO_OUTPUTS, &error);
                hodo_matrix_multiply(1.0, direction, false, jacobian, true, 0.0, product);
                const hodo_matrix tangent = row_of(hodo_pass_feature_tangent(run.pass, last), member);
                for (size_t i = 0; i < ZOO_OUTPUTS; i++) {
                    near(hodo_matrix_get(product, 0, i), hodo_matrix_get(tangent, 0, i), identity_tolerance,
                         identity_tolerance);
                }
                const hodo_matrix w = row_of(run.gradient, member);
                const hodo_matrix back = row_of(hodo_pass_feature_backward(run.pass, 0), member);
                near(zoo_dot(w, product, 0, 1), zoo_dot(back, direction, 0, 1), identity_tolerance,
                     identity_tolerance);
            }
            zoo_end(&run);
        }
    }
}

/* Wider than a block of rows, with the chain rule J(0 -> 3) = J(1 -> 3) J(0 -> 1). */
Test(jacobian, chain_rule_of_wide_layers)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_tower tower = {.inputs = 70, .width = 150, .depth = 5, .outputs = 3};
    hodo_architecture architecture;
    hodo_network network;
    ok(hodo_tower_architecture(arena, &tower, &architecture, &error), error);
    ok(hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, &error), error);
    const hodo_stream stream = hodo_stream_open(34, "tests/probe/chain", 0);
    hodo_pass *pass = hodo_pass_take(arena, &network, 1, HODO_FIRST_ORDER, &error);
    const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, 1, 70, &stream, 1000);
    ok(hodo_pass_forward(pass, x, &stream, &error), error);
    const hodo_matrix whole = hodo_matrix_take(arena, HODO_DOUBLE, 150, 70, &error);
    const hodo_matrix upper = hodo_matrix_take(arena, HODO_DOUBLE, 150, 150, &error);
    const hodo_matrix lower = hodo_matrix_take(arena, HODO_DOUBLE, 150, 70, &error);
    const hodo_matrix product = hodo_matrix_take(arena, HODO_DOUBLE, 150, 70, &error);
    ok(hodo_jacobian(&network, 0, 0, 3, x, whole, &error), error);
    ok(hodo_jacobian(&network, 0, 1, 3, hodo_pass_feature(pass, 1), upper, &error), error);
    ok(hodo_jacobian(&network, 0, 0, 1, x, lower, &error), error);
    hodo_matrix_multiply(1.0, upper, false, lower, false, 0.0, product);
    double values[150], trace = 0.0;
    ok(hodo_jacobian_spectrum(&network, 0, 0, 3, x, values, &error), error);
    for (size_t i = 0; i < 150; i++) {
        for (size_t j = 0; j < 70; j++) {
            near(hodo_matrix_get(whole, i, j), hodo_matrix_get(product, i, j), identity_tolerance, 0);
        }
        cr_assert(i == 0 || values[i] >= values[i - 1]);
        trace += values[i];
    }
    near(trace, zoo_dot(whole, whole, 0, 150), 0, identity_tolerance);
    near(values[79], 0.0, 0, 0); /* 150 rows of 70 columns */
    hodo_arena_free(arena);
}

/* A network of orthogonal matrices has all singular values 1. */
Test(jacobian, orthogonal_linear_network)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_tower tower = {.inputs = 10, .width = 90, .depth = 12, .hidden_initial = HODO_ORTHOGONAL,
                              .nonlinearity = {hodo_activation_find("linear", NULL), 0, 0}};
    static const hodo_precision precisions[] = {HODO_FLOAT, HODO_DOUBLE};
    static const double tolerances[] = {1e-5, 1e-13}; /* 10 products of eps each */
    for (size_t p = 0; p < 2; p++) {
        hodo_architecture architecture;
        hodo_network network;
        double values[90];
        const hodo_stream stream = hodo_stream_open(35, "tests/probe/orthogonal", p);
        ok(hodo_tower_architecture(arena, &tower, &architecture, &error), error);
        ok(hodo_network_take(arena, &architecture, precisions[p], &network, &error), error);
        ok(hodo_network_draw(&network, &stream, &error), error);
        const hodo_matrix feature = zoo_normal(arena, precisions[p], 1, 90, &stream, 1000);
        ok(hodo_jacobian_spectrum(&network, 0, 1, 11, feature, values, &error), error);
        near(values[0], 1.0, tolerances[p], 0);
        near(values[89], 1.0, tolerances[p], 0);
    }
    hodo_arena_free(arena);
}

/* f_v' = -K_v b_v, K_v symmetric, on the zoo; K_v with one rate less is told apart. */
Test(feature_kernel, velocity)
{
    size_t tried = 0, apart = 0;
    for (size_t which = 0; which < zoo_count; which++) {
        for (size_t phi = 0; phi < zoo_phi_count(); phi++) {
            zoo_run run;
            zoo_start(&run, which, zoo_phi(phi), 1, 36, 0.0);
            hodo_error error = {0};
            double rates[64];
            const size_t members = zoo[which].members;
            for (size_t at = 0; at < 64; at++) {
                rates[at] = 0.02 * (double)(1 + at % 7);
            }
            ok(hodo_pass_tangent(run.pass, (hodo_direction){.rates = rates}, &error), error);
            for (size_t each = 0; each < members * (run.architecture.feature_count - 1); each++) {
                const size_t member = each % members, v = 1 + each / members;
                const hodo_matrix velocity = row_of(hodo_pass_feature_tangent(run.pass, v), member);
                const hodo_matrix backward = row_of(hodo_pass_feature_backward(run.pass, v), member);
                const size_t m = velocity.columns;
                const hodo_matrix kernel = hodo_matrix_take(run.arena, HODO_DOUBLE, m, m, &error);
                const hodo_matrix product = hodo_matrix_take(run.arena, HODO_DOUBLE, 1, m, &error);
                ok(hodo_feature_kernel(&run.network, member, v, run.x, rates, kernel, &error), error);
                hodo_matrix_multiply(-1.0, backward, false, kernel, true, 0.0, product);
                const double scale = sqrt(zoo_dot(velocity, velocity, 0, 1));
                for (size_t i = 0; i < m; i++) {
                    near(hodo_matrix_get(product, 0, i), hodo_matrix_get(velocity, 0, i),
                         identity_tolerance * (1.0 + scale), 0);
                    near(hodo_matrix_get(kernel, 0, i), hodo_matrix_get(kernel, i, 0), identity_tolerance,
                         1e-12);
                }
                rates[member] *= 0.5; /* of the first dense layer */
                ok(hodo_feature_kernel(&run.network, member, v, run.x, rates, kernel, &error), error);
                rates[member] *= 2.0;
                hodo_matrix_multiply(1.0, backward, false, kernel, true, 1.0, product);
                apart += zoo_dot(product, product, 0, 1) > 1e-12 * scale * scale;
                tried++;
            }
            zoo_end(&run);
        }
    }
    /* Some networks of eight units are saturated above the first layer: its rate is then of no consequence. */
    cr_assert(10 * apart > 9 * tried, "%zu of %zu", apart, tried);
}

/* Balanced rates, as the angle experiments have them: the kernel gives the same velocity and angle. */
Test(feature_kernel, angle_and_spectrum)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_tower tower = {.inputs = 5, .width = 40, .depth = 7};
    hodo_architecture architecture;
    hodo_network network;
    ok(hodo_tower_architecture(arena, &tower, &architecture, &error), error);
    ok(hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, &error), error);
    hodo_speeds *speeds = hodo_speeds_take(arena, &network, 1, HODO_FIRST_ORDER, &error);
    const hodo_stream stream = hodo_stream_open(37, "tests/probe/balanced", 0);
    const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, 1, 5, &stream, 1000);
    const hodo_matrix y = zoo_normal(arena, HODO_DOUBLE, 1, 1, &stream, 1001);
    ok(hodo_speeds_measure(speeds, x, y, (hodo_loss){&hodo_loss_square, 0}, (hodo_flow){.kind = HODO_BALANCED},
                           &stream, &error),
       error);
    const hodo_matrix kernel = hodo_matrix_take(arena, HODO_DOUBLE, 40, 40, &error);
    const hodo_matrix turned = hodo_matrix_take(arena, HODO_DOUBLE, 1, 40, &error);
    ok(hodo_feature_kernel(&network, 0, 6, x, speeds->rates, kernel, &error), error);
    const hodo_matrix backward = hodo_pass_feature_backward(speeds->pass, 6);
    hodo_matrix_multiply(1.0, backward, false, kernel, true, 0.0, turned);
    const double cosine = zoo_dot(backward, turned, 0, 1) /
                          sqrt(zoo_dot(backward, backward, 0, 1) * zoo_dot(turned, turned, 0, 1));
    near(cosine, hodo_speeds_at(speeds, 0, 6)->cosine, identity_tolerance, 0);
    double values[40], trace = 0.0, sum = 0.0;
    ok(hodo_feature_kernel_spectrum(&network, 0, 6, x, speeds->rates, values, &error), error);
    for (size_t i = 0; i < 40; i++) {
        trace += hodo_matrix_get(kernel, i, i);
        sum += values[i];
    }
    near(sum, trace, 0, 1e-12);
    /* The last layer's term, rate |h|^2 I, bounds the spectrum from below. */
    const hodo_matrix top = hodo_pass_weight_input(speeds->pass, 5);
    cr_assert(values[0] >= speeds->rates[5] * zoo_dot(top, top, 0, 1) * (1.0 - identity_tolerance));
    hodo_arena_free(arena);
}

Test(jacobian, refusals)
{
    zoo_run run;
    zoo_start(&run, 1, zoo_phi(1), 1, 38, 0.0);
    const hodo_matrix feature = hodo_pass_feature(run.pass, 1),
                      square = hodo_matrix_take(run.arena, HODO_DOUBLE, 6, 6, NULL);
    hodo_error error = {0};
    double rates[64] = {0}, values[8];
    const hodo_network *net = &run.network;
    cr_assert_eq(hodo_jacobian(net, 0, 2, 2, feature, square, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "ascending"));
    cr_assert_eq(hodo_jacobian(net, 0, 1, 9, feature, square, &error), HODO_INVALID);
    cr_assert_eq(hodo_jacobian(net, 1, 1, 2, feature, square, &error), HODO_INVALID);
    cr_assert_eq(hodo_jacobian(net, 0, 0, 2, run.x, square, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_jacobian(net, 0, 1, 2, run.x, square, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_jacobian(net, 0, 1, 2, run.x, square, NULL), HODO_MISMATCH);
    cr_assert_eq(hodo_jacobian_spectrum(net, 0, 3, 1, feature, values, &error), HODO_INVALID);
    cr_assert_eq(hodo_feature_kernel(net, 0, 0, run.x, rates, square, &error), HODO_INVALID);
    cr_assert_eq(hodo_feature_kernel(net, 0, 6, run.x, rates, square, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_feature_kernel(net, 7, 2, run.x, rates, square, &error), HODO_INVALID);
    cr_assert_eq(hodo_feature_kernel_spectrum(net, 0, 99, run.x, rates, values, &error), HODO_INVALID);
    cr_assert_eq(hodo_feature_kernel(net, 0, 2, run.x, rates, square, &error), HODO_OK); /* nothing moves */
    near(zoo_dot(square, square, 0, 6), 0.0, 0, 0);
    zoo_end(&run);
}
