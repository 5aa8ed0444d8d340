/* The spectral curve of a deep linear ResNet, J a product of L layers a I + beta W, a^2 + beta^2 = 1, W square
 * Gaussian of variance 1/n, beta = c/sqrt(L). psi = 1/(w - 1), and with y = sqrt(1 + 4 a^2 beta^2 psi)
 *
 *     x = ((1 + psi)/psi) B^L,   B = (1 + 2 beta^2 psi + y)/2        L layers (ours)
 *     x = ((1 + psi)/psi) exp(2 c^2 psi)                             the limit of depth
 *
 * B is psi/G of one layer, whose G is that of an information-plus-noise matrix, G = 1/(x q - a^2/q), q = 1 -
 * beta^2 G (Dozier and Silverstein 2007), solved for psi. beta = 1 is the Gaussian product, L = 1 the matrix |a
 * + beta W|^2. U = ln x - ln(1 + psi) + L (a^2 r^2/beta^2 + r - ln(1 + r)), r = 2 beta^2 psi/(1 + y); c^2 psi^2
 * in the limit. tau = 1.
 */
#ifndef RMT_RESNET_MAP_H
#define RMT_RESNET_MAP_H

#include "rmt/jacobian/spectral_curve.h"

typedef struct rmt_resnet_map {
    double scale; /* c */
    double depth; /* L; 0: the limit */
} rmt_resnet_map;

/* The map; `resnet` must outlive it. scale > 0 and, at finite depth, scale^2 <= depth. */
void rmt_resnet_spectral_map(const rmt_resnet_map *resnet, rmt_spectral_map *map);

/* x ~ w^order at w = 0 when the spectrum reaches 0 (beta^2 >= 1/2), else 0. */
double rmt_resnet_hard_order(const rmt_resnet_map *resnet);

/* ell[j - 1] = coefficient of eta^j in ln(x eta), eta = psi/(1 + psi), j = 1 .. order <= RMT_MOMENTS_MOST. */
void rmt_resnet_series(const rmt_resnet_map *resnet, size_t order, double *ell);

#endif
