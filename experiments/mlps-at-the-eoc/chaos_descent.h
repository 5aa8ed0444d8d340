/* Full-batch gradient descent of the network of arXiv 2502.13110 on two classes, at a constant rate or along
 * the schedule that follows the sharpness.
 *
 *     loss  1/(2n) sum_s (N(x_s) - y_s)^2,   N = h_l / gamma,  gamma = m^(q/2),  y = -1 or +1,  ||x|| = 1
 *     G = J^T J / n,  J = d N / d theta;     lambda_t its largest eigenvalue at theta_t, also that of K_t / n
 *
 *     constant/r    eta = r / lambda_0
 *     schedule/c    eta_t = c / lambda_t, lambda_t measured at every step
 *     refreshed/c   eta_t = c / lambda_s, s the last multiple of `refresh` that is not above t
 *
 * That the rate is measured in 1/lambda makes the power of m in eta = eta0 m^q immaterial: q enters through
 * gamma alone, 0 lazy and 1 rich. The schedule and the exponents are our reconstruction; the paper says that
 * a geometry-aware schedule prolongs the catapult and does not print this form.
 */
#ifndef CHAOS_DESCENT_H
#define CHAOS_DESCENT_H

#include "data/dataset.h"
#include "experiments/mlps-at-the-eoc/chaos_network.h"
#include "probe/objective.h"
#include "train/loop.h"

typedef enum chaos_rate { CHAOS_CONSTANT = 0, CHAOS_SCHEDULE, CHAOS_REFRESHED } chaos_rate;

typedef struct chaos_rule {
    chaos_rate rate;
    double product; /* r or c */
} chaos_rule;

/* "constant/2", "schedule/2.2", "refreshed/3". HODO_INVALID for another form, an r that is not positive, or a c
 * outside (0, 4). */
hodo_status chaos_rule_read(const char *text, chaos_rule *rule, hodo_error *error);

typedef struct chaos_descent_setting {
    chaos_network_setting network; /* inputs and outputs are those of the data */
    double richness;               /* q of gamma = m^(q/2) */
    size_t samples;                /* n */
    size_t first, second;          /* digits with targets -1 and +1 */
    size_t steps, refresh;
    chaos_rule rule;
} chaos_descent_setting;

typedef struct chaos_descent {
    chaos_descent_setting setting;
    hodo_dataset data; /* x (n, d) with rows of norm 1, y (n, 1) */
    chaos_network of;
    hodo_loss loss;
    double gamma, first; /* lambda_0 */
    hodo_cohort *cohort;
    hodo_cell_state *cell;
    hodo_observer controller; /* of the schedule; its `next` is set by chaos_descent_run */
} chaos_descent;

/* For hodo_experiment.check. HODO_INVALID. */
hodo_status chaos_descent_check(const chaos_descent_setting *setting, hodo_error *error);

/* Multiply-adds, for cost functions and for what a text says of them: of forming K once; of a product with G
 * while the weights are held; of measuring lambda by the cheaper of both, from a warm start
 * (probe/sharpness.h); and of a step on average, with what its rule measures. */
double chaos_descent_kernel_cost(const chaos_descent_setting *setting);
double chaos_descent_product_cost(const chaos_descent_setting *setting);
double chaos_descent_sharpness_cost(const chaos_descent_setting *setting);
double chaos_descent_step_cost(const chaos_descent_setting *setting);

/* Data and weights of the stream, lambda_0 by the kernel of the outputs, and a cohort of one cell at theta_0.
 * *made refers to itself: it does not move. Errors of the data, the network and the probe. */
hodo_status chaos_descent_open(hodo_arena *arena, const chaos_descent_setting *setting,
                               const hodo_stream *stream, chaos_descent *made, hodo_error *error);

/* The loss as a function of the present weights, for probes. */
hodo_objective chaos_descent_objective(const chaos_descent *of);

/* All steps, or until the cell stops. The observer looks after the controller has set the rate. */
hodo_status chaos_descent_run(hodo_arena *arena, chaos_descent *of, const hodo_observer *observer,
                              hodo_error *error);

#endif
