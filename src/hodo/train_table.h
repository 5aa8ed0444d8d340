/* The table of `hodo train`: a header from which the run can be made again, and one row a look.
 *
 * Rows hold step, epoch, eta and the loss of the last batch, then what the probes measured. The header has
 * every setting, the data, the weight matrices with their scales, why the run ended, and the machine. Times
 * stand in the header only: rows of the same settings are the same.
 */
#ifndef HODO_HODO_TRAIN_TABLE_H
#define HODO_HODO_TRAIN_TABLE_H

#include "hodo/named_data.h"
#include "hodo/named_network.h"
#include "hodo/table_file.h"
#include "hodo/train_probes.h"

typedef struct hodo_train_end {
    const char *how;    /* "all steps taken", "learned", "stuck", "diverged", "interrupted" */
    const char *reason; /* one line, or "" */
    size_t steps;       /* taken */
    double wall, looks; /* seconds of the whole training, and of the looks in it */
} hodo_train_end;

/* An empty table with its columns. NULL with *error. */
hodo_table *hodo_train_table_alloc(const hodo_train_panel *panel, hodo_train_scene *scene, hodo_error *error);

/* A row of this look; `values` are the panel's. The last look stands in place of a row of the same step. */
hodo_status hodo_train_table_look(hodo_table *table, const hodo_train_scene *scene, double epoch,
                                  const double *values, size_t count, hodo_error *error);

/* The header. */
hodo_status hodo_train_table_notes(hodo_table *table, const hodo_settings *settings,
                                   const hodo_named_data *data, const hodo_named_network *network,
                                   const hodo_train_scene *scene, const hodo_train_end *end, hodo_error *error);

#endif
