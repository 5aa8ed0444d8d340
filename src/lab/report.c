#include "lab/report.h"

#include "lab/commit.h"

#include <inttypes.h>
#include <math.h>

static const hodo_column columns[] = {
    {"id", "", "name of the claim", HODO_TEXT},
    {"statement", "", "what is claimed", HODO_TEXT},
    {"kind", "", "equal, apart, at most or at least", HODO_TEXT},
    {"predicted", "", "by the theory; for 'apart' by the wrong one", HODO_REAL},
    {"measured", "", "by the simulation", HODO_REAL},
    {"stderr", "", "standard error of measured - predicted", HODO_REAL},
    {"n", "1", "independent draws behind stderr, 0 when exact", HODO_INTEGER},
    {"z", "1", "(measured - predicted) / stderr", HODO_REAL},
    {"tolerance", "", "systematic allowance", HODO_REAL},
    {"verdict", "", "agrees, differs or too noisy", HODO_TEXT},
};

static double z_of(const hodo_claim *claim)
{
    return claim->standard_error > 0.0 ? (claim->measured - claim->predicted) / claim->standard_error : NAN;
}

static hodo_status add_notes(hodo_table *table, const hodo_run *run, hodo_error *error)
{
    char alarm[160], allowance[160], seed[32], commit[HODO_COMMIT_SIZE];
    hodo_commit_read(commit);
    (void)snprintf(alarm, sizeof alarm,
                   "%g a claim; k is the Student quantile of this rate with n - 1 degrees of freedom, "
                   "two-sided for equal and apart",
                   HODO_FALSE_ALARM);
    (void)snprintf(allowance, sizeof allowance,
                   "a measured number may differ from the predicted one by tolerance + k stderr + %g of the "
                   "larger one for rounding",
                   HODO_CLAIM_ROUNDING);
    (void)snprintf(seed, sizeof seed, "%" PRIu64, run->seed);
    const hodo_note notes[] = {
        {"experiment", run->experiment->name},
        {"preset", run->preset},
        {"seed", seed},
        {"commit", commit},
        {"false-alarm rate", alarm},
        {"allowance", allowance},
        {"noise", "a claim whose k stderr exceeds its resolution, below, is too noisy unless it differs"},
    };
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < sizeof notes / sizeof notes[0] && status == HODO_OK; i++) {
        status = hodo_table_note(table, notes[i].key, notes[i].value, error);
    }
    return status;
}

/* What "too noisy" was judged by. Not a column: it is a demand on the run, not a result of it. */
static hodo_status add_resolution(hodo_table *table, const hodo_claim *claim, hodo_error *error)
{
    char key[256], number[HODO_NUMBER_SIZE];
    (void)snprintf(key, sizeof key, "resolution %s", claim->id);
    hodo_number_print(claim->resolution, number);
    return hodo_table_note(table, key, number, error);
}

hodo_status hodo_report_claims(const hodo_run *run, const hodo_claims *claims, const char *path,
                               hodo_error *error)
{
    hodo_table *table = hodo_table_alloc(columns, sizeof columns / sizeof columns[0], error);
    if (table == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = add_notes(table, run, error);
    for (size_t i = 0; i < hodo_claims_count(claims) && status == HODO_OK; i++) {
        const hodo_claim *claim = hodo_claims_at(claims, i);
        const hodo_value row[] = {
            hodo_text(claim->id),
            hodo_text(claim->statement),
            hodo_text(hodo_claim_kind_name(claim->kind)),
            hodo_real(claim->predicted),
            hodo_real(claim->measured),
            hodo_real(claim->standard_error),
            hodo_integer((int64_t)claim->draws),
            hodo_real(z_of(claim)),
            hodo_real(claim->tolerance),
            hodo_text(hodo_verdict_name(hodo_claim_verdict(claim, NULL))),
        };
        status = hodo_table_add(table, row, error);
        if (status == HODO_OK) {
            status = add_resolution(table, claim, error);
        }
    }
    if (status == HODO_OK) {
        status = hodo_table_write(table, path, error);
    }
    hodo_table_free(table);
    return status;
}

size_t hodo_report_verdicts(const hodo_claims *claims, FILE *file)
{
    size_t differ = 0;
    for (size_t i = 0; i < hodo_claims_count(claims); i++) {
        const hodo_claim *claim = hodo_claims_at(claims, i);
        const char *reason;
        const hodo_verdict verdict = hodo_claim_verdict(claim, &reason);
        differ += verdict == HODO_DIFFERS;
        if (file != NULL) {
            (void)fprintf(file, "%-9s  %s: measured %.5g", hodo_verdict_name(verdict), claim->id,
                          claim->measured);
            if (claim->standard_error > 0.0) {
                (void)fprintf(file, " +- %.2g", claim->standard_error);
            }
            (void)fprintf(file, ", %s %.5g", hodo_claim_kind_name(claim->kind), claim->predicted);
            if (claim->standard_error > 0.0) {
                (void)fprintf(file, ", z = %.2f", z_of(claim));
            }
            (void)fputc('\n', file);
        }
        if (reason != NULL) {
            (void)fprintf(stderr, "claim %s %s: %s\n", claim->id,
                          verdict == HODO_DIFFERS ? "differs" : "is too noisy", reason);
        }
    }
    return differ;
}
