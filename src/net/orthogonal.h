/* A Gaussian matrix made orthogonal: Haar measure by QR with the signs of R's diagonal undone
 * (Mezzadri 2007); without them LAPACK's convention for the signs would show in Q. */
#ifndef HODO_NET_ORTHOGONAL_H
#define HODO_NET_ORTHOGONAL_H

#include "base/matrix.h"

/* w, entries N(0, 1), stride = columns, becomes gain times a Haar matrix: orthonormal columns when
 * rows >= columns, orthonormal rows otherwise. `k` names the layer in messages. HODO_NUMERIC when w
 * is rank deficient, HODO_NO_MEMORY. */
hodo_status hodo_orthogonalise(hodo_matrix w, double gain, size_t k, hodo_error *error);

#endif
