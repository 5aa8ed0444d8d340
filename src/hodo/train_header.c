#include "hodo/train_table.h"

#include "hodo/header.h"
#include "hodo/usual.h"

#include <string.h>

/* What the schedule runs with; its name stands among the settings. */
static void note_schedule(hodo_header *header, const hodo_settings *settings, const hodo_schedule *schedule)
{
    const hodo_usual_schedule *row = hodo_usual_schedules;
    while (strcmp(row->name, settings->schedule) != 0) {
        row++;
    }
    if (row->warmup) {
        hodo_header_words(header, "schedule warmup", "%zu", schedule->warmup);
    }
    if (row->floor) {
        hodo_header_number(header, "schedule floor", schedule->floor);
    }
    if (row->product) {
        hodo_header_number(header, "schedule product", schedule->product);
    }
}

static void note_end(hodo_header *header, const hodo_train_end *end)
{
    hodo_header_words(header, "steps taken", "%zu", end->steps);
    hodo_header_words(header, "end", "%s%s%s", end->how, end->reason[0] != '\0' ? ": " : "", end->reason);
    hodo_header_words(header, "wall seconds", "%.2f", end->wall);
    hodo_header_words(header, "wall seconds of looks", "%.2f", end->looks);
}

hodo_status hodo_train_table_notes(hodo_table *table, const hodo_settings *settings,
                                   const hodo_named_data *data, const hodo_named_network *network,
                                   const hodo_train_scene *scene, const hodo_train_end *end, hodo_error *error)
{
    hodo_header header = hodo_header_begin(table, settings, error);
    hodo_header_data(&header, data);
    hodo_header_line(&header, "test data", data->test.origin != NULL ? data->test.origin : "unknown");
    hodo_header_words(&header, "samples of a look", "train %zu, test %zu (last row: %zu), network %zu",
                      scene->train_x.rows, scene->test_look, scene->test_x.rows, scene->probe_x.rows);
    hodo_header_optimiser(&header, network);
    hodo_header_network(&header, network, scene->cell->rates);
    note_schedule(&header, settings, &hodo_cohort_training(scene->cohort)->schedule);
    note_end(&header, end);
    return hodo_header_end(&header, scene->arena);
}
