/* Images a second of the endless digit stream on one core, labels and normalisation included, for every kernel
 * that this CPU can run and in all, beside the 50,000 that keep up with training a small network; and where
 * the time of an image goes. The best of many rounds. */
#include "base/random.h"
#include "data/digit_stream.h"
#include "data/warp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SOURCES = 60000, BATCH = 64, BATCHES = 16, ROUNDS = 40 };
static const double wanted = 50000.0;

static float x[BATCH * HODO_DIGIT_PIXELS];
static uint8_t labels[BATCH];
static float normals[(HODO_DIGIT_SIDE + HODO_FIELD_ROWS) * HODO_DIGIT_SIDE];
static float field[HODO_FIELD_FLOATS];
static uint8_t frame[HODO_FRAME_BYTES];
static hodo_pixel_grid grid;
static hodo_elastic_factor factor;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

typedef void part(const void *what, uint64_t round);

static void whole(const void *what, uint64_t round)
{
    for (uint64_t b = 0; b < BATCHES; b++) {
        hodo_digit_stream_read(what, (round * BATCHES + b) * BATCH, BATCH, x, labels);
    }
}

static void draws(const void *what, uint64_t round)
{
    hodo_stream stream = hodo_stream_open(1, "bench", round);
    (void)what;
    for (uint64_t k = 0; k < BATCH * BATCHES; k++) {
        double uniform[7];
        stream.cell = k;
        hodo_random_uniform(&stream, 0, 0, 7, uniform);
        hodo_random_normal_float(&stream, 1, 0, factor.rank * factor.rank, 1.0f, normals);
        hodo_random_normal_float(&stream, 2, 0, factor.rank * factor.rank, 1.0f, normals);
    }
}

static void fields(const void *what, uint64_t round)
{
    const hodo_warp_kernel *kernel = what;
    (void)round;
    for (uint64_t k = 0; k < 2 * BATCH * BATCHES; k++) {
        kernel->displace(&factor, normals, field);
    }
}

static void samples(const void *what, uint64_t round)
{
    const hodo_warp_kernel *kernel = what;
    const hodo_affine_map map = {0.9f, 0.1f, 0.3f + 0.01f * (float)(round % 7), -0.1f, 0.9f, 2.0f};
    for (uint64_t k = 0; k < BATCH * BATCHES; k++) {
        kernel->sample(&grid, frame, map, field, field, 0.01f, 0.4f, x);
    }
}

static double microseconds_an_image(part *one, const void *what)
{
    double best = 1e300;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        const double start = seconds();
        one(what, round);
        const double took = seconds() - start;
        best = took < best ? took : best;
    }
    return 1e6 * best / (BATCH * BATCHES);
}

int main(void)
{
    uint8_t *images = calloc(SOURCES, HODO_DIGIT_PIXELS), *classes = calloc(SOURCES, 1);
    if (images == NULL || classes == NULL) {
        fputs("digits_bench: no memory for 60,000 images\n", stderr);
        return EXIT_FAILURE;
    }
    memset(images, 1, (size_t)SOURCES * HODO_DIGIT_PIXELS); /* resident, as real ones are */
    hodo_error error;
    hodo_digit_stream *stream =
        hodo_digit_stream_open(&(hodo_digit_source){images, classes, SOURCES}, NULL, 1, &error);
    if (stream == NULL) {
        fprintf(stderr, "digits_bench: %s\n", error.message);
        return EXIT_FAILURE;
    }
    hodo_elastic_factorise(hodo_digit_deformation_default.smoothing, &factor);
    for (size_t k = 0; k < HODO_FRAME_BYTES; k++) { /* ink here and there, as in digits: clamps that vary */
        frame[k] = (uint8_t)(k * 2654435761u >> 24) > 192 ? 255 : 0;
    }
    for (size_t p = 0; p < HODO_DIGIT_PIXELS; p++) {
        grid.column[p] = (float)(p % HODO_DIGIT_SIDE);
        grid.row[p] = (float)(p / HODO_DIGIT_SIDE);
    }
    printf("digit stream: microseconds an image (smoothing %g: rank %zu)\n",
           hodo_digit_deformation_default.smoothing, factor.rank);
    printf("%-24s %8.3f\n", "draws", microseconds_an_image(draws, NULL));
    for (const hodo_warp_kernel *const *each = hodo_warp_kernels; *each != NULL; each++) {
        if ((*each)->available()) {
            printf("%-8s both fields     %8.3f\n", (*each)->name, microseconds_an_image(fields, *each));
            printf("%-8s resampling      %8.3f\n", (*each)->name, microseconds_an_image(samples, *each));
        }
    }
    const double took = microseconds_an_image(whole, stream);
    printf("%-24s %8.3f: %.0f images/s, %.2f times %.0f (kernel %s)\n", "in all", took, 1e6 / took,
           1e6 / took / wanted, wanted, hodo_digit_stream_kernel());
    hodo_digit_stream_free(stream);
    free(classes);
    free(images);
    return EXIT_SUCCESS;
}
