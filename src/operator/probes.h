/* Random probes v with E[v v^T] = I and |v|^2 = n exactly, so that v^T f(A) v / n estimates tau(f(A)) without
 * bias and every probe's spectral measure has mass 1.
 *
 * Rademacher probes (independent signs) have the smallest variance for matrices whose weight is off the
 * diagonal, 2 (tau(A^2) - mean A_ii^2) / n, and are exact for a diagonal A; probes uniform on the sphere
 * (normals, scaled) do not depend on the basis: 2 (tau(A^2) - tau(A)^2) / (n + 2). A stream's tensor `tensor +
 * s` makes probe s.
 */
#ifndef HODO_OPERATOR_PROBES_H
#define HODO_OPERATOR_PROBES_H

#include "base/matrix.h"
#include "base/random.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Independent signs, or uniform on the sphere. */
typedef enum hodo_probe_law { HODO_RADEMACHER = 0, HODO_SPHERE } hodo_probe_law;

/* Which probes, how many: a pure function of the stream, the tensor and their number's index. */
typedef struct hodo_probes {
    hodo_stream stream;
    uint32_t tensor; /* of the first probe */
    hodo_probe_law law;
    size_t count;
} hodo_probes;

/* block (count, n) <- the probes as rows. */
void hodo_probes_draw(const hodo_probes *probes, hodo_matrix block);

#ifdef __cplusplus
}
#endif

#endif
