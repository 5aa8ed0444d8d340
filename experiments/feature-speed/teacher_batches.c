#include "experiments/feature-speed/teacher_batches.h"

#include "base/hash.h"

#include <inttypes.h>

/* The stream of another cell, named after this one: tensors of tasks and batches are counted from 0, as those
 * of weights are. */
static hodo_stream apart(const hodo_stream *stream, const char *name)
{
    hodo_stream other = *stream;
    other.cell = hodo_hash_text(hodo_hash_bytes(HODO_HASH_START, &stream->cell, sizeof stream->cell), name);
    return other;
}

hodo_status teacher_batches_check(int64_t batch, int64_t samples, hodo_error *error)
{
    return batch <= samples
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID,
                           "batch = %" PRId64 " is above samples = %" PRId64 ": lower batch or raise samples",
                           batch, samples);
}

hodo_status teacher_batches_take(hodo_arena *arena, const hodo_stream *stream, size_t inputs, size_t samples,
                                 size_t batch, teacher_batches *batches, hodo_error *error)
{
    const hodo_stream teacher = apart(stream, "teacher"), order = apart(stream, "order");
    const hodo_task_kind *kind = hodo_task_find("single-index", error);
    hodo_task_settings settings = kind != NULL ? hodo_task_defaults(kind) : (hodo_task_settings){0};
    settings.inputs = inputs;
    settings.noise = 0.0;
    settings.link.activation = NULL;
    settings.degree = 2;
    const hodo_task *task = kind != NULL ? hodo_task_take(arena, &settings, &teacher, error) : NULL;
    hodo_status status =
        task != NULL ? hodo_task_dataset(arena, task, 0, samples, &batches->set, error) : error->status;
    if (status == HODO_OK) {
        status = hodo_source_epochs(arena, &batches->set, batch, &order, &batches->source, error);
    }
    batches->x = hodo_matrix_take(arena, HODO_DOUBLE, batch, inputs, error);
    batches->y = hodo_matrix_take(arena, HODO_DOUBLE, batch, 1, error);
    const bool all = batches->x.data != NULL && batches->y.data != NULL;
    return status == HODO_OK && !all ? HODO_NO_MEMORY : status;
}

hodo_status teacher_batches_fill(teacher_batches *batches, size_t t, hodo_error *error)
{
    return batches->source.fill(batches->source.context, t, batches->x, batches->y, error);
}
