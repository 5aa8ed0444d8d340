#include "hodo/train_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const hodo_column fixed[] = {
    {"step", "1", "steps taken", HODO_INTEGER},
    {"epoch", "1", "samples seen over training samples", HODO_REAL},
    {"eta", "1", "learning rate of the last step", HODO_REAL},
    {"batch_loss", "1", "loss of the last batch, before its step", HODO_REAL},
};
enum { FIXED = sizeof fixed / sizeof fixed[0] };

hodo_table *hodo_train_table_alloc(const hodo_train_panel *panel, hodo_train_scene *scene, hodo_error *error)
{
    hodo_column *columns = hodo_arena_take(scene->arena, FIXED + panel->values, sizeof *columns, error);
    if (columns == NULL) {
        return NULL;
    }
    memcpy(columns, fixed, sizeof fixed);
    if (hodo_train_panel_columns(panel, scene, columns + FIXED, error) != HODO_OK) {
        return NULL;
    }
    return hodo_table_alloc(columns, FIXED + panel->values, error);
}

hodo_status hodo_train_table_look(hodo_table *table, const hodo_train_scene *scene, double epoch,
                                  const double *values, size_t count, hodo_error *error)
{
    const hodo_cell_state *cell = scene->cell;
    hodo_value *row = malloc((FIXED + count) * sizeof *row);
    if (row == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a row");
    }
    row[0] = hodo_integer((int64_t)cell->step);
    row[1] = hodo_real(epoch);
    row[2] = hodo_real(cell->step > 0 ? cell->eta : NAN);
    row[3] = hodo_real(cell->step > 0 ? cell->loss : NAN);
    for (size_t i = 0; i < count; i++) {
        row[FIXED + i] = hodo_real(values[i]);
    }
    const size_t rows = hodo_table_rows(table);
    hodo_status status = HODO_OK;
    if (rows > 0 && hodo_table_get(table, rows - 1, 0).integer == row[0].integer) {
        for (size_t i = 0; i < FIXED + count; i++) {
            hodo_table_set(table, rows - 1, i, row[i]);
        }
    } else {
        status = hodo_table_add(table, row, error);
    }
    free(row);
    return status;
}
