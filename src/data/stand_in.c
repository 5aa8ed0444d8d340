#include "data/stand_in.h"

#include "data/folder.h"

#include <stdbool.h>

/* Of what is wanted: whether that set will do, and the lines where another one is read. */
static const struct {
    bool mnist, cifar10;
    const char *with_mnist, *with_clusters;
} sets[] = {
    [HODO_WANT_MNIST] = {.mnist = true,
                         .with_clusters =
                             "synthetic image-clusters in MNIST's stead, which is not there (`make data`)"},
    [HODO_WANT_CIFAR10] = {.cifar10 = true,
                           .with_clusters = "synthetic image-clusters in CIFAR-10's stead, which is not there "
                                            "(bring data/cifar-10-batches-bin)"},
    [HODO_WANT_CIFAR10_OR_MNIST] =
        {.mnist = true,
         .cifar10 = true,
         .with_mnist = "MNIST in CIFAR-10's stead, which is not there (bring data/cifar-10-batches-bin)",
         .with_clusters = "synthetic image-clusters in the stead of CIFAR-10 and MNIST, which are not there "
                          "(bring data/cifar-10-batches-bin, or `make data`)"},
};

hodo_images hodo_images_read(hodo_wanted wanted)
{
    if (sets[wanted].cifar10 && hodo_cifar_is_brought()) {
        return HODO_IMAGES_CIFAR10;
    }
    return sets[wanted].mnist && hodo_mnist_is_brought() ? HODO_IMAGES_MNIST : HODO_IMAGE_CLUSTERS;
}

const char *hodo_images_line(hodo_wanted wanted, const char *real)
{
    const hodo_images read = hodo_images_read(wanted);
    if (read == HODO_IMAGE_CLUSTERS) {
        return sets[wanted].with_clusters;
    }
    return read == HODO_IMAGES_MNIST && sets[wanted].with_mnist != NULL ? sets[wanted].with_mnist : real;
}
