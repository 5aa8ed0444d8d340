/* A sweep of networks over sizes (widths, or depths) and seeds: what the commands that judge a parametrization
 * have in common.
 *
 * The data are opened once, and by --seed where they are drawn. A cell is one (size, seed): the weights, and
 * the order of batches, are those of `hodo train --seed=SEED` at this size, for SEED = --seed, --seed + 1, ...;
 * so the cells of a seed share what they can, and seeds are independent given the data. Cells are spread over
 * workers of one BLAS thread each, and depend on size and seed only: the rows are the same for any --threads.
 */
#ifndef HODO_HODO_SWEEP_H
#define HODO_HODO_SWEEP_H

#include "hodo/command.h"
#include "hodo/header.h"
#include "hodo/named_training.h"

#include <stdatomic.h>

enum { HODO_SIZES_MOST = 32 };

typedef struct hodo_sizes {
    size_t count; /* 0: not given */
    int64_t at[HODO_SIZES_MOST];
} hodo_sizes;

typedef struct hodo_sweep_settings {
    hodo_settings shared; /* first: its options have their places from here */
    hodo_sizes widths, depths;
    const char *usual_widths,
        *usual_channels; /* of a cnn; set by the command, taken where no sizes are given */
    int64_t seeds;
    double bound, false_alarm; /* of the verdict, lab/trend.h */
    const char *plot;
} hodo_sweep_settings;

/* The reader of --widths and --depths: whole numbers with commas, ascending, at least two. */
hodo_status hodo_option_read_sizes(const hodo_option_row *row, const char *where, const char *value,
                                   void *place, hodo_error *error);

/* Options that every sweep has: seeds, threads; plot. */
extern const hodo_option_row hodo_sweep_options[], hodo_plot_options[];

typedef struct hodo_sweep {
    const hodo_sweep_settings *settings;
    hodo_named_data data;
    const hodo_sizes *sizes;
    bool of_depth;
    size_t seeds, cells;
    atomic_bool interrupted;
    double wall; /* seconds of hodo_sweep_run */
} hodo_sweep;

/* One cell, ready to be trained. It must not move: what it holds points into itself. */
typedef struct hodo_sweep_cell {
    size_t size, seed; /* indices */
    double at;         /* the width or depth itself */
    hodo_settings settings;
    hodo_named_network network;
    hodo_source source;
    hodo_training training;
    hodo_cell_setting setting;
    const hodo_sweep *sweep;
    hodo_source inner; /* what `source` reads, unless a signal has come */
} hodo_sweep_cell;

/* Opens the data and refuses, before anything is trained, what no cell could do; the smallest and the
 * largest network are made for that. Clear in any case. */
hodo_status hodo_sweep_open(hodo_sweep_settings *settings, hodo_arena *arena, hodo_sweep *sweep,
                            hodo_error *error);
void hodo_sweep_clear(hodo_sweep *sweep);

/* Cell number size * seeds + seed, in the arena. */
hodo_status hodo_sweep_cell_open(const hodo_sweep *sweep, size_t cell, hodo_arena *arena, hodo_sweep_cell *own,
                                 hodo_error *error);

/* What is computed of a cell; arena is the worker's, reset before, and so is scratch, for whoever resets it. */
typedef hodo_status (*hodo_sweep_task)(void *context, hodo_sweep_cell *cell, hodo_arena *arena,
                                       hodo_arena *scratch, hodo_error *error);

/* All cells, the largest first, with a line of progress. HODO_IO when a signal ended it. */
hodo_status hodo_sweep_run(hodo_sweep *sweep, hodo_sweep_task task, void *context, hodo_error *error);

/* The header of a table: settings, data, verdict, the smallest network, cost. `more` (may be NULL) adds lines
 * of the command's own below the verdict. */
hodo_status hodo_sweep_header(const hodo_sweep *sweep, hodo_table *table, const char *verdict,
                              void (*more)(void *context, hodo_header *header), void *context,
                              hodo_arena *arena, hodo_error *error);

/* What a sweep ends with. */
typedef struct hodo_sweep_result {
    hodo_table *table;
    const char *verdict; /* one line */
    bool passed;
    void (*script)(const void *plot, const char *format, FILE *file); /* base/picture.h */
    const void *plot;
} hodo_sweep_result;

/* What one command does with a sweep; `context` is its own. */
typedef struct hodo_sweep_judge {
    /* Opens the sweep and refuses what cannot be done. *sweep is all zero before. */
    hodo_status (*prepare)(hodo_sweep_settings *settings, hodo_arena *arena, hodo_sweep *sweep, void *context,
                           hodo_error *error);
    hodo_sweep_task measure;
    /* The verdict and all of *result; a table that is there is freed, also after an error. */
    hodo_status (*finish)(void *context, hodo_arena *arena, hodo_sweep_result *result, hodo_error *error);
} hodo_sweep_judge;

/* Prepares, runs, finishes, and writes table, picture and last line. Returns the exit status. */
int hodo_sweep_serve(hodo_sweep_settings *settings, const hodo_sweep_judge *judge, void *context,
                     hodo_arena *arena);

#endif
