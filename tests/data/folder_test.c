/* Where data are looked for: the order of the places, and what each says when the files are not there. */
#include "data/folder.h"
#include "data/cifar.h"
#include "data/room.h"
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static hodo_error error;

static void enter_room(void)
{
    open_room();
    cr_assert(chdir(room.folder) == 0 && unsetenv("HODO_DATA") == 0);
}

TestSuite(folder, .init = enter_room, .fini = close_room);

/* Four files of `count` side x side images in this folder, whose first training pixel is `mark`. */
static void put_images(const char *folder, unsigned char mark, unsigned long count, unsigned long side)
{
    static const char *const names[] = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                        "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};
    for (size_t k = 0; k < 4; k++) {
        unsigned char file[16 + 3 * 28 * 28] = {0};
        char name[128];
        const size_t header = k % 2 == 0 ? 16 : 8;
        scratch_word(file, k % 2 == 0 ? 0x803 : 0x801);
        scratch_word(file + 4, count);
        if (k % 2 == 0) {
            scratch_word(file + 8, side);
            scratch_word(file + 12, side);
            file[16] = (unsigned char)(mark + k / 2);
        }
        (void)snprintf(name, sizeof name, "%s/%s", folder, names[k]);
        (void)scratch_write(&room, name, file, header + count * (k % 2 == 0 ? side * side : 1));
    }
}

static void put_mnist(const char *folder, unsigned char mark, unsigned long count)
{
    put_images(folder, mark, count, 28);
}

static double first_pixel(const char *given, hodo_part part)
{
    hodo_dataset set;
    cr_assert(hodo_mnist_read(arena, given, part, &set, &error) == HODO_OK, "%s", error.message);
    return hodo_matrix_get(set.x, 0, 0);
}

Test(folder, the_first_place_that_is_named)
{
    if (HODO_MNIST_FOLDER[0] != '\0') {
        cr_skip_test("configured with --with-mnist: the working folder is not looked at");
    }
    static const char *const folders[] = {"data", "data/mnist", "env", "env/mnist", "bare", "given"};
    for (size_t k = 0; k < sizeof folders / sizeof folders[0]; k++) {
        scratch_folder(&room, folders[k]);
    }
    put_mnist("data/mnist", 10, 3);
    put_mnist("env/mnist", 20, 3);
    put_mnist("bare", 30, 3);
    put_mnist("given", 40, 3);
    cr_assert(first_pixel(NULL, HODO_TRAIN) == 10 && first_pixel(NULL, HODO_TEST) == 11);
    cr_assert(first_pixel("", HODO_TRAIN) == 10);
    cr_assert(setenv("HODO_DATA", "env", 1) == 0 && first_pixel(NULL, HODO_TRAIN) == 20);
    cr_assert(first_pixel("given", HODO_TRAIN) == 40);
    cr_assert(setenv("HODO_DATA", "bare", 1) == 0 && first_pixel(NULL, HODO_TRAIN) == 30);
    cr_assert(setenv("HODO_DATA", "", 1) == 0 && first_pixel(NULL, HODO_TRAIN) == 10);
    /* A place that is named is never silently another one. */
    hodo_dataset set;
    cr_assert(setenv("HODO_DATA", "nowhere", 1) == 0);
    cr_assert(hodo_mnist_read(arena, NULL, HODO_TRAIN, &set, &error) == HODO_IO);
    cr_assert(strstr(error.message, "nowhere/train-images-idx3-ubyte' is not there (named by HODO_DATA)") !=
                  NULL,
              "%s", error.message);
    cr_assert(hodo_mnist_read(arena, "missing", HODO_TRAIN, &set, &error) == HODO_IO && set.x.data == NULL);
    cr_assert(strstr(error.message, "the folder given") != NULL, "%s", error.message);
}

Test(folder, one_line_says_what_to_do)
{
    hodo_dataset set;
    if (HODO_MNIST_FOLDER[0] != '\0') {
        cr_skip_test("configured with --with-mnist: there is MNIST");
    }
    cr_assert(hodo_mnist_read(arena, NULL, HODO_TRAIN, &set, &error) == HODO_IO);
    /* The folder looked in is told in full: it is another one wherever a program is started. */
    char whole[256];
    (void)snprintf(whole, sizeof whole, "no MNIST: '%s/data/mnist/train-images-idx3-ubyte' is not there: ",
                   room.folder);
    cr_assert(strstr(error.message, whole) == error.message && strstr(error.message, "run `make data`") != NULL &&
                  strstr(error.message, "--with-mnist=DIR") != NULL && strchr(error.message, '\n') == NULL,
              "%s", error.message);
    cr_assert(hodo_mnist_folder(arena, NULL, &error) == NULL && error.status == HODO_IO);
    cr_assert(hodo_mnist_read(arena, NULL, (hodo_part)2, &set, &error) == HODO_INVALID);
}

Test(folder, compressed_and_broken_files)
{
    hodo_dataset set;
    hodo_idx_images images;
    hodo_idx_labels labels;
    scratch_folder(&room, "given");
    put_mnist("given", 1, 2);
    cr_assert(hodo_mnist_bytes(arena, "given", HODO_TEST, &images, &labels, &error) == HODO_OK, "%s",
              error.message);
    cr_assert(images.count == 2 && images.pixels[0] == 2 && labels.count == 2);
    unsigned char three[11] = {0};
    scratch_word(three, 0x801);
    scratch_word(three + 4, 3);
    (void)scratch_write(&room, "given/t10k-labels-idx1-ubyte", three, sizeof three);
    cr_assert(hodo_mnist_bytes(arena, "given", HODO_TEST, &images, &labels, &error) == HODO_MISMATCH);
    cr_assert(hodo_mnist_read(arena, "given", HODO_TEST, &set, &error) == HODO_MISMATCH);
    cr_assert(remove("given/t10k-labels-idx1-ubyte") == 0);
    (void)scratch_write(&room, "given/t10k-labels-idx1-ubyte.gz", "\x1f\x8b", 2);
    cr_assert(hodo_mnist_read(arena, "given", HODO_TRAIN, &set, &error) == HODO_DAMAGED);
    cr_assert(strstr(error.message, "gunzip 'given/t10k-labels-idx1-ubyte.gz'") != NULL, "%s", error.message);
}

/* The stream of digits reads 784 bytes an image, whatever the file says. */
Test(folder, mnist_is_28_by_28)
{
    hodo_dataset set;
    hodo_idx_images images;
    hodo_idx_labels labels;
    scratch_folder(&room, "small");
    put_images("small", 1, 3, 27);
    cr_assert(hodo_mnist_bytes(arena, "small", HODO_TRAIN, &images, &labels, &error) == HODO_MISMATCH &&
              images.pixels == NULL && labels.labels == NULL);
    cr_assert(strstr(error.message, "small/train-images-idx3-ubyte' holds images of 27 x 27") != NULL, "%s",
              error.message);
    cr_assert(hodo_mnist_read(arena, "small", HODO_TEST, &set, &error) == HODO_MISMATCH && set.x.data == NULL);
}

Test(folder, cifar_is_what_the_user_brings)
{
    static unsigned char record[HODO_CIFAR_RECORD] = {7, 99};
    static const char *const names[] = {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
                                        "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"};
    hodo_dataset set;
    cr_assert(hodo_cifar_read(arena, NULL, HODO_TRAIN, &set, &error) == HODO_IO);
    cr_assert(strstr(error.message, "cifar-10-batches-bin") != NULL, "%s", error.message);
    scratch_folder(&room, "env");
    scratch_folder(&room, "env/cifar-10-batches-bin");
    for (size_t k = 0; k < 6; k++) {
        char name[64];
        record[0] = (unsigned char)k;
        (void)snprintf(name, sizeof name, "env/cifar-10-batches-bin/%s", names[k]);
        (void)scratch_write(&room, name, record, sizeof record);
    }
    cr_assert(setenv("HODO_DATA", "env", 1) == 0);
    cr_assert(hodo_cifar_read(arena, NULL, HODO_TRAIN, &set, &error) == HODO_OK, "%s", error.message);
    cr_assert(set.count == 5 && set.labels[0] == 0 && set.labels[4] == 4);
    cr_assert(hodo_cifar_read(arena, "env/cifar-10-batches-bin", HODO_TEST, &set, &error) == HODO_OK);
    cr_assert(set.count == 1 && set.labels[0] == 5 && hodo_matrix_get(set.x, 0, 0) == 99);
    cr_assert(hodo_cifar_read(arena, NULL, (hodo_part)2, &set, &error) == HODO_INVALID);
}
