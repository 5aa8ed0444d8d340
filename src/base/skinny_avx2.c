#include "base/skinny_vector.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdint.h>

#define TARGET __attribute__((target("avx2,fma")))
#define ROWS_MAX 3

TARGET static inline __m128 reduce_float(__m256 a, __m256 b, __m256 c, __m256 d)
{
    const __m256 ab = _mm256_add_ps(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
    const __m256 cd = _mm256_add_ps(_mm256_unpacklo_ps(c, d), _mm256_unpackhi_ps(c, d));
    const __m256 abcd = _mm256_add_ps(_mm256_shuffle_ps(ab, cd, 0x44), _mm256_shuffle_ps(ab, cd, 0xee));
    return _mm_add_ps(_mm256_castps256_ps128(abcd), _mm256_extractf128_ps(abcd, 1));
}

TARGET static inline __m256d reduce_double(__m256d a, __m256d b, __m256d c, __m256d d)
{
    const __m256d ab = _mm256_add_pd(_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b));
    const __m256d cd = _mm256_add_pd(_mm256_unpacklo_pd(c, d), _mm256_unpackhi_pd(c, d));
    return _mm256_add_pd(_mm256_permute2f128_pd(ab, cd, 0x20), _mm256_permute2f128_pd(ab, cd, 0x31));
}

/* A mask of the first lanes is a window of these tables. */
static const int32_t ones_float[16] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};
static const int64_t ones_double[8] = {-1, -1, -1, -1, 0, 0, 0, 0};

#define REAL float
#define VECTOR __m256
#define LANES 8
#define MASK __m256i
#define MASK_FIRST(count) _mm256_loadu_si256((const __m256i *)(const void *)(ones_float + LANES - (count)))
#define ZERO _mm256_setzero_ps()
#define SPLAT(x) _mm256_set1_ps(x)
#define LOAD(p) _mm256_loadu_ps(p)
#define LOAD_PART(mask, p) _mm256_maskload_ps(p, mask)
#define STORE_PART(mask, p, v) _mm256_maskstore_ps(p, mask, v)
#define FMA(a, b, c) _mm256_fmadd_ps(a, b, c)
#define REDUCE reduce_float
#define STORE_QUARTET(p, q) _mm_storeu_ps(p, q)
#define NAME(x) float_##x
#include "base/skinny_kernel.inc"
#undef REAL
#undef VECTOR
#undef LANES
#undef MASK
#undef MASK_FIRST
#undef ZERO
#undef SPLAT
#undef LOAD
#undef LOAD_PART
#undef STORE_PART
#undef FMA
#undef REDUCE
#undef STORE_QUARTET
#undef NAME

#define REAL double
#define VECTOR __m256d
#define LANES 4
#define MASK __m256i
#define MASK_FIRST(count) _mm256_loadu_si256((const __m256i *)(const void *)(ones_double + LANES - (count)))
#define ZERO _mm256_setzero_pd()
#define SPLAT(x) _mm256_set1_pd(x)
#define LOAD(p) _mm256_loadu_pd(p)
#define LOAD_PART(mask, p) _mm256_maskload_pd(p, mask)
#define STORE_PART(mask, p, v) _mm256_maskstore_pd(p, mask, v)
#define FMA(a, b, c) _mm256_fmadd_pd(a, b, c)
#define REDUCE reduce_double
#define STORE_QUARTET(p, q) _mm256_storeu_pd(p, q)
#define NAME(x) double_##x
#include "base/skinny_kernel.inc"

bool hodo_skinny_avx2_supported(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

void hodo_skinny_avx2_through(hodo_matrix x, hodo_matrix w, hodo_matrix y)
{
    (x.precision == HODO_FLOAT ? float_through : double_through)(x, w, y);
}

void hodo_skinny_avx2_back(hodo_matrix x, hodo_matrix w, hodo_matrix y)
{
    (x.precision == HODO_FLOAT ? float_back : double_back)(x, w, y);
}
#endif
