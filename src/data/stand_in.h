/* Which images an experiment reads, and what stands in for them: the one place that decides it.
 *
 * An experiment that wants MNIST or CIFAR-10 reads it where it was brought (folder.h: a folder that was named
 * and lacks the files is an error, never a reason for a stand-in). Elsewhere it reads the synthetic task
 * image-clusters, and its table says so: hodo_experiment.data is a function of one line,
 *
 *     return hodo_images_line(HODO_WANT_MNIST, "MNIST, classes 0 and 1");
 *
 * and compute opens what hodo_images_read says, the same as long as no file comes or goes.
 */
#ifndef HODO_DATA_STAND_IN_H
#define HODO_DATA_STAND_IN_H

#ifdef __cplusplus
extern "C" {
#endif

/* What an experiment would like to read. */
typedef enum hodo_wanted {
    HODO_WANT_MNIST = 0,       /* MNIST, or something synthetic */
    HODO_WANT_CIFAR10,         /* CIFAR-10, or something synthetic */
    HODO_WANT_CIFAR10_OR_MNIST /* MNIST in CIFAR-10's stead, before anything synthetic */
} hodo_wanted;

/* What it reads. */
typedef enum hodo_images {
    HODO_IMAGE_CLUSTERS = 0, /* the synthetic task image-clusters (synthetic.h) */
    HODO_IMAGES_MNIST,       /* MNIST */
    HODO_IMAGES_CIFAR10      /* CIFAR-10 */
} hodo_images;

/* What is to be read: the set wanted, or what stands in for it. */
hodo_images hodo_images_read(hodo_wanted wanted);

/* One line on that for a table, which lives as long as the process: `real` where the set itself is read, else
 * the stand-in, what it stands in for, and how to bring that. */
const char *hodo_images_line(hodo_wanted wanted, const char *real);

#ifdef __cplusplus
}
#endif

#endif
