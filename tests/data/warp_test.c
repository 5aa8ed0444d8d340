/* The kernels: all have the bits of the plain one, and the plain one is cubic convolution. */
#include "base/random.h"
#include "data/warp.h"
#include "keys.h"
#include "near.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { SIDE = HODO_DIGIT_SIDE, PIXELS = HODO_DIGIT_PIXELS, CASES = 200 };

static const hodo_affine_map identity = {1.0f, 0.0f, 0.0f, 0.0f, 1.0f, 0.0f};
static const float still[PIXELS];

static const hodo_pixel_grid *pixel_grid(void)
{
    static hodo_pixel_grid grid;
    for (int p = 0; p < PIXELS; p++) {
        grid.column[p] = (float)(p % SIDE);
        grid.row[p] = (float)(p / SIDE);
    }
    return &grid;
}

typedef double picture(double x, double y);

static void paint(uint8_t frame[HODO_FRAME_BYTES], picture *of)
{
    memset(frame, 0, HODO_FRAME_BYTES);
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            frame[(y + HODO_FRAME_MARGIN) * HODO_FRAME_SIDE + x + HODO_FRAME_MARGIN] = (uint8_t)of(x, y);
        }
    }
}

static void random_frame(const hodo_stream *stream, uint8_t frame[HODO_FRAME_BYTES])
{
    uint32_t words[PIXELS];
    hodo_random_words(stream, 0, 0, PIXELS, words);
    memset(frame, 0, HODO_FRAME_BYTES);
    for (int p = 0; p < PIXELS; p++) {
        frame[(p / SIDE + HODO_FRAME_MARGIN) * HODO_FRAME_SIDE + p % SIDE + HODO_FRAME_MARGIN] =
            (uint8_t)words[p];
    }
}

/* From the gentle to maps that throw every pixel out of the frame. */
static hodo_affine_map random_map(const hodo_stream *stream)
{
    float z[6];
    hodo_random_normal_float(stream, 1, 0, 6, 1.0f, z);
    const float reach = stream->cell % 5 == 0 ? 1e6f : stream->cell % 3 == 0 ? 20.0f : 1.0f;
    return (hodo_affine_map){1.0f + 0.3f * z[0], 0.3f * z[1],        reach * z[2],
                             0.3f * z[3],        1.0f + 0.3f * z[4], reach * z[5]};
}

Test(warp, every_kernel_reads_the_same_bits)
{
    for (const hodo_warp_kernel *const *each = hodo_warp_kernels; *each != NULL; each++) {
        for (uint64_t c = 0; (*each)->available() && c < CASES; c++) {
            const hodo_stream stream = hodo_stream_open(31, "warp", c);
            uint8_t frame[HODO_FRAME_BYTES];
            float u[2 * PIXELS], want[PIXELS], got[PIXELS + 1];
            random_frame(&stream, frame);
            hodo_random_normal_float(&stream, 2, 0, 2 * PIXELS, 3.0f, u);
            const hodo_affine_map map = random_map(&stream);
            got[PIXELS] = 77.0f;
            hodo_warp_plain.sample(pixel_grid(), frame, map, u, u + PIXELS, 0.0127f, 0.42f, want);
            (*each)->sample(pixel_grid(), frame, map, u, u + PIXELS, 0.0127f, 0.42f, got);
            cr_assert_eq(memcmp(got, want, sizeof want), 0, "%s, case %zu", (*each)->name, (size_t)c);
            cr_assert_eq(got[PIXELS], 77.0f, "%s writes beyond the image", (*each)->name);
        }
    }
}

Test(warp, every_kernel_makes_the_same_field_for_every_rank)
{
    const hodo_stream stream = hodo_stream_open(32, "warp", 0);
    static float normals[(SIDE + HODO_FIELD_ROWS) * SIDE];
    hodo_random_normal_float(&stream, 0, 0, (SIDE + HODO_FIELD_ROWS) * SIDE, 1.0f, normals);
    for (size_t rank = 1; rank <= SIDE; rank++) {
        hodo_elastic_factor factor;
        hodo_elastic_factorise(1.5, &factor);
        factor.rank = rank;
        for (const hodo_warp_kernel *const *each = hodo_warp_kernels; *each != NULL; each++) {
            float want[HODO_FIELD_FLOATS], got[HODO_FIELD_FLOATS + 1];
            if (!(*each)->available()) {
                continue;
            }
            got[HODO_FIELD_FLOATS] = 77.0f;
            hodo_warp_plain.displace(&factor, normals, want);
            (*each)->displace(&factor, normals, got);
            cr_assert_eq(memcmp(got, want, PIXELS * sizeof *want), 0, "%s, rank %zu", (*each)->name, rank);
            cr_assert_eq(got[HODO_FIELD_FLOATS], 77.0f, "%s writes beyond the field", (*each)->name);
        }
    }
}

/* A Z A^T term by term in double. Entries are sums of up to 2 rank products of size about 1, as floats. */
Test(warp, field_is_the_product)
{
    const hodo_stream stream = hodo_stream_open(33, "warp", 0);
    static float normals[(SIDE + HODO_FIELD_ROWS) * SIDE];
    hodo_elastic_factor factor;
    hodo_elastic_factorise(4.0, &factor);
    hodo_random_normal_float(&stream, 0, 0, factor.rank * factor.rank, 1.0f, normals);
    float field[HODO_FIELD_FLOATS];
    hodo_warp_plain.displace(&factor, normals, field);
    for (int p = 0; p < PIXELS; p++) {
        double sum = 0.0;
        for (size_t a = 0; a < factor.rank; a++) {
            for (size_t b = 0; b < factor.rank; b++) {
                sum += (double)factor.rows[a][p / SIDE] * (double)normals[a * factor.rank + b] *
                       (double)factor.rows[b][p % SIDE];
            }
        }
        near((double)field[p], sum, 64.0 * 0x1p-24, 0.0);
    }
}

static double tent(double s)
{
    return fmax(0.0, 1.0 - fabs(s));
}

/* The sum over all pixels, as the convolution is written, clamped. */
static double convolution(const uint8_t frame[HODO_FRAME_BYTES], double x, double y, double (*kernel)(double))
{
    double sum = 0.0;
    for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
            sum += kernel(x - column) * kernel(y - row) *
                   frame[(row + HODO_FRAME_MARGIN) * HODO_FRAME_SIDE + column + HODO_FRAME_MARGIN];
        }
    }
    return fmin(fmax(sum, 0.0), 255.0);
}

/* The greatest deviation from the convolution with a kernel over random frames, maps and fields. A place is a
 * float near 30, so off by 2e-6 a rounding, three of them, where the picture rises by up to 255 a pixel in x
 * and in y and cubic overshoot makes that a third steeper: 4e-3, and the sum's own rounding is a tenth. */
static const double convolution_tolerance = 5e-3;

static double worst_deviation(double (*kernel)(double))
{
    double worst = 0.0;
    for (uint64_t c = 0; c < 10; c++) {
        const hodo_stream stream = hodo_stream_open(34, "warp", c);
        uint8_t frame[HODO_FRAME_BYTES];
        float u[2 * PIXELS], got[PIXELS];
        random_frame(&stream, frame);
        hodo_random_normal_float(&stream, 2, 0, 2 * PIXELS, 1.0f, u);
        const hodo_affine_map map = random_map(&stream);
        hodo_warp_plain.sample(pixel_grid(), frame, map, u, u + PIXELS, 1.0f, 0.0f, got);
        for (int p = 0; p < PIXELS; p++) {
            const double x =
                (double)map.xx * (p % SIDE) + (double)map.xy * (p / SIDE) + (double)map.x0 + (double)u[p];
            const double y = (double)map.yx * (p % SIDE) + (double)map.yy * (p / SIDE) + (double)map.y0 +
                             (double)u[PIXELS + p];
            const double deviation = fabs((double)got[p] - convolution(frame, x, y, kernel));
            worst = deviation > worst || isnan(deviation) ? deviation : worst;
        }
    }
    return worst;
}

Test(warp, reads_by_cubic_convolution)
{
    near(worst_deviation(keys), 0.0, convolution_tolerance, 0.0);
}

Test(warp, bilinear_reading_would_be_found)
{
    cr_assert(worst_deviation(tent) > 1000.0 * convolution_tolerance);
}

static double hill(double x, double y)
{
    return x * (27.0 - x) + 2.0 * y; /* 0 .. 236, whole at whole places */
}

/* Keys's kernel is of third order: it gives quadratics back, wherever all its taps are within the image. */
Test(warp, gives_quadratics_back)
{
    uint8_t frame[HODO_FRAME_BYTES];
    float x[PIXELS];
    paint(frame, hill);
    const hodo_affine_map map = {0.8f, 0.0f, 2.31f, 0.0f, 0.7f, 3.47f};
    hodo_warp_plain.sample(pixel_grid(), frame, map, still, still, 1.0f, 0.0f, x);
    for (int p = 0; p < PIXELS; p++) {
        /* A slope of 30 times a place's rounding of 4e-6. */
        near((double)x[p], hill(0.8 * (p % SIDE) + 2.31, 0.7 * (p / SIDE) + 3.47), 2e-4, 0.0);
    }
}

Test(warp, whole_shifts_are_exact_and_bring_in_zeros)
{
    const hodo_stream stream = hodo_stream_open(35, "warp", 0);
    uint8_t frame[HODO_FRAME_BYTES];
    float x[PIXELS];
    random_frame(&stream, frame);
    for (int dy = -30; dy <= 30; dy += 5) {
        for (int dx = -30; dx <= 30; dx += 3) {
            hodo_affine_map map = identity;
            map.x0 = (float)dx;
            map.y0 = (float)dy;
            hodo_warp_plain.sample(pixel_grid(), frame, map, still, still, 1.0f, 0.0f, x);
            for (int p = 0; p < PIXELS; p++) {
                const int column = p % SIDE + dx, row = p / SIDE + dy;
                const bool within = column >= 0 && column < SIDE && row >= 0 && row < SIDE;
                const int want =
                    within ? frame[(row + HODO_FRAME_MARGIN) * HODO_FRAME_SIDE + column + HODO_FRAME_MARGIN]
                           : 0;
                cr_assert_eq(x[p], (float)want, "shift (%d, %d), pixel %d: %g for %d", dx, dy, p, (double)x[p],
                             want);
            }
        }
    }
}
