#include "net/convolution.h"

#include <assert.h>

size_t hodo_convolution_lines(hodo_image image, hodo_precision precision, size_t rows)
{
    const size_t line = image.width * HODO_TAPS * image.channels * hodo_precision_size(precision);
    const size_t fit = HODO_PATCH_BYTES / line, all = rows * image.height;
    return fit < 1 ? 1 : fit < all ? fit : all;
}

size_t hodo_convolution_work(hodo_image image, hodo_precision precision, size_t rows)
{
    return hodo_convolution_lines(image, precision, rows) * image.width * HODO_TAPS * image.channels;
}

/* A batch of images as a matrix of pixels, lines first .. first + count - 1. */
static hodo_matrix pixels(hodo_image image, size_t channels, hodo_matrix batch, size_t first, size_t count)
{
    assert(batch.stride == batch.columns && batch.columns == image.height * image.width * channels);
    const hodo_matrix all =
        hodo_matrix_view(batch.precision, batch.data, batch.rows * image.height * image.width, channels);
    return hodo_matrix_rows(all, first * image.width, count * image.width);
}

/* The next block: `count` lines from `first` on, and their patches. */
static size_t lines_from(const hodo_convolution *convolution, size_t first, hodo_matrix batch,
                         hodo_matrix *patches)
{
    const hodo_image image = convolution->image;
    const size_t block = convolution->patches.rows / image.width, left = batch.rows * image.height - first;
    const size_t count = left < block ? left : block;
    *patches = hodo_matrix_rows(convolution->patches, 0, count * image.width);
    return count;
}

void hodo_convolution_through(const hodo_convolution *convolution, double alpha, hodo_matrix x, hodo_matrix w,
                              double beta, hodo_matrix y)
{
    const hodo_image image = convolution->image;
    hodo_matrix patches;
    for (size_t first = 0, count; first < x.rows * image.height; first += count) {
        count = lines_from(convolution, first, x, &patches);
        hodo_patches_gather(image, x, first, count, patches);
        hodo_matrix_multiply(alpha, patches, false, w, true, beta,
                             pixels(image, convolution->channels_out, y, first, count));
    }
}

void hodo_convolution_back(const hodo_convolution *convolution, double alpha, hodo_matrix g, hodo_matrix w,
                           hodo_matrix x)
{
    const hodo_image image = convolution->image;
    hodo_matrix patches;
    for (size_t first = 0, count; first < x.rows * image.height; first += count) {
        count = lines_from(convolution, first, x, &patches);
        hodo_matrix_multiply(alpha, pixels(image, convolution->channels_out, g, first, count), false, w, false,
                             0.0, patches);
        hodo_patches_scatter(image, patches, first, count, x);
    }
}

void hodo_convolution_gradient(const hodo_convolution *convolution, double alpha, hodo_matrix g, hodo_matrix x,
                               double beta, hodo_matrix d)
{
    const hodo_image image = convolution->image;
    hodo_matrix patches;
    for (size_t first = 0, count; first < x.rows * image.height; first += count) {
        count = lines_from(convolution, first, x, &patches);
        hodo_patches_gather(image, x, first, count, patches);
        hodo_matrix_multiply(alpha, pixels(image, convolution->channels_out, g, first, count), true, patches,
                             false, first == 0 ? beta : 1.0, d);
    }
}
