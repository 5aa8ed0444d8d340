/* hodo-rmt outlier: where a rank-one spike puts an eigenvalue. */
#include "base/table.h"
#include "rmt/program/command.h"
#include "rmt/program/command_options.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/option_value.h"
#include "rmt/finite/outlier.h"

#include <string.h>

enum { ENSEMBLE, SPIKE, RATIO, HELP, OPTIONS };

static const hodo_option options[] = {
    [ENSEMBLE] = {"ensemble", "wigner|wishart", "a symmetric matrix, or a sample covariance (needed)"},
    [SPIKE] = {"spike", "T", "wigner: its strength; wishart: the population's eigenvalue, 1 is no spike"},
    [RATIO] = {"ratio", "R", "wishart: dimensions over samples (1 when not given)"},
    [HELP] = {"help", NULL, "print this and exit"},
    [OPTIONS] = {NULL, NULL, NULL},
};

static const char usage[] =
    "Usage: hodo-rmt outlier --ensemble=wigner|wishart --spike=T [--ratio=R]\n"
    "The largest eigenvalue of a Wigner matrix (variance 1/m) with a rank-one spike, or of a sample\n"
    "covariance whose population has one spiked eigenvalue: columns quantity, value; rows threshold (the\n"
    "spike from which on the eigenvalue leaves the bulk), place, overlap (squared cosine of its\n"
    "eigenvector with the spike).\n";

static const hodo_column columns[] = {
    {"quantity", "1", "threshold, place or overlap", HODO_TEXT},
    {"value", "1", "its value as dimension grows", HODO_REAL},
};

static hodo_status print(const char *const *text, double spike, double ratio, const rmt_outlier *outlier,
                         hodo_error *error)
{
    hodo_table *table = hodo_table_alloc(columns, sizeof columns / sizeof columns[0], error);
    if (table == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = rmt_note_program(table, "outlier", error);
    status = status != HODO_OK ? status : hodo_table_note(table, "ensemble", text[ENSEMBLE], error);
    status = status != HODO_OK ? status : rmt_note_real(table, "spike", spike, error);
    if (status == HODO_OK && strcmp(text[ENSEMBLE], "wishart") == 0) {
        status = rmt_note_real(table, "ratio", ratio, error);
    }
    status = status != HODO_OK ? status : rmt_note_columns(table, error);
    const struct {
        const char *name;
        double value;
    } rows[] = {{"threshold", outlier->threshold}, {"place", outlier->place}, {"overlap", outlier->overlap}};
    for (size_t i = 0; status == HODO_OK && i < sizeof rows / sizeof rows[0]; i++) {
        status =
            hodo_table_add(table, (hodo_value[]){hodo_text(rows[i].name), hodo_real(rows[i].value)}, error);
    }
    status = status != HODO_OK ? status : hodo_table_print(table, stdout, error);
    hodo_table_free(table);
    return status;
}

hodo_status rmt_command_outlier(int argc, char **argv, hodo_error *error)
{
    const char *text[OPTIONS];
    bool helped;
    hodo_status status = rmt_command_options(options, usage, argc, argv, text, &helped, error);
    if (status != HODO_OK || helped) {
        return status;
    }
    for (int option = ENSEMBLE; option <= SPIKE; option++) {
        if (text[option] == NULL) {
            return hodo_fail(error, HODO_INVALID,
                             "--%s is missing: write hodo-rmt outlier --ensemble=wigner --spike=2",
                             options[option].name);
        }
    }
    const bool wishart = strcmp(text[ENSEMBLE], "wishart") == 0;
    if (!wishart && strcmp(text[ENSEMBLE], "wigner") != 0) {
        return hodo_fail(error, HODO_INVALID, "ensemble '%s' is neither wigner nor wishart: give one of them",
                         text[ENSEMBLE]);
    }
    if (!wishart && text[RATIO] != NULL) {
        return hodo_fail(error, HODO_INVALID, "--ratio=%s is a choice of wishart only: drop it", text[RATIO]);
    }
    double spike, ratio = 1;
    rmt_outlier outlier;
    status = rmt_option_real(&options[SPIKE], text[SPIKE], &spike, error);
    if (status == HODO_OK && text[RATIO] != NULL) {
        status = rmt_option_real(&options[RATIO], text[RATIO], &ratio, error);
    }
    if (status == HODO_OK) {
        status = wishart ? rmt_outlier_wishart(spike, ratio, &outlier, error)
                         : rmt_outlier_wigner(spike, &outlier, error);
    }
    return status == HODO_OK ? print(text, spike, ratio, &outlier, error) : status;
}
