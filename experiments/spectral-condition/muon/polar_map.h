/* What five Newton-Schulz steps do to singular values: the polynomial as theory, and src/train/newton_schulz on
 * matrices whose singular values are known, and on Gaussian ones. */
#ifndef SPECTRAL_CONDITION_POLAR_MAP_H
#define SPECTRAL_CONDITION_POLAR_MAP_H

#include "lab/experiment.h"

#define POLAR_MAP_LEAST 0.01 /* from here on the band is promised */
#define POLAR_MAP_BELOW 0.68 /* a value that the band, [.682, 1.134], does not hold */

/* p(p(p(p(p(s))))), p(s) = 3.4445 s - 4.7750 s^3 + 2.0315 s^5 (Jordan 2024); in double, independent of the
 * code that multiplies matrices. */
double polar_map(double s);

/* Its least and greatest value over [POLAR_MAP_LEAST, 1], to 1e-6. */
void polar_map_band(double *least, double *greatest);

/* Shares of the singular values of a square Gaussian matrix (width, width) over its Frobenius norm, by
 * Marchenko and Pastur's law: below POLAR_MAP_LEAST; and such that five steps leave them below
 * POLAR_MAP_BELOW. */
hodo_status polar_map_shares(double width, double *below, double *missed, hodo_error *error);

/* The rows of a cell whose part is MUON_MAP: "value" at every known singular value x, "leak" (the largest
 * entry of U^T Q V off its diagonal), and of Gaussian matrices "below" and "missed". */
hodo_status polar_map_rows(hodo_cell *cell, hodo_error *error);
double polar_map_cost(const hodo_cell *cell);

#endif
