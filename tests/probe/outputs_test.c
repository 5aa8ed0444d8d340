/* What is read off outputs and features: agreement, accuracy, dead units, feature change. */
#include "probe/agreement.h"

#include "probe/accuracy.h"
#include "probe/dead_units.h"
#include "probe/feature_change.h"
#include "probe/mlp.h"

enum { ROWS = 500, OUTPUTS = 4 };

/* f = s + noise a, g = scale s + offset + noise b: s, a, b independent normals. */
static void pair_of(hodo_arena *arena, double noise, double scale, double offset, hodo_matrix *f,
                    hodo_matrix *g)
{
    const hodo_stream stream = hodo_stream_open(81, "tests/probe/agreement", 0);
    const hodo_matrix s = zoo_normal(arena, HODO_DOUBLE, ROWS, OUTPUTS, &stream, 1000);
    *f = zoo_normal(arena, HODO_DOUBLE, ROWS, OUTPUTS, &stream, 1001);
    *g = zoo_normal(arena, HODO_DOUBLE, ROWS, OUTPUTS, &stream, 1002);
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t c = 0; c < OUTPUTS; c++) {
            const double at = hodo_matrix_get(s, i, c);
            hodo_matrix_set(*f, i, c, at + noise * hodo_matrix_get(*f, i, c));
            hodo_matrix_set(*g, i, c, scale * at + offset + noise * hodo_matrix_get(*g, i, c));
        }
    }
}

static hodo_agreement agreement_of(hodo_matrix f, hodo_matrix g)
{
    hodo_agreement got;
    hodo_error error = {0};
    ok(hodo_agreement_of(f, g, &got, &error), error);
    return got;
}

/* Exact: the same; a scaled one (scale 2: determination 1 - 2/(1 + 4) and explained 1 - 1/4 but for the
 * means, which are taken off here); another sign. In law: 2000 pairs, signal 1 and noise variance v:
 * correlation 1/(1 + v)^2, determination 1 - 2 v/(1 + v); bands of 4.5 standard errors of a correlation,
 * 1/sqrt(2000). */
Test(agreement, values)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_matrix f, g;
    pair_of(arena, 0, 1, 0, &f, &g);
    hodo_agreement got = agreement_of(f, g);
    near(got.determination + got.explained + got.correlation + got.same_class, 4, 1e-12, 0);
    for (size_t c = 0; c < OUTPUTS; c++) { /* off with the means */
        double mean = 0;
        for (size_t i = 0; i < ROWS; i++) {
            mean += hodo_matrix_get(f, i, c) / ROWS;
        }
        for (size_t i = 0; i < ROWS; i++) {
            hodo_matrix_set(f, i, c, hodo_matrix_get(f, i, c) - mean);
            hodo_matrix_set(g, i, c, 2 * hodo_matrix_get(f, i, c));
        }
    }
    got = agreement_of(f, g);
    near(got.determination, 0.6, 1e-12, 0);
    near(got.explained, 0.75, 1e-12, 0);
    near(agreement_of(g, f).determination, 0.6, 1e-12, 0);
    near(agreement_of(g, f).explained, 0, 1e-12, 0);
    near(got.correlation, 1, 1e-12, 0);
    near(got.same_class, 1, 0, 0);
    hodo_matrix_scale(-0.5, g);
    got = agreement_of(f, g);
    near(got.determination, -3, 1e-12, 0);
    near(got.correlation, 1, 1e-12, 0);
    pair_of(arena, 0, 1, 100, &f, &g); /* an offset disagrees, but correlates */
    got = agreement_of(f, g);
    near(got.correlation, 1, 1e-9, 0);
    cr_assert(got.determination < -1000);
    const double band = 4.5 / sqrt(ROWS * OUTPUTS);
    pair_of(arena, sqrt(0.5), 1, 0, &f, &g);
    got = agreement_of(f, g);
    near(got.correlation, 1 / 2.25, 2 * band, 0);
    near(got.determination, 1 - 1 / 1.5, 2 * band, 0);
    cr_assert(got.same_class > 0.4 && got.same_class < 0.9);
    pair_of(arena, 1e3, 1, 0, &f, &g);
    got = agreement_of(f, g);
    near(got.correlation, 0, band * band, 0);
    near(got.determination, -1, 2 * band, 0);
    near(got.same_class, 1.0 / OUTPUTS, 4.5 * sqrt(3.0 / 16 / ROWS), 0);
    hodo_arena_free(arena);
}

Test(agreement, refuses)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_agreement got;
    hodo_matrix f, g;
    pair_of(arena, 1, 1, 0, &f, &g);
    cr_assert_eq(hodo_agreement_of(f, hodo_matrix_rows(g, 0, 3), &got, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_agreement_of(hodo_matrix_rows(f, 0, 0), hodo_matrix_rows(g, 0, 0), &got, &error),
                 HODO_INVALID);
    hodo_matrix_zero(g);
    got = agreement_of(f, g);
    cr_assert(isnan(got.explained) && isnan(got.correlation) && isfinite(got.determination));
    hodo_matrix_set(g, 1, 1, NAN);
    cr_assert_eq(hodo_agreement_of(f, g, &got, &error), HODO_NUMERIC);
    cr_assert(isnan(got.determination));
    hodo_arena_free(arena);
}

Test(accuracy, classes)
{
    hodo_error error = {0};
    float outputs[] = {0.1f, 0.3f, 0.2f, 5, -1, 5, -3, -2, -1, 0, 0, 0};
    float one_hot[] = {0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0};
    double centred[12];
    const uint8_t labels[] = {1, 0, 2, 0}, others[] = {0, 2, 2, 1}, far[] = {0, 1, 3, 0};
    const hodo_matrix f = hodo_matrix_view(HODO_FLOAT, outputs, 4, 3),
                      y = hodo_matrix_view(HODO_FLOAT, one_hot, 4, 3);
    double accuracy;
    for (size_t i = 0; i < 12; i++) {
        centred[i] = (double)one_hot[i] - 1.0 / 3;
    }
    ok(hodo_accuracy_labels(f, labels, &accuracy, &error), error);
    near(accuracy, 1, 0, 0); /* the first of equal outputs */
    ok(hodo_accuracy_labels(f, others, &accuracy, &error), error);
    near(accuracy, 0.25, 0, 0);
    ok(hodo_accuracy_targets(f, y, &accuracy, &error), error);
    near(accuracy, 0.75, 0, 0);
    ok(hodo_accuracy_targets(f, hodo_matrix_view(HODO_DOUBLE, centred, 4, 3), &accuracy, &error), error);
    near(accuracy, 0.75, 0, 0);
    cr_assert_eq(hodo_accuracy_labels(f, far, &accuracy, &error), HODO_INVALID);
    cr_assert_eq(hodo_accuracy_targets(f, hodo_matrix_rows(y, 0, 3), &accuracy, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_accuracy_labels(hodo_matrix_rows(f, 0, 0), labels, &accuracy, &error), HODO_INVALID);
    outputs[7] = NAN;
    cr_assert_eq(hodo_accuracy_labels(f, labels, &accuracy, &error), HODO_NUMERIC);
    cr_assert(isnan(accuracy));
}

Test(accuracy, signs)
{
    hodo_error error = {0};
    double outputs[] = {0.5, -2, 3, 0, 1e-9}, signs[] = {1, -1, -1, -1, 1};
    const uint8_t labels[] = {1, 0, 0, 0, 1}, third[] = {1, 0, 0, 0, 2};
    const hodo_matrix f = hodo_matrix_view(HODO_DOUBLE, outputs, 5, 1),
                      y = hodo_matrix_view(HODO_DOUBLE, signs, 5, 1);
    double accuracy;
    ok(hodo_accuracy_labels(f, labels, &accuracy, &error), error);
    near(accuracy, 0.8, 0, 1e-15);
    ok(hodo_accuracy_targets(f, y, &accuracy, &error), error);
    near(accuracy, 0.8, 0, 1e-15);
    cr_assert_eq(hodo_accuracy_labels(f, third, &accuracy, &error), HODO_INVALID);
}

/* Units whose weights are all negative die on positive inputs; units of the second layer whose weights are
 * negative die on the outputs of a ReLU. One row that wakes a unit is enough. */
Test(dead_units, shares)
{
    mlp net;
    hodo_error error = {0};
    double shares[2];
    mlp_start(&net, HODO_FLOAT, 25, 21, true);
    cr_assert_eq(hodo_activation_count(&net.architecture), 2);
    for (size_t s = 0; s < net.x.rows; s++) {
        for (size_t j = 0; j < MLP_INPUTS; j++) {
            hodo_matrix_set(net.x, s, j, fabs(hodo_matrix_get(net.x, s, j)) + 0.1);
        }
    }
    for (size_t k = 0; k < 2; k++) { /* the multipliers are .7 and -1.6 */
        const hodo_matrix w = net.network.weights[k];
        for (size_t i = 0; i < w.rows; i++) {
            for (size_t j = 0; j < w.columns; j++) {
                const double size = fabs(hodo_matrix_get(w, i, j)) + 0.01;
                hodo_matrix_set(w, i, j, (i < 5 + k ? -size : size) * (k == 0 ? 1 : -1));
            }
        }
    }
    mlp_run(&net);
    ok(hodo_dead_units(net.pass, 0, net.arena, shares, &error), error);
    near(shares[0], 5.0 / MLP_FIRST, 0, 1e-15);
    near(shares[1], 6.0 / MLP_SECOND, 0, 1e-15);
    hodo_matrix_set(net.network.weights[0], 2, 0, 1e4);
    mlp_run(&net);
    ok(hodo_dead_units(net.pass, 0, net.arena, shares, &error), error);
    near(shares[0], 4.0 / MLP_FIRST, 0, 1e-15);
    cr_assert_eq(hodo_dead_units(net.pass, 1, net.arena, shares, &error), HODO_INVALID);
    mlp_end(&net);
}

/* Against copies that the test keeps; nothing has moved at first. */
Test(feature_change, of_training)
{
    for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
        mlp net, other;
        hodo_error error = {0};
        hodo_matrix first[4];
        hodo_feature_move moves[4];
        mlp_start(&net, (hodo_precision)precision, 13, 22, true);
        mlp_start(&other, (hodo_precision)precision, 12, 22, true);
        cr_assert_eq(net.architecture.feature_count, 4);
        hodo_feature_change *change = hodo_feature_change_take(net.arena, net.pass, 0, &error);
        for (size_t l = 0; l < 4; l++) {
            const hodo_matrix f = hodo_pass_feature(net.pass, l);
            first[l] = hodo_matrix_take(net.arena, f.precision, f.rows, f.columns, &error);
            hodo_matrix_copy(f, first[l]);
        }
        for (int t = 0; t < 4; t++) {
            ok(hodo_feature_change_measure(change, net.pass, moves, &error), error);
            for (size_t l = 0; l < 4; l++) {
                double moved = 0, start = 0, square = 0, product = 0, magnitude = 0;
                const hodo_matrix f = hodo_pass_feature(net.pass, l);
                const double entries = (double)(f.rows * f.columns);
                for (size_t i = 0; i < f.rows; i++) {
                    for (size_t j = 0; j < f.columns; j++) {
                        const double a = hodo_matrix_get(f, i, j), b = hodo_matrix_get(first[l], i, j);
                        moved += (a - b) * (a - b);
                        start += b * b;
                        square += a * a;
                        product += a * b;
                        magnitude += fabs(a);
                    }
                }
                near(moves[l].change, sqrt(moved / entries), 0, 1e-13);
                near(moves[l].relative, sqrt(moved / start), 0, 1e-13);
                near(moves[l].rms, sqrt(square / entries), 0, 1e-13);
                near(moves[l].mean_magnitude, magnitude / entries, 0, 1e-13);
                near(moves[l].cosine, product / sqrt(square * start), 0, 1e-13);
                cr_assert((moves[l].change == 0) == (t == 0 || l == 0));
            }
            mlp_step(&net, 0.1);
            mlp_run(&net);
        }
        cr_assert_null(hodo_feature_change_take(net.arena, net.pass, 1, &error));
        cr_assert_eq(hodo_feature_change_measure(change, other.pass, moves, &error), HODO_MISMATCH);
        hodo_matrix_set(hodo_pass_feature(net.pass, 2), 3, 3, NAN);
        cr_assert_eq(hodo_feature_change_measure(change, net.pass, moves, &error), HODO_NUMERIC);
        mlp_end(&net);
        mlp_end(&other);
    }
}
