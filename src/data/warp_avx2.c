/* The kernel for x86-64 with AVX2: 8 pixels at a time. */
#include "data/warp.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))
#define UNROLL _Pragma("GCC unroll 4")
#define KERNEL hodo_warp_avx2
#define KERNEL_NAME "avx2"
enum { LANES = 8, BLOCK_ROWS = 2 };

typedef __m256 floats;
typedef uint32_t words __attribute__((vector_size(32)));

#define LOAD(from) _mm256_loadu_ps(from)
#define STORE(to, x) _mm256_storeu_ps((to), (x))
#define SET(x) _mm256_set1_ps(x)
#define WORD_SET(x) ((words)_mm256_set1_epi32(x))
#define LEAST(x, y) _mm256_min_ps((x), (y))
#define GREATEST(x, y) _mm256_max_ps((x), (y))
#define FLOOR(x) _mm256_floor_ps(x)
#define TO_WORDS(x) ((words)_mm256_cvttps_epi32(x))
#define TO_FLOATS(x) _mm256_cvtepi32_ps((__m256i)(x))
#define GATHER(bytes, index)                                                                                   \
    ((words)_mm256_i32gather_epi32((const int *)(const void *)(bytes), (__m256i)(index), 1))

static int available(void)
{
    return __builtin_cpu_supports("avx2");
}

#include "data/warp_kernel.inc"
#endif
