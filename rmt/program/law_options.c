#include "rmt/program/law_options.h"

#include "base/number.h"
#include "rmt/program/header_lines.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The merged table: the law's options, then those of the command that the law does not know, then --help. */
typedef struct merged {
    hodo_option table[RMT_LAW_PARAMETERS_MOST + RMT_COMMAND_OPTIONS_MOST + 2];
    size_t of_law; /* the first ones */
} merged;

static const hodo_option help = {"help", NULL, "print this and exit"};

static size_t find_parameter(const rmt_law_row *row, const char *name)
{
    size_t i = 0;
    while (row->parameters[i].name != NULL && strcmp(row->parameters[i].name, name) != 0) {
        i++;
    }
    return i; /* that of the NULL name when there is none */
}

static size_t find_option(const hodo_option *options, const char *name)
{
    size_t i = 0;
    while (options[i].name != NULL && strcmp(options[i].name, name) != 0) {
        i++;
    }
    return i; /* that of the NULL name when there is none, their number */
}

static void merge(const rmt_law_command *command, const rmt_law_row *row, merged *all)
{
    size_t count = 0;
    for (const rmt_law_parameter *own = row->parameters; own->name != NULL; own++) {
        assert(count < RMT_LAW_PARAMETERS_MOST);
        all->table[count++] = (hodo_option){own->name, own->value, own->doc};
    }
    all->of_law = count;
    for (const hodo_option *option = command->options; option->name != NULL; option++) {
        assert(option - command->options < RMT_COMMAND_OPTIONS_MOST);
        if (row->parameters[find_parameter(row, option->name)].name == NULL) {
            all->table[count++] = *option;
        }
    }
    all->table[count++] = help;
    all->table[count] = (hodo_option){NULL, NULL, NULL};
}

void rmt_law_print_options(const rmt_law_row *row, FILE *file)
{
    hodo_option table[RMT_LAW_PARAMETERS_MOST + 1];
    char doc[RMT_LAW_PARAMETERS_MOST][160];
    size_t count = 0;
    for (const rmt_law_parameter *own = row->parameters; own->name != NULL; own++, count++) {
        const bool given = own->standard != NULL && own->standard[0] != '\0';
        (void)snprintf(doc[count], sizeof doc[count], "%s%s%s%s", own->doc, given ? " [" : "",
                       given ? own->standard : "", given ? "]" : own->standard == NULL ? " (needed)" : "");
        table[count] = (hodo_option){own->name, own->value, doc[count]};
    }
    table[count] = (hodo_option){NULL, NULL, NULL};
    hodo_option_print(table, file);
}

static void print_help(const rmt_law_command *command, const rmt_law_row *row)
{
    (void)printf("Usage: hodo-rmt %s %s [OPTION...]\n%s\nOptions:\n", command->name,
                 row != NULL ? row->name : "LAW", command->doc);
    hodo_option own[RMT_COMMAND_OPTIONS_MOST + 2];
    const size_t count = find_option(command->options, "");
    assert(count <= RMT_COMMAND_OPTIONS_MOST);
    memcpy(own, command->options, count * sizeof *own);
    own[count] = help;
    own[count + 1] = (hodo_option){NULL, NULL, NULL};
    hodo_option_print(own, stdout);
    if (row != NULL) {
        (void)printf("\nOptions of %s, %s:\n", row->name, row->doc);
        rmt_law_print_options(row, stdout);
        if (row->parameters[0].name == NULL) {
            (void)fputs("  none\n", stdout);
        }
    } else {
        (void)fputs("\nLaws:\n", stdout);
        for (const rmt_law_row *const *law = rmt_laws; *law != NULL; law++) {
            (void)printf("  %-20s%s\n", (*law)->name, (*law)->doc);
        }
        (void)printf("\n'hodo-rmt %s LAW --help' lists a law's options too.\n", command->name);
    }
    (void)fputs(
        "An option that law and command share is the law's first; given twice, the second is the command's.\n",
        stdout);
}

/* An option that only other laws know: whose is it? */
static hodo_status check_stranger(const rmt_law_row *row, const merged *all, const char *argument,
                                  hodo_error *error)
{
    char name[64];
    const size_t length = strncmp(argument, "--", 2) == 0 ? strcspn(argument + 2, "=") : 0;
    if (length == 0 || length >= sizeof name) {
        return HODO_OK;
    }
    memcpy(name, argument + 2, length);
    name[length] = '\0';
    if (all->table[find_option(all->table, name)].name != NULL) {
        return HODO_OK;
    }
    for (const rmt_law_row *const *other = rmt_laws; *other != NULL; other++) {
        if ((*other)->parameters[find_parameter(*other, name)].name != NULL) {
            return hodo_fail(error, HODO_INVALID,
                             "--%s is an option of %s, not of %s: drop it or change the law", name,
                             (*other)->name, row->name);
        }
    }
    return HODO_OK;
}

/* The text of an option to its owner: the law, if it knows the name and has no text yet, or else the
 * command. */
static hodo_status give(const rmt_law_command *command, const rmt_law_row *row, const char *name,
                        const char *value, const char **law_text, const char **text, hodo_error *error)
{
    const size_t parameter = find_parameter(row, name), option = find_option(command->options, name);
    if (row->parameters[parameter].name != NULL && law_text[parameter] == NULL) {
        law_text[parameter] = value;
        return HODO_OK;
    }
    if (command->options[option].name != NULL && text[option] == NULL) {
        /* A flag's value is NULL; its own name marks that it was given. */
        text[option] = value != NULL ? value : command->options[option].name;
        return HODO_OK;
    }
    const bool shared = row->parameters[parameter].name != NULL && command->options[option].name != NULL;
    return hodo_fail(error, HODO_INVALID, "--%s is given %s: drop one", name, shared ? "three times" : "twice");
}

/* A shared option given once, which the law can do without, is the command's. */
static void settle_shared(const rmt_law_command *command, const rmt_law_row *row, const char **law_text,
                          const char **text)
{
    for (size_t i = 0; row->parameters[i].name != NULL; i++) {
        const size_t option = find_option(command->options, row->parameters[i].name);
        if (command->options[option].name != NULL && row->parameters[i].standard != NULL &&
            text[option] == NULL) {
            text[option] = law_text[i];
            law_text[i] = NULL;
        }
    }
}

static hodo_status read_request(const rmt_law_command *command, int argc, char **argv, rmt_law_request *request,
                                hodo_error *error)
{
    *request = (rmt_law_request){.law = NULL};
    if (argc >= 2 && strcmp(argv[1], "--help") == 0) {
        print_help(command, NULL);
        return HODO_OK;
    }
    if (argc < 2 || argv[1][0] == '-') {
        return hodo_fail(error, HODO_INVALID,
                         "the law is missing: write hodo-rmt %s LAW [OPTION...]; 'hodo-rmt laws' "
                         "lists them",
                         command->name);
    }
    const rmt_law_row *row = rmt_law_find(argv[1], error);
    if (row == NULL) {
        return HODO_INVALID;
    }
    merged all;
    merge(command, row, &all);
    for (int at = 2; at < argc;) {
        const hodo_option *option;
        const char *value;
        hodo_status status = check_stranger(row, &all, argv[at], error);
        status = status != HODO_OK ? status
                                   : hodo_option_next(all.table, argc, argv, &at, &option, &value, error);
        if (status != HODO_OK) {
            return status;
        }
        if (option == NULL && value != NULL) {
            return hodo_fail(error, HODO_INVALID, "'%s' is not an option: --help lists them", value);
        }
        if (option != NULL && strcmp(option->name, help.name) == 0) {
            print_help(command, row);
            return HODO_OK;
        }
        if (option != NULL) {
            status = give(command, row, option->name, value, request->law_text, request->text, error);
            if (status != HODO_OK) {
                return status;
            }
        }
    }
    settle_shared(command, row, request->law_text, request->text);
    const hodo_status status = rmt_law_open_settings(row, request->law_text, &request->law, error);
    for (size_t i = 0; status == HODO_OK && row->parameters[i].name != NULL; i++) {
        request->law_text[i] = request->law_text[i] != NULL ? request->law_text[i]
                                                            : row->parameters[i].standard;
    }
    return status;
}

hodo_status rmt_law_command_run(const rmt_law_command *command, int argc, char **argv, hodo_error *error)
{
    rmt_law_request request;
    hodo_status status = read_request(command, argc, argv, &request, error);
    if (status == HODO_OK && request.law != NULL) {
        status = command->answer(&request, error);
    }
    rmt_law_close(request.law);
    return status;
}

hodo_status rmt_law_request_note(const rmt_law_request *request, hodo_table *table, hodo_error *error)
{
    const rmt_law_row *row = request->law->row;
    hodo_status status = hodo_table_note(table, "law", row->name, error);
    for (size_t i = 0; status == HODO_OK && row->parameters[i].name != NULL; i++) {
        char key[64];
        size_t c = 0;
        for (; row->parameters[i].name[c] != '\0' && c + 1 < sizeof key; c++) {
            key[c] = row->parameters[i].name[c] == '-' ? '_' : row->parameters[i].name[c];
        }
        key[c] = '\0';
        if (request->law_text[i][0] != '\0') {
            status = hodo_table_note(table, key, request->law_text[i], error);
        }
    }
    return status;
}

void rmt_law_request_title(const rmt_law_request *request, char *title, size_t size)
{
    const rmt_law_row *row = request->law->row;
    size_t used = (size_t)snprintf(title, size, "%s", row->name);
    for (size_t i = 0; used < size && row->parameters[i].name != NULL; i++) {
        const char *standard = row->parameters[i].standard;
        if (request->law_text[i][0] != '\0' &&
            (standard == NULL || strcmp(standard, request->law_text[i]) != 0)) {
            used += (size_t)snprintf(title + used, size - used, " --%s=%s", row->parameters[i].name,
                                     request->law_text[i]);
        }
    }
}
