/* The grammar of --set and of the presets: a text becomes a list of values of one type.
 *
 *     list  = item { "," item }           commas in parentheses do not split; blanks at the ends are dropped
 *     item  = number | text
 *           | first ".." last [".." step]  whole numbers, both ends included; a step may be negative
 *           | linspace(a,b,n)              n equally spaced values from a to b, both included
 *           | logspace(a,b,n)              the same for the exponents: from 10^a to 10^b
 *
 * Spaced values are rounded to 12 significant digits, so that linspace(0,1,11) holds the very 0.3 that one
 * types, and the last bit of pow(), which differs between C libraries, can name no other random stream. For
 * INTEGER they are rounded to whole numbers.
 */
#ifndef HODO_LAB_GRAMMAR_H
#define HODO_LAB_GRAMMAR_H

#include "base/arena.h"
#include "base/number.h"
#include "base/status.h"
#include "base/table.h"

#include <stddef.h>
#include <stdint.h>

#define HODO_MOST_VALUES ((size_t)1000000) /* of one list; more is a slip of the finger */

typedef struct hodo_values {
    hodo_type type;
    size_t count; /* >= 1 */
    union {
        double *reals;
        int64_t *integers;
        const char **texts;
    };
} hodo_values;

/* Reads a whole list; the values live in the arena. HODO_INVALID names the item and the remedy: an empty item,
 * a wrong type, a number that is not finite, an unknown function, more than HODO_MOST_VALUES values. */
hodo_status hodo_values_read(hodo_values *values, hodo_type type, const char *text, hodo_arena *arena,
                             hodo_error *error);

/* One value in canonical text: the shortest that reads back. Points into `buffer` or, for TEXT, into values. */
const char *hodo_values_text(const hodo_values *values, size_t index, char buffer[HODO_NUMBER_SIZE]);

/* All of them with commas between; NULL when memory is short. */
const char *hodo_values_canonical(const hodo_values *values, hodo_arena *arena, hodo_error *error);

/* The index of a value that stands twice in the list, or SIZE_MAX. */
hodo_status hodo_values_repeated(const hodo_values *values, size_t *index, hodo_error *error);

#endif
