/* hodo coordcheck: do coordinates keep their size as networks grow wider? From options to a verdict. */
#include "hodo/coordcheck.h"

#include "hodo/option_table.h"
#include "hodo/subcommand.h"

#include <string.h>

static const hodo_option_row widths[] = {
    {OPTION("widths", "N,N,...", "widths to be compared (default: 256,512,1024,2048; 8,16,32,64 of a cnn)"),
     INTO_OWN(sizes, hodo_sweep_settings, widths), FROM(1.0, DIMENSION_MOST)},
    OPTIONS_END,
};

static const hodo_option_row steps[] = {
    {OPTION("steps", "N", "after each of which is measured"), INTO(integer, steps), FROM(1.0, 1000.0),
     .usual = "3"},
    {OPTION("bound", "X", "slopes within it are constant: nearer to 0 than to the least wrong exponent, 1/2"),
     INTO_OWN(real, hodo_sweep_settings, bound), ABOVE(0.0, 10.0), .usual = "0.25"},
    OPTIONS_END,
};

/* What rejects is an interval that is right for some thirty slopes at once: 5 standard errors with 24 seeds, 10
 * with 8. */
static const hodo_command_usual usual[] = {{"seeds", "24"}, {NULL, NULL}};

static const hodo_command_section sections[] = {
    {.heading = "Data", .rows = hodo_data_options, .without = "test-samples"},
    {.heading = "Network", .rows = widths},
    {.rows = hodo_network_options, .without = "width"},
    {.heading = "Training",
     .rows = hodo_training_options,
     .without = "epochs,steps,product,rates-every,threads"},
    {.heading = "Check", .rows = steps},
    {.rows = hodo_sweep_options, .usual = usual},
    {.rows = hodo_look_options, .without = "probe-every"},
    {.heading = "Files", .rows = hodo_file_options, .without = "save,load,contact-sheet"},
    {.rows = hodo_plot_options},
    {.heading = "And", .rows = hodo_other_options},
    {.rows = NULL},
};

/* One network: its record, kept beyond the worker's arena. */
static hodo_status measure(void *context, hodo_sweep_cell *cell, hodo_arena *arena, hodo_arena *scratch,
                           hodo_error *error)
{
    (void)scratch;
    hodo_coordcheck *check = context;
    hodo_coordinate_record record;
    const hodo_status status =
        hodo_coordinate_check(arena, &cell->network.network, &cell->training, cell->setting, &cell->source,
                              check->probe, check->steps, &record, error);
    if (status == HODO_OK) {
        hodo_coordinate_record *kept = &check->records[cell->size * check->sweep->seeds + cell->seed];
        const size_t numbers = (check->steps + 1) * check->features;
        hodo_feature_move *moves = kept->moves;
        double *own = kept->own;
        memcpy(moves, record.moves, numbers * sizeof *moves);
        memcpy(own, record.own, numbers * sizeof *own);
        *kept = record;
        kept->moves = moves;
        kept->own = own;
    }
    return status;
}

static hodo_status take_records(hodo_coordcheck *check, hodo_arena *arena, hodo_error *error)
{
    const size_t cells = check->sweep->cells, numbers = (check->steps + 1) * check->features;
    hodo_feature_move *moves = hodo_arena_take(arena, cells * numbers, sizeof *moves, error);
    double *own = hodo_arena_take(arena, cells * numbers, sizeof *own, error);
    check->records = hodo_arena_zero(arena, cells, sizeof *check->records, error);
    if (moves == NULL || own == NULL || check->records == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < cells; i++) {
        check->records[i].moves = moves + i * numbers;
        check->records[i].own = own + i * numbers;
    }
    return HODO_OK;
}

/* Everything before the first step. */
static hodo_status prepare(hodo_sweep_settings *settings, hodo_arena *arena, hodo_sweep *sweep,
                           void *context, hodo_error *error)
{
    hodo_coordcheck *check = context;
    *check = (hodo_coordcheck){.sweep = sweep, .steps = (size_t)settings->shared.steps};
    hodo_status status = hodo_sweep_open(settings, arena, sweep, error);
    hodo_sweep_cell *first = hodo_arena_take(arena, 1, sizeof *first, error);
    if (status == HODO_OK) {
        status = first != NULL ? hodo_sweep_cell_open(sweep, 0, arena, first, error) : HODO_NO_MEMORY;
    }
    if (status != HODO_OK) {
        return status;
    }
    check->architecture = &first->network.architecture;
    check->features = check->architecture->feature_count;
    const hodo_dataset *train = &sweep->data.train;
    const size_t asked = (size_t)settings->shared.probe_samples;
    hodo_matrix targets;
    status = hodo_named_rows(train, asked < train->count ? asked : train->count,
                             first->network.network.precision, arena, &check->probe, &targets, error);
    return status == HODO_OK ? take_records(check, arena, error) : status;
}

static hodo_status finish(void *context, hodo_arena *arena, hodo_sweep_result *result, hodo_error *error)
{
    hodo_coordcheck *check = context;
    const hodo_status status = hodo_coordcheck_judge(check, arena, error);
    if (status != HODO_OK) {
        return status;
    }
    *result = (hodo_sweep_result){.table = hodo_coordcheck_table(check, error),
                                  .verdict = check->text,
                                  .passed = check->verdict == HODO_TREND_CONSTANT,
                                  .script = hodo_coordcheck_script,
                                  .plot = check};
    return result->table != NULL ? hodo_sweep_header(check->sweep, result->table, check->text,
                                                     hodo_coordcheck_trends, check, arena, error)
                                 : HODO_NO_MEMORY;
}

static int serve(hodo_settings *shared, hodo_arena *arena, hodo_arena *scratch)
{
    (void)scratch;
    static const hodo_sweep_judge judge = {prepare, measure, finish};
    hodo_coordcheck check;
    return hodo_sweep_serve((hodo_sweep_settings *)shared, &judge, &check, arena);
}

const hodo_command hodo_coordcheck_command = {
    .name = "coordcheck",
    .about =
        "Trains networks of several widths for a few steps and says whether their coordinates keep their\n"
        "size, and move, alike at every width: whether a parametrization is right.\n"
        "\n"
        "Of every layer, on a fixed batch and after every step, is measured: size, mean |h|; change,\n"
        "rms(h - h_0); own, the change by the layer's own weights. Hidden sizes and all changes must be\n"
        "constant in width, the output's size must not grow: the interval of every slope of their logs must\n"
        "lie within --bound. One beyond it, in an interval that is right for all at once, rejects.",
    .closing =
        "Exit: 0 it passes; 3 it is rejected, or undecided: give more --seeds or wider --widths; 1 failed\n"
        "while running; 2 refused before the first step.\n",
    .sections = sections,
    .serve = serve,
};

int hodo_coordcheck_main(int argc, char **argv)
{
    hodo_sweep_settings settings = {.usual_widths = "256,512,1024,2048", .usual_channels = "8,16,32,64"};
    return hodo_command_main(&hodo_coordcheck_command, &settings.shared, argc, argv);
}
