/* What is minimised, as the probes of its curvature see it: data, targets, the output that the loss sees, and
 * its rows in blocks.
 *
 *     loss(theta) = l(f~),  f~ = output_scale (f(theta) - offset)         output_scale = 1/gamma, offset = f_0
 *
 * the centred and scaled output of arXiv 2410.04642. The loss carries its factor/rows over ALL rows
 * (net/loss.h), so that a block's gradient has its share of the rows as a factor. A pass has a fixed number of
 * rows: the last block is filled up with copies of its last row, whose gradients the caller puts to 0.
 */
#ifndef HODO_PROBE_OBJECTIVE_H
#define HODO_PROBE_OBJECTIVE_H

#include "net/loss.h"
#include "net/network.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Nothing is copied: the matrices outlive their use. All of the network's precision. */
typedef struct hodo_objective {
    hodo_matrix x;       /* (rows, inputs) */
    hodo_matrix y;       /* (rows, outputs) */
    hodo_matrix offset;  /* (rows, outputs); data NULL is 0 */
    double output_scale; /* finite; 0 stands for 1 */
    hodo_loss loss;      /* of f~; its factor is not negative */
} hodo_objective;

/* Whether the objective is one of this network. HODO_INVALID for no row, no loss, a scale or a loss's factor
 * that is not finite, or a negative factor, with which no Gauss-Newton matrix would be positive
 * semidefinite; HODO_MISMATCH for shapes or precision. */
hodo_status hodo_objective_check(const hodo_objective *objective, const hodo_network *network,
                                 hodo_error *error);

/* Views of rows first .. first + count - 1. */
typedef struct hodo_block {
    size_t first;       /* row of the objective */
    size_t count;       /* rows */
    double share;       /* count/rows */
    hodo_matrix x;      /* (count, inputs) */
    hodo_matrix y;      /* (count, outputs) */
    hodo_matrix offset; /* (count, outputs); data NULL where the objective has none */
} hodo_block;

/* The block that begins at `first`, of `batch` rows or what is left. */
hodo_block hodo_objective_block(const hodo_objective *objective, size_t first, size_t batch);

/* rows, when there are as many as `filled` has; else `filled`, with copies of the last row at its end. */
hodo_matrix hodo_block_filled(hodo_matrix rows, hodo_matrix filled);

/* scaled <- scale (f - offset), all (rows, outputs) of one precision, the difference first: it cancels where
 * gamma is small. offset.data NULL is 0; the first scaled.rows rows of f are read. Also the derivative of
 * f~, without offset. */
void hodo_objective_output(double scale, hodo_matrix f, hodo_matrix offset, hodo_matrix scaled);

#ifdef __cplusplus
}
#endif

#endif
