#include "rmt/program/law_table.h"

#include "rmt/convolution/measure_file.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/option_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

hodo_table *rmt_law_table_alloc(const char *command, const rmt_law_request *request, const hodo_column *columns,
                                size_t count, hodo_error *error)
{
    hodo_table *table = hodo_table_alloc(columns, count, error);
    if (table == NULL) {
        return NULL;
    }
    hodo_status status = rmt_note_program(table, command, error);
    status = status != HODO_OK ? status : rmt_law_request_note(request, table, error);
    const rmt_law *law = request->law;
    status = status != HODO_OK ? status
                               : rmt_measure_note(table, law->atoms, law->atom_count, law->intervals,
                                                  law->interval_count, error);
    if (status != HODO_OK) {
        hodo_table_free(table);
        return NULL;
    }
    return table;
}

hodo_status rmt_law_table_answer(const hodo_table *table, const rmt_plot *plot, const char *picture,
                                 hodo_error *error)
{
    const hodo_status status = picture != NULL ? rmt_plot_draw(plot, picture, error) : HODO_OK;
    return status != HODO_OK || !hodo_picture_leaves_table(picture) ? status
                                                                : hodo_table_print(table, stdout, error);
}

hodo_status rmt_law_places(const rmt_law *law, const hodo_option *points_option, const char *points,
                           const hodo_option *at_option, const char *at, double **x, size_t *count,
                           hodo_error *error)
{
    *x = NULL;
    if (at != NULL) {
        return points != NULL ? hodo_fail(error, HODO_INVALID,
                                          "--points=%s and --at=%.80s both say where: drop one", points, at)
                              : rmt_option_list(at_option, at, -HUGE_VAL, HUGE_VAL, x, count, error);
    }
    int64_t wanted;
    const int64_t least = 2 * (int64_t)law->interval_count;
    hodo_status status = rmt_option_integer(points_option, points, RMT_POINTS_STANDARD, least > 0 ? least : 1,
                                            RMT_POINTS_MOST, &wanted, error);
    if (status != HODO_OK) {
        return status;
    }
    *count = law->interval_count > 0 ? (size_t)wanted : 0;
    *x = malloc((*count + 1) * sizeof **x);
    if (*x == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu points: lower --points", *count);
    }
    status = *count > 0 ? rmt_law_grid(law, *count, *x, error) : HODO_OK;
    if (status != HODO_OK) {
        free(*x);
        *x = NULL;
    }
    return status;
}
