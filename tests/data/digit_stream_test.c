/* The endless digit stream: a pure function of (seed, index), whoever asks and how; its limits; its images. */
#include "base/hash.h"
#include "base/pool.h"
#include "data/digit_stream.h"
#include "keys.h"
#include "near.h"
#include "strokes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { IMAGES = 300, PIXELS = HODO_DIGIT_PIXELS };

static float whole[IMAGES * PIXELS], pieces[IMAGES * PIXELS];
static uint8_t whole_labels[IMAGES], piece_labels[IMAGES];

static const uint64_t firsts[] = {0, 12345, UINT64_C(0xffffffff) - 100, UINT64_MAX - 100};
enum { FIRSTS = sizeof firsts / sizeof firsts[0] };

Test(digit_stream, images_do_not_depend_on_the_batch_or_the_order)
{
    hodo_digit_stream *stream = strokes_stream(NULL, 41);
    for (int f = 0; f < FIRSTS; f++) {
        hodo_digit_stream_read(stream, firsts[f], IMAGES, whole, whole_labels);
        for (size_t batch = 1; batch <= 64; batch = 4 * batch + 3) {
            for (size_t end = IMAGES; end > 0;) { /* the last first */
                const size_t take = batch < end ? batch : end;
                end -= take;
                hodo_digit_stream_read(stream, firsts[f] + end, take, pieces + end * PIXELS,
                                       piece_labels + end);
            }
            cr_assert_eq(memcmp(whole, pieces, sizeof whole), 0, "first %d, batch %zu", f, batch);
            cr_assert_eq(memcmp(whole_labels, piece_labels, sizeof whole_labels), 0);
        }
    }
    hodo_digit_stream_free(stream);
}

static hodo_status read_one(void *context, size_t item, size_t worker, hodo_error *error)
{
    (void)worker, (void)error;
    hodo_digit_stream_read(context, item, 1, pieces + item * PIXELS, piece_labels + item);
    return HODO_OK;
}

Test(digit_stream, threads_share_a_stream_and_another_stream_has_the_same_images)
{
    hodo_digit_stream *stream = strokes_stream(NULL, 42), *again = strokes_stream(NULL, 42);
    hodo_digit_stream_read(stream, 0, IMAGES, whole, whole_labels);
    cr_assert_eq(hodo_pool_run(4, IMAGES, read_one, again, NULL), HODO_OK);
    cr_assert_eq(memcmp(whole, pieces, sizeof whole), 0);
    cr_assert_eq(memcmp(whole_labels, piece_labels, sizeof whole_labels), 0);
    hodo_digit_stream_free(again);
    hodo_digit_stream_free(stream);
}

/* The bits of 2000 images of integer-made strokes, once measured: every CPU, compiler and kernel has them. */
Test(digit_stream, bits_are_those_of_every_machine)
{
    static const struct {
        hodo_digit_deformation settings;
        uint64_t want;
    } pinned[] = {
        {{10.0, 0.12, 0.15, 1.5, 1.0, 4.0}, UINT64_C(0xf8a4b9b17bb0c810)},
        {{180.0, 0.9, 1.0, 10.0, 3.0, 0.7}, UINT64_C(0xd3a63239e5863ad1)},
    };
    for (int k = 0; k < 2; k++) {
        hodo_digit_stream *stream = strokes_stream(&pinned[k].settings, 43);
        uint64_t hash = HODO_HASH_START;
        for (uint64_t first = 0; first < 2000; first += 250) {
            hodo_digit_stream_read(stream, first, 250, whole, whole_labels);
            hash = hodo_hash_bytes(hash, whole, 250 * PIXELS * sizeof *whole);
            hash = hodo_hash_bytes(hash, whole_labels, 250);
        }
        cr_assert_eq(hash, pinned[k].want, "case %d: 0x%016llx by %s", k, (unsigned long long)hash,
                     hodo_digit_stream_kernel());
        hodo_digit_stream_free(stream);
    }
}

Test(digit_stream, seeds_and_indices_differ)
{
    hodo_digit_stream *one = strokes_stream(NULL, 44), *other = strokes_stream(NULL, 45);
    hodo_digit_stream_read(one, 0, IMAGES, whole, NULL);
    hodo_digit_stream_read(other, 0, IMAGES, pieces, NULL);
    for (size_t i = 0; i < IMAGES; i++) {
        cr_assert(memcmp(whole + i * PIXELS, pieces + i * PIXELS, PIXELS * sizeof *whole) != 0, "image %zu", i);
        for (size_t j = 0; j < i; j++) {
            cr_assert(memcmp(whole + i * PIXELS, whole + j * PIXELS, PIXELS * sizeof *whole) != 0);
        }
    }
    hodo_digit_stream_free(other);
    hodo_digit_stream_free(one);
}

static uint8_t source_images[STROKES * PIXELS], source_labels[STROKES];

Test(digit_stream, without_deformation_images_are_the_source_normalised)
{
    const hodo_digit_source source = strokes_source(source_images, source_labels);
    const hodo_digit_deformation none = {0};
    hodo_digit_stream *stream = strokes_stream(&none, 46);
    hodo_digit_stream_read(stream, 7, IMAGES, whole, whole_labels);
    for (uint64_t i = 0; i < IMAGES; i++) {
        const size_t base = hodo_digit_stream_draw(stream, 7 + i).base;
        cr_assert_eq(whole_labels[i], source.labels[base]);
        for (size_t p = 0; p < PIXELS; p++) {
            /* Values to 2.83, three roundings. */
            near((double)whole[i * PIXELS + p], (source.images[base * PIXELS + p] / 255.0 - 0.1307) / 0.3081,
                 2.83 * 3.0 * 0x1p-24, 0.0);
        }
    }
    hodo_digit_stream_free(stream);
}

/* The image again from what the stream says it is made of, by libm, in double, and by the convolution as it is
 * written. */
static double expected(const uint8_t *image, const hodo_digit_draw *d, double column, double row, double u_x,
                       double u_y)
{
    const double px = column - 13.5 - d->shift_x, py = row - 13.5 - d->shift_y;
    const double back_x = cos(d->angle) * px + sin(d->angle) * py,
                 back_y = cos(d->angle) * py - sin(d->angle) * px;
    const double x = (back_x - d->shear * back_y) / d->scale_x + 13.5 + u_x,
                 y = back_y / d->scale_y + 13.5 + u_y;
    double sum = 0.0;
    for (int p = 0; p < PIXELS; p++) {
        sum += keys(x - p % HODO_DIGIT_SIDE) * keys(y - p / HODO_DIGIT_SIDE) * image[p];
    }
    return (fmin(fmax(sum, 0.0), 255.0) / 255.0 - 0.1307) / 0.3081;
}

Test(digit_stream, images_are_what_their_parameters_say)
{
    const hodo_digit_source source = strokes_source(source_images, source_labels);
    hodo_digit_stream *stream = strokes_stream(NULL, 47);
    for (uint64_t i = 0; i < 20; i++) {
        static float u_x[PIXELS], u_y[PIXELS];
        const hodo_digit_draw draw = hodo_digit_stream_draw(stream, i);
        hodo_digit_stream_read(stream, i, 1, whole, NULL);
        hodo_digit_stream_field(stream, i, u_x, u_y);
        for (int p = 0; p < PIXELS; p++) {
            /* Places are off by 4 roundings of 2e-6 pixels, a stroke rises by 3 a pixel. */
            near((double)whole[p],
                 expected(source.images + draw.base * PIXELS, &draw, p % HODO_DIGIT_SIDE, p / HODO_DIGIT_SIDE,
                          (double)u_x[p], (double)u_y[p]),
                 6e-5, 0.0);
        }
    }
    hodo_digit_stream_free(stream);
}

static const hodo_digit_deformation refused[] = {
    {-1.0, 0, 0, 0, 0, 4.0},     {181.0, 0, 0, 0, 0, 4.0},  {NAN, 0, 0, 0, 0, 4.0},  {0, -0.1, 0, 0, 0, 4.0},
    {0, 0.91, 0, 0, 0, 4.0},     {0, NAN, 0, 0, 0, 4.0},    {0, 0, -0.1, 0, 0, 4.0}, {0, 0, 1.1, 0, 0, 4.0},
    {0, 0, INFINITY, 0, 0, 4.0}, {0, 0, 0, -1.0, 0, 4.0},   {0, 0, 0, 28.5, 0, 4.0}, {0, 0, 0, 0, -1.0, 4.0},
    {0, 0, 0, 0, 29.0, 4.0},     {0, 0, 0, 0, NAN, 4.0},    {0, 0, 0, 0, 1.0, 0.0},  {0, 0, 0, 0, 1.0, -4.0},
    {0, 0, 0, 0, 1.0, 0.4},      {0, 0, 0, 0, 1.0, 1001.0}, {0, 0, 0, 0, 1.0, NAN},
};
enum { REFUSED = sizeof refused / sizeof refused[0] };

Test(digit_stream, settings_out_of_range_are_refused)
{
    const hodo_digit_source source = strokes_source(source_images, source_labels);
    for (size_t k = 0; k < REFUSED; k++) {
        hodo_error error = {0};
        cr_assert_null(hodo_digit_stream_open(&source, &refused[k], 1, &error), "case %zu", k);
        cr_assert_eq(error.status, HODO_INVALID, "case %zu", k);
        cr_assert_null(hodo_digit_stream_open(&source, &refused[k], 1, NULL));
    }
}

Test(digit_stream, extreme_settings_are_finite)
{
    static const hodo_digit_deformation extremes[] = {{180.0, 0.9, 1.0, 28.0, 28.0, 0.5},
                                                      {180.0, 0.9, 1.0, 28.0, 28.0, 1000.0},
                                                      {0, 0, 0, 0, 0, NAN}};
    for (size_t k = 0; k < 3; k++) {
        hodo_digit_stream *stream = strokes_stream(&extremes[k], 48);
        hodo_digit_stream_read(stream, 0, IMAGES, whole, whole_labels);
        for (size_t i = 0; i < IMAGES * PIXELS; i++) {
            near((double)whole[i], 1.2, 1.63, 0.0); /* between (0 - .1307)/.3081 and (1 - .1307)/.3081 */
        }
        hodo_digit_stream_free(stream);
    }
}

Test(digit_stream, sources_without_images_are_refused)
{
    const hodo_digit_source full = strokes_source(source_images, source_labels);
    hodo_digit_source bad[] = {full, full, full, full};
    bad[0].images = NULL;
    bad[1].labels = NULL;
    bad[2].count = 0;
    bad[3].count = (size_t)(UINT64_C(1) << 33);
    for (size_t k = 0; k < 4; k++) {
        hodo_error error = {0};
        cr_assert_null(hodo_digit_stream_open(&bad[k], NULL, 1, &error));
        cr_assert_eq(error.status, HODO_INVALID);
    }
    cr_assert_null(hodo_digit_stream_open(NULL, NULL, 1, NULL));
    hodo_digit_stream_free(NULL);
    hodo_digit_stream *stream = strokes_stream(NULL, 49);
    hodo_digit_stream_read(stream, 0, 0, NULL, NULL);
    hodo_digit_stream_free(stream);
}

Test(digit_stream, a_source_of_one_image_is_always_that_one)
{
    hodo_digit_source source = strokes_source(source_images, source_labels);
    source.count = 1;
    hodo_digit_stream *stream = hodo_digit_stream_open(&source, NULL, 1, NULL);
    for (uint64_t i = 0; i < 1000; i++) {
        cr_assert_eq(hodo_digit_stream_draw(stream, i).base, 0);
    }
    hodo_digit_stream_free(stream);
}
