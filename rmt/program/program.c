#include "rmt/program/program.h"

#include "base/name.h"
#include "base/option.h"
#include "config.h"
#include "rmt/program/command.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const rmt_command commands[] = {
    {"laws", "every law and its options", rmt_command_laws},
    {"density", "density of a law", rmt_command_density},
    {"cdf", "distribution function of a law", rmt_command_cdf},
    {"quantile", "quantiles of a law", rmt_command_quantile},
    {"moments", "moments of a law", rmt_command_moments},
    {"edges", "ends of the support of a law", rmt_command_edges},
    {"sample", "eigenvalues of random matrices of a law", rmt_command_sample},
    {"compare", "random matrices against their law; exit status 3 when they fall off it", rmt_command_compare},
    {"convolve", "free sum or product of two laws or densities", rmt_command_convolve},
    {"angle", "backward-feature angles of deep networks, layer by layer", rmt_command_angle},
    {"spectrum", "singular values of a matrix in a file against Marchenko-Pastur; outliers; tail",
     rmt_command_spectrum},
    {"ntk", "limiting neural tangent kernel of MLPs at the edge of chaos, depth by depth", rmt_command_ntk},
    {"lyapunov", "Lyapunov exponents of products of Gaussian matrices, with ReLU masks or none",
     rmt_command_lyapunov},
    {"outlier", "the eigenvalue that a rank-one spike sets apart from a bulk", rmt_command_outlier},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static const hodo_option options[] = {
    {"help", NULL, "print this and exit"},
    {"version", NULL, "print the version and exit"},
    {NULL, NULL, NULL},
};

static void print_usage(FILE *file)
{
    (void)fputs("Usage: hodo-rmt COMMAND [OPTION...]\n"
                "Predictions of random-matrix theory for deep networks.\n\nCommands:\n",
                file);
    for (size_t i = 0; i < COMMANDS; i++) {
        (void)fprintf(file, "  %-12s%s\n", commands[i].name, commands[i].doc);
    }
    (void)fputs("\nOptions:\n", file);
    hodo_option_print(options, file);
    (void)fputs(
        "\n'hodo-rmt COMMAND --help' lists a command's options.\n"
        "Exit status: 0 done, 1 failed while running, 2 bad usage, 3 draws fell off their law (compare).\n",
        file);
}

/* What stands before a command: --help, --version, or something unknown. */
static hodo_status run_option(int argc, char **argv, hodo_error *error)
{
    const hodo_option *option;
    const char *value;
    int at = 1;
    const hodo_status status = hodo_option_next(options, argc, argv, &at, &option, &value, error);
    if (status != HODO_OK) {
        return status;
    }
    if (option == NULL) {
        return hodo_fail(error, HODO_INVALID, "'%s' is no command: --help lists them", argv[1]);
    }
    if (at < argc) {
        return hodo_fail(error, HODO_INVALID, "'%s' stands behind %s: write hodo-rmt COMMAND --help, or drop it",
                         argv[at], argv[1]);
    }
    if (option == &options[0]) {
        print_usage(stdout);
    } else {
        (void)printf("hodo-rmt (%s) %s\n", PACKAGE_NAME, PACKAGE_VERSION);
    }
    return HODO_OK;
}

static hodo_status run_command(int argc, char **argv, hodo_error *error)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, argv[1]) == 0) {
            return commands[i].run(argc - 1, argv + 1, error);
        }
    }
    const char *near = hodo_nearest(argv[1], &commands[0].name, sizeof commands[0], COMMANDS);
    return near != NULL
               ? hodo_fail(error, HODO_INVALID, "unknown command '%s': did you mean %s?", argv[1], near)
               : hodo_fail(error, HODO_INVALID, "unknown command '%s': --help lists them", argv[1]);
}

int rmt_program(int argc, char **argv)
{
    if (argc < 2) {
        print_usage(stderr);
        return RMT_EXIT_USAGE;
    }
    hodo_error error = {0};
    hodo_status status = argv[1][0] == '-' ? run_option(argc, argv, &error) : run_command(argc, argv, &error);
    /* A full disk may show only now, when the last block leaves the buffer. */
    errno = 0;
    const bool lost = fflush(stdout) != 0 || ferror(stdout) != 0;
    if (status == HODO_OK && lost) {
        status = hodo_fail(&error, HODO_IO, "cannot write standard output: %s",
                           errno != 0 ? strerror(errno) : "is the disk full?");
    }
    if (status == HODO_OK) {
        return RMT_EXIT_DONE;
    }
    (void)fprintf(stderr, "hodo-rmt: %s\n", error.message);
    return status == HODO_INVALID ? RMT_EXIT_USAGE : status == HODO_MISMATCH ? RMT_EXIT_FELL : RMT_EXIT_FAILED;
}
