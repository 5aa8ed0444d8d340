/* Data sets in memory: inputs as rows, and a label or a target a row. What readers (idx.h, cifar.h) and
 * synthetic tasks (synthetic.h) make, and what training loops and probes read.
 *
 * Inputs are floats: bytes of images are 8-bit numbers, and training is in float; a double network
 * converts a batch at a time. Rows of images are in the order row, column, channel.
 */
#ifndef HODO_DATA_DATASET_H
#define HODO_DATA_DATASET_H

#include "base/arena.h"
#include "base/matrix.h"
#include "base/random.h"

#include <stddef.h>
#include <stdint.h>

typedef struct hodo_dataset {
    size_t count, inputs;            /* n, d */
    size_t channels, height, width;  /* of images; 0 where the rows are none */
    size_t classes;                  /* 0 for regression */
    hodo_matrix x;                   /* (n, d) float */
    uint8_t *labels;                 /* (n,) below `classes`; NULL for regression */
    hodo_matrix y;                   /* (n, k) targets, float; data NULL until hodo_dataset_targets or a teacher */
    const char *origin;              /* for a table's header: "MNIST train-images-idx3-ubyte", "gaussian clusters" */
} hodo_dataset; /* everything lies in the arena that made it */

/* How labels become targets. */
typedef enum hodo_target {
    HODO_ONE_HOT = 0, /* (n, classes) 0 and 1 */
    HODO_CENTRED_ONE_HOT, /* minus 1/classes */
    HODO_SIGNS            /* (n, 1) -1 for label 0 and +1 for label 1: two classes only */
} hodo_target;

/* How inputs are normalised, in place. */
typedef enum hodo_normalisation {
    HODO_AS_READ = 0,  /* bytes as 0 .. 255 */
    HODO_UNIT_RANGE,   /* / 255 */
    HODO_STANDARD,     /* (x/255 - mean)/deviation, the published constants of the data set (MNIST .1307, .3081) */
    HODO_CENTRED,      /* minus the mean over all entries, over the standard deviation of all entries */
    HODO_UNIT_NORM,    /* ||x|| = 1, row by row */
    HODO_ROOT_NORM     /* ||x|| = sqrt(d), row by row: the spectral condition's Theta(sqrt n_0) */
} hodo_normalisation;

#endif
