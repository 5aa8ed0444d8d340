#include "base/random.h"

#include "base/gaussian.h"
#include "base/hash.h"

#include <Random123/philox.h>
#include <assert.h>
#include <string.h>

enum { ROUNDS = 10, BLOCK_WORDS = 4 };

/* What a block is used for is a part of its key, so that the words, the floats and the doubles of
 * one tensor are independent of one another. */
enum { FOR_WORDS = 0, FOR_FLOATS = 1, FOR_DOUBLES = 2 };

const hodo_gaussian_kernel *const hodo_gaussian_kernels[] = {
#if defined(__x86_64__)
    &hodo_gaussian_avx512,
    &hodo_gaussian_avx2,
#elif defined(__aarch64__)
    &hodo_gaussian_neon,
#endif
    &hodo_gaussian_plain,
    NULL,
};

/* The fastest kernel that this CPU can run. Asked at every call: available() reads what the
 * C runtime found out at start, so there is no state to guard. */
static const hodo_gaussian_kernel *kernel(void)
{
    const hodo_gaussian_kernel *const *each = hodo_gaussian_kernels;
    while (!(*each)->available()) {
        each++;
    }
    return *each;
}

const char *hodo_random_kernel(void)
{
    return kernel()->name;
}

hodo_stream hodo_stream_open(uint64_t seed, const char *experiment, uint64_t cell)
{
    const uint64_t name = hodo_hash_text(HODO_HASH_START, experiment);
    const philox4x32_key_t key = {{0x486f646f, 0x67726170}}; /* "Hodograp" */
    const philox4x32_ctr_t counter = {
        {(uint32_t)seed, (uint32_t)(seed >> 32), (uint32_t)name, (uint32_t)(name >> 32)}};
    const philox4x32_ctr_t out = philox4x32_R(ROUNDS, counter, key);
    return (hodo_stream){{out.v[0], out.v[1]}, cell};
}

static hodo_philox source_of(const hodo_stream *stream, uint32_t tensor, uint32_t purpose)
{
    return (hodo_philox){{stream->key[0], stream->key[1] ^ purpose},
                         {tensor, (uint32_t)stream->cell, (uint32_t)(stream->cell >> 32)}};
}

void hodo_random_words(const hodo_stream *stream, uint32_t tensor, uint64_t first, size_t count,
                       uint32_t *words)
{
    assert(first <= HODO_TENSOR_LIMIT && count <= HODO_TENSOR_LIMIT - first);
    const hodo_gaussian_kernel *const chosen = kernel();
    const hodo_philox source = source_of(stream, tensor, FOR_WORDS);
    for (size_t done = 0; done < count;) {
        uint32_t lanes[HODO_SUPERBLOCK_WORDS], ordered[HODO_SUPERBLOCK_WORDS];
        const size_t skip = (size_t)((first + done) % HODO_SUPERBLOCK_WORDS);
        const size_t there = HODO_SUPERBLOCK_WORDS - skip, left = count - done;
        const size_t take = left < there ? left : there;
        chosen->words(&source, (uint32_t)((first + done) / HODO_SUPERBLOCK_WORDS), lanes);
        for (size_t block = 0; block < HODO_SUPERBLOCK; block++) {
            for (size_t w = 0; w < BLOCK_WORDS; w++) {
                ordered[BLOCK_WORDS * block + w] = lanes[HODO_SUPERBLOCK * w + block];
            }
        }
        memcpy(words + done, ordered + skip, take * sizeof *words);
        done += take;
    }
}

void hodo_random_uniform(const hodo_stream *stream, uint32_t tensor, uint64_t first, size_t count,
                         double *out)
{
    enum { CHUNK = 256 };
    uint32_t words[2 * CHUNK];
    assert(first <= HODO_TENSOR_LIMIT / 2 && count <= HODO_TENSOR_LIMIT / 2 - first);
    for (size_t done = 0; done < count; done += CHUNK) {
        const size_t take = count - done < CHUNK ? count - done : CHUNK;
        hodo_random_words(stream, tensor, 2 * (first + done), 2 * take, words);
        for (size_t k = 0; k < take; k++) {
            /* An odd multiple of 2^-53: the midpoint of one of 2^52 equal cells, exactly. */
            const uint64_t bits = (uint64_t)words[2 * k + 1] << 32 | words[2 * k];
            out[done + k] = (double)(int64_t)(bits >> 11 | 1) * 0x1p-53;
        }
    }
}

/* The next piece of a fill: whole superblocks, which go straight to `out`, or a part of one, which
 * goes through a buffer (only the first and the last piece can be one). */
typedef struct piece {
    uint32_t superblock;
    size_t whole; /* superblocks; 0 for a part */
    size_t skip;  /* draws of the part's superblock before the first that is asked for */
    size_t take;  /* draws */
} piece;

static piece next_piece(uint64_t at, size_t left, size_t size)
{
    piece next = {.superblock = (uint32_t)(at / size), .skip = (size_t)(at % size)};
    next.whole = next.skip == 0 ? left / size : 0;
    next.take = next.whole > 0 ? next.whole * size : size - next.skip;
    next.take = next.take < left ? next.take : left;
    return next;
}

void hodo_random_normal_float(const hodo_stream *stream, uint32_t tensor, uint64_t first, size_t count,
                              float scale, float *out)
{
    assert(first <= HODO_TENSOR_LIMIT && count <= HODO_TENSOR_LIMIT - first);
    const hodo_gaussian_kernel *const chosen = kernel();
    const hodo_philox source = source_of(stream, tensor, FOR_FLOATS);
    for (size_t done = 0; done < count;) {
        const piece next = next_piece(first + done, count - done, HODO_SUPERBLOCK_FLOATS);
        if (next.whole > 0) {
            chosen->floats(&source, next.superblock, next.whole, scale, out + done);
        } else {
            float part[HODO_SUPERBLOCK_FLOATS];
            chosen->floats(&source, next.superblock, 1, scale, part);
            memcpy(out + done, part + next.skip, next.take * sizeof *out);
        }
        done += next.take;
    }
}

void hodo_random_normal_double(const hodo_stream *stream, uint32_t tensor, uint64_t first, size_t count,
                               double scale, double *out)
{
    assert(first <= HODO_TENSOR_LIMIT / 2 && count <= HODO_TENSOR_LIMIT / 2 - first);
    const hodo_gaussian_kernel *const chosen = kernel();
    const hodo_philox source = source_of(stream, tensor, FOR_DOUBLES);
    for (size_t done = 0; done < count;) {
        const piece next = next_piece(first + done, count - done, HODO_SUPERBLOCK_DOUBLES);
        if (next.whole > 0) {
            chosen->doubles(&source, next.superblock, next.whole, scale, out + done);
        } else {
            double part[HODO_SUPERBLOCK_DOUBLES];
            chosen->doubles(&source, next.superblock, 1, scale, part);
            memcpy(out + done, part + next.skip, next.take * sizeof *out);
        }
        done += next.take;
    }
}
