/* Alignment of a weight matrix with what it multiplies (arXiv 2310.17813, claims 1 and 2): the share of its
 * spectral norm that the features see, stacked over the rows of a batch,
 *
 *     alignment(A, H) = ||H A^T||_F / (||A||_* ||H||_F)   in [0, 1],   H (n, inputs), A (outputs, inputs)
 *
 * which is ||A h|| / (||A||_* ||h||) for one sample; its mean over samples is up to .04 less on MNIST. A = W:
 * initial alignment, sqrt(outputs)/(sqrt(outputs) + sqrt(inputs)) for a Gaussian matrix and 1 for a
 * semi-orthogonal one. A = W - W_0, and A = G the gradient on the same batch (one step of SGD): exactly 1 for
 * one sample, since G = g h^T has rank one, and of order 1 beyond.
 *
 * Low rank of updates: the singular values of G = g^T h are those of R_g^T R_h, n x n triangles of the QR
 * decompositions of g^T and h^T: no square is taken, so that the small ones are right to eps ||G||_*.
 */
#ifndef HODO_PROBE_ALIGNMENT_H
#define HODO_PROBE_ALIGNMENT_H

#include "probe/weight_norms.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The alignments of one layer, 0 .. 1; NaN where the matrix, or H, is zero or not known. */
typedef struct hodo_alignment {
    double weight;   /* of W */
    double change;   /* of W - W_0 */
    double gradient; /* of d loss/d W; NaN without a backward pass */
} hodo_alignment;

/* ||H A^T||_F / (spectral ||H||_F) of a (outputs, inputs) and h (n, inputs), `spectral` being ||A||_*;
 * product (n, outputs) is work space. All of one precision. NaN for 0/0. */
double hodo_alignment_of(hodo_matrix a, double spectral, hodo_matrix h, hodo_matrix product);

/* The three of one layer, right after hodo_weight_probe_measure(probe, pass, member, ...) gave *norms.
 * `scratch` is used, not reset. HODO_INVALID when the layer's weights do not multiply its input row by row (a
 * convolution) or for the member, HODO_MISMATCH for a pass over another network, HODO_NO_MEMORY. */
hodo_status hodo_alignment_measure(const hodo_weight_probe *probe, const hodo_pass *pass, size_t member,
                                   const hodo_weight_norms *norms, hodo_arena *scratch,
                                   hodo_alignment *alignment, hodo_error *error);

/* The singular values of alpha g^T h, g (n, rows), h (n, columns), descending, into values (min(n, rows,
 * columns),). HODO_MISMATCH for different n, HODO_INVALID for an empty factor, HODO_NUMERIC for one that is
 * not finite, HODO_NO_MEMORY. `scratch` is used, not reset. */
hodo_status hodo_factored_singular_values(double alpha, hodo_matrix g, hodo_matrix h, hodo_arena *scratch,
                                          double *values, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
