/* What is exact about the toy models (toy_model.h): nothing here is simulated or fitted.
 *
 * Under gradient flow, d theta / ds = - l'(f~) grad f~ with s = eta t, the speed of f~ depends on f~ alone,
 *
 *     df~/ds = - l'(f~) K(f~),   K = |grad f~|^2 = L^2 (1 + gamma f~)^(2 - 2/L) / gamma^2                  tied
 *                                              = sqrt(c^2 + 4 (u_0 v_0 + gamma f~)^2) / gamma^2,
 *                                                c = u_0^2 - v_0^2 conserved                               pair
 *
 * which gives times by one quadrature and the Hessian's eigenvalue at the minimum, l''(1) K(1), in closed form.
 */
#ifndef EXPERIMENTS_GAMMA_ETA_TOY_THEORY_H
#define EXPERIMENTS_GAMMA_ETA_TOY_THEORY_H

#include "experiments/gamma-eta/toy_model.h"

#include "base/status.h"

/* K at this output. */
double toy_theory_kernel(const toy_model *model, double gamma, double output);

/* The top eigenvalue at the minimum that gradient flow ends in: gradient descent is stable there below 2 over
 * it. */
double toy_theory_sharpness(const toy_model *model, const toy_loss *loss, double gamma);

/* s = eta t at which the flow has f~ = output, 0 < output < 1: int_0^output df / (-l'(f) K(f)). */
hodo_status toy_theory_time(const toy_model *model, const toy_loss *loss, double gamma, double output,
                            double *time, hodo_error *error);

/* The eta whose first step overshoots to the loss of the start; it is where the loss first rises for gamma
 * << 1. */
hodo_status toy_theory_onset(const toy_model *model, const toy_loss *loss, double gamma, double *eta,
                             hodo_error *error);

/* The first eta that diverges, where that is known; NaN elsewhere.
 *
 *     mse, tied-2, pair-1-1   4 over the sharpness, at every gamma: with a unit in which the minimum is x = 1,
 * a step is x <- x (1 + c - c x^2), c = eta sharpness / 2, and this cubic keeps [0, sqrt((2 + c) / c)] to
 * itself as long as c <= 2 (at 2 it is Chebyshev's). From 1 to 2 it cycles about the minimum and is chaotic,
 * and is finite (ours). mse, pair-1-0           4 / K(0) = 4 gamma^2 for gamma << 1: above 2 the loss grows,
 * but the kernel falls by eta^2 e^2 K (4 / (eta K) - 1) a step, e = f~ - 1, as long as eta K < 4: a catapult
 *                             (Lewkowycz et al. 2020, arXiv 2003.02218)
 *     ce, tied-2, pair-1-1    for gamma << 1, where u + v is multiplied by 1 - eta (1 - p) / gamma = -1 above
 * the minimum: 2 (1 + e) gamma, and half of it for tied-2 (ours) ce, pair-1-0            k gamma for gamma <<
 * 1, k the root of toy_theory_growth
 */
hodo_status toy_theory_divergence(const toy_model *model, const toy_loss *loss, double gamma, double *eta,
                                  hodo_error *error);

/* Cross-entropy, two weights, gamma -> 0 at eta = k gamma: l' takes two values, -p below the minimum and 1 - p
 * above it, so that u + v and u - v are multiplied by 1 + k p and 1 - k p below, by 1 - k (1 - p) and
 * 1 + k (1 - p) above. D = ln |(u + v) / (u - v)| rises by A = ln |(1 + k p) / (1 - k p)| where it is negative
 * and falls by B = ln |(1 + k (1 - p)) / (1 - k (1 - p))| where it is positive; it stays bounded, so that the
 * share of steps below is B / (A + B), and u^2 - v^2 = (u + v)(u - v) grows by this much a step on average:
 *
 *     (B ln |1 - k^2 p^2| + A ln |1 - k^2 (1 - p)^2|) / (A + B)
 *
 * Negative: the kernel shrinks until it is stable, and the run learns. (Ours.) */
double toy_theory_growth(double k);

#endif
