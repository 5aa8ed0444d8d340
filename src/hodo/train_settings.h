/* The settings of `hodo train`: a struct that is filled from one table of options, so that the command line,
 * the configuration file, --help and the header of the output cannot disagree.
 *
 * A row of the table is an option with its reader, its place in the struct, its limits and the text that stands
 * for it when nobody gives it. A value is kept as text beside its number: the text is what the header of the
 * table quotes. Options on the command line override those of the file.
 */
#ifndef HODO_HODO_TRAIN_SETTINGS_H
#define HODO_HODO_TRAIN_SETTINGS_H

#include "base/arena.h"
#include "base/option.h"
#include "hodo/train_config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HODO_TRAIN_OPTIONS_MOST = 64 };

typedef struct hodo_train_settings {
    const char *data, *labels, *data_folder, *normalise, *target;
    int64_t classes[2]; /* of the two-class view; classes[0] < 0: all */
    int64_t samples;    /* 0: all; HODO_TRAIN_ENDLESS */
    int64_t test_samples;
    const char *architecture, *activation, *gain;
    double activation_a, activation_b;
    int64_t width, depth; /* 0: the architecture's own, put in by hodo_train_resolve */
    const char *parametrization, *optimiser;
    double momentum, beta1, beta2; /* negative: the optimiser's own */
    double eta;                    /* 0: that of train_defaults.h, put in by hodo_train_resolve */
    double gamma;
    bool centred;
    const char *loss;
    double loss_factor;    /* 0: the loss's own */
    int64_t batch;         /* 0: full */
    int64_t epochs, steps; /* either epochs is 0 or steps is negative */
    const char *schedule;
    int64_t warmup; /* negative: the schedule's own */
    double floor, product;
    int64_t rates_every;
    const char *precision;
    int64_t seed, threads;
    const char *probes;
    int64_t probe_every, probe_samples; /* probe_every 0: an epoch, or a twentieth of the steps */
    const char *output, *save, *load, *contact_sheet, *config;
    bool quiet, help, list;
    /* How each option came to be, in the order of the table. */
    const char *text[HODO_TRAIN_OPTIONS_MOST]; /* its value as text; NULL: none */
    bool given[HODO_TRAIN_OPTIONS_MOST];       /* by the command line or the file, not by default */
    hodo_train_config file;                    /* owns the texts that came from there */
} hodo_train_settings;

#define HODO_TRAIN_ENDLESS (-1) /* --samples=endless */

typedef struct hodo_train_option hodo_train_option;

/* Writes the value into `place`, a field of the settings. `where` begins the message ("--eta=0"). value is NULL
 * for a switch without one. */
typedef hodo_status (*hodo_train_reader)(const hodo_train_option *row, const char *where, const char *value,
                                         void *place, hodo_error *error);

struct hodo_train_option {
    const char *section; /* heading of --help above this row, or NULL */
    hodo_option face;
    const char *usual; /* the value when none is given; NULL: none, and the field is zero */
    hodo_train_reader read;
    size_t place; /* offset in hodo_train_settings */
    double least, most;
    bool open;        /* `least` itself is refused */
    const char *word; /* integers: a word that stands for `word_value` */
    int64_t word_value;
    const char *const *names; /* choices: the first name of a table that a NULL name ends, */
    size_t stride;            /* and the bytes between two rows of it */
    bool command_line_only;   /* not for the file */
};

extern const hodo_train_option hodo_train_options[]; /* ended by a row whose face.name is NULL */

/* Index of the option called `name`; it exists. */
size_t hodo_train_option_index(const char *name);

/* Whether the user gave it. */
bool hodo_train_given(const hodo_train_settings *settings, const char *name);

/* Fills the settings: defaults, then the file of --config, then the command line (argv[0] is passed over).
 * HODO_INVALID, HODO_IO. Clear in any case. */
hodo_status hodo_train_settings_read(int argc, char **argv, hodo_train_settings *settings, hodo_error *error);
void hodo_train_settings_clear(hodo_train_settings *settings);

/* Refuses settings that contradict each other, and puts numbers in the place of defaults that depend on other
 * settings; texts that this makes lie in the arena. */
hodo_status hodo_train_resolve(hodo_train_settings *settings, hodo_arena *arena, hodo_error *error);

void hodo_train_help(FILE *file);

#endif
