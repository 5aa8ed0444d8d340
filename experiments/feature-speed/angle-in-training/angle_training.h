/* A tower trained with rates that are balanced at the start and kept, seen at every step: angles layer by
 * layer, and what they predict of the loss.
 *
 *     loss' = -||f_v'|| ||b_v|| cos(theta_v),   v = L - 1, all trained matrices below           (Theorem 2.1)
 *
 * so that the loss after t steps is predicted by a sum of products of three numbers, none of which is a loss.
 * The networks are those of the paper's figures: W_1 and W_L fixed, L - 2 matrices trained, double precision;
 * the readout's scale makes rms(b_{L-1}) m n cos(theta_{L-1}) = 1 before the first step. */
#ifndef FEATURE_SPEED_ANGLE_TRAINING_H
#define FEATURE_SPEED_ANGLE_TRAINING_H

#include "data/dataset.h"
#include "lab/experiment.h"

typedef struct angle_training_setting {
    double branch_scale;    /* beta; 1: the MLP */
    const char *activation; /* a name of base/activation.h */
    size_t width, depth;    /* m, L >= 3 */
    double eta, time;       /* loss decay of the first step; time / eta steps are taken */
    size_t looks;           /* states written, besides the first */
} angle_training_setting;

/* A state, before the step. */
typedef struct angle_look {
    size_t step;
    double loss;
    double predicted; /* loss by the angles */
    double aligned;   /* the same with all cosines 1, as BAFU has it: wrong */
    double frozen;    /* the same with the cosine of the start: wrong where the angle turns */
    double change;    /* rms(f_{L-1} - f_{L-1}^0) */
    double *cosines;  /* (depth,) of features v = 2 .. L - 1 at v */
} angle_look;

/* looks (setting->looks + 1,) <- the training on all of `data`; *count of them were reached. HODO_NUMERIC where
 * a network has no slope. Weights are drawn from the stream. Everything lies in the arena. */
hodo_status angle_training_run(hodo_arena *arena, const angle_training_setting *setting,
                               const hodo_dataset *data, const hodo_stream *stream, angle_look *looks,
                               size_t *count, hodo_error *error);

/* Multiply-adds. */
double angle_training_cost(const angle_training_setting *setting, size_t inputs, size_t samples);

#endif
