/* Where the data sets lie, and reading them by name.
 *
 * MNIST is looked for in one place only, the first of these that is named: the folder given; that of the
 * environment's `HODO_DATA` (`HODO_DATA/mnist`, or `HODO_DATA` itself where it has no folder mnist); that of
 * configure --with-mnist=DIR; data/mnist under the working folder, where `make data` puts it. A folder
 * that was named and lacks the files is an error: data never come silently from elsewhere. CIFAR-10 is
 * only what the user brings: the folder given, `HODO_DATA/cifar-10-batches-bin`, data/cifar-10-batches-bin.
 *
 * The readers check the format; `make data` has checked the SHA-256.
 */
#ifndef HODO_DATA_FOLDER_H
#define HODO_DATA_FOLDER_H

#include "data/cifar.h"
#include "data/dataset.h"
#include "data/idx.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The part of a set, as its files part it. */
typedef enum hodo_part {
    HODO_TRAIN = 0, /* 60,000 images of MNIST, 50,000 of CIFAR-10 */
    HODO_TEST       /* 10,000 of either */
} hodo_part;

/* The folder of MNIST's four files, in the arena; `given` may be NULL. NULL, with one line that names the
 * file, `make data` and --with-mnist=DIR, when one cannot be read (HODO_IO) or is compressed (HODO_DAMAGED);
 * HODO_NO_MEMORY. */
const char *hodo_mnist_folder(hodo_arena *arena, const char *given, hodo_error *error);

/* 60,000 or 10,000 images of 28 x 28, ten classes, 0 .. 255, in the arena. HODO_MISMATCH for images that are
 * not 28 x 28, HODO_INVALID for no such part, and the errors of hodo_mnist_folder and hodo_idx_dataset.
 * After an error *dataset is empty. */
hodo_status hodo_mnist_read(hodo_arena *arena, const char *given, hodo_part part, hodo_dataset *dataset,
                            hodo_error *error);

/* The same as bytes, for the endless stream of deformed digits, which relies on 28 x 28. Errors as
 * hodo_mnist_read. */
hodo_status hodo_mnist_bytes(hodo_arena *arena, const char *given, hodo_part part, hodo_idx_images *images,
                             hodo_idx_labels *labels, hodo_error *error);

/* Whether MNIST, which an experiment can do without, has to be read: its four files are there, or one is
 * compressed, or `HODO_DATA` or --with-mnist names a folder. Yes also where it is wanting but was named:
 * reading it is then the error that says so. What is not brought has a stand-in (stand_in.h). */
bool hodo_mnist_is_brought(void);

/* The same of CIFAR-10: its folder is there, or one of its files in `HODO_DATA`; or `HODO_DATA` names a folder
 * that holds no MNIST either. */
bool hodo_cifar_is_brought(void);

/* data_batch_1.bin .. data_batch_5.bin, or test_batch.bin, open, to be read one by one. NULL with HODO_IO
 * when one is not there, HODO_DAMAGED when one is compressed, HODO_INVALID for no such part, and the errors
 * of hodo_cifar_records_open. */
hodo_cifar_records *hodo_cifar_open(hodo_arena *arena, const char *given, hodo_part part, hodo_error *error);

/* The same, all as floats 0 .. 255, in the arena. Errors as hodo_cifar_open and hodo_cifar_records_first. */
hodo_status hodo_cifar_read(hodo_arena *arena, const char *given, hodo_part part, hodo_dataset *dataset,
                            hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
