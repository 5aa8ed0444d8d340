/* An endless stream of digits: image i is a pure function of (seed, i), a random one of the source's
 * images under a random affine map and a random elastic displacement (Simard, Steinkraus and Platt 2003).
 * It stands in for a generated training set of millions of digits seen once each (arXiv 2410.04642), and
 * nothing is stored: any index may be asked for, in any order, batch or thread, and has the same bits.
 *
 * Pixel p of an image is read from the source at
 *     s(p) = c + F^-1 (p - c - t) + u(p),   F = R(angle) [1 shear; 0 1] diag(scale_x, scale_y),
 * c the centre, by cubic convolution (Keys 1981), zero outside, then clamped to 0 .. 255 and
 * normalised as (v/255 - .1307)/.3081. u is a centred Gaussian field, its two components independent, each
 * with covariance amplitude^2 exp(-r^2/(4 smoothing^2)): white noise smoothed by a Gaussian of standard
 * deviation `smoothing`. Every image has a field of its own: nothing is shared or repeated.
 *
 * The draws and the arithmetic have the same bits on every CPU and compiler: only sums, products, quotients
 * and roots of IEEE numbers in a fixed order, no transform and no libm.
 *
 * The images are independent given the source, and only then: a million images of 60,000 sources hold each
 * about 17 times. A training and a test stream need disjoint sources, or they share digits.
 */
#ifndef HODO_DATA_DIGIT_STREAM_H
#define HODO_DATA_DIGIT_STREAM_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The size of an image. */
enum {
    HODO_DIGIT_SIDE = 28,                                  /* pixels a side */
    HODO_DIGIT_PIXELS = HODO_DIGIT_SIDE * HODO_DIGIT_SIDE  /* pixels an image */
};

/* The source: the stream reads it and owns none of it; it must outlive the stream, unchanged. */
typedef struct hodo_digit_source {
    const uint8_t *images; /* (count, 28, 28), 0 the ground and 255 the ink */
    const uint8_t *labels; /* (count,) any bytes; handed on */
    size_t count;          /* 1 .. 2^32 */
} hodo_digit_source;

/* How strongly images are deformed. Uniform laws are on [-limit, limit]; 0 switches one off. */
typedef struct hodo_digit_deformation {
    double rotation;  /* limit of the angle, degrees, 0 .. 180 */
    double scale;     /* limit of scale_x - 1 and of scale_y - 1, independent, 0 .. 0.9 */
    double shear;     /* limit of the shear, 0 .. 1 */
    double shift;     /* limit of each component of t, pixels, 0 .. 28 */
    double amplitude; /* standard deviation of each component of u, pixels, 0 .. 28 */
    double smoothing; /* the Gaussian's standard deviation, pixels, 0.5 .. 1000; not read when amplitude is 0 */
} hodo_digit_deformation;

/* Rotation 10 degrees, scale 0.12, shear 0.15, shift 1.5, amplitude 1 and smoothing 4 pixels. Chosen by looking
 * at sheets of them: varied, and legible to a person; from amplitude 1.6 on strokes fold and tear. */
extern const hodo_digit_deformation hodo_digit_deformation_default;

/* Immutable: any number of threads may read one stream at once. */
typedef struct hodo_digit_stream hodo_digit_stream;

/* The stream of this seed over `source`. NULL, with HODO_INVALID in *error, for a source that is NULL or
 * empty, or a strength out of its range or not a number; HODO_NO_MEMORY. `settings` NULL means the default. */
hodo_digit_stream *hodo_digit_stream_open(const hodo_digit_source *source,
                                          const hodo_digit_deformation *settings, uint64_t seed,
                                          hodo_error *error);

/* Gives the stream back, not its source; accepts NULL. */
void hodo_digit_stream_free(hodo_digit_stream *stream);

/* Images first .. first + count - 1 (modulo 2^64) into x, (count, 784) row-major, and their labels into
 * labels, (count,), which may be NULL. Cannot fail, allocates nothing. */
void hodo_digit_stream_read(const hodo_digit_stream *stream, uint64_t first, size_t count, float *x,
                            uint8_t *labels);

/* What image `index` is made of, for tests and for pictures. */
typedef struct hodo_digit_draw {
    size_t base;              /* which image of the source */
    double angle;             /* radians; positive turns x (to the right) towards y (down) */
    double scale_x;           /* a factor, about 1 */
    double scale_y;           /* the same, downwards */
    double shear;             /* pixels to the right a pixel down */
    double shift_x;           /* pixels to the right */
    double shift_y;           /* pixels down */
} hodo_digit_draw;

/* The draw of image `index`, without making the image. */
hodo_digit_draw hodo_digit_stream_draw(const hodo_digit_stream *stream, uint64_t index);

/* Its displacement field: u_x and u_y, each (28, 28), pixels; zero when the amplitude is. */
void hodo_digit_stream_field(const hodo_digit_stream *stream, uint64_t index, float *u_x, float *u_y);

/* The name of the vector kernel chosen at run time for this CPU ("avx512", "avx2", "vector128",
 * "plain"). */
const char *hodo_digit_stream_kernel(void);

#ifdef __cplusplus
}
#endif

#endif
