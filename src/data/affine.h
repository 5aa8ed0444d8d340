/* Affine maps of the plane for deformed digits: their law, and the map from an image's pixels to places in
 * its source.
 *
 * The image is the source under F = R(angle) [1 shear; 0 1] diag(scale_x, scale_y) about the centre c, then
 * shifted by t; so pixel p is read at c + F^-1 (p - c - t). Columns x run to the right, rows y down.
 * Sine and cosine are polynomials of our own: libm's differ in the last bit between systems.
 */
#ifndef HODO_DATA_AFFINE_H
#define HODO_DATA_AFFINE_H

#include "data/digit_stream.h"

/* Place (x, y) of the source for pixel (column, row):
 * x = (xx column + xy row) + x0, y = (yx column + yy row) + y0, in pixels. */
typedef struct hodo_affine_map {
    float xx, xy, x0, yx, yy, y0;
} hodo_affine_map;

enum { HODO_AFFINE_UNIFORMS = 6 };

/* The parameters that six independent uniforms of (0, 1) become, each uniform within its limit; `base` is
 * left as it is. */
void hodo_affine_parameters(const hodo_digit_deformation *limits, const double uniform[HODO_AFFINE_UNIFORMS],
                            hodo_digit_draw *draw);

/* The map of an image side pixels wide and high, c = (side - 1)/2; computed in double, rounded once. */
hodo_affine_map hodo_affine_inverse(const hodo_digit_draw *draw, double side);

/* Cosine and sine of an angle in [-pi, pi], within 3e-16. */
void hodo_affine_turn(double angle, double *cosine, double *sine);

#endif
