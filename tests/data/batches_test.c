/* Orders of epochs: permutations, uniform, pure functions; batches that cover every sample once an epoch. */
#include "data/batches.h"
#include "near.h"

#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <stdint.h>
#include <string.h>

static const double false_alarm = 1e-4; /* of each of the two statistics, at a fixed seed */

static hodo_error error;

Test(batches, orders_are_permutations)
{
    static const size_t counts[] = {1, 2, 3, 511, 512, 513, 514, 1025, 60000};
    static size_t order[60000];
    static unsigned char seen[60000];
    const hodo_stream stream = hodo_stream_open(1, "batches_test", 0);
    for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++) {
        memset(seen, 0, sizeof seen);
        hodo_epoch_order(&stream, 3, counts[k], order);
        for (size_t i = 0; i < counts[k]; i++) {
            cr_assert(order[i] < counts[k] && seen[order[i]]++ == 0);
        }
    }
}

typedef void shuffle(const hodo_stream *stream, uint32_t epoch, size_t count, size_t *order);

/* What a careless loop does: every place exchanged with any other, n^n ways for n! orders. */
static void careless(const hodo_stream *stream, uint32_t epoch, size_t count, size_t *order)
{
    uint32_t words[8];
    hodo_random_words(stream, epoch, 0, count, words);
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
    for (size_t i = 0; i < count; i++) {
        const size_t with = (size_t)((uint64_t)words[i] * count >> 32), held = order[i];
        order[i] = order[with];
        order[with] = held;
    }
}

/* p-value of chi^2 over the 24 orders of four samples. */
static double uniformity(shuffle *make)
{
    enum { EPOCHS = 48000, ORDERS = 24 };
    const hodo_stream stream = hodo_stream_open(2, "batches_test", 1);
    double seen[256] = {0}, chi_square = 0;
    for (uint32_t epoch = 0; epoch < EPOCHS; epoch++) {
        size_t order[4];
        make(&stream, epoch, 4, order);
        seen[order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3]]++;
    }
    for (size_t k = 0; k < 256; k++) {
        const double expected = (double)EPOCHS / ORDERS;
        chi_square +=
            seen[k] > 0 ? pow(seen[k] - expected, 2) / expected : 0; /* an order never seen shows below */
    }
    return gsl_cdf_chisq_Q(chi_square, ORDERS - 1);
}

Test(batches, every_order_is_equally_likely)
{
    const double p = uniformity(hodo_epoch_order);
    cr_assert(p >= false_alarm, "p = %.3g", p);
    const double wrong = uniformity(careless); /* the power */
    cr_assert(wrong < false_alarm, "p = %.3g", wrong);
}

/* Place of a sample in a long order: mean (n - 1)/2 each, over epochs; the sum of squares is chi^2. */
Test(batches, every_sample_comes_anywhere)
{
    enum { COUNT = 2000, EPOCHS = 200 };
    static size_t order[COUNT];
    static double place[COUNT];
    const hodo_stream stream = hodo_stream_open(2, "batches_test", 2);
    for (uint32_t epoch = 0; epoch < EPOCHS; epoch++) {
        hodo_epoch_order(&stream, epoch, COUNT, order);
        for (size_t i = 0; i < COUNT; i++) {
            place[order[i]] += (double)i - (COUNT - 1) / 2.0;
        }
    }
    double chi_square = 0;
    for (size_t i = 0; i < COUNT; i++) {
        /* The places of an epoch sum to a constant: variance (n^2 - 1)/12 each, COUNT - 1 free ones. */
        chi_square += place[i] * place[i] / EPOCHS / (((double)COUNT * COUNT - 1) / 12) * (COUNT - 1) / COUNT;
    }
    const double p = gsl_cdf_chisq_Q(chi_square, COUNT - 1), q = gsl_cdf_chisq_P(chi_square, COUNT - 1);
    cr_assert(p >= false_alarm / 2 && q >= false_alarm / 2, "chi^2 = %.6g, p = %.3g", chi_square, p);
}

Test(batches, steps_are_pure_and_cover_every_epoch)
{
    enum { COUNT = 103, BATCH = 10, STEPS = 103 }; /* ten epochs */
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(5, "batches_test", 3);
    hodo_batches *forwards = hodo_batches_take(arena, &stream, COUNT, BATCH, &error);
    hodo_batches *backwards = hodo_batches_take(arena, &stream, COUNT, BATCH, &error);
    cr_assert(forwards != NULL && backwards != NULL);
    static size_t all[STEPS * BATCH];
    for (size_t t = 0; t < STEPS; t++) {
        cr_assert(hodo_batches_step(forwards, t, all + t * BATCH, &error) == HODO_OK);
    }
    for (size_t t = STEPS; t-- > 0;) {
        size_t again[BATCH];
        cr_assert(hodo_batches_step(backwards, t, again, &error) == HODO_OK);
        cr_assert(memcmp(again, all + t * BATCH, sizeof again) == 0, "step %zu", t);
    }
    int differ = 0;
    for (size_t epoch = 0; epoch < STEPS * BATCH / COUNT; epoch++) {
        size_t order[COUNT];
        int seen[COUNT] = {0};
        hodo_epoch_order(&stream, (uint32_t)epoch, COUNT, order);
        for (size_t i = 0; i < COUNT; i++) {
            cr_assert(all[epoch * COUNT + i] == order[i] && seen[order[i]]++ == 0);
            differ += order[i] != all[i];
        }
    }
    cr_assert(differ > 8 * COUNT, "epochs are alike");
    hodo_arena_free(arena);
}

Test(batches, what_is_refused)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(5, "batches_test", 3);
    size_t indices[4];
    cr_assert(hodo_batches_take(arena, &stream, 0, 1, &error) == NULL);
    cr_assert(hodo_batches_take(arena, &stream, 10, 0, &error) == NULL);
    cr_assert(hodo_batches_take(arena, &stream, 10, 11, &error) == NULL && error.status == HODO_INVALID);
    cr_assert(strstr(error.message, "must be 1 to 10") != NULL, "%s", error.message);
    cr_assert(hodo_batches_take(arena, &stream, SIZE_MAX, 1, &error) == NULL && error.status == HODO_INVALID);
    hodo_batches *batches = hodo_batches_take(arena, &stream, 4, 4, &error);
    cr_assert(hodo_batches_step(batches, UINT32_MAX, indices, &error) == HODO_OK);
    cr_assert(hodo_batches_step(batches, UINT64_C(1) << 32, indices, &error) == HODO_INVALID);
    cr_assert(hodo_batches_step(batches, UINT64_MAX, indices, &error) == HODO_INVALID);
    cr_assert(hodo_batches_step(batches, UINT64_MAX / 4, indices, &error) == HODO_INVALID);
    hodo_arena_free(arena);
}
