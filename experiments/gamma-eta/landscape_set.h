/* The sets that landscapes learn from, one file each, behind landscape_data: how batch t is made and what the
 * test set is. Batches are kept once made, as long as there is room. */
#ifndef GAMMA_ETA_LANDSCAPE_SET_H
#define GAMMA_ETA_LANDSCAPE_SET_H

#include "experiments/gamma-eta/landscape.h"

/* Opens training stream and test set: fills *data, whose batch is set, but for `origin` and `images`. */
typedef hodo_status landscape_open_set(hodo_arena *arena, const hodo_stream *stream, size_t test,
                                       landscape_data *data, hodo_error *error);
landscape_open_set landscape_open_digits, landscape_open_clusters, landscape_open_cifar;

/* Makes batch t: images (batch, inputs), normalised, and labels (batch,). */
typedef hodo_status landscape_make_batch(void *context, size_t t, size_t batch, float *images, uint8_t *labels,
                                         hodo_error *error);

/* Sets data->source, which makes and keeps. *data may move afterwards; `context` must outlive the source. */
hodo_status landscape_batches(hodo_arena *arena, landscape_data *data, landscape_make_batch *make,
                              void *context, hodo_error *error);

/* pixels (count,) of 0 .. 255, channel by channel in turn <- (x/255 - mean)/deviation, in place. */
void landscape_normalise(const hodo_published *published, float *pixels, size_t count);

/* The test set normalised in the same way, with targets. */
hodo_status landscape_finish_test(hodo_arena *arena, hodo_dataset *test, hodo_error *error);

#endif
