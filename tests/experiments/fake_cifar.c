/* Writes a made-up CIFAR-10 into a folder that is there: six files of RECORDS images in its binary version,
 * each class a colour and a stripe of its own under noise, so that a network can learn it. For tests only.
 *     fake_cifar FOLDER RECORDS */
#include "base/random.h"
#include "data/cifar.h"

#include <stdio.h>
#include <stdlib.h>

enum { PLANE = HODO_CIFAR_SIDE * HODO_CIFAR_SIDE, CHANNELS = HODO_CIFAR_CHANNELS, FILES = 6, NOISE = 96 };

static unsigned char shade(int label, size_t channel, size_t pixel, uint32_t word)
{
    const size_t row = pixel / HODO_CIFAR_SIDE, stripe = (size_t)label * HODO_CIFAR_SIDE / HODO_CIFAR_CLASSES;
    const unsigned base = (size_t)label % CHANNELS == channel ? 100 : 40;
    return (unsigned char)(base + (row >= stripe && row < stripe + 4 ? 59 : 0) + word % NOISE);
}

static int write_file(const char *folder, const char *name, const hodo_stream *stream, uint32_t tensor,
                      size_t records)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    int failed = file == NULL;
    for (size_t i = 0; !failed && i < records; i++) {
        static uint32_t words[1 + CHANNELS * PLANE];
        unsigned char record[HODO_CIFAR_RECORD];
        hodo_random_words(stream, tensor, i * sizeof words / sizeof words[0], sizeof words / sizeof words[0],
                          words);
        record[0] = (unsigned char)(words[0] % HODO_CIFAR_CLASSES);
        for (size_t k = 0; k < CHANNELS * PLANE; k++) {
            record[1 + k] = shade(record[0], k / PLANE, k % PLANE, words[1 + k]);
        }
        failed = fwrite(record, 1, sizeof record, file) != sizeof record;
    }
    failed = (file != NULL && fclose(file) != 0) || failed;
    if (failed) {
        (void)fprintf(stderr, "fake_cifar: '%s' cannot be written\n", path);
    }
    return failed;
}

int main(int argc, char **argv)
{
    static const char *const names[FILES] = {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
                                             "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"};
    const long records = argc == 3 ? atol(argv[2]) : 0;
    if (records < 1) {
        (void)fprintf(stderr, "usage: fake_cifar FOLDER RECORDS\n");
        return 2;
    }
    const hodo_stream stream = hodo_stream_open(1, "fake-cifar", 0);
    int failed = 0;
    for (uint32_t k = 0; k < FILES && !failed; k++) {
        failed = write_file(argv[1], names[k], &stream, k, (size_t)records);
    }
    return failed;
}
