/* The options that commands share, a table a subject. To add one: a field in settings.h and a row here. */
#include "hodo/named_data.h"
#include "hodo/option_table.h"
#include "hodo/usual.h"

#include "train/parametrization.h"

const hodo_option_row hodo_data_options[] = {
    {OPTION("data", "NAME|FILE.npy", "what is learned: a name that --list knows, or inputs (n, d)"),
     INTO(data, data), .usual = "mnist"},
    {OPTION("labels", "FILE.npy", "labels (n,) of --data=FILE.npy"), INTO(text, labels)},
    {OPTION("data-folder", "DIR",
            "where the files of mnist, digits or cifar10 lie (default: HODO_DATA, data/)"),
     INTO(text, data_folder)},
    {OPTION("classes", "A,B", "the two-class view: A is 0 and B is 1"),
     INTO(classes, classes), FROM(0.0, 255.0)},
    {OPTION("samples", "N|endless", "training samples; a synthetic task can go on for ever (default: --list)"),
     INTO(integer, samples), FROM(1.0, DIMENSION_MOST), .word = "endless", .word_value = HODO_ENDLESS},
    {OPTION("test-samples", "N", "test samples (default: --list)"),
     INTO(integer, test_samples), FROM(1.0, DIMENSION_MOST)},
    {OPTION("normalise", "NAME",
            "of inputs: as-read, unit-range, standard, centred, unit-norm, root-norm (default: --list)"),
     INTO(name, normalise), ONE_OF(hodo_normalisation_names)},
    {OPTION("target", "NAME",
            "one-hot, centred, signs, values (default: signs of two classes, else one-hot)"),
     INTO(name, target), ONE_OF(hodo_target_names)},
    OPTIONS_END,
};

const hodo_option_row hodo_network_options[] = {
    {OPTION("architecture", "NAME", "mlp, resnet, cnn"),
     INTO(name, architecture), ONE_OF(hodo_architecture_names), .usual = "mlp"},
    {OPTION("width", "N", "of hidden layers; channels of a cnn (default: 256; 32 of a cnn)"),
     INTO(integer, width), FROM(1.0, DIMENSION_MOST)},
    {OPTION("depth", "L", "weight matrices (default: 3; a cnn has 4)"),
     INTO(integer, depth), FROM(2.0, 100000.0)},
    {OPTION("activation", "NAME", "as --list has them"),
     INTO(name, activation), ONE_OF(hodo_activations), .usual = "relu"},
    {OPTION("activation-a", "X", "of abrelu, phi(s) = a s + b |s|"), INTO(real, activation_a), FROM(-1e6, 1e6),
     .usual = "0.5"},
    {OPTION("activation-b", "X", "of abrelu"), INTO(real, activation_b), FROM(-1e6, 1e6), .usual = "0.5"},
    {OPTION("gain", "he|none", "whether deviations make up for the activation"),
     INTO(name, gain), ONE_OF(hodo_gain_names), .usual = "he"},
    {OPTION("parametrization", "NAME", "how deviations, multipliers and rates scale; --list tells"),
     INTO(name, parametrization), ONE_OF(hodo_parametrizations), .usual = "mup"},
    OPTIONS_END,
};

const hodo_option_row hodo_training_options[] = {
    {OPTION("optimiser", "NAME", "sgd, momentum, adam, sign-sgd, muon"),
     INTO(name, optimiser), ONE_OF(hodo_usual_optimisers), .usual = "momentum"},
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
    {OPTION("loss", "square|cross-entropy", "mean over samples; --list has the formulas"), INTO(name, loss), ONE_OF(hodo_loss_names),
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
     INTO(name, schedule), ONE_OF(hodo_usual_schedules), .usual = "constant"},
    {OPTION("warmup", "N",
            "steps up to eta (warmup, cosine; default 0 of cosine, a twentieth of the steps of warmup)"),
     INTO(integer, warmup), FROM(0.0, COUNT_MOST)},
    {OPTION("floor", "X", "cosine ends at this fraction of eta (default 0)"),
     INTO(real, floor), FROM(0.0, 1.0)},
    {OPTION("product", "X", "sharpness: eta times the largest eigenvalue of Gauss-Newton (default 2.2)"),
     INTO(real, product), ABOVE(0.0, 1e6)},
    {OPTION("rates-every", "N", "fsc: steps between measurements of the rates; 0: before the first step only"),
     INTO(integer, rates_every), FROM(0.0, COUNT_MOST), .usual = "0"},
    {OPTION("precision", "float|double", "of weights and passes (default: double when gamma < 0.01)"),
     INTO(name, precision), ONE_OF(hodo_precision_names)},
    {OPTION("seed", "N", "of every random number"), INTO(integer, seed), FROM(0.0, SEED_MOST), .usual = "1"},
    {OPTION("threads", "N", "of BLAS; the same number gives the same rows"), INTO(integer, threads),
     FROM(1.0, THREADS_MOST), .usual = "2"},
    OPTIONS_END,
};

const hodo_option_row hodo_look_options[] = {
    {OPTION("probe-every", "N", "steps between looks (default: an epoch, or a twentieth of --steps)"),
     INTO(integer, probe_every), FROM(1.0, COUNT_MOST)},
    {OPTION("probe-samples", "N", "training samples that probes of the network see"),
     INTO(integer, probe_samples), FROM(1.0, DIMENSION_MOST), .usual = "256"},
    OPTIONS_END,
};

const hodo_option_row hodo_file_options[] = {
    {OPTION("output", "FILE.tsv", "the table (default: standard output)"),
     INTO(text, output)},
    {OPTION("save", "FOLDER", "the weights at the end: weights-0.npy, weights-1.npy, ..."), INTO(text, save)},
    {OPTION("load", "FOLDER", "start from these weights instead of random ones"), INTO(text, load)},
    {OPTION("contact-sheet", "FILE.png", "draw the first 100 inputs and train nothing"),
     INTO(text, contact_sheet)},
    {OPTION("config", "FILE", "settings from a file"), INTO(text, config), .command_line_only = true},
    OPTIONS_END,
};

const hodo_option_row hodo_other_options[] = {
    {OPTION("quiet", "[yes|no]",
            "no progress, no last line"), INTO(switch, quiet), .usual = "no"},
    {OPTION("list", NULL, "print what the names of data, probes and the others stand for"),
     INTO(switch, list), .command_line_only = true},
    {OPTION("help", NULL, "print this"), INTO(switch, help), .command_line_only = true},
    OPTIONS_END,
};
