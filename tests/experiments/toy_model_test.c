#include "experiments/gamma-eta/toy_boundary.h"
#include "experiments/gamma-eta/toy_theory.h"
#include "near.h"

#include <gsl/gsl_errno.h>
#include <math.h>

/* The toy models' laws against closed forms and against runs. */

static void turn_off(void)
{
    (void)gsl_set_error_handler_off();
}

TestSuite(toy, .init = turn_off);

/* L = 2, mean squared error: s = gamma^2 / (4 (1 + gamma)) ln((1 + gamma f) / (1 - f)). */
Test(toy, time_of_two_layers_is_a_logarithm)
{
    for (double gamma = 1e-5; gamma < 1e6; gamma *= 10) {
        double time;
        cr_assert_eq(toy_theory_time(toy_model_find("tied-2"), toy_loss_find("mse"), gamma, 0.9, &time, NULL),
                     HODO_OK);
        near(time, gamma * gamma / (4 * (1 + gamma)) * log((1 + 0.9 * gamma) / 0.1), 0, 1e-9);
    }
}

/* The time of the flow is the time of small steps. */
Test(toy, flow_is_the_limit_of_steps)
{
    static const char *const models[] = {"tied-2", "tied-3", "tied-4", "pair-1-0", "pair-1-1"};
    static const char *const losses[] = {"mse", "ce"};
    for (size_t i = 0; i < 10; i++) {
        const toy_model *model = toy_model_find(models[i / 2]);
        const toy_loss *loss = toy_loss_find(losses[i % 2]);
        for (double gamma = 1e-2; gamma < 200; gamma *= 100) {
            double time;
            cr_assert_eq(toy_theory_time(model, loss, gamma, 0.5, &time, NULL), HODO_OK);
            near(toy_time(model, loss, gamma, time / 20000, 0.5, 100000), time, 0, 2e-3);
        }
    }
}

/* The balanced pair is two tied layers at half the rate, also where it diverges. */
Test(toy, balanced_pair_is_tied)
{
    for (double eta = 1e-3; eta < 1; eta *= 1.3) {
        const toy_end one = toy_train(toy_model_find("tied-2"), toy_loss_find("mse"), 0.3, eta / 2, 300);
        const toy_end two = toy_train(toy_model_find("pair-1-1"), toy_loss_find("mse"), 0.3, eta, 300);
        cr_assert_eq(one.outcome, two.outcome, "eta = %g", eta);
        if (one.outcome == TOY_LEARNED) {
            near(one.output, two.output, 0, 1e-9);
        }
    }
}

/* Chebyshev's cubic: bounded at c just below 2, unbounded above, at every gamma. */
Test(toy, cubic_map_ends_at_two)
{
    for (double gamma = 1e-3; gamma < 2e3; gamma *= 10) {
        const toy_model *model = toy_model_find("tied-2");
        double edge;
        cr_assert_eq(toy_theory_divergence(model, toy_loss_find("mse"), gamma, &edge, NULL), HODO_OK);
        near(edge, gamma * gamma / (1 + gamma), 0, 1e-14);
        cr_assert_neq(toy_train(model, toy_loss_find("mse"), gamma, edge * 0.9999, 5000).outcome, TOY_DIVERGED);
        cr_assert_eq(toy_train(model, toy_loss_find("mse"), gamma, edge * 1.01, 5000).outcome, TOY_DIVERGED);
    }
}

/* The walk's growth changes sign once, and as k^2 p (1 - p) it starts. */
Test(toy, growth_of_the_walk)
{
    double edge;
    cr_assert_eq(toy_theory_divergence(toy_model_find("pair-1-0"), toy_loss_find("ce"), 1, &edge, NULL), HODO_OK);
    near(toy_theory_growth(edge), 0, 1e-11, 0);
    cr_assert(toy_theory_growth(edge * 0.99) < 0 && toy_theory_growth(edge * 1.01) > 0);
    const double p = 1 / (1 + exp(-1.0));
    near(toy_theory_growth(1e-3), -1e-6 * p * (1 - p), 0, 1e-4);
}

/* Intervals cover the range without gaps, and neighbours differ. */
Test(toy, scan_covers_the_range)
{
    const toy_line line = {toy_model_find("pair-1-0"), toy_loss_find("ce"), 1e-3, 1000};
    toy_interval intervals[200];
    toy_boundaries found;
    const size_t count = toy_scan(&line, 1e-12, 1.0, 6, 200, intervals, &found);
    cr_assert(count > 3 && count <= 200);
    near(intervals[0].low, 1e-12, 0, 1e-12);
    near(intervals[count - 1].high, 1.0, 0, 1e-12);
    for (size_t i = 1; i < count; i++) {
        near(intervals[i].low, intervals[i - 1].high, 0, 0);
        cr_assert(intervals[i].high > intervals[i].low);
    }
    near(found.failure, 2 / toy_theory_sharpness(line.model, line.loss, line.gamma), 0, 0.02);
    cr_assert_eq(toy_scan(&line, 1e-12, 1.0, 6, 2, intervals, &found), 2);
    near(intervals[1].high, 1.0, 0, 0);
}
