#include "hodo/train_table.h"

#include "base/file.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char first_line[] = "# program: hodo train";

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

hodo_status hodo_train_table_check(const char *path, hodo_error *error)
{
    if (path == NULL) {
        return HODO_OK;
    }
    FILE *file = fopen(path, "r");
    if (file != NULL) {
        char line[sizeof first_line] = "";
        const bool ours =
            fgets(line, sizeof line, file) != NULL && strncmp(line, first_line, sizeof first_line - 1) == 0;
        const bool empty = line[0] == '\0';
        (void)fclose(file);
        if (!ours && !empty) {
            return hodo_fail(error, HODO_INVALID,
                             "'%s' is there and was not written by hodo train: it is left alone; give another "
                             "--output",
                             path);
        }
    } else if (errno != ENOENT) {
        return hodo_fail(error, HODO_IO, "--output=%s: %s: give another", path, strerror(errno));
    }
    hodo_file trial;
    const hodo_status status = hodo_file_begin(&trial, path, error);
    if (status == HODO_OK) {
        hodo_file_abandon(&trial);
    }
    return status;
}

hodo_status hodo_train_table_put(const hodo_table *table, const char *path, hodo_error *error)
{
    if (path != NULL) {
        return hodo_table_write(table, path, error);
    }
    const hodo_status status = hodo_table_print(table, stdout, error);
    return status == HODO_OK && fflush(stdout) != 0
               ? hodo_fail(error, HODO_IO, "cannot write the table to standard output: %s", strerror(errno))
               : status;
}
