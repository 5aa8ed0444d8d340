/* What no single option can tell: which settings exclude each other, and what stands for those not given. */
#include "hodo/named_data.h"
#include "hodo/usual.h"

#include "base/number.h"
#include "train/cohort.h"

#include <stdio.h>
#include <string.h>

static bool is(const char *value, const char *name)
{
    return value != NULL && strcmp(value, name) == 0;
}

static hodo_status note_real(hodo_settings *settings, const char *name, double value, hodo_arena *arena,
                             hodo_error *error)
{
    char text[HODO_NUMBER_SIZE];
    hodo_number_print(value, text);
    return hodo_settings_note(settings, name, text, arena, error);
}

static hodo_status note_integer(hodo_settings *settings, const char *name, int64_t value,
                                hodo_arena *arena, hodo_error *error)
{
    char text[HODO_NUMBER_SIZE];
    (void)snprintf(text, sizeof text, "%lld", (long long)value);
    return hodo_settings_note(settings, name, text, arena, error);
}

static const hodo_usual_optimiser *optimiser_of(const hodo_settings *settings)
{
    const hodo_usual_optimiser *row = hodo_usual_optimisers;
    while (strcmp(row->name, settings->optimiser) != 0) {
        row++;
    }
    return row;
}

static const hodo_usual_schedule *schedule_of(const hodo_settings *settings)
{
    /* A command that takes no step has no such option: then any row that listens to nothing will do. */
    const char *name = settings->schedule != NULL ? settings->schedule : "constant";
    const hodo_usual_schedule *row = hodo_usual_schedules;
    while (strcmp(row->name, name) != 0) {
        row++;
    }
    return row;
}

/* A setting that would be read by nobody is a mistake of the user's, who should hear of it. */
static hodo_status refuse_unread(const hodo_settings *settings, hodo_error *error)
{
    const hodo_data_kind *kind = hodo_data_kind_of(settings);
    const hodo_usual_optimiser *optimiser = optimiser_of(settings);
    const hodo_usual_schedule *schedule = schedule_of(settings);
    const bool endless = kind->endless || settings->samples == HODO_ENDLESS;
    const struct {
        const char *name;
        bool read;
        const char *what, *which, *remedy;
    } rules[] = {
        {"labels", kind->name == NULL, "data", settings->data, "it brings its own: drop it"},
        {"data-folder", kind->folder, "data", settings->data, "it reads no folder: drop it"},
        {"classes", kind->classes > 2 && !endless, "data", settings->data,
         "the two-class view is of a finite set of three classes or more: drop it"},
        {"target", kind->classes > 0, "data", settings->data,
         "it is a regression, which has its targets: drop it"},
        {"activation-a", is(settings->activation, "abrelu"), "activation", settings->activation,
         "give --activation=abrelu, or drop it"},
        {"activation-b", is(settings->activation, "abrelu"), "activation", settings->activation,
         "give --activation=abrelu, or drop it"},
        {"momentum", optimiser->momentum, "optimiser", optimiser->name, "it has none: drop it"},
        {"beta1", optimiser->betas, "optimiser", optimiser->name, "only adam has betas: drop it"},
        {"beta2", optimiser->betas, "optimiser", optimiser->name, "only adam has betas: drop it"},
        {"warmup", schedule->warmup, "schedule", schedule->name,
         "give --schedule=warmup or cosine, or drop it"},
        {"floor", schedule->floor, "schedule", schedule->name, "give --schedule=cosine, or drop it"},
        {"eta", !schedule->product, "schedule", schedule->name, "it sets eta itself, by --product: drop it"},
        {"product", schedule->product, "schedule", schedule->name, "give --schedule=sharpness, or drop it"},
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (hodo_settings_given(settings, rules[i].name) && !rules[i].read) {
            return hodo_fail(error, HODO_INVALID, "--%s is not read with %s '%s': %s", rules[i].name,
                             rules[i].what, rules[i].which, rules[i].remedy);
        }
    }
    return HODO_OK;
}

static hodo_status check_data(const hodo_settings *settings, hodo_error *error)
{
    const hodo_data_kind *kind = hodo_data_kind_of(settings);
    const bool endless = kind->endless || settings->samples == HODO_ENDLESS;
    if (kind->name == NULL && settings->labels == NULL) {
        return hodo_fail(error, HODO_INVALID, "--data=%s lacks its labels: give --labels=FILE.npy",
                         settings->data);
    }
    if (settings->samples == HODO_ENDLESS && kind->task == NULL && !kind->endless) {
        return hodo_fail(error, HODO_INVALID,
                         "--samples=endless: '%s' ends: give a number, or a synthetic task", settings->data);
    }
    if (kind->endless && settings->samples > 0) {
        return hodo_fail(error, HODO_INVALID,
                         "--samples=%lld: '%s' never ends: drop it, or give --data=mnist; --steps says how far",
                         (long long)settings->samples, settings->data);
    }
    if (endless && settings->batch == 0) {
        return hodo_fail(error, HODO_INVALID, "--batch=full: endless data have no full batch: give a number");
    }
    if (is(settings->architecture, "cnn") && !kind->images) {
        return hodo_fail(error, HODO_INVALID,
                         "a cnn reads images, '%s' has none: give --data=mnist, cifar10 or image-clusters",
                         settings->data);
    }
    if (settings->contact_sheet != NULL && !kind->images) {
        return hodo_fail(
            error, HODO_INVALID,
            "--contact-sheet draws images, '%s' has none: give --data=mnist, cifar10 or image-clusters",
            settings->data);
    }
    const size_t length = settings->contact_sheet != NULL ? strlen(settings->contact_sheet) : 0;
    if (settings->contact_sheet != NULL &&
        (length < 5 || strcmp(settings->contact_sheet + length - 4, ".png") != 0)) {
        return hodo_fail(error, HODO_INVALID, "--contact-sheet=%s: it is a PNG: name it FILE.png",
                         settings->contact_sheet);
    }
    return HODO_OK;
}

static hodo_status check_training(const hodo_settings *settings, hodo_error *error)
{
    const hodo_data_kind *kind = hodo_data_kind_of(settings);
    if (settings->epochs > 0 && settings->steps >= 0) {
        return hodo_fail(error, HODO_INVALID, "--epochs and --steps both say when to end: give one");
    }
    if (is(settings->loss, "cross-entropy") &&
        (settings->target == NULL || is(settings->target, "signs") || is(settings->target, "values"))) {
        return hodo_fail(error, HODO_INVALID,
                         "cross-entropy wants a column a class, and %s: give --loss=square%s",
                         is(settings->target, "signs") ? "signs have one" : "this is a regression",
                         is(settings->target, "signs") ? " or --target=one-hot" : "");
    }
    if (is(settings->loss, "cross-entropy") && is(settings->target, "centred")) {
        return hodo_fail(
            error, HODO_INVALID,
            "cross-entropy wants rows that sum to 1, centred ones sum to 0: give --target=one-hot");
    }
    if (is(settings->target, "values") && (kind->name != NULL || settings->classes[0] >= 0)) {
        return hodo_fail(error, HODO_INVALID,
                         "--target=values is of --data=FILE.npy with all its rows: drop it");
    }
    if (is(settings->target, "signs") && settings->classes[0] < 0 && kind->classes > 2 &&
        kind->classes != SIZE_MAX) {
        return hodo_fail(error, HODO_INVALID,
                         "--target=signs wants two classes, '%s' has %zu: give --classes=A,B", settings->data,
                         kind->classes);
    }
    if (is(settings->architecture, "cnn") && settings->depth != 0 && settings->depth != 4) {
        return hodo_fail(error, HODO_INVALID, "--depth=%lld: the cnn has 4 weight matrices: drop it",
                         (long long)settings->depth);
    }
    if (settings->centred && is(settings->precision, "float") && settings->gamma < HODO_CENTRED_FLOAT_LEAST) {
        return hodo_fail(error, HODO_INVALID,
                         "gamma %g below %g: the centred output cancels in float: give --precision=double",
                         settings->gamma, HODO_CENTRED_FLOAT_LEAST);
    }
    return HODO_OK;
}

static hodo_status choose_data(hodo_settings *settings, hodo_arena *arena, hodo_error *error)
{
    const hodo_data_kind *kind = hodo_data_kind_of(settings);
    hodo_status status = HODO_OK;
    if (settings->normalise == NULL) {
        settings->normalise = kind->normalise;
        status = hodo_settings_note(settings, "normalise", kind->normalise, arena, error);
    }
    if (status == HODO_OK && settings->target == NULL && kind->classes > 0) {
        settings->target = settings->classes[0] >= 0 || kind->classes == 2 ? "signs" : "one-hot";
        if (is(settings->loss, "cross-entropy")) {
            settings->target = "one-hot";
        }
        status = hodo_settings_note(settings, "target", settings->target, arena, error);
    }
    if (status == HODO_OK && settings->samples == 0 && kind->samples != NULL) {
        status = hodo_integer_read(kind->samples, &settings->samples, error);
        status = status == HODO_OK ? hodo_settings_note(settings, "samples", kind->samples, arena, error)
                                   : status;
    }
    if (status == HODO_OK && settings->test_samples == 0 && kind->test_samples != NULL) {
        status = hodo_integer_read(kind->test_samples, &settings->test_samples, error);
        status = status == HODO_OK
                     ? hodo_settings_note(settings, "test-samples", kind->test_samples, arena, error)
                     : status;
    }
    const bool regression = settings->target == NULL || is(settings->target, "values");
    if (status == HODO_OK && regression && !hodo_settings_given(settings, "probe")) {
        settings->probes = "loss,test-loss"; /* nothing is right or wrong */
        status = hodo_settings_note(settings, "probe", settings->probes, arena, error);
    }
    return status;
}

static hodo_status choose_numbers(hodo_settings *settings, hodo_arena *arena, hodo_error *error)
{
    const bool cnn = is(settings->architecture, "cnn");
    hodo_status status = HODO_OK;
    if (settings->width == 0) {
        settings->width = cnn ? 32 : 256;
        status = note_integer(settings, "width", settings->width, arena, error);
    }
    if (status == HODO_OK && settings->depth == 0) {
        settings->depth = cnn ? 4 : 3;
        status = note_integer(settings, "depth", settings->depth, arena, error);
    }
    if (schedule_of(settings)->product) {
        settings->eta = 1.0; /* read by nobody, but positive */
    }
    if (status == HODO_OK && settings->eta == 0.0) {
        settings->eta = cnn ? optimiser_of(settings)->cnn_eta : optimiser_of(settings)->eta;
        status = note_real(settings, "eta", settings->eta, arena, error);
    }
    if (status == HODO_OK && settings->epochs == 0 && settings->steps < 0) {
        settings->epochs = 5;
        status = hodo_settings_note(settings, "epochs", "5", arena, error);
    }
    if (status == HODO_OK && settings->precision == NULL) {
        settings->precision = settings->gamma < HODO_CENTRED_FLOAT_LEAST ? "double" : "float";
        status = hodo_settings_note(settings, "precision", settings->precision, arena, error);
    }
    return status;
}

hodo_status hodo_settings_resolve(hodo_settings *settings, hodo_arena *arena, hodo_error *error)
{
    hodo_status status = refuse_unread(settings, error);
    if (status == HODO_OK) {
        status = check_data(settings, error);
    }
    if (status == HODO_OK) {
        status = choose_data(settings, arena, error);
    }
    if (status == HODO_OK) {
        status = check_training(settings, error);
    }
    return status == HODO_OK ? choose_numbers(settings, arena, error) : status;
}
