#include "hodo/usual.h"

#include <stddef.h>

/* Of the mlp, found by five epochs of MNIST with all other settings at their defaults: accuracies on the test
 * images .981, .982, .982, .976, .982; half and twice the rate of the first three give at least .975. Those of
 * the cnn learn at widths 8 and 32 alike; sgd diverges at 1, momentum learns nothing at .5. */
const hodo_usual_optimiser hodo_usual_optimisers[] = {
    {"sgd", 4.0, 0.2, false, false},     {"momentum", 0.5, 0.05, true, false}, {"adam", 0.5, 0.1, false, true},
    {"sign-sgd", 0.3, 0.05, true, false}, {"muon", 0.01, 0.01, true, false},    {NULL, 0.0, 0.0, false, false},
};

const hodo_usual_schedule hodo_usual_schedules[] = {
    {"constant", "eta at every step", false, false, false},
    {"warmup", "up to eta over --warmup steps, then constant", true, false, false},
    {"cosine", "warmup, then down to --floor times eta along half a cosine", true, true, false},
    {"sharpness", "--product over the largest Gauss-Newton eigenvalue of the batch, at every step", false,
     false, true},
    {NULL, NULL, false, false, false},
};

const hodo_usual_name hodo_architecture_names[] = {
    {"mlp", "dense layers"},
    {"resnet", "dense residual branches, one weight matrix each"},
    {"cnn", "two convolutions with pools, one dense layer, readout (arXiv 2410.04642)"},
    {NULL, NULL},
};

const hodo_usual_name hodo_normalisation_names[] = {
    {"as-read", "nothing; bytes are 0 .. 255"},
    {"unit-range", "bytes over 255"},
    {"standard", "the data set's published mean and deviation"},
    {"centred", "mean 0 and deviation 1 over all entries of the training set"},
    {"unit-norm", "every row of norm 1"},
    {"root-norm", "every row of norm sqrt(d)"},
    {NULL, NULL},
};

const hodo_usual_name hodo_target_names[] = {
    {"one-hot", "a column a class, 0 and 1"},
    {"centred", "one-hot minus 1/classes"},
    {"signs", "one column, -1 and +1: two classes"},
    {"values", "the numbers of --labels as they are: a regression"},
    {NULL, NULL},
};

const hodo_usual_name hodo_loss_names[] = {
    {"square", "1/2 |f - y|^2, mean over samples"},
    {"cross-entropy", "of the softmax, mean over samples"},
    {NULL, NULL},
};

const hodo_usual_name hodo_gain_names[] = {
    {"he", "deviations times (E phi(z)^2)^-1/2 after an activation: sqrt 2 for relu"},
    {"none", "deviations as the parametrization has them"},
    {NULL, NULL},
};

const hodo_usual_name hodo_precision_names[] = {
    {"float", "32 bits"},
    {"double", "64 bits"},
    {NULL, NULL},
};
