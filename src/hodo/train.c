/* hodo train: one network, from options to a table of what the probes saw. */
#include "hodo/command.h"
#include "hodo/subcommand.h"
#include "hodo/train_run.h"
#include "hodo/train_sheet.h"

#include <cblas.h>
#include <stdio.h>
#include <string.h>

static void tell_end(const hodo_train_run *run)
{
    const hodo_train_end *end = &run->end;
    (void)fprintf(stderr, "hodo train: %zu steps in %.1f s (%.1f s of it looks)", end->steps, end->wall,
                  end->looks);
    const size_t accuracy = hodo_table_find(run->table, "test_accuracy");
    const size_t loss = hodo_table_find(run->table, "test_loss"), rows = hodo_table_rows(run->table);
    if (accuracy != SIZE_MAX && rows > 0) {
        (void)fprintf(stderr, ", test accuracy %.4f", hodo_table_get(run->table, rows - 1, accuracy).real);
    } else if (loss != SIZE_MAX && rows > 0) {
        (void)fprintf(stderr, ", test loss %.4g", hodo_table_get(run->table, rows - 1, loss).real);
    }
    (void)fprintf(stderr, ", %s%s%s\n", end->how, end->reason[0] != '\0' ? ": " : "", end->reason);
}

static int train(hodo_settings *settings, hodo_arena *arena, hodo_arena *scratch)
{
    hodo_train_run run;
    hodo_error error = {HODO_OK, ""};
    bool interrupted = false;
    openblas_set_num_threads((int)settings->threads);
    int exit_status = HODO_EXIT_DONE;
    if (hodo_train_run_prepare(&run, settings, arena, scratch, &error) != HODO_OK) {
        exit_status = hodo_command_complain(settings->command, &error, HODO_EXIT_USAGE);
    } else if (hodo_train_run_go(&run, &interrupted, &error) != HODO_OK) {
        exit_status = hodo_command_complain(settings->command, &error, HODO_EXIT_FAILED);
    } else {
        if (!settings->quiet) {
            tell_end(&run);
        }
        exit_status = interrupted ? HODO_EXIT_FAILED : HODO_EXIT_DONE;
    }
    hodo_train_run_clear(&run);
    return exit_status;
}

static int serve(hodo_settings *settings, hodo_arena *arena, hodo_arena *scratch)
{
    hodo_error error = {HODO_OK, ""};
    if (settings->contact_sheet == NULL) {
        return train(settings, arena, scratch);
    }
    const hodo_status status = hodo_train_sheet_draw(settings, arena, &error);
    return status == HODO_OK ? HODO_EXIT_DONE
                             : hodo_command_complain(settings->command, &error, HODO_EXIT_USAGE);
}

const hodo_command hodo_train_command = {
    .name = "train",
    .about = "Trains one network and prints a table of what the probes see on the way.",
    .closing = "Exit: 0 done, also when the run diverged or got stuck: the table's header says so; 1 failed\n"
               "while running; 2 refused before the first step.\n",
    .sections = hodo_train_sections,
    .serve = serve,
};

int hodo_train_main(int argc, char **argv)
{
    hodo_settings settings;
    return hodo_command_main(&hodo_train_command, &settings, argc, argv);
}
