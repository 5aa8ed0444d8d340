#include "base/skinny_vector.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f")))
#define ROWS_MAX 6

/* The four sums of four vectors of 16: transpose-and-add within 128-bit lanes, then add the lanes. */
TARGET static inline __m128 reduce_float(__m512 a, __m512 b, __m512 c, __m512 d)
{
    const __m512 ab = _mm512_add_ps(_mm512_unpacklo_ps(a, b), _mm512_unpackhi_ps(a, b));
    const __m512 cd = _mm512_add_ps(_mm512_unpacklo_ps(c, d), _mm512_unpackhi_ps(c, d));
    const __m512 abcd = _mm512_add_ps(_mm512_shuffle_ps(ab, cd, 0x44), _mm512_shuffle_ps(ab, cd, 0xee));
    const __m256 high = _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(abcd), 1));
    const __m256 half = _mm256_add_ps(_mm512_castps512_ps256(abcd), high);
    return _mm_add_ps(_mm256_castps256_ps128(half), _mm256_extractf128_ps(half, 1));
}

TARGET static inline __m256d reduce_double(__m512d a, __m512d b, __m512d c, __m512d d)
{
    const __m512d ab = _mm512_add_pd(_mm512_unpacklo_pd(a, b), _mm512_unpackhi_pd(a, b));
    const __m512d cd = _mm512_add_pd(_mm512_unpacklo_pd(c, d), _mm512_unpackhi_pd(c, d));
    const __m256d ab_half = _mm256_add_pd(_mm512_castpd512_pd256(ab), _mm512_extractf64x4_pd(ab, 1));
    const __m256d cd_half = _mm256_add_pd(_mm512_castpd512_pd256(cd), _mm512_extractf64x4_pd(cd, 1));
    return _mm256_add_pd(_mm256_permute2f128_pd(ab_half, cd_half, 0x20),
                         _mm256_permute2f128_pd(ab_half, cd_half, 0x31));
}

#define REAL float
#define VECTOR __m512
#define LANES 16
#define MASK __mmask16
#define MASK_FIRST(count) ((__mmask16)((1u << (count)) - 1u))
#define ZERO _mm512_setzero_ps()
#define SPLAT(x) _mm512_set1_ps(x)
#define LOAD(p) _mm512_loadu_ps(p)
#define LOAD_PART(mask, p) _mm512_maskz_loadu_ps(mask, p)
#define STORE_PART(mask, p, v) _mm512_mask_storeu_ps(p, mask, v)
#define FMA(a, b, c) _mm512_fmadd_ps(a, b, c)
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
#define VECTOR __m512d
#define LANES 8
#define MASK __mmask8
#define MASK_FIRST(count) ((__mmask8)((1u << (count)) - 1u))
#define ZERO _mm512_setzero_pd()
#define SPLAT(x) _mm512_set1_pd(x)
#define LOAD(p) _mm512_loadu_pd(p)
#define LOAD_PART(mask, p) _mm512_maskz_loadu_pd(mask, p)
#define STORE_PART(mask, p, v) _mm512_mask_storeu_pd(p, mask, v)
#define FMA(a, b, c) _mm512_fmadd_pd(a, b, c)
#define REDUCE reduce_double
#define STORE_QUARTET(p, q) _mm256_storeu_pd(p, q)
#define NAME(x) double_##x
#include "base/skinny_kernel.inc"

bool hodo_skinny_avx512_supported(void)
{
    return __builtin_cpu_supports("avx512f");
}

void hodo_skinny_avx512_through(hodo_matrix x, hodo_matrix w, hodo_matrix y)
{
    (x.precision == HODO_FLOAT ? float_through : double_through)(x, w, y);
}

void hodo_skinny_avx512_back(hodo_matrix x, hodo_matrix w, hodo_matrix y)
{
    (x.precision == HODO_FLOAT ? float_back : double_back)(x, w, y);
}
#endif
