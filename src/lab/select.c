#include "lab/select.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static bool equal(hodo_value a, hodo_value b)
{
    if (a.type == HODO_TEXT || b.type == HODO_TEXT) {
        return a.type == b.type && strcmp(a.text, b.text) == 0;
    }
    const double x = a.type == HODO_REAL ? a.real : (double)a.integer;
    const double y = b.type == HODO_REAL ? b.real : (double)b.integer;
    return x == y;
}

static size_t find(const hodo_table *table, const char *name, hodo_error *error)
{
    const size_t column = hodo_table_find(table, name);
    if (column == SIZE_MAX) {
        hodo_fail(error, HODO_MISMATCH, "the table has no column '%s'", name);
    }
    return column;
}

/* columns[i] is where the i-th condition looks. */
static bool holds(const hodo_table *table, size_t row, const hodo_condition *conditions, const size_t *columns)
{
    for (size_t i = 0; conditions[i].column != NULL; i++) {
        if (!equal(hodo_table_get(table, row, columns[i]), conditions[i].value)) {
            return false;
        }
    }
    return true;
}

double *hodo_select(const hodo_table *table, const char *name, const hodo_condition *conditions,
                    hodo_arena *arena, size_t *count, hodo_error *error)
{
    const size_t column = find(table, name, error);
    if (column == SIZE_MAX || hodo_table_column(table, column)->type == HODO_TEXT) {
        if (column != SIZE_MAX) {
            hodo_fail(error, HODO_MISMATCH, "column '%s' holds texts, numbers are wanted", name);
        }
        return NULL;
    }
    size_t condition_count = 0;
    while (conditions[condition_count].column != NULL) {
        condition_count++;
    }
    size_t *columns = hodo_arena_take(arena, condition_count, sizeof *columns, error);
    for (size_t i = 0; columns != NULL && i < condition_count; i++) {
        columns[i] = find(table, conditions[i].column, error);
        if (columns[i] == SIZE_MAX) {
            return NULL;
        }
    }
    double *values = hodo_arena_take(arena, hodo_table_rows(table) + 1, sizeof *values, error);
    if (columns == NULL || values == NULL) {
        return NULL;
    }
    *count = 0;
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        if (holds(table, row, conditions, columns)) {
            const hodo_value value = hodo_table_get(table, row, column);
            values[(*count)++] = value.type == HODO_REAL ? value.real : (double)value.integer;
        }
    }
    return values;
}
