#include "hodo/sweep.h"

#include "base/picture.h"
#include "hodo/subcommand.h"
#include "hodo/table_file.h"
#include "hodo/usual.h"

#include <string.h>

/* Steps between looks for networks whose units are all dead: their loss, though finite, is no success. */
enum { DEAD_CHECK = 5 };

static hodo_status check(const hodo_sweep_settings *settings, hodo_error *error)
{
    const hodo_settings *shared = &settings->shared;
    const hodo_parametrization *row = hodo_parametrization_find(shared->parametrization, error);
    if (row == NULL) {
        return HODO_INVALID;
    }
    if (row->automatic != HODO_AUTOMATIC_NONE) {
        return hodo_fail(error, HODO_INVALID,
                         "parametrization '%s' measures its rates as it trains, and has no rule to judge: give "
                         "another, such as mup",
                         shared->parametrization);
    }
    if (strcmp(shared->schedule, "sharpness") == 0) {
        return hodo_fail(error, HODO_INVALID,
                         "--schedule=sharpness measures eta as it trains: give constant, warmup or cosine");
    }
    if (settings->widths.count > 0 && settings->depths.count > 0) {
        return hodo_fail(error, HODO_INVALID, "--widths and --depths both say what is swept: give one");
    }
    if (settings->widths.count > 0 && hodo_settings_given(shared, "width")) {
        return hodo_fail(error, HODO_INVALID, "--width is not read with --widths: drop one");
    }
    if (settings->depths.count > 0 && hodo_settings_given(shared, "depth")) {
        return hodo_fail(error, HODO_INVALID, "--depth is not read with --depths: drop one");
    }
    if (settings->depths.count > 0 && strcmp(shared->architecture, "cnn") == 0) {
        return hodo_fail(error, HODO_INVALID, "--depths: the cnn has 4 weight matrices: give --widths");
    }
    return HODO_OK;
}

/* The usual widths, and no word of the width or depth that the sizes replace. */
static hodo_status choose_sizes(hodo_sweep_settings *settings, hodo_arena *arena, hodo_error *error)
{
    hodo_settings *shared = &settings->shared;
    hodo_settings_forget(shared, settings->depths.count > 0 ? "depth" : "width");
    if (settings->widths.count > 0 || settings->depths.count > 0) {
        return HODO_OK;
    }
    const bool cnn = strcmp(shared->architecture, "cnn") == 0;
    const char *usual = cnn ? settings->usual_channels : settings->usual_widths;
    const hodo_option_row *row = shared->rows[hodo_settings_index(shared, "widths")];
    const hodo_status status = row->read(row, "default", usual, &settings->widths, error);
    return status == HODO_OK ? hodo_settings_note(shared, "widths", usual, arena, error) : status;
}

/* Nothing is trained, but a rule that is missing, or a size beyond the memory, is known. */
static hodo_status try_ends(const hodo_sweep *sweep, hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory");
    }
    hodo_sweep_cell cell;
    hodo_status status = hodo_sweep_cell_open(sweep, 0, arena, &cell, error);
    hodo_arena_reset(arena);
    status = status == HODO_OK ? hodo_sweep_cell_open(sweep, sweep->cells - 1, arena, &cell, error) : status;
    hodo_arena_free(arena);
    return status;
}

hodo_status hodo_sweep_open(hodo_sweep_settings *settings, hodo_arena *arena, hodo_sweep *sweep,
                            hodo_error *error)
{
    *sweep = (hodo_sweep){.settings = settings};
    hodo_status status = check(settings, error);
    if (status != HODO_OK) {
        return status;
    }
    status = choose_sizes(settings, arena, error);
    if (status != HODO_OK) {
        return status;
    }
    sweep->of_depth = settings->depths.count > 0;
    sweep->sizes = sweep->of_depth ? &settings->depths : &settings->widths;
    sweep->seeds = (size_t)settings->seeds;
    sweep->cells = sweep->sizes->count * sweep->seeds;
    atomic_init(&sweep->interrupted, false);
    char program[64];
    (void)snprintf(program, sizeof program, "hodo %s", settings->shared.command->name);
    status = hodo_picture_check(settings->plot, error);
    if (status == HODO_OK) {
        status = hodo_table_file_check(settings->shared.output, program, error);
    }
    if (status == HODO_OK) {
        status = hodo_named_data_open(&settings->shared, arena, &sweep->data, error);
    }
    return status == HODO_OK ? try_ends(sweep, error) : status;
}

void hodo_sweep_clear(hodo_sweep *sweep) { hodo_named_data_clear(&sweep->data); }

/* The batches of the cell, until a signal comes. */
static hodo_status fill(void *context, size_t t, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    const hodo_sweep_cell *own = context;
    if (atomic_load(&own->sweep->interrupted)) {
        return hodo_fail(error, HODO_IO, "interrupted: nothing is written");
    }
    return own->inner.fill(own->inner.context, t, x, y, error);
}

hodo_status hodo_sweep_cell_open(const hodo_sweep *sweep, size_t cell, hodo_arena *arena, hodo_sweep_cell *own,
                                 hodo_error *error)
{
    *own = (hodo_sweep_cell){.size = cell / sweep->seeds,
                             .seed = cell % sweep->seeds,
                             .settings = sweep->settings->shared,
                             .sweep = sweep};
    const int64_t size = sweep->sizes->at[own->size];
    hodo_settings *settings = &own->settings;
    *(sweep->of_depth ? &settings->depth : &settings->width) = size;
    settings->seed += (int64_t)own->seed;
    own->at = (double)size;
    own->setting = (hodo_cell_setting){settings->eta, settings->gamma};
    const hodo_named_data *data = &sweep->data;
    hodo_status status =
        hodo_named_network_make(settings, &data->train, data->train.y.columns, arena, &own->network, error);
    if (status == HODO_OK) {
        status = hodo_named_data_source(settings, arena, data, &own->inner, error);
    }
    own->source = (hodo_source){.fill = fill, .context = own, .constant = own->inner.constant};
    if (status == HODO_OK) {
        status =
            hodo_named_training(settings, data, &own->network, (size_t)settings->steps, &own->training, error);
        own->training.stop.check = DEAD_CHECK;
    }
    return status;
}

hodo_status hodo_sweep_header(const hodo_sweep *sweep, hodo_table *table, const char *verdict,
                              void (*more)(void *context, hodo_header *header), void *context,
                              hodo_arena *arena, hodo_error *error)
{
    hodo_header header = hodo_header_begin(table, &sweep->settings->shared, error);
    hodo_header_data(&header, &sweep->data);
    hodo_header_line(&header, "verdict", verdict);
    if (more != NULL) {
        more(context, &header);
    }
    hodo_sweep_cell cell;
    const hodo_status status = hodo_sweep_cell_open(sweep, 0, arena, &cell, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_header_optimiser(&header, &cell.network);
    hodo_header_words(&header, "network below", "%s %g, the smallest", sweep->of_depth ? "depth" : "width",
                      cell.at);
    hodo_header_network(&header, &cell.network, cell.network.rates);
    hodo_header_words(&header, "wall seconds", "%.2f", sweep->wall);
    return hodo_header_end(&header, arena);
}

/* Table, picture, last line. Returns the exit status. */
static int end(const hodo_sweep *sweep, const hodo_sweep_result *result)
{
    const hodo_settings *shared = &sweep->settings->shared;
    const char *plot = sweep->settings->plot;
    hodo_error error = {HODO_OK, ""};
    hodo_status status = HODO_OK;
    if (shared->output != NULL || hodo_picture_leaves_table(plot)) {
        status = hodo_table_file_put(result->table, shared->output, &error);
    }
    if (status == HODO_OK) {
        status = hodo_picture_draw(result->script, result->plot, plot, &error);
    }
    if (status != HODO_OK) {
        return hodo_command_complain(shared->command, &error, HODO_EXIT_FAILED);
    }
    if (!shared->quiet) {
        (void)fprintf(stderr, "hodo %s: %s\n", shared->command->name, result->verdict);
    }
    return result->passed ? HODO_EXIT_DONE : HODO_EXIT_FELL;
}

int hodo_sweep_serve(hodo_sweep_settings *settings, const hodo_sweep_judge *judge, void *context,
                     hodo_arena *arena)
{
    hodo_error error = {HODO_OK, ""};
    hodo_sweep sweep = {.cells = 0};
    hodo_sweep_result result = {.table = NULL};
    int exit_status;
    if (judge->prepare(settings, arena, &sweep, context, &error) != HODO_OK) {
        exit_status = hodo_command_complain(settings->shared.command, &error, HODO_EXIT_USAGE);
    } else if (hodo_sweep_run(&sweep, judge->measure, context, &error) != HODO_OK ||
               judge->finish(context, arena, &result, &error) != HODO_OK) {
        exit_status = hodo_command_complain(settings->shared.command, &error, HODO_EXIT_FAILED);
    } else {
        exit_status = end(&sweep, &result);
    }
    hodo_table_free(result.table);
    hodo_sweep_clear(&sweep);
    return exit_status;
}
