#include "data/digit_stream.h"

#include "base/random.h"
#include "data/warp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the stream "digit stream" of the seed, cell = index of the image. */
enum { TENSOR_CHOICE = 0, TENSOR_ACROSS = 1, TENSOR_DOWN = 2 };

const hodo_digit_deformation hodo_digit_deformation_default =
    {.rotation = 10.0, .scale = 0.12, .shear = 0.15, .shift = 1.5, .amplitude = 1.0, .smoothing = 4.0};

struct hodo_digit_stream {
    hodo_pixel_grid grid;
    hodo_elastic_factor factor;
    hodo_digit_source source;
    hodo_digit_deformation settings;
    hodo_stream random; /* the cell is set image by image */
    const hodo_warp_kernel *kernel;
};

/* What one image is made in. */
typedef struct work {
    _Alignas(64) uint8_t frame[HODO_FRAME_BYTES];
    _Alignas(64) float normals[(HODO_DIGIT_SIDE + HODO_FIELD_ROWS) * HODO_DIGIT_SIDE];
    _Alignas(64) float u_x[HODO_FIELD_FLOATS];
    _Alignas(64) float u_y[HODO_FIELD_FLOATS];
} work;

static const hodo_warp_kernel *fastest(void)
{
    const hodo_warp_kernel *const *each = hodo_warp_kernels;
    while (!(*each)->available()) {
        each++;
    }
    return *each;
}

const char *hodo_digit_stream_kernel(void)
{
    return fastest()->name;
}

/* The settings and their ranges, by name. */
static const struct range {
    const char *name, *unit;
    size_t offset;
    double least, most;
} ranges[] = {
    {"rotation", "degrees", offsetof(hodo_digit_deformation, rotation), 0.0, 180.0},
    {"scale", "of the size", offsetof(hodo_digit_deformation, scale), 0.0, 0.9},
    {"shear", "pixels a pixel", offsetof(hodo_digit_deformation, shear), 0.0, 1.0},
    {"shift", "pixels", offsetof(hodo_digit_deformation, shift), 0.0, 28.0},
    {"elastic amplitude", "pixels", offsetof(hodo_digit_deformation, amplitude), 0.0, 28.0},
    {"elastic smoothing", "pixels", offsetof(hodo_digit_deformation, smoothing), 0.5, 1000.0},
};
enum { RANGES = sizeof ranges / sizeof ranges[0] };

static hodo_status check_settings(const hodo_digit_deformation *settings, hodo_error *error)
{
    for (size_t i = 0; i < RANGES; i++) {
        const struct range *range = &ranges[i];
        double value;
        memcpy(&value, (const char *)settings + range->offset, sizeof value);
        if (range->offset == offsetof(hodo_digit_deformation, smoothing) && settings->amplitude == 0.0) {
            continue;
        }
        if (!(value >= range->least && value <= range->most)) {
            return hodo_fail(error, HODO_INVALID, "deformed digits: %s %g %s is out of range: choose %g to %g",
                             range->name, value, range->unit, range->least, range->most);
        }
    }
    return HODO_OK;
}

static hodo_status check_source(const hodo_digit_source *source, hodo_error *error)
{
    const uint64_t most = UINT64_C(1) << 32;
    if (source == NULL || source->images == NULL || source->labels == NULL || source->count == 0) {
        return hodo_fail(error, HODO_INVALID,
                         "deformed digits: the source has no %s: give at least one image of 28 x 28 bytes",
                         source == NULL || source->images == NULL || source->count == 0 ? "images" : "labels");
    }
    if (source->count > most) {
        return hodo_fail(error, HODO_INVALID, "deformed digits: %zu images in the source: give at most 2^32",
                         source->count);
    }
    return HODO_OK;
}

hodo_digit_stream *hodo_digit_stream_open(const hodo_digit_source *source,
                                          const hodo_digit_deformation *settings, uint64_t seed,
                                          hodo_error *error)
{
    settings = settings != NULL ? settings : &hodo_digit_deformation_default;
    if (check_source(source, error) != HODO_OK || check_settings(settings, error) != HODO_OK) {
        return NULL;
    }
    hodo_digit_stream *stream = aligned_alloc(_Alignof(hodo_digit_stream), sizeof *stream);
    if (stream == NULL) {
        (void)hodo_fail(error, HODO_NO_MEMORY, "no memory for a stream of digits");
        return NULL;
    }
    for (size_t p = 0; p < HODO_DIGIT_PIXELS; p++) {
        stream->grid.column[p] = (float)(p % HODO_DIGIT_SIDE);
        stream->grid.row[p] = (float)(p / HODO_DIGIT_SIDE);
    }
    stream->factor.rank = 0;
    if (settings->amplitude > 0.0) {
        hodo_elastic_factorise(settings->smoothing, &stream->factor);
    }
    stream->source = *source;
    stream->settings = *settings;
    stream->random = hodo_stream_open(seed, "digit stream", 0);
    stream->kernel = fastest();
    return stream;
}

void hodo_digit_stream_free(hodo_digit_stream *stream)
{
    free(stream);
}

hodo_digit_draw hodo_digit_stream_draw(const hodo_digit_stream *stream, uint64_t index)
{
    double uniform[1 + HODO_AFFINE_UNIFORMS];
    hodo_stream random = stream->random;
    random.cell = index;
    hodo_random_uniform(&random, TENSOR_CHOICE, 0, 1 + HODO_AFFINE_UNIFORMS, uniform);
    /* Below count, rounded as it is: uniform <= 1 - 2^-53. Each image within 2^-52 of its chance. */
    hodo_digit_draw draw = {.base = (size_t)(uniform[0] * (double)stream->source.count)};
    hodo_affine_parameters(&stream->settings, uniform + 1, &draw);
    return draw;
}

/* u_x and u_y of an image, left as they are (zero) when there is no elastic displacement. */
static void displace(const hodo_digit_stream *stream, uint64_t index, work *space)
{
    const size_t rank = stream->factor.rank;
    if (rank == 0) {
        return;
    }
    const float amplitude = (float)stream->settings.amplitude;
    hodo_stream random = stream->random;
    random.cell = index;
    hodo_random_normal_float(&random, TENSOR_ACROSS, 0, rank * rank, amplitude, space->normals);
    stream->kernel->displace(&stream->factor, space->normals, space->u_x);
    hodo_random_normal_float(&random, TENSOR_DOWN, 0, rank * rank, amplitude, space->normals);
    stream->kernel->displace(&stream->factor, space->normals, space->u_y);
}

void hodo_digit_stream_field(const hodo_digit_stream *stream, uint64_t index, float *u_x, float *u_y)
{
    work space = {0};
    displace(stream, index, &space);
    memcpy(u_x, space.u_x, HODO_DIGIT_PIXELS * sizeof *u_x);
    memcpy(u_y, space.u_y, HODO_DIGIT_PIXELS * sizeof *u_y);
}

void hodo_digit_stream_read(const hodo_digit_stream *stream, uint64_t first, size_t count, float *x,
                            uint8_t *labels)
{
    /* MNIST's published mean and standard deviation of v/255. */
    const double mean = 0.1307, deviation = 0.3081;
    const float scale = (float)(1.0 / (255.0 * deviation)), offset = (float)(mean / deviation);
    work space = {0};
    for (size_t k = 0; k < count; k++) {
        const hodo_digit_draw draw = hodo_digit_stream_draw(stream, first + k);
        const uint8_t *image = stream->source.images + draw.base * HODO_DIGIT_PIXELS;
        for (size_t row = 0; row < HODO_DIGIT_SIDE; row++) {
            memcpy(space.frame + (row + HODO_FRAME_MARGIN) * HODO_FRAME_SIDE + HODO_FRAME_MARGIN,
                   image + row * HODO_DIGIT_SIDE, HODO_DIGIT_SIDE);
        }
        displace(stream, first + k, &space);
        stream->kernel->sample(&stream->grid, space.frame, hodo_affine_inverse(&draw, HODO_DIGIT_SIDE),
                               space.u_x, space.u_y, scale, offset, x + k * HODO_DIGIT_PIXELS);
        if (labels != NULL) {
            labels[k] = stream->source.labels[draw.base];
        }
    }
}
