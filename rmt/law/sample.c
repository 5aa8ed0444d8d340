#include "rmt/law/sample.h"

#include "base/pool.h"

#include <math.h>
#include <stdio.h>

typedef struct job {
    const rmt_law *ensemble;
    uint64_t seed;
    rmt_sample *sample;
    double *values; /* (workers, count) */
} job;

/* below[j] = numbers <= place[j]; both ascending. */
static void count_below(const double *values, size_t count, const double *place, size_t places, size_t *below)
{
    size_t at = 0;
    for (size_t j = 0; j < places; j++) {
        while (at < count && values[at] <= place[j]) {
            at++;
        }
        below[j] = at;
    }
}

static hodo_status draw_one(void *context, size_t item, size_t worker, hodo_error *error)
{
    const job *work = context;
    rmt_sample *sample = work->sample;
    double *values = work->values + worker * sample->count;
    const hodo_stream stream =
        hodo_stream_open(work->seed, work->ensemble->row->name, ((uint64_t)sample->width << 32) + item);
    const hodo_status status = rmt_law_draw(work->ensemble, sample->width, &stream, values, error);
    if (status != HODO_OK) {
        return status;
    }
    double sum[RMT_COMPARED_MOMENTS] = {0};
    for (size_t i = 0; i < sample->count; i++) {
        double power = 1;
        for (size_t k = 0; k < RMT_COMPARED_MOMENTS; k++) {
            power *= values[i];
            sum[k] += power;
        }
    }
    const double count = (double)sample->count;
    double *row = sample->row + item * RMT_SAMPLE_COLUMNS;
    for (size_t k = 0; k < RMT_COMPARED_MOMENTS; k++) {
        row[k] = sum[k] / count;
        if (!isfinite(row[k])) {
            return hodo_fail(error, HODO_NUMERIC,
                             "moment %zu of draw %zu of %s at width %zu is %g: take another width", k + 1, item,
                             work->ensemble->row->name, sample->width, row[k]);
        }
    }
    size_t below[RMT_FINE_PLACES];
    count_below(values, sample->count, sample->place, RMT_COMPARED_PROBABILITIES, below);
    for (size_t j = 0; j < RMT_COMPARED_PROBABILITIES; j++) {
        row[RMT_COMPARED_MOMENTS + j] = (double)below[j] / count;
    }
    count_below(values, sample->count, sample->fine, RMT_FINE_PLACES, below);
    for (size_t j = 0; j < RMT_FINE_PLACES; j++) {
        atomic_fetch_add_explicit(&sample->fine_count[j], below[j], memory_order_relaxed);
    }
    sample->first[item] = values[0];
    return HODO_OK;
}

hodo_status rmt_sample_draw(const rmt_law *ensemble, uint64_t seed, hodo_arena *arena, rmt_sample *sample,
                            hodo_error *error)
{
    const size_t workers = hodo_pool_processors();
    sample->count = rmt_law_draw_count(ensemble, sample->width);
    for (size_t j = 0; j < RMT_FINE_PLACES; j++) {
        atomic_init(&sample->fine_count[j], 0);
    }
    job work = {ensemble, seed, sample, hodo_arena_take(arena, workers * sample->count, sizeof(double), error)};
    sample->row = work.values != NULL
                      ? hodo_arena_take(arena, sample->draws * RMT_SAMPLE_COLUMNS, sizeof(double), error)
                      : NULL;
    sample->first = sample->row != NULL ? hodo_arena_take(arena, sample->draws, sizeof(double), error) : NULL;
    return sample->first != NULL ? hodo_pool_run(workers, sample->draws, draw_one, &work, error)
                                 : HODO_NO_MEMORY;
}
