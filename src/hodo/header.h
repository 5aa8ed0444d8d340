/* The lines `# key: value` above a command's table, from which what was computed can be computed again.
 *
 * A command writes them in the order in which it calls: hodo_header_begin first, because by its first line a
 * file is known as ours, then what it has of data and network, lines of its own, and hodo_header_end.
 */
#ifndef HODO_HODO_HEADER_H
#define HODO_HODO_HEADER_H

#include "base/table.h"
#include "hodo/named_data.h"
#include "hodo/named_network.h"

typedef struct hodo_header {
    hodo_table *table;
    hodo_status status; /* of the first line that failed; the others are passed over */
    hodo_error *error;
} hodo_header;

void hodo_header_line(hodo_header *header, const char *key, const char *value);
__attribute__((format(printf, 3, 4))) void hodo_header_words(hodo_header *header, const char *key,
                                                             const char *format, ...);
void hodo_header_number(hodo_header *header, const char *key, double value);

/* Program, version, and every setting that has a text. */
hodo_header hodo_header_begin(hodo_table *table, const hodo_settings *settings, hodo_error *error);

/* Where the training data come from, and how many make an epoch and a step. */
void hodo_header_data(hodo_header *header, const hodo_named_data *data);

/* The optimiser's numbers. */
void hodo_header_optimiser(hodo_header *header, const hodo_named_network *network);

/* One network: its scales, and each weight matrix with deviation, multiplier and rate; `rates` (weight_count,)
 * are those to be told. */
void hodo_header_network(hodo_header *header, const hodo_named_network *network, const double *rates);

/* Date, machine and code, and the columns. `arena` for texts. Returns what became of the header. */
hodo_status hodo_header_end(hodo_header *header, hodo_arena *arena);

#endif
