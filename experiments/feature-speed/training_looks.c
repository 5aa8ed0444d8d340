#include "experiments/feature-speed/training_looks.h"

#include <math.h>

/* Loss of step t, known once that step is taken; or now, by a look. */
static void see_loss(training_looks *of, size_t t, double loss)
{
    if (t == 0) {
        of->first_loss = of->largest_loss = loss;
    }
    of->largest_loss = isnan(loss) ? INFINITY : fmax(of->largest_loss, loss);
    if (of->target_step < 0 && loss <= of->target * of->first_loss) {
        of->target_step = (int64_t)t;
    }
}

static double imbalance(const hodo_speeds *speeds, const hodo_architecture *architecture)
{
    double sum = 0.0, largest = 0.0;
    for (size_t k = 0; k < architecture->weight_count; k++) {
        const double contribution = speeds->rates[k] * speeds->norms[k];
        sum += contribution;
        largest = fmax(largest, contribution);
    }
    return largest * (double)architecture->weight_count / sum;
}

/* excerpt: look */
static hodo_status measure(training_looks *of, const hodo_cell_state *cell, size_t t, hodo_matrix x,
                           hodo_matrix y, hodo_error *error)
{
    const hodo_architecture *architecture = cell->network.architecture;
    for (size_t k = 0; k < architecture->weight_count; k++) {
        of->rates[k] = cell->setting.eta * cell->rates[k];
    }
    hodo_speeds *speeds = of->speeds;
    hodo_status status = hodo_speeds_measure(speeds, x, y, of->of->training.loss,
                                             (hodo_flow){.kind = HODO_GIVEN, .given = of->rates}, NULL, error);
    if (status == HODO_OK && of->start == NULL) {
        of->start = hodo_feature_change_take(of->arena, speeds->pass, 0, error);
        status = of->start != NULL ? HODO_OK : error->status;
    }
    status =
        status != HODO_OK ? status : hodo_feature_change_measure(of->start, speeds->pass, of->moves, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_speed *last = hodo_speeds_at(speeds, 0, speeds->features - 2);
    of->looks[of->count++] =
        (training_look){.step = t,
                        .loss = speeds->loss[0],
                        .decay = hodo_speeds_at(speeds, 0, speeds->features - 1)->loss_decay,
                        .speed = last->speed,
                        .cosine = last->cosine,
                        .balance = imbalance(speeds, architecture),
                        .change = of->moves[speeds->features - 2].change};
    return HODO_OK;
}
/* end: look */

static hodo_status look(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                        hodo_error *error)
{
    training_looks *of = context;
    const hodo_cell_state *cell = hodo_cohort_cell(cohort, 0);
    if (t > 0) {
        see_loss(of, t - 1, cell->loss);
    }
    const bool running = cell->stop == HODO_RUNNING && isfinite(cell->loss);
    const bool due = t == 1 || t % of->every == 0 || t + 1 == of->most;
    if (!(running || t == 0) || !due || of->count == of->most) {
        return HODO_OK;
    }
    hodo_error mine = {HODO_OK, ""};
    const hodo_status status = measure(of, cell, t, x, y, &mine);
    if (status == HODO_NUMERIC) { /* the network is lost: its rows end here */
        of->largest_loss = INFINITY;
        return HODO_OK;
    }
    if (status == HODO_OK) {
        see_loss(of, t, of->looks[of->count - 1].loss);
    }
    return status == HODO_OK ? HODO_OK : hodo_fail(error, status, "%s", mine.message);
}

training_looks *training_looks_take(hodo_arena *arena, trained_tower *of, size_t samples, size_t steps,
                                    size_t every, double target, hodo_observer *observer, hodo_error *error)
{
    training_looks *made = hodo_arena_zero(arena, 1, sizeof *made, error);
    if (made == NULL) {
        return NULL;
    }
    made->arena = arena;
    made->of = of;
    made->every = every;
    made->most = steps + 1;
    made->target = target;
    made->target_step = -1;
    made->speeds =
        hodo_speeds_take(arena, &hodo_cohort_cell(of->cohort, 0)->network, samples, HODO_FIRST_ORDER, error);
    made->moves = hodo_arena_take(arena, of->architecture.feature_count, sizeof *made->moves, error);
    made->rates = hodo_arena_take(arena, of->architecture.weight_count, sizeof *made->rates, error);
    made->looks = hodo_arena_take(arena, made->most, sizeof *made->looks, error);
    if (made->speeds == NULL || made->moves == NULL || made->rates == NULL || made->looks == NULL) {
        return NULL;
    }
    *observer = (hodo_observer){.look = look, .every = 1, .context = made};
    return made;
}
