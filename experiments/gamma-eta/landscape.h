/* What every figure of arXiv 2410.04642 trains: a network in the paper's parametrization, its outputs centred
 * and divided by gamma, on an endless stream of digits, at many (gamma, eta).
 *
 *     f~ = (f(theta) - f(theta_0)) / gamma,   theta <- theta - N eta grad loss(f~),   weights N(0, 1)
 *     h_l = W_l x / sqrt(fan_in), f = W_L phi(h_{L-1}) / N, phi = ReLU     (row `mup`, gain none)
 *
 * `landscape_data` is what networks learn from, `landscape` a network and how it is trained; gamma and eta
 * belong to a run, because cells of one landscape share batches and initial weights. gamma below 10^-2 runs in
 * double precision from the same weights: they are drawn in float.
 *
 * Digits are the endless stream made from MNIST's training images, the test set the first images of its test
 * part. Where there is no MNIST, both are the synthetic task image-clusters, in the same units; a convolutional
 * network's are CIFAR-10 where the user brought it (data/stand_in.h decides, `origin` says which). A batch is a
 * pure function of the stream and the step. Batches are kept once made, up to LANDSCAPE_KEPT_BYTES, so that all
 * runs of a data set make them once; one thread at a time. So are the outputs of theta_0 on them, up to
 * LANDSCAPE_FROZEN_BYTES.
 *
 * Everything lies in the arena that is handed in; nothing is shared between cells of the laboratory.
 */
#ifndef GAMMA_ETA_LANDSCAPE_H
#define GAMMA_ETA_LANDSCAPE_H

#include "data/cifar.h"
#include "data/stand_in.h"
#include "experiments/gamma-eta/outcome.h"
#include "net/model.h"
#include "train/loop.h"

#define LANDSCAPE_KEPT_BYTES ((size_t)1 << 28)
#define LANDSCAPE_FROZEN_BYTES ((size_t)1 << 26) /* of each precision */
#define LANDSCAPE_LEARNED_RATIO 0.9 /* of the first loss */

enum { LANDSCAPE_TEST = 5000, LANDSCAPE_COHORT = 8, LANDSCAPE_DEAD_CHECK = 16 };

typedef struct landscape_data_setting {
    size_t batch;   /* rows of a step */
    size_t test;    /* test images; 0 stands for LANDSCAPE_TEST */
    bool synthetic; /* image-clusters even where there is MNIST */
    hodo_wanted wanted; /* HODO_WANT_MNIST if not set */
} landscape_data_setting;

typedef struct landscape_data {
    size_t batch, inputs, outputs, channels, height, width; /* d, k and the shape of an image */
    const char *origin;        /* landscape_data_name, or that of image-clusters where they were asked for */
    bool digits;               /* made from MNIST */
    hodo_source source;        /* float or double, as asked; batches of `batch` rows */
    hodo_dataset test;         /* x (test, d), labels (test,) and one-hot y (test, k), float, normalised */
    hodo_digit_stream *stream;   /* owned: of digits */
    hodo_cifar_records *records; /* owned: of CIFAR-10, its training images */
} landscape_data;

/* What landscape_data_open reads, for hodo_experiment.data: MNIST, or image-clusters in its stead where there
 * is none. A folder that was named and lacks the files is no reason for a stand-in: to open it is then an
 * error. The second is of HODO_WANT_CIFAR10_OR_MNIST. */
const char *landscape_data_name(void);
const char *landscape_cnn_data_name(void);

/* The images that are going to be opened, before they are: what cost functions count with. */
typedef struct landscape_images {
    hodo_images set;
    size_t channels, height, width, classes;
    double cost; /* multiply-adds that making one takes as long as */
} landscape_images;

landscape_images landscape_images_of(hodo_wanted wanted);

/* Opens the training stream and the test set. `stream` names the trial: all figures that hand in the same get
 * the same images. Close what was opened, also after an error. */
hodo_status landscape_data_open(hodo_arena *arena, const landscape_data_setting *setting,
                                const hodo_stream *stream, landscape_data *data, hodo_error *error);
void landscape_data_close(landscape_data *data);

typedef struct landscape_setting {
    hodo_model_kind model;       /* HODO_MLP or HODO_CNN */
    size_t width, depth;         /* N; L, weight matrices (4 in the cnn) */
    size_t steps;                /* T */
    const hodo_loss_kind *loss;  /* &hodo_loss_square (mean over batch and classes) or
                                    &hodo_loss_cross_entropy (mean over the batch) */
    const char *optimiser;       /* NULL: sgd, without momentum */
    const char *parametrization; /* NULL: mup */
    double learned;              /* of the first loss; 0 stands for LANDSCAPE_LEARNED_RATIO */
} landscape_setting;

typedef struct landscape {
    landscape_setting setting; /* defaults filled in */
    const landscape_data *data;
    hodo_architecture architecture;
    hodo_network initial[2]; /* of HODO_FLOAT and HODO_DOUBLE (hodo_precision): the same weights */
    double *rates;           /* (weight_count,) of the parametrization */
    hodo_frozen_memo *frozen[2]; /* f(theta_0) of the batches of data->source, by precision */
    hodo_training training;  /* handed to hodo_cohort_take as it is, or changed before */
} landscape;

/* Builds the architecture, draws the weights from `stream` and sets the parametrization. `data` must outlive
 * it. HODO_INVALID for what model, optimiser or parametrization refuse; HODO_NO_MEMORY. */
hodo_status landscape_open(hodo_arena *arena, const landscape_data *data, const landscape_setting *setting,
                           const hodo_stream *stream, landscape *made, hodo_error *error);

/* HODO_DOUBLE where f - f_0 cancels in float: gamma < 10^-2. */
hodo_precision landscape_precision(double gamma);

/* A cohort of `count` rates at one gamma, for whoever drives the loop himself
 * (hodo_loop_run(arena, cohort, &data->source, steps, observer, ...)) on no other batches: the outputs of
 * theta_0 are remembered by step. NULL with *error. */
hodo_cohort *landscape_cohort(hodo_arena *arena, const landscape *of, double gamma, const double *etas,
                              size_t count, hodo_error *error);

/* Trains `count` rates at one gamma for all steps, in cohorts of at most LANDSCAPE_COHORT, and says how they
 * ended: outcomes (count,). `observer` may be NULL; where one is handed in, all are one cohort. The scratch
 * arena is reset for every cohort: nothing that is still needed may lie in it. */
hodo_status landscape_run(hodo_arena *scratch, const landscape *of, double gamma, const double *etas,
                          size_t count, const hodo_observer *observer, landscape_outcome *outcomes,
                          hodo_error *error);

/* Loss and accuracy of one cell on the test set. Takes memory of the arena for a double network. */
hodo_status landscape_test(hodo_arena *arena, const landscape *of, hodo_cohort *cohort, size_t cell,
                           double *loss, double *accuracy, hodo_error *error);

/* Accuracies of all cells on the test set, (cells,): NaN for one that diverged, also by its last step. Takes
 * memory of the arena for double networks, once. */
hodo_status landscape_accuracies(hodo_arena *arena, const landscape *of, hodo_cohort *cohort,
                                 double *accuracies, hodo_error *error);

/* Multiply-adds of one step of `running` cells, frozen pass included, in units of the float ones (double counts
 * twice): the cost function of a figure is a sum of these. */
double landscape_step_cost(const landscape_setting *setting, size_t inputs, size_t outputs, size_t batch,
                           double gamma, size_t running);

/* The same on images of that shape. */
double landscape_image_step_cost(const landscape_setting *setting, const landscape_images *images, size_t batch,
                                 double gamma, size_t running);

/* Multiply-adds that making one image takes as long as: deforming a digit, or drawing one, 3 to 5 us beside
 * matrices of a hundred rows and more; reading a record. */
#define LANDSCAPE_IMAGE_COST 2e5
#define LANDSCAPE_RECORD_COST 1e5

#endif
