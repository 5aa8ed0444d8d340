/* The header of a .npy file: the text of a Python dictionary with the keys 'descr', 'fortran_order' and
 * 'shape', each once, in any order (numpy.lib.format). Only base/npy.c reads it; it stands apart because it is
 * a parser.
 */
#ifndef HODO_BASE_NPY_HEADER_H
#define HODO_BASE_NPY_HEADER_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A type of elements that is read. */
typedef struct hodo_npy_element {
    const char *type; /* NumPy's, without the byte order */
    size_t size;      /* bytes, at most 8 */
    double (*decode)(uint64_t bits); /* lowest byte of the number in the lowest byte of `bits` */
} hodo_npy_element;

typedef struct hodo_npy_header {
    const hodo_npy_element *element;
    bool big_endian, fortran_order;
    size_t shape[2], dimensions; /* 1 or 2 */
} hodo_npy_header;

/* Parses the text. HODO_DAMAGED when it is no such dictionary, HODO_INVALID when it speaks of arrays that are
 * not read. Messages begin with the path. */
hodo_status hodo_npy_header_read(const char *path, const char *text, hodo_npy_header *says, hodo_error *error);

#endif
