#include "hodo/sweep.h"

#include "base/number.h"
#include "base/picture.h"
#include "hodo/option_table.h"

#include <string.h>

const hodo_option_row hodo_sweep_options[] = {
    {OPTION("seeds", "N", "networks of each size, seeds --seed, --seed + 1, ..."),
     INTO_OWN(integer, hodo_sweep_settings, seeds), FROM(2.0, 1000.0), .usual = "8"},
    {OPTION("false-alarm", "X", "how often a right parametrization may be rejected"),
     INTO_OWN(real, hodo_sweep_settings, false_alarm), FROM(1e-9, 0.5), .usual = "0.001"},
    {OPTION("threads", "N", "workers; the rows are the same for any number"), INTO(integer, threads),
     FROM(1.0, THREADS_MOST), .usual = "2"},
    OPTIONS_END,
};

const hodo_option_row hodo_plot_options[] = {
    {.face = HODO_PICTURE_OPTION, INTO_OWN(text, hodo_sweep_settings, plot)},
    OPTIONS_END,
};

static hodo_status read_one(const char *text, size_t length, int64_t *size)
{
    char number[HODO_NUMBER_SIZE];
    if (length == 0 || length >= sizeof number) {
        return HODO_INVALID;
    }
    memcpy(number, text, length);
    number[length] = '\0';
    return hodo_integer_read(number, size, NULL);
}

hodo_status hodo_option_read_sizes(const hodo_option_row *row, const char *where, const char *value,
                                   void *place, hodo_error *error)
{
    hodo_sizes *sizes = place;
    sizes->count = 0;
    for (const char *at = value; at != NULL;) {
        const size_t length = strcspn(at, ",");
        int64_t size = 0;
        if (read_one(at, length, &size) != HODO_OK || (double)size < row->least || (double)size > row->most) {
            return hodo_fail(error, HODO_INVALID,
                             "%s: '%.*s' is no whole number from %.0f to %.0f: write numbers with commas",
                             where, (int)(length < 40 ? length : 40), at, row->least, row->most);
        }
        if (sizes->count == HODO_SIZES_MOST) {
            return hodo_fail(error, HODO_INVALID, "%s: more than %d of them: drop some", where,
                             HODO_SIZES_MOST);
        }
        if (sizes->count > 0 && size <= sizes->at[sizes->count - 1]) {
            return hodo_fail(error, HODO_INVALID, "%s: %lld stands after %lld: write them ascending", where,
                             (long long)size, (long long)sizes->at[sizes->count - 1]);
        }
        sizes->at[sizes->count++] = size;
        at = at[length] == ',' ? at + length + 1 : NULL;
    }
    if (sizes->count < 2) {
        return hodo_fail(error, HODO_INVALID, "%s: '%s' is one size, which has no slope: give two or more",
                         where, value);
    }
    return HODO_OK;
}
