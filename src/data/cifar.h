/* CIFAR-10, binary version (Krizhevsky 2009): files of records of 3073 bytes, a label below 10 and then
 * 32 x 32 pixels of red, of green, of blue. The colours stand one after the other in the file and side by
 * side in memory: row, column, channel, as all images here.
 */
#ifndef HODO_DATA_CIFAR_H
#define HODO_DATA_CIFAR_H

#include "data/dataset.h"

enum { HODO_CIFAR_SIDE = 32, HODO_CIFAR_CLASSES = 10, HODO_CIFAR_RECORD = 1 + 3 * 32 * 32 };

/* The records of one or several files, in their order. HODO_INVALID without files; HODO_DAMAGED, with the
 * offset, when a file is no whole number of records or a label is not below 10; HODO_IO, HODO_NO_MEMORY. */
hodo_status hodo_cifar_dataset(hodo_arena *arena, const char *const *paths, size_t files,
                               hodo_dataset *dataset, hodo_error *error);

#endif
