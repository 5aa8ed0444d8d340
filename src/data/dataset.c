/* Taking a set, its batches, and the parts of it that share its memory. */
#include "data/dataset.h"

#include <string.h>

const hodo_published hodo_published_mnist = {"MNIST", 1, {0.1307}, {0.3081}};
const hodo_published hodo_published_cifar10 = {
    "CIFAR-10", 3, {0.4914, 0.4822, 0.4465}, {0.2470, 0.2435, 0.2616}};

hodo_status hodo_dataset_take(hodo_arena *arena, size_t count, size_t inputs, size_t classes,
                              hodo_dataset *dataset, hodo_error *error)
{
    *dataset = (hodo_dataset){0};
    if (count == 0 || inputs == 0) {
        return hodo_fail(error, HODO_INVALID,
                         "a set of %zu samples of %zu inputs is empty: both must be positive", count, inputs);
    }
    if (classes > HODO_CLASSES_MOST) {
        return hodo_fail(error, HODO_INVALID, "%zu classes: labels are bytes, so at most %d", classes,
                         HODO_CLASSES_MOST);
    }
    hodo_dataset taken = {.count = count, .inputs = inputs, .classes = classes, .origin = ""};
    taken.x = hodo_matrix_take(arena, HODO_FLOAT, count, inputs, error);
    taken.labels = classes > 0 ? hodo_arena_take(arena, count, 1, error) : NULL;
    taken.bytes = hodo_arena_zero(arena, 1, sizeof *taken.bytes, error);
    if (taken.x.data == NULL || taken.bytes == NULL || (classes > 0 && taken.labels == NULL)) {
        return HODO_NO_MEMORY;
    }
    *dataset = taken;
    return HODO_OK;
}

hodo_status hodo_dataset_range(const hodo_dataset *from, size_t first, size_t count, hodo_dataset *view,
                               hodo_error *error)
{
    if (count == 0 || first > from->count || count > from->count - first) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu samples from sample %zu are not in a set of %zu: ask for at "
                         "least 1 and at most what is there",
                         count, first, from->count);
    }
    hodo_dataset part = *from; /* `view` may be `from` */
    part.count = count;
    part.x = hodo_matrix_rows(from->x, first, count);
    part.labels = from->labels != NULL ? from->labels + first : NULL;
    if (from->y.data != NULL) {
        part.y = hodo_matrix_rows(from->y, first, count);
    }
    *view = part;
    return HODO_OK;
}

hodo_status hodo_dataset_split(const hodo_dataset *from, size_t count, hodo_dataset *first, hodo_dataset *rest,
                               hodo_error *error)
{
    if (count == 0 || count >= from->count) {
        return hodo_fail(error, HODO_INVALID,
                         "a split of %zu samples after %zu leaves one part empty: split after 1 to %zu",
                         from->count, count, from->count - 1);
    }
    const hodo_dataset whole = *from;
    const hodo_status status = hodo_dataset_range(&whole, 0, count, first, error);
    return status != HODO_OK ? status : hodo_dataset_range(&whole, count, whole.count - count, rest, error);
}

/* Copies whole rows where the precisions agree, converts otherwise. */
static void gather_rows(hodo_matrix from, const size_t *indices, size_t count, hodo_matrix to)
{
    const float *source = from.data;
    if (to.precision == HODO_FLOAT) {
        float *target = to.data;
        for (size_t i = 0; i < count; i++) {
            memcpy(target + i * to.stride, source + indices[i] * from.stride, from.columns * sizeof *target);
        }
        return;
    }
    double *target = to.data;
    for (size_t i = 0; i < count; i++) {
        const float *row = source + indices[i] * from.stride;
        double *out = target + i * to.stride;
        for (size_t j = 0; j < from.columns; j++) {
            out[j] = (double)row[j];
        }
    }
}

static hodo_status check_shape(const char *name, hodo_matrix from, size_t count, hodo_matrix to,
                               hodo_error *error)
{
    if (to.data != NULL && (to.rows != count || to.columns != from.columns)) {
        return hodo_fail(error, HODO_MISMATCH,
                         "a batch of %zu samples of %zu %s does not fit into a %zu x %zu matrix", count,
                         from.columns, name, to.rows, to.columns);
    }
    return HODO_OK;
}

hodo_status hodo_dataset_gather(const hodo_dataset *dataset, const size_t *indices, size_t count, hodo_matrix x,
                                hodo_matrix y, hodo_error *error)
{
    if (y.data != NULL && dataset->y.data == NULL) {
        return hodo_fail(error, HODO_MISMATCH,
                         "targets are asked of a set that has none (%s): call hodo_dataset_targets first",
                         dataset->origin);
    }
    hodo_status status = check_shape("inputs", dataset->x, count, x, error);
    if (status == HODO_OK) {
        status = check_shape("targets", dataset->y, count, y, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        if (indices[i] >= dataset->count) {
            return hodo_fail(error, HODO_INVALID, "index %zu at place %zu of a batch: the set has %zu samples",
                             indices[i], i, dataset->count);
        }
    }
    if (x.data != NULL) {
        gather_rows(dataset->x, indices, count, x);
    }
    if (y.data != NULL) {
        gather_rows(dataset->y, indices, count, y);
    }
    return HODO_OK;
}
