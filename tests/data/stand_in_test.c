/* Which images are read: the files decide, a folder that was named is never passed over. */
#include "data/stand_in.h"
#include "data/two_classes.h"

#include "data/cifar.h"
#include "data/folder.h"
#include "data/room.h"
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void enter_room(void)
{
    open_room();
    cr_assert(chdir(room.folder) == 0 && unsetenv("HODO_DATA") == 0);
    if (HODO_MNIST_FOLDER[0] != '\0') {
        cr_skip_test("configured with --with-mnist: there is always MNIST");
    }
    static const char *const folders[] = {"data", "data/mnist", "env", "env/mnist", "bare", "empty"};
    for (size_t k = 0; k < sizeof folders / sizeof folders[0]; k++) {
        scratch_folder(&room, folders[k]);
    }
}

TestSuite(stand_in, .init = enter_room, .fini = close_room);

/* Files of these names, which nobody opens to decide. */
static void put_files(const char *folder, const char *const *names, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        char name[128];
        (void)snprintf(name, sizeof name, "%s/%s", folder, names[k]);
        (void)scratch_write(&room, name, "", 1);
    }
}

static void put_mnist(const char *folder)
{
    static const char *const names[] = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                        "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};
    put_files(folder, names, 4);
}

static void check_read(hodo_images mnist, hodo_images cifar, hodo_images either, int line)
{
    cr_assert(hodo_images_read(HODO_WANT_MNIST) == mnist, "MNIST, line %d", line);
    cr_assert(hodo_images_read(HODO_WANT_CIFAR10) == cifar, "CIFAR-10, line %d", line);
    cr_assert(hodo_images_read(HODO_WANT_CIFAR10_OR_MNIST) == either, "either, line %d", line);
}

Test(stand_in, nothing_is_there)
{
    check_read(HODO_IMAGE_CLUSTERS, HODO_IMAGE_CLUSTERS, HODO_IMAGE_CLUSTERS, __LINE__);
    cr_assert(strcmp(hodo_images_line(HODO_WANT_MNIST, "real"),
                     "synthetic image-clusters in MNIST's stead, which is not there (`make data`)") == 0);
    cr_assert(setenv("HODO_DATA", "", 1) == 0);
    check_read(HODO_IMAGE_CLUSTERS, HODO_IMAGE_CLUSTERS, HODO_IMAGE_CLUSTERS, __LINE__);
}

Test(stand_in, what_make_data_brings)
{
    put_mnist("data/mnist");
    check_read(HODO_IMAGES_MNIST, HODO_IMAGE_CLUSTERS, HODO_IMAGES_MNIST, __LINE__);
    cr_assert(strcmp(hodo_images_line(HODO_WANT_MNIST, "real"), "real") == 0);
    cr_assert(strstr(hodo_images_line(HODO_WANT_CIFAR10, "real"), "CIFAR-10's stead") != NULL);
    cr_assert(strncmp(hodo_images_line(HODO_WANT_CIFAR10_OR_MNIST, "real"), "MNIST in CIFAR-10's stead", 25) ==
              0);
    /* A compressed file is told, not passed over. */
    cr_assert(remove("data/mnist/t10k-labels-idx1-ubyte") == 0);
    check_read(HODO_IMAGE_CLUSTERS, HODO_IMAGE_CLUSTERS, HODO_IMAGE_CLUSTERS, __LINE__);
    put_files("data/mnist", (const char *const[]){"t10k-labels-idx1-ubyte.gz"}, 1);
    check_read(HODO_IMAGES_MNIST, HODO_IMAGE_CLUSTERS, HODO_IMAGES_MNIST, __LINE__);
}

Test(stand_in, cifar_where_the_user_put_it)
{
    scratch_folder(&room, "data/cifar-10-batches-bin"); /* empty: to read it is the error */
    check_read(HODO_IMAGE_CLUSTERS, HODO_IMAGES_CIFAR10, HODO_IMAGES_CIFAR10, __LINE__);
    cr_assert(strcmp(hodo_images_line(HODO_WANT_CIFAR10_OR_MNIST, "real"), "real") == 0);
    hodo_dataset set;
    hodo_error error = {0};
    cr_assert(hodo_cifar_read(arena, NULL, HODO_TRAIN, &set, &error) == HODO_IO);
    /* The same of two classes, also where nobody reads why. */
    const hodo_two_classes_setting setting = {.name = "cifar10", .samples = 4};
    cr_assert(hodo_two_classes_check(&setting, &error) == HODO_IO);
    cr_assert(hodo_two_classes_check(&setting, NULL) == HODO_IO);
}

Test(stand_in, a_folder_that_is_named)
{
    put_mnist("data/mnist"); /* not looked at */
    scratch_folder(&room, "data/cifar-10-batches-bin");
    cr_assert(setenv("HODO_DATA", "nowhere", 1) == 0);
    check_read(HODO_IMAGES_MNIST, HODO_IMAGES_CIFAR10, HODO_IMAGES_CIFAR10, __LINE__);
    cr_assert(setenv("HODO_DATA", "empty", 1) == 0);
    check_read(HODO_IMAGES_MNIST, HODO_IMAGES_CIFAR10, HODO_IMAGES_CIFAR10, __LINE__);
    /* The name of a folder of MNIST says nothing of CIFAR-10. */
    put_mnist("env/mnist");
    cr_assert(setenv("HODO_DATA", "env", 1) == 0);
    check_read(HODO_IMAGES_MNIST, HODO_IMAGE_CLUSTERS, HODO_IMAGES_MNIST, __LINE__);
    put_mnist("bare");
    cr_assert(setenv("HODO_DATA", "bare", 1) == 0);
    check_read(HODO_IMAGES_MNIST, HODO_IMAGE_CLUSTERS, HODO_IMAGES_MNIST, __LINE__);
    put_files("bare", (const char *const[]){"test_batch.bin"}, 1);
    check_read(HODO_IMAGES_MNIST, HODO_IMAGES_CIFAR10, HODO_IMAGES_CIFAR10, __LINE__);
    scratch_folder(&room, "env/cifar-10-batches-bin");
    cr_assert(setenv("HODO_DATA", "env", 1) == 0);
    check_read(HODO_IMAGES_MNIST, HODO_IMAGES_CIFAR10, HODO_IMAGES_CIFAR10, __LINE__);
}
