#include "experiments/feature-speed/commanded-speed/commanded_network.h"

#include "experiments/feature-speed/commanded-speed/command_theory.h"
#include "experiments/feature-speed/taken_step.h"
#include "experiments/feature-speed/teacher_batches.h"
#include "net/tower.h"
#include "probe/stacked.h"
#include "train/cohort.h"

#include <math.h>
#include <string.h>

/* Weights draw tensors 0, 1, ...; the one input of the start has one far from them. */
static const uint32_t input_tensor = UINT32_C(1) << 31;

bool commanded_cosine_find(const char *name, hodo_cosine *mode)
{
    static const struct {
        const char *name;
        hodo_cosine mode;
    } names[] = {{"measured", HODO_COSINE_MEASURED}, {"theory", HODO_COSINE_GIVEN}, {"one", HODO_COSINE_ONE}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i].name) == 0) {
            *mode = names[i].mode;
            return true;
        }
    }
    return false;
}

typedef struct commanded_network {
    hodo_architecture architecture;
    hodo_network network;
    double readout_scale, theory; /* s; cos(theta_{L-1}) by theory */
    size_t width;
} commanded_network;

static hodo_status make(const hodo_cell *cell, size_t width, hodo_precision precision, commanded_network *made,
                        hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const int64_t depth = hodo_cell_integer(cell, "L");
    const bool resnet = command_is_resnet(hodo_cell_text(cell, "network"), NULL);
    const double beta = command_branch_scale(resnet, hodo_cell_real(cell, "c"), depth);
    const hodo_tower tower = {.inputs = (size_t)hodo_cell_integer(cell, "d"),
                              .width = width,
                              .depth = (size_t)depth,
                              .branch_scale = &beta,
                              .readout_scale = &made->readout_scale};
    made->width = width;
    made->readout_scale = 1.0;
    hodo_status status = command_cosine(resnet, beta, depth, (int64_t)width, &made->theory, error);
    status = status == HODO_OK ? hodo_tower_architecture(arena, &tower, &made->architecture, error) : status;
    status = status == HODO_OK ? hodo_network_take(arena, &made->architecture, precision, &made->network, error)
                               : status;
    return status == HODO_OK ? hodo_network_draw(&made->network, hodo_cell_stream(cell), error) : status;
}

hodo_status commanded_start(hodo_cell *cell, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const size_t inputs = (size_t)hodo_cell_integer(cell, "d");
    const double commanded = hodo_cell_real(cell, "speed");
    commanded_network *made = hodo_arena_zero(arena, 1, sizeof *made, error);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_FLOAT, 1, inputs, error);
    const hodo_matrix y = hodo_matrix_take(arena, HODO_FLOAT, 1, 1, error);
    if (made == NULL || x.data == NULL || y.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = make(cell, (size_t)hodo_cell_integer(cell, "m"), HODO_FLOAT, made, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_random_normal_float(hodo_cell_stream(cell), input_tensor, 0, inputs, 1.0f, x.data);
    hodo_matrix_set(y, 0, 0, 1.0);
    const hodo_automatic_settings settings = {
        .mode = HODO_COSINE_GIVEN, .cosine = made->theory, .eta = commanded};
    hodo_automatic_rates *automatic =
        hodo_automatic_rates_take(arena, &settings, &made->network, 1, &made->readout_scale, error);
    if (automatic == NULL) {
        return error->status;
    }
    status = hodo_automatic_rates_measure(automatic, x, y, (hodo_loss){&hodo_loss_square, 0}, error);
    const hodo_speed *last = hodo_speeds_at(automatic->speeds, 0, made->architecture.feature_count - 2);
    const commanded_row row = {.phase = "start",
                               .from = "theory",
                               .width = made->width,
                               .commanded = commanded,
                               .speed = last->speed,
                               .difference = NAN,
                               .whole = NAN,
                               .cosine = last->cosine,
                               .used = automatic->cosine,
                               .loss = automatic->speeds->loss[0]};
    return status == HODO_OK ? commanded_row_put(cell, row, error) : status;
}

/* One way to have the cosine, in training. */
typedef struct pilot {
    commanded_network *on;
    teacher_batches batches;
    taken_step step;
    const char *from;
    hodo_cohort *cohort;
    hodo_automatic_rates *automatic;
} pilot;

/* excerpt: step */
/* Rates of step t: balanced, times the decay of the loss at which f_{L-1} moves as commanded. */
static hodo_status steer(pilot *by, size_t t, double commanded, hodo_error *error)
{
    hodo_automatic_rates *automatic = by->automatic;
    hodo_cell_state *state = hodo_cohort_cell(by->cohort, 0);
    const hodo_loss loss = {&hodo_loss_square, 0};
    const hodo_matrix x = by->batches.x, y = by->batches.y;
    const hodo_status status = t == 0 ? hodo_automatic_rates_measure(automatic, x, y, loss, error)
                                      : hodo_automatic_rates_refresh(automatic, x, y, loss, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_speed *last = hodo_speeds_at(automatic->speeds, 0, automatic->speeds->features - 2);
    const double entries = (double)(x.rows * by->on->width);                           /* m n */
    const double decay = commanded * automatic->cosine * entries * last->backward_rms; /* commanded / S */
    for (size_t k = 0; k < by->on->architecture.weight_count; k++) {
        state->rates[k] = decay * automatic->rates[k];
    }
    return HODO_OK;
}

static hodo_status fly(hodo_cell *cell, pilot *by, size_t t, double commanded, hodo_error *error)
{
    hodo_cell_state *state = hodo_cohort_cell(by->cohort, 0);
    taken_step *step = &by->step;
    const size_t last = by->on->architecture.feature_count - 2;
    commanded_row row = {
        .phase = "training", .from = by->from, .step = t, .width = by->on->width, .commanded = commanded};
    hodo_status status = teacher_batches_fill(&by->batches, t, error);
    const hodo_matrix x = by->batches.x;
    status = status == HODO_OK ? steer(by, t, commanded, error) : status;
    taken_step_begin(step, &state->network);
    status = status == HODO_OK ? hodo_cohort_step(by->cohort, x, by->batches.y, false, error) : status;
    if (status != HODO_OK || state->stop != HODO_RUNNING) {
        return status; /* a network that diverged took no step, and ends here */
    }
    taken_step_end(step, &state->network, hodo_cell_real(cell, "time"));
    status = status == HODO_OK ? taken_step_velocity(step, x, false, error) : status;
    if (status == HODO_OK) {
        const hodo_matrix velocity = hodo_pass_feature_tangent(step->speeds->pass, last);
        row.speed = hodo_rms(hodo_matrix_norm(velocity), velocity.rows * velocity.columns);
        status = taken_step_difference(step, x, last, hodo_cell_real(cell, "share"), &row.difference, error);
    }
    status = status == HODO_OK ? taken_step_difference(step, x, last, 1.0, &row.whole, error) : status;
    row.cosine = hodo_speeds_at(by->automatic->speeds, 0, last)->cosine;
    row.used = by->automatic->cosine;
    row.loss = state->loss;
    return status == HODO_OK ? commanded_row_put(cell, row, error) : status;
}
/* end: step */

static hodo_status board(const hodo_cell *cell, commanded_network *made, const char *from, pilot *by,
                         hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const size_t samples = by->batches.x.rows;
    hodo_automatic_settings settings = {.cosine = made->theory, .eta = 1.0};
    const hodo_training training = {.loss = {&hodo_loss_square, 0},
                                    .batch = samples,
                                    .steps = (size_t)hodo_cell_integer(cell, "steps"),
                                    .optimiser = hodo_optimiser_find("sgd", error)};
    const hodo_cell_setting setting = {.eta = hodo_cell_real(cell, "time"), .gamma = 1.0};
    (void)commanded_cosine_find(from, &settings.mode);
    made->readout_scale = 1.0;
    by->on = made;
    by->from = from;
    by->cohort = hodo_cohort_take(arena, &made->network, &training, &setting, 1, error);
    if (by->cohort == NULL) {
        return error->status;
    }
    by->automatic = hodo_automatic_rates_take(arena, &settings, &hodo_cohort_cell(by->cohort, 0)->network,
                                              samples, &made->readout_scale, error);
    return by->automatic != NULL ? HODO_OK : error->status;
}

/* No rate is to be had any more: what no measured angle holds back was driven off, and ends here; one that is
 * held back should not have been. */
static hodo_status driven_off(const pilot *by, hodo_error *error)
{
    if (by->automatic == NULL || by->automatic->settings.mode != HODO_COSINE_MEASURED) {
        return by->automatic != NULL ? HODO_OK : error->status;
    }
    hodo_error cause = *error;
    return hodo_fail(error, HODO_NUMERIC, "with the angle measured, after %zu steps: %s; or lower speed or time",
                     hodo_cohort_taken(by->cohort), cause.message);
}

hodo_status commanded_training(hodo_cell *cell, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const size_t steps = (size_t)hodo_cell_integer(cell, "steps");
    size_t ways;
    const char *const *from = hodo_cell_texts(cell, "cosine", &ways);
    commanded_network *made = hodo_arena_zero(arena, 1, sizeof *made, error);
    pilot *with = hodo_arena_zero(arena, 1, sizeof *with, error);
    if (made == NULL || with == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = make(cell, (size_t)hodo_cell_integer(cell, "N"), HODO_DOUBLE, made, error);
    if (status == HODO_OK) {
        status = teacher_batches_take(arena, hodo_cell_stream(cell), (size_t)hodo_cell_integer(cell, "d"),
                                      (size_t)hodo_cell_integer(cell, "samples"),
                                      (size_t)hodo_cell_integer(cell, "batch"), &with->batches, error);
    }
    if (status == HODO_OK) {
        status = taken_step_take(arena, &made->network, with->batches.x.rows, &with->step, error);
    }
    for (size_t i = 0; status == HODO_OK && i < ways; i++) {
        status = board(cell, made, from[i], with, error);
        for (size_t t = 0; status == HODO_OK && t < steps && (t == 0 || hodo_cohort_running(with->cohort) > 0);
             t++) {
            const double commanded =
                hodo_cell_real(cell, "speed") * (2 * t < steps ? 1.0 : hodo_cell_real(cell, "brake"));
            status = fly(cell, with, t, commanded, error);
        }
        status = status == HODO_NUMERIC ? driven_off(with, error) : status;
    }
    return status;
}
