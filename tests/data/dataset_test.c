/* Parts of sets, targets and batches, against loops over single elements. */
#include "data/dataset.h"
#include "near.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

enum { COUNT = 40, INPUTS = 7, CLASSES = 4 };

static hodo_arena *arena;
static hodo_dataset set;
static hodo_error error;

static double entry(size_t i, size_t j)
{
    return (double)(100 * i + j);
}

static void make_set(void)
{
    arena = hodo_arena_alloc();
    cr_assert(hodo_dataset_take(arena, COUNT, INPUTS, CLASSES, &set, &error) == HODO_OK);
    for (size_t i = 0; i < COUNT; i++) {
        set.labels[i] = (uint8_t)(i * i % CLASSES == 0 ? i % 3 : 3);
        for (size_t j = 0; j < INPUTS; j++) {
            hodo_matrix_set(set.x, i, j, entry(i, j));
        }
    }
    set.origin = "made up";
}

static void free_set(void)
{
    hodo_arena_free(arena);
}

TestSuite(dataset, .init = make_set, .fini = free_set);

Test(dataset, empty_and_enormous_sets_are_refused)
{
    hodo_dataset none;
    cr_assert(hodo_dataset_take(arena, 0, 3, 2, &none, &error) == HODO_INVALID);
    cr_assert(hodo_dataset_take(arena, 3, 0, 2, &none, &error) == HODO_INVALID);
    cr_assert(hodo_dataset_take(arena, 3, 3, 257, &none, &error) == HODO_INVALID);
    cr_assert(hodo_dataset_take(arena, SIZE_MAX, 2, 0, &none, &error) == HODO_NO_MEMORY);
    cr_assert(hodo_dataset_take(arena, 2, SIZE_MAX, 0, &none, &error) == HODO_NO_MEMORY);
    cr_assert(hodo_dataset_take(arena, SIZE_MAX / 2, SIZE_MAX / 2, 0, &none, &error) == HODO_NO_MEMORY);
    cr_assert(hodo_dataset_take(arena, (size_t)1 << 33, (size_t)1 << 31, 0, &none, &error) == HODO_NO_MEMORY);
    cr_assert(none.x.data == NULL && none.count == 0);
    cr_assert(hodo_dataset_take(arena, 3, 3, 256, &none, &error) == HODO_OK);
}

Test(dataset, ranges_and_splits_are_views)
{
    hodo_dataset part, rest;
    cr_assert(hodo_dataset_targets(arena, &set, HODO_ONE_HOT, &error) == HODO_OK);
    cr_assert(hodo_dataset_range(&set, 5, 10, &part, &error) == HODO_OK);
    cr_assert(part.count == 10 && part.x.data == (float *)set.x.data + 5 * INPUTS &&
              part.labels == set.labels + 5);
    cr_assert(part.y.rows == 10 && part.y.data == (float *)set.y.data + 5 * CLASSES);
    cr_assert(hodo_dataset_split(&set, 30, &part, &rest, &error) == HODO_OK);
    cr_assert(part.count == 30 && rest.count == 10 && rest.labels == set.labels + 30);
    near(hodo_matrix_get(rest.x, 0, 1), entry(30, 1), 0, 0);
    cr_assert(hodo_dataset_split(&set, 30, &set, &rest, &error) == HODO_OK); /* in place */
    cr_assert(set.count == 30 && rest.count == 10);
    static const size_t bad[][2] = {{0, 0}, {0, 31}, {30, 1}, {31, 1}, {SIZE_MAX, 2}, {1, SIZE_MAX}};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        cr_assert(hodo_dataset_range(&set, bad[k][0], bad[k][1], &part, &error) == HODO_INVALID, "%zu", k);
    }
    cr_assert(hodo_dataset_split(&set, 0, &part, &rest, &error) == HODO_INVALID);
    cr_assert(hodo_dataset_split(&set, 30, &part, &rest, &error) == HODO_INVALID);
}

Test(dataset, two_classes)
{
    hodo_dataset two;
    cr_assert(hodo_dataset_targets(arena, &set, HODO_ONE_HOT, &error) == HODO_OK);
    cr_assert(hodo_dataset_two_classes(arena, &set, 3, 0, &two, &error) == HODO_OK);
    cr_assert(two.classes == 2 && two.y.data == NULL && strcmp(two.origin, "made up, classes 3 and 0") == 0);
    size_t k = 0;
    for (size_t i = 0; i < COUNT; i++) {
        if (set.labels[i] == 3 || set.labels[i] == 0) {
            cr_assert(k < two.count && two.labels[k] == (set.labels[i] == 0));
            near(hodo_matrix_get(two.x, k, 2), entry(i, 2), 0, 0);
            k++;
        }
    }
    cr_assert(k == two.count);
    cr_assert(hodo_dataset_two_classes(arena, &set, 1, 1, &two, &error) == HODO_INVALID);
    cr_assert(hodo_dataset_two_classes(arena, &set, 1, CLASSES, &two, &error) == HODO_INVALID);
    memset(set.labels, 0, COUNT);
    cr_assert(hodo_dataset_two_classes(arena, &set, 0, 2, &two, &error) == HODO_INVALID);
    cr_assert(strstr(error.message, "class 2 has no sample among the 40") != NULL, "%s", error.message);
    set.labels = NULL;
    cr_assert(hodo_dataset_two_classes(arena, &set, 0, 1, &two, &error) == HODO_INVALID);
}

Test(dataset, subsets_have_no_row_twice_and_begin_alike)
{
    const hodo_stream stream = hodo_stream_open(3, "dataset_test", 0);
    hodo_dataset small, large, all;
    cr_assert(hodo_dataset_subset(arena, &set, &stream, 10, &small, &error) == HODO_OK);
    cr_assert(hodo_dataset_subset(arena, &set, &stream, 25, &large, &error) == HODO_OK);
    cr_assert(hodo_dataset_subset(arena, &set, &stream, COUNT, &all, &error) == HODO_OK);
    cr_assert_str_eq(small.origin, "made up, 10 at random");
    cr_assert(memcmp(small.x.data, large.x.data, 10 * INPUTS * sizeof(float)) == 0);
    int seen[COUNT] = {0};
    for (size_t i = 0; i < COUNT; i++) {
        const size_t row = (size_t)hodo_matrix_get(all.x, i, 0) / 100;
        cr_assert(seen[row]++ == 0 && all.labels[i] == set.labels[row]);
    }
    cr_assert(hodo_dataset_subset(arena, &set, &stream, 0, &small, &error) == HODO_INVALID);
    cr_assert(hodo_dataset_subset(arena, &set, &stream, COUNT + 1, &small, &error) == HODO_INVALID);
}

Test(dataset, targets_of_every_kind)
{
    static const double want[][CLASSES] = {{0, 0, 1, 0}, {-.25, -.25, .75, -.25}};
    set.labels[0] = 2;
    for (int kind = HODO_ONE_HOT; kind <= HODO_CENTRED_ONE_HOT; kind++) {
        cr_assert(hodo_dataset_targets(arena, &set, (hodo_target)kind, &error) == HODO_OK);
        cr_assert(set.y.rows == COUNT && set.y.columns == CLASSES);
        for (size_t c = 0; c < CLASSES; c++) {
            near(hodo_matrix_get(set.y, 0, c), want[kind][c], 0, 0);
        }
    }
    cr_assert(hodo_dataset_targets(arena, &set, HODO_SIGNS, &error) == HODO_INVALID);
    cr_assert(hodo_dataset_targets(arena, &set, (hodo_target)3, &error) == HODO_INVALID);
    cr_assert(hodo_target_columns((hodo_target)-1, 2) == 0);
    hodo_dataset two;
    cr_assert(hodo_dataset_two_classes(arena, &set, 0, 3, &two, &error) == HODO_OK);
    cr_assert(hodo_dataset_targets(arena, &two, HODO_SIGNS, &error) == HODO_OK && two.y.columns == 1);
    for (size_t i = 0; i < two.count; i++) {
        near(hodo_matrix_get(two.y, i, 0), two.labels[i] == 0 ? -1 : 1, 0, 0);
    }
    set.labels[7] = CLASSES; /* beyond the classes */
    cr_assert(hodo_dataset_targets(arena, &set, HODO_ONE_HOT, &error) == HODO_INVALID);
    cr_assert(strstr(error.message, "label 4 of sample 7") != NULL, "%s", error.message);
    set.labels = NULL;
    cr_assert(hodo_dataset_targets(arena, &set, HODO_ONE_HOT, &error) == HODO_INVALID);
}

Test(dataset, names_of_targets)
{
    for (int kind = HODO_ONE_HOT; kind <= HODO_SIGNS; kind++) {
        hodo_target found;
        cr_assert(hodo_target_find(hodo_target_name((hodo_target)kind), &found, &error) == HODO_OK);
        cr_assert(found == (hodo_target)kind);
    }
    hodo_target found;
    cr_assert(hodo_target_find("two-hot", &found, &error) == HODO_INVALID);
    cr_assert(strstr(error.message, "one-hot, centred-one-hot, signs") != NULL, "%s", error.message);
}

/* Both precisions, into matrices with a stride, with an index twice. */
Test(dataset, batches_are_the_rows_asked_for)
{
    static const size_t indices[] = {39, 0, 7, 7, 12};
    enum { BATCH = sizeof indices / sizeof indices[0], STRIDE = INPUTS + 3 };
    cr_assert(hodo_dataset_targets(arena, &set, HODO_CENTRED_ONE_HOT, &error) == HODO_OK);
    for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
        hodo_matrix x = hodo_matrix_take(arena, (hodo_precision)precision, BATCH, STRIDE, NULL);
        const hodo_matrix y = hodo_matrix_take(arena, (hodo_precision)precision, BATCH, CLASSES, NULL);
        for (size_t i = 0; i < BATCH; i++) {
            hodo_matrix_set(x, i, INPUTS, -5);
        }
        x.columns = INPUTS;
        cr_assert(hodo_dataset_gather(&set, indices, BATCH, x, y, &error) == HODO_OK);
        for (size_t i = 0; i < BATCH; i++) {
            for (size_t j = 0; j < INPUTS; j++) {
                near(hodo_matrix_get(x, i, j), entry(indices[i], j), 0, 0);
            }
            for (size_t c = 0; c < CLASSES; c++) {
                near(hodo_matrix_get(y, i, c), hodo_matrix_get(set.y, indices[i], c), 0, 0);
            }
            const hodo_matrix wide = {x.data, BATCH, STRIDE, STRIDE, (hodo_precision)precision};
            near(hodo_matrix_get(wide, i, INPUTS), -5, 0, 0);
        }
    }
}

Test(dataset, batches_that_do_not_fit)
{
    static const size_t indices[] = {39, COUNT}, far[] = {SIZE_MAX, 0};
    const hodo_matrix x = hodo_matrix_take(arena, HODO_FLOAT, 2, INPUTS, NULL), nothing = {0};
    const hodo_matrix y = hodo_matrix_take(arena, HODO_FLOAT, 2, CLASSES, NULL);
    cr_assert(hodo_dataset_gather(&set, indices, 2, x, nothing, &error) == HODO_INVALID);
    cr_assert(strstr(error.message, "index 40 at place 1 of a batch: the set has 40") != NULL, "%s",
              error.message);
    cr_assert(hodo_dataset_gather(&set, far, 2, x, nothing, &error) == HODO_INVALID);
    cr_assert(hodo_dataset_gather(&set, indices, 1, x, nothing, &error) == HODO_MISMATCH);
    cr_assert(hodo_dataset_gather(&set, indices, 2, y, nothing, &error) == HODO_MISMATCH);
    cr_assert(hodo_dataset_gather(&set, indices, 2, x, y, &error) == HODO_MISMATCH); /* no targets yet */
    cr_assert(strstr(error.message, "hodo_dataset_targets") != NULL, "%s", error.message);
    cr_assert(hodo_dataset_gather(&set, indices, 1, nothing, nothing, &error) == HODO_OK);
}
