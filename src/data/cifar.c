#include "data/cifar.h"

#include "data/origin.h"
#include "data/plain_file.h"

#include <inttypes.h>

enum { PLANE = HODO_CIFAR_SIDE * HODO_CIFAR_SIDE, CHANNELS = HODO_CIFAR_CHANNELS };

struct hodo_cifar_records {
    size_t files, count;
    hodo_plain_file *file; /* (files,) */
    size_t *first;         /* (files + 1,) index of a file's first record */
};

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
    if (file->size / HODO_CIFAR_RECORD > SIZE_MAX / 2 / sizeof(float) / HODO_CIFAR_INPUTS) {
        hodo_fail(error, HODO_NO_MEMORY, "'%s' has %" PRIu64 " bytes: more than any memory as floats",
                  file->path, file->size);
        return 0;
    }
    return (size_t)(file->size / HODO_CIFAR_RECORD);
}

static hodo_status open_file(hodo_arena *arena, hodo_cifar_records *records, const char *path,
                             hodo_error *error)
{
    hodo_plain_file *file = &records->file[records->files];
    const char *kept = hodo_origin(arena, error, "%s", path);
    const hodo_status status = kept != NULL ? hodo_plain_file_open(file, kept, error) : HODO_NO_MEMORY;
    if (status != HODO_OK) {
        return status;
    }
    records->files++; /* from now on it is closed with the others */
    hodo_error reason = {0};
    const size_t count = count_records(file, &reason);
    if (count == 0) {
        return hodo_fail(error, reason.status, "%s", reason.message);
    }
    if (__builtin_add_overflow(records->count, count, &records->count)) {
        return hodo_fail(error, HODO_NO_MEMORY, "'%s' and the files before it hold more than any memory", path);
    }
    records->first[records->files] = records->count;
    return HODO_OK;
}

hodo_cifar_records *hodo_cifar_records_open(hodo_arena *arena, const char *const *paths, size_t files,
                                            hodo_error *error)
{
    if (files == 0) {
        hodo_fail(error, HODO_INVALID, "no file of CIFAR-10 is named: name one or several");
        return NULL;
    }
    hodo_cifar_records *records = hodo_arena_zero(arena, 1, sizeof *records, error);
    if (records == NULL) {
        return NULL;
    }
    records->file = hodo_arena_zero(arena, files, sizeof *records->file, error);
    records->first = hodo_arena_zero(arena, files + 1, sizeof *records->first, error);
    hodo_status status = records->file != NULL && records->first != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (size_t k = 0; k < files && status == HODO_OK; k++) {
        status = open_file(arena, records, paths[k], error);
    }
    if (status != HODO_OK) {
        hodo_cifar_records_close(records);
        return NULL;
    }
    return records;
}

void hodo_cifar_records_close(hodo_cifar_records *records)
{
    for (size_t k = 0; records != NULL && k < records->files; k++) {
        hodo_plain_file_close(&records->file[k]);
    }
}

size_t hodo_cifar_records_count(const hodo_cifar_records *records)
{
    return records->count;
}

hodo_status hodo_cifar_records_read(hodo_cifar_records *records, size_t index, float *image, uint8_t *label,
                                    hodo_error *error)
{
    if (index >= records->count) {
        return hodo_fail(error, HODO_INVALID, "record %zu of CIFAR-10: '%s' and the files before it hold %zu",
                         index, records->file[records->files - 1].path, records->count);
    }
    size_t k = 0;
    while (index >= records->first[k + 1]) {
        k++;
    }
    hodo_plain_file *file = &records->file[k];
    const size_t in_file = index - records->first[k];
    const uint64_t offset = (uint64_t)in_file * HODO_CIFAR_RECORD;
    unsigned char record[HODO_CIFAR_RECORD];
    hodo_status status = hodo_plain_file_seek(file, offset, error);
    status = status == HODO_OK ? hodo_plain_file_read(file, record, sizeof record, error) : status;
    if (status != HODO_OK) {
        return status;
    }
    if (record[0] >= HODO_CIFAR_CLASSES) {
        return hodo_fail(error, HODO_DAMAGED,
                         "'%s': the label at byte offset %" PRIu64 " (record %zu) is %d, not 0 to %d: copy the "
                         "file again, or name a file of CIFAR-10's binary version",
                         file->path, offset, in_file, record[0], HODO_CIFAR_CLASSES - 1);
    }
    *label = record[0];
    for (size_t c = 0; c < CHANNELS; c++) {
        const unsigned char *plane = record + 1 + c * PLANE;
        for (size_t pixel = 0; pixel < PLANE; pixel++) {
            image[pixel * CHANNELS + c] = (float)plane[pixel];
        }
    }
    return HODO_OK;
}

hodo_status hodo_cifar_records_first(hodo_arena *arena, hodo_cifar_records *records, size_t count,
                                     hodo_dataset *dataset, hodo_error *error)
{
    *dataset = (hodo_dataset){0};
    if (count > records->count) {
        return hodo_fail(error, HODO_INVALID, "%zu images of CIFAR-10: '%s' and the files before it hold %zu",
                         count, records->file[records->files - 1].path, records->count);
    }
    hodo_dataset taken;
    hodo_status status =
        hodo_dataset_take(arena, count, HODO_CIFAR_INPUTS, HODO_CIFAR_CLASSES, &taken, error);
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        status = hodo_cifar_records_read(records, i, (float *)taken.x.data + i * taken.x.stride,
                                         taken.labels + i, error);
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

hodo_status hodo_cifar_dataset(hodo_arena *arena, const char *const *paths, size_t files, hodo_dataset *dataset,
                               hodo_error *error)
{
    *dataset = (hodo_dataset){0};
    hodo_error reason = {0};
    hodo_cifar_records *records = hodo_cifar_records_open(arena, paths, files, &reason);
    if (records == NULL) {
        return hodo_fail(error, reason.status, "%s", reason.message);
    }
    const hodo_status status = hodo_cifar_records_first(arena, records, records->count, dataset, error);
    hodo_cifar_records_close(records);
    return status;
}
