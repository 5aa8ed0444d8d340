#include "lab/session.h"

#include "lab/commit.h"
#include "lab/report.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

hodo_status hodo_session_open(hodo_session *session, const hodo_request *request, const hodo_run *run,
                              hodo_error *error)
{
    *session = (hodo_session){.request = request, .run = run, .begun = hodo_progress_clock()};
    atomic_init(&session->journal_failed, false);
    session->effort.threads = request->threads;
    hodo_status status = hodo_identity_of(run, &session->identity, error);
    if (status == HODO_OK) {
        status = hodo_output_settle(run, request->output, &session->output, error);
    }
    if (status == HODO_OK && request->output == NULL) {
        status = hodo_output_make_folders(&session->output, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    if (hodo_run_data(run) != NULL && !request->quiet) {
        (void)fprintf(stderr, "notice: data: %s\n", hodo_run_data(run));
    }
    char commit[HODO_COMMIT_SIZE];
    hodo_commit_read(commit);
    const hodo_note *notes = hodo_provenance_notes(run->arena, commit, error);
    session->results = hodo_results_alloc(run, error);
    if (notes == NULL || session->results == NULL) {
        return HODO_NO_MEMORY;
    }
    session->journal =
        hodo_journal_open(session->output.journal, run, &session->identity, notes, request->continuation,
                          hodo_results_keep, session->results, stderr, error);
    if (session->journal == NULL) {
        return error->status;
    }
    if (request->continuation == HODO_RESUME && !hodo_journal_continued(session->journal)) {
        if (session->output.table_exists) {
            session->table =
                hodo_results_finished(session->output.table, run, &session->identity, &session->before, error);
            if (session->table == NULL) {
                return error->status; /* the journal is bare, and goes with the session */
            }
            (void)fprintf(stderr, "notice: '%s' is finished: no cell is computed again\n",
                          session->output.table);
        } else {
            (void)fprintf(stderr, "notice: there is nothing to resume at '%s': computing anew\n",
                          session->output.table);
        }
    }
    return HODO_OK;
}

static bool has_record(const void *context, size_t cell)
{
    return hodo_results_has(context, cell);
}

static hodo_status deliver(void *context, size_t cell, const char *record, hodo_error *error)
{
    hodo_session *session = context;
    if (atomic_load(&session->journal_failed)) { /* to compute on would be to lose it */
        *error = session->journal_error;
        return error->status;
    }
    hodo_status status = hodo_results_keep(session->results, record, error);
    if (status == HODO_OK) {
        status = hodo_journal_append(session->journal, record, error);
    }
    hodo_progress_add(&session->progress, session->order.costs[cell]);
    return status;
}

static void tick(void *context)
{
    hodo_session *session = context;
    hodo_error error = {HODO_OK, ""};
    if (!atomic_load(&session->journal_failed) && hodo_journal_sync(session->journal, &error) != HODO_OK) {
        session->journal_error = error;
        atomic_store(&session->journal_failed, true);
    }
    hodo_progress_tick(&session->progress);
}

/* On the watch's thread, while the workers go on: what they have not finished is lost, the rest is on disk. */
static void interrupted(void *context, int number)
{
    hodo_session *session = context;
    hodo_error error = {HODO_OK, ""};
    const char *name = session->run->experiment->name;
    if (hodo_journal_sync(session->journal, &error) != HODO_OK) {
        (void)fprintf(stderr, "%s%s: %s\n", session->progress.terminal ? "\n" : "", name, error.message);
        _exit(EXIT_FAILURE);
    }
    if (hodo_journal_drop_bare(session->journal)) {
        (void)fprintf(stderr, "%s%s: interrupted (%s) before a new cell was done: run the same again\n",
                      session->progress.terminal ? "\n" : "", name, number == SIGINT ? "SIGINT" : "SIGTERM");
        _exit(EXIT_FAILURE);
    }
    (void)fprintf(stderr, "%s%s: interrupted (%s) with %zu of %zu cells done: --resume continues\n",
                  session->progress.terminal ? "\n" : "", name, number == SIGINT ? "SIGINT" : "SIGTERM",
                  session->progress.done, session->progress.cells);
    _exit(EXIT_FAILURE);
}

static hodo_status compute_cells(hodo_session *session, hodo_error *error)
{
    const hodo_work work = {
        .run = session->run,
        .order = session->order.cells,
        .count = session->order.count,
        .workers = session->request->threads,
        .deliver = deliver,
        .context = session,
    };
    const hodo_status status = hodo_engines[0].run(&work, error);
    hodo_error journal_error = {HODO_OK, ""};
    const hodo_status last = hodo_journal_sync(session->journal, &journal_error);
    if (status != HODO_OK) {
        return status;
    }
    /* All rows are in memory: a journal that could not be written is no reason to throw them away. */
    if (last != HODO_OK) {
        (void)fprintf(stderr, "notice: %s\n", journal_error.message);
    }
    session->table = hodo_results_table(session->results, error);
    return session->table != NULL ? HODO_OK : error->status;
}

static hodo_status evaluate(hodo_session *session, hodo_error *error)
{
    const hodo_experiment *experiment = session->run->experiment;
    hodo_error cause = {HODO_OK, "no reason was given"};
    hodo_status status = HODO_OK;
    const char *what = "theory";
    if (experiment->theory != NULL) {
        status = experiment->theory(session->run, session->table, &cause);
    }
    session->claims = hodo_claims_alloc(error);
    if (session->claims == NULL) {
        return HODO_NO_MEMORY;
    }
    if (status == HODO_OK && experiment->claims != NULL) {
        what = "claims";
        status = experiment->claims(session->run, session->table, session->claims, &cause);
    }
    return status == HODO_OK ? status
                             : hodo_fail(error, status, "%s: %s: the cells are kept, --resume evaluates again",
                                         what, cause.message);
}

hodo_status hodo_session_compute(hodo_session *session, hodo_error *error)
{
    const hodo_run *run = session->run;
    const bool finished = session->table != NULL;
    hodo_status status = hodo_cell_order_make(run, has_record, session->results, &session->order, error);
    if (status != HODO_OK) {
        return status;
    }
    session->order.count = finished ? 0 : session->order.count;
    const size_t done = run->cells - session->order.count;
    session->effort.continued = finished ? 0 : done;
    hodo_progress_begin(&session->progress, run->experiment->name, session->request->quiet ? NULL : stderr,
                        run->cells, done, session->order.pending);
    hodo_watch *watch = hodo_watch_start(tick, interrupted, session, error);
    if (watch == NULL) {
        hodo_progress_end(&session->progress);
        return HODO_NO_MEMORY;
    }
    status = finished ? HODO_OK : compute_cells(session, error);
    if (status == HODO_OK) {
        status = evaluate(session, error);
    }
    hodo_watch_stop(watch);
    hodo_progress_end(&session->progress);
    return status;
}

/* Of rows that were computed before, the macros tell the effort of then. */
static void quote_effort(hodo_effort *effort, const hodo_table *before)
{
    const char *threads = hodo_table_note_of(before, "threads"),
               *wall = hodo_table_note_of(before, "wall seconds");
    const char *cpu = hodo_table_note_of(before, "cpu seconds");
    effort->threads = threads != NULL ? (size_t)strtoull(threads, NULL, 10) : effort->threads;
    effort->wall = wall != NULL ? strtod(wall, NULL) : effort->wall;
    effort->cpu = cpu != NULL ? strtod(cpu, NULL) : effort->cpu;
}

hodo_status hodo_session_write(hodo_session *session, hodo_error *error)
{
    struct timespec cpu = {0, 0};
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    session->effort.wall = hodo_progress_clock() - session->begun;
    session->effort.cpu = (double)cpu.tv_sec + 1e-9 * (double)cpu.tv_nsec;
    if (session->before != NULL) {
        quote_effort(&session->effort, session->before);
    }
    hodo_status status = hodo_provenance_add(session->table, session->run, &session->identity, &session->effort,
                                             session->before, error);
    if (status == HODO_OK) {
        status = hodo_table_write(session->table, session->output.table, error);
    }
    if (status == HODO_OK) {
        status = hodo_report_claims(session->run, session->claims, session->output.claims, error);
    }
    if (status == HODO_OK) {
        status =
            hodo_report_macros(session->run, session->claims, &session->effort, session->output.macros, error);
    }
    if (status == HODO_OK) { /* not before all three stand: until then the journal is what --resume needs */
        hodo_journal_close(session->journal, true);
        session->journal = NULL;
    }
    return status;
}

void hodo_session_close(hodo_session *session)
{
    hodo_journal_close(session->journal, false);
    hodo_results_free(session->results);
    hodo_cell_order_clear(&session->order);
    hodo_table_free(session->table);
    hodo_table_free(session->before);
    hodo_claims_free(session->claims);
    *session = (hodo_session){.request = NULL};
}
