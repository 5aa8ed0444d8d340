#include "hodo/named_data.h"

#include "hodo/option_value.h"

#include <string.h>

const hodo_data_kind hodo_data_kinds[] = {
    {"mnist", "60000 handwritten digits and 10000 to test (make data brings them)", hodo_named_open_mnist, NULL,
     "standard", 10, .images = true, .folder = true},
    {"digits", "endless: MNIST's training digits deformed; the test is MNIST's own", hodo_named_open_digits,
     NULL, "standard", 10, .images = true, .folder = true, .endless = true},
    {"cifar10", "50000 colour images of 10 classes and 10000 to test (bring the binary version yourself)",
     hodo_named_open_cifar, NULL, "standard", 10, .images = true, .folder = true},
    {"image-clusters", "synthetic images of 10 classes, where there are no digits", hodo_named_open_task,
     "image-clusters", "standard", 10, .images = true, .samples = "10000", .test_samples = "2000"},
    {"clusters", "synthetic Gaussian clusters", hodo_named_open_task, "gaussian-clusters", "as-read", SIZE_MAX,
     .samples = "10000", .test_samples = "2000"},
    {"power-law", "synthetic linear teacher, spectrum and coefficients power laws", hodo_named_open_task,
     "power-law-teacher", "as-read", 0, .samples = "10000", .test_samples = "2000"},
    {"single-index", "synthetic teacher y = phi(<w, x>)", hodo_named_open_task, "single-index", "as-read", 0,
     .samples = "10000", .test_samples = "2000"},
    {.name = NULL,
     "your own: inputs (n, d), with --labels; the last tenth is the test",
     hodo_named_open_npy,
     NULL,
     "centred",
     SIZE_MAX},
};

static bool is_npy(const char *name)
{
    const size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".npy") == 0;
}

const hodo_data_kind *hodo_data_kind_of(const hodo_settings *settings)
{
    const hodo_data_kind *kind = hodo_data_kinds;
    while (kind->name != NULL && strcmp(kind->name, settings->data) != 0) {
        kind++;
    }
    return kind;
}

hodo_status hodo_option_read_data(const hodo_option_row *row, const char *where, const char *value,
                                 void *place, hodo_error *error)
{
    if (is_npy(value)) {
        *(const char **)place = value;
        return HODO_OK;
    }
    hodo_option_row names = *row;
    names.names = &hodo_data_kinds[0].name;
    names.stride = sizeof hodo_data_kinds[0];
    return hodo_option_read_name(&names, where, value, place, error);
}

hodo_stream hodo_draws_of(const hodo_settings *settings, hodo_draws draws)
{
    return hodo_stream_open((uint64_t)settings->seed, "hodo train", (uint64_t)draws);
}

hodo_target hodo_named_target(const hodo_settings *settings)
{
    static const char *const names[] = {
        [HODO_ONE_HOT] = "one-hot", [HODO_CENTRED_ONE_HOT] = "centred", [HODO_SIGNS] = "signs"};
    hodo_target target = HODO_ONE_HOT;
    for (size_t i = 0; settings->target != NULL && i < sizeof names / sizeof names[0]; i++) {
        target = strcmp(names[i], settings->target) == 0 ? (hodo_target)i : target;
    }
    return target;
}

hodo_normalisation hodo_named_normalisation(const hodo_settings *settings)
{
    hodo_normalisation normalisation = HODO_AS_READ;
    (void)hodo_normalisation_find(settings->normalise, &normalisation, NULL); /* its names are the table's */
    return normalisation;
}

/* The two-class view of a set, and the samples that are wanted of it. */
static hodo_status cut(const hodo_settings *settings, int64_t wanted, bool shuffled, hodo_arena *arena,
                       hodo_dataset *set, const char *name, hodo_error *error)
{
    hodo_status status = HODO_OK;
    if (settings->classes[0] >= 0) {
        const hodo_dataset all = *set;
        status = hodo_dataset_two_classes(arena, &all, (size_t)settings->classes[0],
                                          (size_t)settings->classes[1], set, error);
    }
    if (status != HODO_OK || wanted <= 0 || (size_t)wanted == set->count) {
        return status;
    }
    if ((size_t)wanted > set->count) {
        return hodo_fail(error, HODO_INVALID, "--%s=%lld: there are %zu: give fewer", name, (long long)wanted,
                         set->count);
    }
    const hodo_dataset all = *set;
    if (!shuffled) {
        return hodo_dataset_range(&all, 0, (size_t)wanted, set, error);
    }
    const hodo_stream stream = hodo_draws_of(settings, HODO_DRAWS_SUBSET);
    return hodo_dataset_subset(arena, &all, &stream, (size_t)wanted, set, error);
}

static hodo_status make_targets(const hodo_settings *settings, hodo_arena *arena, hodo_dataset *set,
                                hodo_error *error)
{
    return set->labels == NULL ? HODO_OK
                               : hodo_dataset_targets(arena, set, hodo_named_target(settings), error);
}

/* How many samples a step and an epoch of a finite set have. */
static hodo_status count_batch(const hodo_settings *settings, hodo_named_data *data, hodo_error *error)
{
    data->epoch = data->train.count;
    data->batch = settings->batch == 0 ? data->train.count : (size_t)settings->batch;
    if (data->batch > data->train.count && !hodo_settings_given(settings, "batch")) {
        data->batch = data->train.count; /* the usual number is of larger sets */
    }
    return data->batch <= data->train.count
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID,
                           "--batch=%zu: there are %zu training samples: give fewer, or full", data->batch,
                           data->train.count);
}

hodo_status hodo_named_data_source(const hodo_settings *settings, hodo_arena *arena,
                                   const hodo_named_data *data, hodo_source *source, hodo_error *error)
{
    if (data->digits != NULL) {
        return hodo_source_digits(arena, data->digits, data->batch, hodo_named_target(settings), source, error);
    }
    if (data->endless) {
        return hodo_source_task(arena, data->task, 0, source, error);
    }
    if (data->batch == data->train.count) {
        *source = hodo_source_full(&data->train);
        return HODO_OK;
    }
    const hodo_stream stream = hodo_draws_of(settings, HODO_DRAWS_ORDER);
    return hodo_source_epochs(arena, &data->train, data->batch, &stream, source, error);
}

hodo_status hodo_named_data_open(const hodo_settings *settings, hodo_arena *arena, hodo_named_data *data,
                                 hodo_error *error)
{
    *data = (hodo_named_data){.batch = 0};
    const hodo_data_kind *kind = hodo_data_kind_of(settings);
    hodo_status status = kind->open(kind, settings, arena, data, error);
    if (status == HODO_OK && !data->endless) {
        status = cut(settings, settings->samples, true, arena, &data->train, "samples", error);
    }
    if (status == HODO_OK) {
        status = cut(settings, settings->test_samples, false, arena, &data->test, "test-samples", error);
    }
    if (status == HODO_OK && data->digits == NULL) {
        status =
            hodo_dataset_normalise(hodo_named_normalisation(settings), &data->train, &data->test, error);
    }
    if (status == HODO_OK) {
        status = make_targets(settings, arena, &data->train, error);
    }
    if (status == HODO_OK) {
        status = make_targets(settings, arena, &data->test, error);
    }
    if (status == HODO_OK && !data->endless) {
        status = count_batch(settings, data, error);
    }
    return status;
}

hodo_status hodo_named_rows(const hodo_dataset *set, size_t count, hodo_precision precision, hodo_arena *arena,
                            hodo_matrix *x, hodo_matrix *y, hodo_error *error)
{
    *x = hodo_matrix_rows(set->x, 0, count);
    *y = hodo_matrix_rows(set->y, 0, count);
    hodo_matrix *const both[] = {x, y};
    for (size_t i = 0; precision != HODO_FLOAT && i < 2; i++) {
        const hodo_matrix from = *both[i];
        *both[i] = hodo_matrix_take(arena, precision, from.rows, from.columns, error);
        if (both[i]->data == NULL) {
            return HODO_NO_MEMORY;
        }
        hodo_matrix_convert(from, *both[i]);
    }
    return HODO_OK;
}

void hodo_named_data_clear(hodo_named_data *data)
{
    hodo_digit_stream_free(data->digits);
    data->digits = NULL;
}
