#include "probe/objective.h"
#include "train/cohort_state.h"

#include <math.h>
#include <string.h>

/* One step of a cohort: the frozen pass once, then each running cell in turn through the same work space. */

static const hodo_matrix nothing; /* data NULL: the output is not centred */

static hodo_status check_rows(const hodo_cohort *cohort, const char *what, hodo_matrix a, size_t columns,
                              hodo_error *error)
{
    const size_t batch = cohort->training.batch;
    if (a.rows != batch || a.columns != columns) {
        return hodo_fail(error, HODO_MISMATCH, "a batch of %zu x %zu %s: this cohort takes %zu x %zu", a.rows,
                         a.columns, what, batch, columns);
    }
    if (a.precision != cohort->initial.precision) {
        return hodo_fail(error, HODO_MISMATCH,
                         "the %s of a batch are in %s and the network is not: convert them", what,
                         a.precision == HODO_FLOAT ? "float" : "double");
    }
    return HODO_OK;
}

/* Whether a has the very bits of b. Rows of different batches part within a line of cache or two. */
static bool same_bits(hodo_matrix a, hodo_matrix b)
{
    const size_t row = a.columns * hodo_precision_size(a.precision);
    bool same = true;
    for (size_t s = 0; same && s < a.rows; s++) {
        same = memcmp((const char *)a.data + s * a.stride * hodo_precision_size(a.precision),
                      (const char *)b.data + s * b.stride * hodo_precision_size(b.precision), row) == 0;
    }
    return same;
}

hodo_status hodo_cohort_remember(hodo_cohort *cohort, hodo_frozen_memo *memo, hodo_error *error)
{
    if (memo != NULL && !hodo_frozen_memo_fits(memo, cohort->frozen)) {
        return hodo_fail(error, HODO_MISMATCH,
                         "a memo of frozen outputs fits one shape and precision, and this cohort has %zu x %zu "
                         "in %s: take a memo for it",
                         cohort->frozen.rows, cohort->frozen.columns,
                         cohort->frozen.precision == HODO_FLOAT ? "float" : "double");
    }
    cohort->memo = memo;
    return HODO_OK;
}

/* Puts x where the pass has its input, which no forward pass then copies, and its frozen outputs beside. The
 * memo, where there is one, knows x as the batch of the step to come. */
static hodo_status freeze(hodo_cohort *cohort, hodo_matrix x, hodo_frozen_memo *memo, hodo_error *error)
{
    const hodo_matrix input = hodo_pass_input(cohort->pass);
    if (cohort->frozen_known && same_bits(x, input)) {
        return HODO_OK;
    }
    cohort->held = cohort->frozen_known = false;
    hodo_matrix_copy(x, input);
    if (!cohort->training.centred) {
        return HODO_OK;
    }
    if (memo != NULL && hodo_frozen_memo_recall(memo, cohort->taken, cohort->frozen)) {
        cohort->frozen_known = true;
        return HODO_OK;
    }
    hodo_status status = hodo_pass_turn(cohort->pass, &cohort->initial, error);
    if (status == HODO_OK) {
        status = hodo_pass_forward(cohort->pass, input, NULL, error);
    }
    if (status == HODO_OK) {
        hodo_matrix_copy(hodo_pass_output(cohort->pass), cohort->frozen);
        cohort->frozen_known = true;
        status = memo != NULL ? hodo_frozen_memo_keep(memo, cohort->taken, cohort->frozen, error) : HODO_OK;
    }
    return status;
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
        cell->loss = NAN;
        return status;
    }
    hodo_cell_judge_loss(&training->stop, cell, loss);
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
    if (training->stop.check > 0 && cell->step % training->stop.check == 0 &&
        hodo_cell_judge_gradient(cohort, cell)) {
        return HODO_OK;
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
    hodo_status status = check_rows(cohort, "inputs", x, cohort->initial.architecture->inputs, error);
    if (status == HODO_OK && cohort->training.centred) {
        status = freeze(cohort, x, NULL, error);
    }
    *frozen = status == HODO_OK && cohort->training.centred ? cohort->frozen : nothing;
    return status;
}

hodo_status hodo_cohort_step(hodo_cohort *cohort, hodo_matrix x, hodo_matrix y, bool same, hodo_error *error)
{
    hodo_status status = check_rows(cohort, "inputs", x, cohort->initial.architecture->inputs, error);
    if (status == HODO_OK) {
        status = check_rows(cohort, "targets", y, cohort->initial.architecture->outputs, error);
    }
    if (status == HODO_OK && !(same && cohort->held)) {
        status = freeze(cohort, x, cohort->memo, error);
    }
    cohort->held = status == HODO_OK;
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
    cohort->taken += status == HODO_OK;
    return status;
}
