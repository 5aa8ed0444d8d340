/* hodo-rmt spectrum FILE: singular values of a user's matrix against the Marchenko-Pastur law of its bulk. */
#include "rmt/program/command.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/option_value.h"
#include "rmt/program/plot.h"
#include "rmt/program/spectrum_judgement.h"
#include "rmt/program/spectrum_plot.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FALSE_ALARM, EIGENVALUES, PLOT, HELP, OPTIONS };

static const hodo_option options[] = {
    [FALSE_ALARM] = {"false-alarm", "P", "probability of an outlier where there is only noise [1e-3]"},
    [EIGENVALUES] = {"eigenvalues", "symmetric", "eigenvalues of a symmetric matrix, not singular values"},
    [PLOT] = HODO_PICTURE_OPTION,
    [HELP] = {"help", NULL, "print this and exit"},
    [OPTIONS] = {NULL, NULL, NULL},
};

static const double false_alarm_standard = 1e-3;

static const hodo_column singular_columns[] = {
    {"index", "1", "from 1, descending", HODO_INTEGER},
    {"singular_value", "1", "of the matrix", HODO_REAL},
    {"eigenvalue", "1", "singular_value^2 / n, n the larger of rows and columns", HODO_REAL},
    {"outlier", "1", "1 above the bulk, 0 in it", HODO_INTEGER},
    {"bulk_cdf", "1", "distribution function of the fitted Marchenko-Pastur law", HODO_REAL},
    {"bulk_density", "1", "its density in the eigenvalue", HODO_REAL},
};

static const hodo_column eigenvalue_columns[] = {
    {"index", "1", "from 1, descending", HODO_INTEGER},
    {"eigenvalue", "1", "of the matrix", HODO_REAL},
};

static void print_help(void)
{
    (void)fputs(
        "Usage: hodo-rmt spectrum FILE [OPTION...]\n"
        "Singular values of the matrix in FILE.npy, or in FILE.tsv, .csv, .txt or .dat (one row a\n"
        "line, parted by tabs, blanks or commas, '#' before comments), columns index, singular_value,\n"
        "eigenvalue, outlier, bulk_cdf, bulk_density. The '# key: value' lines say norms and ranks;\n"
        "the Marchenko-Pastur law of the bulk and its Kolmogorov-Smirnov distance; outliers by the\n"
        "Tracy-Widom law of the largest eigenvalue of noise; and the power-law tail of the eigenvalues.\n"
        "\nOptions:\n",
        stdout);
    hodo_option_print(options, stdout);
}

static hodo_status add_singular_rows(hodo_table *table, const rmt_measured_spectrum *spectrum,
                                     const rmt_spectrum_judgement *judgement, hodo_error *error)
{
    const size_t p = spectrum->p;
    const rmt_spectrum_fit *fit = &judgement->fit;
    double *x = malloc(3 * p * sizeof *x);
    if (x == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu rows", p);
    }
    double *cumulative = x + p, *density = x + 2 * p;
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < p; i++) {
        x[i] = judgement->has_bulk ? spectrum->lambda[i] / fit->scale : NAN;
        cumulative[i] = density[i] = NAN;
    }
    if (judgement->has_bulk) {
        status = rmt_law_cumulative(fit->bulk, x, p, cumulative, error);
        status = status != HODO_OK ? status : rmt_law_density(fit->bulk, x, p, density, error);
    }
    for (size_t k = 1; status == HODO_OK && k <= p; k++) {
        const size_t i = p - k;
        status = hodo_table_add(table,
                                (hodo_value[]){hodo_integer((int64_t)k), hodo_real(spectrum->singular[i]),
                                               hodo_real(spectrum->lambda[i]),
                                               hodo_integer(judgement->has_bulk && k <= fit->outliers),
                                               hodo_real(cumulative[i]), hodo_real(density[i] / fit->scale)},
                                error);
    }
    free(x);
    return status;
}

static hodo_status add_eigenvalue_rows(hodo_table *table, const rmt_measured_spectrum *spectrum,
                                       hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t k = 1; status == HODO_OK && k <= spectrum->p; k++) {
        status = hodo_table_add(table, (hodo_value[]){hodo_integer((int64_t)k),
                                                      hodo_real(spectrum->lambda[spectrum->p - k])}, error);
    }
    return status;
}

static hodo_status answer(const char *path, rmt_matrix *matrix, double false_alarm, const char *const *text,
                          hodo_error *error)
{
    const int64_t rows = (int64_t)matrix->rows, columns = (int64_t)matrix->columns;
    rmt_measured_spectrum spectrum;
    rmt_spectrum_judgement judgement;
    hodo_status status = text[EIGENVALUES] != NULL ? rmt_measure_eigenvalues(matrix, &spectrum, error)
                                                   : rmt_measure_singular_values(matrix, &spectrum, error);
    if (status != HODO_OK) {
        return status;
    }
    status = rmt_spectrum_judge(&spectrum, false_alarm, &judgement, error);
    if (status != HODO_OK) {
        rmt_measured_spectrum_free(&spectrum);
        return status;
    }
    const bool singular = spectrum.singular != NULL;
    hodo_table *table = singular
                            ? hodo_table_alloc(singular_columns,
                                               sizeof singular_columns / sizeof singular_columns[0], error)
                            : hodo_table_alloc(eigenvalue_columns,
                                               sizeof eigenvalue_columns / sizeof eigenvalue_columns[0], error);
    status = table == NULL ? HODO_NO_MEMORY : rmt_note_program(table, "spectrum", error);
    status = status != HODO_OK || strpbrk(path, "\r\n") != NULL ? status
                                                                 : hodo_table_note(table, "file", path, error);
    status = status != HODO_OK ? status : rmt_note_integer(table, "rows", rows, error);
    status = status != HODO_OK ? status : rmt_note_integer(table, "columns", columns, error);
    status = status != HODO_OK ? status : rmt_spectrum_note(&spectrum, &judgement, table, error);
    status = status != HODO_OK ? status
             : singular        ? add_singular_rows(table, &spectrum, &judgement, error)
                               : add_eigenvalue_rows(table, &spectrum, error);
    status = status != HODO_OK || text[PLOT] == NULL
                 ? status
                 : rmt_spectrum_plot(path, &spectrum, &judgement, text[PLOT], error);
    status = status != HODO_OK || !hodo_picture_leaves_table(text[PLOT]) ? status
                                                                     : hodo_table_print(table, stdout, error);
    hodo_table_free(table);
    rmt_spectrum_judgement_free(&judgement);
    rmt_measured_spectrum_free(&spectrum);
    return status;
}

/* The file and the texts of the options; *path stays NULL when --help was asked, and printed. */
static hodo_status read_arguments(int argc, char **argv, const char **path, const char **text,
                                  hodo_error *error)
{
    for (int at = 1; at < argc;) {
        const hodo_option *option;
        const char *value;
        const hodo_status status = hodo_option_next(options, argc, argv, &at, &option, &value, error);
        if (status != HODO_OK) {
            return status;
        }
        if (option == &options[HELP]) {
            print_help();
            *path = NULL;
            return HODO_OK;
        }
        const char **place = option != NULL ? &text[option - options] : path;
        if (value != NULL && *place != NULL) {
            return option != NULL
                       ? hodo_fail(error, HODO_INVALID, "--%s is given twice: drop one", option->name)
                       : hodo_fail(error, HODO_INVALID, "'%.200s' and '%.200s': one file at a time", *path,
                                   value);
        }
        *place = value != NULL ? value : *place;
    }
    return *path != NULL
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID, "the file is missing: write hodo-rmt spectrum FILE.npy");
}

hodo_status rmt_command_spectrum(int argc, char **argv, hodo_error *error)
{
    const char *path = NULL, *text[OPTIONS] = {NULL};
    double false_alarm;
    hodo_status status = read_arguments(argc, argv, &path, text, error);
    if (status != HODO_OK || path == NULL) {
        return status;
    }
    status = hodo_picture_check(text[PLOT], error);
    status = status != HODO_OK ? status
                               : rmt_option_between(&options[FALSE_ALARM], text[FALSE_ALARM],
                                                    false_alarm_standard, 0, 0.5, &false_alarm, error);
    if (status == HODO_OK && text[EIGENVALUES] != NULL && strcmp(text[EIGENVALUES], "symmetric") != 0) {
        status = hodo_fail(error, HODO_INVALID,
                           "--eigenvalues=%s: only those of a symmetric matrix are known, write "
                           "--eigenvalues=symmetric",
                           text[EIGENVALUES]);
    }
    rmt_matrix matrix;
    status = status != HODO_OK ? status : rmt_matrix_read(path, &matrix, error);
    if (status != HODO_OK) {
        /* A file that is none of ours is bad usage, a disk that fails is not. */
        return status == HODO_DAMAGED ? HODO_INVALID : status;
    }
    status = answer(path, &matrix, false_alarm, text, error);
    rmt_matrix_free(&matrix);
    return status;
}
