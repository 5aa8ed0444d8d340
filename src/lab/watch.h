/* The watch: a thread that ticks while the workers compute, and that signals reach.
 *
 * SIGINT and SIGTERM are blocked in every thread of ours and taken by the watch with sigtimedwait, so that what
 * happens then is ordinary code and not a signal handler. A signal that was ignored from the start (nohup)
 * stays ignored. SIGUSR2 is taken too: with it the watch is told to stop.
 */
#ifndef HODO_LAB_WATCH_H
#define HODO_LAB_WATCH_H

#include "base/status.h"

#define HODO_TICK_MILLISECONDS 250

typedef struct hodo_watch hodo_watch;

/* Starts the thread: `tick` every HODO_TICK_MILLISECONDS, `interrupted` once when a signal comes. Call before
 * any worker starts. NULL, with a message, when the system refuses a thread. */
hodo_watch *hodo_watch_start(void (*tick)(void *context), void (*interrupted)(void *context, int signal),
                             void *context, hodo_error *error);

/* Stops the ticking and frees. Signals stay blocked: what comes now finds the table being written, which is
 * soon done. Accepts NULL. */
void hodo_watch_stop(hodo_watch *watch);

#endif
