#include "experiments/gamma-eta/boundary.h"

#include <math.h>
#include <stdlib.h>

enum { ROUNDS_MOST = 64, AT_ONE_GAMMA_MOST = 512, EXTENSION_RATES = 2 };
static const double usual_reach = 3, longest_extension = 1;
static const double blind = 0.5; /* decades: a region this wide is not overlooked between two rates */

hodo_status boundary_runs_take(hodo_arena *arena, size_t capacity, boundary_runs *runs, hodo_error *error)
{
    *runs = (boundary_runs){.capacity = capacity};
    runs->outcomes = hodo_arena_take(arena, capacity, sizeof *runs->outcomes, error);
    return runs->outcomes != NULL ? HODO_OK : HODO_NO_MEMORY;
}

/* The runs at one gamma, by rising eta. */
typedef struct line {
    const landscape_outcome *at[AT_ONE_GAMMA_MOST];
    size_t count;
} line;

static int rising(const void *a_, const void *b_)
{
    const double a = (*(const landscape_outcome *const *)a_)->eta;
    const double b = (*(const landscape_outcome *const *)b_)->eta;
    return (a > b) - (a < b);
}

static void collect(const boundary_runs *runs, double gamma, line *all)
{
    all->count = 0;
    for (size_t i = 0; i < runs->count && all->count < AT_ONE_GAMMA_MOST; i++) {
        if (runs->outcomes[i].gamma == gamma) {
            all->at[all->count++] = &runs->outcomes[i];
        }
    }
    qsort(all->at, all->count, sizeof(const landscape_outcome *), rising);
}

/* Where to look next: between two rates, or beyond the lowest or the highest. */
typedef struct gap {
    double from, to; /* log10 eta; `from` or `to` infinite: extend */
    bool has_inside; /* one end is inside */
} gap;

/* Between the first `count` rates, none of them inside: the widest gap that may hide a region; empty when all
 * are narrow. */
static gap widest(const line *all, size_t count)
{
    gap most = {0};
    for (size_t i = 1; i < count; i++) {
        const gap here = {.from = log10(all->at[i - 1]->eta), .to = log10(all->at[i]->eta)};
        most = here.to - here.from > fmax(blind * (1 + 1e-9), most.to - most.from) ? here : most;
    }
    return most;
}

/* Without anything inside, the region is above what has not moved yet and below what went up. Where there is no
 * room between them, some of what seems not to have moved is above the region: its loss scatters about the
 * first, or it lost most of its units. Then the region is between such rates, or below. */
static gap gap_without(const line *all, double resolution)
{
    size_t still = 0;
    while (still < all->count && all->at[still]->end == LANDSCAPE_TOO_SLOW && landscape_calm(all->at[still])) {
        still++;
    }
    const gap between = {.from = still == 0 ? -INFINITY : log10(all->at[still - 1]->eta),
                         .to = still == all->count ? INFINITY : log10(all->at[still]->eta)};
    if (between.to - between.from > resolution * (1 + 1e-9)) {
        return between;
    }
    const gap hidden = widest(all, still);
    return hidden.to > hidden.from ? hidden : (gap){.from = -INFINITY, .to = between.from};
}

static gap gap_of(const line *all, const boundary_rule *rule)
{
    size_t first = 0;
    while (first < all->count && !rule->inside(all->at[first])) {
        first++;
    }
    if (first == all->count) {
        return gap_without(all, rule->resolution);
    }
    if (rule->side == BOUNDARY_LOWER) {
        return (gap){.from = first == 0 ? -INFINITY : log10(all->at[first - 1]->eta),
                     .to = log10(all->at[first]->eta),
                     .has_inside = true};
    }
    size_t out = first;
    while (out < all->count && rule->inside(all->at[out])) {
        out++;
    }
    return (gap){.from = log10(all->at[out - 1]->eta),
                 .to = out == all->count ? INFINITY : log10(all->at[out]->eta),
                 .has_inside = true};
}

/* Whether a lower boundary has still to be looked for where it is expected: the runs of an upper one stand
 * about a ragged edge, where a lone rate may be inside and the next below it outside, far above the region's
 * foot. */
static bool unseen(const boundary_rule *rule, const line *all)
{
    bool none = rule->side == BOUNDARY_LOWER;
    for (size_t i = 0; none && i < all->count; i++) {
        const double eta = log10(all->at[i]->eta);
        none = eta < rule->least - rule->resolution || eta > rule->most + rule->resolution;
    }
    return none;
}

/* `count` rates over [from, to] in log10, its ends left out where they are known. */
static size_t spread(double from, bool from_known, double to, bool to_known, size_t count, double *etas)
{
    const double intervals = (double)count - 1 + from_known + to_known;
    for (size_t i = 0; i < count; i++) {
        const double share = intervals > 0 ? ((double)i + from_known) / intervals : 0.5;
        etas[i] = pow(10, from + (to - from) * share);
    }
    return count;
}

/* Rates above or below all that are known: over the rule's bracket first, and then ever further, twice as far
 * each time up to a decade; one rate alone goes two single resolutions first. 0 when the reach is spent. */
static size_t extend(const boundary_rule *rule, const line *all, bool up, size_t section, size_t times,
                     double *etas)
{
    const double reach = rule->reach > 0 ? rule->reach : usual_reach;
    const double end = log10(all->at[up ? all->count - 1 : 0]->eta);
    const size_t count = section < EXTENSION_RATES ? section : EXTENSION_RATES;
    const int doublings = (int)times - (count == 1 && times > 0);
    const double step = fmin(ldexp((double)count * rule->resolution, doublings), longest_extension);
    if (up) {
        return end < rule->most - rule->resolution / 2
                   ? spread(fmax(end, rule->least), end >= rule->least, rule->most, false, section, etas)
               : end < rule->most + reach ? spread(end, true, end + step, false, count, etas)
                                          : 0;
    }
    return end > rule->least + rule->resolution / 2
               ? spread(rule->least, false, fmin(end, rule->most), end <= rule->most, section, etas)
           : end > rule->least - reach ? spread(end - step, false, end, true, count, etas)
                                       : 0;
}

/* The rates of the next round; 0 when the bracket may not be extended any further. */
static size_t next_round(const boundary_rule *rule, const line *all, gap where, size_t section,
                         size_t *extended, double *etas)
{
    if (all->count == 0 || unseen(rule, all)) {
        return spread(rule->least, false, rule->most, false, section, etas);
    }
    if (isinf(where.from) || isinf(where.to)) {
        return extend(rule, all, isinf(where.to), section, (*extended)++, etas);
    }
    const double wanted = ceil((where.to - where.from) / rule->resolution - 1e-9) - 1;
    return spread(where.from, true, where.to, true,
                  wanted < (double)section ? (size_t)fmax(wanted, 1) : section, etas);
}

static hodo_status check(const boundary_rule *rule, size_t section, hodo_error *error)
{
    if (!(rule->least <= rule->most) || !(rule->resolution > 0) || section > LANDSCAPE_COHORT) {
        return hodo_fail(
            error, HODO_INVALID,
            "a bracket from %g to %g, resolution %g, section of %zu: a bracket must not be empty, a "
            "resolution positive and a section at most %d",
            rule->least, rule->most, rule->resolution, section, LANDSCAPE_COHORT);
    }
    return HODO_OK;
}

hodo_status boundary_find(hodo_arena *scratch, const landscape *of, double gamma, const boundary_rule *rule,
                          boundary_runs *runs, boundary *found, hodo_error *error)
{
    const size_t section = rule->section > 0 ? rule->section : LANDSCAPE_COHORT, before = runs->count;
    hodo_status status = check(rule, section, error);
    gap where = {0};
    size_t extended = 0;
    *found = (boundary){.inside = NAN, .outside = NAN, .edge = NAN, .standard_error = NAN};
    for (size_t round = 0; status == HODO_OK && round < ROUNDS_MOST; round++) {
        line all;
        double etas[LANDSCAPE_COHORT];
        collect(runs, gamma, &all);
        where = all.count > 0 ? gap_of(&all, rule) : (gap){0};
        if (all.count > 0 && !unseen(rule, &all) && where.to - where.from <= rule->resolution * (1 + 1e-9)) {
            break;
        }
        const size_t count = next_round(rule, &all, where, section, &extended, etas);
        if (count == 0) {
            where.has_inside = false;
            break;
        }
        if (runs->count + count > runs->capacity) {
            return hodo_fail(error, HODO_NO_MEMORY, "no room for more than %zu runs", runs->capacity);
        }
        status = landscape_run(scratch, of, gamma, etas, count, NULL, runs->outcomes + runs->count, error);
        runs->count += status == HODO_OK ? count : 0;
    }
    found->runs = runs->count - before;
    found->found = status == HODO_OK && where.has_inside && isfinite(where.from) && isfinite(where.to);
    if (found->found) {
        const bool upper = rule->side == BOUNDARY_UPPER;
        found->inside = upper ? where.from : where.to;
        found->outside = upper ? where.to : where.from;
        found->edge = (where.from + where.to) / 2;
        found->standard_error = (where.to - where.from) / sqrt(12);
    }
    return status;
}
