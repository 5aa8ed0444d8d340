/* Products of matrices in float or double with vectors in double, all sums in double: what a Krylov process
 * on weights in float needs to be exact for the weights as they are stored.
 *
 *     through:  t = s A x            pair:  y = s B^T (A x)
 *
 * A and B have the same rows; with B = A the pair is the Gram operator of A, which it then reads once: a few
 * rows are multiplied by x and, while they are in cache, added to y. Sums run in a fixed order with fixed
 * partial sums, so that the bits do not depend on the CPU.
 */
#ifndef HODO_PROBE_MIXED_PRODUCT_H
#define HODO_PROBE_MIXED_PRODUCT_H

#include "base/matrix.h"

void hodo_mixed_through(double scale, hodo_matrix a, const double *x /* (a.columns,) */,
                        double *t /* (a.rows,) */);

/* y overlaps nothing else. */
void hodo_mixed_pair(double scale, hodo_matrix a, const double *x /* (a.columns,) */, hodo_matrix b,
                     double *y /* (b.columns,) */);

#endif
