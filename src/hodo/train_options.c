/* What `hodo train` asks for: all that commands share, and its probes. */
#include "hodo/option_table.h"
#include "hodo/train_run.h"

static const hodo_option_row probes[] = {
    {OPTION("probe", "LIST", "probes, with commas, as --list tells them"), .read = hodo_train_read_probes,
     .place = offsetof(hodo_settings, probes), .usual = "loss,accuracy,test-loss,test-accuracy"},
    OPTIONS_END,
};

const hodo_command_section hodo_train_sections[] = {
    {"Data", hodo_data_options, NULL},         {"Network", hodo_network_options, NULL},
    {"Training", hodo_training_options, NULL}, {"Looks", probes, NULL},
    {NULL, hodo_look_options, NULL},           {"Files", hodo_file_options, NULL},
    {"And", hodo_other_options, NULL},         {NULL, NULL, NULL},
};
