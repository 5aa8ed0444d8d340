/* How large a weight matrix, its change and its gradient are, in the norms that the spectral condition tells
 * apart (arXiv 2310.17813): spectral ||.||_*, Frobenius ||.||_F, root mean square of the entries, and the
 * stable rank ||.||_F^2 / ||.||_*^2.
 *
 * Weights are EFFECTIVE weights, multiplier * W, the matrix that the features see, whatever part of it a
 * parametrization keeps as a multiplier. The gradient is d loss/d W, W as the optimiser steps it. The
 * condition asks ||W||_* and ||Delta W||_* to be of the size of sqrt(fan_out/fan_in), fan-in and fan-out as
 * the layer counts them: weight_ratio and change_ratio are the norms over that.
 *
 * A probe keeps W_0 (a copy), one matrix to work in and a warm vector for each of the three matrices; a
 * measurement allocates nothing. The gradient of a small batch is not formed, and its norms are in double;
 * that of a large one (more than 8 samples and more than a fifth of outputs inputs / (outputs + inputs),
 * where one GEMM takes less time than the double sums over pairs of samples), or of a convolution, is formed
 * in the network's precision: in float it is the gradient to about 1e-7.
 */
#ifndef HODO_PROBE_WEIGHT_NORMS_H
#define HODO_PROBE_WEIGHT_NORMS_H

#include "net/pass.h"
#include "probe/spectral_norm.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The norms of one matrix. */
typedef struct hodo_norms {
    double spectral;    /* ||.||_* */
    double frobenius;   /* ||.||_F */
    double rms;         /* frobenius / sqrt(rows columns) */
    double stable_rank; /* NaN for the zero matrix */
} hodo_norms;

/* What is measured of one layer; a is its multiplier. */
typedef struct hodo_weight_norms {
    hodo_norms weight;         /* of a W */
    hodo_norms change;         /* of a (W - W_0) */
    hodo_norms gradient;       /* of d loss/d W; all NaN without a backward pass */
    double target;             /* sqrt(fan_out/fan_in) */
    double weight_ratio;       /* ||a W||_* over target */
    double change_ratio;       /* ||a (W - W_0)||_* over target */
    double relative_spectral;  /* ||W - W_0||_* / ||W_0||_*; not finite for W_0 = 0 */
    double relative_frobenius; /* the same of ||.||_F */
} hodo_weight_norms;

/* The norms of w (rows, columns); norms->spectral is certified to `tolerance`, with the errors of
 * hodo_spectral_norm. */
hodo_status hodo_norms_of(hodo_matrix w, double tolerance, hodo_arena *scratch, hodo_norms *norms,
                          hodo_error *error);

/* The memory of one weight layer. */
typedef struct hodo_weight_probe hodo_weight_probe;

/* A probe of weight layer k that remembers the weights as they are now. A convolution is a matrix like any
 * other. NULL with HODO_INVALID for k, HODO_NO_MEMORY; HODO_NUMERIC when W_0 is not finite. */
hodo_weight_probe *hodo_weight_probe_take(hodo_arena *arena, const hodo_network *network, size_t k,
                                          hodo_error *error);

/* Everything at once. `pass` has run backward, or is NULL: no gradient. Gradients are of `member`'s rows.
 * Errors as hodo_spectral_probe_norm, whose promise and `tolerance` the spectral norms have; HODO_MISMATCH for
 * a pass over another network, HODO_INVALID for one that has not run backward or for the member. What was not
 * measured is NaN then. */
hodo_status hodo_weight_probe_measure(hodo_weight_probe *probe, const hodo_pass *pass, size_t member,
                                      double tolerance, hodo_weight_norms *norms, hodo_error *error);

/* W - W_0 as of the last measurement (outputs, inputs), without the multiplier. */
hodo_matrix hodo_weight_probe_change(const hodo_weight_probe *probe);

/* k, the weight layer that it was taken for. */
size_t hodo_weight_probe_layer(const hodo_weight_probe *probe);

/* The network whose layer that is. */
const hodo_network *hodo_weight_probe_network(const hodo_weight_probe *probe);

#ifdef __cplusplus
}
#endif

#endif
