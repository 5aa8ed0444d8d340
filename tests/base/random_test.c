#include "base/random.h"
#include "philox_answers.h"

#include <Random123/philox.h>

#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

/* The public words are Philox's in their own order: the counter is (block, tensor, cell). */
Test(random, known_answers_of_words)
{
    for (size_t i = 0; i < ANSWERS; i++) {
        const uint32_t *counter = answers[i].counter;
        const hodo_stream stream = {{answers[i].key[0], answers[i].key[1]},
                                    counter[2] | (uint64_t)counter[3] << 32};
        uint32_t words[4];
        hodo_random_words(&stream, counter[1], 4 * (uint64_t)counter[0], 4, words);
        cr_assert_arr_eq(words, answers[i].want, sizeof words);
    }
}

/* Words are Random123's, through its own C function, wherever the fill begins. */
Test(random, words_of_random123)
{
    const hodo_stream stream = hodo_stream_open(5, "words", UINT64_C(0x123456789abcdef));
    uint32_t words[300];
    for (uint64_t first = 0; first < 130; first++) {
        hodo_random_words(&stream, 9, first, 300, words);
        for (size_t k = 0; k < 300; k++) {
            const philox4x32_ctr_t counter = {{(uint32_t)((first + k) / 4), 9, 0x89abcdef, 0x01234567}};
            const philox4x32_key_t key = {{stream.key[0], stream.key[1]}};
            cr_assert_eq(words[k], philox4x32(counter, key).v[(first + k) % 4]);
        }
    }
}

/* Where a fill may begin: the start, odd places, across 2^32. */
static const uint64_t places[] = {0, 1, 1000000007, (UINT64_C(1) << 32) - 100};
enum { PLACES = sizeof places / sizeof places[0], LONGEST = 333 };

/* The same index has the same draw, however the fill is cut: against fills of one. */
Test(random, any_first_and_count)
{
    const hodo_stream stream = hodo_stream_open(1, "chunks", 42);
    for (size_t p = 0; p < PLACES; p++) {
        static float floats[2 * LONGEST], float_parts[LONGEST];
        static double doubles[2 * LONGEST], double_parts[LONGEST];
        static double uniforms[2 * LONGEST], uniform_parts[LONGEST];
        for (size_t k = 0; k < 2 * LONGEST; k++) { /* one by one, last first */
            const size_t i = 2 * LONGEST - 1 - k;
            hodo_random_normal_float(&stream, 3, places[p] + i, 1, 0.5f, floats + i);
            hodo_random_normal_double(&stream, 3, places[p] + i, 1, 0.5, doubles + i);
            hodo_random_uniform(&stream, 3, places[p] + i, 1, uniforms + i);
        }
        for (size_t offset = 0; offset < LONGEST; offset += 1 + offset / 8) {
            for (size_t count = 0; count <= LONGEST; count += 1 + count / 4) {
                hodo_random_normal_float(&stream, 3, places[p] + offset, count, 0.5f, float_parts);
                hodo_random_normal_double(&stream, 3, places[p] + offset, count, 0.5, double_parts);
                hodo_random_uniform(&stream, 3, places[p] + offset, count, uniform_parts);
                cr_assert_arr_eq(float_parts, floats + offset, count * sizeof(float));
                cr_assert_arr_eq(double_parts, doubles + offset, count * sizeof(double));
                cr_assert_arr_eq(uniform_parts, uniforms + offset, count * sizeof(double));
            }
        }
    }
}

/* The last draw of a tensor, and the promise that a scaled fill is the scaled draw. */
Test(random, ends_and_scales)
{
    const hodo_stream stream = hodo_stream_open(1, "ends", 0);
    float z[2], scaled[2];
    double d[2];
    hodo_random_normal_float(&stream, 0, HODO_TENSOR_LIMIT - 2, 2, 1.0f, z);
    hodo_random_normal_float(&stream, 0, HODO_TENSOR_LIMIT - 2, 2, 0.3f, scaled);
    cr_assert(scaled[0] == 0.3f * z[0] && scaled[1] == 0.3f * z[1]);
    hodo_random_normal_double(&stream, 0, HODO_TENSOR_LIMIT / 2 - 2, 2, 1.0, d);
    cr_assert(isfinite(d[0]) && isfinite(d[1]));
    hodo_random_uniform(&stream, 0, HODO_TENSOR_LIMIT / 2 - 2, 2, d);
    cr_assert(d[0] > 0 && d[0] < 1 && d[1] > 0 && d[1] < 1);
}

/* No coordinate of a stream is ignored: each one changed alone changes every draw but chance. */
Test(random, every_coordinate_counts)
{
    enum { N = 256, VARIANTS = 8 };
    static float z[VARIANTS][N];
    const uint64_t high = UINT64_C(1) << 63;
    const hodo_stream streams[VARIANTS] = {
        hodo_stream_open(0, "a", 0),    hodo_stream_open(1, "a", 0), hodo_stream_open(high, "a", 0),
        hodo_stream_open(0, "b", 0),    hodo_stream_open(0, "a", 1), hodo_stream_open(0, "a", high),
        hodo_stream_open(0, "a", 0),    hodo_stream_open(0, "", 0),
    };
    for (size_t i = 0; i < VARIANTS; i++) {
        hodo_random_normal_float(&streams[i], i == 6 ? 1 : 0, 0, N, 1.0f, z[i]);
        for (size_t j = 0; j < i; j++) {
            size_t same = 0;
            for (size_t k = 0; k < N; k++) {
                same += z[i][k] == z[j][k];
            }
            cr_assert_leq(same, 1, "variants %zu and %zu", i, j); /* 2^-23 or so a draw */
        }
    }
}
