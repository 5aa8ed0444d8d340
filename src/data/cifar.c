#include "data/cifar.h"

#include "data/plain_file.h"

#include <inttypes.h>

enum { PLANE = HODO_CIFAR_SIDE * HODO_CIFAR_SIDE, CHANNELS = 3 };

/* The records of the file, or 0 with the error. */
static size_t count_records(const hodo_plain_file *file, hodo_error *error)
{
    const uint64_t left = file->size % HODO_CIFAR_RECORD;
    if (left != 0) {
        hodo_fail(error, HODO_DAMAGED,
                  "'%s' has %" PRIu64
                  " bytes, no whole number of records of %d: the last one, at byte offset %" PRIu64
                  ", has %" PRIu64 "; copy the file again, or name a file of CIFAR-10's binary version",
                  file->path, file->size, HODO_CIFAR_RECORD, file->size - left, left);
        return 0;
    }
    if (file->size / HODO_CIFAR_RECORD > SIZE_MAX / 2 / sizeof(float) / (CHANNELS * PLANE)) {
        hodo_fail(error, HODO_NO_MEMORY, "'%s' has %" PRIu64 " bytes: more than any memory as floats",
                  file->path, file->size);
        return 0;
    }
    return (size_t)(file->size / HODO_CIFAR_RECORD);
}

static hodo_status read_records(hodo_plain_file *file, size_t count, uint8_t *labels, float *x,
                                hodo_error *error)
{
    unsigned char record[HODO_CIFAR_RECORD];
    for (size_t i = 0; i < count; i++) {
        const uint64_t offset = file->offset;
        const hodo_status status = hodo_plain_file_read(file, record, sizeof record, error);
        if (status != HODO_OK) {
            return status;
        }
        if (record[0] >= HODO_CIFAR_CLASSES) {
            return hodo_fail(error, HODO_DAMAGED,
                             "'%s': the label at byte offset %" PRIu64
                             " (record %zu) is %d, not 0 to %d: copy the file "
                             "again, or name a file of CIFAR-10's binary version",
                             file->path, offset, i, record[0], HODO_CIFAR_CLASSES - 1);
        }
        labels[i] = record[0];
        float *image = x + i * CHANNELS * PLANE;
        for (size_t pixel = 0; pixel < PLANE; pixel++) {
            for (size_t c = 0; c < CHANNELS; c++) {
                image[pixel * CHANNELS + c] = (float)record[1 + c * PLANE + pixel];
            }
        }
    }
    return HODO_OK;
}

hodo_status hodo_cifar_dataset(hodo_arena *arena, const char *const *paths, size_t files, hodo_dataset *dataset,
                               hodo_error *error)
{
    *dataset = (hodo_dataset){0};
    if (files == 0) {
        return hodo_fail(error, HODO_INVALID, "no file of CIFAR-10 is named: name one or several");
    }
    size_t total = 0;
    /* First the lengths of all, so that memory is taken once and for what is there. */
    for (size_t k = 0; k < files; k++) {
        hodo_plain_file file;
        const hodo_status status = hodo_plain_file_open(&file, paths[k], error);
        if (status != HODO_OK) {
            return status;
        }
        hodo_error reason = {0};
        const size_t count = count_records(&file, &reason);
        hodo_plain_file_close(&file);
        if (count == 0) {
            return hodo_fail(error, reason.status, "%s", reason.message);
        }
        if (__builtin_add_overflow(total, count, &total)) {
            return hodo_fail(error, HODO_NO_MEMORY, "'%s' and the files before it hold more than any memory",
                             paths[k]);
        }
    }
    hodo_dataset taken;
    hodo_status status = hodo_dataset_take(arena, total, CHANNELS * PLANE, HODO_CIFAR_CLASSES, &taken, error);
    for (size_t k = 0, done = 0; k < files && status == HODO_OK; k++) {
        hodo_plain_file file;
        status = hodo_plain_file_open(&file, paths[k], error);
        if (status != HODO_OK) {
            break;
        }
        hodo_error reason = {0};
        const size_t count = count_records(&file, &reason);
        if (count == 0 || count > total - done || (k + 1 == files && done + count != total)) {
            status = hodo_fail(error, HODO_DAMAGED, "'%s' changed its length while it was read: read it again",
                               paths[k]);
        } else {
            status = read_records(&file, count, taken.labels + done,
                                  (float *)taken.x.data + done * CHANNELS * PLANE, error);
            done += count;
        }
        hodo_plain_file_close(&file);
    }
    if (status != HODO_OK) {
        return status;
    }
    taken.channels = CHANNELS;
    taken.height = taken.width = HODO_CIFAR_SIDE;
    taken.origin = "CIFAR-10 binary";
    taken.published = &hodo_published_cifar10;
    *taken.bytes = true;
    *dataset = taken;
    return HODO_OK;
}
