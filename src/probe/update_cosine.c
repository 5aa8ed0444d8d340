#include "probe/update_cosine.h"

#include "base/real.h"

#include <math.h>

/* The four sums of one matrix. */
typedef struct sums {
    double update, travelled, product, distance; /* |u|^2, |U_t|^2, <u, U_t>, |U_{t+1}|^2 */
} sums;

struct hodo_update_cosine {
    const hodo_network *network;
    hodo_matrix *initial,
        *before; /* (weight_count,) theta_0 and theta_t; data NULL for one that is not trained */
    sums *layer; /* (weight_count,) of the last step */
};

hodo_update_cosine *hodo_update_cosine_take(hodo_arena *arena, const hodo_network *network, hodo_error *error)
{
    const size_t count = network->architecture->weight_count;
    if (network->architecture->trained_count == 0) {
        hodo_fail(error, HODO_INVALID, "none of %zu weight layers is trained: updates have no cosine", count);
        return NULL;
    }
    hodo_update_cosine *cosine = hodo_arena_zero(arena, 1, sizeof *cosine, error);
    hodo_matrix *initial = hodo_arena_zero(arena, count, sizeof *initial, error);
    hodo_matrix *before = hodo_arena_zero(arena, count, sizeof *before, error);
    sums *layer = hodo_arena_zero(arena, count, sizeof *layer, error);
    if (cosine == NULL || initial == NULL || before == NULL || layer == NULL) {
        return NULL;
    }
    *cosine = (hodo_update_cosine){.network = network, .initial = initial, .before = before, .layer = layer};
    for (size_t k = 0; k < count; k++) {
        const hodo_matrix w = network->weights[k];
        if (!hodo_weight_layer(network->architecture, k)->trained) {
            continue;
        }
        initial[k] = hodo_matrix_take(arena, w.precision, w.rows, w.columns, error);
        before[k] = hodo_matrix_take(arena, w.precision, w.rows, w.columns, error);
        if (initial[k].data == NULL || before[k].data == NULL) {
            return NULL;
        }
        hodo_matrix_copy(w, initial[k]);
        hodo_matrix_copy(w, before[k]);
    }
    return cosine;
}

/* One row: the four sums, with a partial sum for each of a few lanes so that the order is fixed, and theta_t <-
 * theta_{t+1}. */
enum { PARTIAL_SUMS = 4 };

#define ENTRY(lane, j)                                                                                         \
    do {                                                                                                       \
        const double at = (double)now[j], old = (double)then[j], start = (double)first[j];                     \
        const double u = at - old, way = old - start, all = at - start;                                        \
        uu[lane] += u * u;                                                                                     \
        ww[lane] += way * way;                                                                                 \
        uw[lane] += u * way;                                                                                   \
        aa[lane] += all * all;                                                                                 \
        then[j] = now[j];                                                                                      \
    } while (0)

static double add_up(const double partial[PARTIAL_SUMS])
{
    return (partial[0] + partial[2]) + (partial[1] + partial[3]);
}

static sums compare(hodo_matrix w, hodo_matrix initial, hodo_matrix before)
{
    sums total = {0};
    WITH_REAL(
        w.precision, for (size_t i = 0; i < w.rows; i++) {
            const real *restrict now = (const real *)w.data + i * w.stride;
            const real *restrict first = (const real *)initial.data + i * initial.stride;
            real *restrict then = (real *)before.data + i * before.stride;
            double uu[PARTIAL_SUMS] = {0}, ww[PARTIAL_SUMS] = {0}, uw[PARTIAL_SUMS] = {0},
                   aa[PARTIAL_SUMS] = {0};
            size_t j = 0;
            for (; j + PARTIAL_SUMS <= w.columns; j += PARTIAL_SUMS) {
                for (size_t lane = 0; lane < PARTIAL_SUMS; lane++) {
                    ENTRY(lane, j + lane);
                }
            }
            for (size_t lane = 0; j < w.columns; j++, lane++) {
                ENTRY(lane, j);
            }
            total.update += add_up(uu);
            total.travelled += add_up(ww);
            total.product += add_up(uw);
            total.distance += add_up(aa);
        });
    return total;
}

hodo_status hodo_update_cosine_step(hodo_update_cosine *cosine, hodo_error *error)
{
    const size_t count = cosine->network->architecture->weight_count;
    for (size_t k = 0; k < count; k++) {
        if (cosine->initial[k].data == NULL) {
            continue;
        }
        cosine->layer[k] = compare(cosine->network->weights[k], cosine->initial[k], cosine->before[k]);
        if (!isfinite(cosine->layer[k].update) || !isfinite(cosine->layer[k].distance)) {
            return hodo_fail(error, HODO_NUMERIC,
                             "weight layer %zu moved by |u|^2 = %g in a step: lower the learning rate", k,
                             cosine->layer[k].update);
        }
    }
    return HODO_OK;
}

static hodo_update described(sums s)
{
    const double update = sqrt(s.update), travelled = sqrt(s.travelled);
    return (hodo_update){.update = update,
                         .travelled = travelled,
                         .distance = sqrt(s.distance),
                         .product = s.product,
                         .cosine = update > 0 && travelled > 0 ? s.product / (update * travelled) : NAN};
}

hodo_update hodo_update_cosine_total(const hodo_update_cosine *cosine)
{
    sums total = {0};
    for (size_t k = 0; k < cosine->network->architecture->weight_count; k++) {
        total.update += cosine->layer[k].update;
        total.travelled += cosine->layer[k].travelled;
        total.product += cosine->layer[k].product;
        total.distance += cosine->layer[k].distance;
    }
    return described(total);
}

hodo_update hodo_update_cosine_layer(const hodo_update_cosine *cosine, size_t k)
{
    return described(cosine->layer[k]);
}
