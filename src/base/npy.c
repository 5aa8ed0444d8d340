#include "base/npy.h"

#include "base/npy_header.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    MAGIC_SIZE = 6,
    PREFIX_MOST = MAGIC_SIZE + 2 + 4, /* magic, version, length of the header (2 bytes in 1.0, 4 later) */
    HEADER_MOST = 1 << 16, /* NumPy pads to a multiple of 64 and itself refuses more than 10,000 */
    ELEMENT_MOST = 8,
    BLOCK = 1 << 16, /* elements decoded at a time */
};

static const unsigned char magic[MAGIC_SIZE] = {0x93, 'N', 'U', 'M', 'P', 'Y'};

static hodo_status cut_short(const char *path, hodo_error *error)
{
    return hodo_fail(error, HODO_DAMAGED, "'%s' ends within its .npy header: copy it again", path);
}

/* Magic, version and header text; leaves the stream at the first element. */
static hodo_status read_prefix(const char *path, FILE *stream, hodo_npy_header *says, hodo_error *error)
{
    unsigned char prefix[PREFIX_MOST];
    if (fread(prefix, 1, MAGIC_SIZE + 2, stream) != MAGIC_SIZE + 2 || memcmp(prefix, magic, MAGIC_SIZE) != 0) {
        return ferror(stream) != 0 ? hodo_fail(error, HODO_IO, "cannot read '%s': %s", path, strerror(errno))
                                   : hodo_fail(error, HODO_DAMAGED,
                                               "'%s' is no .npy file: it does not begin with \\x93NUMPY", path);
    }
    const unsigned major = prefix[MAGIC_SIZE], minor = prefix[MAGIC_SIZE + 1];
    if (major < 1 || major > 3 || minor != 0) {
        return hodo_fail(error, HODO_INVALID, "'%s' has .npy version %u.%u: 1.0, 2.0 and 3.0 are read", path,
                         major, minor);
    }
    const size_t bytes = major == 1 ? 2 : 4;
    size_t length = 0;
    if (fread(prefix, 1, bytes, stream) != bytes) {
        return cut_short(path, error);
    }
    for (size_t i = bytes; i-- > 0;) {
        length = length << 8 | prefix[i];
    }
    if (length > HEADER_MOST) {
        return hodo_fail(error, HODO_INVALID, "'%s' has a header of %zu bytes: at most %d are read", path,
                         length, HEADER_MOST);
    }
    char *text = malloc(length + 1);
    if (text == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the header of '%s'", path);
    }
    hodo_status status;
    if (fread(text, 1, length, stream) != length) {
        status = cut_short(path, error);
    } else {
        text[length] = '\0';
        status = strlen(text) == length
                     ? hodo_npy_header_read(path, text, says, error)
                     : hodo_fail(error, HODO_DAMAGED, "'%s' has a zero byte in its .npy header", path);
    }
    free(text);
    return status;
}

/* Element k of the file is (k / columns, k mod columns) in C order, (k mod rows, k / rows) in Fortran order. */
static hodo_status read_elements(const char *path, FILE *stream, const hodo_npy_header *says, hodo_npy *matrix,
                                 hodo_error *error)
{
    const size_t size = says->element->size, count = matrix->rows * matrix->columns;
    unsigned char *block = malloc((size_t)BLOCK * ELEMENT_MOST);
    if (block == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory to read '%s'", path);
    }
    hodo_status status = HODO_OK;
    for (size_t first = 0; first < count && status == HODO_OK; first += BLOCK) {
        const size_t wanted = count - first < BLOCK ? count - first : BLOCK;
        const size_t got = fread(block, size, wanted, stream);
        for (size_t i = 0; i < got; i++) {
            uint64_t bits = 0;
            for (size_t b = 0; b < size; b++) {
                bits = bits << 8 | block[i * size + (says->big_endian ? b : size - 1 - b)];
            }
            const size_t k = first + i, rows = matrix->rows, columns = matrix->columns;
            matrix->data[says->fortran_order ? k % rows * columns + k / rows : k] = says->element->decode(bits);
        }
        if (got != wanted) {
            status = hodo_fail(error, HODO_DAMAGED, "'%s' ends after %zu of its %zu elements: copy it again",
                               path, first + got, count);
        }
    }
    if (status == HODO_OK && fgetc(stream) != EOF) {
        status = hodo_fail(error, HODO_DAMAGED,
                           "'%s' goes on after its %zu x %zu elements: it holds more than one "
                           "array",
                           path, matrix->rows, matrix->columns);
    }
    free(block);
    return status;
}

static hodo_status read_stream(const char *path, FILE *stream, hodo_npy *matrix, hodo_error *error)
{
    hodo_npy_header says = {0};
    hodo_status status = read_prefix(path, stream, &says, error);
    if (status != HODO_OK) {
        return status;
    }
    matrix->dimensions = says.dimensions;
    matrix->rows = says.dimensions == 2 ? says.shape[0] : 1;
    matrix->columns = says.shape[says.dimensions - 1];
    if (matrix->rows == 0 || matrix->columns == 0) {
        return hodo_fail(error, HODO_INVALID, "'%s' holds %zu x %zu elements: none", path, matrix->rows,
                         matrix->columns);
    }
    if (matrix->columns > SIZE_MAX / 2 / sizeof(double) / matrix->rows) {
        return hodo_fail(error, HODO_INVALID, "'%s' says it holds %zu x %zu elements: more than any memory",
                         path, matrix->rows, matrix->columns);
    }
    /* Before memory is taken: does the file hold what it says? */
    struct stat facts;
    const size_t need = matrix->rows * matrix->columns * says.element->size;
    if (fstat(fileno(stream), &facts) == 0 && S_ISREG(facts.st_mode) &&
        (uintmax_t)facts.st_size < (uintmax_t)need) {
        return hodo_fail(error, HODO_DAMAGED,
                         "'%s' has %jd bytes, its %zu x %zu elements need %zu: copy it again", path,
                         (intmax_t)facts.st_size, matrix->rows, matrix->columns, need);
    }
    matrix->data = malloc(matrix->rows * matrix->columns * sizeof *matrix->data);
    if (matrix->data == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the %zu x %zu elements of '%s'", matrix->rows,
                         matrix->columns, path);
    }
    return read_elements(path, stream, &says, matrix, error);
}

hodo_status hodo_npy_read(const char *path, hodo_npy *matrix, hodo_error *error)
{
    *matrix = (hodo_npy){NULL, 0, 0, 0};
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) {
        return hodo_fail(error, HODO_IO, "cannot read '%s': %s: name a file that can be read", path,
                         strerror(errno));
    }
    const hodo_status status = read_stream(path, stream, matrix, error);
    (void)fclose(stream);
    if (status != HODO_OK) {
        hodo_npy_free(matrix);
    }
    return status;
}

void hodo_npy_free(hodo_npy *matrix)
{
    free(matrix->data);
    *matrix = (hodo_npy){NULL, 0, 0, 0};
}
