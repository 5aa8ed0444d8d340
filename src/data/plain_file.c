#include "data/plain_file.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

static hodo_status check_first_bytes(hodo_plain_file *file, hodo_error *error)
{
    unsigned char first[2];
    const size_t got = fread(first, 1, sizeof first, file->stream);
    if (ferror(file->stream) != 0) {
        return hodo_fail(error, HODO_IO, "'%s': byte 0 cannot be read: %s", file->path, strerror(errno));
    }
    if (got == 2 && first[0] == 0x1f && first[1] == 0x8b) {
        return hodo_fail(error, HODO_DAMAGED,
                         "'%s': bytes 1f 8b at offset 0 say that gzip compressed it: gunzip it first",
                         file->path);
    }
    rewind(file->stream);
    return HODO_OK;
}

hodo_status hodo_plain_file_open(hodo_plain_file *file, const char *path, hodo_error *error)
{
    *file = (hodo_plain_file){.path = path};
    struct stat facts;
    /* Asked before it is opened: opening a pipe would wait for its writer. */
    if (stat(path, &facts) != 0) {
        return hodo_fail(error, HODO_IO, "'%s' cannot be read: %s: name a file that exists", path,
                         strerror(errno));
    }
    if (!S_ISREG(facts.st_mode)) {
        return hodo_fail(error, HODO_IO, "'%s' is %s: name a plain file", path,
                         S_ISDIR(facts.st_mode) ? "a folder" : "no plain file");
    }
    file->stream = fopen(path, "rb");
    if (file->stream == NULL) {
        return hodo_fail(error, HODO_IO, "'%s' cannot be read: %s", path, strerror(errno));
    }
    file->size = (uint64_t)facts.st_size;
    const hodo_status status =
        file->size > 0 ? check_first_bytes(file, error)
                       : hodo_fail(error, HODO_DAMAGED, "'%s' is empty, 0 bytes: copy it again", path);
    if (status != HODO_OK) {
        hodo_plain_file_close(file);
    }
    return status;
}

hodo_status hodo_plain_file_read(hodo_plain_file *file, void *bytes, size_t count, hodo_error *error)
{
    const size_t got = fread(bytes, 1, count, file->stream);
    file->offset += got;
    if (got == count) {
        return HODO_OK;
    }
    if (ferror(file->stream) != 0) {
        return hodo_fail(error, HODO_IO, "'%s': byte %" PRIu64 " cannot be read: %s", file->path, file->offset,
                         strerror(errno));
    }
    return hodo_fail(error, HODO_DAMAGED,
                     "'%s' ends at byte offset %" PRIu64 ", where %zu more bytes should stand: copy it again",
                     file->path, file->offset, count - got);
}

hodo_status hodo_plain_file_seek(hodo_plain_file *file, uint64_t offset, hodo_error *error)
{
    if (offset == file->offset) {
        return HODO_OK; /* what is buffered stays */
    }
    if (offset > INT64_MAX || fseeko(file->stream, (off_t)offset, SEEK_SET) != 0) {
        return hodo_fail(error, HODO_IO, "'%s': byte %" PRIu64 " cannot be reached: %s", file->path, offset,
                         strerror(errno));
    }
    file->offset = offset;
    return HODO_OK;
}

void hodo_plain_file_close(hodo_plain_file *file)
{
    if (file->stream != NULL) {
        (void)fclose(file->stream);
    }
    file->stream = NULL;
}
