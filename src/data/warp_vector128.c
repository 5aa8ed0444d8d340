/* The kernel for any CPU with 128-bit vectors (NEON, SSE2), 4 pixels at a time, in the vector extensions that gcc
 * and clang share: what arm64 runs, and x86-64 without AVX2. */
#include "data/warp.h"

#if HODO_WARP_VECTOR128
#include <string.h>

#define TARGET
#define UNROLL _Pragma("GCC unroll 8")
#define KERNEL hodo_warp_vector128
#define KERNEL_NAME "vector128"
enum { LANES = 4, BLOCK_ROWS = 1 };

typedef float floats __attribute__((vector_size(16)));
typedef int32_t integers __attribute__((vector_size(16)));
typedef uint32_t words __attribute__((vector_size(16)));

static inline floats load(const float *from)
{
    floats x;
    memcpy(&x, from, sizeof x);
    return x;
}

static inline floats choose(integers mask, floats x, floats y)
{
    return (floats)(((integers)x & mask) | ((integers)y & ~mask));
}

/* One 32-bit load a lane; little end first, which HODO_WARP_VECTOR128 asks for. */
static inline words gather(const uint8_t *bytes, words index)
{
    words taps;
    UNROLL
    for (int lane = 0; lane < LANES; lane++) {
        uint32_t word;
        memcpy(&word, bytes + index[lane], sizeof word);
        taps[lane] = word;
    }
    return taps;
}

#define LOAD(from) load(from)
#define STORE(to, x) memcpy((to), &(x), sizeof(floats))
#define SET(x) ((floats){(x), (x), (x), (x)})
#define WORD_SET(x) ((words){(x), (x), (x), (x)})
#define LEAST(x, y) choose((x) < (y), (x), (y))
#define GREATEST(x, y) choose((x) > (y), (x), (y))
#define FLOOR(x) __builtin_convertvector(__builtin_convertvector((x), integers), floats) /* of x >= 0 */
#define TO_WORDS(x) ((words)__builtin_convertvector((x), integers))
#define TO_FLOATS(x) __builtin_convertvector((integers)(x), floats)
#define GATHER(bytes, index) gather((bytes), (index))

static int available(void)
{
    return 1;
}

#include "data/warp_kernel.inc"
#endif
