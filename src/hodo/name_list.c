#include "hodo/name_list.h"

#include "hodo/named_data.h"
#include "hodo/usual.h"
#include "hodo/train_probes.h"
#include "train/optimiser.h"

static void print_row(FILE *file, const char *kind, const char *name, const char *doc)
{
    (void)fprintf(file, "%s\t%s\t%s\n", kind, name, doc);
}

static void print_names(FILE *file, const char *kind, const hodo_usual_name *row)
{
    for (; row->name != NULL; row++) {
        print_row(file, kind, row->name, row->doc);
    }
}

static void print_data(FILE *file)
{
    const hodo_data_kind *row = hodo_data_kinds;
    for (bool more = true; more; row++) {
        more = row->name != NULL;
        (void)fprintf(file, "data\t%s\t%s; normalise %s", more ? row->name : "FILE.npy", row->doc,
                      row->normalise);
        if (row->samples != NULL) {
            (void)fprintf(file, ", samples %s, test-samples %s", row->samples, row->test_samples);
        }
        (void)fputc('\n', file);
    }
}

static void print_optimisers(FILE *file)
{
    for (const hodo_usual_optimiser *row = hodo_usual_optimisers; row->name != NULL; row++) {
        const hodo_optimiser_settings settings = hodo_optimiser_find(row->name, NULL);
        (void)fprintf(file, "optimiser\t%s\t%s; eta %g, of a cnn %g\n", row->name,
                      hodo_optimiser_doc(settings.kind), row->eta, row->cnn_eta);
    }
}

static void print_activations(FILE *file)
{
    for (const hodo_activation *row = hodo_activations; row->name != NULL; row++) {
        print_row(file, "activation", row->name, row->formula);
    }
}

static void print_parametrizations(FILE *file)
{
    for (const hodo_parametrization *row = hodo_parametrizations; row->name != NULL; row++) {
        print_row(file, "parametrization", row->name, row->doc);
    }
}

static void print_schedules(FILE *file)
{
    for (const hodo_usual_schedule *row = hodo_usual_schedules; row->name != NULL; row++) {
        print_row(file, "schedule", row->name, row->doc);
    }
}

static void print_probes(FILE *file)
{
    for (const hodo_train_probe *row = hodo_train_probes; row->name != NULL; row++) {
        print_row(file, "probe", row->name, row->doc);
    }
}

void hodo_name_list(const hodo_settings *settings, FILE *file)
{
    static const struct {
        const char *option;
        void (*print)(FILE *file);
        const hodo_usual_name *names; /* where there is no function */
    } kinds[] = {
        {"data", print_data, NULL},
        {"normalise", NULL, hodo_normalisation_names},
        {"target", NULL, hodo_target_names},
        {"architecture", NULL, hodo_architecture_names},
        {"activation", print_activations, NULL},
        {"gain", NULL, hodo_gain_names},
        {"parametrization", print_parametrizations, NULL},
        {"optimiser", print_optimisers, NULL},
        {"loss", NULL, hodo_loss_names},
        {"schedule", print_schedules, NULL},
        {"probe", print_probes, NULL},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (hodo_settings_index(settings, kinds[i].option) == SIZE_MAX) {
            continue; /* an option that the command has not */
        }
        if (kinds[i].print != NULL) {
            kinds[i].print(file);
        } else {
            print_names(file, kinds[i].option, kinds[i].names);
        }
    }
}
