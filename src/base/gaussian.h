/* The kernels behind hodo_random_normal_*: one algorithm (gaussian_kernel.inc), compiled once an
 * instruction set, all of them with the same bits. Only random.c, the tests and the benchmarks
 * include this.
 *
 * A superblock is 16 consecutive Philox blocks, so 64 words; word w of block j stands at 16 w + j,
 * as it does in vector registers that hold one block a lane. The order of the draws follows: no
 * kernel transposes anything.
 *   float:  64 draws a superblock. Words w = 0 and 1 of block j give draws j and 16 + j (radius and
 *           angle of one point of the plane), words 2 and 3 give draws 32 + j and 48 + j.
 *   double: 32 draws a superblock. Words 0 and 1 (the low half first) are the radius and words 2
 *           and 3 the angle of draws j and 16 + j.
 */
#ifndef HODO_BASE_GAUSSIAN_H
#define HODO_BASE_GAUSSIAN_H

#include <stddef.h>
#include <stdint.h>

enum {
    HODO_SUPERBLOCK = 16, /* Philox blocks */
    HODO_SUPERBLOCK_WORDS = 4 * HODO_SUPERBLOCK,
    HODO_SUPERBLOCK_FLOATS = 4 * HODO_SUPERBLOCK,
    HODO_SUPERBLOCK_DOUBLES = 2 * HODO_SUPERBLOCK
};

/* Philox's key, and the three words of its counter beside the block number (which is word 0). */
typedef struct hodo_philox {
    uint32_t key[2];
    uint32_t counter[3]; /* tensor, cell low, cell high */
} hodo_philox;

typedef struct hodo_gaussian_kernel {
    const char *name;

    /* Whether this CPU can run the kernel. */
    int (*available)(void);

    /* words[16 w + j] = word w of Philox block 16 superblock + j. */
    void (*words)(const hodo_philox *source, uint32_t superblock, uint32_t words[HODO_SUPERBLOCK_WORDS]);

    /* The draws that a superblock of words becomes: the arithmetic without the generator. */
    void (*floats_of_words)(const uint32_t words[HODO_SUPERBLOCK_WORDS], float out[HODO_SUPERBLOCK_FLOATS]);
    void (*doubles_of_words)(const uint32_t words[HODO_SUPERBLOCK_WORDS], double out[HODO_SUPERBLOCK_DOUBLES]);

    /* out[k] = scale * z_k for `count` whole superblocks; out has count * 64 floats or count * 32
     * doubles, of any alignment. */
    void (*floats)(const hodo_philox *source, uint32_t superblock, size_t count, float scale, float *out);
    void (*doubles)(const hodo_philox *source, uint32_t superblock, size_t count, double scale, double *out);
} hodo_gaussian_kernel;

/* The kernels compiled in, fastest first, ended by NULL; the last one, "plain", is always available. */
extern const hodo_gaussian_kernel *const hodo_gaussian_kernels[];

extern const hodo_gaussian_kernel hodo_gaussian_plain;
#if defined(__x86_64__)
extern const hodo_gaussian_kernel hodo_gaussian_avx2, hodo_gaussian_avx512;
#elif defined(__aarch64__)
extern const hodo_gaussian_kernel hodo_gaussian_neon;
#endif

#endif
