#include "strokes.h"

#include <criterion/criterion.h>
#include <string.h>

/* Segments top, top left, top right, middle, bottom left, bottom right, bottom, as bits 0 to 6. */
static const uint8_t segments[10] = {0x77, 0x24, 0x5d, 0x6d, 0x2e, 0x6b, 0x7b, 0x25, 0x7f, 0x6f};

/* A bar with a grey rim of one pixel. */
static void bar(uint8_t *image, int top, int left, int bottom, int right)
{
    for (int y = top - 1; y <= bottom; y++) {
        for (int x = left - 1; x <= right; x++) {
            const int rim = y < top || y == bottom || x < left || x == right;
            uint8_t *pixel = image + y * HODO_DIGIT_SIDE + x;
            const uint8_t ink = rim ? 96 : 255;
            *pixel = *pixel > ink ? *pixel : ink;
        }
    }
}

hodo_digit_source strokes_source(uint8_t images[STROKES * HODO_DIGIT_PIXELS], uint8_t labels[STROKES])
{
    memset(images, 0, STROKES * HODO_DIGIT_PIXELS);
    for (int n = 0; n < STROKES; n++) {
        const int thick = 2 + n / 10 % 2, half = 8 - n / 20;
        const int top = 14 - half - thick / 2, left = 9 + n / 20, right = 19 - n / 20 - thick;
        const uint8_t on = segments[n % 10];
        uint8_t *image = images + n * HODO_DIGIT_PIXELS;
        for (int s = 0; s < 3; s++) {
            if (on >> 3 * s & 1) {
                bar(image, top + s * half, left, top + s * half + thick, right + thick);
            }
        }
        for (int s = 0; s < 4; s++) {
            const int bit = s < 2 ? s + 1 : s + 2, x = s % 2 == 0 ? left : right;
            if (on >> bit & 1) {
                bar(image, top + s / 2 * half, x, top + (s / 2 + 1) * half + thick, x + thick);
            }
        }
        labels[n] = (uint8_t)(n % 10);
    }
    return (hodo_digit_source){images, labels, STROKES};
}

hodo_digit_stream *strokes_stream(const hodo_digit_deformation *settings, uint64_t seed)
{
    static uint8_t images[STROKES * HODO_DIGIT_PIXELS], labels[STROKES];
    const hodo_digit_source source = strokes_source(images, labels);
    hodo_error error = {0};
    hodo_digit_stream *stream = hodo_digit_stream_open(&source, settings, seed, &error);
    cr_assert_not_null(stream, "%s", error.message);
    return stream;
}
