/* The rates of a transfer: which are tried, how the best one moves, and what is said of it. */
#include "hodo/lrtransfer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Of a search: first about the guess, then towards the best rate, until worse ones by a fifth stand on either
 * side. */
enum { FIRST = 8, MORE = 4 };
static const double RISE = 0.2;

hodo_status hodo_lrtransfer_plan(const hodo_lrtransfer_settings *settings, hodo_lrtransfer *transfer,
                                 hodo_error *error)
{
    const double factor = settings->eta_factor, *range = settings->eta_range;
    transfer->grid = (hodo_rate_grid){
        .factor = factor, .rise = RISE, .first = FIRST, .more = MORE, .most = HODO_RATES_MOST - MORE};
    transfer->guess = settings->sweep.shared.eta;
    transfer->fixed = range[0] > 0.0;
    if (!transfer->fixed) {
        return HODO_OK;
    }
    if (hodo_settings_given(&settings->sweep.shared, "eta")) {
        return hodo_fail(error, HODO_INVALID,
                         "--eta is not read with --eta-range, where nothing is searched: drop one");
    }
    const double octave = log(factor), rates = floor(log(range[1] / range[0]) / octave + 1e-9) + 1.0;
    if (rates < 3.0 || rates > HODO_RATES_ROUND_MOST) {
        return hodo_fail(
            error, HODO_INVALID,
            "--eta-range=%g,%g has %.0f rates a factor %g apart: 3 to %d can be tried; give another "
            "--eta-factor",
            range[0], range[1], rates, factor, HODO_RATES_ROUND_MOST);
    }
    /* The first rate is factor^(k + offset); the search stands its first round about a guess in the middle. */
    const double place = log(range[0]) / octave, k = round(place);
    hodo_rate_grid *grid = &transfer->grid;
    grid->offset = place - k;
    grid->rise = 0.0;
    grid->first = grid->most = (size_t)rates;
    grid->more = 1;
    transfer->guess = exp(octave * (place + (double)(grid->first / 2)));
    return HODO_OK;
}

double hodo_lrtransfer_best(const hodo_lrtransfer *transfer, size_t size, size_t seed)
{
    const hodo_rate_search *found = &transfer->found[size * transfer->sweep->seeds + seed];
    return found->end == HODO_RATE_FOUND ? found->eta : NAN;
}

static size_t lost(const hodo_lrtransfer *transfer)
{
    size_t count = 0;
    for (size_t i = 0; i < transfer->sweep->cells; i++) {
        count += transfer->found[i].end != HODO_RATE_FOUND;
    }
    return count;
}

/* The input layer changes the output by its inputs' number, the others by the width: as long as it has the most
 * say, the best rate of SP rests too. */
static bool narrow(const hodo_sweep *sweep)
{
    const bool dense = strcmp(sweep->settings->shared.architecture, "cnn") != 0;
    const double widest = (double)sweep->sizes->at[sweep->sizes->count - 1];
    return dense && !sweep->of_depth && widest < 2.0 * (double)sweep->data.train.inputs;
}

static void tell(hodo_lrtransfer *transfer)
{
    const hodo_sweep *sweep = transfer->sweep;
    const hodo_trend *trend = &transfer->trend;
    const char *name = sweep->settings->shared.parametrization, *of = sweep->of_depth ? "depth" : "width";
    const size_t edges = lost(transfer);
    if (edges > 0) {
        (void)snprintf(
            transfer->text, sizeof transfer->text,
            "%s is undecided: %zu of %zu searches ended at the edge of the rates that were tried: give %s",
            name, edges, sweep->cells,
            transfer->fixed ? "a wider --eta-range, or drop it" : "more --steps, or another --eta");
        return;
    }
    static const char *const words[] = {[HODO_TREND_CONSTANT] = "transfers: the best eta is constant in",
                                        [HODO_TREND_GROWS] = "does not transfer: the best eta grows with",
                                        [HODO_TREND_VANISHES] = "does not transfer: the best eta falls with",
                                        [HODO_TREND_UNDECIDED] = "is undecided: the best eta against"};
    const char *more = trend->verdict == HODO_TREND_UNDECIDED ? ": give more --seeds or a wider range of sizes"
                       : trend->verdict == HODO_TREND_CONSTANT && narrow(sweep)
                           ? "; but widths below twice the inputs say little of wider ones: raise --widths"
                           : "";
    (void)snprintf(transfer->text, sizeof transfer->text, "%s %s %s, slope %.3f [%.3f, %.3f], bound %g%s", name,
                   words[trend->verdict], of, trend->slope.value, trend->low, trend->high,
                   sweep->settings->bound, more);
}

void hodo_lrtransfer_judge(hodo_lrtransfer *transfer)
{
    const hodo_sweep *sweep = transfer->sweep;
    const size_t count = sweep->sizes->count;
    double sizes[HODO_SIZES_MOST], etas[HODO_SIZES_MOST];
    for (size_t seed = 0; seed < sweep->seeds; seed++) {
        for (size_t i = 0; i < count; i++) {
            sizes[i] = (double)sweep->sizes->at[i];
            etas[i] = hodo_lrtransfer_best(transfer, i, seed);
        }
        transfer->slopes[seed] = hodo_trend_slope(sizes, etas, count, sizes[0], sizes[count - 1]);
    }
    const hodo_trend_rule rule = {
        .bound = sweep->settings->bound, .false_alarm = sweep->settings->false_alarm, .count = 1};
    transfer->trend = hodo_trend_judge(transfer->slopes, sweep->seeds, &rule);
    tell(transfer);
}

void hodo_lrtransfer_notes(void *context, hodo_header *header)
{
    const hodo_lrtransfer *transfer = context;
    const hodo_sweep *sweep = transfer->sweep;
    for (size_t seed = 0; seed < sweep->seeds; seed++) {
        hodo_header_words(header, "slope", "seed %lld: %.4f",
                          (long long)(sweep->settings->shared.seed + (int64_t)seed), transfer->slopes[seed]);
    }
    for (size_t i = 0; i < sweep->cells; i++) {
        const hodo_rate_search *found = &transfer->found[i];
        hodo_header_words(header, "search", "%s %lld seed %lld: eta %.6g, loss %.6g, %s%s",
                          sweep->of_depth ? "depth" : "width", (long long)sweep->sizes->at[i / sweep->seeds],
                          (long long)(sweep->settings->shared.seed + (int64_t)(i % sweep->seeds)), found->eta,
                          found->loss, hodo_rate_end_name(found->end),
                          found->cliff ? ", beside one that diverged" : "");
    }
}

hodo_table *hodo_lrtransfer_table(const hodo_lrtransfer *transfer, hodo_error *error)
{
    const hodo_sweep *sweep = transfer->sweep;
    const hodo_column columns[] = {
        {sweep->of_depth ? "depth" : "width", "1", sweep->of_depth ? "weight matrices" : "of hidden layers",
         HODO_INTEGER},
        {"seed", "1", "of weights and batches", HODO_INTEGER},
        {"eta", "1", "learning rate", HODO_REAL},
        {"loss", "1", "mean batch loss of the last tenth of the steps; inf where it diverged", HODO_REAL},
        {"best_eta", "1", "of this network; nan where it is at the edge of what was tried", HODO_REAL},
    };
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    hodo_table *table = hodo_table_alloc(columns, COLUMNS, error);
    hodo_status status = table != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (size_t cell = 0; status == HODO_OK && cell < sweep->cells; cell++) {
        const size_t size = cell / sweep->seeds, seed = cell % sweep->seeds;
        const hodo_rate_search *found = &transfer->found[cell];
        for (size_t i = 0; status == HODO_OK && i < found->count; i++) {
            const hodo_value row[COLUMNS] = {hodo_integer(sweep->sizes->at[size]),
                                             hodo_integer(sweep->settings->shared.seed + (int64_t)seed),
                                             hodo_real(found->etas[i]), hodo_real(found->losses[i]),
                                             hodo_real(hodo_lrtransfer_best(transfer, size, seed))};
            status = hodo_table_add(table, row, error);
        }
    }
    if (status != HODO_OK) {
        hodo_table_free(table);
        return NULL;
    }
    return table;
}
