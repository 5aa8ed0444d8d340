/* The inside of probe/curvature.h: one block of rows through the four passes of the R-operator. With s the
 * output_scale and l the loss of f~ = s (f - offset),
 *
 *     backward            slope = s dl/df~ share               (share = the block's part of all rows)
 *     tangent             f~' = s f', then slope <- s l'' f~' share
 *     backward_tangent    of slope: the Hessian's rows; or backward of slope: the Gauss-Newton matrix's
 *
 * Only curvature.c and curvature_pass.c include this.
 */
#ifndef HODO_PROBE_CURVATURE_PASS_H
#define HODO_PROBE_CURVATURE_PASS_H

#include "net/pass.h"
#include "probe/curvature.h"

/* What an operator points to. */
typedef struct hodo_curvature_face {
    hodo_curvature *curvature;
    hodo_curvature_kind kind;
} hodo_curvature_face;

struct hodo_curvature {
    hodo_network *network;
    hodo_objective objective;
    hodo_curvature_kind most;
    hodo_pass *pass;
    size_t batch, dimension;
    double scale;                   /* output_scale, 1 where none was given */
    hodo_matrix x;                  /* (batch, inputs) of a block that is filled up */
    hodo_matrix output;             /* (batch, outputs) f~ */
    hodo_matrix velocity;           /* (batch, outputs) f~' */
    hodo_matrix slope;              /* (batch, outputs) d loss/d f, or its derivative */
    hodo_matrix *direction, *image; /* (weight_count,) views of a vector and its product */
    hodo_matrix part;               /* (1, largest trained matrix): what one block adds to a Hessian product */
    bool held;
    bool forward_valid, backward_valid; /* the pass holds the one block of held data */
    hodo_curvature_face faces[2];       /* by kind */
};

/* Forward, and output <- f~, unless the pass holds it. */
hodo_status hodo_curvature_forward(hodo_curvature *c, hodo_block b, hodo_error *error);

/* The backward pass of the loss's own gradient, after forward, unless the pass holds it. */
hodo_status hodo_curvature_backward(hodo_curvature *c, hodo_block b, hodo_error *error);

/* The tangent along c->direction, after forward, and slope <- l'' f~' as above. */
hodo_status hodo_curvature_tangent(hodo_curvature *c, hodo_block b, hodo_error *error);

/* image <- image + the gradient of the last backward pass, or its derivative; the first block sets it. */
void hodo_curvature_add_gradient(hodo_curvature *c, hodo_block b);
void hodo_curvature_add_gradient_tangent(hodo_curvature *c, hodo_block b);

#endif
