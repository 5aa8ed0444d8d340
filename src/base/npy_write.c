/* Writing .npy: version 1.0, '<f8', C order. */
#include "base/file.h"
#include "base/npy.h"

#include <stdint.h>
#include <string.h>

enum { PREFIX = 10, ALIGNED = 64, LINE_SIZE = 128 };

hodo_status hodo_npy_write(const char *path, const double *data, size_t rows, size_t columns, hodo_error *error)
{
    if (rows == 0 || columns == 0) {
        return hodo_fail(error, HODO_INVALID, "'%s': a matrix of %zu x %zu elements has nothing to write", path,
                         rows, columns);
    }
    char line[LINE_SIZE];
    const int length = snprintf(
        line, sizeof line, "{'descr': '<f8', 'fortran_order': False, 'shape': (%zu, %zu), }", rows, columns);
    /* Blanks and a line end fill up to a multiple of 64 bytes, so that the elements are aligned in a mapped
     * file. */
    const size_t padded = (PREFIX + (size_t)length + 1 + ALIGNED - 1) / ALIGNED * ALIGNED - PREFIX;
    unsigned char prefix[PREFIX] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    prefix[8] = (unsigned char)(padded & 255);
    prefix[9] = (unsigned char)(padded >> 8);
    hodo_file file;
    const hodo_status status = hodo_file_begin(&file, path, error);
    if (status != HODO_OK) {
        return status;
    }
    (void)fwrite(prefix, 1, PREFIX, file.stream);
    (void)fprintf(file.stream, "%-*s\n", (int)padded - 1, line);
    for (size_t i = 0; i < rows * columns; i++) {
        uint64_t bits;
        unsigned char bytes[sizeof bits];
        memcpy(&bits, &data[i], sizeof bits);
        for (size_t b = 0; b < sizeof bits; b++) {
            bytes[b] = (unsigned char)(bits >> 8 * b);
        }
        (void)fwrite(bytes, 1, sizeof bytes, file.stream);
    }
    return hodo_file_commit(&file, error); /* an earlier failure of the stream stands in ferror */
}
