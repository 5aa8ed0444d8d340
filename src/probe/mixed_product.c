#include "probe/mixed_product.h"

#include <assert.h>
#include <string.h>

enum {
    LANES = 4, /* partial sums of a dot product */
    BLOCK = 4  /* rows that are worked on together: x and y are read once for all of them */
};

#define TARGET
#define PAIR pair_float
#define REAL float
#include "probe/mixed_kernel.inc"
#undef PAIR
#undef REAL
#define PAIR pair_double
#define REAL double
#include "probe/mixed_kernel.inc"
#undef PAIR
#undef REAL
#undef TARGET

#if defined(__x86_64__)
#define TARGET __attribute__((target("avx2")))
#define PAIR pair_float_avx2
#define REAL float
#include "probe/mixed_kernel.inc"
#undef PAIR
#undef REAL
#define PAIR pair_double_avx2
#define REAL double
#include "probe/mixed_kernel.inc"
#undef PAIR
#undef REAL
#undef TARGET

static bool wide(void)
{
    return __builtin_cpu_supports("avx2");
}
#else
#define pair_float_avx2 pair_float
#define pair_double_avx2 pair_double

static bool wide(void)
{
    return false;
}
#endif

static void pair(double scale, hodo_matrix a, const double *x, hodo_matrix b, double *y, double *t)
{
    assert(a.rows == b.rows && a.precision == b.precision);
    if (a.precision == HODO_FLOAT) {
        (wide() ? pair_float_avx2 : pair_float)(scale, a.data, a.stride, a.columns, x, b.data, b.stride,
                                                b.columns, a.rows, y, t);
    } else {
        (wide() ? pair_double_avx2 : pair_double)(scale, a.data, a.stride, a.columns, x, b.data, b.stride,
                                                  b.columns, a.rows, y, t);
    }
}

void hodo_mixed_through(double scale, hodo_matrix w, const double *x, double *t)
{
    pair(scale, w, x, w, NULL, t);
}

void hodo_mixed_pair(double scale, hodo_matrix a, const double *x, hodo_matrix b, double *y)
{
    memset(y, 0, b.columns * sizeof *y);
    pair(scale, a, x, b, y, NULL);
}
