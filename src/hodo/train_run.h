/* One training from settings to table: everything that `hodo train` sets up, in the order in which it can be
 * refused, and the loop.
 */
#ifndef HODO_HODO_TRAIN_RUN_H
#define HODO_HODO_TRAIN_RUN_H

#include "hodo/command.h"
#include "hodo/train_progress.h"
#include "hodo/train_table.h"
#include "train/control.h"

typedef struct hodo_train_run {
    hodo_settings *settings;
    hodo_arena *arena, *scratch;
    hodo_named_data data;
    hodo_source source;
    hodo_named_network network;
    hodo_train_scene scene;
    hodo_train_panel panel;
    hodo_observer control; /* sets rates before a step where the settings want them measured; look NULL: none */
    hodo_table *table;
    size_t steps, every, epoch_steps;
    hodo_train_progress *progress; /* while the loop runs */
    double *values;                /* (panel.values,) */
    bool wants_steps;              /* a probe follows every step */
    hodo_train_end end;
} hodo_train_run;

/* From resolved settings to the first step. All errors are the settings', the data's or the machine's: nothing
 * has been trained. Clear in any case. */
hodo_status hodo_train_run_prepare(hodo_train_run *run, hodo_settings *settings, hodo_arena *arena,
                                   hodo_arena *scratch, hodo_error *error);

/* The loop, the last look, the weights of --save and the table. HODO_OK too when the cell stopped (run->end
 * tells how); *interrupted when a signal ended it: what there is has been written. */
hodo_status hodo_train_run_go(hodo_train_run *run, bool *interrupted, hodo_error *error);

void hodo_train_run_clear(hodo_train_run *run);

/* The options of the command. */
extern const hodo_command_section hodo_train_sections[];

#endif
