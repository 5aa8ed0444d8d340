/* Full-batch descent of one network with its Hessian at hand.
 *
 *     theta <- theta - N eta grad loss,  sharpness S = N lambda_max(H), H the Hessian of the loss of f~
 *
 * N is the parametrization's rate: a quadratic loss descends stably where eta S < 2, whatever the width.
 * The search for an eigenvalue starts from the vectors that the one before it has left.
 */
#ifndef GAMMA_ETA_DESCENT_H
#define GAMMA_ETA_DESCENT_H

#include "experiments/gamma-eta/full_batch.h"
#include "operator/ritz_pair.h"
#include "probe/curvature.h"

typedef struct descent {
    const full_batch *on;
    double gamma, rate; /* rate: N */
    hodo_cohort *cohort;
    hodo_cell_state *cell;
    hodo_curvature *curvature;
    hodo_ritz_space *space;
    size_t applications; /* of the Hessian, so far */
} descent;

/* From the initial weights. The stream's tensors from DESCENT_TENSOR up are used. */
enum { DESCENT_TENSOR = 1 << 20 };
hodo_status descent_begin(hodo_arena *arena, const full_batch *on, double gamma, const hodo_stream *stream,
                          descent *made, hodo_error *error);

/* One step at eta. A cell that diverged or got stuck no longer moves: cell->stop says so. */
hodo_status descent_step(descent *of, double eta, hodo_error *error);

#define EIGENVALUE_TOLERANCE 1e-3 /* of a residual: its eigenvalue is off by the square over the gap */

/* N times the largest eigenvalue, or that of largest modulus, of H or of its Gauss-Newton part; NaN when it is
 * not finite. Not the lowest: the next search would start from its vectors, and could stop at a wrong eigenvalue
 * whose residual is small there. */
hodo_status descent_eigenvalue(descent *of, hodo_curvature_kind kind, hodo_ritz_end end, double tolerance,
                               double *value, hodo_error *error);

/* The loss at the present weights. */
hodo_status descent_loss(descent *of, double *loss, hodo_error *error);

/* Gradient flow in steps that no boundary of stability can touch: eta = product/(N ||H||), ||H|| the largest
 * modulus of an eigenvalue, until the loss falls to `target` times its first value or `most` steps are over. It
 * is measured again after 1 .. DESCENT_REST steps, the more often the faster it changes. *steps <- those taken;
 * *learned <- whether the target was reached. */
enum { DESCENT_REST = 64 };
hodo_status descent_flow(descent *of, double product, double target, size_t most, size_t *steps, bool *learned,
                         hodo_error *error);

/* The same with the product 1 for who needs the place itself: HODO_NUMERIC when FLOW_STEPS do not reach it. */
enum { FLOW_STEPS = 100000 };
hodo_status descent_flow_to(descent *of, double target, hodo_error *error);

/* Steps that the flow takes, about, counted at N = 128 with 48 digits down to a tenth of the loss. */
double descent_flow_cost(double depth, double gamma);

#endif
