#include "experiments/feature-speed/trained_tower.h"
#include "data/synthetic.h"
#include "near.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { INPUTS = 12, ROWS = 6 };

/* Two Gaussian clusters with targets -1 and +1, rows of norm sqrt(d). */
static hodo_dataset clusters(hodo_arena *arena, const hodo_stream *stream, size_t rows)
{
    hodo_error error = {0};
    hodo_task_settings settings = hodo_task_defaults(hodo_task_find("gaussian-clusters", &error));
    settings.classes = 2;
    settings.target = HODO_SIGNS;
    settings.inputs = INPUTS;
    const hodo_task *task = hodo_task_take(arena, &settings, stream, &error);
    hodo_dataset data = {0};
    cr_assert_not_null(task, "%s", error.message);
    cr_assert_eq(hodo_task_dataset(arena, task, 0, rows, &data, &error), HODO_OK, "%s", error.message);
    cr_assert_eq(hodo_dataset_normalise(HODO_ROOT_NORM, &data, NULL, &error), HODO_OK, "%s", error.message);
    return data;
}

static trained_tower *open_tower(hodo_arena *arena, const char *scheme, size_t depth, size_t width,
                                 const hodo_dataset *data, const hodo_stream *stream)
{
    hodo_error error = {0};
    const trained_tower_setting setting = {
        .scheme = trained_tower_find(scheme, &error), .width = width, .depth = depth, .eta = 1e-3};
    trained_tower *made = trained_tower_open(arena, &setting, data, stream, &error);
    cr_assert_not_null(made, "%s at depth %zu: %s", scheme, depth, error.message);
    return made;
}

/* Every scheme's first step takes eta off the loss: the table's at the base depth, the measured ones at any.
 * The loss itself is the witness, before and after a step; what is second order in it is below a tenth. */
Test(trained_tower, first_step_is_commanded)
{
    const hodo_stream stream = {.key = {7, 1}, .cell = 11};
    for (const trained_tower_scheme *scheme = trained_tower_schemes; scheme->name != NULL; scheme++) {
        hodo_arena *arena = hodo_arena_alloc();
        hodo_error error = {0};
        const hodo_dataset data = clusters(arena, &stream, ROWS);
        const size_t depth = scheme->measured ? 9 : TRAINED_TOWER_BASE;
        trained_tower *tower = open_tower(arena, scheme->name, depth, 32, &data, &stream);
        const hodo_source source = hodo_source_full(&data);
        const hodo_observer *control = tower->control.look != NULL ? &tower->control : NULL;
        cr_assert_eq(hodo_loop_run(arena, tower->cohort, &source, 1, control, NULL, &error), HODO_OK, "%s",
                     error.message);
        double after = NAN;
        const double before = hodo_cohort_cell(tower->cohort, 0)->loss;
        cr_assert_eq(hodo_cohort_evaluate(tower->cohort, 0, data.x, data.y, &after, NULL, &error), HODO_OK,
                     "%s", error.message);
        near((before - after) / 1e-3, 1.0, 0.1, 0);
        hodo_arena_free(arena);
    }
}

/* Over draws of the weights the mean of -loss'/(2 loss) of one sample is L^p (1/2 + 1/L) at every width. 400
 * draws of a width 24 at depth 4 have a relative standard error of about .03; five of them are allowed. */
Test(trained_tower, mean_decay_of_one_sample)
{
    static const char *const schemes[] = {"ntk", "mf-mup", "fsc-table"};
    enum { DRAWS = 400, DEPTH = 4 };
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        hodo_arena *data_arena = hodo_arena_alloc(), *arena = hodo_arena_alloc();
        const hodo_stream of_data = {.key = {1, 1}, .cell = 3};
        const hodo_dataset data = clusters(data_arena, &of_data, 1);
        double sum = 0.0, power = NAN;
        for (size_t draw = 0; draw < DRAWS; draw++) {
            const hodo_stream stream = {.key = {1, 1}, .cell = 100 + draw};
            hodo_error error = {0};
            hodo_arena_reset(arena);
            trained_tower *tower = open_tower(arena, schemes[i], DEPTH, 24, &data, &stream);
            hodo_speeds *speeds = hodo_speeds_take(arena, &tower->initial, 1, HODO_FIRST_ORDER, &error);
            cr_assert_not_null(speeds);
            const hodo_status status =
                hodo_speeds_measure(speeds, data.x, data.y, (hodo_loss){.kind = &hodo_loss_square},
                                    (hodo_flow){.kind = HODO_GIVEN, .given = tower->rates}, NULL, &error);
            cr_assert_eq(status, HODO_OK, "%s", error.message);
            sum += hodo_speeds_at(speeds, 0, DEPTH)->loss_decay / (2 * speeds->loss[0]);
            power = trained_tower_find(schemes[i], &error)->decay_power;
        }
        near(sum / DRAWS / (pow(DEPTH, power) * (0.5 + 1.0 / DEPTH)), 1.0, 0.15, 0);
        hodo_arena_free(arena);
        hodo_arena_free(data_arena);
    }
}

Test(trained_tower, unknown_scheme)
{
    hodo_error error = {0};
    cr_assert_null(trained_tower_find("fsc ", &error));
    cr_assert_not_null(strstr(error.message, "bafu"), "%s", error.message);
}
