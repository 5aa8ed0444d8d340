/* Probes of `hodo train`: what a look at a network in training can measure, a row a probe.
 *
 * To add one: a file train_probe_NAME.c with its functions, a row in train_probes.c, a line in local.mk. A
 * column stands once, or once a weight matrix, a feature or an activation: then its name ends in _0, _1, ... A
 * probe that meets a number which is not finite leaves nan in its columns; any other failure ends the run.
 */
#ifndef HODO_HODO_TRAIN_PROBES_H
#define HODO_HODO_TRAIN_PROBES_H

#include "hodo/train_scene.h"

#include "base/table.h"

/* What a column is repeated over. */
typedef enum hodo_train_each {
    HODO_EACH_ONCE = 0,
    HODO_EACH_WEIGHT,     /* weight matrix k = 0 .. */
    HODO_EACH_FEATURE,    /* features f_1 .. f_L (f_0 is the input) */
    HODO_EACH_ACTIVATION, /* activation layers 0 .. */
    HODO_EACH_END
} hodo_train_each;

typedef struct hodo_train_probe_column {
    const char *name, *unit, *doc; /* name NULL ends the list */
    hodo_train_each each;
} hodo_train_probe_column;

enum { HODO_TRAIN_PROBE_COLUMNS = 4 };

typedef struct hodo_train_probe {
    const char *name, *doc;
    hodo_train_probe_column columns[HODO_TRAIN_PROBE_COLUMNS + 1];
    /* Work space and what is remembered from the start; NULL where nothing is. In scene->arena; NULL with
     * *error on failure. */
    void *(*take)(hodo_train_scene *scene, hodo_error *error);
    /* Called before every step t for probes that must see all of them; NULL for the others. */
    hodo_status (*follow)(hodo_train_scene *scene, void *state, hodo_error *error);
    /* values: the columns in order, each with all its repetitions. */
    hodo_status (*measure)(hodo_train_scene *scene, void *state, double *values, hodo_error *error);
} hodo_train_probe;

extern const hodo_train_probe hodo_train_probes[]; /* ended by a row whose name is NULL */

/* The reader of --probe (option_value.h): a list of names with commas; unknown ones with the nearest, repeated
 * ones refused. */
hodo_status hodo_train_read_probes(const hodo_option_row *row, const char *where, const char *value,
                                   void *place, hodo_error *error);

typedef struct hodo_train_chosen {
    const hodo_train_probe *probe;
    void *state;
    size_t first, count; /* of its values in a row */
} hodo_train_chosen;

typedef struct hodo_train_panel {
    hodo_train_chosen *chosen; /* in the order of the list */
    size_t count, values;      /* probes, columns of all together */
} hodo_train_panel;

/* The probes of a list that the reader has taken, with their work space, in the scene's arena. */
hodo_status hodo_train_panel_take(hodo_train_scene *scene, const char *list, hodo_train_panel *panel,
                                  hodo_error *error);

/* columns[0 .. values - 1] <- the columns, names in the arena. */
hodo_status hodo_train_panel_columns(const hodo_train_panel *panel, hodo_train_scene *scene,
                                     hodo_column *columns, hodo_error *error);

/* Before every step; at a look. */
hodo_status hodo_train_panel_follow(const hodo_train_panel *panel, hodo_train_scene *scene, hodo_error *error);
hodo_status hodo_train_panel_measure(const hodo_train_panel *panel, hodo_train_scene *scene, double *values,
                                     hodo_error *error);

#endif
