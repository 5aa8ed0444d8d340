/* A run: an experiment with every parameter settled, before the first cell.
 *
 * Each parameter becomes a setting: its values, their canonical text, and its place in the cartesian product.
 * With stride = the number of cells between two neighbouring values, the value of a swept setting in cell i is
 * number (i / stride) % count; an index is all that a cell is.
 */
#ifndef HODO_LAB_RUN_H
#define HODO_LAB_RUN_H

#include "lab/experiment.h"
#include "lab/grammar.h"

#define HODO_MOST_CELLS ((size_t)10000000)

typedef struct hodo_setting {
    const hodo_parameter *parameter;
    hodo_values values;    /* REPEAT: one, the count */
    const char *canonical; /* the values in the shortest text that reads back */
    size_t steps;          /* values that cells differ in: count of a SWEEP, n of a REPEAT, otherwise 1 */
    size_t stride;         /* cells */
} hodo_setting;

struct hodo_run {
    const hodo_experiment *experiment;
    const char *preset;
    const char *data; /* what cells read, or NULL; asked of the experiment once */
    uint64_t seed;
    hodo_arena *arena; /* owns what the settings point to */
    hodo_setting *settings;
    size_t setting_count;
    size_t cells;
    size_t measured, theoretical; /* columns */
};

/* The presets in the order of --help, ended by NULL. */
extern const char *const hodo_presets[];

/* Settles an experiment: preset (one of hodo_presets), then the texts NAME=VALUE. HODO_INVALID for an unknown
 * preset or parameter (with the nearest known), a name set twice, a bad or forbidden value, a sweep that
 * repeats a value, too many cells, and for an experiment whose own tables are malformed. NULL on failure. */
hodo_run *hodo_run_alloc(const hodo_experiment *experiment, const char *preset, const char *const *sets,
                         size_t set_count, uint64_t seed, hodo_error *error);
void hodo_run_free(hodo_run *run);

/* The text of a parameter in a preset. */
const char *hodo_preset_text(const hodo_parameter *parameter, const char *preset);

/* Whether the cells differ in it. */
bool hodo_parameter_swept(const hodo_parameter *parameter);

/* The setting of this name. When there is none, or its type is another, the program is wrong: it aborts. */
const hodo_setting *hodo_run_setting(const hodo_run *run, const char *name, hodo_type type);

/* Aborts with "EXPERIMENT: parameter 'NAME' WHAT". */
_Noreturn void hodo_run_wrong(const hodo_run *run, const char *name, const char *what);

/* Names for --list and messages. */
const char *hodo_type_name(hodo_type type);
const char *hodo_role_name(hodo_parameter_role role);

/* HODO_INVALID when the experiment's tables contradict themselves (lab/experiment.c). */
hodo_status hodo_experiment_check(const hodo_experiment *experiment, hodo_error *error);

/* Reads a parameter's values from a text and holds them to its role and limits (lab/setting.c). */
hodo_status hodo_setting_read(hodo_setting *setting, const char *text, hodo_arena *arena, hodo_error *error);

#endif
