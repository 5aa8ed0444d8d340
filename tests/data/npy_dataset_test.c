/* A user's .npy files as sets: shapes, labels and targets. */
#include "data/npy_dataset.h"
#include "base/npy.h"
#include "data/room.h"
#include "near.h"

#include <criterion/criterion.h>
#include <float.h>
#include <stdio.h>
#include <string.h>

static const double inputs[] = {1, 2, 3, 4, 5, 6.5};

TestSuite(npy_dataset, .init = open_room, .fini = close_room);

static const char *matrix(const char *name, const double *data, size_t rows, size_t columns)
{
    const char *path = scratch_path(&room, name);
    cr_assert(hodo_npy_write(path, data, rows, columns, NULL) == HODO_OK);
    return path;
}

/* A vector of shape (n,), as NumPy writes labels. */
static const char *vector(const char *name, const double *data, size_t count)
{
    unsigned char file[256] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 70, 0};
    const int used = snprintf((char *)file + 10, 71, "%-69s\n", "");
    cr_assert(used == 70);
    char header[70];
    const int length =
        snprintf(header, sizeof header, "{'descr': '<f8', 'fortran_order': False, 'shape': (%zu,), }", count);
    memcpy(file + 10, header, (size_t)length);
    memcpy(file + 80, data, count * sizeof *data); /* the tests' machines are little-endian */
    return scratch_write(&room, name, file, 80 + count * sizeof *data);
}

Test(npy_dataset, labels_of_either_shape)
{
    const double labels[] = {2, 0, 1};
    for (int shape = 0; shape < 2; shape++) {
        hodo_dataset set;
        hodo_error error = {0};
        const char *x = matrix("x.npy", inputs, 3, 2);
        const char *y = shape == 0 ? vector("y.npy", labels, 3) : matrix("y.npy", labels, 3, 1);
        cr_assert(hodo_npy_dataset(arena, x, y, 3, &set, &error) == HODO_OK, "%s", error.message);
        cr_assert(set.count == 3 && set.inputs == 2 && set.classes == 3 && set.channels == 0 && !*set.bytes);
        cr_assert(set.labels[0] == 2 && set.labels[1] == 0 && set.labels[2] == 1 && set.y.data == NULL);
        near(hodo_matrix_get(set.x, 2, 1), 6.5, 0, 0);
        cr_assert_str_eq(set.origin, "NumPy x.npy");
    }
}

Test(npy_dataset, real_targets)
{
    hodo_dataset set;
    hodo_error error = {0};
    const double targets[] = {.5, -1, 2, 0, 1, 7};
    cr_assert(hodo_npy_dataset(arena, matrix("x.npy", inputs, 3, 2), matrix("y.npy", targets, 3, 2), 0, &set,
                               &error) == HODO_OK,
              "%s", error.message);
    cr_assert(set.labels == NULL && set.classes == 0 && set.y.rows == 3 && set.y.columns == 2);
    near(hodo_matrix_get(set.y, 2, 1), 7, 0, 0);
    cr_assert(hodo_npy_dataset(arena, matrix("x.npy", inputs, 3, 2), vector("y.npy", targets, 3), 0, &set,
                               &error) == HODO_OK,
              "%s", error.message);
    cr_assert(set.y.rows == 3 && set.y.columns == 1);
    near(hodo_matrix_get(set.y, 1, 0), -1, 0, 0);
}

static const struct bad {
    size_t x_rows, x_columns; /* 0 rows: a vector */
    size_t y_rows, y_columns, classes;
    double y_first, x_last;
    hodo_status status;
    const char *words;
} bads[] = {
    {3, 2, 2, 1, 2, 0, 0, HODO_MISMATCH, "has 3 samples"},
    {0, 6, 3, 1, 2, 0, 0, HODO_INVALID, "save inputs as a matrix (n, d)"},
    {3, 2, 3, 2, 2, 0, 0, HODO_INVALID, "save labels as a vector"},
    {3, 2, 3, 1, 2, 2, 0, HODO_INVALID, "element 0 is 2, no label: labels are whole numbers from 0 to 1"},
    {3, 2, 3, 1, 2, .5, 0, HODO_INVALID, "element 0 is 0.5"},
    {3, 2, 3, 1, 2, -1, 0, HODO_INVALID, "element 0 is -1"},
    {3, 2, 3, 1, 2, (double)NAN, 0, HODO_INVALID, "no label"},
    {3, 2, 3, 1, 0, (double)INFINITY, 0, HODO_INVALID, "element (0, 0) is inf"},
    {3, 2, 3, 1, 2, 0, (double)NAN, HODO_INVALID, "element (2, 1) is"},
    {3, 2, 3, 1, 2, 0, 1e39, HODO_INVALID, "element (2, 1) is 1e+39: only finite numbers up to 3.40282e+38"},
    {3, 2, 3, 1, 257, 0, 0, HODO_INVALID, "at most 256"},
};

Test(npy_dataset, what_is_refused)
{
    for (size_t k = 0; k < sizeof bads / sizeof bads[0]; k++) {
        hodo_dataset set;
        hodo_error error = {0};
        double x[6] = {0}, y[6] = {0};
        x[5] = bads[k].x_last;
        y[0] = bads[k].y_first;
        const char *x_path = bads[k].x_rows == 0 ? vector("x.npy", x, bads[k].x_columns)
                                                 : matrix("x.npy", x, bads[k].x_rows, bads[k].x_columns);
        const char *y_path = matrix("y.npy", y, bads[k].y_rows, bads[k].y_columns);
        const hodo_status status = hodo_npy_dataset(arena, x_path, y_path, bads[k].classes, &set, &error);
        cr_assert(status == bads[k].status, "%zu: %s", k, error.message);
        cr_assert(strstr(error.message, bads[k].words) != NULL, "%zu: %s", k, error.message);
        cr_assert(set.x.data == NULL);
    }
}

Test(npy_dataset, files_that_are_none)
{
    hodo_dataset set;
    hodo_error error = {0};
    const char *x = matrix("x.npy", inputs, 3, 2);
    const char *packed = scratch_write(&room, "y.npy.gz", "\x1f\x8b\x08 and so on", 12);
    cr_assert(hodo_npy_dataset(arena, x, packed, 2, &set, &error) == HODO_DAMAGED);
    cr_assert(strstr(error.message, "gunzip") != NULL, "%s", error.message);
    cr_assert(hodo_npy_dataset(arena, x, room.folder, 2, &set, &error) == HODO_IO);
    cr_assert(hodo_npy_dataset(arena, x, scratch_path(&room, "nothing"), 2, &set, &error) == HODO_IO);
    cr_assert(hodo_npy_dataset(arena, scratch_path(&room, "nothing"), x, 2, &set, &error) == HODO_IO);
}
