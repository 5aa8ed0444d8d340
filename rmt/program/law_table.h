/* What the tables and pictures of a law have in common: the lines above the rows (program, law, parameters,
 * atoms), the places where it is asked (--points or --at), and the answer to standard output or a picture.
 */
#ifndef RMT_LAW_TABLE_H
#define RMT_LAW_TABLE_H

#include "base/table.h"
#include "rmt/program/law_options.h"
#include "rmt/program/plot.h"

enum {
    RMT_POINTS_STANDARD = 200,
    RMT_POINTS_MOST = 1000000,
};

/* The options of a command that asks at places. */
#define RMT_POINTS_OPTION {"points", "N", "how many places, dense near the edges [200]"}
#define RMT_AT_OPTION {"at", "X,...", "these places instead"}

/* A table with the lines on program, law, parameters and atoms; what it is about follows, then
 * rmt_note_columns. NULL on failure. */
hodo_table *rmt_law_table_alloc(const char *command, const rmt_law_request *request, const hodo_column *columns,
                                size_t count, hodo_error *error);

/* Draws the plot, if a picture is asked, and then prints the table, unless the picture took its place. */
hodo_status rmt_law_table_answer(const hodo_table *table, const rmt_plot *plot, const char *picture,
                                 hodo_error *error);

/* The places of --at, in the order given, or `points` of rmt_law_grid; malloc'ed into *x. Both together are
 * refused. */
hodo_status rmt_law_places(const rmt_law *law, const hodo_option *points_option, const char *points,
                           const hodo_option *at_option, const char *at, double **x, size_t *count,
                           hodo_error *error);

#endif
