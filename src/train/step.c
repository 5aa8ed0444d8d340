#include "probe/objective.h"
#include "train/cohort_state.h"

#include <math.h>

/* One step of a cohort: the frozen pass once, then each running cell in turn through the same work space. */

static const hodo_matrix nothing; /* data NULL: the output is not centred */

static hodo_status check_batch(const hodo_cohort *cohort, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    const hodo_architecture *architecture = cohort->initial.architecture;
    const size_t batch = cohort->training.batch;
    if (x.rows != batch || y.rows != batch || x.columns != architecture->inputs ||
        y.columns != architecture->outputs) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "a batch of %zu x %zu inputs and %zu x %zu targets: this cohort takes %zu x %zu and %zu x "
            "%zu",
            x.rows, x.columns, y.rows, y.columns, batch, architecture->inputs, batch, architecture->outputs);
    }
    return HODO_OK;
}

/* The batch lies in the pass, where no forward pass has to copy it. */
static hodo_status freeze(hodo_cohort *cohort, bool same, hodo_error *error)
{
    if (!cohort->training.centred || (same && cohort->frozen_known)) {
        return HODO_OK;
    }
    cohort->frozen_known = false;
    hodo_status status = hodo_pass_turn(cohort->pass, &cohort->initial, error);
    if (status == HODO_OK) {
        status = hodo_pass_forward(cohort->pass, hodo_pass_input(cohort->pass), NULL, error);
    }
    if (status == HODO_OK) {
        hodo_matrix_copy(hodo_pass_output(cohort->pass), cohort->frozen);
        cohort->frozen_known = true;
    }
    return status;
}

/* Whether every gradient is exactly zero: with all units of a layer dead on all samples no weight matrix has
 * one. The norms are made of small Gram matrices; the look costs about a fifth of a step. */
static hodo_status no_gradient(const hodo_cohort *cohort, bool *none, hodo_error *error)
{
    const hodo_status status = hodo_gradient_norms(cohort->pass, cohort->norms, error);
    *none = status == HODO_OK;
    for (size_t k = 0; *none && k < cohort->initial.architecture->weight_count; k++) {
        *none = cohort->norms[k] == 0.0;
    }
    return status;
}

/* Keeps the loss of this batch; stops a cell that has learned or gone too far up. */
static void judge(const hodo_cohort *cohort, hodo_cell_state *cell, double loss)
{
    const hodo_stop_rule *rule = &cohort->training.stop;
    const double ratio = rule->diverged > 0.0 ? rule->diverged : HODO_DIVERGED_RATIO;
    cell->loss = loss;
    cell->first_loss = cell->step == 0 ? loss : cell->first_loss;
    cell->largest_loss = cell->step == 0 || loss > cell->largest_loss ? loss : cell->largest_loss;
    if (!isfinite(loss)) {
        hodo_cell_stop(cell, HODO_DIVERGED, "the loss is %g at step %zu", loss, cell->step);
    } else if (loss > ratio * fabs(cell->first_loss)) {
        hodo_cell_stop(cell, HODO_DIVERGED, "the loss %g at step %zu is over %g times the first, %g", loss,
                       cell->step, ratio, cell->first_loss);
    } else if (rule->learned > 0.0 && loss < rule->learned) {
        hodo_cell_stop(cell, HODO_LEARNED, "the loss %g at step %zu is below %g", loss, cell->step,
                       rule->learned);
    }
}

static hodo_status forward_and_backward(hodo_cohort *cohort, hodo_cell_state *cell, hodo_matrix y,
                                        hodo_error *error)
{
    const hodo_training *training = &cohort->training;
    const double gamma = cell->setting.gamma;
    double loss = NAN;
    hodo_status status = hodo_pass_turn(cohort->pass, &cell->network, error);
    if (status == HODO_OK) {
        status = hodo_pass_forward(cohort->pass, hodo_pass_input(cohort->pass), NULL, error);
    }
    if (status == HODO_OK) {
        hodo_objective_output(1.0 / gamma, hodo_pass_output(cohort->pass),
                              training->centred ? cohort->frozen : nothing, cohort->scaled);
        status = hodo_loss_value(training->loss, 1, cohort->scaled, y, &loss, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    judge(cohort, cell, loss);
    if (cell->stop != HODO_RUNNING) {
        return HODO_OK;
    }
    status = hodo_loss_gradient(training->loss, 1, cohort->scaled, y, cohort->gradient, error);
    if (status == HODO_OK) {
        hodo_matrix_scale(1.0 / gamma, cohort->gradient); /* d f~/d f */
        status = hodo_pass_backward(cohort->pass, cohort->gradient, error);
    }
    return status;
}

static hodo_status update(hodo_cohort *cohort, size_t c, hodo_error *error)
{
    const hodo_training *training = &cohort->training;
    hodo_cell_state *cell = &cohort->cells[c];
    if (training->stop.check > 0 && cell->step % training->stop.check == 0) {
        bool none;
        const hodo_status status = no_gradient(cohort, &none, error);
        if (status != HODO_OK) {
            return status;
        }
        if (none) {
            hodo_cell_stop(cell, HODO_STUCK,
                           "no weight has a gradient at step %zu: all units of a layer are dead", cell->step);
            return HODO_OK;
        }
    }
    const bool follows = training->schedule.kind != NULL && hodo_schedule_needs_sharpness(&training->schedule);
    if (follows && !(cell->sharpness > 0.0)) {
        return hodo_fail(
            error, HODO_INVALID,
            "the schedule follows the sharpness, which is %g: chain hodo_control_sharpness to the loop's "
            "observers",
            cell->sharpness);
    }
    cell->eta = training->schedule.kind == NULL
                    ? cell->setting.eta
                    : hodo_schedule_rate(&training->schedule, cell->setting.eta, cell->step, training->steps,
                                         cell->sharpness);
    for (size_t k = 0; k < cohort->initial.architecture->weight_count; k++) {
        cohort->step_rates[k] = cell->eta * cell->rates[k];
    }
    const hodo_status status =
        hodo_optimiser_step(cohort->optimisers[c], cohort->pass, cohort->step_rates, error);
    cell->step += status == HODO_OK;
    return status;
}

hodo_status hodo_cohort_frozen(hodo_cohort *cohort, hodo_matrix x, hodo_matrix *frozen, hodo_error *error)
{
    hodo_matrix_copy(x, hodo_pass_input(cohort->pass));
    const hodo_status status = freeze(cohort, false, error);
    *frozen = cohort->training.centred ? cohort->frozen : nothing;
    return status;
}

hodo_status hodo_cohort_step(hodo_cohort *cohort, hodo_matrix x, hodo_matrix y, bool same, hodo_error *error)
{
    hodo_status status = check_batch(cohort, x, y, error);
    if (status == HODO_OK) {
        hodo_matrix_copy(x, hodo_pass_input(cohort->pass));
        status = freeze(cohort, same, error);
    }
    for (size_t c = 0; c < cohort->count && status == HODO_OK; c++) {
        hodo_cell_state *cell = &cohort->cells[c];
        if (cell->stop != HODO_RUNNING) {
            continue;
        }
        hodo_error mine = {HODO_OK, ""};
        hodo_status went = forward_and_backward(cohort, cell, y, &mine);
        if (went == HODO_OK && cell->stop == HODO_RUNNING) {
            went = update(cohort, c, &mine);
        }
        if (went == HODO_NUMERIC) {
            hodo_cell_stop(cell, HODO_DIVERGED, "step %zu: %.130s", cell->step, mine.message);
        } else if (went != HODO_OK) {
            status = hodo_fail(error, went, "cell %zu: %s", c, mine.message);
        }
    }
    return status;
}
