#include "net/patches.h"

#include "base/real.h"

#include <assert.h>
#include <string.h>

enum { SIDE = 3 };

static void check(hodo_image image, hodo_matrix x, size_t first, size_t count, hodo_matrix patches)
{
    assert(x.columns == image.height * image.width * image.channels && x.stride == x.columns);
    assert(patches.columns == HODO_TAPS * image.channels && patches.stride == patches.columns);
    assert(patches.rows == count * image.width && first + count <= x.rows * image.height);
    assert(x.precision == patches.precision);
    (void)image, (void)x, (void)first, (void)count, (void)patches;
}

/* The part of tap row `tap` of the pixel in `column` that lies in the image: `skip` numbers after the start of
 * the tap row, and `count` of them, that stand `from` numbers after the start of the image's line. */
typedef struct run {
    size_t skip, from, count;
} run;

static inline run run_at(hodo_image image, size_t column)
{
    const size_t before = column > 0 ? 1 : 0, after = column + 1 < image.width ? 1 : 0;
    return (run){(1 - before) * image.channels, (column - before) * image.channels,
                 (before + 1 + after) * image.channels};
}

/* Whether tap row `tap` of line `line` of an image is in it. */
static inline bool inside(hodo_image image, size_t line, size_t tap)
{
    return line + tap >= 1 && line + tap <= image.height;
}

/* `count` runs of `bytes`, from places `step` apart to places `pitch` apart. Called with a constant number of
 * bytes it is a few moves a run: with few channels runs are so short that a loop or a call for each costs more. */
static inline __attribute__((always_inline)) void copy_runs(char *to, size_t pitch, const char *from,
                                                            size_t step, size_t count, size_t bytes)
{
    for (size_t i = 0; i < count; i++) {
        memcpy(to + i * pitch, from + i * step, bytes);
    }
}

/* The tap rows of the columns that have a neighbour on either side. */
static void copy_inner(char *to, size_t pitch, const char *from, size_t step, size_t count, size_t bytes)
{
    switch (bytes) { /* 1, 3, 4, 8, 16 channels, float and double */
    case 12:
        copy_runs(to, pitch, from, step, count, 12);
        return;
    case 24:
        copy_runs(to, pitch, from, step, count, 24);
        return;
    case 36:
        copy_runs(to, pitch, from, step, count, 36);
        return;
    case 48:
        copy_runs(to, pitch, from, step, count, 48);
        return;
    case 72:
        copy_runs(to, pitch, from, step, count, 72);
        return;
    case 96:
        copy_runs(to, pitch, from, step, count, 96);
        return;
    case 192:
        copy_runs(to, pitch, from, step, count, 192);
        return;
    default:
        copy_runs(to, pitch, from, step, count, bytes);
    }
}

/* One tap row of a line of patches: to + column * pitch <- `taps` bytes about `column` of the line, zero where
 * there is no column. */
static void gather_tap(hodo_image image, const char *line, char *to, size_t pitch, size_t taps)
{
    const size_t pixel = taps / SIDE, last = image.width - 1;
    memset(to, 0, pixel);
    if (last == 0) {
        memcpy(to + pixel, line, pixel);
        memset(to + 2 * pixel, 0, pixel);
        return;
    }
    memcpy(to + pixel, line, 2 * pixel);
    copy_inner(to + pitch, pitch, line, pixel, last - 1, taps);
    memcpy(to + last * pitch, line + (last - 1) * pixel, 2 * pixel);
    memset(to + last * pitch + 2 * pixel, 0, pixel);
}

void hodo_patches_gather(hodo_image image, hodo_matrix x, size_t first, size_t count, hodo_matrix patches)
{
    check(image, x, first, count, patches);
    const size_t size = hodo_precision_size(x.precision), line = image.width * image.channels * size;
    const size_t pitch = patches.columns * size, taps = SIDE * image.channels * size;
    for (size_t t = first; t < first + count; t++) {
        const char *here = (const char *)x.data + t * line;
        char *to = (char *)patches.data + (t - first) * image.width * pitch;
        for (size_t tap = 0; tap < SIDE; tap++, to += taps) {
            if (inside(image, t % image.height, tap)) {
                gather_tap(image, tap == 0 ? here - line : here + (tap - 1) * line, to, pitch, taps);
            } else {
                for (size_t column = 0; column < image.width; column++) {
                    memset(to + column * pitch, 0, taps);
                }
            }
        }
    }
}

void hodo_patches_scatter(hodo_image image, hodo_matrix patches, size_t first, size_t count, hodo_matrix x)
{
    check(image, x, first, count, patches);
    const size_t pitch = image.width * image.channels, taps = SIDE * image.channels;
    WITH_REAL(x.precision, for (size_t t = first; t < first + count; t++) {
        real *lines = (real *)x.data + t * pitch;
        const real *from = (const real *)patches.data + (t - first) * image.width * patches.columns;
        for (size_t tap = 0; tap < SIDE; tap++) {
            if (!inside(image, t % image.height, tap)) {
                continue;
            }
            real *line = lines + tap * pitch - pitch;
            for (size_t column = 0; column < image.width; column++) {
                const real *patch = from + column * patches.columns + tap * taps;
                const run part = run_at(image, column);
                for (size_t c = 0; c < part.count; c++) {
                    line[part.from + c] += patch[part.skip + c];
                }
            }
        }
    });
}
