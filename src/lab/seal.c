#include "lab/seal.h"

#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

hodo_seal hodo_seal_begin(void)
{
    return (hodo_seal){.rows = 0, .hash = HODO_HASH_START};
}

void hodo_seal_row(hodo_seal *seal, const char *const *fields, size_t count)
{
    for (size_t c = 0; c < count; c++) {
        seal->hash = hodo_hash_text(seal->hash, fields[c]);
    }
    seal->rows++;
}

void hodo_seal_text(const hodo_seal *seal, char text[HODO_SEAL_SIZE])
{
    (void)snprintf(text, HODO_SEAL_SIZE, "%zu %016" PRIx64, seal->rows, seal->hash);
}

hodo_status hodo_seal_of(const hodo_table *table, size_t measured, char text[HODO_SEAL_SIZE], hodo_error *error)
{
    hodo_seal seal = hodo_seal_begin();
    char(*numbers)[HODO_NUMBER_SIZE] = calloc(measured, sizeof *numbers);
    const char **fields = calloc(measured, sizeof *fields);
    const bool room = numbers != NULL && fields != NULL;
    for (size_t row = 0; room && row < hodo_table_rows(table); row++) {
        for (size_t c = 0; c < measured; c++) {
            const hodo_value value = hodo_table_get(table, row, c);
            fields[c] = hodo_value_text(&value, numbers[c]);
        }
        hodo_seal_row(&seal, fields, measured);
    }
    free(numbers);
    free(fields);
    hodo_seal_text(&seal, text);
    return room ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for a row of %zu columns", measured);
}

hodo_status hodo_seal_check(const hodo_seal *seal, const char *note, hodo_error *error)
{
    char text[HODO_SEAL_SIZE];
    hodo_seal_text(seal, text);
    if (note == NULL) {
        return hodo_fail(error, HODO_DAMAGED, "it has no note '" HODO_SEAL_KEY "' to hold its rows to");
    }
    if (strcmp(note, text) == 0) {
        return HODO_OK;
    }
    const size_t rows = (size_t)strtoull(note, NULL, 10);
    return rows != seal->rows
               ? hodo_fail(error, HODO_DAMAGED, "it holds %zu rows where %zu were measured", seal->rows, rows)
               : hodo_fail(error, HODO_DAMAGED, "its rows are not those that were measured");
}
