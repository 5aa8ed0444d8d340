/* Sharpness: the largest and the smallest eigenvalue of the Hessian or the Gauss-Newton matrix, certified by a
 * residual and cheap enough for every step of a training run.
 *
 * Each asked-for end keeps its last eigenvectors and starts from them (operator/ritz_pair.h). The Gauss-Newton
 * matrix G = J^T A J, A = l'' in f~, has the non-zero eigenvalues of R^T (J J^T) R with A = R R^T, a matrix of
 * (rows outputs)^2 entries made of the tangent kernel (Schur: M M^T and M^T M). Where rows * outputs is small,
 * forming that once is cheaper than a handful of products with G, and its eigenvalue is exact: the cheaper of
 * the two by their multiply-adds is taken, and said.
 *
 * A warm start sees an eigenvector that it has no part of through its noise alone: one that overtakes the top
 * by 5% may be missed for tens of calls, whose residual certifies the eigenvalue below it. Along gradient
 * descent eigenvectors turn into each other and this is rare; a start from noise alone now and then, which
 * costs what a first call does, ends it.
 */
#ifndef HODO_PROBE_SHARPNESS_H
#define HODO_PROBE_SHARPNESS_H

#include "operator/ritz_pair.h"
#include "probe/curvature.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How an eigenvalue is to be had. */
typedef enum hodo_sharpness_route {
    HODO_ROUTE_CHEAPER = 0, /* KERNEL or PRODUCTS, by the estimated multiply-adds */
    HODO_ROUTE_PRODUCTS,    /* products with G or H */
    HODO_ROUTE_KERNEL       /* through the tangent kernel: highest of G only */
} hodo_sharpness_route;

/* An eigenvalue with its certificate. */
typedef struct hodo_sharpness {
    double value;               /* lambda_max or lambda_min */
    double residual;            /* an eigenvalue lies within it of `value` */
    size_t applications;        /* of G or H; 0 by KERNEL */
    hodo_sharpness_route route; /* what was taken */
} hodo_sharpness;

/* How well, and with what effort; every number left 0 takes the usual one. */
typedef struct hodo_sharpness_settings {
    double tolerance;    /* of residual/|value|; 0: 1e-3. The value is off by its square over the gap. Near 0 a
                            tenth of the largest modulus stands for |value| (ritz_pair.h) */
    size_t applications; /* at most, a call; 0: 1000 */
    size_t steps;        /* vectors of a Lanczos space; 0: 32 */
    double noise;        /* fresh noise in a warm start; 0: 0.1 */
    size_t refresh;      /* of so many calls one starts from noise alone; 0: 16, 1: all of them */
    hodo_sharpness_route route; /* wanted */
    hodo_stream stream;  /* tensors 0 and up make starts and noise, those from 2^31 of the lowest */
} hodo_sharpness_settings;

/* The work space, with the eigenvectors of the calls before. */
typedef struct hodo_sharpness_probe hodo_sharpness_probe;

/* Work space for highest and, of a Hessian, lowest. It is taken once: a measurement allocates nothing. The
 * route is chosen here, for the objective's rows. NULL: HODO_INVALID for KERNEL with HODO_HESSIAN or
 * settings out of their range, HODO_NO_MEMORY. */
hodo_sharpness_probe *hodo_sharpness_take(hodo_arena *arena, hodo_curvature *curvature,
                                          hodo_curvature_kind kind, const hodo_sharpness_settings *settings,
                                          hodo_error *error);

/* lambda_max at the curvature's present weights and objective. HODO_INVALID by KERNEL for another number of
 * rows than at the start; HODO_NUMERIC when a number is not finite, or the limit of applications came first:
 * *sharpness then still holds the best. By products the curvature is held, and released at the end. */
hodo_status hodo_sharpness_highest(hodo_sharpness_probe *probe, hodo_sharpness *sharpness, hodo_error *error);

/* lambda_min of H, by products. HODO_INVALID for G, which has no eigenvalue below 0; HODO_NUMERIC as
 * hodo_sharpness_highest. */
hodo_status hodo_sharpness_lowest(hodo_sharpness_probe *probe, hodo_sharpness *sharpness, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
