#include "base/picture.h"

#include "base/file.h"

#include <errno.h>
#include <libgen.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool ends_in(const char *path, const char *ending)
{
    const size_t length = strlen(path), size = strlen(ending);
    return length > size && strcasecmp(path + length - size, ending) == 0;
}

static const char *format_of(const char *path)
{
    static const char *const endings[] = {".svg", ".pdf", ".png"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (ends_in(path, endings[i])) {
            return endings[i] + 1;
        }
    }
    return NULL;
}

hodo_status hodo_picture_check(const char *path, hodo_error *error)
{
    if (path == NULL || strcmp(path, "-") == 0) {
        return HODO_OK;
    }
    if (format_of(path) == NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "--plot=%s: the name of a picture ends in .svg, .pdf or .png; '-' "
                         "draws on the terminal",
                         path);
    }
    char *folder = strdup(path);
    if (folder == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the name of a picture");
    }
    const bool writable = access(dirname(folder), W_OK | X_OK) == 0;
    const int reason = errno;
    free(folder);
    return writable ? HODO_OK
                    : hodo_fail(error, HODO_INVALID,
                                "--plot=%s: cannot write there: %s: name a folder that exists and can be written",
                                path, strerror(reason));
}

bool hodo_picture_leaves_table(const char *path)
{
    return path == NULL || strcmp(path, "-") != 0;
}

/* The last line that says something: gnuplot points at a place first and names the error last. */
static void last_line(FILE *file, char *line, size_t size)
{
    char next[256];
    rewind(file);
    (void)snprintf(line, size, "it said nothing");
    while (fgets(next, sizeof next, file) != NULL) {
        next[strcspn(next, "\r\n")] = '\0';
        const char *text = next + strspn(next, " \t");
        if (*text != '\0') {
            (void)snprintf(line, size, "%s", text);
        }
    }
}

/* Runs gnuplot on the script: no shell, -d for no start-up file of the user's. */
static hodo_status run(FILE *script, int picture, FILE *complaints, hodo_error *error)
{
    char name[] = "gnuplot", plain[] = "-d";
    char *const arguments[] = {name, plain, NULL};
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory to start gnuplot");
    }
    pid_t child;
    int reason = posix_spawn_file_actions_adddup2(&actions, fileno(script), STDIN_FILENO);
    reason = reason != 0 ? reason : posix_spawn_file_actions_adddup2(&actions, picture, STDOUT_FILENO);
    reason = reason != 0 ? reason
                         : posix_spawn_file_actions_adddup2(&actions, fileno(complaints), STDERR_FILENO);
    reason = reason != 0 ? reason : posix_spawnp(&child, name, &actions, NULL, arguments, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    if (reason == ENOENT) {
        return hodo_fail(error, HODO_IO,
                         "gnuplot is not installed: install it (Debian: gnuplot-nox) or drop --plot");
    }
    if (reason != 0) {
        return hodo_fail(error, HODO_IO, "cannot start gnuplot: %s", strerror(reason));
    }
    int state;
    while (waitpid(child, &state, 0) < 0) {
        if (errno != EINTR) {
            return hodo_fail(error, HODO_IO, "lost gnuplot: %s", strerror(errno));
        }
    }
    if (!WIFEXITED(state) || WEXITSTATUS(state) != 0) {
        char line[200];
        last_line(complaints, line, sizeof line);
        return hodo_fail(error, HODO_IO, "gnuplot failed: %s", line);
    }
    return HODO_OK;
}

/* Script to standard input, picture from standard output. Files, not pipes: neither side ever waits for the
 * other. */
static hodo_status draw(hodo_picture_script write, const void *plot, const char *format, int picture,
                        hodo_error *error)
{
    FILE *script = tmpfile(), *complaints = tmpfile();
    hodo_status status = HODO_OK;
    if (script == NULL || complaints == NULL) {
        status = hodo_fail(error, HODO_IO, "no temporary file for gnuplot: %s", strerror(errno));
    } else {
        write(plot, format, script);
        if (fflush(script) != 0 || ferror(script) != 0 || lseek(fileno(script), 0, SEEK_SET) != 0) {
            status = hodo_fail(error, HODO_IO, "cannot write gnuplot's script: is the disk full?");
        }
    }
    status = status != HODO_OK ? status : run(script, picture, complaints, error);
    if (script != NULL) {
        (void)fclose(script);
    }
    if (complaints != NULL) {
        (void)fclose(complaints);
    }
    return status;
}

/* Through our own stream: gnuplot exits with 0 when nobody took what it drew. */
static hodo_status draw_on_terminal(hodo_picture_script write, const void *plot, hodo_error *error)
{
    FILE *picture = tmpfile();
    if (picture == NULL) {
        return hodo_fail(error, HODO_IO, "no temporary file for the picture: %s", strerror(errno));
    }
    hodo_status status = draw(write, plot, NULL, fileno(picture), error);
    if (status == HODO_OK) {
        char block[4096];
        size_t length;
        rewind(picture);
        while ((length = fread(block, 1, sizeof block, picture)) > 0) {
            (void)fwrite(block, 1, length, stdout); /* a failure shows when the program ends */
        }
        if (ferror(picture) != 0) {
            status = hodo_fail(error, HODO_IO, "cannot read the picture back: %s", strerror(errno));
        }
    }
    (void)fclose(picture);
    return status;
}

hodo_status hodo_picture_draw(hodo_picture_script write, const void *plot, const char *path,
                              hodo_error *error)
{
    hodo_status status = hodo_picture_check(path, error);
    if (status != HODO_OK || path == NULL) {
        return status;
    }
    if (strcmp(path, "-") == 0) {
        return draw_on_terminal(write, plot, error);
    }
    hodo_file file;
    status = hodo_file_begin(&file, path, error);
    if (status != HODO_OK) {
        return status;
    }
    status = draw(write, plot, format_of(path), fileno(file.stream), error);
    if (status != HODO_OK) {
        hodo_file_abandon(&file);
        return status;
    }
    return hodo_file_commit(&file, error);
}
