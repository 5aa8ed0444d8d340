/* The theory beside a measured angle: which law of rmt/angle holds for a network that settings name, and its
 * angles; or, where none does, why not.
 *
 * Known are MLPs of any activation and ResNets of ReLU or linear branches, initial Gaussian weights, all
 * matrices trained: one sample, balanced steps, infinite width.
 */
#ifndef HODO_HODO_ANGLE_LAW_H
#define HODO_HODO_ANGLE_LAW_H

#include "hodo/named_network.h"

typedef struct hodo_angle_law {
    double *cosine; /* (features,) of f_0 .. f_L; NAN where not known */
    bool known;
    char text[200]; /* which law, or why there is none */
} hodo_angle_law;

/* mean_square: of an entry of the inputs. HODO_NO_MEMORY, and the errors of the theory. */
hodo_status hodo_angle_law_find(const hodo_settings *settings, const hodo_named_network *network,
                                double mean_square, hodo_arena *arena, hodo_angle_law *law, hodo_error *error);

#endif
