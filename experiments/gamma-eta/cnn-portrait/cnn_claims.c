#include "experiments/gamma-eta/cnn-portrait/cnn_claims.h"

#include "experiments/gamma-eta/finite_gamma.h"
#include "lab/trials.h"

#include <math.h>

/* The slope of log eta against log gamma, one a trial. */
static hodo_status slopes(const hodo_run *run, const hodo_table *table, const char *line, bool rich,
                          hodo_arena *arena, hodo_estimate *estimate, hodo_error *error)
{
    const hodo_condition where[] = {{"row", hodo_text(line)}, {.column = NULL}};
    const double least = rich ? nextafter(1, 2) : 0, most = rich ? INFINITY : 2e-2;
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    double *slope = hodo_arena_take(arena, trials, sizeof *slope, error);
    size_t found = 0;
    const hodo_status status = slope == NULL ? HODO_NO_MEMORY
                                             : hodo_trial_slopes(table, "gamma", "log_eta", where, least, most,
                                                                 arena, slope, trials, &found, error);
    *estimate = hodo_estimate_mean(slope, found);
    return status;
}

hodo_status cnn_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t count;
    const double *gammas = hodo_run_reals(run, "rich", &count);
    const double top = finite_gamma_of_max(gammas, count, CNN_DEPTH);
    const double low = finite_gamma_of_min(gammas, count, CNN_DEPTH);
    /* As in the portraits of the MLP: what is left between the two powers, and never more than a quarter. */
    const double power = 2.0 / CNN_DEPTH, hidden = 2.0 / (CNN_DEPTH - 1), most = 0.25;
    const double between = hidden - power - top;
    const struct {
        const char *id, *statement, *line;
        bool rich;
        hodo_claim_kind kind;
        double predicted, tolerance, resolution;
    } all[] = {
        {"lazy", "exponent of eta_max in gamma up to 1e-2", "max", false, HODO_CLAIM_EQUAL, 2, 0, most},
        {"lazy-apart", "that exponent, not 1 as of cross-entropy", "max", false, HODO_CLAIM_APART, 1, 0, most},
        {"rich", "exponent of eta_max in gamma above 1, 2/L at L = 4", "max", true, HODO_CLAIM_EQUAL, power, top,
         between},
        {"rich-apart", "that exponent, not 2/(L - 1), hidden layers counted", "max", true, HODO_CLAIM_APART,
         hidden, top, between},
        {"slow", "exponent of eta_min in gamma above 1", "min", true, HODO_CLAIM_EQUAL, 1, low, most},
        {"slow-apart", "that exponent, not 2, that of gamma << 1", "min", true, HODO_CLAIM_APART, 2, low,
         most},
    };
    hodo_arena *arena = hodo_arena_alloc();
    hodo_status status = arena != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; status == HODO_OK && i < sizeof all / sizeof all[0]; i++) {
        hodo_estimate slope = {.value = NAN};
        status = slopes(run, table, all[i].line, all[i].rich, arena, &slope, error);
        if (status == HODO_OK && slope.draws > 0) {
            const hodo_claim claim = {.id = all[i].id,
                                      .statement = all[i].statement,
                                      .kind = all[i].kind,
                                      .predicted = all[i].predicted,
                                      .measured = slope.value,
                                      .standard_error = slope.standard_error,
                                      .draws = slope.draws,
                                      .tolerance = all[i].tolerance,
                                      .resolution = all[i].resolution};
            status = hodo_claims_add(claims, &claim, error);
        }
    }
    hodo_arena_free(arena);
    return status;
}
