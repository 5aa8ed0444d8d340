/* The real MNIST, where it is: counts, the published constants, the first labels. Skipped where it is not. */
#include "data/folder.h"
#include "near.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const hodo_part parts[] = {HODO_TRAIN, HODO_TEST};

Test(mnist, counts_constants_and_labels)
{
    static const size_t counts[] = {60000, 10000};
    static const uint8_t first_labels[][5] = {{5, 0, 4, 1, 9}, {7, 2, 1, 0, 4}};
    /* LeCun's page and many since: digits of each class among the training images. */
    static const size_t members[] = {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949};
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const char *folder = hodo_mnist_folder(arena, NULL, &error);
    if (folder == NULL) {
        cr_skip_test("%s", error.message);
    }
    for (size_t k = 0; k < 2; k++) {
        hodo_dataset set;
        cr_assert(hodo_mnist_read(arena, folder, parts[k], &set, &error) == HODO_OK, "%s", error.message);
        cr_assert(set.count == counts[k] && set.height == 28 && set.width == 28 && set.classes == 10);
        cr_assert(memcmp(set.labels, first_labels[k], 5) == 0);
        if (k == 0) {
            /* The floats, and no bytes beside them; an arena rounds up to pages and blocks. */
            const size_t floats = 4 * 47040000, least_bytes = 47040000;
            cr_assert(hodo_arena_held(arena) < floats + least_bytes / 2, "%zu", hodo_arena_held(arena));
            double sums[2] = {0, 0};
            size_t seen[10] = {0};
            const float *x = set.x.data;
            for (size_t i = 0; i < set.count * set.inputs; i++) {
                sums[0] += (double)x[i] / 255;
                sums[1] += (double)x[i] * (double)x[i] / (255.0 * 255.0);
            }
            for (size_t i = 0; i < set.count; i++) {
                seen[set.labels[i]]++;
            }
            const double mean = sums[0] / 47040000, deviation = sqrt(sums[1] / 47040000 - mean * mean);
            near(mean, hodo_published_mnist.mean[0], 5e-5, 0); /* published to four digits */
            near(deviation, hodo_published_mnist.deviation[0], 5e-5, 0);
            cr_assert(memcmp(seen, members, sizeof seen) == 0);
            cr_assert(hodo_dataset_normalise(HODO_STANDARD, &set, NULL, &error) == HODO_OK);
            near(hodo_matrix_get(set.x, 0, 0), -.1307 / .3081, 0, 1e-7);
        }
    }
    hodo_arena_free(arena);
}
