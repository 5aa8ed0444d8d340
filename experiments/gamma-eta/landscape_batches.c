/* Batches of a landscape: made once, kept as long as there is room, and handed out in either precision. */
#include "experiments/gamma-eta/landscape_set.h"

enum { BYTE_MOST = 255 };

typedef struct kept_batches {
    hodo_arena *arena;
    landscape_make_batch *make;
    void *context;
    size_t batch, inputs, outputs, most;
    float **images;   /* (most,) of (batch, inputs); NULL where not yet made */
    uint8_t **labels; /* (most,) of (batch,) */
    float *image;     /* (batch, inputs) of what is not kept */
    uint8_t *label;   /* (batch,) */
} kept_batches;

void landscape_normalise(const hodo_published *published, float *pixels, size_t count)
{
    for (size_t c = 0; c < published->channels; c++) {
        const double mean = BYTE_MOST * published->mean[c];
        const double scale = 1 / (BYTE_MOST * published->deviation[c]);
        for (size_t i = c; i < count; i += published->channels) {
            pixels[i] = (float)(scale * ((double)pixels[i] - mean));
        }
    }
}

hodo_status landscape_finish_test(hodo_arena *arena, hodo_dataset *test, hodo_error *error)
{
    const hodo_status status = hodo_dataset_normalise(HODO_STANDARD, test, NULL, error);
    return status == HODO_OK ? hodo_dataset_targets(arena, test, HODO_ONE_HOT, error) : status;
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
        status = images != NULL && labels != NULL ? of->make(of->context, t, of->batch, images, labels, error)
                                                  : HODO_NO_MEMORY;
        if (status == HODO_OK) {
            of->images[t] = images;
            of->labels[t] = labels;
        }
    } else if (t < of->most) {
        images = of->images[t];
        labels = of->labels[t];
    } else {
        status = of->make(of->context, t, of->batch, images, labels, error);
    }
    if (status == HODO_OK) {
        hodo_matrix_convert(hodo_matrix_view(HODO_FLOAT, images, of->batch, of->inputs), x);
        status = hodo_target_write(HODO_ONE_HOT, of->outputs, labels, of->batch, y, error);
    }
    return status;
}

hodo_status landscape_batches(hodo_arena *arena, landscape_data *data, landscape_make_batch *make,
                              void *context, hodo_error *error)
{
    kept_batches *of = hodo_arena_zero(arena, 1, sizeof *of, error);
    if (of == NULL) {
        return HODO_NO_MEMORY;
    }
    *of = (kept_batches){.arena = arena,
                         .make = make,
                         .context = context,
                         .batch = data->batch,
                         .inputs = data->inputs,
                         .outputs = data->outputs,
                         .most = LANDSCAPE_KEPT_BYTES / (data->batch * data->inputs * sizeof(float))};
    of->images = hodo_arena_zero(arena, of->most + 1, sizeof *of->images, error);
    of->labels = hodo_arena_zero(arena, of->most + 1, sizeof *of->labels, error);
    of->image = hodo_arena_take(arena, data->batch * data->inputs, sizeof *of->image, error);
    of->label = hodo_arena_take(arena, data->batch, sizeof *of->label, error);
    data->source = (hodo_source){.fill = fill, .context = of};
    return of->images != NULL && of->labels != NULL && of->image != NULL && of->label != NULL ? HODO_OK
                                                                                              : HODO_NO_MEMORY;
}
