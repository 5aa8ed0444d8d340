/* The backward twin of the feature speed formula (arXiv 2311.18718, Prop. 6.1): how fast the
 * backward vectors turn. For a 1-homogeneous map f_v -> f_L and gradient flow,
 *
 *     ||b_v'|| ||f_v|| cos(thetatilde_v) = -f_L^T (Hess loss) f_L'
 *                                          + sum over k above f_v of rate_k ||grad_k||^2
 *
 * with thetatilde_v the angle between b_v' and -f_v, f_L the network's output, and all vectors
 * stacked over samples. Needs no biases and no layer norm above v; elsewhere the two sides differ.
 */
#ifndef HODO_PROBE_TWIN_H
#define HODO_PROBE_TWIN_H

#include "probe/angle.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is measured of one feature of one member. */
typedef struct hodo_twin {
    bool turns;            /* false where b_v' = 0 exactly (a linear loss above the last trained layer); then
                              cosine and angle are 0 */
    double cosine;         /* cos(thetatilde_v) */
    double angle;          /* thetatilde_v, radians */
    double backward_speed; /* rms(b_v') over m_v n entries */
    double left;           /* the left side above, as measured */
    double right;          /* the right side */
} hodo_twin;

/* After hodo_speeds_measure on a HODO_SECOND_ORDER work space, with the same y (rows, outputs) or (samples,
 * outputs) and loss. twins: (members, features). It leaves in speeds->output_gradient the derivative of d
 * loss/d f_L along the flow. HODO_INVALID when the output is no feature, for a first-order work space or one
 * that has not measured; HODO_MISMATCH for y; HODO_NUMERIC where f_v is zero or a number is not finite. */
hodo_status hodo_twins_measure(hodo_speeds *speeds, hodo_matrix y, hodo_loss loss, hodo_twin *twins,
                               hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
