/* IDX files byte by byte: what is read, and what is refused with file, offset, value and limit. */
#include "data/idx.h"
#include "data/room.h"
#include "near.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    COUNT = 3,
    HEIGHT = 2,
    WIDTH = 5,
    PIXELS = COUNT * HEIGHT * WIDTH,
    IMAGES_HEADER = 16,
    LABELS_HEADER = 8
};

TestSuite(idx, .init = open_room, .fini = close_room);

static void compose_images(unsigned char file[IMAGES_HEADER + PIXELS])
{
    scratch_word(file, 0x803);
    scratch_word(file + 4, COUNT);
    scratch_word(file + 8, HEIGHT);
    scratch_word(file + 12, WIDTH);
    for (int k = 0; k < PIXELS; k++) {
        file[IMAGES_HEADER + k] = (unsigned char)(255 - 7 * k);
    }
}

static void compose_labels(unsigned char file[LABELS_HEADER + COUNT])
{
    scratch_word(file, 0x801);
    scratch_word(file + 4, COUNT);
    memcpy(file + LABELS_HEADER, (unsigned char[]){9, 0, 3}, COUNT);
}

static const char *good_images(void)
{
    unsigned char file[IMAGES_HEADER + PIXELS];
    compose_images(file);
    return scratch_write(&room, "images", file, sizeof file);
}

static const char *good_labels(void)
{
    unsigned char file[LABELS_HEADER + COUNT];
    compose_labels(file);
    return scratch_write(&room, "labels", file, sizeof file);
}

Test(idx, bytes_in_their_order)
{
    hodo_dataset set;
    hodo_error error = {0};
    cr_assert(hodo_idx_dataset(arena, good_images(), good_labels(), 10, &set, &error) == HODO_OK, "%s",
              error.message);
    cr_assert(set.count == COUNT && set.inputs == HEIGHT * WIDTH && set.channels == 1 && set.height == HEIGHT &&
              set.width == WIDTH && set.classes == 10 && set.bytes && set.y.data == NULL);
    cr_assert_str_eq(set.origin, "IDX images");
    for (size_t k = 0; k < PIXELS; k++) {
        near(hodo_matrix_get(set.x, k / set.inputs, k % set.inputs), (unsigned char)(255 - 7 * k), 0, 0);
    }
    cr_assert(set.labels[0] == 9 && set.labels[1] == 0 && set.labels[2] == 3);
}

/* Every length but the right one, with the offset where the file ends, or both lengths. */
Test(idx, every_truncation_is_refused)
{
    unsigned char images[IMAGES_HEADER + PIXELS], labels[LABELS_HEADER + COUNT];
    compose_images(images);
    compose_labels(labels);
    for (size_t size = 0; size < sizeof images; size++) {
        hodo_idx_images read;
        hodo_error error = {0};
        const char *path = scratch_write(&room, "images", images, size);
        cr_assert(hodo_idx_images_read(arena, path, &read, &error) == HODO_DAMAGED, "%zu bytes", size);
        cr_assert(strstr(error.message, path) != NULL && read.pixels == NULL, "%s", error.message);
        char words[64];
        (void)snprintf(words, sizeof words, size < IMAGES_HEADER ? "byte offset %zu" : "has %zu bytes", size);
        cr_assert(size == 0 || strstr(error.message, words) != NULL, "%zu: %s", size, error.message);
    }
    for (size_t size = 0; size < sizeof labels; size++) {
        hodo_idx_labels read;
        cr_assert(hodo_idx_labels_read(arena, scratch_write(&room, "labels", labels, size), 10, &read, NULL) ==
                  HODO_DAMAGED);
        cr_assert(read.labels == NULL);
    }
}

/* One change of a good file, and the words that the message must hold. */
static const struct change {
    int of_labels;
    size_t offset; /* of a 32-bit word */
    unsigned long word;
    const char *words;
} changes[] = {
    {0, 0, 0x801, "byte offset 0 is 0x00000801 (labels, idx1-ubyte), not 0x00000803 (images, idx3-ubyte)"},
    {0, 0, 0x804, "byte offset 0 is 0x00000804, not 0x00000803"},
    {0, 0, 0x03080000, "byte offset 0 is 0x03080000"},
    {0, 0, 0x1f8b0808, "gunzip it first"},
    {0, 4, 0, "dimension 0 at byte offset 4 is 0, not 1 to"},
    {0, 8, 0, "dimension 1 at byte offset 8 is 0"},
    {0, 12, 0, "dimension 2 at byte offset 12 is 0"},
    {0, 12, 0xffffffff, "dimension 2 at byte offset 12 is 4294967295, not 1 to 32768"},
    {0, 4, 2, "too long"},
    {0, 4, 4, "cut short"},
    {0, 4, 0xffffffff, "want 42949672966"}, /* (2^32 - 1) 10 + 16: no memory is asked for */
    {1, 0, 0x803, "byte offset 0 is 0x00000803 (images, idx3-ubyte)"},
    {1, 4, 0xffffffff, "want 4294967303"},
    {1, 4, 2, "too long"},
    {1, 7, 0x030b0003,
     "byte offset 8 (sample 0) is 11, not 0 to 9"}, /* bytes 7 to 10: the count's last, labels */
    {1, 7, 0x0301000a, "byte offset 10 (sample 2) is 10, not 0 to 9"},
};

Test(idx, changed_headers_are_refused)
{
    for (size_t k = 0; k < sizeof changes / sizeof changes[0]; k++) {
        unsigned char images[IMAGES_HEADER + PIXELS], labels[LABELS_HEADER + COUNT];
        hodo_dataset set;
        hodo_error error = {0};
        compose_images(images);
        compose_labels(labels);
        scratch_word((changes[k].of_labels ? labels : images) + changes[k].offset, changes[k].word);
        const char *images_path = scratch_write(&room, "images", images, sizeof images);
        const char *labels_path = scratch_write(&room, "labels", labels, sizeof labels);
        cr_assert(hodo_idx_dataset(arena, images_path, labels_path, 10, &set, &error) == HODO_DAMAGED,
                  "%zu: %s", k, error.message);
        cr_assert(strstr(error.message, changes[k].words) != NULL, "%zu: %s", k, error.message);
        cr_assert(strstr(error.message, changes[k].of_labels ? labels_path : images_path) != NULL);
        cr_assert(set.x.data == NULL && set.count == 0);
    }
}

/* 2^32 - 1 images of 2^15 x 2^15 are 2^62 bytes; a sparse file of that header must be refused, not read. */
Test(idx, the_largest_dimensions_do_not_overflow)
{
    unsigned char file[IMAGES_HEADER];
    hodo_idx_images read;
    hodo_error error = {0};
    scratch_word(file, 0x803);
    scratch_word(file + 4, 0xffffffff);
    scratch_word(file + 8, 1 << 15);
    scratch_word(file + 12, 1 << 15);
    const char *path = scratch_write(&room, "images", file, sizeof file);
    cr_assert(hodo_idx_images_read(arena, path, &read, &error) == HODO_DAMAGED);
    cr_assert(strstr(error.message, "want 4611686017353646096") != NULL, "%s", error.message);
    /* A file whose product would wrap round to its own length is no exception: sides are limited first. */
    scratch_word(file + 4, 1UL << 31);
    scratch_word(file + 8, 1UL << 31);
    scratch_word(file + 12, 1UL << 31);
    cr_assert(hodo_idx_images_read(arena, scratch_write(&room, "images", file, sizeof file), &read, &error) ==
              HODO_DAMAGED);
    cr_assert(strstr(error.message, "not 1 to 32768") != NULL, "%s", error.message);
    /* A sparse file that is as long as it says, 2^41 bytes, is more than the machine holds. */
    scratch_word(file + 4, 1 << 11);
    scratch_word(file + 8, 1 << 15);
    scratch_word(file + 12, 1 << 15);
    path = scratch_write(&room, "images", file, sizeof file);
    if (truncate(path, (off_t)(IMAGES_HEADER + (UINT64_C(1) << 41))) == 0) {
        cr_assert(hodo_idx_images_read(arena, path, &read, &error) == HODO_NO_MEMORY);
    }
}

Test(idx, numbers_that_disagree)
{
    unsigned char labels[LABELS_HEADER + 2];
    hodo_dataset set;
    hodo_error error = {0};
    scratch_word(labels, 0x801);
    scratch_word(labels + 4, 2);
    labels[8] = labels[9] = 0;
    const char *path = scratch_write(&room, "labels", labels, sizeof labels);
    cr_assert(hodo_idx_dataset(arena, good_images(), path, 10, &set, &error) == HODO_MISMATCH);
    cr_assert(strstr(error.message, "3 images") != NULL && strstr(error.message, "2 labels") != NULL);
    cr_assert(strstr(error.message, "byte offset 4") != NULL);
}

Test(idx, what_is_no_file)
{
    hodo_idx_images read;
    hodo_error error = {0};
    cr_assert(hodo_idx_images_read(arena, scratch_path(&room, "nothing"), &read, &error) == HODO_IO);
    cr_assert(strstr(error.message, "No such file") != NULL, "%s", error.message);
    cr_assert(hodo_idx_images_read(arena, room.folder, &read, &error) == HODO_IO);
    cr_assert(strstr(error.message, "a folder") != NULL, "%s", error.message);
    const char *pipe_path = scratch_path(&room, "pipe");
    cr_assert(mkfifo(pipe_path, 0600) == 0);
    cr_assert(hodo_idx_images_read(arena, pipe_path, &read, &error) == HODO_IO); /* and does not wait */
    hodo_idx_labels labels;
    cr_assert(hodo_idx_labels_read(arena, good_labels(), 0, &labels, &error) == HODO_INVALID);
    cr_assert(hodo_idx_labels_read(arena, good_labels(), 257, &labels, &error) == HODO_INVALID);
    cr_assert(hodo_idx_labels_read(arena, good_labels(), 9, &labels, &error) == HODO_DAMAGED);
}
