/* Data sets that files bring: MNIST, CIFAR-10, a user's own. */
#include "hodo/named_data.h"

#include "data/folder.h"
#include "data/npy_dataset.h"

#include <string.h>

/* What to do where the files are not: said after the reader's own line, which names `make data`. */
static hodo_status without_files(hodo_status status, hodo_error *error)
{
    if (status == HODO_IO && error != NULL) {
        const char *remedy = "; or --data=image-clusters, which needs no files";
        const size_t length = strlen(error->message);
        if (length + strlen(remedy) < sizeof error->message) {
            (void)strcpy(error->message + length, remedy);
        }
    }
    return status;
}

hodo_status hodo_named_open_mnist(const hodo_data_kind *kind, const hodo_settings *settings,
                                  hodo_arena *arena, hodo_named_data *data, hodo_error *error)
{
    (void)kind;
    hodo_status status = hodo_mnist_read(arena, settings->data_folder, HODO_TRAIN, &data->train, error);
    if (status == HODO_OK) {
        status = hodo_mnist_read(arena, settings->data_folder, HODO_TEST, &data->test, error);
    }
    return without_files(status, error);
}

hodo_status hodo_named_open_cifar(const hodo_data_kind *kind, const hodo_settings *settings,
                                  hodo_arena *arena, hodo_named_data *data, hodo_error *error)
{
    (void)kind;
    hodo_status status = hodo_cifar_read(arena, settings->data_folder, HODO_TRAIN, &data->train, error);
    if (status == HODO_OK) {
        status = hodo_cifar_read(arena, settings->data_folder, HODO_TEST, &data->test, error);
    }
    return without_files(status, error);
}

/* The last --test-samples rows are the test, or a tenth where nobody says how many. */
hodo_status hodo_named_open_npy(const hodo_data_kind *kind, const hodo_settings *settings,
                                hodo_arena *arena, hodo_named_data *data, hodo_error *error)
{
    (void)kind;
    const bool values = settings->target != NULL && strcmp(settings->target, "values") == 0;
    hodo_dataset all;
    const hodo_status status =
        hodo_npy_dataset(arena, settings->data, settings->labels, values ? 0 : HODO_CLASSES_MOST, &all, error);
    if (status != HODO_OK) {
        return status;
    }
    size_t classes = values ? 0 : 2;
    for (size_t i = 0; !values && i < all.count; i++) {
        classes = all.labels[i] >= classes ? (size_t)all.labels[i] + 1 : classes;
    }
    all.classes = classes;
    const size_t tenth = (all.count + 9) / 10;
    const size_t test = settings->test_samples > 0 ? (size_t)settings->test_samples : tenth;
    if (test >= all.count) {
        return hodo_fail(error, HODO_INVALID,
                         "'%s' has %zu rows, %zu of them for the test: none is left to train", settings->data,
                         all.count, test);
    }
    return hodo_dataset_split(&all, all.count - test, &data->train, &data->test, error);
}
