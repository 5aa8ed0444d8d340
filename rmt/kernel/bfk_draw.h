/* Random backward-to-feature kernels at finite width, by the recursions whose limits rmt/kernel/bfk_map.h and
 * rmt/kernel/bfk_resnet_map.h are (ours). Real matrices; each is a pure function of the stream and the width m.
 *
 * An MLP's masks are those of an actual network: the signs of a feature that goes through the same weights,
 * from a Gaussian one. The continuum of the ResNet is approached with n steps of length h = t/n: T <- B T B^T +
 * I with B = sqrt(1 - b) + sqrt(b) W and b = 1 - sqrt(1 - 2h), so that tau((J J^T)^2) = 1 + 2jh after j steps,
 * as in the continuum; the first and last terms count half (trapezoid rule). Moments then miss the continuum's
 * by O(h^2).
 */
#ifndef RMT_BFK_DRAW_H
#define RMT_BFK_DRAW_H

#include "base/random.h"
#include "base/status.h"
#include "rmt/kernel/bfk_map.h"

#include <stddef.h>

/* The largest t that is sampled: RMT_BFK_RESNET_STEPS steps a unit of t, and never fewer than the least. */
#define RMT_BFK_RESNET_DRAW_MOST 1e4
enum { RMT_BFK_RESNET_STEPS = 16, RMT_BFK_RESNET_STEPS_LEAST = 48 };

/* The eigenvalues, ascending, of K = T_V/V: values[width]. 4 V width^3 operations (linear), or a third of that
 * (ReLU). HODO_INVALID for no width, HODO_NO_MEMORY, HODO_NUMERIC from LAPACK. */
hodo_status rmt_bfk_draw(const rmt_bfk_depth *depth, size_t width, const hodo_stream *stream, double *values,
                         hodo_error *error);

/* The same of K = T(t)/t; HODO_INVALID also when t is beyond RMT_BFK_RESNET_DRAW_MOST. */
hodo_status rmt_bfk_resnet_draw(double time, size_t width, const hodo_stream *stream, double *values,
                                hodo_error *error);

#endif
