/* How well two kernels agree: kernel alignment, with or without centring, of kernels, of a kernel with targets,
 * and of features; and how far a kernel has moved.
 *
 *     alignment(K, L) = <K, L>_F/(|K|_F |L|_F),                 centred: of C K C and C L C, C = I - 1 1^T/n
 *     target          L = y y^T (Cristianini et al. 2001; centred Cortes et al. 2012)
 *     linear CKA      K = X X^T, L = Y Y^T, centred (Kornblith et al. 2019)
 *     drift           |K_t - K_0|/|K_0|, Frobenius and spectral
 *
 * Centred alignment of positive semidefinite kernels lies in [0, 1] and sees neither a scale nor a constant
 * added to features; linear CKA does not see orthogonal maps either. Kernels are double and symmetric (what
 * tangent_kernel.h gives); features are of any precision. Sums are in double.
 */
#ifndef HODO_PROBE_KERNEL_ALIGNMENT_H
#define HODO_PROBE_KERNEL_ALIGNMENT_H

#include "base/matrix.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* *alignment <- of two kernels (n, n). HODO_MISMATCH for shapes or precision, HODO_NUMERIC when a kernel is 0
 * (after centring) or not finite, HODO_NO_MEMORY. Scratch memory is the function's own, here and below. */
hodo_status hodo_kernel_alignment(hodo_matrix kernel, hodo_matrix other, bool centred, double *alignment,
                                  hodo_error *error);

/* *alignment <- of a kernel (n, n) with y y^T, y (n, k) in double. For the full kernel (n k, n k) give y as
 * (n k, 1). The same errors. */
hodo_status hodo_kernel_target_alignment(hodo_matrix kernel, hodo_matrix y, bool centred, double *alignment,
                                         hodo_error *error);

/* *cka <- of feature matrices x (n, p) and y (n, q), through p q products or n^2, whichever is less.
 * HODO_MISMATCH for different n or an empty matrix, HODO_NUMERIC when one is 0 (after centring) or not
 * finite, HODO_NO_MEMORY. */
hodo_status hodo_linear_cka(hodo_matrix x, hodo_matrix y, bool centred, double *cka, hodo_error *error);

/* How far a kernel has moved. */
typedef struct hodo_kernel_drift {
    double frobenius; /* |K_t - K_0|_F/|K_0|_F */
    double spectral;  /* the same of the largest moduli of eigenvalues */
} hodo_kernel_drift;

/* Relative drift from `initial` to `kernel`, both (n, n). Spectral norms by Lanczos to a relative residual of
 * 1e-8. HODO_NUMERIC when `initial` is 0 or a number is not finite, and the other errors above. */
hodo_status hodo_kernel_drift_measure(hodo_matrix initial, hodo_matrix kernel, hodo_kernel_drift *drift,
                                      hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
