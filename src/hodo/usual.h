/* What stands for a setting that nobody gives, where it depends on other settings: tables of optimisers and
 * schedules with what they listen to.
 */
#ifndef HODO_HODO_USUAL_H
#define HODO_HODO_USUAL_H

#include <stdbool.h>

typedef struct hodo_usual_optimiser {
    const char *name;     /* of the library, which has its doc */
    double eta, cnn_eta;  /* train MNIST under mup with everything else at its default */
    bool momentum, betas; /* listens to --momentum, to --beta1 and --beta2 */
} hodo_usual_optimiser;

typedef struct hodo_usual_schedule {
    const char *name, *doc;
    bool warmup, floor, product;
} hodo_usual_schedule;

typedef struct hodo_usual_name {
    const char *name, *doc;
} hodo_usual_name;

/* Each is ended by a row whose name is NULL. */
extern const hodo_usual_optimiser hodo_usual_optimisers[];
extern const hodo_usual_schedule hodo_usual_schedules[];
extern const hodo_usual_name hodo_architecture_names[], hodo_normalisation_names[], hodo_target_names[],
    hodo_loss_names[], hodo_gain_names[], hodo_precision_names[];

#endif
