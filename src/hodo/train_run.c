#include "hodo/train_run.h"

#include "hodo/weights_folder.h"
#include "lab/progress.h"
#include "train/loop.h"

#include <string.h>

static hodo_status look(hodo_train_run *run, hodo_error *error)
{
    const double begun = hodo_progress_clock();
    hodo_train_scene *scene = &run->scene;
    hodo_status status = hodo_train_panel_measure(&run->panel, scene, run->values, error);
    if (status == HODO_OK) {
        const double epoch = (double)scene->cell->step * (double)run->data.batch / (double)run->data.epoch;
        status = hodo_train_table_look(run->table, scene, epoch, run->values, run->panel.values, error);
    }
    run->end.looks += hodo_progress_clock() - begun;
    return status;
}

/* What hodo_loop_run calls before every step and after the last. */
static hodo_status before_step(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                               hodo_error *error)
{
    hodo_train_run *run = context;
    hodo_train_scene *scene = &run->scene;
    (void)x;
    (void)y;
    hodo_train_progress_step(run->progress, t, scene->cell->loss);
    if (hodo_train_progress_signal(run->progress) != 0) {
        return hodo_fail(error, HODO_IO, "interrupted"); /* ends the loop; go() tells it from a failure */
    }
    hodo_train_scene_stale(scene);
    scene->step = t;
    scene->last = t == run->steps || hodo_cohort_running(cohort) == 0;
    const hodo_status status = run->wants_steps ? hodo_train_panel_follow(&run->panel, scene, error) : HODO_OK;
    return status == HODO_OK && (scene->last || t % run->every == 0) ? look(run, error) : status;
}

static void judge(hodo_train_run *run, bool interrupted)
{
    const hodo_cell_state *cell = run->scene.cell;
    run->end.steps = cell->step;
    run->end.how = interrupted                  ? "interrupted"
                   : cell->stop == HODO_RUNNING ? "all steps taken"
                                                : hodo_stop_name(cell->stop);
    run->end.reason = cell->stop == HODO_RUNNING ? "" : cell->reason;
}

static hodo_status keep(hodo_train_run *run, hodo_error *error)
{
    hodo_settings *settings = run->settings;
    hodo_status status = HODO_OK;
    if (settings->save != NULL) {
        status = hodo_weights_save(settings->save, &run->scene.cell->network, error);
    }
    if (status == HODO_OK) {
        status = hodo_train_table_notes(run->table, settings, &run->data, &run->network, &run->scene, &run->end,
                                        error);
    }
    return status == HODO_OK ? hodo_table_file_put(run->table, settings->output, error) : status;
}

hodo_status hodo_train_run_go(hodo_train_run *run, bool *interrupted, hodo_error *error)
{
    *interrupted = false;
    const double begun = hodo_progress_clock();
    run->progress =
        hodo_train_progress_begin(run->steps, (double)run->epoch_steps, run->settings->quiet, error);
    if (run->progress == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_observer looks = {.look = before_step, .every = 1, .context = run};
    run->control.next = &looks;
    hodo_status status = hodo_loop_run(run->arena, run->scene.cohort, &run->source, run->steps,
                                       run->control.look != NULL ? &run->control : &looks, NULL, error);
    run->control.next = NULL;
    *interrupted = status != HODO_OK && hodo_train_progress_signal(run->progress) != 0;
    if (*interrupted) {
        hodo_train_scene_stale(&run->scene);
        run->scene.last = true;
        status = look(run, error);
    }
    hodo_train_progress_end(run->progress);
    run->progress = NULL;
    run->end.wall = hodo_progress_clock() - begun;
    judge(run, *interrupted);
    return status == HODO_OK ? keep(run, error) : status;
}
