/* `main` of every experiment: what is asked for, in which order, and the exit status. */
#include "base/file.h"
#include "base/pool.h"
#include "lab/report.h"
#include "lab/session.h"
#include "lab/verify.h"

#include <gsl/gsl_errno.h>
#include <stdlib.h>

enum { DONE = 0, FAILED = 1, BAD_USAGE = 2, CLAIM_FELL = 3 };

static int say(const hodo_experiment *experiment, const hodo_error *error, int exit_status)
{
    (void)fprintf(stderr, "%s: %s\n", experiment->name, error->message);
    return exit_status;
}

/* Before the first cell: the system's refusals are failures, everything else is the user's to mend. */
static int refusal(hodo_status status)
{
    return status == HODO_IO || status == HODO_NO_MEMORY ? FAILED : BAD_USAGE;
}

static int printed(const hodo_experiment *experiment)
{
    if (fflush(stdout) != 0 || ferror(stdout) != 0) {
        (void)fprintf(stderr, "%s: cannot write to standard output: is the disk full?\n", experiment->name);
        return FAILED;
    }
    return DONE;
}

static int run_session(const hodo_request *request, const hodo_run *run, hodo_error *error)
{
    const hodo_experiment *experiment = run->experiment;
    hodo_session session;
    int exit_status = DONE;
    hodo_status status = hodo_session_open(&session, request, run, error);
    if (status != HODO_OK) {
        exit_status = say(experiment, error, refusal(status));
        goto done;
    }
    status = hodo_session_compute(&session, error);
    if (status == HODO_OK) {
        status = hodo_session_write(&session, error);
    }
    if (status != HODO_OK) {
        exit_status = say(experiment, error, FAILED);
        goto done;
    }
    const size_t differ = hodo_report_verdicts(session.claims, request->quiet ? NULL : stdout);
    if (!request->quiet) {
        (void)printf("%zu rows in %s\n", hodo_table_rows(session.table), session.output.table);
    }
    exit_status = printed(experiment);
    if (exit_status == DONE && request->check && differ > 0) {
        (void)fprintf(stderr, "%s: %zu of %zu claims differ\n", experiment->name, differ,
                      hodo_claims_count(session.claims));
        exit_status = CLAIM_FELL;
    }
done:
    hodo_session_close(&session);
    return exit_status;
}

static int verify_files(const hodo_request *request, const hodo_run *run, hodo_error *error)
{
    hodo_identity identity;
    hodo_output output;
    hodo_status status = hodo_identity_of(run, &identity, error);
    if (status == HODO_OK) {
        status = hodo_output_name(run, request->output, &output, error);
    }
    if (status != HODO_OK) {
        return say(run->experiment, error, refusal(status));
    }
    status = hodo_verify(run, &identity, &output, error);
    return status == HODO_OK ? DONE : say(run->experiment, error, FAILED);
}

int hodo_laboratory(const hodo_experiment *experiment, int argc, char **argv)
{
    hodo_file_reserve_standard();
    (void)gsl_set_error_handler_off(); /* GSL's codes are looked at where it is called */
    hodo_pool_single_blas_thread();
    hodo_error error = {HODO_OK, ""};
    hodo_request request;
    hodo_run *run = NULL;
    int exit_status = DONE;
    hodo_status status = hodo_request_parse(argc, argv, &request, &error);
    if (status != HODO_OK) {
        exit_status = say(experiment, &error, BAD_USAGE);
        goto done;
    }
    if (request.help || request.version || request.list) {
        if (request.help) {
            hodo_face_help(experiment, argc > 0 ? argv[0] : experiment->name, stdout);
        } else if (request.version) {
            hodo_face_version(experiment, stdout);
        } else {
            hodo_face_list(experiment, stdout);
        }
        exit_status = printed(experiment);
        goto done;
    }
    run = hodo_run_alloc(experiment, request.preset, request.sets, request.set_count, request.seed, &error);
    if (run == NULL || hodo_cells_check(run, &error) != HODO_OK) {
        exit_status = say(experiment, &error, BAD_USAGE);
        goto done;
    }
    if (request.plan) {
        status = hodo_plan_print(run, request.threads, stdout, &error);
        exit_status = status == HODO_OK ? printed(experiment) : say(experiment, &error, refusal(status));
        goto done;
    }
    exit_status = request.verify ? verify_files(&request, run, &error) : run_session(&request, run, &error);
done:
    hodo_run_free(run);
    hodo_request_clear(&request);
    return exit_status;
}
