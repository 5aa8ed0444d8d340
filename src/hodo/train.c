/* hodo train: one network, from options to a table of what the probes saw. */
#include "hodo/subcommand.h"
#include "hodo/train_list.h"
#include "hodo/train_run.h"
#include "hodo/train_sheet.h"

#include <cblas.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static int complain(const hodo_error *error, int exit_status)
{
    (void)fprintf(stderr, "hodo train: %s\n", error->message);
    return exit_status;
}

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

static int train(hodo_train_settings *settings, hodo_arena *arena, hodo_arena *scratch)
{
    hodo_train_run run;
    hodo_error error = {HODO_OK, ""};
    bool interrupted = false;
    openblas_set_num_threads((int)settings->threads);
    int exit_status = HODO_EXIT_DONE;
    if (hodo_train_run_prepare(&run, settings, arena, scratch, &error) != HODO_OK) {
        exit_status = complain(&error, HODO_EXIT_USAGE);
    } else if (hodo_train_run_go(&run, &interrupted, &error) != HODO_OK) {
        exit_status = complain(&error, HODO_EXIT_FAILED);
    } else {
        if (!settings->quiet) {
            tell_end(&run);
        }
        exit_status = interrupted ? HODO_EXIT_FAILED : HODO_EXIT_DONE;
    }
    hodo_train_run_clear(&run);
    return exit_status;
}

static int serve(hodo_train_settings *settings)
{
    hodo_error error = {HODO_OK, ""};
    hodo_arena *arena = hodo_arena_alloc(), *scratch = hodo_arena_alloc();
    int exit_status;
    if (arena == NULL || scratch == NULL) {
        (void)fputs("hodo train: no memory\n", stderr);
        exit_status = HODO_EXIT_FAILED;
    } else if (hodo_train_resolve(settings, arena, &error) != HODO_OK) {
        exit_status = complain(&error, HODO_EXIT_USAGE);
    } else if (settings->contact_sheet != NULL) {
        const hodo_status status = hodo_train_sheet_draw(settings, arena, &error);
        exit_status = status == HODO_OK ? HODO_EXIT_DONE : complain(&error, HODO_EXIT_USAGE);
    } else {
        exit_status = train(settings, arena, scratch);
    }
    hodo_arena_free(arena);
    hodo_arena_free(scratch);
    return exit_status;
}

int hodo_train_main(int argc, char **argv)
{
    (void)gsl_set_error_handler_off();
    hodo_train_settings settings;
    hodo_error error = {HODO_OK, ""};
    int exit_status = HODO_EXIT_DONE;
    if (hodo_train_settings_read(argc, argv, &settings, &error) != HODO_OK) {
        exit_status = complain(&error, HODO_EXIT_USAGE);
    } else if (settings.help || settings.list) {
        settings.help ? hodo_train_help(stdout) : hodo_train_list(stdout);
        exit_status = fflush(stdout) == 0 ? HODO_EXIT_DONE : HODO_EXIT_FAILED;
    } else {
        exit_status = serve(&settings);
    }
    hodo_train_settings_clear(&settings);
    return exit_status;
}
