#include "hodo/table_file.h"

#include "base/file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

hodo_status hodo_table_file_check(const char *path, const char *program, hodo_error *error)
{
    if (path == NULL) {
        return HODO_OK;
    }
    FILE *file = fopen(path, "r");
    if (file != NULL) {
        char line[256] = "", wanted[256];
        (void)snprintf(wanted, sizeof wanted, "# program: %s\n", program);
        const bool ours = fgets(line, sizeof line, file) != NULL && strcmp(line, wanted) == 0;
        const bool empty = line[0] == '\0';
        (void)fclose(file);
        if (!ours && !empty) {
            return hodo_fail(error, HODO_INVALID,
                             "'%s' is there and was not written by %s: it is left alone; give another --output",
                             path, program);
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

hodo_status hodo_table_file_put(const hodo_table *table, const char *path, hodo_error *error)
{
    if (path != NULL) {
        return hodo_table_write(table, path, error);
    }
    const hodo_status status = hodo_table_print(table, stdout, error);
    return status == HODO_OK && fflush(stdout) != 0
               ? hodo_fail(error, HODO_IO, "cannot write the table to standard output: %s", strerror(errno))
               : status;
}
