/* What the kpm figure predicts and claims.
 *
 * Noise. A random probe weighs every eigenvalue by a variable of mean 1/n and variance about 2/n^2, under the
 * constraint that the weights sum to 1: F of one probe less F is sqrt(2/n) times a Brownian bridge in F, so the
 * largest error of P probes is sqrt(2 / (n P)) sup |B|, of mean sqrt(pi/2) ln 2 = 0.8687 (Kolmogorov's law). It
 * is the spectrum without its exact zeros that is estimated.
 *
 * Resolution. A polynomial of degree K sees theta to O(1/K), x = S^2 (1 - cos theta)/2 from a hard edge at 0.
 * Where F - F(0) ~ x^a there, the largest error falls as K^(-2a). A ReLU MLP with L masks of p = 1/2 and square
 * matrices has x = (1 + psi)(1 + psi/p)^L / psi, so a = 1/L and the error falls as K^(-2/L): at L = 8 a hundred
 * times the moments buy a factor of 3. At finite width m the L masks leave p_l m units on, binomial: with f =
 * psi + min p_l the product is f prod (f + d_l), d_l = p_l - min p of mean d = E[largest of L normals] / (2
 * sqrt m), and the local exponent d ln x / d ln f = 1 + (L - 1) f / (f + d); f is the mass that is not
 * resolved, twice the error. Ours.
 */
#ifndef EXPERIMENTS_JACOBIAN_SPECTRA_KPM_CLAIMS_H
#define EXPERIMENTS_JACOBIAN_SPECTRA_KPM_CLAIMS_H

#include "lab/experiment.h"

hodo_status kpm_theory(const hodo_run *run, hodo_table *table, hodo_error *error);
hodo_status kpm_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error);

#endif
