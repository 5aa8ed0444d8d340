#include "lab/progress.h"

#include <math.h>
#include <time.h>
#include <unistd.h>

static const double SPARSE_SECONDS = 10.0; /* between the lines of a log */

double hodo_progress_clock(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void hodo_progress_begin(hodo_progress *progress, const char *name, FILE *file, size_t cells, size_t done,
                         double pending)
{
    const double now = hodo_progress_clock();
    *progress = (hodo_progress){.name = name,
                                .file = file,
                                .terminal = file != NULL && isatty(fileno(file)) == 1,
                                .cells = cells,
                                .done = done,
                                .pending = pending,
                                .begun = now,
                                .printed = now};
    (void)pthread_mutex_init(&progress->lock, NULL);
}

void hodo_progress_add(hodo_progress *progress, double cost)
{
    (void)pthread_mutex_lock(&progress->lock);
    progress->done++;
    progress->here++;
    progress->cost += cost;
    progress->pending -= cost;
    (void)pthread_mutex_unlock(&progress->lock);
}

static void print_duration(FILE *file, double seconds)
{
    const long whole = lround(fmin(fmax(seconds, 0.0), 1e9));
    if (whole >= 3600) {
        (void)fprintf(file, "%ld h %02ld min", whole / 3600, whole / 60 % 60);
    } else {
        (void)fprintf(file, "%ld:%02ld", whole / 60, whole % 60);
    }
}

static void print_line(const hodo_progress *own, double now)
{
    const double elapsed = now - own->begun;
    (void)fprintf(own->file, "%s%s: %zu of %zu cells", own->terminal ? "\r\033[K" : "", own->name, own->done,
                  own->cells);
    if (own->here > 0 && elapsed > 0.0) {
        (void)fprintf(own->file, ", %.3g cells/s, ", (double)own->here / elapsed);
        print_duration(own->file, own->pending / own->cost * elapsed);
        (void)fprintf(own->file, " left");
    }
    (void)fputs(own->terminal ? "" : "\n", own->file);
    (void)fflush(own->file);
}

void hodo_progress_tick(hodo_progress *progress)
{
    if (progress->file == NULL) {
        return;
    }
    const double now = hodo_progress_clock();
    (void)pthread_mutex_lock(&progress->lock);
    if (progress->terminal || now - progress->printed >= SPARSE_SECONDS) {
        progress->printed = now;
        print_line(progress, now);
    }
    (void)pthread_mutex_unlock(&progress->lock);
}

void hodo_progress_end(hodo_progress *progress)
{
    if (progress->file != NULL && progress->printed > progress->begun) {
        print_line(progress, hodo_progress_clock());
        (void)fputs(progress->terminal ? "\n" : "", progress->file);
    }
    (void)pthread_mutex_destroy(&progress->lock);
}
