/* Readers on mangled files. Good files of every format are cut, lengthened, overwritten and spliced at random
 * places (and cut at every place of their headers); a reader may read the result or refuse it, but what it
 * reads must be a whole set, and what it refuses must carry a message that names the file. A plain program
 * that prints TAP, so that check-memory can run it under valgrind and the sanitizers, where a stray read ends
 * it. The mangling is a pure function of the seed; HODO_TEST_EFFORT multiplies it.
 */
#include "data/cifar.h"
#include "data/idx.h"
#include "data/npy_dataset.h"
#include "data/scratch.h"
#include "effort.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST = 2 * HODO_CIFAR_RECORD + 64, TRIALS = 400, SAMPLES = 4, SIDE = 3 };

typedef struct sample_file {
    unsigned char bytes[LARGEST];
    size_t size, header; /* bytes; what is cut at every place */
} sample_file;

/* A format: its good file, and reading a file in its place. */
typedef struct format {
    const char *name;
    void (*compose)(sample_file *file);
    hodo_status (*read)(hodo_arena *arena, const scratch *room, const char *path, hodo_dataset *set,
                        hodo_error *error);
} format;

static void compose_images(sample_file *file)
{
    static const unsigned long words[] = {0x803, SAMPLES, SIDE, SIDE};
    for (size_t k = 0; k < 4; k++) {
        scratch_word(file->bytes + 4 * k, words[k]);
    }
    file->header = 16;
    file->size = 16 + SAMPLES * SIDE * SIDE;
    memset(file->bytes + 16, 77, SAMPLES * SIDE * SIDE);
}

static void compose_labels(sample_file *file)
{
    scratch_word(file->bytes, 0x801);
    scratch_word(file->bytes + 4, SAMPLES);
    memcpy(file->bytes + 8, "\0\1\2\3", SAMPLES);
    file->header = 8;
    file->size = 8 + SAMPLES;
}

static void compose_records(sample_file *file)
{
    memset(file->bytes, 5, 2 * HODO_CIFAR_RECORD);
    file->header = 8;
    file->size = 2 * HODO_CIFAR_RECORD;
}

static void compose_array(sample_file *file)
{
    static const char text[] = "{'descr': '<f4', 'fortran_order': False, 'shape': (4, 3), }\n";
    memcpy(file->bytes, "\x93NUMPY\1\0", 8);
    file->bytes[8] = sizeof text - 1;
    file->bytes[9] = 0;
    memcpy(file->bytes + 10, text, sizeof text - 1);
    file->header = 10 + sizeof text - 1;
    file->size = file->header + 4 * 3 * sizeof(float);
    for (size_t k = 0; k < 12; k++) {
        const float value = (float)(k % 4);
        memcpy(file->bytes + file->header + k * sizeof value, &value, sizeof value);
    }
}

/* The good file beside a mangled one, written once. */
static const char *good(const scratch *room, const char *name, void (*compose)(sample_file *file))
{
    static sample_file file;
    const char *path = scratch_path(room, name);
    if (access(path, R_OK) == 0) {
        return path;
    }
    compose(&file);
    return scratch_write(room, name, file.bytes, file.size);
}

static hodo_status read_images(hodo_arena *arena, const scratch *room, const char *path, hodo_dataset *set,
                               hodo_error *error)
{
    return hodo_idx_dataset(arena, path, good(room, "labels", compose_labels), 10, set, error);
}

static hodo_status read_labels(hodo_arena *arena, const scratch *room, const char *path, hodo_dataset *set,
                               hodo_error *error)
{
    return hodo_idx_dataset(arena, good(room, "images", compose_images), path, 10, set, error);
}

static hodo_status read_records(hodo_arena *arena, const scratch *room, const char *path, hodo_dataset *set,
                                hodo_error *error)
{
    const char *const paths[] = {good(room, "first", compose_records), path};
    return hodo_cifar_dataset(arena, paths, 2, set, error);
}

static hodo_status read_inputs(hodo_arena *arena, const scratch *room, const char *path, hodo_dataset *set,
                               hodo_error *error)
{
    return hodo_npy_dataset(arena, path, good(room, "y.npy", compose_array), 0, set, error);
}

static hodo_status read_targets(hodo_arena *arena, const scratch *room, const char *path, hodo_dataset *set,
                                hodo_error *error)
{
    return hodo_npy_dataset(arena, good(room, "x.npy", compose_array), path, 0, set, error);
}

static const format formats[] = {
    {"IDX images", compose_images, read_images},         {"IDX labels", compose_labels, read_labels},
    {"CIFAR-10 records", compose_records, read_records}, {"inputs of .npy", compose_array, read_inputs},
    {"targets of .npy", compose_array, read_targets},
};

/* Cuts, lengthens, overwrites up to four bytes, or repeats a piece. */
static void mangle(sample_file *file, const uint32_t words[8])
{
    const size_t place = words[1] % file->size, header = words[1] % file->header;
    switch (words[0] % 5) {
    case 0:
        file->size = place;
        break;
    case 1:
        for (size_t k = 0; k < 1 + words[2] % 32; k++) {
            file->bytes[file->size++] = (unsigned char)(words[3] + k);
        }
        break;
    case 2: /* a byte or a word of the header */
        for (size_t k = 0; k <= words[2] % 4 && header + k < file->size; k++) {
            file->bytes[header + k] = (unsigned char)(words[3] >> 8 * k);
        }
        break;
    case 3: /* single bits */
        file->bytes[place] ^= (unsigned char)(1U << words[2] % 8);
        file->bytes[header] ^= (unsigned char)(1U << words[3] % 8);
        break;
    default:
        memmove(file->bytes + header, file->bytes + place, (file->size - (place > header ? place : header)));
        break;
    }
}

/* NULL, or what is wrong with the outcome. */
static const char *judge(hodo_status status, const hodo_dataset *set, const hodo_error *error, const char *path)
{
    if (status != HODO_OK) {
        const int told = error->status == status && strstr(error->message, path) != NULL;
        return !told ? "a refusal that does not name the file" : set->x.data != NULL ? "a refused set" : NULL;
    }
    if (set->x.data == NULL || set->x.rows != set->count || set->x.columns != set->inputs) {
        return "a set that is not whole";
    }
    for (size_t i = 0; i < set->count; i++) {
        for (size_t j = 0; j < set->inputs; j++) {
            if (!isfinite(hodo_matrix_get(set->x, i, j))) {
                return "an input that is not finite";
            }
        }
        if (set->labels != NULL && set->labels[i] >= set->classes) {
            return "a label beyond the classes";
        }
    }
    return NULL;
}

/* Memory refused is no fault of the file's, and its message is the arena's. */
static const char *try_file(const format *how, const scratch *room, const sample_file *file, size_t *readable,
                            hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_dataset set;
    char path[128];
    (void)snprintf(path, sizeof path, "%s", scratch_write(room, "mangled", file->bytes, file->size));
    *error = (hodo_error){0};
    const hodo_status status = how->read(arena, room, path, &set, error);
    const char *problem = status == HODO_NO_MEMORY ? NULL : judge(status, &set, error, path);
    *readable += status == HODO_OK;
    hodo_arena_free(arena);
    return problem;
}

int main(void)
{
    static sample_file file;
    scratch room;
    hodo_error error;
    int failed = 0;
    const size_t trials = (size_t)(TRIALS * test_effort());
    scratch_open(&room);
    for (size_t f = 0; f < sizeof formats / sizeof formats[0]; f++) {
        const hodo_stream stream = hodo_stream_open(1, "mangle", f);
        const char *problem = NULL;
        size_t readable = 0, tried = 0;
        formats[f].compose(&file);
        const size_t header = file.header;
        problem = try_file(&formats[f], &room, &file, &readable, &error);
        if (problem == NULL && readable != 1) {
            problem = "the good file is refused";
        }
        for (; problem == NULL && tried < header + trials; tried++) {
            formats[f].compose(&file);
            if (tried < header) {
                file.size = tried;
            } else {
                uint32_t words[8];
                hodo_random_words(&stream, (uint32_t)tried, 0, 8, words);
                mangle(&file, words);
            }
            problem = try_file(&formats[f], &room, &file, &readable, &error);
        }
        failed |= problem != NULL;
        (void)printf("%sok %zu - %s, mangled %zu times, %zu still readable%s%s\n",
                     problem != NULL ? "not " : "", f + 1, formats[f].name, tried, readable - 1,
                     problem != NULL ? ": " : "", problem != NULL ? problem : "");
        if (problem != NULL) {
            (void)printf("# %s\n", error.message);
        }
    }
    (void)printf("1..%zu\n", sizeof formats / sizeof formats[0]);
    scratch_remove(&room);
    return failed;
}
