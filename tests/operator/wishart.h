/* Operators whose spectrum is known: a diagonal, and a Wishart matrix with its eigenvalues by LAPACK. */
#ifndef HODO_TESTS_OPERATOR_WISHART_H
#define HODO_TESTS_OPERATOR_WISHART_H

#include "operator/operator.h"
#include "operator/probes.h"

/* X X^T / columns, X (n, columns) standard normal, in the precision; value (n,) ascending, from the rounded
 * matrix.
 */
hodo_matrix wishart_take(hodo_arena *arena, hodo_precision precision, size_t n, size_t columns, uint64_t seed,
                         double *value);

/* diag(value), dense. */
hodo_matrix diagonal_take(hodo_arena *arena, hodo_precision precision, size_t n, const double *value);

/* The identity (n, n): all unit vectors as starts. */
hodo_matrix units_take(hodo_arena *arena, hodo_precision precision, size_t n);

hodo_probes probes_of(uint64_t seed, hodo_probe_law law, size_t count);

/* An operator that gives NaN. */
hodo_status nan_apply(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error);

#endif
