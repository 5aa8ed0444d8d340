/* Counter-based random streams: every draw is a pure function of
 * (seed, experiment, cell, tensor, index), so that neither the number of threads nor the order of
 * the cells, nor a run killed and resumed, can change one of them.
 *
 * The generator is Philox4x32-10 (Salmon et al. 2011, through Random123). Streams are values: copy
 * them freely. The draws have the same bits on every CPU and compiler.
 *
 * Layout. The key is words 0 and 1 of the Philox block with counter (seed low, seed high, h low,
 * h high), h the 64-bit FNV-1a hash of the experiment's name with its zero byte, and key
 * (0x486f646f, 0x67726170); so two experiments, or two seeds, share a key with probability 2^-64. The
 * counter of a block is
 * (block, tensor, cell low, cell high): within an experiment two different (cell, tensor, index)
 * never share a block. The second word of the key is XORed with 0 for words and uniforms, 1 for
 * float normals, 2 for double normals, so that the fills of one tensor are independent too, except
 * that the uniforms are made of the words. Words stand in the order of Philox, index i = word i mod 4
 * of block i div 4; normals stand in the order of gaussian.h, where their algorithm is.
 *
 * The same index has the same draw whatever `first` and `count` are; a fill from a multiple of 64
 * does no work twice.
 */
#ifndef HODO_BASE_RANDOM_H
#define HODO_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* All the draws of one cell. */
typedef struct hodo_stream {
    uint32_t key[2]; /* from seed and experiment */
    uint64_t cell;   /* any 64-bit name of the cell, as the hash of its parameters */
} hodo_stream;

/* One tensor holds at most this many words or floats (32-bit block counter, 4 words a block), and
 * half as many uniforms or doubles. first + count beyond it is refused by assertion. */
#define HODO_TENSOR_LIMIT (UINT64_C(1) << 34)

/* The stream of one cell: as said under Layout. `experiment` is its name, PAPER/FIGURE. */
hodo_stream hodo_stream_open(uint64_t seed, const char *experiment, uint64_t cell);

/* words[k] = 32 uniform random bits of index first + k. */
void hodo_random_words(const hodo_stream *stream, uint32_t tensor, uint64_t first, size_t count,
                       uint32_t *words);

/* out[k] uniform in the open interval (0, 1), from words 2i and 2i + 1 of index i = first + k: the
 * odd multiples of 2^-53, each with probability 2^-52. */
void hodo_random_uniform(const hodo_stream *stream, uint32_t tensor, uint64_t first, size_t count,
                         double *out);

/* out[k] = scale * z, z standard normal of index first + k, rounded before it is scaled: a fill with
 * scale c is c times the fill with scale 1, bit by bit. |z| <= 7.36 in float (a normal variable is
 * beyond with probability 2e-13) and <= 9.42 in double. The float and the double fill of one
 * (stream, tensor) are different, independent draws of the same law. */
void hodo_random_normal_float(const hodo_stream *stream, uint32_t tensor, uint64_t first, size_t count,
                              float scale, float *out);
void hodo_random_normal_double(const hodo_stream *stream, uint32_t tensor, uint64_t first, size_t count,
                               double scale, double *out);

/* The name of the vector kernel chosen at run time for this CPU ("avx512", "avx2", "neon", "plain"),
 * for a table's provenance. */
const char *hodo_random_kernel(void);

#ifdef __cplusplus
}
#endif

#endif
