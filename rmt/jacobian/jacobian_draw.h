/* A random network whose input-output Jacobian is a draw of the law `jacobian`: a real forward pass,
 *
 *     h_l = W_l x_{l-1} + b_l,  x_l = phi(h_l),  J = D_L W_L ... D_1 W_1,  D_l = diag phi'(h_l),
 *
 * from a random input scaled so that the first pre-activations have the length q* of the fixed point. Nothing
 * is normalised afterwards. At finite width the length wanders from layer to layer, and with it phi': a network
 * near isometry (hard-tanh, orthogonal) has a mean of J J^T some per cent beside 1 at width 800. That is the
 * network's, not the law's.
 */
#ifndef RMT_JACOBIAN_DRAW_H
#define RMT_JACOBIAN_DRAW_H

#include "base/random.h"
#include "rmt/jacobian/length_map.h"

#include <stddef.h>

typedef struct rmt_jacobian_network {
    hodo_nonlinearity shape;
    rmt_fixed_point point;
    bool orthogonal; /* W with orthonormal rows or columns of the same variance; else Gaussian */
    size_t depth;
    double *widths;  /* (depth + 1,), relative; NULL: equal */
} rmt_jacobian_network;

/* The eigenvalues of J J^T, ascending, values[width], width = n_L. Other widths are rounded at random, so that
 * their means are right (rmt/law/ensemble.h). HODO_NO_MEMORY, HODO_NUMERIC, HODO_INVALID when J overflows. */
hodo_status rmt_jacobian_draw(const rmt_jacobian_network *network, size_t width, const hodo_stream *stream,
                              double *values, hodo_error *error);

#endif
