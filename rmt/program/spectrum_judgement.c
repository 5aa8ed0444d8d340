#include "rmt/program/spectrum_judgement.h"

#include "rmt/program/header_lines.h"

#include <math.h>
#include <stdlib.h>

enum { TAIL_JUDGED = 50 }; /* fewer values tell no power law from another heavy tail (Clauset et al. 2009) */

/* sup |F_empirical - F_bulk| of the last `count` eigenvalues, both conditioned on exceeding the tail's
 * x_min. */
static hodo_status measure_bulk_tail(const rmt_measured_spectrum *spectrum, rmt_spectrum_judgement *judgement,
                                     hodo_error *error)
{
    const size_t count = judgement->tail.count, first = spectrum->p - count;
    double *x = malloc(2 * count * sizeof *x), *theory = x + count;
    if (x == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu eigenvalues", count);
    }
    for (size_t i = 0; i < count; i++) {
        x[i] = spectrum->lambda[first + i] / judgement->fit.scale;
    }
    const hodo_status status = rmt_law_cumulative(judgement->fit.bulk, x, count, theory, error);
    judgement->bulk_tail_distance = 0;
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        /* A tail wholly above the bulk's edge has no mass there at all. */
        const double mass = 1 - theory[0], conditional = mass > 0 ? (theory[i] - theory[0]) / mass : 1;
        const double below = conditional - (double)i / (double)count;
        const double above = (double)(i + 1) / (double)count - conditional;
        judgement->bulk_tail_distance = fmax(judgement->bulk_tail_distance, fmax(below, above));
    }
    free(x);
    return status;
}

static hodo_status fit_bulk(const rmt_measured_spectrum *spectrum, rmt_spectrum_judgement *judgement,
                            hodo_error *error)
{
    if (spectrum->singular == NULL) {
        (void)snprintf(judgement->no_bulk, sizeof judgement->no_bulk,
                       "Marchenko-Pastur is a law of singular values, eigenvalues were asked");
        return HODO_OK;
    }
    hodo_error inner = {0};
    hodo_status status = rmt_spectrum_fit_bulk(spectrum->lambda, spectrum->p, spectrum->n,
                                               judgement->false_alarm, &judgement->fit, &inner);
    if (status == HODO_INVALID) {
        (void)snprintf(judgement->no_bulk, sizeof judgement->no_bulk, "%.*s",
                       (int)sizeof judgement->no_bulk - 1, inner.message);
        return HODO_OK;
    }
    if (status != HODO_OK) {
        return hodo_fail(error, status, "%s", inner.message);
    }
    judgement->has_bulk = true;
    return rmt_spectrum_threshold(spectrum->lambda, spectrum->p, spectrum->n, judgement->false_alarm,
                                  &judgement->fit, &judgement->threshold, error);
}

hodo_status rmt_spectrum_judge(const rmt_measured_spectrum *spectrum, double false_alarm,
                               rmt_spectrum_judgement *judgement, hodo_error *error)
{
    *judgement = (rmt_spectrum_judgement){.false_alarm = false_alarm, .bulk_tail_distance = NAN};
    hodo_status status = fit_bulk(spectrum, judgement, error);
    if (status == HODO_OK) {
        status = rmt_power_law_tail_fit(spectrum->lambda, spectrum->p, &judgement->tail, error);
        judgement->has_tail = status == HODO_OK;
        status = status == HODO_INVALID ? HODO_OK : status;
    }
    if (status == HODO_OK && judgement->has_bulk && judgement->has_tail) {
        status = measure_bulk_tail(spectrum, judgement, error);
    }
    if (status != HODO_OK) {
        rmt_spectrum_judgement_free(judgement);
    }
    return status;
}

void rmt_spectrum_judgement_free(rmt_spectrum_judgement *judgement)
{
    rmt_spectrum_fit_free(&judgement->fit);
}

const char *rmt_spectrum_prefers_tail(const rmt_spectrum_judgement *judgement)
{
    const rmt_power_law_tail *tail = &judgement->tail;
    return !judgement->has_tail || tail->count < TAIL_JUDGED                          ? "too few"
           : tail->plausible && !(tail->distance >= judgement->bulk_tail_distance) ? "yes"
                                                                                      : "no";
}

/* A line of the summary. */
typedef struct line {
    const char *key;
    double value;
} line;

static hodo_status note_lines(hodo_table *table, const line *lines, size_t count, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        status = rmt_note_real(table, lines[i].key, lines[i].value, error);
    }
    return status;
}

hodo_status rmt_spectrum_note(const rmt_measured_spectrum *spectrum, const rmt_spectrum_judgement *judgement,
                              hodo_table *table, hodo_error *error)
{
    const rmt_spectrum_fit *fit = &judgement->fit;
    const rmt_power_law_tail *tail = &judgement->tail;
    const line norms[] = {
        {"spectral_norm", spectrum->spectral_norm}, {"frobenius_norm", spectrum->frobenius_norm},
        {"stable_rank", spectrum->stable_rank}, {"effective_rank", spectrum->effective_rank},
    };
    const line bulk[] = {
        {"bulk_ratio", fit->ratio}, {"bulk_variance", fit->variance}, {"bulk_lower_edge", fit->lower},
        {"bulk_upper_edge", fit->upper}, {"bulk_distance", fit->distance}, {"false_alarm",
         judgement->false_alarm},
        {"outlier_threshold", judgement->threshold}, {"outliers", (double)fit->outliers},
    };
    const line power_law[] = {
        {"tail_exponent", tail->exponent}, {"tail_standard_error", tail->standard_error},
        {"tail_lower", tail->lower}, {"tail_count", (double)tail->count}, {"tail_distance", tail->distance},
        {"tail_bulk_distance", judgement->bulk_tail_distance},
    };
    hodo_status status = note_lines(table, norms, sizeof norms / sizeof norms[0], error);
    if (status == HODO_OK) {
        status = judgement->has_bulk ? note_lines(table, bulk, sizeof bulk / sizeof bulk[0], error)
                                     : hodo_table_note(table, "no_bulk", judgement->no_bulk, error);
    }
    if (status == HODO_OK && judgement->has_tail) {
        status = note_lines(table, power_law, sizeof power_law / sizeof power_law[0], error);
        status = status != HODO_OK
                     ? status
                     : hodo_table_note(table, "tail_plausible", tail->plausible ? "yes" : "no", error);
    }
    status = status != HODO_OK
                 ? status
                 : hodo_table_note(table, "tail_preferred", rmt_spectrum_prefers_tail(judgement), error);
    return status != HODO_OK ? status : rmt_note_columns(table, error);
}
