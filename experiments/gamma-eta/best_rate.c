#include "experiments/gamma-eta/best_rate.h"

#include "train/rate_search.h"

#include <math.h>
#include <string.h>

/* A round's cohort, still in scratch. */
typedef struct round_of_rates {
    hodo_cohort *cohort;
    loss_recorder recorder;
    landscape_outcome outcome[LANDSCAPE_COHORT];
} round_of_rates;

static double tail_of(const double *loss, size_t steps)
{
    const size_t tenth = steps / 10 > 0 ? steps / 10 : 1;
    return loss_curve_mean(loss, steps - tenth, steps);
}

static hodo_status train(hodo_arena *scratch, const landscape *of, double gamma, const double *etas,
                         size_t count, round_of_rates *made, hodo_error *error)
{
    const size_t steps = of->setting.steps;
    hodo_arena_reset(scratch);
    made->cohort = landscape_cohort(scratch, of, gamma, etas, count, error);
    if (made->cohort == NULL) {
        return error->status;
    }
    hodo_status status = loss_recorder_take(scratch, count, steps, &made->recorder, error);
    if (status == HODO_OK) {
        const hodo_observer observer = loss_recorder_observer(&made->recorder);
        status = hodo_loop_run(scratch, made->cohort, &of->data->source, steps, &observer, NULL, error);
    }
    for (size_t c = 0; status == HODO_OK && c < count; c++) {
        const double tail = tail_of(made->recorder.loss + c * steps, steps);
        made->outcome[c] = landscape_judge(hodo_cohort_cell(made->cohort, c), tail, of->setting.learned);
    }
    return status;
}

hodo_status rate_curves(hodo_arena *scratch, const landscape *of, double gamma, const double *etas,
                        size_t count, double *curves, landscape_outcome *outcomes, hodo_error *error)
{
    round_of_rates made;
    const hodo_status status = train(scratch, of, gamma, etas, count, &made, error);
    if (status == HODO_OK) {
        memcpy(curves, made.recorder.loss, count * of->setting.steps * sizeof *curves);
        memcpy(outcomes, made.outcome, count * sizeof *outcomes);
    }
    return status;
}

/* MSE at N = 128, L = 2, 3, 4: the last rate that learns is 20 to 32 gamma^2 and 36 to 76 gamma^(2/L); the
 * best is half of it or more. The cnn: 1 to 2 gamma^2, and 26 gamma^(1/2) from gamma = 10 on. Cross-entropy,
 * gamma << 1: between gamma^2 and gamma. */
double best_rate_guess(const landscape *of, double gamma)
{
    const bool square = of->setting.loss == &hodo_loss_square, cnn = of->setting.model == HODO_CNN;
    const double lazy = (cnn ? 1.5 : 20.0) * pow(gamma, square ? 2.0 : 1.5);
    const double rich = 26.0 * pow(gamma, 2.0 / (double)of->setting.depth);
    return fmin(lazy, rich);
}

/* Keeps what is wanted of a round's best before its cohort goes. */
static hodo_status keep(hodo_arena *scratch, const landscape *of, round_of_rates *made, size_t cell, bool test,
                        best_rate *best, hodo_error *error)
{
    const size_t steps = of->setting.steps;
    best->outcome = made->outcome[cell];
    memcpy(best->curve, made->recorder.loss + cell * steps, steps * sizeof *best->curve);
    return test ? landscape_test(scratch, of, made->cohort, cell, &best->test_loss, &best->test_accuracy, error)
                : HODO_OK;
}

/* What a round of the search is trained for. */
typedef struct search {
    hodo_arena *scratch;
    const landscape *of;
    double gamma;
    bool test;
    best_rate *best;
} search;

/* excerpt: search */
/* A round: one cohort, of which the best so far is kept. */
static hodo_status explore(void *context, const double *etas, size_t count, double *losses, hodo_error *error)
{
    const search *on = context;
    best_rate *best = on->best;
    round_of_rates made;
    const hodo_status status = train(on->scratch, on->of, on->gamma, etas, count, &made, error);
    if (status != HODO_OK) {
        return status;
    }
    best->runs += count;
    double least = best->outcome.last_loss;
    size_t winner = count;
    for (size_t i = 0; i < count; i++) {
        const landscape_outcome *outcome = &made.outcome[i];
        losses[i] = landscape_survives(outcome) ? outcome->last_loss : INFINITY;
        best->work += (double)outcome->steps;
        if (landscape_learned(outcome)) {
            best->largest = fmax(best->largest, outcome->eta); /* fmax passes over NaN */
        }
        if (losses[i] < least) {
            least = losses[i];
            winner = i;
        }
    }
    return winner < count ? keep(on->scratch, on->of, &made, winner, on->test, best, error) : HODO_OK;
}

hodo_status best_rate_find(hodo_arena *arena, hodo_arena *scratch, const landscape *of, double gamma,
                           double guess, double offset, bool test, best_rate *best, hodo_error *error)
{
    *best = (best_rate){.outcome = {.eta = NAN, .gamma = gamma, .last_loss = INFINITY}, .largest = NAN,
                        .test_loss = NAN, .test_accuracy = NAN};
    best->curve = hodo_arena_take(arena, of->setting.steps, sizeof *best->curve, error);
    if (best->curve == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_rate_grid grid = {.factor = BEST_RATE_FACTOR, .offset = offset, .first = BEST_RATE_FIRST,
                                 .more = BEST_RATE_MORE, .most = BEST_RATE_MOST};
    search on = {scratch, of, gamma, test, best};
    hodo_rate_search tried;
    const hodo_status status = hodo_rate_search_run(&grid, guess, explore, &on, &tried, error);
    best->found = status == HODO_OK && tried.end == HODO_RATE_FOUND && landscape_learned(&best->outcome);
    return status;
}
/* end: search */

/* Mean of the rounds that the default presets make: most searches end after the first round and one more. */
static const double rounds_of_more = 0.3;

double best_rate_image_cost(const landscape_setting *setting, const landscape_images *images, size_t batch,
                            double gamma)
{
    const double first = landscape_image_step_cost(setting, images, batch, gamma, BEST_RATE_FIRST);
    const double more = landscape_image_step_cost(setting, images, batch, gamma, BEST_RATE_MORE);
    return (double)setting->steps * (first + rounds_of_more * more + (double)batch * images->cost);
}

double best_rate_cost(const landscape_setting *setting, size_t inputs, size_t outputs, size_t batch,
                      double gamma)
{
    const landscape_images digits = {
        .channels = 1, .height = 1, .width = inputs, .classes = outputs, .cost = LANDSCAPE_IMAGE_COST};
    return best_rate_image_cost(setting, &digits, batch, gamma);
}
