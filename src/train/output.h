/* The centred and scaled output of arXiv 2410.04642 and its gradient:
 *
 *     f~ = (f(theta) - f(theta_0)) / gamma,      d loss/d f = (d loss/d f~) / gamma
 *
 * theta_0 a frozen copy of the initial weights. With centring off f(theta_0) is left out. For gamma
 * below 1e-2 the difference cancels: run in double (HODO_CENTRED_FLOAT_LEAST).
 */
#ifndef HODO_TRAIN_OUTPUT_H
#define HODO_TRAIN_OUTPUT_H

#include "base/matrix.h"
#include "base/status.h"

#define HODO_CENTRED_FLOAT_LEAST 1e-2

/* scaled <- (f - frozen)/gamma; frozen.data NULL: nothing is taken off. All (rows, outputs), of one
 * precision; scaled may be f. */
void hodo_output_scale(double gamma, hodo_matrix f, hodo_matrix frozen, hodo_matrix scaled);

#endif
