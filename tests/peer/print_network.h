/* How the drivers of this folder print networks and matrices for network.py: one item a line, a word, integers,
 * then numbers in %.17g. A driver exits with 1 and the message on standard error when the library refuses. */
#ifndef HODO_TESTS_PEER_PRINT_NETWORK_H
#define HODO_TESTS_PEER_PRINT_NETWORK_H

#include "net/loss.h"
#include "net/network.h"

/* Exits unless `status` is HODO_OK. */
void require(hodo_status status, const hodo_error *error);

/* hodo_matrix_take that exits where it fails; filled with N(0, 1) by the second. */
hodo_matrix driver_take(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns);
hodo_matrix driver_normal(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns,
                          const hodo_stream *stream, uint32_t tensor);

/* Targets for the loss, (rows, columns): N(0, 1), but row s one-hot at s mod columns for cross-entropy. */
hodo_matrix driver_targets(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns,
                           const hodo_stream *stream, uint32_t tensor, const hodo_loss_kind *loss);

/* "word rows columns entries ..." */
void print_matrix(const char *word, hodo_matrix a);

/* A line "layer kind ..." a layer, scales for every member, and a line "weights ..." a matrix:
 *     dense multiplier trained | convolution multiplier height width channels | pool height width channels |
 *     activation name a b | norm mean-or-rms epsilon | scale ... | open | close skip ... branch ... */
void print_network(const hodo_network *network);

#endif
