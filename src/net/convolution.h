/* The three products of a 3 x 3 convolution on a batch of images, each by GEMM with patches (net/patches.h):
 *
 *     through    Y <- alpha P W^T + beta Y          P the patches of X, a row a pixel
 *     back       X <- X + alpha P^T (G W)           P^T: every patch back to where it came from
 *     gradient   D <- alpha G^T P + beta D
 *
 * with X (n, height width channels), Y and G (n, height width channels_out), W and D (channels_out,
 * 9 channels). `through` with W^T and `back` with W are each other's transpose, and `gradient` is their
 * derivative, which is all that passes need. Patches are formed for a block of lines that fits
 * HODO_PATCH_BYTES, small enough for the second-level cache; a block's GEMM is large enough to run at speed. */
#ifndef HODO_NET_CONVOLUTION_H
#define HODO_NET_CONVOLUTION_H

#include "net/patches.h"

/* Half of the second-level cache of Zen 4, where it was measured: at half of this GEMM loses 6% to packing the
 * weights anew for every block, at twice of this nothing is won. */
#define HODO_PATCH_BYTES ((size_t)512 * 1024)

typedef struct hodo_convolution {
    hodo_image image; /* that enters */
    size_t channels_out;
    hodo_matrix patches; /* (lines a block * width, 9 channels) of work space */
} hodo_convolution;

/* Lines a block: at least 1, at most those of `rows` images. */
size_t hodo_convolution_lines(hodo_image image, hodo_precision precision, size_t rows);

/* Numbers that `patches` takes. */
size_t hodo_convolution_work(hodo_image image, hodo_precision precision, size_t rows);

void hodo_convolution_through(const hodo_convolution *convolution, double alpha, hodo_matrix x, hodo_matrix w,
                              double beta, hodo_matrix y);
void hodo_convolution_back(const hodo_convolution *convolution, double alpha, hodo_matrix g, hodo_matrix w,
                           hodo_matrix x);
void hodo_convolution_gradient(const hodo_convolution *convolution, double alpha, hodo_matrix g, hodo_matrix x,
                               double beta, hodo_matrix d);

#endif
