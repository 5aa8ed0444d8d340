/* CIFAR-10's binary records: the planes become channels; cut, long and mislabelled files are refused. */
#include "data/cifar.h"
#include "data/room.h"
#include "near.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { RECORD = HODO_CIFAR_RECORD, PLANE = 1024, RECORDS = 3 };

static unsigned char file[RECORDS * RECORD + 1];

static unsigned char pixel_byte(size_t record, size_t channel, size_t pixel)
{
    return (unsigned char)(record * 89 + channel * 101 + pixel * 7 + pixel / 32);
}

static void open_records(void)
{
    open_room();
    for (size_t r = 0; r < RECORDS; r++) {
        file[r * RECORD] = (unsigned char)(9 - r);
        for (size_t c = 0; c < 3; c++) {
            for (size_t p = 0; p < PLANE; p++) {
                file[r * RECORD + 1 + c * PLANE + p] = pixel_byte(r, c, p);
            }
        }
    }
}

TestSuite(cifar, .init = open_records, .fini = close_room);

Test(cifar, planes_become_channels_and_files_follow_each_other)
{
    hodo_dataset set;
    hodo_error error = {0};
    const char *paths[2] = {scratch_write(&room, "one", file, 2 * RECORD),
                            scratch_write(&room, "two", file + 2 * RECORD, RECORD)};
    cr_assert(hodo_cifar_dataset(arena, paths, 2, &set, &error) == HODO_OK, "%s", error.message);
    cr_assert(set.count == RECORDS && set.inputs == 3 * PLANE && set.channels == 3 && set.height == 32 &&
              set.width == 32 && set.classes == 10 && set.published == &hodo_published_cifar10);
    for (size_t r = 0; r < RECORDS; r++) {
        cr_assert(set.labels[r] == 9 - r);
        for (size_t row = 0; row < 32; row++) {
            for (size_t column = 0; column < 32; column++) {
                for (size_t c = 0; c < 3; c++) {
                    near(hodo_matrix_get(set.x, r, (row * 32 + column) * 3 + c),
                         pixel_byte(r, c, row * 32 + column), 0, 0);
                }
            }
        }
    }
}

Test(cifar, single_records_in_any_order)
{
    static const size_t order[] = {2, 0, 1, 1, 2, 0};
    static float image[HODO_CIFAR_INPUTS];
    hodo_dataset set;
    hodo_error error = {0};
    uint8_t label;
    const char *paths[2] = {scratch_write(&room, "one", file, RECORD),
                            scratch_write(&room, "two", file + RECORD, 2 * RECORD)};
    hodo_cifar_records *records = hodo_cifar_records_open(arena, paths, 2, &error);
    cr_assert(records != NULL && hodo_cifar_records_count(records) == RECORDS, "%s", error.message);
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++) {
        cr_assert(hodo_cifar_records_read(records, order[k], image, &label, &error) == HODO_OK, "%s",
                  error.message);
        cr_assert(label == 9 - order[k]);
        for (size_t p = 0; p < PLANE; p++) {
            for (size_t c = 0; c < 3; c++) {
                near(image[p * 3 + c], pixel_byte(order[k], c, p), 0, 0);
            }
        }
    }
    cr_assert(hodo_cifar_records_read(records, RECORDS, image, &label, &error) == HODO_INVALID);
    cr_assert(hodo_cifar_records_first(arena, records, RECORDS + 1, &set, &error) == HODO_INVALID);
    cr_assert(hodo_cifar_records_first(arena, records, 2, &set, &error) == HODO_OK && set.count == 2 &&
              set.labels[1] == 8);
    near(hodo_matrix_get(set.x, 1, 5), pixel_byte(1, 2, 1), 0, 0);
    /* A file that is cut while it is open. */
    (void)scratch_write(&room, "two", file + RECORD, RECORD + 7);
    cr_assert(hodo_cifar_records_read(records, 0, image, &label, &error) == HODO_OK);
    cr_assert(hodo_cifar_records_read(records, 2, image, &label, &error) == HODO_DAMAGED);
    cr_assert(strstr(error.message, "two' ends at byte offset") != NULL, "%s", error.message);
    hodo_cifar_records_close(records);
    hodo_cifar_records_close(NULL);
}

Test(cifar, lengths_that_are_no_records)
{
    static const size_t sizes[] = {
        0, 1, 2, 1024, RECORD - 1, RECORD + 1, 2 * RECORD - 1, 3 * RECORD - 1, 3 * RECORD + 1};
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
        hodo_dataset set;
        hodo_error error = {0};
        const char *path = scratch_write(&room, "batch", file, sizes[k]);
        cr_assert(hodo_cifar_dataset(arena, &path, 1, &set, &error) == HODO_DAMAGED, "%zu bytes", sizes[k]);
        char words[64];
        (void)snprintf(words, sizeof words, "%zu bytes", sizes[k]);
        cr_assert(strstr(error.message, words) != NULL && strstr(error.message, path) != NULL, "%s",
                  error.message);
        (void)snprintf(words, sizeof words, "byte offset %zu", sizes[k] / RECORD * RECORD);
        cr_assert(sizes[k] == 0 || strstr(error.message, words) != NULL, "%s", error.message);
    }
}

Test(cifar, labels_beyond_nine_and_other_files)
{
    hodo_dataset set;
    hodo_error error = {0};
    file[2 * RECORD] = 10;
    const char *path = scratch_write(&room, "batch", file, 3 * RECORD);
    cr_assert(hodo_cifar_dataset(arena, &path, 1, &set, &error) == HODO_DAMAGED);
    cr_assert(strstr(error.message, "byte offset 6146 (record 2) is 10, not 0 to 9") != NULL, "%s",
              error.message);
    file[0] = 0x1f;
    file[1] = 0x8b;
    path = scratch_write(&room, "batch", file, 3 * RECORD);
    cr_assert(hodo_cifar_dataset(arena, &path, 1, &set, &error) == HODO_DAMAGED);
    cr_assert(strstr(error.message, "gunzip") != NULL, "%s", error.message);
    path = scratch_path(&room, "nothing");
    cr_assert(hodo_cifar_dataset(arena, &path, 1, &set, &error) == HODO_IO);
    cr_assert(hodo_cifar_dataset(arena, &path, 0, &set, &error) == HODO_INVALID);
    cr_assert(set.x.data == NULL);
}
