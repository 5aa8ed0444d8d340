#include "rmt/program/draws.h"

#include "rmt/program/header_lines.h"
#include "rmt/program/option_value.h"

#include <inttypes.h>
#include <stdlib.h>

enum { WIDTH, DRAWS, SEED };

hodo_status rmt_draws_read(const hodo_option options[3], const char *const text[3], int64_t width_least,
                           int64_t standard, int64_t least, int64_t most, rmt_draws *draws, hodo_error *error)
{
    *draws = (rmt_draws){.values = NULL};
    hodo_status status = rmt_option_integer(&options[WIDTH], text[WIDTH], RMT_WIDTH_STANDARD, width_least,
                                            RMT_WIDTH_MOST, &draws->width, error);
    status = status != HODO_OK ? status
                               : rmt_option_integer(&options[DRAWS], text[DRAWS], standard, least, most,
                                                    &draws->draws, error);
    return status != HODO_OK
               ? status
               : rmt_option_integer(&options[SEED], text[SEED], 1, 0, INT64_MAX, &draws->seed, error);
}

hodo_status rmt_draws_make(const rmt_law *law, rmt_draws *draws, hodo_error *error)
{
    if (law->row->draw == NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "%s has no ensemble to draw from: 'hodo-rmt density' gives its density",
                         law->row->name);
    }
    draws->each = rmt_law_draw_count(law, (size_t)draws->width);
    const size_t count = (size_t)draws->draws;
    if (draws->each != 0 && count > RMT_VALUES_MOST / draws->each) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu draws of %zu values are more than %d: lower --draws or --width", count,
                         draws->each, RMT_VALUES_MOST);
    }
    draws->values = malloc((count * draws->each + 1) * sizeof *draws->values);
    if (draws->values == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY,
                         "no memory for %zu draws of %zu values: lower --draws or --width", count, draws->each);
    }
    hodo_status status = HODO_OK;
    for (size_t d = 0; status == HODO_OK && d < count; d++) {
        const hodo_stream stream = hodo_stream_open((uint64_t)draws->seed, "hodo-rmt sample", d);
        status = rmt_law_draw(law, (size_t)draws->width, &stream, draws->values + d * draws->each, error);
    }
    if (status != HODO_OK) {
        rmt_draws_free(draws);
    }
    return status;
}

void rmt_draws_free(rmt_draws *draws)
{
    free(draws->values);
    draws->values = NULL;
}

hodo_status rmt_draws_note(const rmt_draws *draws, hodo_table *table, hodo_error *error)
{
    hodo_status status = rmt_note_integer(table, "width", draws->width, error);
    status = status != HODO_OK ? status : rmt_note_integer(table, "draws", draws->draws, error);
    return status != HODO_OK ? status : rmt_note_integer(table, "seed", draws->seed, error);
}
