/* The vector kernels of skinny.h, one file a kind of CPU; only skinny.c and they include this. */
#ifndef HODO_BASE_SKINNY_VECTOR_H
#define HODO_BASE_SKINNY_VECTOR_H

#include "base/skinny.h"

/* Size of the next block when `left` items go into the fewest blocks of at most `most`, as equal as can be. */
static inline size_t hodo_skinny_block(size_t left, size_t most)
{
    const size_t blocks = (left + most - 1) / most;
    return (left + blocks - 1) / blocks;
}

#if defined(__x86_64__)
bool hodo_skinny_avx512_supported(void);
void hodo_skinny_avx512_through(hodo_matrix x, hodo_matrix w, hodo_matrix y);
void hodo_skinny_avx512_back(hodo_matrix x, hodo_matrix w, hodo_matrix y);
bool hodo_skinny_avx2_supported(void);
void hodo_skinny_avx2_through(hodo_matrix x, hodo_matrix w, hodo_matrix y);
void hodo_skinny_avx2_back(hodo_matrix x, hodo_matrix w, hodo_matrix y);
#endif

#endif
