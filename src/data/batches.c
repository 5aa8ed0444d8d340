#include "data/batches.h"

#include <assert.h>

enum { CHUNK = 512 }; /* choices drawn at a time */

/* floor(k u / 2^64) of the 64 uniform bits u of two words, k below 2^34: in 32-bit halves, so that it is
 * the same on compilers without 128-bit integers. */
static uint64_t choose(const uint32_t words[2], uint64_t k)
{
    const uint64_t k_low = k & UINT32_MAX, k_high = k >> 32;
    const uint64_t low = k_low * words[0], middle = k_low * words[1], cross = k_high * words[0];
    const uint64_t carry = (low >> 32) + (middle & UINT32_MAX) + (cross & UINT32_MAX);
    return (carry >> 32) + (middle >> 32) + (cross >> 32) + k_high * words[1];
}

void hodo_epoch_order(const hodo_stream *stream, uint32_t epoch, size_t count, size_t *order)
{
    assert(count <= HODO_TENSOR_LIMIT / 2);
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
    uint32_t words[2 * CHUNK];
    for (size_t first = 0; first + 1 < count; first += CHUNK) {
        const size_t left = count - 1 - first, take = left < CHUNK ? left : CHUNK;
        hodo_random_words(stream, epoch, 2 * (uint64_t)first, 2 * take, words);
        for (size_t k = 0; k < take; k++) {
            /* Exchange number i: place i takes one of those not placed yet, itself among them. */
            const size_t i = first + k, with = i + (size_t)choose(words + 2 * k, count - i);
            const size_t held = order[i];
            order[i] = order[with];
            order[with] = held;
        }
    }
}

struct hodo_batches {
    hodo_stream stream;
    size_t count, batch;
    size_t *order;  /* (count,) of epoch `epoch` */
    uint64_t epoch; /* UINT64_MAX before the first step */
};

hodo_batches *hodo_batches_take(hodo_arena *arena, const hodo_stream *stream, size_t count, size_t batch,
                                hodo_error *error)
{
    if (count == 0 || count > HODO_TENSOR_LIMIT / 2) {
        hodo_fail(error, HODO_INVALID, "batches of %zu samples: 1 to 2^33 can be shuffled", count);
        return NULL;
    }
    if (batch == 0 || batch > count) {
        hodo_fail(error, HODO_INVALID, "a batch of %zu of %zu samples: the batch must be 1 to %zu", batch,
                  count, count);
        return NULL;
    }
    hodo_batches *batches = hodo_arena_take(arena, 1, sizeof *batches, error);
    size_t *order = hodo_arena_take(arena, count, sizeof *order, error);
    if (batches == NULL || order == NULL) {
        return NULL;
    }
    *batches = (hodo_batches){*stream, count, batch, order, UINT64_MAX};
    return batches;
}

hodo_status hodo_batches_step(hodo_batches *batches, uint64_t step, size_t *indices, hodo_error *error)
{
    const uint64_t count = batches->count, batch = batches->batch;
    uint64_t position;
    if (__builtin_mul_overflow(step, batch, &position) || position > UINT64_MAX - batch ||
        (position + batch - 1) / count > UINT32_MAX) {
        return hodo_fail(
            error, HODO_INVALID,
            "step %llu of batches of %llu of %llu samples is beyond epoch 2^32 - 1: draw an endless "
            "stream instead",
            (unsigned long long)step, (unsigned long long)batch, (unsigned long long)count);
    }
    for (size_t i = 0; i < batch; i++, position++) {
        const uint64_t epoch = position / count;
        if (epoch != batches->epoch) {
            hodo_epoch_order(&batches->stream, (uint32_t)epoch, batches->count, batches->order);
            batches->epoch = epoch;
        }
        indices[i] = batches->order[position % count];
    }
    return HODO_OK;
}
