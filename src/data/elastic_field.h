/* Elastic displacement fields (Simard, Steinkraus and Platt 2003): white noise smoothed by a Gaussian of
 * standard deviation `smoothing`, which is the centred field of covariance
 *     cov(u(p), u(q)) = amplitude^2 exp(-|p - q|^2 / (4 smoothing^2)).
 * They scale uniform noise convolved with that Gaussian by alpha: its field has amplitude
 * alpha/sqrt(3)/(2 sqrt(pi) smoothing), 1.38 pixels for their alpha = 34 and smoothing = 4, and is Gaussian
 * but for a kurtosis of order 1/smoothing^2.
 *
 * Ours: the noise is Gaussian, and the smoothing is done without a transform. The covariance is a product of
 * one of the columns and one of the rows, K (x) K with K_ij = exp(-(i - j)^2/(4 smoothing^2)), and K has a
 * short factor, K = A A^T with A (side, rank): rank 14 for smoothing = 4 on 28 pixels. So A Z A^T with Z of
 * (rank, rank) normals is the field: two hundred draws in place of a padded plane of them, no wrap around the
 * edge of a torus, a field for each image alone, and only sums and products in a fixed order, so that its
 * bits are those of every CPU, which FFTW's are not. A test holds it to what FFTW makes of the same law.
 */
#ifndef HODO_DATA_ELASTIC_FIELD_H
#define HODO_DATA_ELASTIC_FIELD_H

#include "data/digit_stream.h"

enum { HODO_FIELD_STRIDE = 32 }; /* of the factor's rows: 28 rounded up to whole vectors */

/* A^T, row by row, zero beyond the 28th entry. */
typedef struct hodo_elastic_factor {
    _Alignas(64) float rows[HODO_DIGIT_SIDE][HODO_FIELD_STRIDE]; /* the first `rank` are in use */
    size_t rank;
} hodo_elastic_factor;

/* Cholesky's factor with the greatest pivot first, stopped where no pixel lacks more than 2^-24 of its
 * variance, less than a float can show. smoothing > 0. */
void hodo_elastic_factorise(double smoothing, hodo_elastic_factor *factor);

#endif
