/* The synthetic task image-clusters as a landscape, in the units of MNIST: the first samples are the
 * test set. */
#include "experiments/gamma-eta/landscape_set.h"

typedef struct clusters {
    const hodo_task *task;
    size_t test, inputs;
} clusters;

static hodo_status make(void *context, size_t t, size_t batch, float *images, uint8_t *labels,
                        hodo_error *error)
{
    const clusters *of = context;
    const hodo_matrix x = hodo_matrix_view(HODO_FLOAT, images, batch, of->inputs);
    const hodo_status status =
        hodo_task_draw(of->task, of->test + (uint64_t)t * batch, batch, x, (hodo_matrix){0}, labels, error);
    landscape_normalise(&hodo_published_mnist, images, batch * of->inputs);
    return status;
}

hodo_status landscape_open_clusters(hodo_arena *arena, const hodo_stream *stream, size_t test,
                                    landscape_data *data, hodo_error *error)
{
    const hodo_task_kind *kind = hodo_task_find("image-clusters", error);
    if (kind == NULL) {
        return HODO_INVALID;
    }
    const hodo_task_settings settings = hodo_task_defaults(kind);
    clusters *of = hodo_arena_take(arena, 1, sizeof *of, error);
    const hodo_task *task = of != NULL ? hodo_task_take(arena, &settings, stream, error) : NULL;
    if (task == NULL) {
        return error != NULL ? error->status : HODO_NO_MEMORY;
    }
    *of = (clusters){.task = task, .test = test, .inputs = data->inputs};
    hodo_status status = hodo_task_dataset(arena, task, 0, test, &data->test, error);
    status = status == HODO_OK ? landscape_finish_test(arena, &data->test, error) : status;
    return status == HODO_OK ? landscape_batches(arena, data, make, of, error) : status;
}
