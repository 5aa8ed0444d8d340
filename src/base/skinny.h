/* Products of a few rows with a large matrix: the work of a network whose batch is small.
 *
 *     through:  Y = X W^T      X (n, k), W (m, k), Y (n, m)     a batch goes forward
 *     back:     Y = X W        X (n, m), W (m, k), Y (n, k)     a batch goes backward
 *
 * With n in the tens the time should be that of reading W from memory once. GEMM repacks W first,
 * which costs several such readings; these kernels read W exactly once, in order, and keep a block
 * of rows of X or Y in registers. From HODO_SKINNY_ROWS rows on, repacking pays and GEMM is called.
 *
 * The kernel is chosen at run time. Kernels agree to rounding, not to the bit; but below
 * HODO_SKINNY_ROWS a row of Y depends on its row of X and on W only, not on its neighbours in the
 * batch, so a family run as one batch has the bits of separate runs. Nothing depends on threads.
 */
#ifndef HODO_BASE_SKINNY_H
#define HODO_BASE_SKINNY_H

#include "base/matrix.h"

#include <stdbool.h>
#include <stddef.h>

/* Where GEMM has about caught up (tests/bench/pass_bench, Zen 4: at 32 rows the kernels take 0.7 of its
 * time, at 40 rows 0.8; AVX2's `back` is level from 20 on). */
#define HODO_SKINNY_ROWS 33

/* Y <- alpha X W^T and Y <- alpha X W; all of one precision; Y overlaps neither X nor W. */
void hodo_rows_through(double alpha, hodo_matrix x, hodo_matrix w, hodo_matrix y);
void hodo_rows_back(double alpha, hodo_matrix x, hodo_matrix w, hodo_matrix y);

/* One kind of CPU; the tests hold every supported kernel to the definition. */
typedef struct hodo_skinny_kernel {
    const char *name; /* "avx512", "avx2", "plain" */
    bool (*supported)(void);
    void (*through)(hodo_matrix x, hodo_matrix w, hodo_matrix y); /* n >= 1 rows */
    void (*back)(hodo_matrix x, hodo_matrix w, hodo_matrix y);
} hodo_skinny_kernel;

/* Fastest first; the last one is always supported; ended by a row whose name is NULL. */
extern const hodo_skinny_kernel hodo_skinny_kernels[];

#endif
