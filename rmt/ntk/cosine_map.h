/* The cosine map of (a,b)-ReLU layers at the edge of chaos (arXiv 2502.13110): the cosine rho of two inputs
 * becomes, one wide layer later,
 *
 *     R(rho) = rho + Delta (2/pi) (sqrt(1 - rho^2) - rho arccos rho),    R'(rho) = 1 - Delta (2/pi) arccos rho,
 *
 * phi(s) = a s + b |s|, Delta = b^2/(a^2 + b^2): 1 for abs, 1/2 for ReLU. rho = 1 is its only attracting fixed
 * point and R'(1) = 1, so that cosines creep towards 1 by ever smaller steps: what is kept is not rho but how
 * far it is from 1 and from -1. Both are sums of positive terms a layer, and keep their digits however small.
 */
#ifndef RMT_COSINE_MAP_H
#define RMT_COSINE_MAP_H

#ifdef __cplusplus
extern "C" {
#endif

/* rho, in [-1, 1]. */
typedef struct rmt_cosine {
    double gap; /* 1 - rho */
    double sum; /* 1 + rho */
} rmt_cosine;

/* Of a rho in [-1, 1]; what rounding put beyond is taken for the end. */
rmt_cosine rmt_cosine_of(double rho);

/* R(rho), for Delta in [0, 1]. Relative error of gap and of sum a few eps. */
rmt_cosine rmt_cosine_next(double delta, rmt_cosine at);

/* 1 - R'(rho) = Delta (2/pi) arccos rho: relative error a few eps; and R'(rho): absolute error a few eps. */
double rmt_cosine_loss(double delta, rmt_cosine at);
double rmt_cosine_slope(double delta, rmt_cosine at);

#ifdef __cplusplus
}
#endif

#endif
