#include <config.h> /* PACKAGE_STRING */

#include "lab/face.h"

#include "base/option.h"
#include "base/pool.h"
#include "lab/commit.h"
#include "lab/run.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_THREADS = 4096 };
static const uint64_t USUAL_SEED = 1;

/* Every option writes its own field: a row is all that a new one needs. */
typedef hodo_status (*setter)(hodo_request *request, const char *value, hodo_error *error);

static hodo_status set_preset(hodo_request *request, const char *value, hodo_error *error)
{
    (void)error;
    request->preset = value;
    return HODO_OK;
}

static hodo_status set_set(hodo_request *request, const char *value, hodo_error *error)
{
    (void)error;
    request->sets[request->set_count++] = value;
    return HODO_OK;
}

static hodo_status read_number(const char *option, const char *value, int64_t least, int64_t most,
                               int64_t *number, hodo_error *error)
{
    if (hodo_integer_read(value, number, NULL) != HODO_OK || *number < least || *number > most) {
        return hodo_fail(error, HODO_INVALID, "--%s=%s: give a whole number from %" PRId64 " to %" PRId64,
                         option, value, least, most);
    }
    return HODO_OK;
}

static hodo_status set_seed(hodo_request *request, const char *value, hodo_error *error)
{
    int64_t number = 0;
    const hodo_status status = read_number("seed", value, 0, INT64_MAX, &number, error);
    request->seed = (uint64_t)number;
    return status;
}

static hodo_status set_threads(hodo_request *request, const char *value, hodo_error *error)
{
    int64_t number = 1;
    const hodo_status status = read_number("threads", value, 1, MOST_THREADS, &number, error);
    request->threads = (size_t)number;
    return status;
}

static hodo_status set_output(hodo_request *request, const char *value, hodo_error *error)
{
    (void)error;
    request->output = value;
    return HODO_OK;
}

static hodo_status set_continuation(hodo_request *request, hodo_continuation continuation, hodo_error *error)
{
    if (request->continuation != HODO_CONTINUE_IF_FITS && request->continuation != continuation) {
        return hodo_fail(error, HODO_INVALID, "--resume and --fresh contradict each other: give one");
    }
    request->continuation = continuation;
    return HODO_OK;
}

static hodo_status set_resume(hodo_request *request, const char *value, hodo_error *error)
{
    (void)value;
    return set_continuation(request, HODO_RESUME, error);
}

static hodo_status set_fresh(hodo_request *request, const char *value, hodo_error *error)
{
    (void)value;
    return set_continuation(request, HODO_FRESH, error);
}

#define FLAG(field)                                                                             \
    static hodo_status set_##field(hodo_request *request, const char *value, hodo_error *error) \
    {                                                                                           \
        (void)value;                                                                            \
        (void)error;                                                                            \
        request->field = true;                                                                  \
        return HODO_OK;                                                                         \
    }
FLAG(check)
FLAG(plan)
FLAG(verify)
FLAG(list)
FLAG(quiet)
FLAG(version)
FLAG(help)

static const hodo_option options[] = {
    {"preset", "quick|default|paper",
     "sizes: a minute, the usual figure, or the published one (default: default)"},
    {"set", "NAME=VALUE[,VALUE...]", "a parameter, in place of the preset's; once for each"},
    {"seed", "N", "of every random number (default: 1)"},
    {"threads", "N", "workers; the rows do not depend on it (default: the CPUs that may be used)"},
    {"output", "FILE.tsv", "the table; FILE.claims.tsv and FILE.macros.tex stand beside it"},
    {"resume", NULL, "continue a journal; of a finished table, evaluate theory and claims again"},
    {"fresh", NULL, "discard a journal and compute anew"},
    {"check", NULL, "exit 3 when a claim differs"},
    {"plan", NULL, "print the cells, their cost and an estimate of the time; compute nothing"},
    {"verify", NULL, "exit 1 unless FILE.tsv, claims and macros are what these options make; compute nothing"},
    {"list", NULL, "print name, title, parameters and columns, tab-separated"},
    {"quiet", NULL, "no progress, no verdicts"},
    {"version", NULL, "print the version"},
    {"help", NULL, "print this"},
    {NULL, NULL, NULL},
};

/* In the order of `options`. */
static const setter setters[] = {set_preset, set_set,    set_seed, set_threads, set_output,
                                 set_resume, set_fresh,  set_check, set_plan,   set_verify,
                                 set_list,   set_quiet,  set_version, set_help};

_Static_assert(sizeof setters / sizeof setters[0] + 1 == sizeof options / sizeof options[0],
               "an option lacks its setter");

hodo_status hodo_request_parse(int argc, char **argv, hodo_request *request, hodo_error *error)
{
    *request = (hodo_request){.preset = "default", .seed = USUAL_SEED, .threads = hodo_pool_processors()};
    request->sets = calloc((size_t)argc + 1, sizeof *request->sets);
    if (request->sets == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %d arguments", argc);
    }
    for (int at = 1; at < argc;) {
        const hodo_option *option;
        const char *value;
        hodo_status status = hodo_option_next(options, argc, argv, &at, &option, &value, error);
        if (status == HODO_OK && option == NULL && value != NULL) {
            status = hodo_fail(error, HODO_INVALID, "'%s' is no option: --help lists them", value);
        }
        if (status == HODO_OK && option != NULL) {
            status = setters[option - options](request, value, error);
        }
        if (status != HODO_OK) {
            return status;
        }
    }
    return HODO_OK;
}

void hodo_request_clear(hodo_request *request)
{
    free(request->sets);
    request->sets = NULL;
}

void hodo_face_version(const hodo_experiment *experiment, FILE *file)
{
    char commit[HODO_COMMIT_SIZE];
    hodo_commit_read(commit);
    (void)fprintf(file, "%s (" PACKAGE_STRING ", commit %s)\n", experiment->name, commit);
}

void hodo_face_help(const hodo_experiment *experiment, const char *program, FILE *file)
{
    (void)fprintf(file, "%s: %s\nSource: %s\n\nUsage: %s [OPTION]...\n", experiment->name, experiment->title,
                  experiment->source, program);
    hodo_option_print(options, file);
    (void)fprintf(file, "\nParameters (--set NAME=VALUE; presets quick / default / paper):\n");
    for (const hodo_parameter *p = experiment->parameters; p->name != NULL; p++) {
        (void)fprintf(file, "  %s [%s], %s, %s: %s\n      %s / %s / %s\n", p->name, p->unit,
                      hodo_type_name(p->type), hodo_role_name(p->role), p->doc, hodo_preset_text(p, "quick"),
                      hodo_preset_text(p, "default"), hodo_preset_text(p, "paper"));
    }
    (void)fprintf(
        file, "\nValues: 0.5 | 1,2,5 | 10..200 | 10..200..5 | linspace(a,b,n) | logspace(-3,0,20), mixed with "
              "commas.\n"
              "Exit: 0 done, 1 failed while running, 2 bad usage or parameters, 3 --check and a claim fell.\n");
}

static void list_columns(const char *what, const hodo_column *columns, FILE *file)
{
    for (const hodo_column *c = columns; c != NULL && c->name != NULL; c++) {
        (void)fprintf(file, "%s\t%s\t%s\t%s\t%s\n", what, c->name, hodo_type_name(c->type), c->unit, c->doc);
    }
}

void hodo_face_list(const hodo_experiment *experiment, FILE *file)
{
    (void)fprintf(file, "name\t%s\ntitle\t%s\nsource\t%s\n", experiment->name, experiment->title,
                  experiment->source);
    for (const hodo_parameter *p = experiment->parameters; p->name != NULL; p++) {
        (void)fprintf(file, "parameter\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", p->name, hodo_type_name(p->type),
                      hodo_role_name(p->role), hodo_preset_text(p, "quick"), hodo_preset_text(p, "default"),
                      hodo_preset_text(p, "paper"), p->unit, p->doc);
    }
    list_columns("column", experiment->columns, file);
    list_columns("theory", experiment->theory_columns, file);
}
