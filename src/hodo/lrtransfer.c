/* hodo lrtransfer: does the best learning rate stay where it is as networks grow? From options to a verdict. */
#include "hodo/lrtransfer.h"

#include "base/number.h"
#include "hodo/option_table.h"
#include "hodo/subcommand.h"

#include <math.h>
#include <string.h>

/* Two rates LOW,HIGH. */
static hodo_status hodo_option_read_range(const hodo_option_row *row, const char *where, const char *value,
                                          void *place, hodo_error *error)
{
    double *range = place;
    char first[HODO_NUMBER_SIZE];
    const char *second = hodo_option_pair(value, first);
    const bool read = second != NULL && hodo_number_read(first, &range[0], NULL) == HODO_OK &&
                      hodo_number_read(second, &range[1], NULL) == HODO_OK;
    if (!read || !(range[0] >= row->least && range[0] < range[1] && range[1] <= row->most)) {
        return hodo_fail(error, HODO_INVALID, "%s: '%s' is not LOW,HIGH: two rates, ascending, from %g to %g",
                         where, value, row->least, row->most);
    }
    return HODO_OK;
}

static const hodo_option_row sizes[] = {
    {OPTION("widths", "N,N,...", "widths to be compared (default: 64,128,256,512; 4,8,16,32 of a cnn)"),
     INTO_OWN(sizes, hodo_sweep_settings, widths), FROM(1.0, DIMENSION_MOST)},
    {OPTION("depths", "L,L,...", "or depths, at one --width"), INTO_OWN(sizes, hodo_sweep_settings, depths),
     FROM(2.0, 100000.0)},
    OPTIONS_END,
};

static const hodo_option_row rates[] = {
    {OPTION("eta", "X",
            "where each search for the best rate begins; of two valleys it finds the nearer (default: --list)"),
     INTO(real, eta), ABOVE(0.0, RATE_MOST)},
    {OPTION("eta-range", "LOW,HIGH", "try the rates of this range and no others, in place of a search"),
     INTO_OWN(range, hodo_lrtransfer_settings, eta_range), FROM(1e-30, RATE_MOST)},
    {OPTION("eta-factor", "X", "between neighbouring rates"),
     INTO_OWN(real, hodo_lrtransfer_settings, eta_factor), FROM(1.01, 100.0), .usual = "1.5"},
    {OPTION("steps", "N", "of each training; what counts is the mean loss of the last tenth"),
     INTO(integer, steps), FROM(1.0, COUNT_MOST), .usual = "40"},
    OPTIONS_END,
};

static const hodo_option_row bound[] = {
    {OPTION("bound", "X", "slopes within it transfer: half of 1/2, the least that a wrong rule is off by"),
     INTO_OWN(real, hodo_sweep_settings, bound), ABOVE(0.0, 10.0), .usual = "0.25"},
    OPTIONS_END,
};

/* A hundred inputs: the usual widths go well beyond them, and a wrong rule shows. */
static const hodo_command_usual few_inputs[] = {{"data", "clusters"}, {NULL, NULL}};
static const hodo_command_usual usual[] = {{"seeds", "16"}, {NULL, NULL}};

static const hodo_command_section sections[] = {
    {.heading = "Data", .rows = hodo_data_options, .without = "test-samples", .usual = few_inputs},
    {.heading = "Network", .rows = sizes},
    {.rows = hodo_network_options},
    {.heading = "Training", .rows = rates},
    {.rows = hodo_training_options, .without = "eta,epochs,steps,product,rates-every,threads"},
    {.heading = "Check", .rows = bound},
    {.rows = hodo_sweep_options, .usual = usual},
    {.heading = "Files", .rows = hodo_file_options, .without = "save,load,contact-sheet"},
    {.rows = hodo_plot_options},
    {.heading = "And", .rows = hodo_other_options},
    {.rows = NULL},
};

/* One network: its final loss at every rate. */
static hodo_status measure(void *context, hodo_sweep_cell *cell, hodo_arena *arena, hodo_arena *scratch,
                           hodo_error *error)
{
    (void)arena;
    hodo_lrtransfer *transfer = context;
    hodo_rate_curve curve = {.scratch = scratch,
                             .initial = &cell->network.network,
                             .training = &cell->training,
                             .source = &cell->source,
                             .gamma = cell->setting.gamma};
    hodo_rate_grid grid = transfer->grid;
    if (!transfer->fixed) {
        const hodo_stream stream = hodo_draws_of(&cell->settings, HODO_DRAWS_RATES);
        double uniform;
        hodo_random_uniform(&stream, (uint32_t)cell->at, 0, 1, &uniform);
        grid.offset = uniform - 0.5;
    }
    hodo_rate_search *found = &transfer->found[cell->size * transfer->sweep->seeds + cell->seed];
    return hodo_rate_search_run(&grid, transfer->guess, hodo_rate_curve_losses, &curve, found, error);
}

static hodo_status prepare(hodo_sweep_settings *shared, hodo_arena *arena, hodo_sweep *sweep, void *context,
                           hodo_error *error)
{
    hodo_lrtransfer_settings *settings = (hodo_lrtransfer_settings *)shared;
    hodo_lrtransfer *transfer = context;
    *transfer = (hodo_lrtransfer){.sweep = sweep};
    hodo_status status = hodo_lrtransfer_plan(settings, transfer, error);
    if (transfer->fixed) {
        hodo_settings_forget(&settings->sweep.shared, "eta");
    }
    if (status == HODO_OK) {
        status = hodo_sweep_open(&settings->sweep, arena, sweep, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    transfer->found = hodo_arena_zero(arena, sweep->cells, sizeof *transfer->found, error);
    transfer->slopes = hodo_arena_zero(arena, sweep->seeds, sizeof *transfer->slopes, error);
    return transfer->found != NULL && transfer->slopes != NULL ? HODO_OK : HODO_NO_MEMORY;
}

static hodo_status finish(void *context, hodo_arena *arena, hodo_sweep_result *result, hodo_error *error)
{
    hodo_lrtransfer *transfer = context;
    hodo_lrtransfer_judge(transfer);
    *result = (hodo_sweep_result){.table = hodo_lrtransfer_table(transfer, error),
                                  .verdict = transfer->text,
                                  .passed = transfer->trend.verdict == HODO_TREND_CONSTANT,
                                  .script = hodo_lrtransfer_script,
                                  .plot = transfer};
    return result->table != NULL ? hodo_sweep_header(transfer->sweep, result->table, transfer->text,
                                                     hodo_lrtransfer_notes, transfer, arena, error)
                                 : HODO_NO_MEMORY;
}

static int serve(hodo_settings *shared, hodo_arena *arena, hodo_arena *scratch)
{
    (void)scratch;
    static const hodo_sweep_judge judge = {prepare, measure, finish};
    hodo_lrtransfer transfer;
    return hodo_sweep_serve((hodo_sweep_settings *)shared, &judge, &transfer, arena);
}

const hodo_command hodo_lrtransfer_command = {
    .name = "lrtransfer",
    .about =
        "Trains networks of several widths, or depths, at many learning rates and says whether the best one\n"
        "stays where it is: whether what is tuned on a small network can be used on a large one.\n"
        "\n"
        "The best rate of a network is the one of least final training loss, searched for, with a parabola\n"
        "between the neighbours. Each seed gives a slope of its logarithm against that of width; their\n"
        "interval, right but for --false-alarm, must lie within --bound.",
    .closing = "Exit: 0 it transfers; 3 it does not, or undecided: give more --seeds, more --steps or a wider\n"
               "range of sizes; 1 failed while running; 2 refused before the first step.\n",
    .sections = sections,
    .serve = serve,
};

int hodo_lrtransfer_main(int argc, char **argv)
{
    hodo_lrtransfer_settings settings = {
        .sweep = {.usual_widths = "64,128,256,512", .usual_channels = "4,8,16,32"}};
    return hodo_command_main(&hodo_lrtransfer_command, &settings.sweep.shared, argc, argv);
}
