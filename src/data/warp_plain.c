/* The reference: one pixel at a time, in C alone. */
#include "data/warp.h"

#define TARGET
#define UNROLL
#define KERNEL hodo_warp_plain
#define KERNEL_NAME "plain"
enum { LANES = 1, BLOCK_ROWS = 1 };

typedef float floats;
typedef uint32_t words;

#define LOAD(from) (*(from))
#define STORE(to, x) (*(to) = (x))
#define SET(x) (x)
#define WORD_SET(x) UINT32_C(x)
#define LEAST(x, y) ((x) < (y) ? (x) : (y))
#define GREATEST(x, y) ((x) > (y) ? (x) : (y))
#define FLOOR(x) ((float)(int32_t)(x)) /* of what is not negative */
#define TO_WORDS(x) ((uint32_t)(int32_t)(x))
#define TO_FLOATS(x) ((float)(int32_t)(x))
#define GATHER(bytes, index) word_at((bytes) + (index))

static inline uint32_t word_at(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static int available(void)
{
    return 1;
}

const hodo_warp_kernel *const hodo_warp_kernels[] = {
#if defined(__x86_64__)
    &hodo_warp_avx512,
    &hodo_warp_avx2,
#endif
#if HODO_WARP_VECTOR128
    &hodo_warp_vector128,
#endif
    &hodo_warp_plain,
    NULL,
};

#include "data/warp_kernel.inc"
