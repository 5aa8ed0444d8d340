#include "net/rule.h"
#include "zoo.h"

#include <string.h>

/* What a training step leaves out: b_0, and the copy of the batch. */

enum { SAMPLES = 3 };

/* Without b_0 every gradient, and every backward vector above, has the bits that it has with it; and the lowest
 * product is indeed left out: what stood at slot 0 still stands there. */
Test(pass, backward_may_stop_above_the_input)
{
    for (size_t which = 0; which < zoo_count; which++) {
        zoo_run run;
        hodo_error error = {0};
        zoo_start(&run, which, zoo_phi(5), SAMPLES, 12, 0.0); /* tanh */
        const size_t count = run.architecture.weight_count, members = zoo[which].members;
        const size_t lowest = run.architecture.weight_layer[0] + 1;
        hodo_matrix *kept = hodo_arena_take(run.arena, count, 2 * sizeof *kept, &error);
        const hodo_matrix turn =
            hodo_matrix_take(run.arena, HODO_DOUBLE, run.gradient.rows, run.gradient.columns, NULL);
        hodo_matrix_zero(turn);
        for (int wanted = 1; wanted >= 0; wanted--) {
            hodo_pass_want_input(run.pass, wanted != 0);
            cr_assert_eq(hodo_pass_backward_tangent(run.pass, turn, &error), HODO_INVALID);
            ok(hodo_pass_forward(run.pass, run.x, NULL, &error), error);
            if (!wanted) {
                hodo_matrix_set(run.pass->backward[0], 0, 0, 12345.0);
            }
            ok(hodo_pass_backward(run.pass, run.gradient, &error), error);
            ok(hodo_pass_tangent(run.pass, (hodo_direction){.weights = run.network.weights}, &error), error);
            ok(hodo_pass_backward_tangent(run.pass, turn, &error), error);
            for (size_t k = 0; k < count; k++) {
                const hodo_matrix w = run.network.weights[k];
                for (size_t part = 0; part < 2; part++) {
                    const hodo_matrix made = hodo_matrix_take(run.arena, HODO_DOUBLE, w.rows, w.columns, NULL);
                    if (part == 0) {
                        hodo_gradient_weight(run.pass, k, members - 1, 1.0, 0.0, made);
                    } else {
                        hodo_gradient_weight_tangent(run.pass, k, members - 1, made);
                    }
                    if (wanted) {
                        kept[2 * k + part] = made;
                    } else {
                        cr_assert_eq(
                            memcmp(made.data, kept[2 * k + part].data, w.rows * w.columns * sizeof(double)), 0);
                    }
                }
            }
        }
        near(hodo_matrix_get(run.pass->backward[0], 0, 0), 12345.0, 0, 0);
        for (size_t l = 0; l < run.architecture.feature_count; l++) {
            if (run.architecture.feature_slot[l] >= lowest) {
                (void)hodo_pass_feature_backward(run.pass, l);
            }
        }
        zoo_end(&run);
    }
}

static void same_output(const zoo_run *run, const hodo_matrix kept)
{
    const hodo_matrix output = hodo_pass_output(run->pass);
    cr_assert_eq(memcmp(output.data, kept.data, kept.rows * kept.columns * sizeof(double)), 0);
}

/* A batch written where the pass keeps its input is the batch; its first rows, one member's, go to all. */
Test(pass, inputs_in_place)
{
    for (size_t which = 0; which < zoo_count; which++) {
        zoo_run run;
        hodo_error error = {0};
        zoo_start(&run, which, zoo_phi(5), SAMPLES, 13, 0.0);
        const hodo_matrix output = hodo_pass_output(run.pass), place = hodo_pass_input(run.pass);
        const hodo_matrix kept = hodo_matrix_take(run.arena, HODO_DOUBLE, output.rows, output.columns, &error);
        hodo_matrix_copy(output, kept);
        for (size_t j = 0; j < zoo[which].members; j++) {
            hodo_matrix_copy(run.x, hodo_matrix_rows(place, j * SAMPLES, SAMPLES));
        }
        ok(hodo_pass_forward(run.pass, place, NULL, &error), error);
        same_output(&run, kept);
        hodo_matrix_zero(place);
        hodo_matrix_copy(run.x, hodo_matrix_rows(place, 0, SAMPLES));
        ok(hodo_pass_forward(run.pass, hodo_matrix_rows(place, 0, SAMPLES), NULL, &error), error);
        same_output(&run, kept);
        zoo_end(&run);
    }
}
