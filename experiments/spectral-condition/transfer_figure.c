#include "experiments/spectral-condition/transfer_figure.h"

#include "experiments/spectral-condition/rate_law.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* log2 of the best eta over the law's, in the networks that we tried: where a search begins. */
static const double guess_sgd = 2.6, guess_adam = 0.5, guess_normalised = -2.5;

hodo_status transfer_network(const char *rule, const char *size, int64_t value, int64_t other, size_t inputs,
                             char memory[TRANSFER_RULE_SIZE], width_network_setting *network, hodo_error *error)
{
    const char *slash = strchr(rule, '/');
    if (slash == NULL || strlen(rule) >= TRANSFER_RULE_SIZE) {
        return hodo_fail(error, HODO_INVALID,
                         "rule = %.80s: give an optimiser and a parametrization, as in sgd/mup", rule);
    }
    (void)snprintf(memory, TRANSFER_RULE_SIZE, "%s", rule);
    memory[slash - rule] = '\0';
    char *after = strchr(memory + (slash - rule) + 1, '/');
    if (after != NULL && strcmp(after, "/one-rate") != 0) {
        return hodo_fail(error, HODO_INVALID,
                         "rule = %.80s: after the parametrization stands nothing or /one-rate", rule);
    }
    if (after != NULL) {
        *after = '\0';
    }
    const bool widths = strcmp(size, "width") == 0;
    *network = (width_network_setting){.kind = widths ? HODO_MLP : HODO_RESNET,
                                       .inputs = inputs,
                                       .width = (size_t)(widths ? value : other),
                                       .depth = (size_t)(widths ? WIDTH_NETWORK_DEPTH : value + 2),
                                       .parametrization = memory + (slash - rule) + 1,
                                       .one_rate = after != NULL,
                                       .optimiser = memory};
    return HODO_OK;
}

static hodo_status setting_of(const hodo_cell *cell, const char *size, char memory[TRANSFER_RULE_SIZE],
                              rate_sweep_setting *setting, hodo_error *error)
{
    const bool widths = strcmp(size, "width") == 0;
    const int64_t value = hodo_cell_integer(cell, size);
    *setting = (rate_sweep_setting){.data = {.name = hodo_cell_text(cell, "data"),
                                             .samples = (size_t)hodo_cell_integer(cell, "samples"),
                                             .inputs = (size_t)hodo_cell_integer(cell, "inputs")},
                                    .batch = (size_t)hodo_cell_integer(cell, "batch"),
                                    .steps = (size_t)hodo_cell_integer(cell, "steps"),
                                    .grid = (uint32_t)value};
    const hodo_status status = transfer_network(
        hodo_cell_text(cell, "rule"), size, value, widths ? 0 : hodo_cell_integer(cell, "width"),
        hodo_two_classes_inputs(&setting->data), memory, &setting->network, error);
    if (status != HODO_OK) {
        return status;
    }
    const bool gradient = strcmp(memory, "sgd") == 0;
    const bool normalised = strcmp(setting->network.parametrization, "spectral-direct") == 0;
    const double from = normalised ? guess_normalised : gradient ? guess_sgd : guess_adam;
    const double law = rate_law(&setting->network, setting->batch);
    setting->guess = exp2(isfinite(law) ? law + from : 0);
    return HODO_OK;
}

hodo_status transfer_check(const hodo_cell *cell, const char *size, hodo_error *error)
{
    char memory[TRANSFER_RULE_SIZE];
    rate_sweep_setting setting;
    const hodo_status status = setting_of(cell, size, memory, &setting, error);
    return status != HODO_OK ? status : rate_sweep_check(&setting, error);
}

double transfer_cost(const hodo_cell *cell, const char *size)
{
    char memory[TRANSFER_RULE_SIZE];
    rate_sweep_setting setting;
    hodo_error error;
    return setting_of(cell, size, memory, &setting, &error) == HODO_OK ? rate_sweep_cost(&setting) : 1;
}

/* excerpt: cell */
hodo_status transfer_compute(hodo_cell *cell, const char *size, hodo_error *error)
{
    char memory[TRANSFER_RULE_SIZE];
    rate_sweep_setting setting;
    hodo_rate_search found = {.count = 0};
    hodo_status status = setting_of(cell, size, memory, &setting, error);
    status = status != HODO_OK
                 ? status
                 : rate_sweep_run(hodo_cell_arena(cell), &setting, hodo_cell_stream(cell), &found, error);
    for (size_t i = 0; status == HODO_OK && i <= found.count; i++) {
        const bool best = i == found.count;
        const double eta = best ? found.eta : found.etas[i];
        const hodo_value row[] = {hodo_text(hodo_cell_text(cell, "rule")),
                                  hodo_integer(hodo_cell_integer(cell, size)),
                                  hodo_integer(hodo_cell_integer(cell, "trials")),
                                  hodo_text(best ? TRANSFER_BEST : TRANSFER_TRIED),
                                  hodo_real(log2(eta)),
                                  hodo_real(eta),
                                  hodo_real(best ? found.loss : found.losses[i]),
                                  hodo_text(hodo_rate_end_name(found.end)),
                                  hodo_integer(found.cliff)};
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}
/* end: cell */

static double law_at(const hodo_run *run, const char *rule, const char *size, int64_t value)
{
    char memory[TRANSFER_RULE_SIZE];
    width_network_setting network;
    hodo_error error;
    const hodo_two_classes_setting data = {.name = hodo_run_text(run, "data"),
                                      .inputs = (size_t)hodo_run_integer(run, "inputs")};
    const int64_t other = strcmp(size, "width") == 0 ? 0 : hodo_run_integer(run, "width");
    const hodo_status status =
        transfer_network(rule, size, value, other, hodo_two_classes_inputs(&data), memory, &network, &error);
    return status == HODO_OK ? rate_law(&network, (size_t)hodo_run_integer(run, "batch")) : NAN;
}

/* log2 of one and what a finite size may alter a best rate by. */
static double share_at(const hodo_run *run, const char *rule, const char *size, int64_t value)
{
    (void)run, (void)rule;
    return strcmp(size, "width") == 0 ? log2(1 + 3 / sqrt((double)value)) : log2(1 + 2 / ((double)value + 2));
}

static double slope_of(double (*at)(const hodo_run *, const char *, const char *, int64_t), const hodo_run *run,
                       const char *rule, const char *size)
{
    size_t count;
    const int64_t *values = hodo_run_integers(run, size, &count);
    double x = 0, y = 0, xx = 0, xy = 0;
    for (size_t i = 0; i < count; i++) {
        const double u = log2((double)values[i]), v = at(run, rule, size, values[i]);
        x += u, y += v, xx += u * u, xy += u * v;
    }
    const double n = (double)count;
    return (n * xy - x * y) / (n * xx - x * x);
}

double transfer_law_slope(const hodo_run *run, const char *rule, const char *size)
{
    return slope_of(law_at, run, rule, size);
}

double transfer_tolerance(const hodo_run *run, const char *size)
{
    return fmin(fabs(slope_of(share_at, run, NULL, size)), TRANSFER_TOLERANCE_MOST);
}

hodo_status transfer_theory(const hodo_run *run, const char *size, hodo_table *table, hodo_error *error)
{
    (void)error;
    size_t rules;
    const char *const *rule = hodo_run_texts(run, "rule", &rules);
    const size_t at_rule = hodo_table_find(table, "rule"), at_size = hodo_table_find(table, size);
    const size_t at_entry = hodo_table_find(table, "entry"), at_eta = hodo_table_find(table, "log2_eta");
    const size_t at_law = hodo_table_find(table, "log2_law");
    for (size_t r = 0; r < rules; r++) {
        double sum = 0, count = 0;
        for (int pass = 0; pass < 2; pass++) { /* the constant, then the line */
            for (size_t row = 0; row < hodo_table_rows(table); row++) {
                if (strcmp(hodo_table_get(table, row, at_rule).text, rule[r]) != 0 ||
                    strcmp(hodo_table_get(table, row, at_entry).text, TRANSFER_BEST) != 0) {
                    continue;
                }
                const double law = law_at(run, rule[r], size, hodo_table_get(table, row, at_size).integer);
                const double eta = hodo_table_get(table, row, at_eta).real;
                if (pass == 0 && isfinite(eta)) {
                    sum += eta - law;
                    count += 1;
                } else if (pass == 1) {
                    hodo_table_set(table, row, at_law, hodo_real(law + sum / count));
                }
            }
        }
    }
    return HODO_OK;
}
