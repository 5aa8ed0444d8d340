/* What is seen of a tower in training: an observer that follows the loss of every step and, now and then,
 * measures speeds, angles and the balance of contributions under the rates of the step to come. */
#ifndef FEATURE_SPEED_TRAINING_LOOKS_H
#define FEATURE_SPEED_TRAINING_LOOKS_H

#include "experiments/feature-speed/trained_tower.h"
#include "lab/experiment.h"
#include "probe/feature_change.h"

typedef struct training_look {
    size_t step;
    double loss;
    double decay;   /* -loss' a step */
    double speed;   /* rms(f_{L-1}') a step */
    double cosine;  /* cos(theta_{L-1}) */
    double balance; /* largest over mean contribution eta_l ||grad_l||^2, 1 if balanced */
    double change;  /* rms(f_{L-1}^t - f_{L-1}^0) */
} training_look;

typedef struct training_looks {
    hodo_arena *arena;
    trained_tower *of;
    hodo_speeds *speeds;
    hodo_feature_change *start;
    hodo_feature_move *moves; /* (features,) */
    double *rates;            /* (weight_count,) scratch */
    size_t every;
    training_look *looks; /* (most,) */
    size_t count, most;
    double first_loss, largest_loss;
    double target;       /* of the first loss */
    int64_t target_step; /* the first step with a loss below it; -1: none */
} training_looks;

/* Looks at steps 0 and 1, every `every` steps and at the end of `steps`. The observer is chained by the caller.
 */
training_looks *training_looks_take(hodo_arena *arena, trained_tower *of, size_t samples, size_t steps,
                                    size_t every, double target, hodo_observer *observer, hodo_error *error);

#endif
