/* hodo-rmt moments LAW: the table of order and moment. */
#include "rmt/program/command.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/law_table.h"
#include "rmt/program/option_value.h"

enum { ORDER, OPTIONS };

enum { ORDER_STANDARD = 8 };

static const hodo_option options[] = {
    [ORDER] = {"order", "P", "moments 1..P [8]"},
    [OPTIONS] = {NULL, NULL, NULL},
};

static const hodo_column columns[] = {
    {"order", "1", "power k", HODO_INTEGER},
    {"moment", "1", "mean of x^k", HODO_REAL},
};

static hodo_status answer(const rmt_law_request *request, hodo_error *error)
{
    double moment[RMT_MOMENTS_MOST];
    int64_t order;
    hodo_status status = rmt_option_integer(&options[ORDER], request->text[ORDER], ORDER_STANDARD, 1,
                                            RMT_MOMENTS_MOST, &order, error);
    status = status != HODO_OK ? status : rmt_law_moments(request->law, (size_t)order, moment, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_table *table =
        rmt_law_table_alloc("moments", request, columns, sizeof columns / sizeof columns[0], error);
    if (table == NULL) {
        return HODO_NO_MEMORY;
    }
    status = rmt_note_columns(table, error);
    for (int64_t k = 1; status == HODO_OK && k <= order; k++) {
        status = hodo_table_add(table, (hodo_value[]){hodo_integer(k), hodo_real(moment[k - 1])}, error);
    }
    status = status != HODO_OK ? status : hodo_table_print(table, stdout, error);
    hodo_table_free(table);
    return status;
}

static const rmt_law_command command = {
    "moments",
    "Moments of a law, E[x^k] with atoms included, columns order, moment, rows 1..P.\n"
    "A law with an --order of its own takes the first: moments fuss-catalan --order=2 --order=8.\n",
    options,
    answer,
};

hodo_status rmt_command_moments(int argc, char **argv, hodo_error *error)
{
    return rmt_law_command_run(&command, argc, argv, error);
}
