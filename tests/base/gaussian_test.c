#include "base/gaussian.h"
#include "base/hash.h"
#include "base/random.h"
#include "near.h"
#include "philox_answers.h"

#include <stdint.h>
#include <string.h>

/* The kernels that this CPU can run, by index. */
static const hodo_gaussian_kernel *available_kernel(size_t index)
{
    for (const hodo_gaussian_kernel *const *each = hodo_gaussian_kernels; *each != NULL; each++) {
        if ((*each)->available() && index-- == 0) {
            return *each;
        }
    }
    return NULL;
}

Test(gaussian, known_answers_of_every_kernel)
{
    for (size_t index = 0; available_kernel(index) != NULL; index++) {
        const hodo_gaussian_kernel *kernel = available_kernel(index);
        for (size_t i = 0; i < ANSWERS; i++) {
            const uint32_t *counter = answers[i].counter, block = counter[0];
            const hodo_philox source = {{answers[i].key[0], answers[i].key[1]},
                                        {counter[1], counter[2], counter[3]}};
            uint32_t words[HODO_SUPERBLOCK_WORDS];
            kernel->words(&source, block / HODO_SUPERBLOCK, words);
            for (size_t w = 0; w < 4; w++) {
                cr_assert_eq(words[HODO_SUPERBLOCK * w + block % HODO_SUPERBLOCK], answers[i].want[w],
                             "%s, answer %zu, word %zu", kernel->name, i, w);
            }
        }
    }
}

/* The law of one pair in libm's words: z = r (cos, sin)(theta), from the integers as documented. */
static void oracle_pair(double y, int upper, uint64_t quadrant, double t, double *first, double *second)
{
    const double r = sqrt(-2.0 * (upper ? log1p(-y) : log(y)));
    const double s = sin(M_PI / 4 * t), c = cos(M_PI / 4 * t);
    const double turned[4][2] = {{c, s}, {-s, c}, {-c, -s}, {s, -c}};
    *first = r * turned[quadrant][0];
    *second = r * turned[quadrant][1];
}

static void oracle_floats(uint32_t radius, uint32_t angle, double *first, double *second)
{
    const uint64_t lattice = (((uint64_t)radius << 6 | (angle & 63)) << 1) | 1; /* of 2^39, odd */
    const int upper = radius >> 31 != 0;
    const double y = (double)(upper ? (UINT64_C(1) << 39) - lattice : lattice) * 0x1p-39;
    const double t = ((double)(angle >> 6 & 0xffffff) + 0.5) * 0x1p-23 - 1.0;
    oracle_pair(y, upper, angle >> 30, t, first, second);
}

static void oracle_doubles(uint64_t radius, uint64_t angle, double *first, double *second)
{
    const uint64_t lattice = radius | 1; /* of 2^64, odd */
    const int upper = radius >> 63 != 0;
    const double y = (double)(upper ? 0 - lattice : lattice) * 0x1p-64;
    const uint64_t odd = ((angle >> 11) & ((UINT64_C(1) << 51) - 1)) << 1 | 1;
    const double t = (double)((int64_t)odd - (INT64_C(1) << 51)) * 0x1p-51;
    oracle_pair(y, upper, angle >> 62, t, first, second);
}

/* Relative errors. A draw rounds some ten times, half an ulp at most each, and the root halves what the
 * logarithm collects: measured against quadruple precision, 2.6e6 pairs with both ends of the lattices
 * among them, 5.0 x 2^-24 in float and 4.3 x 2^-53 in double. The oracle in double adds its own 2^-52. */
static const double float_tolerance = 6 * 0x1p-24, double_tolerance = 8 * 0x1p-53;

/* Every extreme of the bits: ends of the radius, the two sides of the split, ends of each quadrant. */
static const uint32_t extreme[] = {0,          1,          2,          63,         64,         0x3fffffff,
                                   0x40000000, 0x7fffffff, 0x80000000, 0xb504f332, 0xb504f333, 0xb504f334,
                                   0xb504f335, 0xbfffffff, 0xc0000000, 0xfffffffe, 0xffffffff};
enum { EXTREMES = sizeof extreme / sizeof extreme[0], RANDOM_BLOCKS = 20000 };

static void fill_words(uint32_t words[HODO_SUPERBLOCK_WORDS], uint64_t block)
{
    const hodo_stream stream = hodo_stream_open(2311, "gaussian_test", 0);
    hodo_random_words(&stream, 1, block * HODO_SUPERBLOCK_WORDS, HODO_SUPERBLOCK_WORDS, words);
    if (block < EXTREMES * EXTREMES) { /* lanes of extreme words beside random ones */
        for (size_t j = 0; j < HODO_SUPERBLOCK; j++) {
            words[j] = j % 2 ? words[j] : extreme[block / EXTREMES];
            words[HODO_SUPERBLOCK + j] = extreme[block % EXTREMES];
            words[2 * HODO_SUPERBLOCK + j] = extreme[block / EXTREMES];
            words[3 * HODO_SUPERBLOCK + j] = j % 2 ? extreme[block % EXTREMES] : words[3 * HODO_SUPERBLOCK + j];
        }
    }
}

Test(gaussian, arithmetic_agrees_with_libm)
{
    for (uint64_t block = 0; block < RANDOM_BLOCKS; block++) {
        uint32_t w[HODO_SUPERBLOCK_WORDS];
        float floats[HODO_SUPERBLOCK_FLOATS];
        double doubles[HODO_SUPERBLOCK_DOUBLES];
        fill_words(w, block);
        hodo_gaussian_plain.floats_of_words(w, floats);
        hodo_gaussian_plain.doubles_of_words(w, doubles);
        for (size_t j = 0; j < HODO_SUPERBLOCK; j++) {
            double first, second;
            for (size_t half = 0; half < 2; half++) {
                const size_t at = 2 * HODO_SUPERBLOCK * half + j;
                oracle_floats(w[at], w[at + HODO_SUPERBLOCK], &first, &second);
                near((double)floats[at], first, 0, float_tolerance);
                near((double)floats[at + HODO_SUPERBLOCK], second, 0, float_tolerance);
            }
            oracle_doubles(w[j] | (uint64_t)w[16 + j] << 32, w[32 + j] | (uint64_t)w[48 + j] << 32, &first,
                           &second);
            near(doubles[j], first, 0, double_tolerance);
            near(doubles[j + HODO_SUPERBLOCK], second, 0, double_tolerance);
        }
    }
}

/* The vector kernels have plain's bits on the same words. */
Test(gaussian, arithmetic_of_every_kernel)
{
    for (size_t index = 0; available_kernel(index) != NULL; index++) {
        const hodo_gaussian_kernel *kernel = available_kernel(index);
        for (uint64_t block = 0; block < RANDOM_BLOCKS; block++) {
            uint32_t w[HODO_SUPERBLOCK_WORDS];
            float floats[2][HODO_SUPERBLOCK_FLOATS];
            double doubles[2][HODO_SUPERBLOCK_DOUBLES];
            fill_words(w, block);
            hodo_gaussian_plain.floats_of_words(w, floats[0]);
            hodo_gaussian_plain.doubles_of_words(w, doubles[0]);
            kernel->floats_of_words(w, floats[1]);
            kernel->doubles_of_words(w, doubles[1]);
            cr_assert_arr_eq(floats[1], floats[0], sizeof floats[0], "%s", kernel->name);
            cr_assert_arr_eq(doubles[1], doubles[0], sizeof doubles[0], "%s", kernel->name);
        }
    }
}

/* Every kernel's whole superblocks against plain's, at any alignment, with any scale, nothing written
 * around them. */
Test(gaussian, fills_of_every_kernel)
{
    enum { BLOCKS = 5, FLOATS = BLOCKS * HODO_SUPERBLOCK_FLOATS, DOUBLES = BLOCKS * HODO_SUPERBLOCK_DOUBLES };
    static const uint32_t superblocks[] = {0, 1, 12345, (1u << 28) - BLOCKS};
    static const double scales[] = {1.0, 0.1, -3.75, 1e-20};
    const float guard = 12345.0f;
    for (size_t index = 0; available_kernel(index) != NULL; index++) {
        const hodo_gaussian_kernel *kernel = available_kernel(index);
        for (uint32_t round = 0; round < 64; round++) {
            const hodo_philox source = {{round, 77 * round}, {round * 3, round << 26, ~round}};
            const size_t offset = round % 17, count = 1 + round % BLOCKS;
            const uint32_t superblock = superblocks[round % 4];
            const double scale = scales[round / 4 % 4];
            float floats[2][FLOATS + 18];
            double doubles[2][DOUBLES + 18];
            for (size_t i = 0; i < 2; i++) {
                for (size_t k = 0; k < FLOATS + 18; k++) {
                    floats[i][k] = guard;
                }
                for (size_t k = 0; k < DOUBLES + 18; k++) {
                    doubles[i][k] = (double)guard;
                }
                const hodo_gaussian_kernel *which = i == 0 ? &hodo_gaussian_plain : kernel;
                which->floats(&source, superblock, count, (float)scale, floats[i] + offset);
                which->doubles(&source, superblock, count, scale, doubles[i] + offset);
            }
            cr_assert_arr_eq(floats[1], floats[0], sizeof floats[0], "%s, round %u", kernel->name, round);
            cr_assert_arr_eq(doubles[1], doubles[0], sizeof doubles[0], "%s, round %u", kernel->name, round);
            cr_assert_eq(floats[1][offset + count * HODO_SUPERBLOCK_FLOATS], guard);
            cr_assert_eq(doubles[1][offset + count * HODO_SUPERBLOCK_DOUBLES], (double)guard);
        }
    }
}

/* 10^7 draws have these bits: through random.h and in every kernel, on every CPU, with every compiler and
 * at every level of optimisation. FNV-1a takes a word at a time, not a byte, so that byte order does not
 * matter. (With the contraction of products and sums allowed, the AVX-512 kernel fails this.) */
static const uint64_t float_checksum = UINT64_C(0x90f7c664d69bb470),
                      double_checksum = UINT64_C(0xea4e9cf5443e8c09);

static uint64_t hash_word(uint64_t state, uint64_t word)
{
    return (state ^ word) * UINT64_C(0x100000001b3);
}

Test(gaussian, checksum_of_ten_million)
{
    enum { BLOCKS = 625, CHUNKS = 250, CHUNK = BLOCKS * HODO_SUPERBLOCK_FLOATS };
    const hodo_stream stream = hodo_stream_open(20231118, "checksum", 2311);
    /* The streams as random.h says that they are laid out. */
    const uint32_t low = (uint32_t)stream.cell, high = (uint32_t)(stream.cell >> 32);
    const hodo_philox source = {{stream.key[0], stream.key[1] ^ 1}, {1, low, high}};
    const hodo_philox double_source = {{stream.key[0], stream.key[1] ^ 2}, {1, low, high}};
    uint64_t of_floats = HODO_HASH_START, of_doubles = HODO_HASH_START;
    for (uint32_t chunk = 0; chunk < CHUNKS; chunk++) {
        static float z[CHUNK], z_kernel[CHUNK];
        static double d[CHUNK], d_kernel[CHUNK];
        hodo_random_normal_float(&stream, 1, (uint64_t)chunk * CHUNK, CHUNK, 1.0f, z);
        hodo_random_normal_double(&stream, 1, (uint64_t)chunk * CHUNK, CHUNK, 1.0, d);
        for (size_t index = 0; available_kernel(index) != NULL; index++) {
            const hodo_gaussian_kernel *kernel = available_kernel(index);
            kernel->floats(&source, BLOCKS * chunk, BLOCKS, 1.0f, z_kernel);
            kernel->doubles(&double_source, 2 * BLOCKS * chunk, 2 * BLOCKS, 1.0, d_kernel);
            cr_assert_arr_eq(z_kernel, z, sizeof z, "%s", kernel->name);
            cr_assert_arr_eq(d_kernel, d, sizeof d, "%s", kernel->name);
        }
        for (size_t k = 0; k < CHUNK; k++) {
            uint32_t word;
            uint64_t long_word;
            memcpy(&word, &z[k], sizeof word);
            memcpy(&long_word, &d[k], sizeof long_word);
            of_floats = hash_word(of_floats, word);
            of_doubles = hash_word(of_doubles, long_word);
        }
    }
    cr_assert_eq(of_floats, float_checksum, "floats: got 0x%016llx", (unsigned long long)of_floats);
    cr_assert_eq(of_doubles, double_checksum, "doubles: got 0x%016llx", (unsigned long long)of_doubles);
}
