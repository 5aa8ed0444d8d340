/* hodo-rmt edges LAW: the ends of the support, and how far the largest eigenvalue strays from the last. */
#include "rmt/program/command.h"
#include "rmt/finite/extreme_value.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/law_table.h"
#include "rmt/program/option_value.h"

enum { WIDTH, OPTIONS };

enum { WIDTH_MOST = 1000000000 };

static const hodo_option options[] = {
    [WIDTH] = {"width", "M", "also the largest eigenvalue at this width (Tracy-Widom)"},
    [OPTIONS] = {NULL, NULL, NULL},
};

static const hodo_column columns[] = {
    {"edge", "1", "lower or upper end of an interval of the support, ascending", HODO_TEXT},
    {"x", "1", "its place", HODO_REAL},
};

/* Mean and standard deviation of the largest eigenvalue of a real matrix of this width. */
static hodo_status note_largest(hodo_table *table, const rmt_law *law, int64_t width, hodo_error *error)
{
    rmt_extreme_value value;
    hodo_status status = rmt_extreme_value_find(law, width, &value, error);
    status = status != HODO_OK ? status : rmt_note_integer(table, "width", width, error);
    status = status != HODO_OK ? status
                               : rmt_note_real(table, "largest_mean", rmt_extreme_value_mean(&value), error);
    return status != HODO_OK ? status
                             : rmt_note_real(table, "largest_standard_deviation",
                                             rmt_extreme_value_standard_deviation(&value), error);
}

static hodo_status answer(const rmt_law_request *request, hodo_error *error)
{
    const rmt_law *law = request->law;
    const char *text = request->text[WIDTH];
    int64_t width;
    hodo_status status = rmt_option_integer(&options[WIDTH], text, 0, 1, WIDTH_MOST, &width, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_table *table = rmt_law_table_alloc("edges", request, columns, sizeof columns / sizeof columns[0],
                                            error);
    if (table == NULL) {
        return HODO_NO_MEMORY;
    }
    status = text != NULL ? note_largest(table, law, width, error) : HODO_OK;
    status = status != HODO_OK ? status : rmt_note_columns(table, error);
    for (size_t i = 0; status == HODO_OK && i < law->interval_count; i++) {
        const rmt_interval *interval = &law->intervals[i];
        status = hodo_table_add(table, (hodo_value[]){hodo_text("lower"), hodo_real(interval->lower)}, error);
        status = status != HODO_OK
                     ? status
                     : hodo_table_add(table, (hodo_value[]){hodo_text("upper"), hodo_real(interval->upper)},
                                      error);
    }
    status = status != HODO_OK ? status : hodo_table_print(table, stdout, error);
    hodo_table_free(table);
    return status;
}

static const rmt_law_command command = {
    "edges",
    "The ends of the support of a law, columns edge (lower or upper), x, one pair an interval; atoms\n"
    "stand in the lines '# atom: place mass'. --width adds the lines '# largest_mean' and\n"
    "'# largest_standard_deviation' of the largest eigenvalue of a real matrix, where the last edge is\n"
    "a soft one.\n",
    options,
    answer,
};

hodo_status rmt_command_edges(int argc, char **argv, hodo_error *error)
{
    return rmt_law_command_run(&command, argc, argv, error);
}
