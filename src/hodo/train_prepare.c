#include "hodo/train_run.h"

#include "hodo/named_training.h"
#include "hodo/weights_folder.h"

#include <string.h>

/* Looks at loss and accuracy cost a forward pass a sample, a third of a step; two sets of rows of this share of
 * the samples between looks cost a fifth of the training. */
static const double LOOK_SHARE = 0.3;
enum { LOOK_LEAST = 1000 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void plan(hodo_train_run *run)
{
    const hodo_settings *settings = run->settings;
    run->epoch_steps = run->data.epoch / run->data.batch > 0 ? run->data.epoch / run->data.batch : 1;
    const bool by_steps = settings->steps >= 0;
    run->steps = by_steps ? (size_t)settings->steps : (size_t)settings->epochs * run->epoch_steps;
    run->every = settings->probe_every > 0 ? (size_t)settings->probe_every
                 : by_steps                ? (run->steps + 19) / 20
                                           : run->epoch_steps;
    run->every = run->every > 0 ? run->every : 1;
}

static hodo_status take_rows(hodo_train_run *run, hodo_error *error)
{
    const hodo_dataset *train = &run->data.train, *test = &run->data.test;
    hodo_train_scene *scene = &run->scene;
    const hodo_precision precision = run->network.network.precision;
    const double share = LOOK_SHARE * (double)run->every * (double)run->data.batch;
    const size_t least = share > LOOK_LEAST ? (size_t)share : LOOK_LEAST;
    scene->test_look =
        hodo_settings_given(run->settings, "test-samples") ? test->count : smaller(test->count, least);
    hodo_status status = hodo_named_rows(test, test->count, precision, run->arena, &scene->test_x,
                                         &scene->test_y, error);
    if (status == HODO_OK) {
        status = hodo_named_rows(train, smaller(train->count, scene->test_look), precision, run->arena,
                                 &scene->train_x, &scene->train_y, error);
    }
    if (status == HODO_OK) {
        status = hodo_named_rows(train, smaller(train->count, (size_t)run->settings->probe_samples), precision,
                                 run->arena, &scene->probe_x, &scene->probe_y, error);
    }
    return status;
}

static hodo_status take_cohort(hodo_train_run *run, hodo_training *training, hodo_error *error)
{
    const hodo_settings *settings = run->settings;
    const hodo_cell_setting setting = {settings->eta, settings->gamma};
    hodo_train_scene *scene = &run->scene;
    training->stop.check = run->every;
    scene->cohort = hodo_cohort_take(run->arena, &run->network.network, training, &setting, 1, error);
    if (scene->cohort == NULL) {
        return error != NULL ? error->status : HODO_INVALID;
    }
    scene->cell = hodo_cohort_cell(scene->cohort, 0);
    scene->loss = training->loss;
    scene->rates = run->network.rates;
    return HODO_OK;
}

static hodo_status take_control(hodo_train_run *run, const hodo_schedule *schedule, hodo_error *error)
{
    const bool automatic = run->network.parametrization->automatic != HODO_AUTOMATIC_NONE;
    const bool sharpness = hodo_schedule_needs_sharpness(schedule);
    if (automatic && sharpness) {
        return hodo_fail(error, HODO_INVALID,
                         "parametrization '%s' and --schedule=sharpness both measure the rates: give one",
                         run->settings->parametrization);
    }
    if (automatic) {
        const hodo_automatic_settings settings = {.every = (size_t)run->settings->rates_every};
        return hodo_control_automatic(run->arena, run->scene.cohort, &settings, &run->network.readout_scale,
                                      &run->control, error);
    }
    const hodo_stream stream = hodo_draws_of(run->settings, HODO_DRAWS_PROBE);
    return sharpness ? hodo_control_sharpness(run->arena, run->scene.cohort, 1, &stream, &run->control, error)
                     : HODO_OK;
}

static hodo_status take_looks(hodo_train_run *run, hodo_error *error)
{
    hodo_train_scene *scene = &run->scene;
    hodo_status status = hodo_train_scene_take(scene, error);
    if (status == HODO_OK) {
        status = hodo_train_panel_take(scene, run->settings->probes, &run->panel, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    for (size_t i = 0; i < run->panel.count; i++) {
        run->wants_steps = run->wants_steps || run->panel.chosen[i].probe->follow != NULL;
    }
    run->values = hodo_arena_zero(run->arena, run->panel.values, sizeof *run->values, error);
    run->table = hodo_train_table_alloc(&run->panel, scene, error);
    return run->values != NULL && run->table != NULL ? HODO_OK : HODO_NO_MEMORY;
}

hodo_status hodo_train_run_prepare(hodo_train_run *run, hodo_settings *settings, hodo_arena *arena,
                                   hodo_arena *scratch, hodo_error *error)
{
    *run = (hodo_train_run){
        .settings = settings, .arena = arena, .scratch = scratch, .end = {.how = "", .reason = ""}};
    hodo_status status = hodo_table_file_check(settings->output, "hodo train", error);
    if (status == HODO_OK) {
        status = hodo_named_data_open(settings, arena, &run->data, error);
    }
    if (status == HODO_OK) {
        status = hodo_named_data_source(settings, arena, &run->data, &run->source, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    plan(run);
    run->scene = (hodo_train_scene){
        .settings = settings, .arena = arena, .scratch = scratch, .regression = run->data.train.labels == NULL};
    status = hodo_named_network_make(settings, &run->data.train, run->data.train.y.columns, arena,
                                     &run->network, error);
    if (status == HODO_OK && settings->save != NULL) {
        status = hodo_weights_prepare(settings->save, run->network.architecture.weight_count, error);
    }
    hodo_training training;
    if (status == HODO_OK) {
        status = hodo_named_training(settings, &run->data, &run->network, run->steps, &training, error);
    }
    if (status == HODO_OK) {
        status = take_rows(run, error);
    }
    if (status == HODO_OK) {
        status = take_cohort(run, &training, error);
    }
    if (status == HODO_OK) {
        status = take_control(run, &training.schedule, error);
    }
    return status == HODO_OK ? take_looks(run, error) : status;
}

void hodo_train_run_clear(hodo_train_run *run)
{
    hodo_table_free(run->table);
    hodo_named_data_clear(&run->data);
    run->table = NULL;
}
