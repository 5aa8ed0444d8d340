/* A matrix from a user's file: NumPy's .npy (base/npy.h), or text with one row a line, numbers parted by tabs,
 * blanks or commas, and `#` comments. Every number must be finite and every row as long as the first; the first
 * breach is told with its place.
 */
#ifndef RMT_MATRIX_FILE_H
#define RMT_MATRIX_FILE_H

#include "base/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A matrix that owns its elements. */
typedef struct rmt_matrix {
    double *data; /* (rows, columns), row-major; malloc'ed */
    size_t rows, columns;
} rmt_matrix;

/* Reads by the name's ending: .npy, or .tsv, .csv, .txt, .dat. HODO_INVALID for another ending or a matrix that
 * cannot be used (ragged, not finite, empty, a single number), else the errors of hodo_npy_read. */
hodo_status rmt_matrix_read(const char *path, rmt_matrix *matrix, hodo_error *error);
void rmt_matrix_free(rmt_matrix *matrix); /* its elements, and data <- NULL */

#ifdef __cplusplus
}
#endif

#endif
