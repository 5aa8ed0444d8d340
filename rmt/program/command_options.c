#include "rmt/program/command_options.h"

#include <string.h>

hodo_status rmt_command_options(const hodo_option *options, const char *usage, int argc, char **argv,
                                const char **text, bool *helped, hodo_error *error)
{
    *helped = false;
    for (size_t i = 0; options[i].name != NULL; i++) {
        text[i] = NULL;
    }
    for (int at = 1; at < argc;) {
        const hodo_option *option;
        const char *value;
        const hodo_status status = hodo_option_next(options, argc, argv, &at, &option, &value, error);
        if (status != HODO_OK) {
            return status;
        }
        if (option == NULL && value != NULL) {
            return hodo_fail(error, HODO_INVALID, "'%s' is not an option: --help lists them", value);
        }
        if (option != NULL && strcmp(option->name, "help") == 0) {
            (void)fputs(usage, stdout);
            (void)fputs("\nOptions:\n", stdout);
            hodo_option_print(options, stdout);
            *helped = true;
            return HODO_OK;
        }
        if (option != NULL) {
            if (text[option - options] != NULL) {
                return hodo_fail(error, HODO_INVALID, "--%s is given twice: drop one", option->name);
            }
            text[option - options] = value;
        }
    }
    return HODO_OK;
}
