/* The table of options of `hodo train`. To add one: a field in train_settings.h and a row here. */
#include "hodo/train_data.h"
#include "hodo/train_defaults.h"
#include "hodo/train_probes.h"
#include "hodo/train_value.h"

#include "train/parametrization.h"

#define OPTION(name_, value_, doc_) .face = {name_, value_, doc_}
#define INTO(reader_, field_) .read = hodo_train_read_##reader_, .place = offsetof(hodo_train_settings, field_)
#define FROM(least_, most_) .least = (least_), .most = (most_)
#define ABOVE(least_, most_) .least = (least_), .most = (most_), .open = true
#define ONE_OF(table_) .names = &(table_)[0].name, .stride = sizeof(table_)[0]

/* Dimensions of matrices are ints to BLAS; whether a network fits into memory is told when it is made. */
#define DIMENSION_MOST 2147483647.0
#define COUNT_MOST 1099511627776.0 /* 2^40 samples or steps: centuries */
#define RATE_MOST 1e30             /* the sweeps of arXiv 2410.04642 end near 1e8 */
#define SEED_MOST 9007199254740992.0 /* 2^53: every table reader gets it back */

const hodo_train_option hodo_train_options[] = {
    {.section = "Data",
     OPTION("data", "NAME|FILE.npy", "what is learned: a name that --list knows, or inputs (n, d)"),
     INTO(data, data), .usual = "mnist"},
    {OPTION("labels", "FILE.npy", "labels (n,) of --data=FILE.npy"), INTO(text, labels)},
    {OPTION("data-folder", "DIR",
            "where the files of mnist, digits or cifar10 lie (default: HODO_DATA, data/)"),
     INTO(text, data_folder)},
    {OPTION("classes", "A,B", "the two-class view: A is 0 and B is 1"),
     INTO(classes, classes), FROM(0.0, 255.0)},
    {OPTION("samples", "N|endless", "training samples; a synthetic task can go on for ever (default: --list)"),
     INTO(integer, samples), FROM(1.0, DIMENSION_MOST), .word = "endless", .word_value = HODO_TRAIN_ENDLESS},
    {OPTION("test-samples", "N", "test samples (default: --list)"),
     INTO(integer, test_samples), FROM(1.0, DIMENSION_MOST)},
    {OPTION("normalise", "NAME",
            "of inputs: as-read, unit-range, standard, centred, unit-norm, root-norm (default: --list)"),
     INTO(name, normalise), ONE_OF(hodo_train_normalisations)},
    {OPTION("target", "NAME",
            "one-hot, centred, signs, values (default: signs of two classes, else one-hot)"),
     INTO(name, target), ONE_OF(hodo_train_targets)},

    {.section = "Network", OPTION("architecture", "NAME", "mlp, resnet, cnn"),
     INTO(name, architecture), ONE_OF(hodo_train_architectures), .usual = "mlp"},
    {OPTION("width", "N", "of hidden layers; channels of a cnn (default: 256; 32 of a cnn)"),
     INTO(integer, width), FROM(1.0, DIMENSION_MOST)},
    {OPTION("depth", "L", "weight matrices (default: 3; a cnn has 4)"),
     INTO(integer, depth), FROM(2.0, 100000.0)},
    {OPTION("activation", "NAME", "as hodo train --list has them"),
     INTO(name, activation), ONE_OF(hodo_activations), .usual = "relu"},
    {OPTION("activation-a", "X", "of abrelu, phi(s) = a s + b |s|"), INTO(real, activation_a), FROM(-1e6, 1e6),
     .usual = "0.5"},
    {OPTION("activation-b", "X", "of abrelu"), INTO(real, activation_b), FROM(-1e6, 1e6), .usual = "0.5"},
    {OPTION("gain", "NAME", "he or none: whether deviations make up for the activation"),
     INTO(name, gain), ONE_OF(hodo_train_gains), .usual = "he"},
    {OPTION("parametrization", "NAME", "how deviations, multipliers and rates scale; --list tells"),
     INTO(name, parametrization), ONE_OF(hodo_parametrizations), .usual = "mup"},

    {.section = "Training", OPTION("optimiser", "NAME", "sgd, momentum, adam, sign-sgd, muon"),
     INTO(name, optimiser), ONE_OF(hodo_train_optimisers), .usual = "momentum"},
    {OPTION("momentum", "X", "of momentum, sign-sgd and muon (default: the optimiser's own)"),
     INTO(real, momentum), FROM(0.0, 0.99999)},
    {OPTION("beta1", "X", "of adam (default 0.9)"), INTO(real, beta1), FROM(0.0, 0.99999)},
    {OPTION("beta2", "X", "of adam (default 0.999)"), INTO(real, beta2), FROM(0.0, 0.999999)},
    {OPTION("eta", "X", "learning rate, times the parametrization's rates (default: --list)"),
     INTO(real, eta), ABOVE(0.0, RATE_MOST)},
    {OPTION("gamma", "X", "feature-learning strength: the output is over gamma"),
     INTO(real, gamma), ABOVE(0.0, RATE_MOST), .usual = "1"},
    {OPTION("centred", "[yes|no]", "take the output of the initial network off"),
     INTO(switch, centred), .usual = "no"},
    {OPTION("loss", "NAME", "square or cross-entropy"), INTO(name, loss), ONE_OF(hodo_train_losses),
     .usual = "square"},
    {OPTION("loss-factor", "X", "of the loss's mean over samples (default: 1/2 square, 1 cross-entropy)"),
     INTO(real, loss_factor), ABOVE(0.0, RATE_MOST)},
    {OPTION("batch", "N|full", "samples a step"),
     INTO(integer, batch), FROM(1.0, DIMENSION_MOST), .word = "full", .usual = "128"},
    {OPTION("epochs", "N", "passes over the training samples (default: 5, unless --steps)"),
     INTO(integer, epochs), FROM(1.0, COUNT_MOST)},
    {OPTION("steps", "N", "steps, in place of epochs; 0 looks at the network and trains nothing"),
     INTO(integer, steps), FROM(0.0, COUNT_MOST)},
    {OPTION("schedule", "NAME", "constant, warmup, cosine, sharpness"),
     INTO(name, schedule), ONE_OF(hodo_train_schedules), .usual = "constant"},
    {OPTION("warmup", "N",
            "steps up to eta (warmup, cosine; default 0 of cosine, a twentieth of the steps of warmup)"),
     INTO(integer, warmup), FROM(0.0, COUNT_MOST)},
    {OPTION("floor", "X", "cosine ends at this fraction of eta (default 0)"),
     INTO(real, floor), FROM(0.0, 1.0)},
    {OPTION("product", "X", "sharpness: eta times the largest eigenvalue of Gauss-Newton (default 2.2)"),
     INTO(real, product), ABOVE(0.0, 1e6)},
    {OPTION("rates-every", "N", "fsc: steps between measurements of the rates; 0: before the first step only"),
     INTO(integer, rates_every), FROM(0.0, COUNT_MOST), .usual = "0"},
    {OPTION("precision", "NAME", "float or double (default: double when gamma < 0.01)"),
     INTO(name, precision), ONE_OF(hodo_train_precisions)},
    {OPTION("seed", "N", "of every random number"), INTO(integer, seed), FROM(0.0, SEED_MOST), .usual = "1"},
    {OPTION("threads", "N", "of BLAS; the same number gives the same rows"), INTO(integer, threads),
     FROM(1.0, 4096.0), .usual = "2"},

    {.section = "Looks", OPTION("probe", "LIST", "probes, with commas, as --list tells them"),
     INTO(probes, probes), .usual = "loss,accuracy,test-loss,test-accuracy"},
    {OPTION("probe-every", "N", "steps between looks (default: an epoch, or a twentieth of --steps)"),
     INTO(integer, probe_every), FROM(1.0, COUNT_MOST)},
    {OPTION("probe-samples", "N", "training samples that probes of the network see"),
     INTO(integer, probe_samples), FROM(1.0, DIMENSION_MOST), .usual = "256"},

    {.section = "Files", OPTION("output", "FILE.tsv", "the table (default: standard output)"),
     INTO(text, output)},
    {OPTION("save", "FOLDER", "the weights at the end: weights-0.npy, weights-1.npy, ..."), INTO(text, save)},
    {OPTION("load", "FOLDER", "start from these weights instead of random ones"), INTO(text, load)},
    {OPTION("contact-sheet", "FILE.png", "draw the first 100 inputs and train nothing"),
     INTO(text, contact_sheet)},
    {OPTION("config", "FILE", "settings from a file"), INTO(text, config), .command_line_only = true},

    {.section = "And", OPTION("quiet", "[yes|no]",
            "no progress, no last line"), INTO(switch, quiet), .usual = "no"},
    {OPTION("list", NULL, "print what the names of data, probes and the others stand for"),
     INTO(switch, list), .command_line_only = true},
    {OPTION("help", NULL, "print this"), INTO(switch, help), .command_line_only = true},
    {OPTION(NULL, NULL, NULL)},
};

_Static_assert(sizeof hodo_train_options / sizeof hodo_train_options[0] <= HODO_TRAIN_OPTIONS_MOST,
               "more options than the settings have room for");
