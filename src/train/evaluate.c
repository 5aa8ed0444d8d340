#include "probe/accuracy.h"
#include "probe/objective.h"
#include "train/cohort_state.h"

/* Looking at a cell: its outputs on any number of rows, in blocks of the cohort's batch. */

/* f~ of a block of at most `batch` rows into cohort->scaled. The frozen outputs of the last batch are lost. */
static hodo_status block_outputs(hodo_cohort *cohort, size_t c, hodo_matrix rows, hodo_error *error)
{
    const hodo_matrix block = hodo_block_filled(rows, cohort->padded);
    hodo_network *const networks[] = {&cohort->initial, &cohort->cells[c].network};
    for (size_t i = cohort->training.centred ? 0 : 1; i < 2; i++) {
        hodo_status status = hodo_pass_turn(cohort->pass, networks[i], error);
        if (status == HODO_OK) {
            status = hodo_pass_forward(cohort->pass, block, NULL, error);
        }
        if (status != HODO_OK) {
            return status;
        }
        if (i == 0) {
            hodo_matrix_copy(hodo_pass_output(cohort->pass), cohort->frozen);
        }
    }
    hodo_matrix frozen = cohort->frozen;
    if (!cohort->training.centred) {
        frozen.data = NULL;
    }
    const double gamma = cohort->cells[c].setting.gamma;
    hodo_objective_output(1.0 / gamma, hodo_pass_output(cohort->pass), frozen, cohort->scaled);
    return hodo_matrix_finite(cohort->scaled)
               ? HODO_OK
               : hodo_fail(error, HODO_NUMERIC,
                           "cell %zu: an output over gamma %g is not finite: raise gamma, or run in double", c,
                           gamma);
}

static hodo_status check_rows(const hodo_cohort *cohort, size_t cell, hodo_matrix x, hodo_matrix y,
                              hodo_error *error)
{
    const hodo_architecture *architecture = cohort->initial.architecture;
    if (cell >= cohort->count) {
        return hodo_fail(error, HODO_INVALID, "cell %zu: this cohort has %zu", cell, cohort->count);
    }
    if (x.rows == 0 || x.rows != y.rows || x.columns != architecture->inputs ||
        y.columns != architecture->outputs || x.precision != cohort->initial.precision ||
        y.precision != cohort->initial.precision) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "%zu x %zu inputs with %zu x %zu outputs: this network takes %zu and gives %zu numbers a "
            "row, all of its own precision",
            x.rows, x.columns, y.rows, y.columns, architecture->inputs, architecture->outputs);
    }
    return HODO_OK;
}

hodo_status hodo_cohort_outputs(hodo_cohort *cohort, size_t cell, hodo_matrix x, hodo_matrix out,
                                hodo_error *error)
{
    hodo_status status = check_rows(cohort, cell, x, out, error);
    cohort->held = cohort->frozen_known = false;
    for (size_t first = 0, count; status == HODO_OK && first < x.rows; first += count) {
        count = x.rows - first < cohort->training.batch ? x.rows - first : cohort->training.batch;
        status = block_outputs(cohort, cell, hodo_matrix_rows(x, first, count), error);
        if (status == HODO_OK) {
            hodo_matrix_copy(hodo_matrix_rows(cohort->scaled, 0, count), hodo_matrix_rows(out, first, count));
        }
    }
    return status;
}

hodo_status hodo_cohort_evaluate(hodo_cohort *cohort, size_t cell, hodo_matrix x, hodo_matrix y, double *loss,
                                 double *accuracy, hodo_error *error)
{
    hodo_status status = check_rows(cohort, cell, x, y, error);
    cohort->held = cohort->frozen_known = false;
    double loss_sum = 0.0, accuracy_sum = 0.0;
    for (size_t first = 0, count; status == HODO_OK && first < x.rows; first += count) {
        count = x.rows - first < cohort->training.batch ? x.rows - first : cohort->training.batch;
        status = block_outputs(cohort, cell, hodo_matrix_rows(x, first, count), error);
        const hodo_matrix f = hodo_matrix_rows(cohort->scaled, 0, count);
        const hodo_matrix target = hodo_matrix_rows(y, first, count);
        double mean = 0.0, right = 0.0;
        if (status == HODO_OK && loss != NULL) {
            status = hodo_loss_value(cohort->training.loss, 1, f, target, &mean, error);
        }
        if (status == HODO_OK && accuracy != NULL) {
            status = hodo_accuracy_targets(f, target, &right, error);
        }
        loss_sum += mean * (double)count;
        accuracy_sum += right * (double)count;
    }
    if (status == HODO_OK && loss != NULL) {
        *loss = loss_sum / (double)x.rows;
    }
    if (status == HODO_OK && accuracy != NULL) {
        *accuracy = accuracy_sum / (double)x.rows;
    }
    return status;
}
