/* Laws of the tests' own, a density and its edges and no more, so that functions are seen to need nothing else.
 * They keep the pointer that they are given. */
#ifndef HODO_TESTS_PLAIN_ROWS_H
#define HODO_TESTS_PLAIN_ROWS_H

#include "rmt/law/law.h"

/* Marchenko and Pastur: X X^T / n, X (p, n), ratio = p / n. */
rmt_law plain_wishart(const double *ratio);

/* Fuss and Catalan: a product of *order square Gaussian matrices. */
rmt_law plain_product(const double *order);

#endif
