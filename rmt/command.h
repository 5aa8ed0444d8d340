/* A command of hodo-rmt: one row of the table in rmt/program.c, one file rmt/command_NAME.c. */
#ifndef RMT_COMMAND_H
#define RMT_COMMAND_H

#include "base/status.h"

typedef struct rmt_command {
    const char *name;
    const char *doc; /* one line of --help */
    /* Arguments after the command's name are argv[1 .. argc-1]; writes to standard output.
     * HODO_INVALID is bad usage; anything else that is not HODO_OK is a failure while running. */
    hodo_status (*run)(int argc, char **argv, hodo_error *error);
} rmt_command;

hodo_status rmt_command_angle(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_lyapunov(int argc, char **argv, hodo_error *error);
hodo_status rmt_command_outlier(int argc, char **argv, hodo_error *error);

#endif
