#include <config.h> /* sigtimedwait and ucontext_t are extensions */

#include "lab/watch.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

struct hodo_watch {
    pthread_t thread;
    sigset_t signals;
    atomic_bool stop;
    void (*tick)(void *context);
    void (*interrupted)(void *context, int signal);
    void *context;
};

enum { WAKE = SIGUSR2 }; /* ends the watch's pause */

/* BLAS starts threads before main does, and they block nothing. Should one of them be chosen for a signal, it
 * blocks the signal from now on (the mask in the context is what it returns to) and hands it back to the
 * process: in the end the watch is the only one left to take it. No variable is shared between handler and
 * program. */
static void pass_on(int signal, siginfo_t *info, void *context)
{
    (void)info;
    ucontext_t *interrupted = context;
    (void)sigaddset(&interrupted->uc_sigmask, signal);
    (void)kill(getpid(), signal);
}

static void *watch_main(void *argument)
{
    hodo_watch *watch = argument;
    const struct timespec pause = {0, HODO_TICK_MILLISECONDS * 1000000L};
    while (!atomic_load(&watch->stop)) {
        const int signal = sigtimedwait(&watch->signals, NULL, &pause);
        if (atomic_load(&watch->stop)) {
            break;
        }
        if (signal > 0 && signal != WAKE) {
            watch->interrupted(watch->context, signal);
        }
        watch->tick(watch->context);
    }
    return NULL;
}

hodo_watch *hodo_watch_start(void (*tick)(void *context), void (*interrupted)(void *context, int signal),
                             void *context, hodo_error *error)
{
    static const int wanted[] = {SIGINT, SIGTERM};
    hodo_watch *watch = calloc(1, sizeof *watch);
    if (watch == NULL) {
        hodo_fail(error, HODO_NO_MEMORY, "no memory for the watch");
        return NULL;
    }
    watch->tick = tick;
    watch->interrupted = interrupted;
    watch->context = context;
    atomic_init(&watch->stop, false);
    (void)sigemptyset(&watch->signals);
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_RESTART};
    action.sa_sigaction = pass_on;
    (void)sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        struct sigaction before;
        if (sigaction(wanted[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
            (void)sigaddset(&watch->signals, wanted[i]);
        }
    }
    (void)sigaddset(&watch->signals, WAKE);
    (void)pthread_sigmask(SIG_BLOCK, &watch->signals, NULL);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (sigismember(&watch->signals, wanted[i]) == 1) {
            (void)sigaction(wanted[i], &action, NULL);
        }
    }
    if (pthread_create(&watch->thread, NULL, watch_main, watch) != 0) {
        hodo_fail(error, HODO_NO_MEMORY,
                  "the system refuses another thread: end other programs, or raise ulimit -u");
        free(watch);
        return NULL;
    }
    return watch;
}

void hodo_watch_stop(hodo_watch *watch)
{
    if (watch != NULL) {
        atomic_store(&watch->stop, true);
        (void)pthread_kill(watch->thread, WAKE);
        (void)pthread_join(watch->thread, NULL);
        free(watch);
    }
}
