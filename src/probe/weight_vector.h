/* All trained weights as one vector: what a Hessian acts on.
 *
 * Order: the trained weight matrices W_k by ascending k, each row-major (outputs, inputs), one behind the other
 * without gaps; matrices that are not trained have no entries. It is the order of torch.cat of the flattened
 * parameters. A row of a block (vectors, dimension) is read and written through views, never copied.
 */
#ifndef HODO_PROBE_WEIGHT_VECTOR_H
#define HODO_PROBE_WEIGHT_VECTOR_H

#include "net/network.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Number of trained weights: the dimension. */
size_t hodo_weight_vector_size(const hodo_network *network);

/* views[k] <- the part of the vector that belongs to W_k, shaped as W_k; data NULL where W_k is not trained.
 * What hodo_direction.weights takes. */
void hodo_weight_vector_views(const hodo_network *network, hodo_matrix vector /* (1, dimension) */,
                              hodo_matrix *views /* (weight_count,) */);

/* vector <- the trained weights, in the network's precision. */
void hodo_weight_vector_gather(const hodo_network *network, hodo_matrix vector /* (1, dimension) */);

/* The trained weights <- vector. */
void hodo_weight_vector_scatter(hodo_matrix vector /* (1, dimension) */, hodo_network *network);

#ifdef __cplusplus
}
#endif

#endif
