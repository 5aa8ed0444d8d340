/* What landscapes learn from: which set is opened, of what shape, and what the table says of it. */
#include "base/hash.h"
#include "experiments/gamma-eta/landscape_set.h"

static const char clusters_name[] = "synthetic image-clusters";

static const struct {
    landscape_images shape;
    const char *name;
    landscape_open_set *open;
} sets[] = {
    [HODO_IMAGE_CLUSTERS] = {{HODO_IMAGE_CLUSTERS, 1, 28, 28, 10, LANDSCAPE_IMAGE_COST},
                             clusters_name,
                             landscape_open_clusters},
    [HODO_IMAGES_MNIST] = {{HODO_IMAGES_MNIST, 1, 28, 28, 10, LANDSCAPE_IMAGE_COST},
                           "MNIST: the endless stream of deformed digits",
                           landscape_open_digits},
    [HODO_IMAGES_CIFAR10] = {{HODO_IMAGES_CIFAR10, 3, 32, 32, 10, LANDSCAPE_RECORD_COST},
                             "CIFAR-10: epochs over its training images",
                             landscape_open_cifar},
};

landscape_images landscape_images_of(hodo_wanted wanted) { return sets[hodo_images_read(wanted)].shape; }

static const char *name_of(hodo_wanted wanted)
{
    const hodo_images real = wanted == HODO_WANT_MNIST ? HODO_IMAGES_MNIST : HODO_IMAGES_CIFAR10;
    return hodo_images_line(wanted, sets[real].name);
}

const char *landscape_data_name(void) { return name_of(HODO_WANT_MNIST); }

const char *landscape_cnn_data_name(void) { return name_of(HODO_WANT_CIFAR10_OR_MNIST); }

hodo_status landscape_data_open(hodo_arena *arena, const landscape_data_setting *setting,
                                const hodo_stream *stream, landscape_data *data, hodo_error *error)
{
    const size_t test = setting->test > 0 ? setting->test : LANDSCAPE_TEST;
    const hodo_images images = setting->synthetic ? HODO_IMAGE_CLUSTERS : hodo_images_read(setting->wanted);
    const landscape_images *shape = &sets[images].shape;
    *data = (landscape_data){.batch = setting->batch,
                             .inputs = shape->channels * shape->height * shape->width,
                             .outputs = shape->classes,
                             .channels = shape->channels,
                             .height = shape->height,
                             .width = shape->width,
                             .origin = setting->synthetic ? clusters_name : name_of(setting->wanted),
                             .digits = images == HODO_IMAGES_MNIST};
    if (setting->batch == 0) {
        return hodo_fail(error, HODO_INVALID, "a batch of 0 rows: it must have at least 1");
    }
    /* The weights of a landscape may take the tensors of the same stream. */
    hodo_stream own = *stream;
    own.cell = hodo_hash_text(own.cell, "data");
    return sets[images].open(arena, &own, test, data, error);
}

void landscape_data_close(landscape_data *data)
{
    hodo_digit_stream_free(data->stream);
    hodo_cifar_records_close(data->records);
    data->stream = NULL;
    data->records = NULL;
}
