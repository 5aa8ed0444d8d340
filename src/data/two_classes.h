/* Two classes with targets -1 and +1, rows of norm sqrt(d): what every figure of arXiv 2310.17813 learns from,
 * so that ||x|| = Theta(sqrt n_0) as the spectral condition asks, and some figures of other papers.
 *
 *     mnist      two digits of MNIST's training images; where there is no MNIST, two classes of the synthetic
 *                task image-clusters: hodo_two_classes_data_name says so
 *     clusters   two Gaussian clusters, HODO_TWO_CLASSES_SEPARATION deviations apart, made anew from the stream
 *     cifar10    two classes of CIFAR-10's training images, where the user has brought them
 *
 * A set is a random subset, or fresh draws, of the stream's own (its cell hashed with "data"): weights may take
 * the tensors of the same stream. A larger set of one stream begins with the smaller one.
 */
#ifndef HODO_DATA_TWO_CLASSES_H
#define HODO_DATA_TWO_CLASSES_H

#include "data/dataset.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HODO_TWO_CLASSES_SEPARATION 4.0 /* of the clusters' means: Bayes' error is 2 percent */

/* Sizes of a set. */
enum {
    HODO_TWO_CLASSES_MOST = 10000, /* rows: at most what any two classes of MNIST or CIFAR-10 have */
    HODO_TWO_CLASSES_INPUTS = 100  /* d of the clusters, unless it is given */
};

/* Which set. */
typedef struct hodo_two_classes_setting {
    const char *name;     /* "mnist", "clusters", "cifar10" */
    size_t samples;       /* 1 .. HODO_TWO_CLASSES_MOST */
    size_t first;         /* class with target -1 (mnist, cifar10) */
    size_t second;        /* class with target +1; `first` and `second` both 0: 0 and 1 */
    size_t inputs;        /* d of the clusters; 0: HODO_TWO_CLASSES_INPUTS */
} hodo_two_classes_setting;

/* For hodo_experiment.data: what "mnist" stands for, MNIST or the task in its stead where there is none. A
 * folder that was named and lacks the files is no reason for a stand-in: to open it is then an error. */
const char *hodo_two_classes_data_name(void);

/* For hodo_experiment.check: HODO_INVALID with the list of names, or with the limit of samples or classes;
 * HODO_NO_MEMORY, and the errors of hodo_mnist_folder or hodo_cifar_open for files that are not there,
 * before anything is computed. */
hodo_status hodo_two_classes_check(const hodo_two_classes_setting *setting, hodo_error *error);

/* d of such a set, for a cost function; 0 for an unknown name. */
size_t hodo_two_classes_inputs(const hodo_two_classes_setting *setting);

/* x (samples, d) float with rows of norm sqrt(d), labels 0 and 1, y (samples, 1) of -1 and +1, in the arena.
 * Errors as hodo_two_classes_check, hodo_mnist_bytes and hodo_cifar_read; HODO_INVALID when there are not as
 * many samples of the two classes, HODO_NUMERIC for an image that is all 0, HODO_NO_MEMORY. */
hodo_status hodo_two_classes_open(hodo_arena *arena, const hodo_two_classes_setting *setting,
                                  const hodo_stream *stream, hodo_dataset *data, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
