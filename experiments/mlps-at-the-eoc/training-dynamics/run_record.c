#include "experiments/mlps-at-the-eoc/training-dynamics/run_record.h"

#include "base/hash.h"
#include "experiments/mlps-at-the-eoc/kernel_watch.h"
#include "probe/accuracy.h"
#include "probe/feature_change.h"
#include "probe/sharpness.h"
#include "probe/update_cosine.h"

#include <math.h>

typedef struct recorder {
    chaos_descent *of;
    hodo_pass *pass;
    hodo_feature_change *change;
    hodo_feature_move *moves; /* (feature_count,) */
    hodo_update_cosine *cosine;
    kernel_watch *watch;
    hodo_sharpness_probe *sharpness;
    size_t every, room, stepped; /* looks there is room for; steps that `cosine` has seen */
    bool open;                   /* the last look waits for its step */
    run_record *record;
} recorder;

/* What is known before step t. HODO_NUMERIC from a probe: the network has diverged, and nothing is kept. */
static hodo_status begin_look(recorder *of, size_t t, hodo_error *error)
{
    run_look *look = &of->record->looks[of->record->count];
    const hodo_dataset *data = &of->of->data;
    kernel_seen seen;
    hodo_sharpness sharpness;
    hodo_status status = hodo_pass_forward(of->pass, data->x, NULL, error);
    status = status != HODO_OK ? status : hodo_feature_change_measure(of->change, of->pass, of->moves, error);
    status = status != HODO_OK
                 ? status
                 : hodo_accuracy_labels(hodo_pass_output(of->pass), data->labels, &look->accuracy, error);
    status = status != HODO_OK ? status : kernel_watch_look(of->watch, &seen, error);
    status = status != HODO_OK ? status : hodo_sharpness_highest(of->sharpness, &sharpness, error);
    if (status != HODO_OK) {
        return status;
    }
    const double scale = of->of->gamma * of->of->gamma * (double)data->count; /* G = K / (n gamma^2) */
    look->step = t;
    look->sharpness = fmax(sharpness.value, seen.lower / scale); /* no Ritz value is above lambda_t */
    look->above = seen.upper / (scale * look->sharpness) - 1.0;
    look->products = sharpness.value / look->sharpness;
    look->drift = seen.drift.frobenius;
    for (size_t k = 1; k <= of->of->setting.network.depth; k++) {
        look->move[k] = of->moves[k].change;
    }
    of->open = true;
    return HODO_OK;
}

/* The step of the open look has been taken. */
static void end_look(recorder *of)
{
    run_look *look = &of->record->looks[of->record->count];
    look->eta = of->of->cell->eta;
    look->loss = of->of->cell->loss;
    look->cosine[0] = hodo_update_cosine_total(of->cosine).cosine;
    for (size_t k = 1; k <= of->of->setting.network.depth; k++) {
        look->cosine[k] = hodo_update_cosine_layer(of->cosine, k - 1).cosine;
    }
    of->record->count++;
}

static hodo_status follow(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                          hodo_error *error)
{
    recorder *of = context;
    const hodo_cell_state *cell = of->of->cell;
    (void)cohort, (void)x, (void)y;
    hodo_error mine = {HODO_OK, ""};
    hodo_status status = HODO_OK;
    if (cell->step > of->stepped) {
        of->stepped = cell->step;
        status = hodo_update_cosine_step(of->cosine, &mine);
        if (status == HODO_OK && of->open) {
            end_look(of);
        }
    }
    of->open = false;
    const size_t steps = of->of->setting.steps;
    if (status == HODO_OK && cell->stop == HODO_RUNNING && t < steps &&
        (t % of->every == 0 || t + 1 == steps)) {
        status = begin_look(of, t, &mine);
    }
    return status == HODO_OK || status == HODO_NUMERIC ? HODO_OK : hodo_fail(error, status, "%s", mine.message);
}

/* lambda_t by products with G, every time from noise alone: neither the kernel nor the vectors of a controller.
 * Once in some thousand looks such a search stops at an eigenvalue below. */
static hodo_sharpness_probe *take_sharpness(hodo_arena *arena, chaos_descent *of, const hodo_stream *stream,
                                            hodo_error *error)
{
    const hodo_objective objective = chaos_descent_objective(of);
    const hodo_sharpness_settings settings = {
        .route = HODO_ROUTE_PRODUCTS,
        .refresh = 1,
        .stream = {{stream->key[0], stream->key[1]}, hodo_hash_text(stream->cell, "products")}};
    hodo_curvature *curvature =
        hodo_curvature_take(arena, &of->cell->network, &objective, 0, HODO_GAUSS_NEWTON, error);
    return curvature == NULL ? NULL
                             : hodo_sharpness_take(arena, curvature, HODO_GAUSS_NEWTON, &settings, error);
}

static bool take(recorder *of, hodo_arena *arena, const hodo_stream *stream, hodo_error *error)
{
    const hodo_dataset *data = &of->of->data;
    hodo_network *network = &of->of->cell->network;
    const size_t layers = of->of->setting.network.depth + 1;
    hodo_stream watching = *stream;
    watching.cell = hodo_hash_text(watching.cell, "watch");
    of->pass = hodo_pass_take(arena, network, data->count, HODO_FIRST_ORDER, error);
    if (of->pass == NULL || hodo_pass_forward(of->pass, data->x, NULL, error) != HODO_OK) {
        return false;
    }
    of->change = hodo_feature_change_take(arena, of->pass, 0, error);
    of->moves = hodo_arena_take(arena, network->architecture->feature_count, sizeof *of->moves, error);
    of->cosine = hodo_update_cosine_take(arena, network, error);
    of->sharpness = take_sharpness(arena, of->of, &watching, error);
    of->watch = kernel_watch_take(arena, network, data->x, &watching, error);
    run_look *looks = hodo_arena_zero(arena, of->room, sizeof *looks, error);
    double *numbers = hodo_arena_take(arena, of->room, 2 * layers * sizeof *numbers, error);
    if (of->change == NULL || of->moves == NULL || of->cosine == NULL || of->watch == NULL ||
        of->sharpness == NULL || looks == NULL || numbers == NULL) {
        return false;
    }
    for (size_t i = 0; i < of->room; i++) {
        looks[i].cosine = numbers + 2 * layers * i;
        looks[i].move = looks[i].cosine + layers;
    }
    of->record->looks = looks;
    return true;
}

hodo_status run_record_make(hodo_arena *arena, chaos_descent *of, size_t every, const hodo_stream *stream,
                            run_record *record, hodo_error *error)
{
    hodo_error mine = {HODO_OK, ""};
    error = error != NULL ? error : &mine;
    *record = (run_record){.count = 0};
    recorder own = {.of = of, .every = every, .room = of->setting.steps / every + 2, .record = record};
    if (!take(&own, arena, stream, error)) {
        return error->status;
    }
    const hodo_observer observer = {.look = follow, .every = 1, .context = &own};
    const hodo_status status = chaos_descent_run(arena, of, &observer, error);
    record->stop = of->cell->stop;
    return status;
}
