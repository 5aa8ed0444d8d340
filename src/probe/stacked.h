/* Geometry of vectors that are stacked over the samples of a member: rows first .. first + count - 1
 * of a batch, as one vector of count * columns entries. All sums are in double. */
#ifndef HODO_PROBE_STACKED_H
#define HODO_PROBE_STACKED_H

#include "base/matrix.h"

#include <stddef.h>

typedef struct hodo_pair {
    double x_norm, y_norm; /* Euclidean */
    double dot;
    double cosine; /* of the angle between x and y; 0 when a norm is 0 or not finite */
    double angle;  /* 2 atan2(|u - v|, |u + v|) of the unit vectors: accurate at 0 and pi too */
} hodo_pair;

/* The pair (x, sign * y), sign +1 or -1. */
hodo_pair hodo_stacked_pair(hodo_matrix x, hodo_matrix y, double sign, size_t first, size_t count);

/* Root mean square of `entries` numbers with this Euclidean norm. */
double hodo_rms(double norm, size_t entries);

#endif
