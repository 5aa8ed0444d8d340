#include "data/npy_dataset.h"

#include "base/npy.h"
#include "data/origin.h"
#include "data/plain_file.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Opens and closes the file for what plain_file.h refuses better than base/npy.h: gzip, folders, pipes. */
static hodo_status read_array(const char *path, hodo_npy *array, hodo_error *error)
{
    hodo_plain_file file;
    const hodo_status status = hodo_plain_file_open(&file, path, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_plain_file_close(&file);
    return hodo_npy_read(path, array, error);
}

static hodo_status to_floats(const char *path, const hodo_npy *from, float *to, hodo_error *error)
{
    for (size_t k = 0; k < from->rows * from->columns; k++) {
        if (!(fabs(from->data[k]) <= (double)FLT_MAX)) {
            return hodo_fail(error, HODO_INVALID,
                             "'%s': element (%zu, %zu) is %.6g: only finite numbers up to %.6g become floats",
                             path, k / from->columns, k % from->columns, from->data[k], (double)FLT_MAX);
        }
        to[k] = (float)from->data[k];
    }
    return HODO_OK;
}

static hodo_status to_labels(const char *path, const hodo_npy *from, size_t count, size_t classes, uint8_t *to,
                             hodo_error *error)
{
    for (size_t i = 0; i < count; i++) {
        const double label = from->data[i];
        if (!(label >= 0 && label < (double)classes && label == floor(label))) {
            return hodo_fail(error, HODO_INVALID,
                             "'%s': element %zu is %.6g, no label: labels are whole numbers from 0 to %zu",
                             path, i, label, classes - 1);
        }
        to[i] = (uint8_t)label;
    }
    return HODO_OK;
}

static hodo_status make(hodo_arena *arena, const char *x_path, const hodo_npy *x, const char *y_path,
                        hodo_npy *y, size_t classes, hodo_dataset *dataset, hodo_error *error)
{
    if (x->dimensions != 2) {
        return hodo_fail(error, HODO_INVALID, "'%s' is a vector of %zu numbers: save inputs as a matrix (n, d)",
                         x_path, x->columns);
    }
    if (y->dimensions == 1) { /* (n,), which was read as one row */
        y->rows = y->columns;
        y->columns = 1;
    }
    if (classes > 0 && y->columns != 1) {
        return hodo_fail(error, HODO_INVALID, "'%s' is %zu x %zu: save labels as a vector (n,)", y_path,
                         y->rows, y->columns);
    }
    if (y->rows != x->rows) {
        return hodo_fail(error, HODO_MISMATCH, "'%s' has %zu samples and '%s' %zu: save one of y for each of x",
                         x_path, x->rows, y_path, y->rows);
    }
    hodo_dataset taken;
    hodo_status status = hodo_dataset_take(arena, x->rows, x->columns, classes, &taken, error);
    if (status != HODO_OK) {
        return status;
    }
    const char *name = strrchr(x_path, '/');
    taken.origin = hodo_origin(arena, error, "NumPy %s", name != NULL ? name + 1 : x_path);
    if (classes == 0) {
        taken.y = hodo_matrix_take(arena, HODO_FLOAT, y->rows, y->columns, error);
    }
    if (taken.origin == NULL || (classes == 0 && taken.y.data == NULL)) {
        return HODO_NO_MEMORY;
    }
    status = to_floats(x_path, x, taken.x.data, error);
    if (status == HODO_OK) {
        status = classes > 0 ? to_labels(y_path, y, y->rows, classes, taken.labels, error)
                             : to_floats(y_path, y, taken.y.data, error);
    }
    if (status == HODO_OK) {
        *dataset = taken;
    }
    return status;
}

hodo_status hodo_npy_dataset(hodo_arena *arena, const char *x_path, const char *y_path, size_t classes,
                             hodo_dataset *dataset, hodo_error *error)
{
    *dataset = (hodo_dataset){0};
    hodo_npy x = {0}, y = {0};
    hodo_status status = read_array(y_path, &y, error);
    if (status == HODO_OK) {
        status = read_array(x_path, &x, error);
    }
    if (status == HODO_OK) {
        status = make(arena, x_path, &x, y_path, &y, classes, dataset, error);
    }
    hodo_npy_free(&x);
    hodo_npy_free(&y);
    return status;
}
