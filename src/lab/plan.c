/* --plan: what a run would compute and how long that would take, without computing it. */
#include "lab/cell_order.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* For how long cells are timed, and for how long the first of them is waited for. */
enum { TIMING_MILLISECONDS = 1000, FIRST_MILLISECONDS = 8000 };

typedef struct timing {
    double seconds, cost; /* of one cell */
} timing;

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* In the child: computes the cheapest cells one after another and tells how long each took. */
static void time_cells(const hodo_run *run, const hodo_cell_order *order, int pipe_end)
{
    hodo_worker worker;
    if (hodo_worker_begin(&worker, run, NULL) != HODO_OK) {
        return;
    }
    for (size_t i = order->count; i-- > 0;) {
        const double begin = now();
        if (hodo_worker_compute(&worker, order->cells[i], NULL) != HODO_OK) {
            return;
        }
        const timing one = {now() - begin, order->costs[order->cells[i]]};
        if (write(pipe_end, &one, sizeof one) != (ssize_t)sizeof one) {
            return;
        }
    }
}

/* Gathers the child's timings until the time is over, or until the first has come. The first cell faults memory
 * in and is counted only when it is the only one. */
static size_t gather(int pipe_end, timing *sum)
{
    const double begin = now();
    timing one;
    size_t count = 0;
    for (;;) {
        const double left = (count == 0 ? FIRST_MILLISECONDS : TIMING_MILLISECONDS) - 1e3 * (now() - begin);
        struct pollfd ready = {pipe_end, POLLIN, 0};
        if (left <= 0.0 || poll(&ready, 1, (int)left + 1) <= 0 ||
            read(pipe_end, &one, sizeof one) != (ssize_t)sizeof one) {
            return count;
        }
        if (count++ <= 1) {
            *sum = (timing){0.0, 0.0};
        }
        sum->seconds += one.seconds;
        sum->cost += one.cost;
    }
}

/* Computing happens in a child, because a cell cannot be interrupted and a process can. */
static size_t time_cheapest(const hodo_run *run, const hodo_cell_order *order, timing *sum)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return 0;
    }
    const pid_t child = fork();
    if (child == 0) {
        (void)close(ends[0]);
        time_cells(run, order, ends[1]);
        _exit(0);
    }
    (void)close(ends[1]);
    const size_t count = child > 0 ? gather(ends[0], sum) : 0;
    (void)close(ends[0]);
    if (child > 0) {
        (void)kill(child, SIGKILL);
        (void)waitpid(child, NULL, 0);
    }
    return count;
}

static void print_cells(const hodo_run *run, const hodo_cell_order *order, FILE *file)
{
    (void)fprintf(file, "cell");
    for (size_t i = 0; i < run->setting_count; i++) {
        if (hodo_parameter_swept(run->settings[i].parameter)) {
            (void)fprintf(file, "\t%s", run->settings[i].parameter->name);
        }
    }
    (void)fprintf(file, "\tcost\n");
    for (size_t cell = 0; cell < run->cells; cell++) {
        char text[HODO_NUMBER_SIZE];
        (void)fprintf(file, "%zu", cell);
        for (size_t i = 0; i < run->setting_count; i++) {
            if (hodo_parameter_swept(run->settings[i].parameter)) {
                (void)fprintf(file, "\t%s", hodo_cell_step_text(&run->settings[i], cell, text));
            }
        }
        hodo_number_print(order->costs[cell], text);
        (void)fprintf(file, "\t%s\n", text);
    }
}

hodo_status hodo_plan_print(const hodo_run *run, size_t workers, FILE *file, hodo_error *error)
{
    hodo_cell_order order;
    const hodo_status status = hodo_cell_order_make(run, NULL, NULL, &order, error);
    if (status != HODO_OK) {
        return status;
    }
    (void)fprintf(file, "# experiment: %s\n# preset: %s\n", run->experiment->name, run->preset);
    for (size_t i = 0; i < run->setting_count; i++) {
        (void)fprintf(file, "# parameter %s: %s\n", run->settings[i].parameter->name,
                      run->settings[i].canonical);
    }
    print_cells(run, &order, file);
    (void)fprintf(file, "# cells: %zu\n# total cost: %.4g\n", run->cells, order.total);
    (void)fflush(file);
    timing sum = {0.0, 0.0};
    const size_t timed = time_cheapest(run, &order, &sum);
    if (timed == 0) {
        (void)fprintf(file, "# estimated time: unknown, the cheapest cell was not done in %.3g s\n",
                      1e-3 * FIRST_MILLISECONDS);
    } else {
        /* No run is shorter than its longest cell. */
        const double rate = sum.seconds / sum.cost, even = rate * order.total / (double)workers;
        const double longest = rate * order.costs[order.cells[0]];
        (void)fprintf(file, "# estimated time: %.3g s on %zu threads, from timing the %zu cheapest cells\n",
                      even > longest ? even : longest, workers, timed);
    }
    hodo_cell_order_clear(&order);
    return HODO_OK;
}
