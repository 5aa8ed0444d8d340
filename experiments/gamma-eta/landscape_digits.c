/* MNIST as a landscape: the endless stream of its deformed training images, and its test images. */
#include "base/hash.h"
#include "data/folder.h"
#include "experiments/gamma-eta/landscape_set.h"

static hodo_status make(void *context, size_t t, size_t batch, float *images, uint8_t *labels,
                        hodo_error *error)
{
    (void)error;
    hodo_digit_stream_read(context, (uint64_t)t * batch, batch, images, labels);
    return HODO_OK;
}

hodo_status landscape_open_digits(hodo_arena *arena, const hodo_stream *stream, size_t test,
                                  landscape_data *data, hodo_error *error)
{
    hodo_idx_images images;
    hodo_idx_labels labels;
    hodo_status status = hodo_mnist_bytes(arena, NULL, HODO_TRAIN, &images, &labels, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_digit_source source = {.images = images.pixels, .labels = labels.labels, .count = images.count};
    uint64_t seed = hodo_hash_bytes(HODO_HASH_START, stream->key, sizeof stream->key);
    seed = hodo_hash_bytes(seed, &stream->cell, sizeof stream->cell);
    data->stream = hodo_digit_stream_open(&source, NULL, seed, error);
    if (data->stream == NULL) {
        return error != NULL ? error->status : HODO_NO_MEMORY;
    }
    hodo_dataset all;
    status = hodo_mnist_read(arena, NULL, HODO_TEST, &all, error);
    status = status == HODO_OK ? hodo_dataset_range(&all, 0, test, &data->test, error) : status;
    status = status == HODO_OK ? landscape_finish_test(arena, &data->test, error) : status;
    return status == HODO_OK ? landscape_batches(arena, data, make, data->stream, error) : status;
}
