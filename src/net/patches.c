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

void hodo_patches_gather(hodo_image image, hodo_matrix x, size_t first, size_t count, hodo_matrix patches)
{
    check(image, x, first, count, patches);
    const size_t pitch = image.width * image.channels, taps = SIDE * image.channels;
    WITH_REAL(x.precision, for (size_t t = first; t < first + count; t++) {
        const real *lines = (const real *)x.data + t * pitch;
        real *to = (real *)patches.data + (t - first) * image.width * patches.columns;
        for (size_t tap = 0; tap < SIDE; tap++) {
            const bool there = inside(image, t % image.height, tap);
            const real *line = there ? lines + tap * pitch - pitch : lines;
            for (size_t column = 0; column < image.width; column++) {
                real *patch = to + column * patches.columns + tap * taps;
                const run part = run_at(image, column);
                if (!there || part.count != taps) {
                    memset(patch, 0, taps * sizeof(real));
                }
                for (size_t c = 0; there && c < part.count; c++) {
                    patch[part.skip + c] = line[part.from + c];
                }
            }
        }
    });
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
