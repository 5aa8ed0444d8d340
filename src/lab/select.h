/* Picking numbers out of a finished table: the values of one column in the rows that meet some
 * conditions. A claims function says with it which independent draws it judges. */
#ifndef HODO_LAB_SELECT_H
#define HODO_LAB_SELECT_H

#include "base/arena.h"
#include "base/table.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* column == value; a real is compared exactly, as the table prints and reads it exactly. */
typedef struct hodo_condition {
    const char *column; /* NULL ends a list */
    hodo_value value;   /* an integer equals a real of the same value */
} hodo_condition;

/* The values of numeric column `name` in the rows where every condition holds, in row order: (*count,), in
 * memory of the arena. NULL with HODO_MISMATCH when a column does not exist or `name` holds texts, and with
 * HODO_NO_MEMORY. No matching row gives *count = 0 and a valid pointer. */
double *hodo_select(const hodo_table *table, const char *name, const hodo_condition *conditions,
                    hodo_arena *arena, size_t *count, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
