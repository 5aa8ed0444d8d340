/* Data that are drawn: synthetic tasks, finite or endless, and the endless stream of deformed digits. */
#include "hodo/named_data.h"

#include "data/digit_stream.h"
#include "data/folder.h"
#include "data/synthetic.h"

/* Test samples have indices that no training run reaches. */
#define FIRST_TEST (HODO_TASK_SAMPLES / 2)

/* An endless stream has no epoch of its own: as many samples as MNIST count as one. */
enum { ENDLESS_EPOCH = 60000 };

/* Rows of a stream that the looks at loss and accuracy see. */
enum { ENDLESS_LOOK = 10000 };

static void begin_stream(const hodo_settings *settings, hodo_named_data *data)
{
    data->endless = true;
    data->epoch = ENDLESS_EPOCH;
    data->batch = (size_t)settings->batch;
}

hodo_status hodo_named_open_task(const hodo_data_kind *kind, const hodo_settings *settings,
                                 hodo_arena *arena, hodo_named_data *data, hodo_error *error)
{
    const hodo_task_kind *row = hodo_task_find(kind->task, error);
    if (row == NULL) {
        return HODO_INVALID;
    }
    hodo_task_settings task = hodo_task_defaults(row);
    task.target = hodo_named_target(settings);
    const hodo_stream stream = hodo_draws_of(settings, HODO_DRAWS_TASK);
    data->task = hodo_task_take(arena, &task, &stream, error);
    if (data->task == NULL) {
        return error != NULL ? error->status : HODO_INVALID;
    }
    const bool endless = settings->samples == HODO_ENDLESS;
    if (endless && hodo_named_normalisation(settings) != HODO_AS_READ) {
        return hodo_fail(
            error, HODO_INVALID,
            "--normalise=%s: an endless stream of '%s' is taken as it is: give --normalise=as-read, or "
            "a number of samples",
            settings->normalise, settings->data);
    }
    const size_t count = endless ? ENDLESS_LOOK : (size_t)settings->samples;
    hodo_status status = hodo_task_dataset(arena, data->task, 0, count, &data->train, error);
    if (status == HODO_OK) {
        status = hodo_task_dataset(arena, data->task, FIRST_TEST, (size_t)settings->test_samples, &data->test,
                                   error);
    }
    if (status == HODO_OK && endless) {
        begin_stream(settings, data);
    }
    return status;
}

hodo_status hodo_named_open_digits(const hodo_data_kind *kind, const hodo_settings *settings,
                                   hodo_arena *arena, hodo_named_data *data, hodo_error *error)
{
    (void)kind;
    if (hodo_named_normalisation(settings) != HODO_STANDARD) {
        return hodo_fail(error, HODO_INVALID, "--normalise=%s: the stream of digits is made standard: drop it",
                         settings->normalise);
    }
    hodo_idx_images images;
    hodo_idx_labels labels;
    hodo_status status = hodo_mnist_bytes(arena, settings->data_folder, HODO_TRAIN, &images, &labels, error);
    if (status == HODO_OK) {
        status = hodo_mnist_read(arena, settings->data_folder, HODO_TEST, &data->test, error);
    }
    if (status == HODO_OK) {
        status = hodo_dataset_normalise(HODO_STANDARD, &data->test, NULL, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const hodo_digit_source source = {images.pixels, labels.labels, images.count};
    data->digits = hodo_digit_stream_open(&source, NULL, (uint64_t)settings->seed, error);
    if (data->digits == NULL) {
        return error != NULL ? error->status : HODO_NO_MEMORY;
    }
    status = hodo_dataset_take(arena, ENDLESS_LOOK, HODO_DIGIT_PIXELS, 10, &data->train, error);
    if (status == HODO_OK) {
        data->train.channels = 1;
        data->train.height = data->train.width = HODO_DIGIT_SIDE;
        data->train.origin = "endless deformed MNIST digits";
        hodo_digit_stream_read(data->digits, 0, ENDLESS_LOOK, data->train.x.data, data->train.labels);
        begin_stream(settings, data);
    }
    return status;
}
