#include "train/cohort_state.h"
#include "train/output.h"

#include <math.h>

/* Looking at a cell: its outputs on any number of rows, in blocks of the cohort's batch. */

/* f~ of rows first .. first + count - 1 of x into cohort->scaled; a block that is not full is padded with
 * copies of its last row, which nobody reads. The frozen outputs of the last batch are forgotten. */
static hodo_status block_outputs(hodo_cohort *cohort, size_t c, hodo_matrix x, size_t first, size_t count,
                                 hodo_error *error)
{
    hodo_matrix block = cohort->padded;
    if (count == cohort->training.batch) {
        block = hodo_matrix_rows(x, first, count);
    } else {
        hodo_matrix_copy(hodo_matrix_rows(x, first, count), hodo_matrix_rows(block, 0, count));
        for (size_t s = count; s < block.rows; s++) {
            hodo_matrix_copy(hodo_matrix_rows(x, first + count - 1, 1), hodo_matrix_rows(block, s, 1));
        }
    }
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
    hodo_output_scale(cohort->cells[c].setting.gamma, hodo_pass_output(cohort->pass), frozen, cohort->scaled);
    return HODO_OK;
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
    cohort->frozen_known = false;
    for (size_t first = 0, count; status == HODO_OK && first < x.rows; first += count) {
        count = x.rows - first < cohort->training.batch ? x.rows - first : cohort->training.batch;
        status = block_outputs(cohort, cell, x, first, count, error);
        if (status == HODO_OK) {
            hodo_matrix_copy(hodo_matrix_rows(cohort->scaled, 0, count), hodo_matrix_rows(out, first, count));
        }
    }
    return status;
}

/* The class that a row votes for: its largest entry, or the sign of its only one. */
static size_t vote(hodo_matrix a, size_t row)
{
    if (a.columns == 1) {
        return hodo_matrix_get(a, row, 0) > 0.0;
    }
    size_t best = 0;
    for (size_t c = 1; c < a.columns; c++) {
        best = hodo_matrix_get(a, row, c) > hodo_matrix_get(a, row, best) ? c : best;
    }
    return best;
}

hodo_status hodo_cohort_evaluate(hodo_cohort *cohort, size_t cell, hodo_matrix x, hodo_matrix y, double *loss,
                                 double *accuracy, hodo_error *error)
{
    hodo_status status = check_rows(cohort, cell, x, y, error);
    cohort->frozen_known = false;
    double sum = 0.0;
    size_t right = 0;
    for (size_t first = 0, count; status == HODO_OK && first < x.rows; first += count) {
        count = x.rows - first < cohort->training.batch ? x.rows - first : cohort->training.batch;
        status = block_outputs(cohort, cell, x, first, count, error);
        const hodo_matrix f = hodo_matrix_rows(cohort->scaled, 0, count);
        const hodo_matrix target = hodo_matrix_rows(y, first, count);
        double mean = 0.0;
        if (status == HODO_OK && loss != NULL) {
            status = hodo_loss_value(cohort->training.loss, 1, f, target, &mean, error);
        }
        sum += mean * (double)count;
        for (size_t s = 0; status == HODO_OK && accuracy != NULL && s < count; s++) {
            right += vote(f, s) == vote(target, s);
        }
    }
    if (status == HODO_OK && loss != NULL) {
        *loss = sum / (double)x.rows;
    }
    if (status == HODO_OK && accuracy != NULL) {
        *accuracy = (double)right / (double)x.rows;
    }
    return status;
}
