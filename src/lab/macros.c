#include "lab/report.h"

#include "base/file.h"
#include "lab/commit.h"
#include "lab/latex.h"

#include <inttypes.h>
#include <string.h>

enum {
    LONGEST_LIST = 6, /* values that a sentence can hold; of more, the first two and the last */
    TEXT_DIGITS = 4,  /* of a number in a sentence */
    ERROR_DIGITS = 2, /* of a standard error */
    TIME_DIGITS = 3
};

static void begin(FILE *file, const hodo_run *run, const char *a, const char *b, const char *c)
{
    (void)fprintf(file, "\\hodoset{%s/%s%s%s%s%s}{", run->experiment->name, a, b[0] != '\0' ? "/" : "", b,
                  c[0] != '\0' ? "/" : "", c);
}

static void end(FILE *file)
{
    (void)fputs("}\n", file);
}

static void put_number(FILE *file, const hodo_run *run, const char *a, const char *b, const char *c, double x,
                       int digits)
{
    char text[HODO_LATEX_SIZE];
    hodo_latex_number(x, digits, text);
    begin(file, run, a, b, c);
    (void)fputs(text, file);
    end(file);
}

static void put_word(FILE *file, const hodo_run *run, const char *a, const char *b, const char *c,
                     const char *word)
{
    begin(file, run, a, b, c);
    hodo_latex_escape(word, file);
    end(file);
}

static void put_value(FILE *file, const hodo_values *values, size_t index)
{
    char text[HODO_LATEX_SIZE], number[HODO_NUMBER_SIZE];
    if (values->type == HODO_REAL) {
        /* As typed when that is short, otherwise rounded. */
        const char *typed = hodo_values_text(values, index, number);
        if (strlen(typed) <= TEXT_DIGITS + 2 && strpbrk(typed, "e-") == NULL) {
            (void)fputs(typed, file);
        } else {
            hodo_latex_number(values->reals[index], TEXT_DIGITS, text);
            (void)fputs(text, file);
        }
    } else if (values->type == HODO_INTEGER) {
        (void)fprintf(file, values->integers[index] < 0 ? "\\ensuremath{%" PRId64 "}" : "%" PRId64,
                      values->integers[index]);
    } else {
        hodo_latex_escape(values->texts[index], file);
    }
}

void hodo_report_parameter_macros(FILE *file, const hodo_run *run, const hodo_setting *setting)
{
    const hodo_values *values = &setting->values;
    begin(file, run, "param", setting->parameter->name, "");
    for (size_t i = 0; i < values->count; i++) {
        if (values->count > LONGEST_LIST && i == 2) {
            (void)fputs(", \\ldots", file);
            i = values->count - 1;
        }
        (void)fputs(i > 0 ? ", " : "", file);
        put_value(file, values, i);
    }
    end(file);
    if (setting->parameter->role == HODO_LIST || setting->parameter->role == HODO_SWEEP) {
        begin(file, run, "param", setting->parameter->name, "count");
        (void)fprintf(file, "%zu", values->count);
        end(file);
    }
}

void hodo_report_claim_macros(FILE *file, const hodo_run *run, const hodo_claim *claim)
{
    char text[HODO_LATEX_SIZE];
    const double z = (claim->measured - claim->predicted) / claim->standard_error;
    put_number(file, run, "claim", claim->id, "predicted", claim->predicted, TEXT_DIGITS);
    hodo_latex_measured(claim->measured, claim->standard_error, text);
    begin(file, run, "claim", claim->id, "measured");
    (void)fputs(text, file);
    end(file);
    put_number(file, run, "claim", claim->id, "stderr", claim->standard_error, ERROR_DIGITS);
    begin(file, run, "claim", claim->id, "n");
    (void)fprintf(file, "%zu", claim->draws);
    end(file);
    begin(file, run, "claim", claim->id, "z");
    if (claim->standard_error > 0.0) {
        (void)fprintf(file, z < 0.0 ? "\\ensuremath{%.1f}" : "%.1f", z);
    } else {
        (void)fputs("undefined", file); /* an exact claim has no z */
    }
    end(file);
    put_number(file, run, "claim", claim->id, "tolerance", claim->tolerance, TEXT_DIGITS);
    put_word(file, run, "claim", claim->id, "verdict", hodo_verdict_name(hodo_claim_verdict(claim, NULL)));
}

static void put_run(FILE *file, const hodo_run *run, const hodo_effort *effort)
{
    char commit[HODO_COMMIT_SIZE];
    hodo_commit_read(commit);
    put_word(file, run, "run", "preset", "", run->preset);
    begin(file, run, "run", "seed", "");
    (void)fprintf(file, "%" PRIu64, run->seed);
    end(file);
    begin(file, run, "run", "cells", "");
    (void)fprintf(file, "%zu", run->cells);
    end(file);
    begin(file, run, "run", "threads", "");
    (void)fprintf(file, "%zu", effort->threads);
    end(file);
    put_number(file, run, "run", "wall", "", effort->wall, TIME_DIGITS);
    put_number(file, run, "run", "cpu", "", effort->cpu, TIME_DIGITS);
    put_word(file, run, "run", "commit", "", commit);
}

hodo_status hodo_report_macros(const hodo_run *run, const hodo_claims *claims, const hodo_effort *effort,
                               const char *path, hodo_error *error)
{
    hodo_file file;
    const hodo_status status = hodo_file_begin(&file, path, error);
    if (status != HODO_OK) {
        return status;
    }
    (void)fprintf(file.stream, "%% experiment: %s\n%% written by the run; edit the experiment, not this file\n",
                  run->experiment->name);
    for (size_t i = 0; i < run->setting_count; i++) {
        hodo_report_parameter_macros(file.stream, run, &run->settings[i]);
    }
    for (size_t i = 0; i < hodo_claims_count(claims); i++) {
        hodo_report_claim_macros(file.stream, run, hodo_claims_at(claims, i));
    }
    for (size_t i = 0; i < hodo_claims_quantities(claims); i++) {
        const char *text, *key = hodo_claims_quantity_at(claims, i, &text);
        begin(file.stream, run, key, "", "");
        (void)fputs(text, file.stream);
        end(file.stream);
    }
    put_run(file.stream, run, effort);
    return hodo_file_commit(&file, error);
}
