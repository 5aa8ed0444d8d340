/* A command of hodo-rmt: one row of the table in rmt/program/program.c, one file rmt/program/command_NAME.c. */
#ifndef RMT_COMMAND_H
#define RMT_COMMAND_H

#include "base/status.h"

typedef struct rmt_command {
    const char *name;
    const char *doc; /* one line of --help */
    /* Arguments after the command's name are argv[1 .. argc-1]; writes to standard output.
     * HODO_INVALID is bad usage; HODO_MISMATCH says that draws fell off their law (compare alone); anything
     * else that is not HODO_OK is a failure while running. */
    hodo_status (*run)(int argc, char **argv, hodo_error *error);
} rmt_command;

hodo_status rmt_command_angle(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_cdf(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_compare(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_convolve(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_density(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_edges(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_laws(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_moments(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_ntk(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_quantile(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_sample(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_spectrum(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_lyapunov(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_outlier(int argc, char **argv, hodo_error *error);

#endif
