#include "data/idx.h"

#include "data/origin.h"
#include "data/plain_file.h"

#include <inttypes.h>
#include <string.h>

enum {
    WORD = 4,                  /* bytes of a big-endian word */
    IMAGES_MAGIC = 0x00000803, /* unsigned bytes in 3 dimensions */
    LABELS_MAGIC = 0x00000801, /* in 1 dimension */
    DIMENSIONS_MOST = 3,
    SIDE_MOST = 1 << 15, /* of an image, so that height * width is a 32-bit number */
};

static uint32_t big_endian(const unsigned char bytes[WORD])
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* What the first word of this file says, for who opens labels as images or a file of another kind. */
static const char *describe_magic(uint32_t magic)
{
    switch (magic) {
    case IMAGES_MAGIC:
        return " (images, idx3-ubyte)";
    case LABELS_MAGIC:
        return " (labels, idx1-ubyte)";
    default:
        return "";
    }
}

/* Magic, dimensions and length of an open file; leaves it at its first byte of data. */
static hodo_status read_header(hodo_plain_file *file, uint32_t magic, size_t dimensions,
                               size_t extents[DIMENSIONS_MOST], hodo_error *error)
{
    unsigned char word[WORD];
    hodo_status status = hodo_plain_file_read(file, word, WORD, error);
    if (status != HODO_OK) {
        return status;
    }
    if (big_endian(word) != magic) {
        return hodo_fail(
            error, HODO_DAMAGED,
            "'%s': the magic at byte offset 0 is 0x%08" PRIx32 "%s, not 0x%08" PRIx32 "%s: name the right file",
            file->path, big_endian(word), describe_magic(big_endian(word)), magic, describe_magic(magic));
    }
    uint64_t bytes = 1;
    for (size_t k = 0; k < dimensions; k++) {
        const uint64_t offset = file->offset;
        status = hodo_plain_file_read(file, word, WORD, error);
        if (status != HODO_OK) {
            return status;
        }
        extents[k] = big_endian(word);
        const size_t most = k == 0 ? UINT32_MAX : SIDE_MOST;
        if (extents[k] == 0 || extents[k] > most) {
            return hodo_fail(error, HODO_DAMAGED,
                             "'%s': dimension %zu at byte offset %" PRIu64
                             " is %zu, not 1 to %zu: copy the file again",
                             file->path, k, offset, extents[k], most);
        }
        bytes *= extents[k]; /* at most 2^32 2^15 2^15 = 2^62 */
    }
    const uint64_t header = file->offset;
    if (file->size != header + bytes) {
        return hodo_fail(error, HODO_DAMAGED,
                         "'%s' has %" PRIu64 " bytes, but its dimensions at byte offset %d want %" PRIu64
                         " (%" PRIu64 " of header, %" PRIu64 " of data): it is %s; copy it again",
                         file->path, file->size, WORD, header + bytes, header, bytes,
                         file->size < header + bytes ? "cut short" : "too long");
    }
    if (bytes > SIZE_MAX / 2 / sizeof(float)) {
        return hodo_fail(error, HODO_NO_MEMORY, "'%s' holds %" PRIu64 " bytes: more than any memory as floats",
                         file->path, bytes);
    }
    return HODO_OK;
}

static hodo_status read_bytes(hodo_plain_file *file, hodo_arena *arena, size_t count, uint8_t **bytes,
                              hodo_error *error)
{
    *bytes = hodo_arena_take(arena, count, 1, error);
    return *bytes == NULL ? HODO_NO_MEMORY : hodo_plain_file_read(file, *bytes, count, error);
}

hodo_status hodo_idx_images_read(hodo_arena *arena, const char *path, hodo_idx_images *images,
                                 hodo_error *error)
{
    *images = (hodo_idx_images){0};
    hodo_plain_file file;
    hodo_status status = hodo_plain_file_open(&file, path, error);
    if (status != HODO_OK) {
        return status;
    }
    size_t extents[DIMENSIONS_MOST];
    uint8_t *pixels = NULL;
    status = read_header(&file, IMAGES_MAGIC, 3, extents, error);
    if (status == HODO_OK) {
        status = read_bytes(&file, arena, extents[0] * extents[1] * extents[2], &pixels, error);
    }
    hodo_plain_file_close(&file);
    if (status == HODO_OK) {
        *images = (hodo_idx_images){extents[0], extents[1], extents[2], pixels};
    }
    return status;
}

hodo_status hodo_idx_labels_read(hodo_arena *arena, const char *path, size_t classes, hodo_idx_labels *labels,
                                 hodo_error *error)
{
    *labels = (hodo_idx_labels){0};
    if (classes == 0 || classes > HODO_CLASSES_MOST) {
        return hodo_fail(error, HODO_INVALID, "%zu classes for '%s': 1 to %d can be told apart", classes, path,
                         HODO_CLASSES_MOST);
    }
    hodo_plain_file file;
    hodo_status status = hodo_plain_file_open(&file, path, error);
    if (status != HODO_OK) {
        return status;
    }
    size_t extents[DIMENSIONS_MOST];
    uint8_t *bytes = NULL;
    status = read_header(&file, LABELS_MAGIC, 1, extents, error);
    const uint64_t header = file.offset;
    if (status == HODO_OK) {
        status = read_bytes(&file, arena, extents[0], &bytes, error);
    }
    hodo_plain_file_close(&file);
    for (size_t i = 0; status == HODO_OK && i < extents[0]; i++) {
        if (bytes[i] >= classes) {
            status = hodo_fail(error, HODO_DAMAGED,
                               "'%s': the label at byte offset %" PRIu64
                               " (sample %zu) is %d, not 0 to %zu: copy the "
                               "file again, or raise the number of classes",
                               path, header + i, i, bytes[i], classes - 1);
        }
    }
    if (status == HODO_OK) {
        *labels = (hodo_idx_labels){extents[0], bytes};
    }
    return status;
}

/* The next `count` bytes as floats. They are read into the last quarter of x and become floats from the first
 * on: float k ends at byte 4k + 3, and the bytes after k begin at 3 count + k + 1, which is beyond for k < count.
 */
static hodo_status read_floats(hodo_plain_file *file, size_t count, float *x, hodo_error *error)
{
    const unsigned char *bytes = (unsigned char *)x + 3 * count;
    const hodo_status status = hodo_plain_file_read(file, (unsigned char *)x + 3 * count, count, error);
    for (size_t k = 0; status == HODO_OK && k < count; k++) {
        x[k] = (float)bytes[k];
    }
    return status;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

hodo_status hodo_idx_dataset(hodo_arena *arena, const char *images_path, const char *labels_path,
                             size_t classes, hodo_dataset *dataset, hodo_error *error)
{
    *dataset = (hodo_dataset){0};
    hodo_idx_labels labels; /* first: it is small, so a damaged one is found before the images are read */
    hodo_status status = hodo_idx_labels_read(arena, labels_path, classes, &labels, error);
    hodo_plain_file file = {.stream = NULL};
    if (status == HODO_OK) {
        status = hodo_plain_file_open(&file, images_path, error);
    }
    size_t extents[DIMENSIONS_MOST];
    if (status == HODO_OK) {
        status = read_header(&file, IMAGES_MAGIC, 3, extents, error);
    }
    if (status == HODO_OK && extents[0] != labels.count) {
        status = hodo_fail(
            error, HODO_MISMATCH,
            "'%s' says %zu images and '%s' %zu labels, both at byte offset %d: name two files of one "
            "set",
            images_path, extents[0], labels_path, labels.count, WORD);
    }
    hodo_dataset taken;
    if (status == HODO_OK) {
        status = hodo_dataset_take(arena, extents[0], extents[1] * extents[2], classes, &taken, error);
    }
    if (status == HODO_OK) {
        status = read_floats(&file, extents[0] * extents[1] * extents[2], taken.x.data, error);
    }
    hodo_plain_file_close(&file);
    if (status != HODO_OK) {
        return status;
    }
    const char *origin = hodo_origin(arena, error, "IDX %s", base_name(images_path));
    if (origin == NULL) {
        return HODO_NO_MEMORY;
    }
    memcpy(taken.labels, labels.labels, labels.count);
    taken.channels = 1;
    taken.height = extents[1];
    taken.width = extents[2];
    taken.origin = origin;
    *taken.bytes = true;
    *dataset = taken;
    return HODO_OK;
}
