/* hodo-rmt laws: every law with its options. */
#include "base/option.h"
#include "rmt/program/command.h"
#include "rmt/program/law_options.h"

#include <stdio.h>
#include <string.h>

hodo_status rmt_command_laws(int argc, char **argv, hodo_error *error)
{
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        (void)fputs("Usage: hodo-rmt laws\n"
                    "Lists the laws with their options; a value in brackets is taken when none is given.\n",
                    stdout);
        return HODO_OK;
    }
    if (argc > 1) {
        return hodo_fail(error, HODO_INVALID, "'%s' is no option of laws: it has none but --help", argv[1]);
    }
    for (const rmt_law_row *const *row = rmt_laws; *row != NULL; row++) {
        (void)printf("%-20s%s\n", (*row)->name, (*row)->doc);
        rmt_law_print_options(*row, stdout);
    }
    return HODO_OK;
}
