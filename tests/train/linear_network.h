/* A linear network on which optimisers are tested: any gradient can be asked of it, because the batch and the
 * slope d loss/d f are given. Layer 1 is not trained. */
#ifndef HODO_TESTS_LINEAR_NETWORK_H
#define HODO_TESTS_LINEAR_NETWORK_H

#include "near.h"
#include "train/optimiser.h"

enum { LINEAR_LAYERS = 3, LINEAR_WIDEST = 48, LINEAR_MOST = LINEAR_WIDEST * LINEAR_WIDEST };

typedef struct linear_network {
    hodo_arena *arena;
    hodo_architecture architecture;
    hodo_network network;
    hodo_pass *pass;
    hodo_matrix x, slope; /* (samples, 9), (samples, 6) */
    hodo_stream stream;
} linear_network;

/* Weights 9 -> 48 -> 33 -> 6 with multipliers .7, 1, -1.5, deviation 1/sqrt(inputs). */
void linear_start(linear_network *linear, hodo_precision precision, size_t samples, uint64_t cell);
void linear_end(linear_network *linear);

/* Forward and backward on normal inputs and slopes: batch t, nothing of batch t - 1 left. */
void linear_batch(linear_network *linear, uint32_t t);

/* G of weight layer k from the rows that the pass shows, by the definition, in double: (rows * columns,). */
void linear_gradient(const linear_network *linear, size_t k, double *gradient);

/* A copy of a matrix in double, without gaps. */
void linear_copy(hodo_matrix a, double *copy);

/* The largest |a_ij - b_ij| over the largest |b_ij|. */
double linear_defect(const double *a, const double *b, size_t count);

#define fine(call_, error_)                                                                     \
    do {                                                                                        \
        const hodo_status fine_status = (call_);                                                \
        cr_assert_eq(fine_status, HODO_OK, "%s: %s", hodo_status_name(fine_status), (error_).message); \
    } while (0)

#endif
