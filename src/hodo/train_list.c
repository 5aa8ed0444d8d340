#include "hodo/train_list.h"

#include "hodo/train_data.h"
#include "hodo/train_defaults.h"
#include "hodo/train_probes.h"
#include "train/optimiser.h"

static void print_row(FILE *file, const char *kind, const char *name, const char *doc)
{
    (void)fprintf(file, "%s\t%s\t%s\n", kind, name, doc);
}

static void print_names(FILE *file, const char *kind, const hodo_train_name *row)
{
    for (; row->name != NULL; row++) {
        print_row(file, kind, row->name, row->doc);
    }
}

static void print_data(FILE *file)
{
    const hodo_train_data_kind *row = hodo_train_data_kinds;
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
    for (const hodo_train_optimiser *row = hodo_train_optimisers; row->name != NULL; row++) {
        const hodo_optimiser_settings settings = hodo_optimiser_find(row->name, NULL);
        (void)fprintf(file, "optimiser\t%s\t%s; eta %g, of a cnn %g\n", row->name,
                      hodo_optimiser_doc(settings.kind), row->eta, row->cnn_eta);
    }
}

void hodo_train_list(FILE *file)
{
    print_data(file);
    print_names(file, "normalise", hodo_train_normalisations);
    print_names(file, "target", hodo_train_targets);
    print_names(file, "architecture", hodo_train_architectures);
    for (const hodo_activation *row = hodo_activations; row->name != NULL; row++) {
        print_row(file, "activation", row->name, row->formula);
    }
    print_names(file, "gain", hodo_train_gains);
    for (const hodo_parametrization *row = hodo_parametrizations; row->name != NULL; row++) {
        print_row(file, "parametrization", row->name, row->doc);
    }
    print_optimisers(file);
    print_names(file, "loss", hodo_train_losses);
    for (const hodo_train_schedule *row = hodo_train_schedules; row->name != NULL; row++) {
        print_row(file, "schedule", row->name, row->doc);
    }
    for (const hodo_train_probe *row = hodo_train_probes; row->name != NULL; row++) {
        print_row(file, "probe", row->name, row->doc);
    }
}
