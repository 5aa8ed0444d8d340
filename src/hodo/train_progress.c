#include <config.h>

#include "hodo/train_progress.h"

#include "lab/progress.h"
#include "lab/watch.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const double SPARSE_SECONDS = 10.0; /* between the lines of a log */

struct hodo_train_progress {
    hodo_watch *watch;
    size_t steps;
    double epoch;
    bool quiet, terminal;
    double begun;
    double printed; /* of the watch alone, until it has ended */
    bool any;
    atomic_size_t step;
    _Atomic double loss;
    atomic_int signal;
};

static void print_line(hodo_train_progress *own, double now)
{
    const size_t step = atomic_load(&own->step);
    const double loss = atomic_load(&own->loss), elapsed = now - own->begun;
    (void)fprintf(stderr, "%shodo train: step %zu of %zu, epoch %.2f", own->terminal ? "\r\033[K" : "", step,
                  own->steps, (double)step / own->epoch);
    if (!isnan(loss)) {
        (void)fprintf(stderr, ", loss %.3g", loss);
    }
    if (step > 0 && elapsed > 0.0) {
        const double rate = (double)step / elapsed;
        const long left = lround(fmin((double)(own->steps - step) / rate, 1e8));
        (void)fprintf(stderr, ", %.3g steps/s, %ld:%02ld left", rate, left / 60, left % 60);
    }
    (void)fputs(own->terminal ? "" : "\n", stderr);
    (void)fflush(stderr);
    own->any = true;
}

static void tick(void *context)
{
    hodo_train_progress *own = context;
    const double now = hodo_progress_clock();
    if (!own->quiet && (own->terminal || now - own->printed >= SPARSE_SECONDS)) {
        own->printed = now;
        print_line(own, now);
    }
}

static void interrupted(void *context, int signal)
{
    hodo_train_progress *own = context;
    atomic_store(&own->signal, signal);
}

hodo_train_progress *hodo_train_progress_begin(size_t steps, double epoch, bool quiet, hodo_error *error)
{
    hodo_train_progress *own = calloc(1, sizeof *own);
    if (own == NULL) {
        (void)hodo_fail(error, HODO_NO_MEMORY, "no memory for the progress");
        return NULL;
    }
    own->steps = steps;
    own->epoch = epoch;
    own->quiet = quiet;
    own->terminal = isatty(STDERR_FILENO) == 1;
    own->begun = own->printed = hodo_progress_clock();
    atomic_init(&own->step, 0);
    atomic_init(&own->loss, NAN);
    atomic_init(&own->signal, 0);
    own->watch = hodo_watch_start(tick, interrupted, own, error);
    if (own->watch == NULL) {
        free(own);
        return NULL;
    }
    return own;
}

void hodo_train_progress_end(hodo_train_progress *progress)
{
    if (progress != NULL) {
        hodo_watch_stop(progress->watch);
        if (progress->any && progress->terminal) {
            (void)fputs("\r\033[K", stderr); /* the last line of the program stands in its place */
        }
        free(progress);
    }
}

void hodo_train_progress_step(hodo_train_progress *progress, size_t t, double loss)
{
    atomic_store(&progress->step, t);
    atomic_store(&progress->loss, loss);
}

int hodo_train_progress_signal(const hodo_train_progress *progress)
{
    return atomic_load(&progress->signal);
}
