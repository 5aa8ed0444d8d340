#include "train/control.h"
#include "probe/sharpness.h"
#include "train/cohort_state.h"

#include <math.h>

typedef struct follower {
    hodo_arena *arena;
    hodo_stream stream;
    double rate;                   /* of every trained matrix */
    hodo_curvature **curvatures;   /* (cells,) NULL until the first look */
    hodo_sharpness_probe **probes; /* (cells,) */
} follower;

static hodo_status take_probe(follower *of, hodo_cohort *cohort, size_t c, const hodo_objective *objective,
                              hodo_error *error)
{
    if (of->probes[c] != NULL) {
        return hodo_curvature_objective(of->curvatures[c], objective, error);
    }
    const hodo_sharpness_settings settings = {.stream = of->stream};
    hodo_network *network = &hodo_cohort_cell(cohort, c)->network;
    of->curvatures[c] = hodo_curvature_take(of->arena, network, objective, 0, HODO_GAUSS_NEWTON, error);
    if (of->curvatures[c] != NULL) {
        of->probes[c] = hodo_sharpness_take(of->arena, of->curvatures[c], HODO_GAUSS_NEWTON, &settings, error);
    }
    return of->probes[c] != NULL ? HODO_OK : HODO_NO_MEMORY;
}

static hodo_status follow(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                          hodo_error *error)
{
    follower *of = context;
    hodo_matrix frozen;
    hodo_status status = hodo_cohort_frozen(cohort, x, &frozen, error);
    for (size_t c = 0; status == HODO_OK && c < hodo_cohort_cells(cohort); c++) {
        hodo_cell_state *cell = hodo_cohort_cell(cohort, c);
        if (cell->stop != HODO_RUNNING) {
            continue;
        }
        const hodo_objective objective = {.x = x,
                                          .y = y,
                                          .offset = frozen,
                                          .output_scale = 1.0 / cell->setting.gamma,
                                          .loss = hodo_cohort_training(cohort)->loss};
        status = take_probe(of, cohort, c, &objective, error);
        if (status != HODO_OK) {
            return status;
        }
        hodo_error mine = {HODO_OK, ""};
        hodo_sharpness sharpness = {.value = NAN};
        const hodo_status went = hodo_sharpness_highest(of->probes[c], &sharpness, &mine);
        cell->sharpness = of->rate * sharpness.value;
        if (went != HODO_OK && went != HODO_NUMERIC) {
            status = hodo_fail(error, went, "%s", mine.message);
        } else if (sharpness.value == 0.0) {
            hodo_cell_stop(cell, HODO_STUCK, "lambda_max is 0 at step %zu: no weight moves an output", t);
        } else if (!(cell->sharpness > 0.0) || !isfinite(cell->sharpness)) {
            hodo_cell_stop(cell, HODO_DIVERGED, "lambda_max is %g at step %zu: no rate follows from it",
                           sharpness.value, t);
        }
    }
    return status;
}

/* The common rate of all trained matrices. */
static hodo_status common_rate(hodo_cohort *cohort, double *rate, hodo_error *error)
{
    const hodo_architecture *architecture = hodo_cohort_initial(cohort)->architecture;
    const double *rates = hodo_cohort_cell(cohort, 0)->rates;
    *rate = 0.0;
    for (size_t k = 0; k < architecture->weight_count; k++) {
        if (!hodo_weight_layer(architecture, k)->trained) {
            continue;
        }
        *rate = *rate == 0.0 ? rates[k] : *rate;
        if (!(rates[k] > 0.0) || fabs(rates[k] - *rate) > 1e-12 * *rate) {
            return hodo_fail(
                error, HODO_INVALID,
                "weight matrix %zu has rate %g and another %g: following the sharpness needs one positive "
                "rate for all, as in mup, ntp, nup or sp",
                k, rates[k], *rate);
        }
    }
    return HODO_OK;
}

/* What is measured here is about steps along the gradient, of its own size. */
static hodo_status check_steps(const hodo_cohort *cohort, const char *what, hodo_error *error)
{
    const hodo_optimiser_settings *optimiser = &hodo_cohort_training(cohort)->optimiser;
    if (hodo_optimiser_step_kind(optimiser->kind) != HODO_STEP_GRADIENT) {
        return hodo_fail(error, HODO_INVALID,
                         "optimiser %s does not step along the gradient, so no %s: use sgd",
                         hodo_optimiser_name(optimiser->kind), what);
    }
    if (optimiser->norm != HODO_NORM_NONE) {
        return hodo_fail(error, HODO_INVALID,
                         "steps of %s that are divided by a norm have another size than the gradient, so "
                         "no %s: take HODO_NORM_NONE",
                         hodo_optimiser_name(optimiser->kind), what);
    }
    return HODO_OK;
}

hodo_status hodo_control_sharpness(hodo_arena *arena, hodo_cohort *cohort, size_t every,
                                   const hodo_stream *stream, hodo_observer *observer, hodo_error *error)
{
    double rate;
    hodo_status status = check_steps(cohort, "eta = c/lambda_max", error);
    if (status == HODO_OK) {
        status = common_rate(cohort, &rate, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const size_t cells = hodo_cohort_cells(cohort);
    follower *made = hodo_arena_take(arena, 1, sizeof *made, error);
    hodo_curvature **curvatures = hodo_arena_zero(arena, cells, sizeof(hodo_curvature *), error);
    hodo_sharpness_probe **probes = hodo_arena_zero(arena, cells, sizeof(hodo_sharpness_probe *), error);
    if (made == NULL || curvatures == NULL || probes == NULL) {
        return HODO_NO_MEMORY;
    }
    *made = (follower){arena, *stream, rate, curvatures, probes};
    *observer = (hodo_observer){
        .look = follow, .every = every > 0 ? every : 1, .only_before_steps = true, .context = made};
    return HODO_OK;
}

typedef struct setter {
    hodo_automatic_rates *automatic;
    size_t looks; /* steps since the first one that it saw */
} setter;

static hodo_status set_automatic(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                                 hodo_error *error)
{
    setter *of = context;
    hodo_automatic_rates *automatic = of->automatic;
    hodo_cell_state *cell = hodo_cohort_cell(cohort, 0);
    const size_t look = of->looks++;
    if (cell->stop != HODO_RUNNING || !hodo_automatic_rates_due(automatic, look)) {
        return HODO_OK;
    }
    hodo_error mine = {HODO_OK, ""};
    const hodo_loss loss = hodo_cohort_training(cohort)->loss;
    const bool whole = look == 0 || automatic->zero_readout;
    const hodo_status status = whole ? hodo_automatic_rates_measure(automatic, x, y, loss, &mine)
                                     : hodo_automatic_rates_refresh(automatic, x, y, loss, &mine);
    if (status == HODO_NUMERIC) {
        hodo_cell_stop(cell, HODO_STUCK, "no rate can be measured at step %zu: %.110s", t, mine.message);
        return HODO_OK;
    }
    if (status != HODO_OK) {
        return hodo_fail(error, status, "%s", mine.message);
    }
    for (size_t k = 0; k < cell->network.architecture->weight_count; k++) {
        cell->rates[k] = automatic->rates[k];
    }
    return HODO_OK;
}

hodo_status hodo_control_automatic(hodo_arena *arena, hodo_cohort *cohort,
                                   const hodo_automatic_settings *settings, double *readout_scale,
                                   hodo_observer *observer, hodo_error *error)
{
    hodo_cell_state *cell = hodo_cohort_cell(cohort, 0);
    if (hodo_cohort_cells(cohort) != 1 || hodo_cohort_training(cohort)->centred || cell->setting.gamma != 1.0) {
        return hodo_fail(
            error, HODO_INVALID,
            "automatic rates are of one cell with a plain output, not of %zu cells with gamma %g%s: take "
            "one cell, gamma 1, not centred",
            hodo_cohort_cells(cohort), cell->setting.gamma,
            hodo_cohort_training(cohort)->centred ? ", centred" : "");
    }
    const hodo_status status = check_steps(cohort, "balanced contributions", error);
    if (status != HODO_OK) {
        return status;
    }
    if (settings->normalised) {
        return hodo_fail(error, HODO_INVALID,
                         "automatic rates of normalised steps, which no optimiser of a cohort takes: leave "
                         "`normalised` false");
    }
    hodo_automatic_settings unit = *settings;
    unit.eta = 1.0; /* the cell's eta, after its schedule, multiplies */
    hodo_automatic_rates *automatic = hodo_automatic_rates_take(
        arena, &unit, &cell->network, hodo_cohort_batch(cohort), readout_scale, error);
    setter *made = hodo_arena_take(arena, 1, sizeof *made, error);
    if (automatic == NULL || made == NULL) {
        return error != NULL ? error->status : HODO_INVALID;
    }
    *made = (setter){automatic, 0};
    *observer =
        (hodo_observer){.look = set_automatic, .every = 1, .only_before_steps = true, .context = made};
    return HODO_OK;
}
