/* CIFAR-10 as a landscape: epochs over its training images, each in an order of its own; test images are the
 * first of test_batch.bin. Images stay in their files: a batch reads the records that it needs. */
#include "data/batches.h"
#include "data/folder.h"
#include "experiments/gamma-eta/landscape_set.h"

typedef struct epochs {
    hodo_cifar_records *records;
    hodo_batches *order;
    size_t *indices; /* (batch,) */
} epochs;

/* excerpt: cifar */
static hodo_status make(void *context, size_t t, size_t batch, float *images, uint8_t *labels,
                        hodo_error *error)
{
    const epochs *of = context;
    hodo_status status = hodo_batches_step(of->order, t, of->indices, error);
    for (size_t i = 0; status == HODO_OK && i < batch; i++) {
        status = hodo_cifar_records_read(of->records, of->indices[i], images + i * HODO_CIFAR_INPUTS,
                                         labels + i, error);
    }
    landscape_normalise(&hodo_published_cifar10, images, status == HODO_OK ? batch * HODO_CIFAR_INPUTS : 0);
    return status;
}
/* end: cifar */

static hodo_status open_test(hodo_arena *arena, size_t test, hodo_dataset *dataset, hodo_error *error)
{
    hodo_error reason = {0};
    hodo_cifar_records *records = hodo_cifar_open(arena, NULL, HODO_TEST, &reason);
    if (records == NULL) {
        return hodo_fail(error, reason.status, "%s", reason.message);
    }
    const hodo_status status = hodo_cifar_records_first(arena, records, test, dataset, error);
    hodo_cifar_records_close(records);
    return status == HODO_OK ? landscape_finish_test(arena, dataset, error) : status;
}

hodo_status landscape_open_cifar(hodo_arena *arena, const hodo_stream *stream, size_t test,
                                 landscape_data *data, hodo_error *error)
{
    hodo_error reason = {0};
    data->records = hodo_cifar_open(arena, NULL, HODO_TRAIN, &reason);
    if (data->records == NULL) {
        return hodo_fail(error, reason.status, "%s", reason.message);
    }
    epochs *of = hodo_arena_take(arena, 1, sizeof *of, error);
    if (of == NULL) {
        return HODO_NO_MEMORY;
    }
    *of = (epochs){.records = data->records,
                   .order = hodo_batches_take(arena, stream, hodo_cifar_records_count(data->records),
                                              data->batch, &reason),
                   .indices = hodo_arena_take(arena, data->batch, sizeof *of->indices, &reason)};
    if (of->order == NULL || of->indices == NULL) {
        return hodo_fail(error, reason.status, "%s", reason.message);
    }
    const hodo_status status = open_test(arena, test, &data->test, error);
    return status == HODO_OK ? landscape_batches(arena, data, make, of, error) : status;
}
