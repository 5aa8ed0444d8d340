/* Parts of a set that are copies of chosen rows: selections, subsets, two classes. */
#include "data/batches.h"
#include "data/dataset.h"
#include "data/origin.h"

hodo_status hodo_dataset_select(hodo_arena *arena, const hodo_dataset *from, const size_t *indices,
                                size_t count, hodo_dataset *chosen, hodo_error *error)
{
    const hodo_dataset source = *from; /* `chosen` may be `from` */
    hodo_dataset out = source;
    hodo_status status = hodo_dataset_take(arena, count, source.inputs, source.classes, &out, error);
    if (status != HODO_OK) {
        return status;
    }
    if (source.y.data != NULL) {
        out.y = hodo_matrix_take(arena, HODO_FLOAT, count, source.y.columns, error);
        if (out.y.data == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    status = hodo_dataset_gather(&source, indices, count, out.x, out.y, error);
    if (status != HODO_OK) {
        return status;
    }
    if (source.labels != NULL) {
        for (size_t i = 0; i < count; i++) {
            out.labels[i] = source.labels[indices[i]];
        }
    }
    const hodo_dataset taken = out;
    out = source;
    out.count = count;
    out.x = taken.x;
    out.bytes = taken.bytes;
    *out.bytes = source.bytes != NULL && *source.bytes;
    out.y = taken.y;
    out.labels = source.labels != NULL ? taken.labels : NULL;
    *chosen = out;
    return HODO_OK;
}

hodo_status hodo_dataset_subset(hodo_arena *arena, const hodo_dataset *from, const hodo_stream *stream,
                                size_t count, hodo_dataset *subset, hodo_error *error)
{
    if (count == 0 || count > from->count) {
        return hodo_fail(error, HODO_INVALID, "a subset of %zu of %zu samples: ask for 1 to %zu", count,
                         from->count, from->count);
    }
    size_t *order = hodo_arena_take(arena, from->count, sizeof *order, error);
    const char *origin = hodo_origin(arena, error, "%s, %zu at random", from->origin, count);
    if (order == NULL || origin == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_epoch_order(stream, 0, from->count, order);
    const hodo_status status = hodo_dataset_select(arena, from, order, count, subset, error);
    if (status == HODO_OK) {
        subset->origin = origin;
    }
    return status;
}

hodo_status hodo_dataset_two_classes(hodo_arena *arena, const hodo_dataset *from, size_t a, size_t b,
                                     hodo_dataset *two, hodo_error *error)
{
    if (from->labels == NULL || a >= from->classes || b >= from->classes || a == b) {
        return hodo_fail(error, HODO_INVALID,
                         "classes %zu and %zu of a set of %zu classes: name two different ones below %zu", a, b,
                         from->classes, from->classes);
    }
    size_t members[2] = {0, 0};
    for (size_t i = 0; i < from->count; i++) {
        members[0] += from->labels[i] == a;
        members[1] += from->labels[i] == b;
    }
    if (members[0] == 0 || members[1] == 0) {
        return hodo_fail(error, HODO_INVALID,
                         "class %zu has no sample among the %zu of the set: take more of them",
                         members[0] == 0 ? a : b, from->count);
    }
    const size_t count = members[0] + members[1];
    size_t *indices = hodo_arena_take(arena, count, sizeof *indices, error);
    const char *origin = hodo_origin(arena, error, "%s, classes %zu and %zu", from->origin, a, b);
    if (indices == NULL || origin == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0, k = 0; i < from->count; i++) {
        if (from->labels[i] == a || from->labels[i] == b) {
            indices[k++] = i;
        }
    }
    hodo_dataset source = *from;
    source.y = (hodo_matrix){0}; /* targets of other labels */
    const hodo_status status = hodo_dataset_select(arena, &source, indices, count, two, error);
    if (status != HODO_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        two->labels[i] = two->labels[i] == b;
    }
    two->classes = 2;
    two->origin = origin;
    return HODO_OK;
}
