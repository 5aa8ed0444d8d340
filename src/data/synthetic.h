/* Synthetic tasks: data without files, of laws that theory knows.
 *
 * Sample i of a task is a pure function of (stream, i): a finite set and an endless stream are the same
 * function asked for different indices, in any order, by any number of threads. A test set is another
 * range of indices. The table (hodo_task_kinds):
 *
 *   gaussian-clusters  x = mu_c + z, z ~ N(0, I_d), c uniform. mu_c = separation/sqrt 2 (q_c - mean of q),
 *                      q_1 .. q_C orthonormal of random direction: any two means are `separation` apart,
 *                      their mean is 0. Bayes' accuracy int phi(t) Phi(t + separation/sqrt 2)^(C-1) dt;
 *                      Phi(separation/2) for two classes.
 *   power-law-teacher  x_i = sqrt(lambda_i) z_i, lambda_i = i^-alpha; y = sum_i w_i x_i + noise xi,
 *                      w_i = +-sqrt(N i^-beta), N such that the signal's variance sum_i lambda_i w_i^2 is
 *                      1. Capacity and source exponents as in Caponnetto and De Vito 2007; in Bordelon,
 *                      Atanasov and Pehlevan (arXiv 2402.01092) b = alpha, a = alpha + beta.
 *   single-index       x ~ N(0, I_d), y = phi(<w, x>) + noise xi, ||w|| = 1 of random direction; phi a row
 *                      of the table of activations, or He_k/sqrt(k!) (variance 1) for degree k.
 *   image-clusters     ours, the stand-in for digits: pixels 255 clip(p_c + noise g z, 0, 1) on a square,
 *                      z a smooth field of N(0, 1) pixels, g a disc with a soft rim, p_c smooth blobs
 *                      within it. In bytes, with MNIST's published constants.
 *
 * Draws are made in float and combined in double: x in float is x in double rounded, y does not depend on
 * the precision of x.
 */
#ifndef HODO_DATA_SYNTHETIC_H
#define HODO_DATA_SYNTHETIC_H

#include "base/activation.h"
#include "data/dataset.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Limits of the settings. */
enum {
    HODO_TASK_INPUTS_MOST = 1 << 20, /* of d */
    HODO_TASK_DEGREE_MOST = 20,      /* of a Hermite polynomial */
    HODO_TASK_SIDE_MOST = 64         /* pixels a side of an image */
};
#define HODO_TASK_SAMPLES (UINT64_C(1) << 40) /* indices of samples are below */

/* A row of the table. */
typedef struct hodo_task_kind hodo_task_kind;

/* A task whose teacher, means or prototypes are drawn. */
typedef struct hodo_task hodo_task;

/* Each kind reads some of these; begin with hodo_task_defaults. */
typedef struct hodo_task_settings {
    const hodo_task_kind *kind; /* a row of hodo_task_kinds */
    size_t inputs;              /* d; of images the number of pixels, a square */
    size_t classes;             /* C; 0 for regression */
    double separation;          /* between the means of two clusters, in deviations of z */
    double alpha;               /* lambda_i = i^-alpha */
    double beta;                /* w_i^2 ~ i^-beta */
    double noise;               /* deviation of xi's term (the signal's is 1), or of a pixel */
    hodo_nonlinearity link;     /* phi; activation NULL: the Hermite polynomial of `degree` */
    unsigned degree;            /* k of He_k/sqrt(k!), 1 .. HODO_TASK_DEGREE_MOST */
    hodo_target target;         /* what y of a task with classes is */
} hodo_task_settings;

/* A row of the table: how the task is called, what it is, and its law. */
struct hodo_task_kind {
    const char *name;                  /* as above; NULL ends the table */
    const char *formula;               /* for --help */
    hodo_task_settings defaults;       /* but for `kind`: see hodo_task_defaults */
    const struct hodo_task_rule *rule; /* how it draws, not public */
};

/* The rows, ended by one whose name is NULL. */
extern const hodo_task_kind hodo_task_kinds[];

/* The row called `name`; NULL, with HODO_INVALID and the list of names in *error, when there is none. */
const hodo_task_kind *hodo_task_find(const char *name, hodo_error *error);

/* The settings that a kind begins with, the kind itself among them. */
hodo_task_settings hodo_task_defaults(const hodo_task_kind *kind);

/* Draws the teacher, the means or the prototypes. Lives in the arena and is never changed afterwards: any
 * number of threads may draw from it. NULL with HODO_INVALID for settings out of range, HODO_NO_MEMORY.
 * The stream is the task's own. */
hodo_task *hodo_task_take(hodo_arena *arena, const hodo_task_settings *settings, const hodo_stream *stream,
                          hodo_error *error);

/* The settings it was taken with. */
const hodo_task_settings *hodo_task_settings_of(const hodo_task *task);

/* Columns of y: the targets' of classes, 1 for regression. */
size_t hodo_task_outputs(const hodo_task *task);

/* What the task hides, double: the means or prototypes (C, d) (prototypes in units of 255), or w (1, d). */
hodo_matrix hodo_task_truth(const hodo_task *task);

/* Samples first .. first + count - 1: x (count, d), y (count, outputs), each of either precision; y is skipped
 * where its data is NULL, labels (count,) where NULL; labels of a regression are HODO_INVALID. Takes no
 * memory. HODO_MISMATCH for shapes, HODO_INVALID for samples beyond HODO_TASK_SAMPLES. */
hodo_status hodo_task_draw(const hodo_task *task, uint64_t first, size_t count, hodo_matrix x, hodo_matrix y,
                           uint8_t *labels, hodo_error *error);

/* Samples first .. first + count - 1 as a set with labels and targets, from the arena. HODO_NO_MEMORY,
 * HODO_INVALID for no samples or samples beyond HODO_TASK_SAMPLES. */
hodo_status hodo_task_dataset(hodo_arena *arena, const hodo_task *task, uint64_t first, size_t count,
                              hodo_dataset *dataset, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
