/* A network: an architecture and its weights, one row-major matrix a weight layer, (outputs, inputs) of a
 * dense one and (channels_out, 9 channels) of a convolution (architecture.h).
 *
 * Weight layer k draws tensor k of the caller's stream. All of a tensor is one pure function of the
 * stream, so that drawing before a pass, during it, or layer by layer in any order gives the same
 * bits. Float and double networks draw different numbers of the same law (base/random.h).
 */
#ifndef HODO_NET_NETWORK_H
#define HODO_NET_NETWORK_H

#include "base/arena.h"
#include "base/matrix.h"
#include "base/random.h"
#include "net/architecture.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An architecture with weights. */
typedef struct hodo_network {
    const hodo_architecture *architecture; /* outlives the network */
    hodo_precision precision;              /* of every weight, and of what its passes compute in */
    hodo_matrix *weights;                  /* (weight_count,), in the arena */
} hodo_network;

/* A network with weights not yet set, in the arena. HODO_NO_MEMORY names the size. */
hodo_status hodo_network_take(hodo_arena *arena, const hodo_architecture *architecture,
                              hodo_precision precision, hodo_network *network, hodo_error *error);

/* Draws the initial weights of every weight layer. HODO_INVALID when a matrix has more entries than a tensor
 * has numbers (HODO_TENSOR_LIMIT); HODO_NUMERIC when a Gaussian matrix is rank deficient under
 * HODO_ORTHOGONAL, HODO_NO_MEMORY for its work space. */
hodo_status hodo_network_draw(hodo_network *network, const hodo_stream *stream, hodo_error *error);

/* Draws those of weight layer k alone: the same bits. Errors as hodo_network_draw. */
hodo_status hodo_network_draw_weight(hodo_network *network, const hodo_stream *stream, size_t k,
                                    hodo_error *error);

/* Weights of one network converted into the precision of another of the same architecture. */
void hodo_network_convert(const hodo_network *from, hodo_network *to);

#ifdef __cplusplus
}
#endif

#endif
