#include "data/folder.h"

#include "config.h"
#include "data/digit_stream.h"
#include "data/origin.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MNIST_CLASSES = 10, CIFAR_TRAIN_FILES = 5 };

static const char *const mnist_files[][2] = {
    [HODO_TRAIN] = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte"},
    [HODO_TEST] = {"t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"},
};

static const char *const cifar_files[] = {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
                                          "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"};

static const char cifar_folder[] = "cifar-10-batches-bin";

enum { CIFAR_FILES = sizeof cifar_files / sizeof cifar_files[0] };

/* A place where a set may lie, and who named it. */
typedef struct place {
    const char *folder, *named_by;
} place;

static bool is_folder(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

/* The first place that is named; folder NULL when there is no memory. */
static place find_place(hodo_arena *arena, const char *given, const char *configured, const char *set,
                        hodo_error *error)
{
    if (given != NULL && given[0] != '\0') {
        return (place){given, "the folder given"};
    }
    const char *data = getenv("HODO_DATA");
    if (data != NULL && data[0] != '\0') {
        const char *inner = hodo_origin(arena, error, "%s/%s", data, set);
        return (place){inner == NULL || is_folder(inner) ? inner : data, "HODO_DATA"};
    }
    if (configured[0] != '\0') {
        return (place){configured, "configure --with-mnist"};
    }
    return (place){hodo_origin(arena, error, "data/%s", set), NULL};
}

/* HODO_OK when the file is there; its remedy otherwise. */
static hodo_status check_file(hodo_arena *arena, place where, const char *set, const char *file,
                              const char *remedy, hodo_error *error)
{
    const char *path = hodo_origin(arena, error, "%s/%s", where.folder, file);
    const char *packed = hodo_origin(arena, error, "%s/%s.gz", where.folder, file);
    if (path == NULL || packed == NULL) {
        return HODO_NO_MEMORY;
    }
    if (access(path, R_OK) == 0) {
        return HODO_OK;
    }
    const int reason = errno;
    if (access(packed, R_OK) == 0) {
        return hodo_fail(error, HODO_DAMAGED, "%s is compressed: gunzip '%s' first", set, packed);
    }
    const char *what = reason == ENOENT ? "is not there" : strerror(reason);
    if (where.named_by != NULL) {
        return hodo_fail(error, HODO_IO, "no %s: '%s' %s (named by %s): %s", set, path, what, where.named_by,
                         remedy);
    }
    char working[PATH_MAX]; /* a place that nobody named is told in full */
    return hodo_fail(error, HODO_IO, "no %s: '%s/%s' %s: %s", set,
                     getcwd(working, sizeof working) != NULL ? working : ".", path, what, remedy);
}

const char *hodo_mnist_folder(hodo_arena *arena, const char *given, hodo_error *error)
{
    const place where = find_place(arena, given, HODO_MNIST_FOLDER, "mnist", error);
    for (size_t k = 0; where.folder != NULL && k < 4; k++) {
        if (check_file(arena, where, "MNIST", mnist_files[k / 2][k % 2],
                       where.named_by == NULL
                           ? "run `make data` in the build folder and start from there, set HODO_DATA, or configure "
                             "--with-mnist=DIR"
                           : "name a folder with MNIST's four IDX files, or none and run `make data` "
                             "(or configure --with-mnist=DIR)",
                       error) != HODO_OK) {
            return NULL;
        }
    }
    return where.folder;
}

bool hodo_mnist_is_brought(void)
{
    const char *data = getenv("HODO_DATA");
    if ((data != NULL && data[0] != '\0') || HODO_MNIST_FOLDER[0] != '\0') {
        return true;
    }
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error reason = {0};
    const bool there = arena == NULL || hodo_mnist_folder(arena, NULL, &reason) != NULL;
    hodo_arena_free(arena);
    return there || reason.status != HODO_IO;
}

static hodo_status mnist_paths(hodo_arena *arena, const char *given, hodo_part part, const char *paths[2],
                               hodo_error *error)
{
    if (part != HODO_TRAIN && part != HODO_TEST) {
        return hodo_fail(error, HODO_INVALID, "part %d of MNIST: it has a training set (0) and a test set (1)",
                         (int)part);
    }
    hodo_error reason = {0};
    const char *folder = hodo_mnist_folder(arena, given, &reason);
    if (folder == NULL) {
        return hodo_fail(error, reason.status, "%s", reason.message);
    }
    for (size_t k = 0; k < 2; k++) {
        paths[k] = hodo_origin(arena, error, "%s/%s", folder, mnist_files[part][k]);
        if (paths[k] == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    return HODO_OK;
}

/* Whoever asks for MNIST counts on its shape: the stream of digits reads 784 bytes an image. */
static hodo_status check_shape(const char *path, size_t height, size_t width, hodo_error *error)
{
    if (height != HODO_DIGIT_SIDE || width != HODO_DIGIT_SIDE) {
        return hodo_fail(error, HODO_MISMATCH,
                         "'%s' holds images of %zu x %zu (byte offset 8), no MNIST, which is %d x %d: name its "
                         "folder",
                         path, height, width, HODO_DIGIT_SIDE, HODO_DIGIT_SIDE);
    }
    return HODO_OK;
}

hodo_status hodo_mnist_read(hodo_arena *arena, const char *given, hodo_part part, hodo_dataset *dataset,
                            hodo_error *error)
{
    *dataset = (hodo_dataset){0};
    const char *paths[2];
    hodo_status status = mnist_paths(arena, given, part, paths, error);
    hodo_dataset read;
    if (status == HODO_OK) {
        status = hodo_idx_dataset(arena, paths[0], paths[1], MNIST_CLASSES, &read, error);
    }
    if (status == HODO_OK) {
        status = check_shape(paths[0], read.height, read.width, error);
    }
    if (status == HODO_OK) {
        *dataset = read;
        dataset->origin = part == HODO_TRAIN ? "MNIST train-images-idx3-ubyte" : "MNIST t10k-images-idx3-ubyte";
        dataset->published = &hodo_published_mnist;
    }
    return status;
}

hodo_status hodo_mnist_bytes(hodo_arena *arena, const char *given, hodo_part part, hodo_idx_images *images,
                             hodo_idx_labels *labels, hodo_error *error)
{
    *images = (hodo_idx_images){0};
    *labels = (hodo_idx_labels){0};
    const char *paths[2];
    hodo_status status = mnist_paths(arena, given, part, paths, error);
    if (status == HODO_OK) {
        status = hodo_idx_labels_read(arena, paths[1], MNIST_CLASSES, labels, error);
    }
    if (status == HODO_OK) {
        status = hodo_idx_images_read(arena, paths[0], images, error);
    }
    if (status == HODO_OK && images->count != labels->count) {
        status =
            hodo_fail(error, HODO_MISMATCH, "'%s' holds %zu images and '%s' %zu labels: name files of one set",
                      paths[0], images->count, paths[1], labels->count);
    }
    if (status == HODO_OK) {
        status = check_shape(paths[0], images->height, images->width, error);
    }
    if (status != HODO_OK) {
        *images = (hodo_idx_images){0};
        *labels = (hodo_idx_labels){0};
    }
    return status;
}

bool hodo_cifar_is_brought(void)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error reason = {0};
    const place where = arena != NULL ? find_place(arena, NULL, "", cifar_folder, &reason) : (place){0};
    bool brought = where.folder == NULL; /* no memory: to read it is the error */
    if (where.folder != NULL && where.named_by == NULL) {
        brought = is_folder(where.folder);
    } else if (where.folder != NULL) {
        const size_t path = strlen(where.folder), tail = sizeof cifar_folder - 1;
        brought = (path > tail && strcmp(where.folder + path - tail, cifar_folder) == 0) ||
                  hodo_mnist_folder(arena, NULL, &reason) == NULL;
        for (size_t k = 0; !brought && k < CIFAR_FILES; k++) {
            brought = check_file(arena, where, "CIFAR-10", cifar_files[k], "", &reason) != HODO_IO;
        }
    }
    hodo_arena_free(arena);
    return brought;
}

/* The files of one part: paths (*count,). */
static hodo_status cifar_paths(hodo_arena *arena, const char *given, hodo_part part,
                               const char *paths[CIFAR_FILES], size_t *count, hodo_error *error)
{
    if (part != HODO_TRAIN && part != HODO_TEST) {
        return hodo_fail(error, HODO_INVALID,
                         "part %d of CIFAR-10: it has a training set (0) and a test set (1)", (int)part);
    }
    const place where = find_place(arena, given, "", cifar_folder, error);
    if (where.folder == NULL) {
        return HODO_NO_MEMORY;
    }
    const size_t first = part == HODO_TRAIN ? 0 : CIFAR_TRAIN_FILES;
    const size_t end = part == HODO_TRAIN ? CIFAR_TRAIN_FILES : CIFAR_FILES;
    for (size_t k = first; k < end; k++) {
        const hodo_status status = check_file(
            arena, where, "CIFAR-10", cifar_files[k],
            "name a folder that holds its binary version, cifar-10-batches-bin, or set HODO_DATA", error);
        if (status != HODO_OK) {
            return status;
        }
        paths[k - first] = hodo_origin(arena, error, "%s/%s", where.folder, cifar_files[k]);
        if (paths[k - first] == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    *count = end - first;
    return HODO_OK;
}

hodo_cifar_records *hodo_cifar_open(hodo_arena *arena, const char *given, hodo_part part, hodo_error *error)
{
    const char *paths[CIFAR_FILES];
    size_t count = 0;
    return cifar_paths(arena, given, part, paths, &count, error) == HODO_OK
               ? hodo_cifar_records_open(arena, paths, count, error)
               : NULL;
}

hodo_status hodo_cifar_read(hodo_arena *arena, const char *given, hodo_part part, hodo_dataset *dataset,
                            hodo_error *error)
{
    *dataset = (hodo_dataset){0};
    const char *paths[CIFAR_FILES];
    size_t count = 0;
    const hodo_status status = cifar_paths(arena, given, part, paths, &count, error);
    return status == HODO_OK ? hodo_cifar_dataset(arena, paths, count, dataset, error) : status;
}
