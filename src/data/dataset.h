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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Limits of a set. */
enum {
    HODO_CHANNELS_MOST = 3, /* of images with published constants */
    HODO_CLASSES_MOST = 256 /* labels are bytes */
};

/* Mean and deviation of a training set's pixels in units of 255, as everybody rounds them. */
typedef struct hodo_published {
    const char *name;                     /* "MNIST", "CIFAR-10" */
    size_t channels;                      /* 1 .. HODO_CHANNELS_MOST */
    double mean[HODO_CHANNELS_MOST];      /* (channels,) */
    double deviation[HODO_CHANNELS_MOST]; /* (channels,) */
} hodo_published;

extern const hodo_published hodo_published_mnist;   /* .1307; .3081 */
extern const hodo_published hodo_published_cifar10; /* .4914 .4822 .4465; .2470 .2435 .2616 */

/* A set; everything lies in the arena that made it. */
typedef struct hodo_dataset {
    size_t count;                    /* n */
    size_t inputs;                   /* d */
    size_t channels;                 /* numbers a pixel of images; 0 where the rows are none */
    size_t height;                   /* rows of pixels of images; 0 where the rows are none */
    size_t width;                    /* pixels a row of images; 0 where the rows are none */
    size_t classes;                  /* 0 for regression */
    hodo_matrix x;                   /* (n, d) float */
    uint8_t *labels;                 /* (n,) below `classes`; NULL for regression */
    hodo_matrix y;                   /* (n, k) targets, float; data NULL until hodo_dataset_targets or a
                                        teacher */
    const char *origin;              /* for a table's header: "MNIST train-images-idx3-ubyte",
                                        "synthetic gaussian-clusters" */
    const hodo_published *published; /* what HODO_STANDARD uses; NULL where nothing is published */
    bool *bytes;                     /* x is still in units of bytes, 0 .. 255: shared by views, as x is;
                                        NULL for no */
} hodo_dataset;

/* How labels become targets. */
typedef enum hodo_target {
    HODO_ONE_HOT = 0,     /* (n, classes) 0 and 1 */
    HODO_CENTRED_ONE_HOT, /* (n, classes), the same minus 1/classes */
    HODO_SIGNS            /* (n, 1) -1 for label 0 and +1 for label 1: two classes only */
} hodo_target;

/* How inputs are normalised, in place. */
typedef enum hodo_normalisation {
    HODO_AS_READ = 0,  /* bytes as 0 .. 255 */
    HODO_UNIT_RANGE,   /* / 255 */
    HODO_STANDARD,     /* (x/255 - mean)/deviation, the published constants of the set (MNIST .1307, .3081) */
    HODO_CENTRED,      /* minus the mean over all entries, over the standard deviation of all entries */
    HODO_UNIT_NORM,    /* ||x|| = 1, row by row */
    HODO_ROOT_NORM     /* ||x|| = sqrt(d), row by row: the spectral condition's Theta(sqrt n_0) */
} hodo_normalisation;

/* "one-hot", "centred-one-hot", "signs". HODO_INVALID, with the list, for any other name, and *target stays. */
hodo_status hodo_target_find(const char *name, hodo_target *target, hodo_error *error);

/* "as-read", "unit-range", "standard", "centred", "unit-norm", "root-norm". HODO_INVALID as
 * hodo_target_find. */
hodo_status hodo_normalisation_find(const char *name, hodo_normalisation *normalisation, hodo_error *error);

/* The name of a target in that table, "unknown" for none of them. */
const char *hodo_target_name(hodo_target target);

/* The name of a normalisation in that table, "unknown" for none of them. */
const char *hodo_normalisation_name(hodo_normalisation normalisation);

/* An empty set of `count` rows from the arena: x (count, inputs) not initialised, labels too (NULL when
 * classes is 0), no targets, not of bytes. Images set channels, height, width themselves. HODO_INVALID for
 * no rows, no inputs or more than HODO_CLASSES_MOST classes; HODO_NO_MEMORY, also when n d overflows. */
hodo_status hodo_dataset_take(hodo_arena *arena, size_t count, size_t inputs, size_t classes,
                              hodo_dataset *dataset, hodo_error *error);

/* Rows first .. first + count - 1, as a view: it shares x, labels and y with `from`, so what normalises one
 * changes the other, and neither counts as bytes any more. HODO_INVALID when they are not all there, or
 * none. */
hodo_status hodo_dataset_range(const hodo_dataset *from, size_t first, size_t count, hodo_dataset *view,
                               hodo_error *error);

/* The first `count` rows and the rest, two views of one set, as hodo_dataset_range. HODO_INVALID unless both
 * have a row. */
hodo_status hodo_dataset_split(const hodo_dataset *from, size_t count, hodo_dataset *first,
                               hodo_dataset *rest, hodo_error *error);

/* Copies of the rows indices (count,), in that order; an index may come twice. HODO_INVALID for no index or
 * one beyond the set, HODO_NO_MEMORY. */
hodo_status hodo_dataset_select(hodo_arena *arena, const hodo_dataset *from, const size_t *indices,
                                size_t count, hodo_dataset *chosen, hodo_error *error);

/* `count` different rows, every subset and order equally likely: the first `count` of the stream's epoch 0
 * (batches.h), so a larger subset begins with the smaller one. HODO_INVALID unless count is 1 to that of the
 * set, HODO_NO_MEMORY. */
hodo_status hodo_dataset_subset(hodo_arena *arena, const hodo_dataset *from, const hodo_stream *stream,
                                size_t count, hodo_dataset *subset, hodo_error *error);

/* The rows of classes a and b, in their order, as copies with labels 0 and 1. HODO_INVALID when a = b,
 * when one is no class, or when one of them has no row; HODO_NO_MEMORY. Targets are not kept. */
hodo_status hodo_dataset_two_classes(hodo_arena *arena, const hodo_dataset *from, size_t a, size_t b,
                                     hodo_dataset *two, hodo_error *error);

/* Normalises `train` in place and, unless it is NULL, `test` with the same constants: HODO_CENTRED takes
 * mean and deviation from train alone; the row norms are each row's own. Moments and norms are in double.
 * Parts of one set are normalised in one call, or before they are parted. HODO_INVALID when train and test
 * share rows, which would be changed twice; when HODO_STANDARD has no published constants, or when it or
 * HODO_UNIT_RANGE meets inputs that are no longer bytes; HODO_MISMATCH for different widths; HODO_NUMERIC,
 * with the row, for a row of norm 0 or not finite, and for inputs that are all equal. After an error nothing
 * has changed. */
hodo_status hodo_dataset_normalise(hodo_normalisation normalisation, hodo_dataset *train, hodo_dataset *test,
                                   hodo_error *error);

/* Columns of the targets of a set of `classes` classes: `classes`, or 1 for signs; 0 for no such target. */
size_t hodo_target_columns(hodo_target target, size_t classes);

/* Writes the targets of labels (count,) into y (count, hodo_target_columns), of either precision.
 * HODO_INVALID for no such target, signs of other than two classes, or a label that is not below `classes`;
 * HODO_MISMATCH for shapes. */
hodo_status hodo_target_write(hodo_target target, size_t classes, const uint8_t *labels, size_t count,
                              hodo_matrix y, hodo_error *error);

/* Makes dataset->y (n, hodo_target_columns) of the labels, float, from the arena. HODO_INVALID without
 * labels, and as hodo_target_write; HODO_NO_MEMORY. */
hodo_status hodo_dataset_targets(hodo_arena *arena, hodo_dataset *dataset, hodo_target target,
                                 hodo_error *error);

/* A batch: row i of x (count, d) and of y (count, k) is row indices[i] of the set, indices (count,); each of
 * either precision, and skipped where its data is NULL. Takes no memory. HODO_INVALID for an index beyond
 * the set, HODO_MISMATCH for shapes, or where y is wanted and the set has no targets yet. */
hodo_status hodo_dataset_gather(const hodo_dataset *dataset, const size_t *indices, size_t count,
                                hodo_matrix x, hodo_matrix y, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
