/* CIFAR-10, binary version (Krizhevsky 2009): files of records of 3073 bytes, a label below 10 and then
 * 32 x 32 pixels of red, of green, of blue. The colours stand one after the other in the file and side by
 * side in memory: row, column, channel, as all images here.
 *
 * 50,000 images are 600 MB as floats: whoever trains on a part of them at a time, or in many workers, leaves
 * them in their files, which the system keeps in its cache once for all, and reads the records it needs.
 */
#ifndef HODO_DATA_CIFAR_H
#define HODO_DATA_CIFAR_H

#include "data/dataset.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The sizes of the format. */
enum {
    HODO_CIFAR_SIDE = 32,                /* pixels a side */
    HODO_CIFAR_CHANNELS = 3,             /* red, green, blue */
    HODO_CIFAR_INPUTS = 3 * 32 * 32,     /* numbers an image */
    HODO_CIFAR_CLASSES = 10,             /* labels are below */
    HODO_CIFAR_RECORD = 1 + 3 * 32 * 32  /* bytes a record */
};

/* Open files of records, counted through in the order of the files. One thread at a time. */
typedef struct hodo_cifar_records hodo_cifar_records;

/* Opens paths (files,), in the arena, as are copies of the paths; to be closed before it is reset. NULL with
 * HODO_INVALID without files; HODO_DAMAGED, with the offset, when a file is no whole number of records;
 * HODO_IO, HODO_NO_MEMORY. */
hodo_cifar_records *hodo_cifar_records_open(hodo_arena *arena, const char *const *paths, size_t files,
                                            hodo_error *error);

/* Closes the files; accepts NULL. */
void hodo_cifar_records_close(hodo_cifar_records *records);

/* Records of all the files together. */
size_t hodo_cifar_records_count(const hodo_cifar_records *records);

/* Record `index`: image (HODO_CIFAR_INPUTS,) <- 0 .. 255, and *label <- its label. HODO_INVALID beyond the
 * last; HODO_DAMAGED when the label is not below 10 or the file is shorter than it was; HODO_IO. */
hodo_status hodo_cifar_records_read(hodo_cifar_records *records, size_t index, float *image, uint8_t *label,
                                    hodo_error *error);

/* The first `count` records as a data set, x (count, HODO_CIFAR_INPUTS) in units of bytes, in the arena.
 * HODO_INVALID when there are fewer, or none is wanted; HODO_NO_MEMORY, and the errors of
 * hodo_cifar_records_read. */
hodo_status hodo_cifar_records_first(hodo_arena *arena, hodo_cifar_records *records, size_t count,
                                     hodo_dataset *dataset, hodo_error *error);

/* All records of paths (files,), in their order, as a data set. Errors as hodo_cifar_records_open and
 * hodo_cifar_records_first. */
hodo_status hodo_cifar_dataset(hodo_arena *arena, const char *const *paths, size_t files,
                               hodo_dataset *dataset, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
