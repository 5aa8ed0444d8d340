/* The tangent kernel of a network in training, measured apart from whatever sets its rate: its largest
 * eigenvalue between proven bounds, and how far the kernel has moved.
 *
 * K (n, n) of the rows of x is formed anew at every look, from Gram products of inputs and backward vectors
 * of every layer (probe/tangent_kernel.h), and its largest eigenvalue enclosed by Lanczos with a random
 * start, which an eigenvalue above the upper bound would escape with probability HODO_LARGEST_FAILURE only
 * (operator/largest_eigenvalue.h). The schedule's own number shares neither the start nor the vectors.
 */
#ifndef KERNEL_WATCH_H
#define KERNEL_WATCH_H

#include "net/network.h"
#include "probe/kernel_alignment.h"

#define KERNEL_WATCH_TOLERANCE 1e-4 /* upper <= (1 + this) lower */

typedef struct kernel_watch kernel_watch;

typedef struct kernel_seen {
    double lower, upper;     /* of the largest eigenvalue of K */
    hodo_kernel_drift drift; /* |K_t - K_0| / |K_0| */
} kernel_seen;

/* Work space, and K_0, the kernel at the network's present weights. The network has one output. NULL with
 * HODO_INVALID, HODO_NO_MEMORY or HODO_NUMERIC. */
kernel_watch *kernel_watch_take(hodo_arena *arena, hodo_network *network, hodo_matrix x,
                                const hodo_stream *stream, hodo_error *error);

/* At the network's present weights. HODO_NUMERIC when a number is not finite or bounds do not close. */
hodo_status kernel_watch_look(kernel_watch *watch, kernel_seen *seen, hodo_error *error);

#endif
