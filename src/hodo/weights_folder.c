#include <config.h> /* asprintf is an extension */

#include "hodo/weights_folder.h"

#include "base/npy.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *path_of(const char *folder, size_t k, hodo_error *error)
{
    char *path = NULL;
    if (asprintf(&path, "%s/weights-%zu.npy", folder, k) < 0) {
        (void)hodo_fail(error, HODO_NO_MEMORY, "no memory for a path in '%s'", folder);
        return NULL;
    }
    return path;
}

static hodo_status put(const char *path, const hodo_npy *file, hodo_matrix weights, hodo_error *error)
{
    /* A matrix of one row may have been saved by others as a vector. */
    if (file->rows != weights.rows || file->columns != weights.columns) {
        return hodo_fail(error, HODO_MISMATCH,
                         "'%s' is %zu x %zu, this network's matrix is %zu x %zu: load it "
                         "into the architecture, width and depth that it was saved from",
                         path, file->rows, file->columns, weights.rows, weights.columns);
    }
    const hodo_matrix view = hodo_matrix_view(HODO_DOUBLE, file->data, file->rows, file->columns);
    hodo_matrix_convert(view, weights);
    for (size_t i = 0; i < weights.rows; i++) {
        for (size_t j = 0; j < weights.columns; j++) {
            if (!isfinite(hodo_matrix_get(weights, i, j))) {
                return hodo_fail(error, HODO_NUMERIC,
                                 "'%s': entry (%zu, %zu) is %g, not finite in this precision: nothing can be "
                                 "trained from it",
                                 path, i, j, file->data[i * file->columns + j]);
            }
        }
    }
    return HODO_OK;
}

static hodo_status load_one(const char *folder, size_t k, hodo_matrix weights, hodo_error *error)
{
    char *path = path_of(folder, k, error);
    if (path == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_npy file = {.data = NULL};
    hodo_status status = hodo_npy_read(path, &file, error);
    if (status == HODO_OK) {
        status = put(path, &file, weights, error);
    }
    hodo_npy_free(&file);
    free(path);
    return status;
}

/* Whether FOLDER/weights-K.npy is there. */
static hodo_status is_there(const char *folder, size_t k, bool *there, hodo_error *error)
{
    char *path = path_of(folder, k, error);
    if (path == NULL) {
        return HODO_NO_MEMORY;
    }
    *there = access(path, F_OK) == 0;
    free(path);
    return HODO_OK;
}

hodo_status hodo_weights_load(const char *folder, hodo_network *network, hodo_error *error)
{
    const size_t count = network->architecture->weight_count;
    hodo_status status = HODO_OK;
    for (size_t k = 0; k < count && status == HODO_OK; k++) {
        status = load_one(folder, k, network->weights[k], error);
    }
    bool more = false;
    if (status == HODO_OK) {
        status = is_there(folder, count, &more, error);
    }
    if (status == HODO_OK && more) {
        status =
            hodo_fail(error, HODO_MISMATCH,
                      "'%s' holds weights-%zu.npy, this network has %zu matrices: give the depth that it was "
                      "saved from",
                      folder, count, count);
    }
    return status;
}

hodo_status hodo_weights_prepare(const char *folder, size_t matrices, hodo_error *error)
{
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        return hodo_fail(error, HODO_IO, "cannot make the folder '%s': %s: name one in a folder that can be written",
                         folder, strerror(errno));
    }
    struct stat file;
    if (stat(folder, &file) != 0 || !S_ISDIR(file.st_mode) || access(folder, W_OK | X_OK) != 0) {
        return hodo_fail(error, HODO_IO, "'%s' is no folder that can be written to: give another", folder);
    }
    bool more = false;
    const hodo_status status = is_there(folder, matrices, &more, error);
    if (status == HODO_OK && more) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "'%s' holds weights-%zu.npy of a deeper network: give another folder, or empty this one", folder,
            matrices);
    }
    return status;
}

hodo_status hodo_weights_save(const char *folder, const hodo_network *network, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t k = 0; k < network->architecture->weight_count && status == HODO_OK; k++) {
        const hodo_matrix weights = network->weights[k];
        char *path = path_of(folder, k, error);
        double *copy = calloc(weights.rows * weights.columns, sizeof *copy);
        if (path == NULL || copy == NULL) {
            status = hodo_fail(error, HODO_NO_MEMORY, "no memory to write %zu x %zu weights", weights.rows,
                               weights.columns);
        } else {
            hodo_matrix_convert(weights, hodo_matrix_view(HODO_DOUBLE, copy, weights.rows, weights.columns));
            status = hodo_npy_write(path, copy, weights.rows, weights.columns, error);
        }
        free(copy);
        free(path);
    }
    return status;
}
