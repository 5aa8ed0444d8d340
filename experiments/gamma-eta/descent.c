#include "experiments/gamma-eta/descent.h"

#include <math.h>

#define STEP_TOLERANCE 0.05 /* a step may be 5% longer than it was to be: the product leaves a factor of 4 */

enum { RITZ_STEPS = 32, RITZ_MOST = 400 };

hodo_status descent_begin(hodo_arena *arena, const full_batch *on, double gamma, const hodo_stream *stream,
                          descent *made, hodo_error *error)
{
    *made = (descent){.on = on, .gamma = gamma, .rate = on->of.rates[0]};
    for (size_t k = 1; k < on->of.architecture.weight_count; k++) {
        if (fabs(on->of.rates[k] - made->rate) > 1e-12 * made->rate) {
            return hodo_fail(error, HODO_INVALID,
                             "matrix %zu has rate %g, matrix 0 %g: eta S needs one rate, as mup has", k,
                             on->of.rates[k], made->rate);
        }
    }
    const hodo_cell_setting setting = {.eta = 1, .gamma = gamma};
    made->cohort = hodo_cohort_take(arena, &on->of.initial[HODO_DOUBLE], &on->of.training, &setting, 1, error);
    if (made->cohort == NULL) {
        return error != NULL ? error->status : HODO_INVALID;
    }
    made->cell = hodo_cohort_cell(made->cohort, 0);
    hodo_matrix frozen, offset = hodo_matrix_take(arena, HODO_DOUBLE, on->y.rows, on->y.columns, error);
    hodo_status status = offset.data != NULL ? hodo_cohort_frozen(made->cohort, on->x, &frozen, error)
                                             : HODO_NO_MEMORY;
    if (status != HODO_OK) {
        return status;
    }
    hodo_matrix_copy(frozen, offset);
    const hodo_objective objective = {.x = on->x, .y = on->y, .offset = offset, .output_scale = 1 / gamma,
                                      .loss = on->of.training.loss};
    made->curvature = hodo_curvature_take(arena, &made->cell->network, &objective, 0, HODO_HESSIAN, error);
    if (made->curvature == NULL) {
        return error != NULL ? error->status : HODO_NO_MEMORY;
    }
    const hodo_operator hessian = hodo_curvature_operator(made->curvature, HODO_HESSIAN);
    made->space = hodo_ritz_space_take(arena, hessian.dimension, HODO_DOUBLE, RITZ_STEPS, *stream,
                                       DESCENT_TENSOR, error);
    return made->space != NULL ? HODO_OK : error != NULL ? error->status : HODO_NO_MEMORY;
}

hodo_status descent_step(descent *of, double eta, hodo_error *error)
{
    const bool same = of->cell->step > 0;
    of->cell->setting.eta = eta;
    return hodo_cohort_step(of->cohort, of->on->x, of->on->y, same, error);
}

hodo_status descent_eigenvalue(descent *of, hodo_curvature_kind kind, hodo_ritz_end end, double tolerance,
                               double *value, hodo_error *error)
{
    const hodo_operator operator = hodo_curvature_operator(of->curvature, kind);
    hodo_ritz_pair pair = {.value = NAN};
    hodo_error mine = {HODO_OK, ""};
    hodo_curvature_hold(of->curvature);
    const hodo_status status =
        hodo_ritz_pair_find(of->space, &operator, end, tolerance, 1e-3, RITZ_MOST, &pair, &mine);
    hodo_curvature_release(of->curvature);
    of->applications += pair.applications;
    *value = of->rate * pair.value;
    return status == HODO_OK || status == HODO_NUMERIC ? HODO_OK : hodo_fail(error, status, "%s", mine.message);
}

hodo_status descent_loss(descent *of, double *loss, hodo_error *error)
{
    return hodo_curvature_gradient(of->curvature, loss, (hodo_matrix){0}, error);
}

hodo_status descent_flow(descent *of, double product, double target, size_t most, size_t *steps, bool *learned,
                         hodo_error *error)
{
    double modulus = 0, before = INFINITY;
    size_t rest = 1, due = 0, t = 0;
    hodo_status status = HODO_OK;
    *learned = false;
    for (; status == HODO_OK && t < most && of->cell->stop == HODO_RUNNING && !*learned; t++) {
        if (t >= due || of->cell->loss > before) {
            const double last = modulus;
            if (of->cell->loss > before) { /* a flow does not rise: an eigenvalue was missed or has grown */
                hodo_ritz_space_forget(of->space);
            }
            status = descent_eigenvalue(of, HODO_HESSIAN, HODO_RITZ_LARGEST_MODULUS, STEP_TOLERANCE, &modulus,
                                        error);
            modulus = fabs(modulus);
            const double change = last > 0 ? fabs(log(modulus / last)) : INFINITY;
            rest = change > 0.3 ? 1 : change > 0.1 ? rest : 2 * rest < DESCENT_REST ? 2 * rest : DESCENT_REST;
            due = t + rest;
        }
        before = t > 0 ? of->cell->loss : INFINITY;
        if (status == HODO_OK) {
            status = descent_step(of, product / modulus, error);
        }
        *learned = of->cell->loss <= target * of->cell->first_loss;
    }
    *steps = t;
    return status;
}

hodo_status descent_flow_to(descent *of, double target, hodo_error *error)
{
    size_t steps;
    bool learned;
    const hodo_status status = descent_flow(of, 1, target, FLOW_STEPS, &steps, &learned, error);
    return status != HODO_OK || learned
               ? status
               : hodo_fail(error, HODO_NUMERIC,
                           "gradient flow does not come to %g of its first loss in %zu steps: raise that target",
                           target, steps);
}

double descent_flow_cost(double depth, double gamma)
{
    return 60 + 12 * (depth - 1) * pow(fmax(gamma, 1), 0.5 - 1 / depth) * log1p(gamma);
}
