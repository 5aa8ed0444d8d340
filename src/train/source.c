#include "train/source.h"
#include "data/batches.h"

static hodo_status fill_full(void *context, size_t t, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    const hodo_dataset *dataset = context;
    (void)t;
    if (x.rows > dataset->count || x.columns != dataset->inputs || y.rows != x.rows ||
        dataset->y.data == NULL || y.columns != dataset->y.columns) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "a batch of %zu x %zu with targets %zu x %zu: the data set has %zu x %zu with %zu target "
            "columns",
            x.rows, x.columns, y.rows, y.columns, dataset->count, dataset->inputs, dataset->y.columns);
    }
    hodo_matrix_convert(hodo_matrix_rows(dataset->x, 0, x.rows), x);
    hodo_matrix_convert(hodo_matrix_rows(dataset->y, 0, y.rows), y);
    return HODO_OK;
}

hodo_source hodo_source_full(const hodo_dataset *dataset)
{
    /* The context is only read. */
    return (hodo_source){.fill = fill_full, .context = (void *)(uintptr_t)dataset, .constant = true};
}

typedef struct epochs {
    const hodo_dataset *dataset;
    hodo_batches *batches;
    size_t batch, *indices; /* (batch,) */
} epochs;

static hodo_status fill_epochs(void *context, size_t t, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    const epochs *of = context;
    if (x.rows != of->batch) {
        return hodo_fail(error, HODO_MISMATCH, "a batch of %zu rows: this source was taken for %zu", x.rows,
                         of->batch);
    }
    const hodo_status status = hodo_batches_step(of->batches, t, of->indices, error);
    return status == HODO_OK ? hodo_dataset_gather(of->dataset, of->indices, of->batch, x, y, error) : status;
}

hodo_status hodo_source_epochs(hodo_arena *arena, const hodo_dataset *dataset, size_t batch,
                               const hodo_stream *stream, hodo_source *source, hodo_error *error)
{
    epochs *made = hodo_arena_take(arena, 1, sizeof *made, error);
    if (made == NULL) {
        return HODO_NO_MEMORY;
    }
    *made = (epochs){.dataset = dataset, .batch = batch};
    made->batches = hodo_batches_take(arena, stream, dataset->count, batch, error);
    if (made->batches == NULL) {
        return error != NULL ? error->status : HODO_INVALID;
    }
    made->indices = hodo_arena_take(arena, batch, sizeof *made->indices, error);
    *source = (hodo_source){.fill = fill_epochs, .context = made};
    return made->indices != NULL ? HODO_OK : HODO_NO_MEMORY;
}

typedef struct online_task {
    const hodo_task *task;
    uint64_t first;
} online_task;

static hodo_status fill_task(void *context, size_t t, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    const online_task *of = context;
    return hodo_task_draw(of->task, of->first + (uint64_t)t * x.rows, x.rows, x, y, NULL, error);
}

hodo_status hodo_source_task(hodo_arena *arena, const hodo_task *task, uint64_t first, hodo_source *source,
                             hodo_error *error)
{
    online_task *made = hodo_arena_take(arena, 1, sizeof *made, error);
    if (made == NULL) {
        return HODO_NO_MEMORY;
    }
    *made = (online_task){task, first};
    *source = (hodo_source){.fill = fill_task, .context = made};
    return HODO_OK;
}

enum { DIGIT_CLASSES = 10 };

typedef struct online_digits {
    const hodo_digit_stream *digits;
    hodo_target target;
    size_t batch;
    hodo_matrix images; /* (batch, 784) float */
    uint8_t *labels;    /* (batch,) */
} online_digits;

static hodo_status fill_digits(void *context, size_t t, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    const online_digits *of = context;
    if (x.rows != of->batch || x.columns != HODO_DIGIT_PIXELS) {
        return hodo_fail(error, HODO_MISMATCH, "a batch of %zu x %zu: this stream of digits gives %zu x %d",
                         x.rows, x.columns, of->batch, HODO_DIGIT_PIXELS);
    }
    const bool direct = x.precision == HODO_FLOAT && x.stride == x.columns;
    hodo_digit_stream_read(of->digits, (uint64_t)t * of->batch, of->batch, direct ? x.data : of->images.data,
                           of->labels);
    if (!direct) {
        hodo_matrix_convert(of->images, x);
    }
    return hodo_target_write(of->target, DIGIT_CLASSES, of->labels, of->batch, y, error);
}

hodo_status hodo_source_digits(hodo_arena *arena, const hodo_digit_stream *digits, size_t batch,
                               hodo_target target, hodo_source *source, hodo_error *error)
{
    online_digits *made = hodo_arena_take(arena, 1, sizeof *made, error);
    if (made == NULL) {
        return HODO_NO_MEMORY;
    }
    *made = (online_digits){.digits = digits, .target = target, .batch = batch};
    made->images = hodo_matrix_take(arena, HODO_FLOAT, batch, HODO_DIGIT_PIXELS, error);
    made->labels = hodo_arena_take(arena, batch, 1, error);
    *source = (hodo_source){.fill = fill_digits, .context = made};
    return made->images.data != NULL && made->labels != NULL ? HODO_OK : HODO_NO_MEMORY;
}
