#include "data/two_classes.h"

#include "base/hash.h"
#include "data/batches.h"
#include "data/cifar.h"
#include "data/folder.h"
#include "data/stand_in.h"
#include "data/synthetic.h"

#include <string.h>

static const char mnist_name[] = "mnist is MNIST's training images";

enum { DIGIT_CLASSES = 10 };

const char *hodo_two_classes_data_name(void)
{
    return hodo_images_line(HODO_WANT_MNIST, mnist_name);
}

/* `samples` fresh rows of a synthetic task with two classes. */
static hodo_status open_task(hodo_arena *arena, const char *name, size_t inputs, size_t samples,
                             const hodo_stream *stream, hodo_dataset *data, hodo_error *error)
{
    const hodo_task_kind *kind = hodo_task_find(name, error);
    if (kind == NULL) {
        return HODO_INVALID;
    }
    hodo_task_settings settings = hodo_task_defaults(kind);
    settings.classes = 2;
    settings.target = HODO_SIGNS;
    settings.separation = HODO_TWO_CLASSES_SEPARATION;
    settings.inputs = inputs;
    const hodo_task *task = hodo_task_take(arena, &settings, stream, error);
    return task == NULL ? HODO_NO_MEMORY : hodo_task_dataset(arena, task, 0, samples, data, error);
}

static hodo_status open_clusters(hodo_arena *arena, const hodo_two_classes_setting *setting,
                                 const hodo_stream *stream, hodo_dataset *data, hodo_error *error)
{
    return open_task(arena, "gaussian-clusters", hodo_two_classes_inputs(setting), setting->samples, stream,
                     data, error);
}

/* From bytes: only the rows that are chosen become floats. */
static hodo_status choose_digits(hodo_arena *arena, const hodo_two_classes_setting *setting,
                                 const hodo_idx_images *images, const uint8_t *labels,
                                 const hodo_stream *stream, hodo_dataset *data, hodo_error *error)
{
    const size_t pixels = images->height * images->width;
    size_t *rows = hodo_arena_take(arena, images->count, sizeof *rows, error);
    size_t *order = hodo_arena_take(arena, images->count, sizeof *order, error);
    if (rows == NULL || order == NULL) {
        return HODO_NO_MEMORY;
    }
    size_t found = 0;
    for (size_t i = 0; i < images->count; i++) {
        rows[found] = i;
        found += labels[i] == setting->first || labels[i] == setting->second;
    }
    if (found < setting->samples) {
        return hodo_fail(error, HODO_INVALID, "%zu samples of digits %zu and %zu: there are %zu, ask for fewer",
                         setting->samples, setting->first, setting->second, found);
    }
    hodo_status status = hodo_dataset_take(arena, setting->samples, pixels, 2, data, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_epoch_order(stream, 0, found, order);
    float *x = data->x.data;
    for (size_t i = 0; i < setting->samples; i++) {
        const size_t row = rows[order[i]];
        for (size_t p = 0; p < pixels; p++) {
            x[i * pixels + p] = images->pixels[row * pixels + p];
        }
        data->labels[i] = labels[row] == setting->second;
    }
    data->origin = mnist_name;
    return HODO_OK;
}

static hodo_status open_mnist(hodo_arena *arena, const hodo_two_classes_setting *setting,
                              const hodo_stream *stream, hodo_dataset *data, hodo_error *error)
{
    if (hodo_images_read(HODO_WANT_MNIST) != HODO_IMAGES_MNIST) {
        return open_task(arena, "image-clusters", hodo_two_classes_inputs(setting), setting->samples, stream,
                         data, error);
    }
    hodo_idx_images images;
    hodo_idx_labels labels;
    const hodo_status status = hodo_mnist_bytes(arena, NULL, HODO_TRAIN, &images, &labels, error);
    return status != HODO_OK ? status
                             : choose_digits(arena, setting, &images, labels.labels, stream, data, error);
}

static hodo_status open_cifar(hodo_arena *arena, const hodo_two_classes_setting *setting,
                              const hodo_stream *stream, hodo_dataset *data, hodo_error *error)
{
    hodo_dataset all, two;
    hodo_status status = hodo_cifar_read(arena, NULL, HODO_TRAIN, &all, error);
    status = status != HODO_OK
                 ? status
                 : hodo_dataset_two_classes(arena, &all, setting->first, setting->second, &two, error);
    return status != HODO_OK ? status : hodo_dataset_subset(arena, &two, stream, setting->samples, data, error);
}

/* Whether the files are where hodo_two_classes_open reads them; nothing is read yet. */
static hodo_status find_mnist(hodo_arena *arena, hodo_error *error)
{
    const bool read = hodo_images_read(HODO_WANT_MNIST) == HODO_IMAGES_MNIST;
    return read && hodo_mnist_folder(arena, NULL, error) == NULL ? error->status : HODO_OK;
}

static hodo_status find_cifar(hodo_arena *arena, hodo_error *error)
{
    hodo_cifar_records *records = hodo_cifar_open(arena, NULL, HODO_TRAIN, error);
    const hodo_status status = records != NULL ? HODO_OK : error->status;
    hodo_cifar_records_close(records);
    return status;
}

static const struct {
    const char *name;
    size_t inputs;                                                /* 0: as asked */
    hodo_status (*find)(hodo_arena *arena, hodo_error *error); /* two of ten classes, from files; NULL: made */
    hodo_status (*open)(hodo_arena *arena, const hodo_two_classes_setting *setting, const hodo_stream *stream,
                        hodo_dataset *data, hodo_error *error);
} sets[] = {{"mnist", 28 * 28, find_mnist, open_mnist},
            {"clusters", 0, NULL, open_clusters},
            {"cifar10", HODO_CIFAR_INPUTS, find_cifar, open_cifar}};
enum { SETS = sizeof sets / sizeof sets[0] };

static size_t find(const char *name)
{
    size_t i = 0;
    while (i < SETS && strcmp(name, sets[i].name) != 0) {
        i++;
    }
    return i;
}

static hodo_two_classes_setting filled_in(const hodo_two_classes_setting *setting)
{
    hodo_two_classes_setting own = *setting;
    own.second = own.first == 0 && own.second == 0 ? 1 : own.second;
    own.inputs = own.inputs != 0 ? own.inputs : HODO_TWO_CLASSES_INPUTS;
    return own;
}

size_t hodo_two_classes_inputs(const hodo_two_classes_setting *setting)
{
    const size_t i = find(setting->name);
    return i == SETS ? 0 : sets[i].inputs != 0 ? sets[i].inputs : filled_in(setting).inputs;
}

hodo_status hodo_two_classes_check(const hodo_two_classes_setting *setting, hodo_error *error)
{
    const hodo_two_classes_setting own = filled_in(setting);
    const size_t i = find(own.name);
    if (i == SETS) {
        return hodo_fail(error, HODO_INVALID, "data '%s': give mnist, clusters or cifar10", own.name);
    }
    if (own.samples == 0 || own.samples > HODO_TWO_CLASSES_MOST) {
        return hodo_fail(error, HODO_INVALID, "%zu samples: give 1 to %d", own.samples, HODO_TWO_CLASSES_MOST);
    }
    if (sets[i].find != NULL &&
        (own.first == own.second || own.first >= DIGIT_CLASSES || own.second >= DIGIT_CLASSES)) {
        return hodo_fail(error, HODO_INVALID, "classes %zu and %zu: give two different ones below %d",
                         own.first, own.second, DIGIT_CLASSES);
    }
    if (sets[i].inputs == 0 && (own.inputs < 2 || own.inputs > HODO_TASK_INPUTS_MOST)) {
        return hodo_fail(error, HODO_INVALID, "clusters of %zu inputs: give 2 to %d", own.inputs,
                         HODO_TASK_INPUTS_MOST);
    }
    if (sets[i].find == NULL) {
        return HODO_OK;
    }
    hodo_error reason = {0};
    error = error != NULL ? error : &reason;
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_status status =
        arena != NULL ? sets[i].find(arena, error) : hodo_fail(error, HODO_NO_MEMORY, "no memory for an arena");
    hodo_arena_free(arena);
    return status;
}

hodo_status hodo_two_classes_open(hodo_arena *arena, const hodo_two_classes_setting *setting,
                                  const hodo_stream *stream, hodo_dataset *data, hodo_error *error)
{
    const hodo_two_classes_setting own = filled_in(setting);
    hodo_stream drawn = *stream;
    drawn.cell = hodo_hash_text(drawn.cell, "data");
    *data = (hodo_dataset){0};
    hodo_status status = hodo_two_classes_check(&own, error);
    status = status != HODO_OK ? status : sets[find(own.name)].open(arena, &own, &drawn, data, error);
    status = status != HODO_OK ? status : hodo_dataset_normalise(HODO_ROOT_NORM, data, NULL, error);
    return status != HODO_OK ? status : hodo_dataset_targets(arena, data, HODO_SIGNS, error);
}
