/* How labels become targets: one row of the table a target. */
#include "data/dataset.h"

#include "base/name.h"

/* Target of class c of a sample with this label. */
typedef double target_value(size_t classes, size_t label, size_t c);

static double one_hot(size_t classes, size_t label, size_t c)
{
    (void)classes;
    return label == c ? 1.0 : 0.0;
}

static double centred_one_hot(size_t classes, size_t label, size_t c)
{
    return one_hot(classes, label, c) - 1.0 / (double)classes;
}

static double sign(size_t classes, size_t label, size_t c)
{
    (void)classes, (void)c;
    return label == 0 ? -1.0 : 1.0;
}

static const struct {
    const char *name;
    target_value *value;
    size_t classes, columns; /* 0: as many as there are */
} targets[] = {
    [HODO_ONE_HOT] = {"one-hot", one_hot, 0, 0},
    [HODO_CENTRED_ONE_HOT] = {"centred-one-hot", centred_one_hot, 0, 0},
    [HODO_SIGNS] = {"signs", sign, 2, 1},
};

enum { TARGETS = sizeof targets / sizeof targets[0] };

hodo_status hodo_target_find(const char *name, hodo_target *target, hodo_error *error)
{
    const size_t at = hodo_name_find("target", name, &targets[0].name, sizeof targets[0], TARGETS, error);
    *target = at != HODO_NO_NAME ? (hodo_target)at : *target;
    return at != HODO_NO_NAME ? HODO_OK : HODO_INVALID;
}

const char *hodo_target_name(hodo_target target)
{
    return (size_t)target < TARGETS ? targets[target].name : "unknown";
}

size_t hodo_target_columns(hodo_target target, size_t classes)
{
    if ((size_t)target >= TARGETS) {
        return 0;
    }
    return targets[target].columns != 0 ? targets[target].columns : classes;
}

hodo_status hodo_target_write(hodo_target target, size_t classes, const uint8_t *labels, size_t count,
                              hodo_matrix y, hodo_error *error)
{
    if ((size_t)target >= TARGETS) {
        return hodo_fail(error, HODO_INVALID, "target %d is none of the %d of the table", (int)target, TARGETS);
    }
    if (classes == 0 || (targets[target].classes != 0 && classes != targets[target].classes)) {
        return hodo_fail(error, HODO_INVALID,
                         "targets '%s' of %zu classes: they are for %s classes; choose two with "
                         "hodo_dataset_two_classes, or one-hot targets",
                         targets[target].name, classes, targets[target].classes != 0 ? "two" : "labelled");
    }
    const size_t columns = hodo_target_columns(target, classes);
    if (y.rows != count || y.columns != columns) {
        return hodo_fail(error, HODO_MISMATCH, "%zu targets of %zu columns do not fit into a %zu x %zu matrix",
                         count, columns, y.rows, y.columns);
    }
    for (size_t i = 0; i < count; i++) {
        if (labels[i] >= classes) {
            return hodo_fail(error, HODO_INVALID, "label %d of sample %zu: the set has %zu classes", labels[i],
                             i, classes);
        }
        for (size_t c = 0; c < columns; c++) {
            hodo_matrix_set(y, i, c, targets[target].value(classes, labels[i], c));
        }
    }
    return HODO_OK;
}

hodo_status hodo_dataset_targets(hodo_arena *arena, hodo_dataset *dataset, hodo_target target,
                                 hodo_error *error)
{
    if (dataset->labels == NULL) {
        return hodo_fail(error, HODO_INVALID, "the set has no labels to make targets of (%s)", dataset->origin);
    }
    if ((size_t)target >= TARGETS) {
        return hodo_fail(error, HODO_INVALID, "target %d is none of the %d of the table", (int)target, TARGETS);
    }
    const hodo_matrix y = hodo_matrix_take(arena, HODO_FLOAT, dataset->count,
                                           hodo_target_columns(target, dataset->classes), error);
    if (y.data == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_status status =
        hodo_target_write(target, dataset->classes, dataset->labels, dataset->count, y, error);
    if (status == HODO_OK) {
        dataset->y = y;
    }
    return status;
}
