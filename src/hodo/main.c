/* hodo: the front door. */
#include <config.h> /* PACKAGE_STRING */

#include "base/file.h"
#include "base/name.h"
#include "base/option.h"
#include "hodo/subcommand.h"

#include <stdio.h>
#include <string.h>

static const hodo_subcommand subcommands[] = {
    {"list", "[--names]", "every experiment with its title; --names: without, and sooner", hodo_list_main},
    {"run", "PAPER/FIGURE [OPTION]...", "run an experiment; --help after its name tells its options",
     hodo_run_main},
    {"rmt", "COMMAND [OPTION]...",
     "random-matrix theory alone, the program hodo-rmt; hodo rmt --help lists its commands", hodo_rmt_main},
    {"train", "[OPTION]...", "train one network and print what the probes see; --help tells the options",
     hodo_train_main},
    {"angle", "[OPTION]...",
     "angle, speed and sensitivity of a network's layers, theory beside them, and rates for a commanded speed",
     hodo_angle_main},
    {"coordcheck", "[OPTION]...",
     "does a parametrization keep coordinates alike at every width? A verdict; --help tells the options",
     hodo_coordcheck_main},
    {"lrtransfer", "[OPTION]...",
     "does the best learning rate stay as width or depth grows? A verdict; --help tells the options",
     hodo_lrtransfer_main},
    {NULL, NULL, NULL, NULL},
};

static int print_help(FILE *file)
{
    (void)fprintf(file,
                  "hodo: how fast the features of deep networks move, measured and predicted\n\nUsage:\n");
    for (const hodo_subcommand *row = subcommands; row->name != NULL; row++) {
        (void)fprintf(file, "  hodo %s%s%s\n      %s\n", row->name, row->usage[0] != '\0' ? " " : "",
                      row->usage, row->doc);
    }
    (void)fprintf(file, "  hodo --help | --version\n");
    return fflush(file) == 0 ? HODO_EXIT_DONE : HODO_EXIT_FAILED;
}

static const hodo_option options[] = {
    {"help", NULL, "print the subcommands"},
    {"version", NULL, "print the version"},
    {NULL, NULL, NULL},
};

/* Before a subcommand: --help, --version, or something unknown. */
static int run_option(int argc, char **argv)
{
    const hodo_option *option;
    const char *value;
    hodo_error error = {HODO_OK, ""};
    int at = 1;
    hodo_status status = hodo_option_next(options, argc, argv, &at, &option, &value, &error);
    if (status == HODO_OK && (option == NULL || at < argc)) {
        status = hodo_fail(&error, HODO_INVALID, "'%s' stands where a subcommand or nothing is: hodo --help",
                           argv[argc - 1]);
    }
    if (status != HODO_OK) {
        (void)fprintf(stderr, "hodo: %s\n", error.message);
        return HODO_EXIT_USAGE;
    }
    if (option == &options[0]) {
        return print_help(stdout);
    }
    (void)printf("hodo (" PACKAGE_STRING ")\n");
    return fflush(stdout) == 0 ? HODO_EXIT_DONE : HODO_EXIT_FAILED;
}

int main(int argc, char **argv)
{
    hodo_file_reserve_standard();
    if (argc < 2) {
        (void)print_help(stderr);
        return HODO_EXIT_USAGE;
    }
    if (argv[1][0] == '-') {
        return run_option(argc, argv);
    }
    if (argc == 2 && strcmp(argv[1], "help") == 0) {
        return print_help(stdout);
    }
    for (const hodo_subcommand *row = subcommands; row->name != NULL; row++) {
        if (strcmp(argv[1], row->name) == 0) {
            return row->run(argc - 1, argv + 1);
        }
    }
    const char *near = hodo_nearest(argv[1], &subcommands[0].name, sizeof subcommands[0],
                                    sizeof subcommands / sizeof subcommands[0]);
    (void)fprintf(stderr, "hodo: unknown subcommand '%s': %s%s%s\n", argv[1],
                  near != NULL ? "did you mean " : "hodo --help lists them", near != NULL ? near : "",
                  near != NULL ? "?" : "");
    return HODO_EXIT_USAGE;
}
