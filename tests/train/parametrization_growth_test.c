#include "train/slope.h"
#include "train/started.h"

/* nup where its widths grow as l^2 N: hidden layer l moves by T = sqrt(N/m_l) of the spectral condition's
 * target sqrt(m_l/m_{l-1}), the same T for gradient, entrywise and orthogonal steps; f starts at N^-1/2. */

enum { DRAWS = 300, DEPTH = 5, WIDTH = 16, INPUTS = 8 };

/* Three ratios of means of squares, each at 5 standard errors: below 1e-5 false alarms; O(1/N) between them. */
static const double sigmas = 5.0, systematic = 0.05;

Test(parametrization_growth, steps_of_nup)
{
    static double squares[DEPTH][DRAWS], outputs[DRAWS]; /* each test is a process */
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_parametrization *row = hodo_parametrization_find("nup", &error);
    const started_shape shape = {
        .inputs = INPUTS, .width = WIDTH, .depth = DEPTH, .outputs = 1, .width_growth = row->width_growth};
    for (size_t draw = 0; draw < DRAWS; draw++) {
        const hodo_stream stream = hodo_stream_open(draw, "tests/train/growth", 0);
        started run;
        started_network(&run, arena, &shape, row, HODO_STEP_GRADIENT, &stream, 1);
        const hodo_matrix x = started_inputs(arena, 1, INPUTS, &stream, 1000);
        const hodo_matrix y = started_normal(arena, 1, 1, &stream, 1001);
        double norms[DEPTH], rates[DEPTH];
        started_backward(&run, x, y);
        ok(hodo_gradient_norms(run.pass, norms, &error), error);
        const double f = hodo_matrix_get(hodo_pass_output(run.pass), 0, 0);
        const double residual = f - hodo_matrix_get(y, 0, 0);
        outputs[draw] = f * f * WIDTH;
        for (hodo_step_kind step = 0; step < HODO_STEP_KINDS; step++) {
            ok(hodo_parametrization_apply(row, &run.scales, step, &run.architecture, rates, &error), error);
            for (size_t k = 0; k < DEPTH; k++) {
                const hodo_layer *layer = started_layer(&run, k);
                const double in = (double)layer->fan_in, out = (double)layer->fan_out;
                const double t = k + 1 < DEPTH ? sqrt(WIDTH / out) : 1.0;
                const double steps[] = {sqrt(norms[k]) / residual, sqrt(in * out), 1.0};
                const double change = layer->multiplier * rates[k] * steps[step] / (t * sqrt(out / in));
                if (step == HODO_STEP_GRADIENT) {
                    squares[k][draw] = change * change;
                } else {
                    near(change, 1.0, 0, 1e-14);
                }
            }
        }
        if (draw == 0) {
            for (size_t l = 1; l < DEPTH; l++) {
                cr_assert_eq(run.network.weights[l].columns, l * l * WIDTH);
            }
        }
        hodo_arena_reset(arena);
    }
    const slope_mean first = slope_mean_of(squares[1], DRAWS), output = slope_mean_of(outputs, DRAWS);
    for (size_t k = 2; k + 1 < DEPTH; k++) {
        const slope_mean mean = slope_mean_of(squares[k], DRAWS);
        const double spread = hypot(mean.error / mean.mean, first.error / first.mean);
        slope_show("nup, to hidden layer 2", 0, k, mean.mean / first.mean, spread, 1.0);
        near(mean.mean / first.mean, 1.0, sigmas * spread + systematic, 0);
        cr_assert(sigmas * spread + systematic < 0.75); /* without T the ratios are 1/4 and 1/9 */
    }
    near(output.mean, 1.0, sigmas * output.error, 0);
    hodo_arena_free(arena);
}
