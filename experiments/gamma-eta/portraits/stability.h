/* The edge of stability at the start, from the network itself: gradient descent with rate N eta on a quadratic
 * of curvature lambda is stable for N eta lambda < 2. */
#ifndef GAMMA_ETA_PORTRAITS_STABILITY_H
#define GAMMA_ETA_PORTRAITS_STABILITY_H

#include "experiments/gamma-eta/landscape.h"

enum { STABILITY_ROWS = 512 };

/* *sharpness <- N lambda_max of the Gauss-Newton matrix of the loss at theta_0 and gamma = 1, over the first
 * STABILITY_ROWS images of the test set; at another gamma it is divided by gamma^2. (The output is centred: f~
 * = 0 there for every gamma.) HODO_NUMERIC when it does not come out; HODO_NO_MEMORY. */
hodo_status portrait_stability(hodo_arena *arena, const landscape *of, const hodo_stream *stream,
                               double *sharpness, hodo_error *error);

#endif
