#include <config.h> /* PACKAGE_VERSION */

#include "hodo/train_table.h"

#include "hodo/catalogue.h"
#include "hodo/train_defaults.h"
#include "lab/commit.h"
#include "lab/provenance.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

typedef struct header {
    hodo_table *table;
    hodo_status status; /* of the first line that failed; the others are passed over */
    hodo_error *error;
} header;

static void line(header *own, const char *key, const char *value)
{
    if (own->status == HODO_OK) {
        own->status = hodo_table_note(own->table, key, value, own->error);
    }
}

__attribute__((format(printf, 3, 4))) static void words(header *own, const char *key, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    line(own, key, text);
}

static const char *number(double x, char text[HODO_NUMBER_SIZE])
{
    hodo_number_print(x, text);
    return text;
}

static void note_settings(header *own, const hodo_train_settings *settings)
{
    for (size_t i = 0; hodo_train_options[i].face.name != NULL; i++) {
        if (settings->text[i] != NULL) {
            line(own, hodo_train_options[i].face.name, settings->text[i]);
        }
    }
}

static void note_data(header *own, const hodo_train_data *data, const hodo_train_scene *scene)
{
    line(own, "training data", data->train.origin != NULL ? data->train.origin : "unknown");
    line(own, "test data", data->test.origin != NULL ? data->test.origin : "unknown");
    if (data->endless) {
        words(own, "training samples", "endless; %zu count as an epoch", data->epoch);
    } else {
        words(own, "training samples", "%zu", data->epoch);
    }
    words(own, "samples a step", "%zu", data->batch);
    words(own, "samples of a look", "train %zu, test %zu (last row: %zu), network %zu", scene->train_x.rows,
          scene->test_look, scene->test_x.rows, scene->probe_x.rows);
}

static void note_network(header *own, const hodo_train_network *network, const hodo_cell_state *cell)
{
    const hodo_architecture *architecture = &network->architecture;
    char deviation[HODO_NUMBER_SIZE], multiplier[HODO_NUMBER_SIZE], rate[HODO_NUMBER_SIZE], key[64];
    const hodo_optimiser_settings *optimiser = &network->optimiser;
    const struct {
        const char *key;
        double value;
    } numbers[] = {{"optimiser momentum", optimiser->momentum},
                   {"optimiser beta1", optimiser->beta1},
                   {"optimiser beta2", optimiser->beta2},
                   {"optimiser epsilon", optimiser->epsilon}};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (numbers[i].value >= 0.0) { /* the others are none of this optimiser's */
            line(own, numbers[i].key, number(numbers[i].value, rate));
        }
    }
    words(own, "weights", "%zu", hodo_architecture_weights(architecture));
    words(own, "activation gain", "%s", number(network->gain, rate));
    if (network->branch_scale > 0.0) {
        words(own, "branch scale", "%s", number(network->branch_scale, rate));
    }
    if (network->parametrization->automatic != HODO_AUTOMATIC_NONE) {
        words(own, "readout scale", "%s", number(network->readout_scale, rate));
    }
    for (size_t k = 0; k < architecture->weight_count; k++) {
        const hodo_layer *layer = &architecture->layers[architecture->weight_layer[k]];
        (void)snprintf(key, sizeof key, "weight matrix %zu", k);
        words(own, key, "%zu x %zu, deviation %s, multiplier %s, rate %s", network->network.weights[k].rows,
              network->network.weights[k].columns, number(layer->gain, deviation),
              number(layer->multiplier, multiplier), number(cell->rates[k], rate));
    }
}

/* What the schedule runs with; its name stands among the settings. */
static void note_schedule(header *own, const hodo_train_settings *settings, const hodo_schedule *schedule)
{
    const hodo_train_schedule *row = hodo_train_schedules;
    while (strcmp(row->name, settings->schedule) != 0) {
        row++;
    }
    char text[HODO_NUMBER_SIZE];
    if (row->warmup) {
        words(own, "schedule warmup", "%zu", schedule->warmup);
    }
    if (row->floor) {
        line(own, "schedule floor", number(schedule->floor, text));
    }
    if (row->product) {
        line(own, "schedule product", number(schedule->product, text));
    }
}

static void note_end(header *own, const hodo_train_end *end)
{
    char date[32];
    words(own, "steps taken", "%zu", end->steps);
    words(own, "end", "%s%s%s", end->how, end->reason[0] != '\0' ? ": " : "", end->reason);
    hodo_provenance_date(date);
    line(own, "date", date);
    words(own, "wall seconds", "%.2f", end->wall);
    words(own, "wall seconds of looks", "%.2f", end->looks);
}

static void note_machine(header *own, const hodo_train_scene *scene)
{
    char commit[HODO_COMMIT_SIZE];
    char *folder = hodo_catalogue_folder();
    hodo_commit_read_in(folder != NULL ? folder : ".", commit);
    free(folder);
    const hodo_note *notes = hodo_provenance_notes(scene->arena, commit, own->error);
    own->status = notes == NULL ? HODO_NO_MEMORY : own->status;
    for (; notes != NULL && notes->key != NULL; notes++) {
        line(own, notes->key, notes->value);
    }
}

hodo_status hodo_train_table_notes(hodo_table *table, const hodo_train_settings *settings,
                                   const hodo_train_data *data, const hodo_train_network *network,
                                   const hodo_train_scene *scene, const hodo_train_end *end, hodo_error *error)
{
    header own = {table, HODO_OK, error};
    line(&own, "program", "hodo train"); /* first: by this line a file is known as ours */
    line(&own, "version", PACKAGE_VERSION);
    note_settings(&own, settings);
    note_data(&own, data, scene);
    note_network(&own, network, scene->cell);
    note_schedule(&own, settings, &hodo_cohort_training(scene->cohort)->schedule);
    note_end(&own, end);
    note_machine(&own, scene);
    for (size_t c = 0; c < hodo_table_columns(table); c++) {
        const hodo_column *column = hodo_table_column(table, c);
        words(&own, "column", "%s [%s] %s", column->name, column->unit, column->doc);
    }
    return own.status;
}
