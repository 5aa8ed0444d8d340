#include "base/name.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* So much of the names fits into a message; a table with more ends in dots. */
enum { LIST_LENGTH = 320 };
static const char dots[] = ", ...";

typedef struct table {
    const void *first; /* the first name, or the first pointer to a row */
    size_t stride, count;
    bool pointed;
} table;

/* NULL beyond the last row. */
static const char *name_of(const table *rows, size_t i)
{
    const char *name = NULL;
    if (i < rows->count) {
        const void *row = (const char *)rows->first + i * rows->stride;
        if (rows->pointed) {
            memcpy(&row, row, sizeof row);
        }
        if (row != NULL) {
            memcpy(&name, row, sizeof name);
        }
    }
    return name;
}

static void list_names(const table *rows, char list[LIST_LENGTH])
{
    size_t used = 0;
    (void)strcpy(list, "none");
    for (size_t i = 0; name_of(rows, i) != NULL; i++) {
        const char *name = name_of(rows, i), *comma = i > 0 ? ", " : "";
        if (used + strlen(comma) + strlen(name) + sizeof dots > LIST_LENGTH) {
            (void)strcpy(list + used, dots + (i > 0 ? 0 : strlen(", ")));
            return;
        }
        used += (size_t)snprintf(list + used, LIST_LENGTH - used, "%s%s", comma, name);
    }
}

static const char *nearest(const table *rows, const char *word)
{
    const char *near = NULL;
    for (size_t i = 0; name_of(rows, i) != NULL; i++) {
        const char *two[] = {near != NULL ? near : name_of(rows, i), near != NULL ? name_of(rows, i) : NULL};
        near = hodo_nearest(word, two, sizeof two[0], 2);
    }
    return near;
}

static size_t find(const char *what, const char *name, const table *rows, hodo_error *error)
{
    for (size_t i = 0; name != NULL && name_of(rows, i) != NULL; i++) {
        if (strcmp(name_of(rows, i), name) == 0) {
            return i;
        }
    }
    char list[LIST_LENGTH];
    const char *word = name != NULL ? name : "", *near = nearest(rows, word);
    list_names(rows, list);
    if (near != NULL) {
        (void)hodo_fail(error, HODO_INVALID, "unknown %s '%.60s': did you mean %s? There are %s", what, word,
                        near, list);
    } else {
        (void)hodo_fail(error, HODO_INVALID, "unknown %s '%.60s': there are %s", what, word, list);
    }
    return HODO_NO_NAME;
}

size_t hodo_name_find(const char *what, const char *name, const char *const *first, size_t stride, size_t count,
                      hodo_error *error)
{
    return find(what, name, &(table){first, stride, count, false}, error);
}

size_t hodo_name_find_pointed(const char *what, const char *name, const void *rows, size_t count,
                              hodo_error *error)
{
    return find(what, name, &(table){rows, sizeof(const void *), count, true}, error);
}
