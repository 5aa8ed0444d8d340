/* A user's own data from two NumPy files: x (n, d), and y, which is either labels or real targets.
 *
 * Labels are whole numbers below `classes`, of shape (n,) or (n, 1); real targets are (n,) or (n, k).
 * Anything that base/npy.h reads is read. Numbers become floats: one that is not finite, or beyond the
 * range of float, is refused with its place.
 */
#ifndef HODO_DATA_NPY_DATASET_H
#define HODO_DATA_NPY_DATASET_H

#include "data/dataset.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The set of both files, in the arena. `classes` > 0: y holds labels; 0: real targets. The errors of
 * hodo_npy_read; HODO_INVALID for shapes that are not these, for numbers that are no labels or no floats,
 * and for more than HODO_CLASSES_MOST classes; HODO_MISMATCH when x and y differ in n. */
hodo_status hodo_npy_dataset(hodo_arena *arena, const char *x_path, const char *y_path, size_t classes,
                             hodo_dataset *dataset, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
