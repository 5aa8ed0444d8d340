/* The options of a command of hodo-rmt that asks no law: each at most once, --help answered. */
#ifndef RMT_COMMAND_OPTIONS_H
#define RMT_COMMAND_OPTIONS_H

#include "base/option.h"

#include <stdbool.h>

/* text[i] = the text of options[i], NULL when it was not given; the last option before the NULL name is --help,
 * and asking it prints `usage` and the options and sets *helped. HODO_INVALID for anything that is no option or
 * stands twice. */
hodo_status rmt_command_options(const hodo_option *options, const char *usage, int argc, char **argv,
                                const char **text, bool *helped, hodo_error *error);

#endif
