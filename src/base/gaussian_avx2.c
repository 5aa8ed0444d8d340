/* The kernel for x86-64 with AVX2: 8 floats or 4 doubles at a time. The operations are those of
 * gaussian_plain.c, a lane each; what AVX2 has no instruction for is said where it is made up.
 */
#include "base/gaussian.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))
#define INLINE TARGET __attribute__((always_inline)) static inline
#define OUTLINE TARGET static
#define KERNEL hodo_gaussian_avx2
#define KERNEL_NAME "avx2"
enum { FLOAT_LANES = 8, DOUBLE_LANES = 4 };

typedef __m256i words;
typedef __m256 floats;
typedef __m256i wides;
typedef __m256d doubles;

enum { ODD_LANES = 0xaa };

INLINE words u_set(uint32_t x) { return _mm256_set1_epi32((int)x); }
INLINE words u_load(const uint32_t *from) { return _mm256_loadu_si256((const __m256i *)(const void *)from); }
INLINE void u_store(uint32_t *to, words x) { _mm256_storeu_si256((__m256i *)(void *)to, x); }
INLINE words u_and(words x, words y) { return _mm256_and_si256(x, y); }
INLINE words u_clear(words mask, words x) { return _mm256_andnot_si256(mask, x); }
INLINE words u_or(words x, words y) { return _mm256_or_si256(x, y); }
INLINE words u_xor(words x, words y) { return _mm256_xor_si256(x, y); }
INLINE words u_add(words x, words y) { return _mm256_add_epi32(x, y); }
INLINE words u_subtract(words x, words y) { return _mm256_sub_epi32(x, y); }
#define U_LEFT(x, bits) _mm256_slli_epi32((x), (bits))
#define U_RIGHT(x, bits) _mm256_srli_epi32((x), (bits))
/* Comparisons are signed: turning the top bit of both sides makes them unsigned. */
INLINE words u_above(words x, uint32_t limit)
{
    return _mm256_cmpgt_epi32(u_xor(x, u_set(0x80000000)), u_set(limit ^ 0x80000000));
}
INLINE words u_sign_mask(words x) { return _mm256_srai_epi32(x, 31); }
INLINE words u_select(words mask, words yes, words no) { return _mm256_blendv_epi8(no, yes, mask); }

INLINE floats f_set(float x) { return _mm256_set1_ps(x); }
INLINE void f_store(float *to, floats x) { _mm256_storeu_ps(to, x); }
INLINE floats f_add(floats x, floats y) { return _mm256_add_ps(x, y); }
INLINE floats f_subtract(floats x, floats y) { return _mm256_sub_ps(x, y); }
INLINE floats f_mul(floats x, floats y) { return _mm256_mul_ps(x, y); }
INLINE floats f_divide(floats x, floats y) { return _mm256_div_ps(x, y); }
INLINE floats f_root(floats x) { return _mm256_sqrt_ps(x); }
INLINE words f_bits(floats x) { return _mm256_castps_si256(x); }
INLINE floats f_of_bits(words bits) { return _mm256_castsi256_ps(bits); }
INLINE floats f_of_integers(words x) { return _mm256_cvtepi32_ps(x); }
/* Unsigned: both halves exactly, by the bits of 2^39 and 2^23, and one rounding in their sum. */
INLINE floats f_of_words(words x)
{
    const floats high = f_of_bits(u_or(U_RIGHT(x, 16), u_set(0x53000000)));
    const floats low = f_of_bits(_mm256_blend_epi16(x, u_set(0x4b000000), ODD_LANES));
    return f_add(f_subtract(high, f_set(0x1p+39f + 0x1p+23f)), low);
}

INLINE wides w_set(uint64_t x) { return _mm256_set1_epi64x((long long)x); }
INLINE wides w_lanes(void) { return _mm256_set_epi64x(3, 2, 1, 0); }
INLINE wides w_widen(const uint32_t *from)
{
    return _mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(const void *)from));
}
INLINE wides w_join(wides low, wides high)
{
    return _mm256_blend_epi32(low, _mm256_slli_epi64(high, 32), ODD_LANES);
}
INLINE words u_merge(wides even, wides odd) { return w_join(even, odd); }
INLINE wides w_and(wides x, wides y) { return _mm256_and_si256(x, y); }
INLINE wides w_clear(wides mask, wides x) { return _mm256_andnot_si256(mask, x); }
INLINE wides w_or(wides x, wides y) { return _mm256_or_si256(x, y); }
INLINE wides w_xor(wides x, wides y) { return _mm256_xor_si256(x, y); }
INLINE wides w_xor3(wides x, wides y, wides z) { return w_xor(w_xor(x, y), z); }
INLINE wides w_add(wides x, wides y) { return _mm256_add_epi64(x, y); }
INLINE wides w_subtract(wides x, wides y) { return _mm256_sub_epi64(x, y); }
INLINE wides w_product(wides x, uint32_t m) { return _mm256_mul_epu32(x, w_set(m)); }
#define W_LEFT(x, bits) _mm256_slli_epi64((x), (bits))
#define W_RIGHT(x, bits) _mm256_srli_epi64((x), (bits))
INLINE wides w_above(wides x, uint64_t limit)
{
    const uint64_t top = UINT64_C(1) << 63;
    return _mm256_cmpgt_epi64(w_xor(x, w_set(top)), w_set(limit ^ top));
}
INLINE wides w_select(wides mask, wides yes, wides no) { return _mm256_blendv_epi8(no, yes, mask); }

INLINE doubles d_set(double x) { return _mm256_set1_pd(x); }
INLINE void d_store(double *to, doubles x) { _mm256_storeu_pd(to, x); }
INLINE doubles d_add(doubles x, doubles y) { return _mm256_add_pd(x, y); }
INLINE doubles d_subtract(doubles x, doubles y) { return _mm256_sub_pd(x, y); }
INLINE doubles d_mul(doubles x, doubles y) { return _mm256_mul_pd(x, y); }
INLINE doubles d_divide(doubles x, doubles y) { return _mm256_div_pd(x, y); }
INLINE doubles d_root(doubles x) { return _mm256_sqrt_pd(x); }
INLINE wides d_bits(doubles x) { return _mm256_castpd_si256(x); }
INLINE doubles d_of_bits(wides bits) { return _mm256_castsi256_pd(bits); }

static int available(void)
{
    return __builtin_cpu_supports("avx2");
}

#include "base/philox_lanes.inc"

#include "base/gaussian_kernel.inc"

#endif
