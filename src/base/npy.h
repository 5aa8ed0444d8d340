/* NumPy's .npy files of one matrix: format versions 1.0, 2.0 and 3.0 (numpy.lib.format), read into double.
 *
 * Real and integer elements of 1, 2, 4 or 8 bytes, either byte order, C or Fortran order, one or two
 * dimensions. The header is a Python literal; it is parsed as the three keys that NumPy writes, never
 * evaluated. Objects (pickles), structures, complex numbers and texts are refused by name; so are a file cut
 * short, one with bytes left over, and a shape whose size overflows. Numbers of more than 53 bits (large int64)
 * round to the nearest double.
 */
#ifndef HODO_BASE_NPY_H
#define HODO_BASE_NPY_H

#include "base/status.h"

#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A matrix that owns its elements. */
typedef struct hodo_npy {
    double *data; /* (rows, columns), row-major; malloc'ed */
    size_t rows, columns; /* a vector of n elements is (1, n) */
    size_t dimensions;    /* 1 or 2, as in the file */
} hodo_npy;

/* Reads a whole file. HODO_IO when it cannot be read, HODO_DAMAGED when it is no .npy file or not a whole one,
 * HODO_INVALID when it holds what is not read, HODO_NO_MEMORY. Messages begin with the path. */
hodo_status hodo_npy_read(const char *path, hodo_npy *matrix, hodo_error *error);
void hodo_npy_free(hodo_npy *matrix); /* its elements, and data <- NULL */

/* Writes data (rows, columns), row-major, as version 1.0, '<f8', C order; whole or not at all (base/file.h).
 * HODO_INVALID for no element, HODO_IO when the system refuses, HODO_NO_MEMORY. */
hodo_status hodo_npy_write(const char *path, const double *data, size_t rows, size_t columns,
                           hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
