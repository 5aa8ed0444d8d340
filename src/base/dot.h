/* The kernels of hodo_rows_dot and hodo_matrix_dot (base/matrix.h), one row of a table a kind of CPU.
 *
 *     sums[k] = sum over j of u_(8 j + k) v_(8 j + k),   k = 0 .. 7,
 *     <u, v>  = ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7])),
 *
 * entries first converted to double, no product contracted with a sum, the last entries of a length that 8 does
 * not divide added to sums 0, 1, ... The order is part of the definition: every kernel has the same bits, so a
 * table does not depend on the machine; the price is that no kernel may keep more than eight sums. */
#ifndef HODO_BASE_DOT_H
#define HODO_BASE_DOT_H

#include <stdbool.h>
#include <stddef.h>

enum { HODO_DOT_SUMS = 8 };

typedef struct hodo_dot_kernel {
    const char *name; /* "avx2", "plain" */
    bool (*supported)(void);
    double (*floats)(const float *u, const float *v, size_t count); /* u, v (count); may be the same */
    double (*doubles)(const double *u, const double *v, size_t count);
} hodo_dot_kernel;

/* Fastest first; the last one is plain C and always supported; ended by a row whose name is NULL. */
extern const hodo_dot_kernel hodo_dot_kernels[];

#if defined(__x86_64__)
bool hodo_dot_avx2_supported(void);
double hodo_dot_avx2_floats(const float *u, const float *v, size_t count);
double hodo_dot_avx2_doubles(const double *u, const double *v, size_t count);
#endif

#endif
