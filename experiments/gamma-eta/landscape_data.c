/* What landscapes learn from: batches and a test set, of MNIST or of the task that stands in for it. */
#include "experiments/gamma-eta/landscape.h"

#include "base/hash.h"
#include "data/folder.h"
#include "data/stand_in.h"

static const char mnist_name[] = "MNIST: the endless stream of deformed digits";
static const char clusters_name[] = "synthetic image-clusters";

enum { SIDE = 28, BYTE_MOST = 255 };

/* Batches are made once and kept as long as there is room. */
typedef struct kept_batches {
    hodo_arena *arena;
    const hodo_digit_stream *digits; /* or: */
    const hodo_task *task;
    size_t batch, inputs, outputs, test, most; /* `test` samples of the task come first */
    float **images;                            /* (most,) of (batch, inputs); NULL where not yet made */
    uint8_t **labels;                          /* (most,) of (batch,) */
    float *image;                              /* (batch, inputs) of what is not kept */
    uint8_t *label;                            /* (batch,) */
} kept_batches;

static void normalise(float *pixels, size_t count)
{
    const double mean = BYTE_MOST * hodo_published_mnist.mean[0];
    const double scale = 1 / (BYTE_MOST * hodo_published_mnist.deviation[0]);
    for (size_t i = 0; i < count; i++) {
        pixels[i] = (float)(scale * ((double)pixels[i] - mean));
    }
}

static hodo_status make(const kept_batches *of, size_t t, float *images, uint8_t *labels, hodo_error *error)
{
    if (of->digits != NULL) {
        hodo_digit_stream_read(of->digits, (uint64_t)t * of->batch, of->batch, images, labels);
        return HODO_OK;
    }
    const hodo_matrix x = hodo_matrix_view(HODO_FLOAT, images, of->batch, of->inputs);
    const hodo_status status = hodo_task_draw(of->task, of->test + (uint64_t)t * of->batch, of->batch, x,
                                              (hodo_matrix){0}, labels, error);
    normalise(images, of->batch * of->inputs);
    return status;
}

static hodo_status fill(void *context, size_t t, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    kept_batches *of = context;
    if (x.rows != of->batch || x.columns != of->inputs) {
        return hodo_fail(error, HODO_MISMATCH, "a batch of %zu x %zu: this stream gives %zu x %zu", x.rows,
                         x.columns, of->batch, of->inputs);
    }
    float *images = of->image;
    uint8_t *labels = of->label;
    hodo_status status = HODO_OK;
    if (t < of->most && of->images[t] == NULL) {
        images = hodo_arena_take(of->arena, of->batch * of->inputs, sizeof *images, error);
        labels = hodo_arena_take(of->arena, of->batch, sizeof *labels, error);
        status = images != NULL && labels != NULL ? make(of, t, images, labels, error) : HODO_NO_MEMORY;
        if (status == HODO_OK) {
            of->images[t] = images;
            of->labels[t] = labels;
        }
    } else if (t < of->most) {
        images = of->images[t];
        labels = of->labels[t];
    } else {
        status = make(of, t, images, labels, error);
    }
    if (status == HODO_OK) {
        hodo_matrix_convert(hodo_matrix_view(HODO_FLOAT, images, of->batch, of->inputs), x);
        status = hodo_target_write(HODO_ONE_HOT, of->outputs, labels, of->batch, y, error);
    }
    return status;
}

static hodo_status take_batches(hodo_arena *arena, landscape_data *data, const hodo_task *task, size_t test,
                                hodo_error *error)
{
    kept_batches *of = hodo_arena_zero(arena, 1, sizeof *of, error);
    if (of == NULL) {
        return HODO_NO_MEMORY;
    }
    const size_t most = LANDSCAPE_KEPT_BYTES / (data->batch * data->inputs * sizeof(float));
    *of = (kept_batches){.arena = arena,
                         .digits = data->stream,
                         .task = task,
                         .batch = data->batch,
                         .inputs = data->inputs,
                         .outputs = data->outputs,
                         .test = test,
                         .most = most};
    of->images = hodo_arena_zero(arena, most + 1, sizeof *of->images, error);
    of->labels = hodo_arena_zero(arena, most + 1, sizeof *of->labels, error);
    of->image = hodo_arena_take(arena, data->batch * data->inputs, sizeof *of->image, error);
    of->label = hodo_arena_take(arena, data->batch, sizeof *of->label, error);
    data->source = (hodo_source){.fill = fill, .context = of};
    return of->images != NULL && of->labels != NULL && of->image != NULL && of->label != NULL ? HODO_OK
                                                                                              : HODO_NO_MEMORY;
}

/* The test set normalised, with targets. */
static hodo_status finish_test(hodo_arena *arena, hodo_dataset *test, hodo_error *error)
{
    const hodo_status status = hodo_dataset_normalise(HODO_STANDARD, test, NULL, error);
    return status == HODO_OK ? hodo_dataset_targets(arena, test, HODO_ONE_HOT, error) : status;
}

static hodo_status open_digits(hodo_arena *arena, const hodo_stream *stream, size_t test, landscape_data *data,
                               hodo_error *error)
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
    if (status == HODO_OK) {
        status = hodo_dataset_range(&all, 0, test, &data->test, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    status = finish_test(arena, &data->test, error);
    return status == HODO_OK ? take_batches(arena, data, NULL, 0, error) : status;
}

static hodo_status open_clusters(hodo_arena *arena, const hodo_stream *stream, size_t test,
                                 landscape_data *data, hodo_error *error)
{
    const hodo_task_kind *kind = hodo_task_find("image-clusters", error);
    if (kind == NULL) {
        return HODO_INVALID;
    }
    const hodo_task_settings settings = hodo_task_defaults(kind);
    const hodo_task *task = hodo_task_take(arena, &settings, stream, error);
    if (task == NULL) {
        return error != NULL ? error->status : HODO_NO_MEMORY;
    }
    hodo_status status = hodo_task_dataset(arena, task, 0, test, &data->test, error);
    if (status == HODO_OK) {
        status = finish_test(arena, &data->test, error);
    }
    return status == HODO_OK ? take_batches(arena, data, task, test, error) : status;
}

const char *landscape_data_name(void)
{
    return hodo_images_line(HODO_WANT_MNIST, mnist_name);
}

hodo_status landscape_data_open(hodo_arena *arena, const landscape_data_setting *setting,
                                const hodo_stream *stream, landscape_data *data, hodo_error *error)
{
    const size_t test = setting->test > 0 ? setting->test : LANDSCAPE_TEST;
    *data = (landscape_data){.batch = setting->batch,
                             .inputs = SIDE * SIDE,
                             .outputs = 10,
                             .channels = 1,
                             .height = SIDE,
                             .width = SIDE};
    if (setting->batch == 0) {
        return hodo_fail(error, HODO_INVALID, "a batch of 0 rows: it must have at least 1");
    }
    /* The weights of a landscape may take the tensors of the same stream. */
    hodo_stream own = *stream;
    own.cell = hodo_hash_text(own.cell, "data");
    data->digits = !setting->synthetic && hodo_images_read(HODO_WANT_MNIST) == HODO_IMAGES_MNIST;
    data->origin = setting->synthetic ? clusters_name : landscape_data_name();
    return data->digits ? open_digits(arena, &own, test, data, error)
                        : open_clusters(arena, &own, test, data, error);
}

void landscape_data_close(landscape_data *data)
{
    hodo_digit_stream_free(data->stream);
    data->stream = NULL;
}
