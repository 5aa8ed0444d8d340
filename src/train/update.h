/* What a step does to every entry of a weight matrix: one pass over memory each, written for the compiler to
 * vectorise, in float and double. Numbers that every entry shares are computed in double and rounded once.
 *
 * All matrices of one shape and precision, none overlapping another. r = rate.
 */
#ifndef HODO_TRAIN_UPDATE_H
#define HODO_TRAIN_UPDATE_H

#include "base/matrix.h"

/* W <- W - r S. */
void hodo_update_along(double rate, hodo_matrix step, hodo_matrix weight);

/* M <- mu M + G, W <- W - r (G + mu M). */
void hodo_update_nesterov(double rate, double momentum, hodo_matrix gradient, hodo_matrix mean,
                          hodo_matrix weight);

/* M <- mu M + G, G <- G + mu M: the same where the step is not what W moves along. */
void hodo_update_look_ahead(double momentum, hodo_matrix gradient, hodo_matrix mean);

/* W <- W - r sign(S), sign(0) = 0; NaN where S is not finite: what is broken is not hidden. */
void hodo_update_sign(double rate, hodo_matrix step, hodo_matrix weight);

/* Adam, arXiv 1412.6980, at step t = 1, 2, ...:
 *
 *     M <- beta1 M + (1 - beta1) G,   V <- beta2 V + (1 - beta2) G^2,
 *     W <- W - r / (1 - beta1^t) M / (sqrt(V) / sqrt(1 - beta2^t) + epsilon) */
typedef struct hodo_adam {
    double beta1, beta2, epsilon;
} hodo_adam;
void hodo_update_adam(double rate, hodo_adam adam, size_t t, hodo_matrix gradient, hodo_matrix mean,
                      hodo_matrix square, hodo_matrix weight);

/* One kind of CPU. Square roots and quotients take longer than memory does unless the vectors are wide; all
 * kernels round alike, so that they have the same bits. */
typedef struct hodo_adam_kernel {
    const char *name; /* "avx2", "plain" */
    bool (*supported)(void);
    void (*update)(double rate, hodo_adam adam, size_t t, hodo_matrix *all /* G, M, V, W, flattened */);
} hodo_adam_kernel;

/* Fastest first; the last one is always supported; ended by a row whose name is NULL. */
extern const hodo_adam_kernel hodo_adam_kernels[];

/* Makes of matrices without gaps one long row each, so that (1000, 10) runs as fast as (10, 1000); where one of
 * them has gaps, all stay as they are. */
void hodo_update_flatten(hodo_matrix *all, size_t count);

#endif
