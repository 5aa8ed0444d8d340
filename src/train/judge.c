#include "train/cohort_state.h"

#include <math.h>

/* Whether a cell goes on: by its loss, and by whether anything has a gradient. */

void hodo_cell_judge_loss(const hodo_stop_rule *rule, hodo_cell_state *cell, double loss)
{
    const double ratio = rule->diverged > 0.0 ? rule->diverged : HODO_DIVERGED_RATIO;
    cell->loss = loss;
    cell->first_loss = cell->step == 0 ? loss : cell->first_loss;
    cell->largest_loss = cell->step == 0 || loss > cell->largest_loss ? loss : cell->largest_loss;
    /* A first loss of 0 (a linear loss of a centred output) is no measure of the later ones. */
    if (cell->first_loss != 0.0 && loss > ratio * fabs(cell->first_loss)) {
        hodo_cell_stop(cell, HODO_DIVERGED, "the loss %g at step %zu is over %g times the first, %g", loss,
                       cell->step, ratio, cell->first_loss);
    } else if (rule->learned > 0.0 && loss < rule->learned) {
        hodo_cell_stop(cell, HODO_LEARNED, "the loss %g at step %zu is below %g", loss, cell->step,
                       rule->learned);
    }
}

/* Whether row s is all zeros; NaN is not zero. */
static bool row_vanishes(hodo_matrix a, size_t s)
{
    bool zero = true;
    for (size_t j = 0; zero && j < a.columns; j++) {
        zero = hodo_matrix_get(a, s, j) == 0.0;
    }
    return zero;
}

/* Whether of all that samples add to a gradient, g_s h_s^T, one factor is 0: below a layer whose units are all
 * dead g_s is, above it h_s. Exact zeros are looked for, not small norms, whose squares underflow where gamma
 * is large; a network that lives is known by its first row. */
static bool still(const hodo_pass *pass, size_t k)
{
    const hodo_matrix g = hodo_pass_weight_backward(pass, k), h = hodo_pass_weight_input(pass, k);
    bool zero = true;
    for (size_t s = 0; zero && s < g.rows; s++) {
        zero = row_vanishes(g, s) || row_vanishes(h, s);
    }
    return zero;
}

bool hodo_cell_judge_gradient(const hodo_cohort *cohort, hodo_cell_state *cell)
{
    for (size_t k = 0; k < cohort->initial.architecture->weight_count; k++) {
        if (!still(cohort->pass, k)) {
            return false;
        }
    }
    bool solved = true;
    for (size_t s = 0; solved && s < cohort->gradient.rows; s++) {
        solved = row_vanishes(cohort->gradient, s);
    }
    if (solved) {
        hodo_cell_stop(cell, HODO_LEARNED, "the loss %g at step %zu has no slope in any output", cell->loss,
                       cell->step);
    } else {
        hodo_cell_stop(cell, HODO_STUCK,
                       "no weight has a gradient at step %zu: all units of a layer are dead", cell->step);
    }
    return true;
}
