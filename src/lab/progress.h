/* Progress: one line on stderr with cells done, rate and time left. On a terminal it is rewritten at every
 * tick; otherwise a line is printed every ten seconds, so that a log stays short. The time left goes by cost,
 * not by count: the long cells come first. */
#ifndef HODO_LAB_PROGRESS_H
#define HODO_LAB_PROGRESS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct hodo_progress {
    const char *name; /* of the experiment */
    FILE *file;       /* NULL: quiet */
    bool terminal;
    size_t cells, done;    /* of this run; done includes what a journal brought */
    size_t here;           /* done by this process */
    double cost, pending;  /* done and to do in this process */
    double begun, printed; /* seconds of the monotonic clock */
    pthread_mutex_t lock;
} hodo_progress;

void hodo_progress_begin(hodo_progress *progress, const char *name, FILE *file, size_t cells, size_t done,
                         double pending);

/* A cell of this cost is finished; any thread. */
void hodo_progress_add(hodo_progress *progress, double cost);

/* Prints when it is time. */
void hodo_progress_tick(hodo_progress *progress);

/* Prints a last line where any was printed, and leaves the cursor at the beginning of a line. */
void hodo_progress_end(hodo_progress *progress);

/* Seconds of the monotonic clock. */
double hodo_progress_clock(void);

#endif
