/* What `hodo train` asks for: all that commands share, and its probes. */
#include "hodo/option_table.h"
#include "hodo/train_run.h"

static const hodo_option_row probes[] = {
    {OPTION("probe", "LIST", "probes, with commas, as --list tells them"), .read = hodo_train_read_probes,
     .place = offsetof(hodo_settings, probes), .usual = "loss,accuracy,test-loss,test-accuracy"},
    OPTIONS_END,
};

const hodo_command_section hodo_train_sections[] = {
    {.heading = "Data", .rows = hodo_data_options},
    {.heading = "Network", .rows = hodo_network_options},
    {.heading = "Training", .rows = hodo_training_options},
    {.heading = "Looks", .rows = probes},
    {.rows = hodo_look_options},
    {.heading = "Files", .rows = hodo_file_options},
    {.heading = "And", .rows = hodo_other_options},
    {.rows = NULL},
};
