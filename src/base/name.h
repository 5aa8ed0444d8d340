/* The place of a row in a table by its name, and what to say when no row has it.
 *
 * A user's word picks an activation, a loss, a law, a parameter. Every such table is asked here, so that all
 * of them refuse a word they do not know in the same one line: the word, the nearest name and all names.
 */
#ifndef HODO_BASE_NAME_H
#define HODO_BASE_NAME_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What hodo_name_find returns when no row has the name. */
#define HODO_NO_NAME SIZE_MAX

/* The index of the row called `name`. `first` points to the name in the first of `count` rows of `stride`
 * bytes; a NULL name ends the table early (count may then be SIZE_MAX). HODO_NO_NAME with HODO_INVALID in
 * *error when there is none; `what` is the kind of row, in words: "activation". A NULL `name` is no row's. */
size_t hodo_name_find(const char *what, const char *name, const char *const *first, size_t stride, size_t count,
                      hodo_error *error);

/* The same for a table of pointers to rows that begin with their names; a NULL pointer ends it early. Errors as
 * hodo_name_find. */
size_t hodo_name_find_pointed(const char *what, const char *name, const void *rows, size_t count,
                              hodo_error *error);

/* The known word nearest to `word` (Damerau-Levenshtein distance), or NULL when none is near.
 * `first` points to the name in the first of `count` table rows of `stride` bytes; a NULL name ends
 * the table early. Words longer than 63 letters are compared by their beginnings. */
const char *hodo_nearest(const char *word, const char *const *first, size_t stride, size_t count);

#ifdef __cplusplus
}
#endif

#endif
