/* The kernel for every CPU, one lane, the generator from Random123 itself. It is the reference for
 * the others, and its operations say what those of the vector kernels do in each lane.
 */
#include <Random123/philox.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/gaussian.h"

#define INLINE static inline
#define OUTLINE static
#define KERNEL hodo_gaussian_plain
#define KERNEL_NAME "plain"
enum { FLOAT_LANES = 1, DOUBLE_LANES = 1 };

typedef uint32_t words;
typedef float floats;
typedef uint64_t wides;
typedef double doubles;

INLINE words u_set(uint32_t x) { return x; }
INLINE words u_load(const uint32_t *from) { return *from; }
INLINE void u_store(uint32_t *to, words x) { *to = x; }
INLINE words u_and(words x, words y) { return x & y; }
INLINE words u_clear(words mask, words x) { return ~mask & x; }
INLINE words u_or(words x, words y) { return x | y; }
INLINE words u_xor(words x, words y) { return x ^ y; }
INLINE words u_add(words x, words y) { return x + y; }
INLINE words u_subtract(words x, words y) { return x - y; }
#define U_LEFT(x, bits) ((x) << (bits))
#define U_RIGHT(x, bits) ((x) >> (bits))
/* Masks are all ones or all zeros in each lane. */
INLINE words u_above(words x, uint32_t limit) { return x > limit ? UINT32_MAX : 0; }
INLINE words u_sign_mask(words x) { return x >> 31 ? UINT32_MAX : 0; }
INLINE words u_select(words mask, words yes, words no) { return (mask & yes) | (~mask & no); }

INLINE floats f_set(float x) { return x; }
INLINE void f_store(float *to, floats x) { *to = x; }
INLINE floats f_of_words(words x) { return (float)x; }             /* unsigned, rounded to nearest */
INLINE floats f_of_integers(words x) { return (float)(int32_t)x; } /* signed, exact where it is used */
INLINE floats f_add(floats x, floats y) { return x + y; }
INLINE floats f_subtract(floats x, floats y) { return x - y; }
INLINE floats f_mul(floats x, floats y) { return x * y; }
INLINE floats f_divide(floats x, floats y) { return x / y; }
INLINE floats f_root(floats x) { return sqrtf(x); }

INLINE words f_bits(floats x)
{
    words bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

INLINE floats f_of_bits(words bits)
{
    floats x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

INLINE wides w_set(uint64_t x) { return x; }
INLINE wides w_widen(const uint32_t *from) { return *from; }
INLINE wides w_join(wides low, wides high) { return (low & UINT32_MAX) | high << 32; } /* of low halves */
INLINE wides w_and(wides x, wides y) { return x & y; }
INLINE wides w_clear(wides mask, wides x) { return ~mask & x; }
INLINE wides w_or(wides x, wides y) { return x | y; }
INLINE wides w_xor(wides x, wides y) { return x ^ y; }
INLINE wides w_add(wides x, wides y) { return x + y; }
INLINE wides w_subtract(wides x, wides y) { return x - y; }
#define W_LEFT(x, bits) ((x) << (bits))
#define W_RIGHT(x, bits) ((x) >> (bits))
INLINE wides w_above(wides x, uint64_t limit) { return x > limit ? UINT64_MAX : 0; }
INLINE wides w_select(wides mask, wides yes, wides no) { return (mask & yes) | (~mask & no); }

INLINE doubles d_set(double x) { return x; }
INLINE void d_store(double *to, doubles x) { *to = x; }
INLINE doubles d_add(doubles x, doubles y) { return x + y; }
INLINE doubles d_subtract(doubles x, doubles y) { return x - y; }
INLINE doubles d_mul(doubles x, doubles y) { return x * y; }
INLINE doubles d_divide(doubles x, doubles y) { return x / y; }
INLINE doubles d_root(doubles x) { return sqrt(x); }

INLINE wides d_bits(doubles x)
{
    wides bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

INLINE doubles d_of_bits(wides bits)
{
    doubles x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

INLINE philox4x32_ctr_t philox(const hodo_philox *source, uint32_t block)
{
    const philox4x32_ctr_t counter = {{block, source->counter[0], source->counter[1], source->counter[2]}};
    const philox4x32_key_t key = {{source->key[0], source->key[1]}};
    return philox4x32_R(10, counter, key);
}

INLINE void philox_words(const hodo_philox *source, uint32_t block, words w[4])
{
    const philox4x32_ctr_t out = philox(source, block);
    memcpy(w, out.v, sizeof out.v);
}

INLINE void philox_wides(const hodo_philox *source, uint32_t block, wides w[4])
{
    const philox4x32_ctr_t out = philox(source, block);
    for (int k = 0; k < 4; k++) {
        w[k] = out.v[k];
    }
}

static int available(void)
{
    return 1;
}

#include "base/gaussian_kernel.inc"
