/* The slopes of a coordinate check, and what is said of them. */
#include "hodo/coordcheck.h"

#include <math.h>
#include <stdio.h>

void hodo_coordcheck_name(const hodo_coordcheck *check, const hodo_coordinate_label *label, char *text,
                          size_t size)
{
    const bool output = label->layer + 1 == check->features;
    (void)snprintf(text, size, "%s of layer %zu%s at step %zu", hodo_coordinate_name(label->which),
                   label->layer, output ? " (the output)" : "", label->step);
}

/* A label a number that is judged; `labels` NULL: only how many. */
static size_t list(const hodo_coordcheck *check, hodo_coordinate_label *labels)
{
    size_t count = 0;
    for (int which = 0; which < HODO_COORDINATES; which++) {
        for (size_t step = 0; step <= check->steps; step++) {
            for (size_t l = 1; l < check->features; l++) {
                const hodo_coordinate_label label = {(hodo_coordinate)which, step, l};
                if (hodo_coordinate_judged(check->architecture, label.which, step, l) == HODO_DEMAND_NONE) {
                    continue;
                }
                if (labels != NULL) {
                    labels[count] = label;
                }
                count++;
            }
        }
    }
    return count;
}

static hodo_trend judge(const hodo_coordcheck *check, const hodo_coordinate_label *label, double *slopes)
{
    const hodo_sweep *sweep = check->sweep;
    const size_t sizes = sweep->sizes->count;
    double widths[HODO_SIZES_MOST], values[HODO_SIZES_MOST];
    for (size_t seed = 0; seed < sweep->seeds; seed++) {
        for (size_t i = 0; i < sizes; i++) {
            widths[i] = (double)sweep->sizes->at[i];
            values[i] = hodo_coordinate_value(&check->records[i * sweep->seeds + seed], label->which,
                                              label->step, label->layer);
        }
        slopes[seed] = hodo_trend_slope(widths, values, sizes, widths[0], widths[sizes - 1]);
    }
    const hodo_coordinate_demand demand =
        hodo_coordinate_judged(check->architecture, label->which, label->step, label->layer);
    const hodo_trend_rule rule = {.bound = sweep->settings->bound,
                                  .may_vanish = demand == HODO_DEMAND_NO_GROWTH,
                                  .false_alarm = sweep->settings->false_alarm,
                                  .count = check->count};
    return hodo_trend_judge(slopes, sweep->seeds, &rule);
}

/* "slope 0.97 [0.95, 0.99]", or what stands for it where numbers are not finite. */
static void tell_slope(const hodo_trend *trend, char *text, size_t size)
{
    if (isfinite(trend->low)) {
        (void)snprintf(text, size, "slope %.3f [%.3f, %.3f]", trend->slope.value, trend->low, trend->high);
    } else {
        (void)snprintf(text, size, "%s",
                       trend->verdict == HODO_TREND_GROWS      ? "no longer finite"
                       : trend->verdict == HODO_TREND_VANISHES ? "0"
                                                               : "no slope");
    }
}

/* Seeds of the smallest width whose numbers are no longer finite: they have no slope at all. */
static size_t lost(const hodo_coordcheck *check)
{
    size_t count = 0;
    for (size_t seed = 0; seed < check->sweep->seeds; seed++) {
        count += check->records[seed].finite <= check->steps;
    }
    return count;
}

static void tell(hodo_coordcheck *check)
{
    size_t of_kind[HODO_TREND_VERDICTS] = {0};
    for (size_t i = 0; i < check->count; i++) {
        of_kind[check->trends[i].verdict]++;
    }
    const hodo_sweep_settings *settings = check->sweep->settings;
    char name[96], slope[96];
    hodo_coordcheck_name(check, &check->labels[check->worst], name, sizeof name);
    tell_slope(&check->trends[check->worst], slope, sizeof slope);
    const char *parametrization = settings->shared.parametrization;
    if (check->verdict == HODO_TREND_UNDECIDED && lost(check) > 0) {
        (void)snprintf(check->text, sizeof check->text,
                       "%s is undecided: already at width %lld %zu of %zu networks end in numbers that are not "
                       "finite: lower --eta",
                       parametrization, (long long)check->sweep->sizes->at[0], lost(check),
                       check->sweep->seeds);
        return;
    }
    switch (check->verdict) {
    case HODO_TREND_CONSTANT:
        (void)snprintf(
            check->text, sizeof check->text,
            "%s passes: all %zu coordinates are constant in width within %g (nearest the bound: %s, %s)",
            parametrization, check->count, settings->bound, name, slope);
        break;
    case HODO_TREND_UNDECIDED:
        (void)snprintf(check->text, sizeof check->text,
                       "%s is undecided: of %zu coordinates %zu are (most of all: %s, %s, bound %g): give more "
                       "--seeds or wider --widths",
                       parametrization, check->count, of_kind[HODO_TREND_UNDECIDED], name, slope,
                       settings->bound);
        break;
    default:
        (void)snprintf(
            check->text, sizeof check->text,
            "%s is rejected: of %zu coordinates %zu grow with width and %zu vanish (most of all: %s, %s)",
            parametrization, check->count, of_kind[HODO_TREND_GROWS], of_kind[HODO_TREND_VANISHES], name,
            slope);
    }
}

hodo_status hodo_coordcheck_judge(hodo_coordcheck *check, hodo_arena *arena, hodo_error *error)
{
    check->count = list(check, NULL);
    check->labels = hodo_arena_take(arena, check->count, sizeof *check->labels, error);
    check->trends = hodo_arena_take(arena, check->count, sizeof *check->trends, error);
    double *slopes = hodo_arena_take(arena, check->sweep->seeds, sizeof *slopes, error);
    if (check->labels == NULL || check->trends == NULL || slopes == NULL) {
        return HODO_NO_MEMORY;
    }
    (void)list(check, check->labels);
    for (size_t i = 0; i < check->count; i++) {
        check->trends[i] = judge(check, &check->labels[i], slopes);
    }
    check->verdict = hodo_trend_worst(check->trends, check->count, &check->worst);
    tell(check);
    return HODO_OK;
}

void hodo_coordcheck_trends(void *context, hodo_header *header)
{
    const hodo_coordcheck *check = context;
    for (size_t i = 0; i < check->count; i++) {
        char name[96], slope[96];
        hodo_coordcheck_name(check, &check->labels[i], name, sizeof name);
        tell_slope(&check->trends[i], slope, sizeof slope);
        const hodo_coordinate_label *label = &check->labels[i];
        const bool may_vanish = hodo_coordinate_judged(check->architecture, label->which, label->step,
                                                       label->layer) == HODO_DEMAND_NO_GROWTH;
        const hodo_trend_verdict verdict = check->trends[i].verdict;
        hodo_header_words(header, "trend", "%s: %s, %s", name, slope,
                          may_vanish && verdict == HODO_TREND_CONSTANT ? "does not grow"
                                                                       : hodo_trend_verdict_name(verdict));
    }
    hodo_header_words(header, "samples of a look", "%zu", check->probe.rows);
}

hodo_table *hodo_coordcheck_table(const hodo_coordcheck *check, hodo_error *error)
{
    static const hodo_column columns[] = {
        {"width", "1", "of hidden layers", HODO_INTEGER},
        {"seed", "1", "of weights and batches", HODO_INTEGER},
        {"step", "1", "steps taken", HODO_INTEGER},
        {"layer", "1", "feature h_l; the last is the output", HODO_INTEGER},
        {"mean_magnitude", "1", "size: mean |h_l|", HODO_REAL},
        {"rms", "1", "rms(h_l)", HODO_REAL},
        {"change", "1", "rms(h_l - h_l at step 0)", HODO_REAL},
        {"relative", "1", "|h_l - h_l at step 0| / |h_l at step 0|", HODO_REAL},
        {"own", "1", "rms(h_l' - h_l at step 0), h_l' by the layer's own weights from what it read at step 0",
         HODO_REAL},
    };
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    const hodo_sweep *sweep = check->sweep;
    hodo_table *table = hodo_table_alloc(columns, COLUMNS, error);
    hodo_status status = table != NULL ? HODO_OK : HODO_NO_MEMORY;
    const size_t each = (check->steps + 1) * check->features;
    for (size_t i = 0; status == HODO_OK && i < sweep->cells * each; i++) {
        const size_t cell = i / each, step = i % each / check->features, l = i % check->features;
        if (l == 0) {
            continue; /* the input */
        }
        const hodo_coordinate_record *record = &check->records[cell];
        const hodo_feature_move *move = &record->moves[i % each];
        const hodo_value row[COLUMNS] = {
            hodo_integer(sweep->sizes->at[cell / sweep->seeds]),
            hodo_integer(sweep->settings->shared.seed + (int64_t)(cell % sweep->seeds)),
            hodo_integer((int64_t)step),
            hodo_integer((int64_t)l),
            hodo_real(move->mean_magnitude),
            hodo_real(move->rms),
            hodo_real(move->change),
            hodo_real(move->relative),
            hodo_real(record->own[i % each])};
        status = hodo_table_add(table, row, error);
    }
    if (status != HODO_OK) {
        hodo_table_free(table);
        return NULL;
    }
    return table;
}
