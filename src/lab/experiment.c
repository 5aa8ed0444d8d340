/* What an experiment's tables must keep to. A slip here is the author's, and is said at the first start. */
#include "lab/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const type_names[] = {
    [HODO_REAL] = "real", [HODO_INTEGER] = "integer", [HODO_TEXT] = "text"};
static const char *const role_names[] = {
    [HODO_ONE] = "one", [HODO_LIST] = "list", [HODO_SWEEP] = "sweep", [HODO_REPEAT] = "repeat"};

const char *hodo_type_name(hodo_type type)
{
    return type_names[type];
}

const char *hodo_role_name(hodo_parameter_role role)
{
    return role_names[role];
}

bool hodo_parameter_swept(const hodo_parameter *parameter)
{
    return parameter->role == HODO_SWEEP || parameter->role == HODO_REPEAT;
}

/* Names become keys of macros, header lines and journal fields: nothing in them needs escaping. */
static bool tame(const char *name, const char *others)
{
    return *name != '\0' &&
           name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")] == '\0' &&
           strpbrk(name, others) == NULL;
}

static hodo_status check_parameters(const hodo_experiment *experiment, hodo_error *error)
{
    for (const hodo_parameter *p = experiment->parameters; p->name != NULL; p++) {
        const char *slip = NULL;
        if (!tame(p->name, "")) {
            slip = "its name may hold letters, digits, '-' and '_'";
        } else if (p->usual == NULL || p->unit == NULL || p->doc == NULL) {
            slip = "it needs usual values, a unit and a doc";
        } else if (p->role == HODO_REPEAT && p->type != HODO_INTEGER) {
            slip = "a REPEAT is an INTEGER";
        } else if (p->shares_draws && p->role != HODO_SWEEP) {
            slip = "only a SWEEP can share draws";
        } else if (!(p->least <= p->most)) {
            slip = "its limits are in the wrong order";
        }
        for (const hodo_parameter *q = experiment->parameters; q < p; q++) {
            slip = strcmp(p->name, q->name) == 0 ? "it is declared twice" : slip;
        }
        if (slip != NULL) {
            return hodo_fail(error, HODO_INVALID, "%s, table of parameters: '%s': %s", experiment->name,
                             p->name, slip);
        }
    }
    return HODO_OK;
}

static hodo_status check_columns(const hodo_experiment *experiment, hodo_error *error)
{
    const hodo_column *tables[] = {experiment->columns, experiment->theory_columns};
    for (size_t t = 0; t < 2; t++) {
        for (const hodo_column *c = tables[t]; c != NULL && c->name != NULL; c++) {
            const char *slip = NULL;
            if (!tame(c->name, "-")) {
                slip = "its name may hold letters, digits and '_'";
            } else if (c->unit == NULL || c->doc == NULL) {
                slip = "it needs a unit and a doc";
            } else if (t == 1 && c->type == HODO_TEXT) {
                slip = "a theory column holds numbers";
            }
            for (size_t u = 0; u <= t; u++) {
                for (const hodo_column *d = tables[u]; d != NULL && d->name != NULL && d != c; d++) {
                    slip = strcmp(c->name, d->name) == 0 ? "it is declared twice" : slip;
                }
            }
            if (slip != NULL) {
                return hodo_fail(error, HODO_INVALID, "%s, table of columns: '%s': %s", experiment->name,
                                 c->name, slip);
            }
        }
    }
    return HODO_OK;
}

hodo_status hodo_experiment_check(const hodo_experiment *experiment, hodo_error *error)
{
    const char *slash = strchr(experiment->name, '/');
    if (slash == NULL || slash == experiment->name || slash[1] == '\0' || strchr(slash + 1, '/') != NULL ||
        experiment->name[strspn(experiment->name, "abcdefghijklmnopqrstuvwxyz0123456789-_/")] != '\0') {
        return hodo_fail(error, HODO_INVALID, "an experiment is named PAPER/FIGURE in lower case, not '%s'",
                         experiment->name);
    }
    if (experiment->title == NULL || experiment->source == NULL || experiment->parameters == NULL ||
        experiment->columns == NULL || experiment->columns->name == NULL || experiment->compute == NULL) {
        return hodo_fail(error, HODO_INVALID, "%s needs a title, a source, parameters, columns and compute",
                         experiment->name);
    }
    const hodo_status status = check_parameters(experiment, error);
    return status == HODO_OK ? check_columns(experiment, error) : status;
}

void hodo_run_wrong(const hodo_run *run, const char *name, const char *what)
{
    (void)fprintf(stderr, "%s: programming error: parameter '%s' %s\n", run->experiment->name, name, what);
    abort();
}

const hodo_setting *hodo_run_setting(const hodo_run *run, const char *name, hodo_type type)
{
    for (size_t i = 0; i < run->setting_count; i++) {
        const hodo_setting *setting = &run->settings[i];
        if (strcmp(setting->parameter->name, name) == 0) {
            if (setting->parameter->type != type &&
                !(type == HODO_REAL && setting->parameter->type == HODO_INTEGER)) {
                hodo_run_wrong(run, name, "is read as another type than it has");
            }
            return setting;
        }
    }
    hodo_run_wrong(run, name, "is not in the experiment's table");
}
