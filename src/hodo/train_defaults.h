/* What stands for a setting that nobody gives, where it depends on other settings: tables of optimisers and
 * schedules with what they listen to.
 */
#ifndef HODO_HODO_TRAIN_DEFAULTS_H
#define HODO_HODO_TRAIN_DEFAULTS_H

#include <stdbool.h>

typedef struct hodo_train_optimiser {
    const char *name;     /* of the library, which has its doc */
    double eta, cnn_eta;  /* train MNIST under mup with everything else at its default */
    bool momentum, betas; /* listens to --momentum, to --beta1 and --beta2 */
} hodo_train_optimiser;

typedef struct hodo_train_schedule {
    const char *name, *doc;
    bool warmup, floor, product;
} hodo_train_schedule;

typedef struct hodo_train_name {
    const char *name, *doc;
} hodo_train_name;

/* Each is ended by a row whose name is NULL. */
extern const hodo_train_optimiser hodo_train_optimisers[];
extern const hodo_train_schedule hodo_train_schedules[];
extern const hodo_train_name hodo_train_architectures[], hodo_train_normalisations[], hodo_train_targets[],
    hodo_train_losses[], hodo_train_gains[], hodo_train_precisions[];

#endif
