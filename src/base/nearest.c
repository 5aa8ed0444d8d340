#include "base/name.h"

#include <string.h>

/* Words longer than this are compared by their beginnings. */
enum { LONGEST_WORD = 63 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau-Levenshtein distance (insert, delete, replace, swap neighbours), three rows of it. */
static size_t distance(const char *a, const char *b)
{
    const size_t m = strnlen(a, LONGEST_WORD), n = strnlen(b, LONGEST_WORD);
    size_t rows[3][LONGEST_WORD + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= n; j++) {
        last[j] = j;
        before[j] = j;
    }
    for (size_t i = 1; i <= m; i++) {
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            const size_t replace = last[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = smaller(replace, smaller(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = smaller(row[j], before[j - 2] + 1);
            }
        }
        size_t *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[n];
}

const char *hodo_nearest(const char *word, const char *const *first, size_t stride, size_t count)
{
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        const char *name = *(const char *const *)(const void *)((const char *)first + i * stride);
        if (name == NULL) {
            break;
        }
        const size_t d = distance(word, name);
        if (d < least) {
            least = d;
            nearest = name;
        }
    }
    /* More than half of the letters wrong is no slip of the finger. */
    const size_t letters = strlen(word);
    return least <= letters / 2 ? nearest : NULL;
}
