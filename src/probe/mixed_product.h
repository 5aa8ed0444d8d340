/* Products of a matrix in float or double with vectors in double, all sums in double: what a Krylov process
 * on weights in float needs to be exact for the weights as they are stored.
 *
 *     through:  t = s W x            back:  y = s W^T t            gram:  y = s^2 W^T (W x)
 *
 * The Gram product reads W once: a few rows are multiplied by x, and while they are in cache added to y. The
 * factor s keeps the squares of very large and very small entries in range. Sums run in a fixed order.
 */
#ifndef HODO_PROBE_MIXED_PRODUCT_H
#define HODO_PROBE_MIXED_PRODUCT_H

#include "base/matrix.h"

void hodo_mixed_through(double scale, hodo_matrix w, const double *x /* (columns,) */, double *t /* (rows,) */);
void hodo_mixed_back(double scale, hodo_matrix w, const double *t /* (rows,) */, double *y /* (columns,) */);
void hodo_mixed_gram(double scale, hodo_matrix w, const double *x /* (columns,) */, double *y /* (columns,) */);

#endif
