#include <config.h> /* PACKAGE_VERSION */

#include "hodo/header.h"

#include "hodo/catalogue.h"
#include "hodo/command.h"
#include "lab/commit.h"
#include "lab/provenance.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void hodo_header_line(hodo_header *header, const char *key, const char *value)
{
    if (header->status == HODO_OK) {
        header->status = hodo_table_note(header->table, key, value, header->error);
    }
}

void hodo_header_words(hodo_header *header, const char *key, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    hodo_header_line(header, key, text);
}

static const char *number(double x, char text[HODO_NUMBER_SIZE])
{
    hodo_number_print(x, text);
    return text;
}

void hodo_header_number(hodo_header *header, const char *key, double value)
{
    char text[HODO_NUMBER_SIZE];
    hodo_header_line(header, key, number(value, text));
}

hodo_header hodo_header_begin(hodo_table *table, const hodo_settings *settings, hodo_error *error)
{
    hodo_header header = {table, HODO_OK, error};
    hodo_header_words(&header, "program", "hodo %s", settings->command->name);
    hodo_header_line(&header, "version", PACKAGE_VERSION);
    for (size_t i = 0; i < settings->count; i++) {
        if (settings->text[i] != NULL) {
            hodo_header_line(&header, settings->rows[i]->face.name, settings->text[i]);
        }
    }
    return header;
}

void hodo_header_data(hodo_header *header, const hodo_named_data *data)
{
    hodo_header_line(header, "training data", data->train.origin != NULL ? data->train.origin : "unknown");
    if (data->endless) {
        hodo_header_words(header, "training samples", "endless; %zu count as an epoch", data->epoch);
    } else {
        hodo_header_words(header, "training samples", "%zu", data->epoch);
    }
    hodo_header_words(header, "samples a step", "%zu", data->batch);
}

void hodo_header_optimiser(hodo_header *header, const hodo_named_network *network)
{
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
            hodo_header_number(header, numbers[i].key, numbers[i].value);
        }
    }
}

void hodo_header_network(hodo_header *header, const hodo_named_network *network, const double *rates)
{
    const hodo_architecture *architecture = &network->architecture;
    char deviation[HODO_NUMBER_SIZE], multiplier[HODO_NUMBER_SIZE], rate[HODO_NUMBER_SIZE], key[64];
    hodo_header_words(header, "weights", "%zu", hodo_architecture_weights(architecture));
    hodo_header_number(header, "activation gain", network->gain);
    if (network->branch_scale > 0.0) {
        hodo_header_number(header, "branch scale", network->branch_scale);
    }
    if (network->parametrization->automatic != HODO_AUTOMATIC_NONE) {
        hodo_header_number(header, "readout scale", network->readout_scale);
    }
    for (size_t k = 0; k < architecture->weight_count; k++) {
        const hodo_layer *layer = &architecture->layers[architecture->weight_layer[k]];
        (void)snprintf(key, sizeof key, "weight matrix %zu", k);
        hodo_header_words(header, key, "%zu x %zu, deviation %s, multiplier %s, rate %s",
                          network->network.weights[k].rows, network->network.weights[k].columns,
                          number(layer->gain, deviation), number(layer->multiplier, multiplier),
                          number(rates[k], rate));
    }
}

static void note_machine(hodo_header *header, hodo_arena *arena)
{
    char commit[HODO_COMMIT_SIZE], date[32];
    hodo_provenance_date(date);
    hodo_header_line(header, "date", date);
    char *folder = hodo_catalogue_folder();
    hodo_commit_read_in(folder != NULL ? folder : ".", commit);
    free(folder);
    const hodo_note *notes = hodo_provenance_notes(arena, commit, header->error);
    header->status = notes == NULL ? HODO_NO_MEMORY : header->status;
    for (; notes != NULL && notes->key != NULL; notes++) {
        hodo_header_line(header, notes->key, notes->value);
    }
}

hodo_status hodo_header_end(hodo_header *header, hodo_arena *arena)
{
    note_machine(header, arena);
    for (size_t c = 0; c < hodo_table_columns(header->table); c++) {
        const hodo_column *column = hodo_table_column(header->table, c);
        hodo_header_words(header, "column", "%s [%s] %s", column->name, column->unit, column->doc);
    }
    return header->status;
}
