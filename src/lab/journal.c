#include "lab/journal.h"

#include "lab/journal_read.h"
#include "lab/record.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct batch {
    char *bytes;
    size_t used, room;
} batch;

struct hodo_journal {
    char *path;
    int descriptor;
    bool continued;
    bool bare;               /* it holds no record: nothing would be lost with it */
    bool broken;             /* a write failed: what follows a torn line would be damage */
    pthread_mutex_t lock;    /* guards appended */
    batch appended;          /* by the workers */
    pthread_mutex_t syncing; /* guards leaving, bare and broken */
    batch leaving;           /* on its way to the disk */
};

/* Opens and locks. A run that ended between our open and our lock has unlinked the file that we hold: then
 * again. */
static hodo_status open_locked(hodo_journal *journal, hodo_error *error)
{
    for (;;) {
        struct stat held, named;
        journal->descriptor = open(journal->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (journal->descriptor < 0 || fstat(journal->descriptor, &held) != 0) {
            return hodo_fail(error, HODO_IO,
                             "cannot write the journal '%s': %s: name a folder that can be written",
                             journal->path, strerror(errno));
        }
        if (!S_ISREG(held.st_mode)) {
            return hodo_fail(error, HODO_IO, "'%s' is no regular file: choose another --output", journal->path);
        }
        if (flock(journal->descriptor, LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK) { /* a file system without locks: go on, as every program did before */
                return HODO_OK;
            }
            return hodo_fail(error, HODO_MISMATCH,
                             "'%s' is locked: another run is writing it; wait, or choose another --output",
                             journal->path);
        }
        if (stat(journal->path, &named) == 0 && named.st_ino == held.st_ino && named.st_dev == held.st_dev) {
            return HODO_OK;
        }
        (void)close(journal->descriptor);
    }
}

static const char *remedy(const hodo_journal *journal)
{
    return journal->bare ? "run again" : "--resume";
}

static hodo_status fail_to(const hodo_journal *journal, const char *what, hodo_error *error)
{
    return hodo_fail(error, HODO_IO, "cannot %s the journal '%s': %s: make room, then %s", what, journal->path,
                     strerror(errno), remedy(journal));
}

/* `records`: the lines are records, and the first whole one makes the journal worth keeping. */
static hodo_status write_all(hodo_journal *journal, const char *bytes, size_t size, bool records,
                             hodo_error *error)
{
    while (size > 0) {
        const ssize_t done = write(journal->descriptor, bytes, size);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return fail_to(journal, "write", error);
        }
        if (records && memchr(bytes, '\n', (size_t)done) != NULL) {
            journal->bare = false;
        }
        bytes += done;
        size -= (size_t)done;
    }
    /* Only data: the length is data to fdatasync. */
    if (fdatasync(journal->descriptor) != 0 && errno != EINVAL && errno != EROFS) {
        return fail_to(journal, "sync", error);
    }
    return HODO_OK;
}

static hodo_status reserve(batch *to, size_t more, hodo_error *error)
{
    if (to->room - to->used >= more) {
        return HODO_OK;
    }
    const size_t room = 2 * to->room + more + 4096;
    char *larger = realloc(to->bytes, room);
    if (larger == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu bytes of journal", room);
    }
    to->bytes = larger;
    to->room = room;
    return HODO_OK;
}

static hodo_status put(batch *to, const char *text, hodo_error *error)
{
    const size_t length = strlen(text);
    const hodo_status status = reserve(to, length + 1, error);
    if (status == HODO_OK) {
        memcpy(to->bytes + to->used, text, length + 1);
        to->used += length;
    }
    return status;
}

static hodo_status put_note(batch *to, const hodo_note *note, hodo_error *error)
{
    const char *const parts[] = {"\t", note->key, "=", note->value};
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < 4 && status == HODO_OK; i++) {
        status = put(to, parts[i], error);
    }
    return status;
}

static hodo_status write_first_line(hodo_journal *journal, const hodo_identity *identity,
                                    const hodo_note *notes, hodo_error *error)
{
    batch *line = &journal->leaving;
    hodo_status status = put(line, HODO_JOURNAL_MAGIC, error);
    for (size_t i = 0; i < identity->count && status == HODO_OK; i++) {
        status = put_note(line, &identity->notes[i], error);
    }
    for (size_t i = 0; status == HODO_OK && notes[i].key != NULL; i++) {
        status = put_note(line, &notes[i], error);
    }
    if (status == HODO_OK) {
        status = reserve(line, HODO_CHECKSUM_SIZE + 1, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    hodo_checksum_append(line->bytes, line->used);
    line->used += HODO_CHECKSUM_SIZE - 1;
    line->bytes[line->used++] = '\n';
    if (ftruncate(journal->descriptor, 0) != 0 || lseek(journal->descriptor, 0, SEEK_SET) != 0) {
        return hodo_fail(error, HODO_IO, "cannot empty the journal '%s': %s", journal->path, strerror(errno));
    }
    journal->bare = true;
    status = write_all(journal, line->bytes, line->used, false, error);
    line->used = 0;
    return status;
}

static hodo_status begin(hodo_journal *journal, const hodo_run *run, const hodo_identity *identity,
                         const hodo_note *notes, hodo_continuation continuation, hodo_journal_adopt adopt,
                         void *context, FILE *notices, hodo_error *error)
{
    hodo_journal_text text = {NULL, 0, 0};
    hodo_status status = hodo_journal_slurp(journal->descriptor, journal->path, &text, error);
    if (status == HODO_OK && text.size > 0 && !hodo_journal_like(&text)) {
        status = hodo_fail(error, HODO_DAMAGED, "'%s', line 1: not a journal of this program: move it away",
                           journal->path);
    }
    if (status != HODO_OK) {
        free(text.bytes);
        return status;
    }
    if (text.size > text.whole && continuation != HODO_FRESH) {
        (void)fprintf(notices, "notice: '%s': a torn last line of %zu bytes is dropped\n", journal->path,
                      text.size - text.whole);
    }
    /* Without a record there is nothing to lose, whosever it was. */
    const char *first_end = memchr(text.bytes, '\n', text.size);
    const bool records = first_end != NULL && first_end + 1 < text.bytes + text.whole;
    if (!records || continuation == HODO_FRESH) {
        if (records) {
            (void)fprintf(notices, "notice: '%s' is discarded\n", journal->path);
        }
        status = write_first_line(journal, identity, notes, error);
    } else {
        size_t adopted = 0;
        const off_t whole = (off_t)text.whole;
        status = hodo_journal_take_over(&text, journal->path, run, identity, notes, adopt, context, notices,
                                        &adopted, error);
        if (status == HODO_OK) {
            (void)fprintf(notices, "notice: '%s' is continued: %zu of %zu cells are done\n", journal->path,
                          adopted, run->cells);
            journal->continued = true;
            if (ftruncate(journal->descriptor, whole) != 0 ||
                lseek(journal->descriptor, whole, SEEK_SET) != whole) {
                status = hodo_fail(error, HODO_IO, "cannot continue the journal '%s': %s", journal->path,
                                   strerror(errno));
            }
        }
    }
    free(text.bytes);
    return status;
}

hodo_journal *hodo_journal_open(const char *path, const hodo_run *run, const hodo_identity *identity,
                                const hodo_note *notes, hodo_continuation continuation,
                                hodo_journal_adopt adopt, void *context, FILE *notices, hodo_error *error)
{
    hodo_journal *journal = calloc(1, sizeof *journal);
    if (journal == NULL || (journal->path = strdup(path)) == NULL) {
        hodo_fail(error, HODO_NO_MEMORY, "no memory for the journal '%s'", path);
        free(journal);
        return NULL;
    }
    journal->descriptor = -1;
    (void)pthread_mutex_init(&journal->lock, NULL);
    (void)pthread_mutex_init(&journal->syncing, NULL);
    if (open_locked(journal, error) != HODO_OK ||
        begin(journal, run, identity, notes, continuation, adopt, context, notices, error) != HODO_OK) {
        hodo_journal_close(journal, false);
        return NULL;
    }
    return journal;
}

bool hodo_journal_drop_bare(hodo_journal *journal)
{
    (void)pthread_mutex_lock(&journal->syncing);
    const bool bare = journal->bare;
    if (bare) {
        (void)unlink(journal->path);
    }
    (void)pthread_mutex_unlock(&journal->syncing);
    return bare;
}

bool hodo_journal_continued(const hodo_journal *journal)
{
    return journal->continued;
}

hodo_status hodo_journal_append(hodo_journal *journal, const char *record, hodo_error *error)
{
    (void)pthread_mutex_lock(&journal->lock);
    /* Room for the whole line first: half a line must never be appended. */
    hodo_status status = reserve(&journal->appended, strlen(record) + 2, error);
    if (status == HODO_OK) {
        (void)put(&journal->appended, record, NULL);
        (void)put(&journal->appended, "\n", NULL);
    }
    (void)pthread_mutex_unlock(&journal->lock);
    return status;
}

hodo_status hodo_journal_sync(hodo_journal *journal, hodo_error *error)
{
    (void)pthread_mutex_lock(&journal->syncing); /* the last sync of a run may meet the watch's */
    hodo_status status = HODO_OK;
    if (journal->broken) {
        status = hodo_fail(error, HODO_IO, "the journal '%s' could not be written before: make room, then %s",
                           journal->path, remedy(journal));
    } else {
        /* The workers go on appending to the other batch while this one is on its way. */
        (void)pthread_mutex_lock(&journal->lock);
        const batch full = journal->appended;
        journal->appended = journal->leaving;
        (void)pthread_mutex_unlock(&journal->lock);
        journal->leaving = full;
        status = full.used > 0 ? write_all(journal, full.bytes, full.used, true, error) : HODO_OK;
        journal->leaving.used = 0;
        journal->broken = status != HODO_OK;
    }
    (void)pthread_mutex_unlock(&journal->syncing);
    return status;
}

void hodo_journal_close(hodo_journal *journal, bool remove)
{
    if (journal == NULL) {
        return;
    }
    if (remove || journal->bare) {
        (void)unlink(journal->path);
    }
    if (journal->descriptor >= 0) {
        (void)close(journal->descriptor);
    }
    (void)pthread_mutex_destroy(&journal->lock);
    (void)pthread_mutex_destroy(&journal->syncing);
    free(journal->appended.bytes);
    free(journal->leaving.bytes);
    free(journal->path);
    free(journal);
}
