/* The subordination points by Newton's method in two complex unknowns, with continuation from far above the
 * real line (equations in convolution_operation.h). The fixed point in the upper half-plane is unique, so
 * whatever path led to one is right; steps that would leave the half-plane are cut. */
#include "rmt/convolution/convolution_operation.h"

#include <math.h>

enum { STEPS_MOST = 40, CUTS_MOST = 60, DESCENTS_MOST = 600 };

/* Newton ends when a step is at rounding, or when below the second number steps stop shrinking (rounding of
 * G). */
static const double step_wanted = 4e-16, step_of_noise = 1e-5;

/* Next to a hard edge of a product, log z below this, one lambda alone may come as near to the real line as
 * rounding; that must not take it below. Elsewhere such a solution is a fixed point on the boundary that does
 * not attract. */
static const double log_near_zero = -50, height_of_rounding = 1e-13, height_on_cut = 1e-100;

/* A solution whose lambdas stand no higher than this above the real line, in units of its scale, is taken for
 * one of the real solutions that are not wanted: near an edge at distance d lambda stands at sqrt(d), so this
 * is d = 1e-28. */
static const double height_least = 1e-14;

/* |log(u1 / u2)| at a solution; what rounding leaves is far below. */
static const double residual_most = 1e-8;

static double size_of(const rmt_convolution *convolution, double complex lambda)
{
    return convolution->operation->positive ? 1 : cabs(lambda) + convolution->radius;
}

static bool inside(const rmt_convolution *convolution, double complex lambda)
{
    return cimag(lambda) > 0 && (!convolution->operation->positive || cimag(lambda) < M_PI);
}

/* A step down to the real line, or below it by rounding, ends on it. */
static double complex advanced(const rmt_convolution *convolution, double complex lambda, double complex step)
{
    const double complex next = lambda + step;
    const bool on_cut = cimag(next) <= 0 && cimag(next) > -height_of_rounding * size_of(convolution, lambda);
    return on_cut ? CMPLX(creal(next), height_on_cut) : next;
}

static rmt_terms terms_of(const rmt_convolution *convolution, int j, double complex w)
{
    const rmt_far *far = &convolution->far[j];
    if (rmt_far_reaches(far, w)) {
        const double complex y = far->radius / (w - far->centre);
        const rmt_far_point point = rmt_far_at(far, y);
        return convolution->operation->far_terms(w, point.a, -point.a_slope * y * y / far->radius);
    }
    return convolution->operation->terms(w, rmt_measure_cauchy(convolution->measure[j], w));
}

static bool newton(const rmt_convolution *convolution, double complex tau, rmt_subordination *at)
{
    const rmt_convolution_operation *operation = convolution->operation;
    double last_step = INFINITY;
    for (int n = 0; n < STEPS_MOST; n++) {
        /* log u1 = log u2, which is regular where u has a pole or a zero; and in the other equation h = lambda
         * + s(u) is taken at the measure where it varies least: there W and u may both be large, and cancel. */
        rmt_terms at_measure[2];
        double complex log_slope[2];
        for (int j = 0; j < 2; j++) {
            at_measure[j] = terms_of(convolution, j, operation->plane(at->lambda[j]));
            log_slope[j] = at_measure[j].u_slope / at_measure[j].u;
        }
        const int a = cabs(at_measure[0].h_slope) <= cabs(at_measure[1].h_slope) ? 0 : 1, b = 1 - a;
        const double complex difference = clog(at_measure[a].u / at_measure[b].u);
        const double complex sum = at->lambda[b] + at_measure[a].h - tau;
        const double complex determinant = log_slope[a] + log_slope[b] * at_measure[a].h_slope;
        double complex step[2];
        step[a] = -(difference + log_slope[b] * sum) / determinant;
        step[b] = (at_measure[a].h_slope * difference - log_slope[a] * sum) / determinant;
        double size = fmax(cabs(step[0]) / size_of(convolution, at->lambda[0]),
                           cabs(step[1]) / size_of(convolution, at->lambda[1]));
        if (!isfinite(size)) {
            return false;
        }
        /* One factor for both keeps the direction. */
        double factor = operation->positive && size > 1 ? 1 / size : 1;
        double complex next[2];
        for (int cut = 0;; cut++) {
            for (int j = 0; j < 2; j++) {
                next[j] = advanced(convolution, at->lambda[j], factor * step[j]);
            }
            if (inside(convolution, next[0]) && inside(convolution, next[1])) {
                break;
            }
            if (cut == CUTS_MOST) {
                return false;
            }
            factor /= 2;
        }
        at->lambda[0] = next[0];
        at->lambda[1] = next[1];
        if (factor == 1 && (size <= step_wanted || (size <= step_of_noise && size >= 0.5 * last_step))) {
            at->u = at_measure[a].u;
            at->slope[a] = log_slope[b] / determinant;
            at->slope[b] = log_slope[a] / determinant;
            at->tau = tau;
            const double height[2] = {cimag(at->lambda[0]) / size_of(convolution, at->lambda[0]),
                                      cimag(at->lambda[1]) / size_of(convolution, at->lambda[1])};
            /* In a product tau = log z. */
            const bool at_zero = operation->positive && creal(tau) < log(convolution->radius) + log_near_zero;
            return (at_zero ? fmax(height[0], height[1]) : fmin(height[0], height[1])) > height_least &&
                   cabs(difference) <= residual_most;
        }
        last_step = factor == 1 ? size : INFINITY;
    }
    return false;
}

/* From a solution to another z: along the tangent as far as it stays inside, then Newton. */
static bool follow(const rmt_convolution *convolution, double complex z, rmt_subordination *at)
{
    const rmt_subordination start = *at;
    const double complex tau = convolution->operation->chart(z);
    for (double factor = 1; factor > 0.1; factor /= 2) {
        const double complex first = start.lambda[0] + factor * start.slope[0] * (tau - start.tau);
        const double complex second = start.lambda[1] + factor * start.slope[1] * (tau - start.tau);
        if (inside(convolution, first) && inside(convolution, second)) {
            at->lambda[0] = first;
            at->lambda[1] = second;
            break;
        }
    }
    if (newton(convolution, tau, at)) {
        return true;
    }
    *at = start;
    return false;
}

bool rmt_subordination_solve(const rmt_convolution *convolution, double complex z, rmt_subordination *at)
{
    if (at->solved && follow(convolution, z, at)) {
        return true;
    }
    const rmt_convolution_operation *operation = convolution->operation;
    double height = fmax(4 * convolution->radius, cimag(z));
    double complex far = CMPLX(creal(z), height);
    for (int j = 0; j < 2; j++) {
        at->lambda[j] = operation->guess(far, convolution->mean[1 - j]);
        at->lambda[j] = CMPLX(creal(at->lambda[j]), fmax(cimag(at->lambda[j]), height_least));
    }
    at->solved = newton(convolution, operation->chart(far), at);
    /* Try to land; if Newton does not reach the ground, fly lower and try again. */
    double descent = 2;
    for (int n = 0; at->solved && n < DESCENTS_MOST && descent > 1.01; n++) {
        if (follow(convolution, z, at)) {
            return true;
        }
        const double lower = fmax(height / descent, cimag(z));
        if (follow(convolution, CMPLX(creal(z), lower), at)) {
            height = lower;
            descent = fmin(2, descent * descent);
        } else {
            descent = sqrt(descent);
        }
    }
    at->solved = false;
    return false;
}
