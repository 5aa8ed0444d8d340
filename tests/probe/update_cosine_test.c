/* Cosines of updates against their definition on copies that the test keeps, and on paths whose cosine is
 * known. */
#include "probe/update_cosine.h"

#include "probe/mlp.h"

#include <string.h>

/* All trained weights one after the other, in double. */
enum { MOST = MLP_INPUTS * MLP_FIRST + MLP_FIRST * MLP_SECOND + MLP_SECOND * MLP_OUTPUTS };

static size_t flatten(const mlp *net, size_t only, double *out)
{
    size_t count = 0;
    for (size_t k = 0; k < MLP_WEIGHTS; k++) {
        const hodo_matrix w = net->network.weights[k];
        const bool trained = hodo_weight_layer(&net->architecture, k)->trained;
        for (size_t i = 0; trained && (only == k || only == MLP_WEIGHTS) && i < w.rows; i++) {
            for (size_t j = 0; j < w.columns; j++) {
                out[count++] = hodo_matrix_get(w, i, j);
            }
        }
    }
    return count;
}

static void same(hodo_update got, const double *first, const double *before, const double *now, size_t count)
{
    double uu = 0, ww = 0, uw = 0, all = 0;
    for (size_t i = 0; i < count; i++) {
        const double u = now[i] - before[i], way = before[i] - first[i];
        uu += u * u;
        ww += way * way;
        uw += u * way;
        all += (now[i] - first[i]) * (now[i] - first[i]);
    }
    near(got.update, sqrt(uu), 0, 1e-12);
    near(got.travelled, sqrt(ww), 0, 1e-12);
    near(got.product, uw, 1e-12 * sqrt(uu * ww), 0);
    near(got.distance, sqrt(all), 0, 1e-12);
    if (ww == 0 || uu == 0) {
        cr_assert(isnan(got.cosine));
        return;
    }
    near(got.cosine, uw / sqrt(uu * ww), 1e-12, 0);
    near(got.distance * got.distance, ww + 2 * got.cosine * got.update * got.travelled + uu, 0,
         1e-11); /* the identity */
}

/* SGD on a network, float and double; layer by layer and in all. Power: the total is not the mean of the
 * layers. */
Test(update_cosine, of_training)
{
    enum { STEPS = 6 };
    for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
        static double first[MOST], before[MOST], now[MOST];
        mlp net;
        hodo_error error = {0};
        double apart = 0;
        mlp_start(&net, (hodo_precision)precision, 9, 11, true);
        hodo_update_cosine *cosine = hodo_update_cosine_take(net.arena, &net.network, &error);
        cr_assert_not_null(cosine);
        static double history[STEPS + 1][MLP_WEIGHTS + 1][MOST];
        for (int t = 0; t <= STEPS; t++) {
            for (size_t k = 0; k <= MLP_WEIGHTS; k++) {
                const size_t count = flatten(&net, k, history[t][k]);
                if (t > 0) {
                    memcpy(first, history[0][k], sizeof first);
                    memcpy(before, history[t - 1][k], sizeof before);
                    memcpy(now, history[t][k], sizeof now);
                    same(k == MLP_WEIGHTS ? hodo_update_cosine_total(cosine)
                                          : hodo_update_cosine_layer(cosine, k),
                         first, before, now, count);
                }
            }
            if (t > 1) {
                double mean = 0;
                for (size_t k = 0; k < MLP_WEIGHTS; k++) {
                    mean += hodo_update_cosine_layer(cosine, k).cosine / MLP_WEIGHTS;
                }
                apart = fmax(apart, fabs(mean - hodo_update_cosine_total(cosine).cosine));
            }
            mlp_step(&net, 0.2);
            mlp_run(&net);
            ok(hodo_update_cosine_step(cosine, &error), error);
        }
        cr_assert(apart > 1e-3, "%g", apart);
        mlp_end(&net);
    }
}

/* Adds d to one entry and asks. */
static double cosine_after(mlp *net, hodo_update_cosine *cosine, size_t row, size_t column, double d)
{
    hodo_error error = {0};
    const hodo_matrix w = net->network.weights[0];
    hodo_matrix_set(w, row, column, hodo_matrix_get(w, row, column) + d);
    ok(hodo_update_cosine_step(cosine, &error), error);
    return hodo_update_cosine_total(cosine).cosine;
}

Test(update_cosine, known_paths)
{
    mlp net;
    hodo_error error = {0};
    mlp_start(&net, HODO_DOUBLE, 2, 12, true);
    hodo_update_cosine *cosine = hodo_update_cosine_take(net.arena, &net.network, &error);
    cr_assert(isnan(cosine_after(&net, cosine, 0, 0, 0.5)));   /* U_0 = 0 */
    near(cosine_after(&net, cosine, 0, 0, 0.25), 1, 1e-15, 0); /* straight on */
    near(cosine_after(&net, cosine, 1, 3, 0.75), 0, 1e-15, 0); /* a new direction */
    near(cosine_after(&net, cosine, 1, 3, -1), -sqrt(0.5), 1e-12, 0);
    near(cosine_after(&net, cosine, 1, 3, 0.25), -0.25 / hypot(0.75, 0.25), 1e-12, 0);
    near(cosine_after(&net, cosine, 0, 0, -0.75), -1, 1e-15, 0); /* all undone */
    near(hodo_update_cosine_total(cosine).distance, 0, 1e-15, 0);
    cr_assert(isnan(cosine_after(&net, cosine, 0, 0, 0))); /* nothing moved */
    mlp_end(&net);
}

Test(update_cosine, refuses)
{
    mlp net;
    hodo_error error = {0};
    mlp_start(&net, HODO_FLOAT, 2, 13, false);
    hodo_update_cosine *cosine = hodo_update_cosine_take(net.arena, &net.network, &error);
    mlp_step(&net, 0.1);
    hodo_matrix_set(net.network.weights[1], 0, 0, 77); /* not trained: not looked at */
    ok(hodo_update_cosine_step(cosine, &error), error);
    const hodo_update still = hodo_update_cosine_layer(cosine, 1);
    cr_assert(still.update == 0 && still.travelled == 0 && isnan(still.cosine));
    cr_assert(hodo_update_cosine_total(cosine).update > 0 && hodo_update_cosine_total(cosine).update < 70);
    hodo_matrix_set(net.network.weights[2], 0, 0, INFINITY);
    cr_assert_eq(hodo_update_cosine_step(cosine, &error), HODO_NUMERIC);
    cr_assert(strstr(error.message, "layer 2") != NULL, "%s", error.message);
    for (size_t i = 0; i < net.architecture.count; i++) {
        net.architecture.layers[i].trained = false;
    }
    net.architecture.trained_count = 0;
    cr_assert_null(hodo_update_cosine_take(net.arena, &net.network, &error));
    cr_assert_eq(error.status, HODO_INVALID);
    mlp_end(&net);
}
