/* The kernel for x86-64 with AVX-512: 16 pixels at a time. */
#include "data/warp.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f")))
#define UNROLL _Pragma("GCC unroll 4")
#define KERNEL hodo_warp_avx512
#define KERNEL_NAME "avx512"
enum { LANES = 16, BLOCK_ROWS = 4 };

typedef __m512 floats;
typedef uint32_t words __attribute__((vector_size(64)));

#define LOAD(from) _mm512_loadu_ps(from)
#define STORE(to, x) _mm512_storeu_ps((to), (x))
#define SET(x) _mm512_set1_ps(x)
#define WORD_SET(x) ((words)_mm512_set1_epi32(x))
#define LEAST(x, y) _mm512_min_ps((x), (y))
#define GREATEST(x, y) _mm512_max_ps((x), (y))
#define FLOOR(x) _mm512_roundscale_ps((x), _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC)
#define TO_WORDS(x) ((words)_mm512_cvttps_epi32(x))
#define TO_FLOATS(x) _mm512_cvtepi32_ps((__m512i)(x))
#define GATHER(bytes, index) ((words)_mm512_i32gather_epi32((__m512i)(index), (bytes), 1))

static int available(void)
{
    return __builtin_cpu_supports("avx512f");
}

#include "data/warp_kernel.inc"
#endif
