/* The settings of a command: a struct that is filled from tables of options, so that the command line, the
 * configuration file, --help and the header of the output cannot disagree.
 *
 * A row of a table is an option with its reader, its place in the struct, its limits and the text that stands
 * for it when nobody gives it. What commands share stands in shared_options.c, a table a subject; a command
 * says which of these tables it takes, without which rows, and adds tables of its own (command.h). Its own
 * settings are a struct that begins with this one. A value is kept as text beside its number: the text is what
 * the header of the table quotes. Options on the command line override those of the file.
 */
#ifndef HODO_HODO_SETTINGS_H
#define HODO_HODO_SETTINGS_H

#include "base/arena.h"
#include "base/option.h"
#include "hodo/settings_file.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HODO_SETTINGS_MOST = 64 }; /* options of a command */

typedef struct hodo_option_row hodo_option_row;
typedef struct hodo_command hodo_command;

typedef struct hodo_settings {
    const char *data, *labels, *data_folder, *normalise, *target;
    int64_t classes[2]; /* of the two-class view; classes[0] < 0: all */
    int64_t samples;    /* 0: all; HODO_ENDLESS */
    int64_t test_samples;
    const char *architecture, *activation, *gain;
    double activation_a, activation_b;
    int64_t width, depth; /* 0: the architecture's own, put in by hodo_settings_resolve */
    const char *parametrization, *optimiser;
    double momentum, beta1, beta2; /* negative: the optimiser's own */
    double eta;                    /* 0: that of usual.h, put in by hodo_settings_resolve */
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
    /* How each option of the command came to be, in the order of --help. */
    const hodo_command *command;
    const hodo_option_row *rows[HODO_SETTINGS_MOST];
    const char *usual[HODO_SETTINGS_MOST]; /* the defaults, or NULL */
    size_t count;
    const char *text[HODO_SETTINGS_MOST]; /* its value as text; NULL: none */
    bool given[HODO_SETTINGS_MOST];       /* by the command line or the file, not by default */
    hodo_settings_file file;              /* owns the texts that came from there */
} hodo_settings;

#define HODO_ENDLESS (-1) /* --samples=endless */

/* Writes the value into `place`, a field of the settings. `where` begins the message ("--eta=0"). value is NULL
 * for a switch without one. */
typedef hodo_status (*hodo_option_reader)(const hodo_option_row *row, const char *where, const char *value,
                                          void *place, hodo_error *error);

struct hodo_option_row {
    hodo_option face;
    const char *usual; /* the value when none is given; NULL: none, and the field is zero */
    hodo_option_reader read;
    size_t place; /* offset in hodo_settings, or in the command's struct that begins with it */
    double least, most;
    bool open;        /* `least` itself is refused */
    const char *word; /* integers: a word that stands for `word_value` */
    int64_t word_value;
    const char *const *names; /* choices: the first name of a table that a NULL name ends, */
    size_t stride;            /* and the bytes between two rows of it */
    bool command_line_only;   /* not for the file */
};

/* Index of the command's option called `name`; SIZE_MAX when it has none. */
size_t hodo_settings_index(const hodo_settings *settings, const char *name);

/* Whether the user gave it; never where the command has no such option. */
bool hodo_settings_given(const hodo_settings *settings, const char *name);

/* The text of an option's value; NULL where it has none. */
const char *hodo_settings_text(const hodo_settings *settings, const char *name);

/* The text of an option whose value was chosen by other settings, copied into the arena: the header quotes it.
 * And back to none, where nobody reads the value. HODO_NO_MEMORY. */
hodo_status hodo_settings_note(hodo_settings *settings, const char *name, const char *text, hodo_arena *arena,
                               hodo_error *error);
void hodo_settings_forget(hodo_settings *settings, const char *name);

/* Fills the settings: defaults, then the file of --config, then the command line (argv[0] is passed over). What
 * a command has beyond hodo_settings is its own to set to zero before. HODO_INVALID, HODO_IO. Clear in any
 * case. */
hodo_status hodo_settings_read(const hodo_command *command, int argc, char **argv, hodo_settings *settings,
                               hodo_error *error);
void hodo_settings_clear(hodo_settings *settings);

/* Refuses settings that contradict each other, and puts numbers in the place of defaults that depend on other
 * settings; texts that this makes lie in the arena. */
hodo_status hodo_settings_resolve(hodo_settings *settings, hodo_arena *arena, hodo_error *error);

#endif
