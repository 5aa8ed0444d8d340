/* Patches of images: the rows that turn a 3 x 3 convolution into a product of matrices, and their way back.
 *
 * An image is a row (height, width, channels), a batch of n images n height LINES of width pixels, counted
 * through all images: line t is line t mod height of image t / height. The patch of a pixel is its 3 x 3
 * neighbourhood, 9 channels numbers in the order (tap row, tap column, channel), zero outside of the image.
 * With channels last each tap row is one run of 3 channels neighbours, so that gathering copies three runs a
 * pixel. Patches are nine times the image: they are formed for as many lines as stay in the cache, and
 * formed again where they are needed again, which costs less than reading them from memory.
 */
#ifndef HODO_NET_PATCHES_H
#define HODO_NET_PATCHES_H

#include "base/matrix.h"

#include <stddef.h>

enum { HODO_TAPS = 9 };

typedef struct hodo_image {
    size_t height, width, channels;
} hodo_image;

/* patches <- the patches of lines first .. first + count - 1 of x, line by line; those next to them are read
 * too where they belong to the same image. */
void hodo_patches_gather(hodo_image image, hodo_matrix x /* (n, height width channels), dense */, size_t first,
                         size_t count, hodo_matrix patches /* (count width, 9 channels), dense */);

/* The transpose: x <- x + every patch of the lines, where its numbers came from. */
void hodo_patches_scatter(hodo_image image, hodo_matrix patches /* (count width, 9 channels), dense */,
                          size_t first, size_t count, hodo_matrix x /* (n, height width channels), dense */);

#endif
