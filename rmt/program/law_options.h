/* The words "LAW [law options] [command options]" that every command on a law begins with, read in one place.
 *
 * The table of options is made at run time: the law's own (row->parameters) and then the command's. An option
 * that both know (fuss-catalan --order, moments --order) is first the law's and, given a second time, the
 * command's; given once, it is the law's if the law cannot do without it and the command's if it can. An option
 * of another law is refused with the name of that law, a slip of the finger with the nearest option.
 *
 *     static const rmt_law_command command = {"density", "...", options, answer};
 *     rmt_law_command_run(&command, argc, argv, error)   opens the law and calls `answer`
 */
#ifndef RMT_LAW_OPTIONS_H
#define RMT_LAW_OPTIONS_H

#include "base/option.h"
#include "base/table.h"
#include "rmt/law/law.h"

enum { RMT_COMMAND_OPTIONS_MOST = 16 };

/* What was asked: an open law and the texts of options. */
typedef struct rmt_law_request {
    rmt_law *law; /* NULL when --help was asked, and printed */
    const char *law_text[RMT_LAW_PARAMETERS_MOST]; /* the text of each parameter, the standard's when not
                                                    * given */
    const char *text[RMT_COMMAND_OPTIONS_MOST]; /* of the command's options in their order; NULL: not given */
} rmt_law_request;

/* A command of the form `hodo-rmt NAME LAW [OPTION...]`. */
typedef struct rmt_law_command {
    const char *name;
    const char *doc;            /* paragraphs of --help, after the line of usage; lines end in '\n' */
    const hodo_option *options; /* ended by a NULL name; without --help, which all have */
    hodo_status (*answer)(const rmt_law_request *request, hodo_error *error);
} rmt_law_command;

/* Reads argv[1 .. argc-1], opens the law, answers, closes the law; or prints --help. HODO_INVALID is bad usage;
 * else the errors of rmt_law_open_settings and of `answer`. */
hodo_status rmt_law_command_run(const rmt_law_command *command, int argc, char **argv, hodo_error *error);

/* Notes `law`, then each of its parameters with a value, as keys of the table's header. */
hodo_status rmt_law_request_note(const rmt_law_request *request, hodo_table *table, hodo_error *error);

/* "marchenko-pastur --ratio=0.5": the law as it was asked for, for a title. */
void rmt_law_request_title(const rmt_law_request *request, char *title, size_t size);

/* A law and its options as lines of help. */
void rmt_law_print_options(const rmt_law_row *row, FILE *file);

#endif
