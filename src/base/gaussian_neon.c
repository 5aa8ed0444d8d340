/* The kernel for 64-bit ARM, where NEON is always there: 4 floats or 2 doubles at a time. The
 * operations are those of gaussian_plain.c, a lane each.
 */
#include "base/gaussian.h"

#if defined(__aarch64__)

#include <arm_neon.h>

#define INLINE __attribute__((always_inline)) static inline
#define OUTLINE static
#define KERNEL hodo_gaussian_neon
#define KERNEL_NAME "neon"
enum { FLOAT_LANES = 4, DOUBLE_LANES = 2 };

typedef uint32x4_t words;
typedef float32x4_t floats;
typedef uint64x2_t wides;
typedef float64x2_t doubles;

INLINE words u_set(uint32_t x) { return vdupq_n_u32(x); }
INLINE words u_load(const uint32_t *from) { return vld1q_u32(from); }
INLINE void u_store(uint32_t *to, words x) { vst1q_u32(to, x); }
INLINE words u_and(words x, words y) { return vandq_u32(x, y); }
INLINE words u_clear(words mask, words x) { return vbicq_u32(x, mask); }
INLINE words u_or(words x, words y) { return vorrq_u32(x, y); }
INLINE words u_xor(words x, words y) { return veorq_u32(x, y); }
INLINE words u_add(words x, words y) { return vaddq_u32(x, y); }
INLINE words u_subtract(words x, words y) { return vsubq_u32(x, y); }
#define U_LEFT(x, bits) vshlq_n_u32((x), (bits))
#define U_RIGHT(x, bits) vshrq_n_u32((x), (bits))
INLINE words u_above(words x, uint32_t limit) { return vcgtq_u32(x, u_set(limit)); }
INLINE words u_sign_mask(words x) { return vcltzq_s32(vreinterpretq_s32_u32(x)); }
INLINE words u_select(words mask, words yes, words no) { return vbslq_u32(mask, yes, no); }

INLINE floats f_set(float x) { return vdupq_n_f32(x); }
INLINE void f_store(float *to, floats x) { vst1q_f32(to, x); }
INLINE floats f_of_words(words x) { return vcvtq_f32_u32(x); }
INLINE floats f_of_integers(words x) { return vcvtq_f32_s32(vreinterpretq_s32_u32(x)); }
INLINE floats f_add(floats x, floats y) { return vaddq_f32(x, y); }
INLINE floats f_subtract(floats x, floats y) { return vsubq_f32(x, y); }
INLINE floats f_mul(floats x, floats y) { return vmulq_f32(x, y); }
INLINE floats f_divide(floats x, floats y) { return vdivq_f32(x, y); }
INLINE floats f_root(floats x) { return vsqrtq_f32(x); }
INLINE words f_bits(floats x) { return vreinterpretq_u32_f32(x); }
INLINE floats f_of_bits(words bits) { return vreinterpretq_f32_u32(bits); }

INLINE wides w_set(uint64_t x) { return vdupq_n_u64(x); }
INLINE wides w_lanes(void) { return vcombine_u64(vcreate_u64(0), vcreate_u64(1)); }
INLINE wides w_widen(const uint32_t *from) { return vmovl_u32(vld1_u32(from)); }
INLINE words u_merge(wides even, wides odd)
{
    return vtrn1q_u32(vreinterpretq_u32_u64(even), vreinterpretq_u32_u64(odd));
}
INLINE wides w_join(wides low, wides high) { return vreinterpretq_u64_u32(u_merge(low, high)); }
INLINE wides w_and(wides x, wides y) { return vandq_u64(x, y); }
INLINE wides w_clear(wides mask, wides x) { return vbicq_u64(x, mask); }
INLINE wides w_or(wides x, wides y) { return vorrq_u64(x, y); }
INLINE wides w_xor(wides x, wides y) { return veorq_u64(x, y); }
INLINE wides w_xor3(wides x, wides y, wides z) { return w_xor(w_xor(x, y), z); }
INLINE wides w_add(wides x, wides y) { return vaddq_u64(x, y); }
INLINE wides w_subtract(wides x, wides y) { return vsubq_u64(x, y); }
INLINE wides w_product(wides x, uint32_t m) { return vmull_u32(vmovn_u64(x), vdup_n_u32(m)); }
#define W_LEFT(x, bits) vshlq_n_u64((x), (bits))
#define W_RIGHT(x, bits) vshrq_n_u64((x), (bits))
INLINE wides w_above(wides x, uint64_t limit) { return vcgtq_u64(x, w_set(limit)); }
INLINE wides w_select(wides mask, wides yes, wides no) { return vbslq_u64(mask, yes, no); }

INLINE doubles d_set(double x) { return vdupq_n_f64(x); }
INLINE void d_store(double *to, doubles x) { vst1q_f64(to, x); }
INLINE doubles d_add(doubles x, doubles y) { return vaddq_f64(x, y); }
INLINE doubles d_subtract(doubles x, doubles y) { return vsubq_f64(x, y); }
INLINE doubles d_mul(doubles x, doubles y) { return vmulq_f64(x, y); }
INLINE doubles d_divide(doubles x, doubles y) { return vdivq_f64(x, y); }
INLINE doubles d_root(doubles x) { return vsqrtq_f64(x); }
INLINE wides d_bits(doubles x) { return vreinterpretq_u64_f64(x); }
INLINE doubles d_of_bits(wides bits) { return vreinterpretq_f64_u64(bits); }

static int available(void)
{
    return 1;
}

#include "base/philox_lanes.inc"

#include "base/gaussian_kernel.inc"

#endif
