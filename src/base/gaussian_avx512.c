/* The kernel for x86-64 with AVX-512 (F and DQ): 16 floats or 8 doubles at a time. The operations are
 * those of gaussian_plain.c, a lane each.
 */
#include "base/gaussian.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512dq")))
#define INLINE TARGET __attribute__((always_inline)) static inline
#define OUTLINE TARGET static
#define KERNEL hodo_gaussian_avx512
#define KERNEL_NAME "avx512"
enum { FLOAT_LANES = 16, DOUBLE_LANES = 8 };

typedef __m512i words;
typedef __m512 floats;
typedef __m512i wides;
typedef __m512d doubles;

/* What the truth table of vpternlog holds at (x, y, z): x ^ y ^ z; x ? y : z. */
enum { EXCLUSIVE_OR = 0x96, CHOICE = 0xca };

INLINE words u_set(uint32_t x) { return _mm512_set1_epi32((int)x); }
INLINE words u_load(const uint32_t *from) { return _mm512_loadu_si512(from); }
INLINE void u_store(uint32_t *to, words x) { _mm512_storeu_si512(to, x); }
INLINE words u_and(words x, words y) { return _mm512_and_si512(x, y); }
INLINE words u_clear(words mask, words x) { return _mm512_andnot_si512(mask, x); }
INLINE words u_or(words x, words y) { return _mm512_or_si512(x, y); }
INLINE words u_xor(words x, words y) { return _mm512_xor_si512(x, y); }
INLINE words u_add(words x, words y) { return _mm512_add_epi32(x, y); }
INLINE words u_subtract(words x, words y) { return _mm512_sub_epi32(x, y); }
#define U_LEFT(x, bits) _mm512_slli_epi32((x), (bits))
#define U_RIGHT(x, bits) _mm512_srli_epi32((x), (bits))
INLINE words u_above(words x, uint32_t limit)
{
    return _mm512_movm_epi32(_mm512_cmpgt_epu32_mask(x, u_set(limit)));
}
INLINE words u_sign_mask(words x) { return _mm512_srai_epi32(x, 31); }
INLINE words u_select(words mask, words yes, words no)
{
    return _mm512_ternarylogic_epi32(mask, yes, no, CHOICE);
}

INLINE floats f_set(float x) { return _mm512_set1_ps(x); }
INLINE void f_store(float *to, floats x) { _mm512_storeu_ps(to, x); }
INLINE floats f_of_words(words x) { return _mm512_cvtepu32_ps(x); }
INLINE floats f_of_integers(words x) { return _mm512_cvtepi32_ps(x); }
INLINE floats f_add(floats x, floats y) { return _mm512_add_ps(x, y); }
INLINE floats f_subtract(floats x, floats y) { return _mm512_sub_ps(x, y); }
INLINE floats f_mul(floats x, floats y) { return _mm512_mul_ps(x, y); }
INLINE floats f_divide(floats x, floats y) { return _mm512_div_ps(x, y); }
INLINE floats f_root(floats x) { return _mm512_sqrt_ps(x); }
INLINE words f_bits(floats x) { return _mm512_castps_si512(x); }
INLINE floats f_of_bits(words bits) { return _mm512_castsi512_ps(bits); }

INLINE wides w_set(uint64_t x) { return _mm512_set1_epi64((long long)x); }
INLINE wides w_lanes(void) { return _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0); }
INLINE wides w_widen(const uint32_t *from)
{
    return _mm512_cvtepu32_epi64(_mm256_loadu_si256((const __m256i *)(const void *)from));
}
INLINE wides w_join(wides low, wides high)
{
    return _mm512_mask_shuffle_epi32(low, 0xaaaa, high, _MM_PERM_CCAA);
}
INLINE words u_merge(wides even, wides odd) { return w_join(even, odd); }
INLINE wides w_and(wides x, wides y) { return _mm512_and_si512(x, y); }
INLINE wides w_clear(wides mask, wides x) { return _mm512_andnot_si512(mask, x); }
INLINE wides w_or(wides x, wides y) { return _mm512_or_si512(x, y); }
INLINE wides w_xor(wides x, wides y) { return _mm512_xor_si512(x, y); }
INLINE wides w_xor3(wides x, wides y, wides z) { return _mm512_ternarylogic_epi64(x, y, z, EXCLUSIVE_OR); }
INLINE wides w_add(wides x, wides y) { return _mm512_add_epi64(x, y); }
INLINE wides w_subtract(wides x, wides y) { return _mm512_sub_epi64(x, y); }
INLINE wides w_product(wides x, uint32_t m) { return _mm512_mul_epu32(x, w_set(m)); }
#define W_LEFT(x, bits) _mm512_slli_epi64((x), (bits))
#define W_RIGHT(x, bits) _mm512_srli_epi64((x), (bits))
INLINE wides w_above(wides x, uint64_t limit)
{
    return _mm512_movm_epi64(_mm512_cmpgt_epu64_mask(x, w_set(limit)));
}
INLINE wides w_select(wides mask, wides yes, wides no)
{
    return _mm512_ternarylogic_epi64(mask, yes, no, CHOICE);
}

INLINE doubles d_set(double x) { return _mm512_set1_pd(x); }
INLINE void d_store(double *to, doubles x) { _mm512_storeu_pd(to, x); }
INLINE doubles d_add(doubles x, doubles y) { return _mm512_add_pd(x, y); }
INLINE doubles d_subtract(doubles x, doubles y) { return _mm512_sub_pd(x, y); }
INLINE doubles d_mul(doubles x, doubles y) { return _mm512_mul_pd(x, y); }
INLINE doubles d_divide(doubles x, doubles y) { return _mm512_div_pd(x, y); }
INLINE doubles d_root(doubles x) { return _mm512_sqrt_pd(x); }
INLINE wides d_bits(doubles x) { return _mm512_castpd_si512(x); }
INLINE doubles d_of_bits(wides bits) { return _mm512_castsi512_pd(bits); }

static int available(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
}

#include "base/philox_lanes.inc"

#include "base/gaussian_kernel.inc"

#endif
