/* The data that a command trains on, by name: a table of kinds, each a reader of files or a synthetic task.
 *
 * What is opened is normalised, has its targets, and knows where its batches come from: shuffled epochs of a
 * finite set, one full batch, or an endless stream. Of a stream the rows that probes look at are its first.
 * It is opened once; every seed of a sweep draws its batches from a source of its own.
 */
#ifndef HODO_HODO_NAMED_DATA_H
#define HODO_HODO_NAMED_DATA_H

#include "data/digit_stream.h"
#include "data/synthetic.h"
#include "hodo/settings.h"
#include "train/source.h"

/* What random numbers of one seed are for: the cell of a stream. */
typedef enum hodo_draws {
    HODO_DRAWS_WEIGHTS = 0,
    HODO_DRAWS_TASK,
    HODO_DRAWS_SUBSET,
    HODO_DRAWS_ORDER,
    HODO_DRAWS_PROBE,
    HODO_DRAWS_RATES /* where a grid of learning rates stands */
} hodo_draws;

hodo_stream hodo_draws_of(const hodo_settings *settings, hodo_draws draws);

typedef struct hodo_named_data {
    hodo_dataset train, test; /* with targets; `train` of a stream is its first rows, for looks */
    size_t batch, epoch; /* samples of a step, and that count as an epoch */
    bool endless;
    hodo_task *task;           /* of a synthetic one */
    hodo_digit_stream *digits; /* freed by hodo_named_data_clear */
} hodo_named_data;

typedef struct hodo_data_kind hodo_data_kind;

typedef hodo_status (*hodo_data_opener)(const hodo_data_kind *kind, const hodo_settings *settings,
                                         hodo_arena *arena, hodo_named_data *data, hodo_error *error);

struct hodo_data_kind {
    const char *name, *doc;
    hodo_data_opener open;
    const char *task;                   /* name of the synthetic task, or NULL */
    const char *normalise;              /* usual */
    size_t classes;                     /* 0: regression; SIZE_MAX: the files tell */
    bool images;                        /* rows are images: a cnn can read them, a sheet can draw them */
    bool endless;                       /* always a stream */
    bool folder;                        /* reads --data-folder */
    const char *samples, *test_samples; /* usual, as options */
};

/* The rows, ended by one whose name is NULL; then the one of FILE.npy, which has no name of its own. */
extern const hodo_data_kind hodo_data_kinds[];

/* The row of a name that hodo_option_read_data has taken. */
const hodo_data_kind *hodo_data_kind_of(const hodo_settings *settings);

/* The reader of --data (option_value.h): a name of the table, or the path of a .npy file. */
hodo_status hodo_option_read_data(const hodo_option_row *row, const char *where, const char *value,
                                 void *place, hodo_error *error);

/* What the settings make of classes and inputs. */
hodo_target hodo_named_target(const hodo_settings *settings);
hodo_normalisation hodo_named_normalisation(const hodo_settings *settings);

/* Opens what the (resolved) settings name. Everything lies in the arena. The errors of the readers;
 * HODO_INVALID for more samples than there are. Clear in any case. */
hodo_status hodo_named_data_open(const hodo_settings *settings, hodo_arena *arena, hodo_named_data *data,
                                 hodo_error *error);
/* A source of the data's batches for the seed of these settings, with a context of its own: several can be
 * drawn from at once. The order of a finite set's batches goes by the seed; an endless stream is one and the
 * same for every seed. */
hodo_status hodo_named_data_source(const hodo_settings *settings, hodo_arena *arena,
                                   const hodo_named_data *data, hodo_source *source, hodo_error *error);
/* x (count, inputs) and y (count, outputs) <- the first rows of a set, in a network's precision; a view of the
 * set, or a copy in the arena. HODO_NO_MEMORY. */
hodo_status hodo_named_rows(const hodo_dataset *set, size_t count, hodo_precision precision, hodo_arena *arena,
                            hodo_matrix *x, hodo_matrix *y, hodo_error *error);

void hodo_named_data_clear(hodo_named_data *data);

/* The same for the kinds that files bring (data_files.c) and those that are drawn (data_tasks.c): sets as
 * they are read or drawn, without normalisation (digits are made standard) and targets. */
hodo_status hodo_named_open_mnist(const hodo_data_kind *kind, const hodo_settings *settings,
                                  hodo_arena *arena, hodo_named_data *data, hodo_error *error);
hodo_status hodo_named_open_cifar(const hodo_data_kind *kind, const hodo_settings *settings,
                                  hodo_arena *arena, hodo_named_data *data, hodo_error *error);
hodo_status hodo_named_open_npy(const hodo_data_kind *kind, const hodo_settings *settings,
                                hodo_arena *arena, hodo_named_data *data, hodo_error *error);
hodo_status hodo_named_open_task(const hodo_data_kind *kind, const hodo_settings *settings,
                                 hodo_arena *arena, hodo_named_data *data, hodo_error *error);
hodo_status hodo_named_open_digits(const hodo_data_kind *kind, const hodo_settings *settings,
                                   hodo_arena *arena, hodo_named_data *data, hodo_error *error);

#endif
