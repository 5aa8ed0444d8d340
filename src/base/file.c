#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void hodo_file_reserve_standard(void)
{
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
        if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF) {
            /* The system gives the lowest free number, and all below this one are taken. */
            (void)open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

static void forget(hodo_file *file)
{
    free(file->path);
    free(file->temporary);
    *file = (hodo_file){NULL, NULL, NULL};
}

hodo_status hodo_file_begin(hodo_file *file, const char *path, hodo_error *error)
{
    *file = (hodo_file){NULL, strdup(path), NULL};
    const size_t size = strlen(path) + sizeof ".XXXXXX";
    file->temporary = malloc(size);
    if (file->path == NULL || file->temporary == NULL) {
        forget(file);
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the name of '%s'", path);
    }
    (void)snprintf(file->temporary, size, "%s.XXXXXX", path);
    const int descriptor = mkstemp(file->temporary);
    if (descriptor < 0) {
        const int reason = errno;
        forget(file);
        return hodo_fail(error, HODO_IO, "cannot write '%s': %s: name a folder that exists and can be written",
                         path, strerror(reason));
    }
    /* mkstemp gives 0600; a table is for everyone whom the umask lets read. */
    const mode_t mask = umask(0);
    (void)umask(mask);
    (void)fchmod(descriptor, 0666 & ~mask);
    file->stream = fdopen(descriptor, "w");
    if (file->stream == NULL) {
        (void)close(descriptor);
        (void)unlink(file->temporary);
        forget(file);
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a stream to '%s'", path);
    }
    return HODO_OK;
}

static void sync_folder(const char *path)
{
    char *copy = strdup(path);
    if (copy != NULL) {
        const int folder = open(dirname(copy), O_RDONLY);
        if (folder >= 0) {
            (void)fsync(folder);
            (void)close(folder);
        }
        free(copy);
    }
}

hodo_status hodo_file_commit(hodo_file *file, hodo_error *error)
{
    errno = 0;
    bool whole = fflush(file->stream) == 0 && ferror(file->stream) == 0 && fsync(fileno(file->stream)) == 0;
    int reason = errno;
    if (fclose(file->stream) != 0 && whole) {
        whole = false;
        reason = errno;
    }
    if (whole && rename(file->temporary, file->path) != 0) {
        whole = false;
        reason = errno;
    }
    hodo_status status = HODO_OK;
    if (whole) {
        sync_folder(file->path);
    } else {
        (void)unlink(file->temporary);
        status = hodo_fail(error, HODO_IO, "cannot write '%s': %s: the old file, if any, is untouched",
                           file->path, reason != 0 ? strerror(reason) : "a write failed");
    }
    forget(file);
    return status;
}

void hodo_file_abandon(hodo_file *file)
{
    if (file->stream != NULL) {
        (void)fclose(file->stream);
        (void)unlink(file->temporary);
    }
    forget(file);
}
