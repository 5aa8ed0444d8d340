/* Matrices alone against vectors that they do not know: ||W h|| / (||W||_* ||h||) of Gaussian and of
 * semi-orthogonal W (fan_out, fan_in), h Gaussian. By rotation invariance h may be any vector that W is
 * independent of: the features of a network at the start.
 *
 *     Gaussian          sqrt(fan_out) / (sqrt(fan_out) + sqrt(fan_in))        as both grow (arXiv 2310.17813)
 *     semi-orthogonal   min(1, sqrt(fan_out/fan_in))                          exactly 1 where fan_out >= fan_in
 */
#ifndef SPECTRAL_CONDITION_MATRIX_ALIGNMENT_H
#define SPECTRAL_CONDITION_MATRIX_ALIGNMENT_H

#include "lab/experiment.h"

/* One shape of the list: fan_out/fan_in = ratio, fan_out fan_in = side^2, both rounded. */
typedef struct matrix_shape {
    size_t fan_out, fan_in;
} matrix_shape;
matrix_shape matrix_shape_of(double ratio, size_t side);

/* The rows of a cell whose part is ALIGNED_MATRICES: two a ratio, means over `draws` draws. */
hodo_status matrix_alignment_rows(hodo_cell *cell, hodo_error *error);
double matrix_alignment_cost(const hodo_cell *cell);

/* The Gaussian's mean alignment at finite size, min(fan_out, fan_in) >= 2: the mean of ||W h||/||h|| is that
 * of a chi variable of fan_out degrees, that of ||W||_* the Marchenko-Pastur edge and the mean of Tracy and
 * Widom's law. What is left is of the order 1/min(fan_out, fan_in) of it. */
hodo_status matrix_alignment_finite(matrix_shape shape, double *alignment, hodo_error *error);

#endif
