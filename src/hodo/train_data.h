/* The data of `hodo train`, by name: a table of kinds, each a reader of files or a synthetic task.
 *
 * What is opened is normalised, has its targets, and knows where its batches come from: shuffled epochs of a
 * finite set, one full batch, or an endless stream. Of a stream the rows that probes look at are its first.
 */
#ifndef HODO_HODO_TRAIN_DATA_H
#define HODO_HODO_TRAIN_DATA_H

#include "data/digit_stream.h"
#include "data/synthetic.h"
#include "hodo/train_settings.h"
#include "train/source.h"

/* What random numbers of one seed are for: the cell of a stream. */
typedef enum hodo_train_draws {
    HODO_DRAWS_WEIGHTS = 0,
    HODO_DRAWS_TASK,
    HODO_DRAWS_SUBSET,
    HODO_DRAWS_ORDER,
    HODO_DRAWS_PROBE
} hodo_train_draws;

hodo_stream hodo_train_stream(const hodo_train_settings *settings, hodo_train_draws draws);

typedef struct hodo_train_data {
    hodo_dataset train, test; /* with targets; `train` of a stream is its first rows, for looks */
    hodo_source source;
    size_t batch, epoch; /* samples of a step, and that count as an epoch */
    bool endless;
    hodo_task *task;           /* of a synthetic one */
    hodo_digit_stream *digits; /* freed by hodo_train_data_clear */
} hodo_train_data;

typedef struct hodo_train_data_kind hodo_train_data_kind;

typedef hodo_status (*hodo_train_opener)(const hodo_train_data_kind *kind, const hodo_train_settings *settings,
                                         hodo_arena *arena, hodo_train_data *data, hodo_error *error);

struct hodo_train_data_kind {
    const char *name, *doc;
    hodo_train_opener open;
    const char *task;                   /* name of the synthetic task, or NULL */
    const char *normalise;              /* usual */
    size_t classes;                     /* 0: regression; SIZE_MAX: the files tell */
    bool images;                        /* rows are images: a cnn can read them, a sheet can draw them */
    bool endless;                       /* always a stream */
    bool folder;                        /* reads --data-folder */
    const char *samples, *test_samples; /* usual, as options */
};

/* The rows, ended by one whose name is NULL; then the one of FILE.npy, which has no name of its own. */
extern const hodo_train_data_kind hodo_train_data_kinds[];

/* The row of a name that hodo_train_read_data has taken. */
const hodo_train_data_kind *hodo_train_data_kind_of(const hodo_train_settings *settings);

/* The reader of --data (train_value.h): a name of the table, or the path of a .npy file. */
hodo_status hodo_train_read_data(const hodo_train_option *row, const char *where, const char *value,
                                 void *place, hodo_error *error);

/* What the settings make of classes and inputs. */
hodo_target hodo_train_target_of(const hodo_train_settings *settings);
hodo_normalisation hodo_train_normalisation_of(const hodo_train_settings *settings);

/* Opens what the (resolved) settings name. Everything lies in the arena. The errors of the readers;
 * HODO_INVALID for more samples than there are. Clear in any case. */
hodo_status hodo_train_data_open(const hodo_train_settings *settings, hodo_arena *arena, hodo_train_data *data,
                                 hodo_error *error);
void hodo_train_data_clear(hodo_train_data *data);

/* The same for the kinds that files bring (train_files.c) and those that are drawn (train_tasks.c): sets as
 * they are read or drawn, without normalisation (digits are made standard) and targets; data->source is that of
 * a stream, or empty. */
hodo_status hodo_train_open_mnist(const hodo_train_data_kind *kind, const hodo_train_settings *settings,
                                  hodo_arena *arena, hodo_train_data *data, hodo_error *error);
hodo_status hodo_train_open_cifar(const hodo_train_data_kind *kind, const hodo_train_settings *settings,
                                  hodo_arena *arena, hodo_train_data *data, hodo_error *error);
hodo_status hodo_train_open_npy(const hodo_train_data_kind *kind, const hodo_train_settings *settings,
                                hodo_arena *arena, hodo_train_data *data, hodo_error *error);
hodo_status hodo_train_open_task(const hodo_train_data_kind *kind, const hodo_train_settings *settings,
                                 hodo_arena *arena, hodo_train_data *data, hodo_error *error);
hodo_status hodo_train_open_digits(const hodo_train_data_kind *kind, const hodo_train_settings *settings,
                                   hodo_arena *arena, hodo_train_data *data, hodo_error *error);

#endif
