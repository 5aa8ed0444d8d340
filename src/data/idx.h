/* IDX files, the format of MNIST (LeCun, Cortes and Burges): images idx3-ubyte and labels idx1-ubyte.
 *
 * Four bytes 0, 0, 8 (unsigned bytes), number of dimensions; then the dimensions as big-endian 32-bit
 * words; then the bytes, images row by row. Everything is checked before memory is taken: the magic, the
 * dimensions and their product, and that the file is exactly as long as they say. Messages name the file,
 * the byte offset, what stands there and what should.
 *
 * Bytes stay bytes here (47 MB for MNIST's training images), for who makes images from them;
 * hodo_idx_dataset makes floats of them (188 MB).
 */
#ifndef HODO_DATA_IDX_H
#define HODO_DATA_IDX_H

#include "data/dataset.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Images as a file holds them. */
typedef struct hodo_idx_images {
    size_t count;    /* images */
    size_t height;   /* rows of pixels */
    size_t width;    /* pixels a row */
    uint8_t *pixels; /* (count, height, width), in the arena */
} hodo_idx_images;

/* Labels as a file holds them. */
typedef struct hodo_idx_labels {
    size_t count;    /* labels */
    uint8_t *labels; /* (count,), in the arena */
} hodo_idx_labels;

/* The images of a file. HODO_IO when it cannot be read; HODO_DAMAGED when it is not what IDX says: magic, a
 * dimension of 0, bytes missing or left over; HODO_NO_MEMORY, also when as floats they would pass all
 * memory. */
hodo_status hodo_idx_images_read(hodo_arena *arena, const char *path, hodo_idx_images *images,
                                 hodo_error *error);

/* The labels of a file. Errors as hodo_idx_images_read; also HODO_DAMAGED, with the offset, for a label that
 * is not below `classes`, and HODO_INVALID for `classes` outside 1 .. HODO_CLASSES_MOST. */
hodo_status hodo_idx_labels_read(hodo_arena *arena, const char *path, size_t classes, hodo_idx_labels *labels,
                                 hodo_error *error);

/* Both files as a set with one channel, x (count, height width) in units of bytes. HODO_MISMATCH when they
 * differ in number, and the errors of the two readers. */
hodo_status hodo_idx_dataset(hodo_arena *arena, const char *images_path, const char *labels_path,
                             size_t classes, hodo_dataset *dataset, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
