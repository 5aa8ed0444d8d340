/* The Gauss-Newton matrix seen from the outputs: a matrix of (rows outputs)^2 entries with its eigenvalues.
 *
 * G = J^T A J with J = d f~/d theta and A = l'' (block diagonal, one (outputs, outputs) block a row, positive
 * semidefinite for a convex loss). With A = R R^T, R symmetric, the matrix
 *
 *     M = R^T (J J^T) R = output_scale^2 R K R,     K the tangent kernel of f with rates 1
 *
 * has the non-zero eigenvalues of G = (R^T J)^T (R^T J) (Horn and Johnson 2013, sec. 1.3). For
 * the square loss R is sqrt(2 factor/rows) and M is the kernel times a number. M is in double whatever the
 * network's precision.
 */
#ifndef HODO_PROBE_OUTPUT_KERNEL_H
#define HODO_PROBE_OUTPUT_KERNEL_H

#include "probe/curvature.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The work space: a tangent kernel, and the roots R. */
typedef struct hodo_output_kernel hodo_output_kernel;

/* Work space for objectives of up to the present number of rows. NULL: HODO_NO_MEMORY, and the errors of
 * hodo_tangent_kernel_take. `batch` samples in a block of the kernel; 0: all. */
hodo_output_kernel *hodo_output_kernel_take(hodo_arena *arena, hodo_curvature *curvature, size_t batch,
                                            hodo_error *error);

/* M at the curvature's present weights and objective, (rows outputs, rows outputs) in double, a view that the
 * next call overwrites; data NULL on failure. HODO_INVALID for more rows than there is room for,
 * HODO_NUMERIC when a number is not finite or a row's A has no root. */
hodo_matrix hodo_output_kernel_measure(hodo_output_kernel *kernel, hodo_error *error);

/* Estimated multiply-adds of one measurement at the present objective. */
double hodo_output_kernel_cost(const hodo_curvature *curvature);

#ifdef __cplusplus
}
#endif

#endif
