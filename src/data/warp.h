/* The kernels behind the digit stream: one algorithm (warp_kernel.inc), compiled once an instruction set, all
 * with the same bits. Only digit_stream.c, the tests and the benchmark include this.
 *
 * The source image lies as bytes in a frame of zeros wide enough for every tap. Pixels are read by cubic
 * convolution (Keys 1981, a = -1/2, third order): at a place with fractional part t the four taps -1, 0, 1, 2
 * weigh
 *     ((-t/2 + 1) t - 1/2) t,  (3t/2 - 5/2) t^2 + 1,  ((-3t/2 + 2) t + 1/2) t,  (t/2 - 1/2) t^2
 * in either direction. It keeps strokes as sharp as they were, where bilinear reading blurs them, and the four
 * bytes of a row are one 32-bit load.
 */
#ifndef HODO_DATA_WARP_H
#define HODO_DATA_WARP_H

#include "data/affine.h"
#include "data/elastic_field.h"

enum {
    HODO_FRAME_MARGIN = 4, /* zeros on each side: wherever no tap meets the image, all are within the frame */
    HODO_FRAME_SIDE = HODO_DIGIT_SIDE + 2 * HODO_FRAME_MARGIN,
    HODO_FRAME_BYTES = HODO_FRAME_SIDE * HODO_FRAME_SIDE,
    HODO_FIELD_ROWS = 4, /* rows that a kernel may make at once */
    HODO_FIELD_FLOATS = HODO_DIGIT_PIXELS + HODO_FIELD_STRIDE - HODO_DIGIT_SIDE /* the last row may run over */
};

/* Column and row of each pixel of an image, row-major. */
typedef struct hodo_pixel_grid {
    _Alignas(64) float column[HODO_DIGIT_PIXELS];
    _Alignas(64) float row[HODO_DIGIT_PIXELS];
} hodo_pixel_grid;

typedef struct hodo_warp_kernel {
    const char *name;

    /* Whether this CPU can run the kernel. */
    int (*available)(void);

    /* field = A Z A^T, (28, 28) in HODO_FIELD_FLOATS; normals is Z, (rank, rank), followed by at least
     * HODO_FIELD_ROWS - 1 rows of initialised numbers, which change nothing. */
    void (*displace)(const hodo_elastic_factor *factor, const float *normals, float *field);

    /* x[p] = scale v - offset, v the image at map(p) + (u_x, u_y)(p), clamped to 0 .. 255. */
    void (*sample)(const hodo_pixel_grid *grid, const uint8_t frame[HODO_FRAME_BYTES], hodo_affine_map map,
                   const float *u_x, const float *u_y, float scale, float offset, float *x);
} hodo_warp_kernel;

/* The kernels compiled in, fastest first, ended by NULL; the last one, "plain", is always available. */
extern const hodo_warp_kernel *const hodo_warp_kernels[];

/* Vectors of gcc and clang, where the low byte of a word stands first. */
#if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define HODO_WARP_VECTOR128 1
extern const hodo_warp_kernel hodo_warp_vector128;
#else
#define HODO_WARP_VECTOR128 0
#endif

extern const hodo_warp_kernel hodo_warp_plain;
#if defined(__x86_64__)
extern const hodo_warp_kernel hodo_warp_avx2, hodo_warp_avx512;
#endif

#endif
