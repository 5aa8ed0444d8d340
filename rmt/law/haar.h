/* Orthonormal rows, Haar: Householder's QR of a Gaussian matrix, each column of Q times the sign of its
 * diagonal entry of R, without which the law is that of LAPACK's choice of signs (Mezzadri,
 * arXiv:math-ph/0609050). */
#ifndef RMT_HAAR_H
#define RMT_HAAR_H

#include "base/arena.h"
#include "base/random.h"

/* Fills out (rows, columns), row-major, rows <= columns, from its own tensor of the stream. spare is (2 rows,).
 * HODO_NUMERIC when LAPACK gives up. */
hodo_status rmt_haar_rows(const hodo_stream *stream, uint32_t tensor, size_t rows, size_t columns,
                          double *spare, double *out, hodo_error *error);

#endif
