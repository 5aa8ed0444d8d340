/* Chi-distributed variables from a random stream, for tridiagonal models of random matrices: exact draws whose
 * cost does not grow with the degrees of freedom, by Marsaglia and Tsang's rejection (2000, ACM Trans. Math.
 * Softw. 26), each a pure function of (stream, tensor, index). */
#ifndef RMT_CHI_DRAW_H
#define RMT_CHI_DRAW_H

#include "base/random.h"

#include <stdint.h>

/* A chi variable with `freedom` >= 1 degrees of freedom: sqrt(2 Gamma(freedom / 2)). Uses normals and uniforms
 * [16 index, 16 index + 16) of the tensor; that 16 attempts are refused has probability below 1e-20. */
double rmt_chi_draw(const hodo_stream *stream, uint32_t tensor, uint64_t index, double freedom);

#endif
