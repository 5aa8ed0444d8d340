#include "rmt/jacobian/derivative_panel.h"

#include "rmt/law/complex_log.h"

#include <math.h>
#include <stdbool.h>

enum { NEWTON_MOST = 12, BOUNDARY_POINTS = 48 };

/* Bernstein's ellipse |u + sqrt(u^2 - 1)| = ELLIPSE: a pole outside spoils 16 nodes by less than ELLIPSE^-32 =
 * 5e-15. */
#define ELLIPSE 2.8
/* The step of a parabola has order 3: the next would be rounding. */
#define ENOUGH 1e-7
/* A root this near the axis may have the wrong sign of its imaginary part. */
#define ON_AXIS 1e-12
/* The squares of smaller derivatives underflow. */
#define S_LEAST 1e-150
/* Two roots this near are one. */
#define SAME 1e-8
/* d - 1 is kept where it is at most this. */
#define NEAR_ONE 0.25

/* Value, first and second derivative of a polynomial. */
static void horner(const double *coefficients, double complex u, double complex out[3])
{
    double complex p = 0, slope = 0, half_curve = 0;
    for (size_t j = RMT_PANEL_NODES; j-- > 0;) {
        half_curve = half_curve * u + slope;
        slope = slope * u + p;
        p = p * u + coefficients[j];
    }
    out[0] = p;
    out[1] = slope;
    out[2] = 2 * half_curve;
}

static double complex on_ellipse(double angle)
{
    const double complex around = ELLIPSE * CMPLX(cos(angle), sin(angle));
    return (around + rmt_inverse(around)) / 2;
}

/* Bounds of s inside the ellipse are those on its boundary: of |s - middle| always, of |s| from below when s
 * has no zero inside, when its argument does not wind (it is 0 or pi at both ends of the upper half). */
static void bound(rmt_derivative_panel *panel)
{
    double least = INFINITY, steepest = 0, turn = 0;
    double complex before = 0;
    panel->middle = panel->s_poly[0];
    for (int k = 0; k < BOUNDARY_POINTS; k++) { /* the lower half is conjugate */
        double complex p[3];
        horner(panel->s_poly, on_ellipse(M_PI * k / (BOUNDARY_POINTS - 1)), p);
        const double complex s = panel->base + p[0];
        panel->reach = fmax(panel->reach, cabs(p[0] - panel->middle));
        least = fmin(least, cabs(s));
        steepest = fmax(steepest, cabs(s));
        turn += k > 0 ? carg(s * conj(before)) : 0;
        before = s;
    }
    panel->reach *= 1.1;
    panel->least = fabs(turn) < 1 ? 0.8 * least : 0;
    if (steepest < S_LEAST) {
        panel->reach = -1;
    }
}

void rmt_derivative_panel_fill(rmt_derivative_panel *panel, const double *slope, const double *weight,
                               double root_mean)
{
    double f[RMT_PANEL_NODES], s[RMT_PANEL_NODES];
    panel->base = 1;
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        panel->base = fabs(slope[i] / root_mean - 1) > NEAR_ONE ? 0 : panel->base;
    }
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        s[i] = panel->base == 1 ? (slope[i] - root_mean) / root_mean : slope[i] / root_mean;
        panel->d[i] = panel->base == 1 ? s[i] * (2 + s[i]) : s[i] * s[i];
        panel->weight[i] = weight[i];
        f[i] = weight[i] / rmt_panel_weight[i];
    }
    rmt_panel_polynomial(s, panel->s_poly);
    rmt_panel_polynomial(f, panel->f_poly);
    bound(panel);
}

double rmt_derivative_panel_least(const rmt_derivative_panel *panel)
{
    double least = INFINITY;
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        least = fmin(least, panel->base + panel->d[i]);
    }
    return least;
}

double rmt_derivative_panel_most(const rmt_derivative_panel *panel)
{
    double complex p[3];
    double most = 0, at = 0;
    for (int k = 0; k <= BOUNDARY_POINTS; k++) {
        const double u = 2.0 * k / BOUNDARY_POINTS - 1;
        horner(panel->s_poly, u, p);
        const double d = pow(panel->base + creal(p[0]), 2);
        at = d > most ? u : at;
        most = fmax(most, d);
    }
    for (int i = 0; i < NEWTON_MOST; i++) { /* to the extremum near the greatest sample, if it is inside */
        horner(panel->s_poly, at, p);
        most = fmax(most, pow(panel->base + creal(p[0]), 2));
        const double step = -creal(p[1]) / creal(p[2]);
        if (!(fabs(step) < 0.1)) {
            break;
        }
        at = fmin(fmax(at + step, -1), 1);
    }
    return most;
}

static bool inside(double complex u)
{
    /* Sum of the distances from the foci -1 and 1. */
    return cabs(u - 1) + cabs(u + 1) <= ELLIPSE + 1 / ELLIPSE;
}

/* A root of s(u) - base = target from *u; p are the derivatives of s there. */
static bool root_from(const rmt_derivative_panel *panel, double complex target, double complex *u,
                      double complex p[3])
{
    for (int i = 0; i < NEWTON_MOST; i++) {
        horner(panel->s_poly, *u, p);
        const double complex miss = p[0] - target;
        /* The zero of the parabola, which survives a place where the derivative vanishes, between two roots. */
        const double complex root = csqrt(p[1] * p[1] - 2 * p[2] * miss);
        const double complex plus = p[1] + root, minus = p[1] - root;
        const double complex step = -2 * miss / (cabs(plus) > cabs(minus) ? plus : minus);
        if (!(cabs(step) < INFINITY)) {
            return false;
        }
        *u += step;
        if (cabs(step) <= ENOUGH) {
            horner(panel->s_poly, *u, p);
            return true;
        }
        if (cabs(*u) > 4) {
            return false;
        }
    }
    return false;
}

/* A pole of 1/(w - d) near the panel: d(u) = w, s(u) = s, derivatives of s. */
typedef struct pole {
    double complex u, s, p[3];
} pole;

enum { POLES_MOST = 4 };

/* The roots of s(u) = s near the panel, s - base = target. */
static size_t add_poles(const rmt_derivative_panel *panel, double complex target, double complex s, pole *poles,
                        size_t count)
{
    if (cabs(s) < panel->least || cabs(target - panel->middle) > panel->reach) {
        return count;
    }
    pole first = {.s = s};
    double best = INFINITY;
    for (int k = -2; k <= 2; k++) {
        horner(panel->s_poly, k / 2.0, first.p);
        const double miss = cabs(first.p[0] - target);
        first.u = miss < best ? k / 2.0 : first.u;
        best = fmin(best, miss);
    }
    if (!root_from(panel, target, &first.u, first.p)) {
        return count;
    }
    if (inside(first.u)) {
        poles[count++] = first;
    }
    /* Beside a maximum or minimum of s there is a second root, about as far on its other side. */
    pole second = {.u = first.u - 2 * first.p[1] / first.p[2], .s = s};
    if (cabs(second.u) < 3 && root_from(panel, target, &second.u, second.p) && inside(second.u) &&
        cabs(second.u - first.u) > SAME) {
        poles[count++] = second;
    }
    return count;
}

static size_t find_poles(const rmt_derivative_panel *panel, double complex v, double complex root, pole *poles)
{
    if (panel->base == 1) {
        return add_poles(panel, v / (1 + root), root, poles, 0); /* sqrt w - 1 */
    }
    const size_t count = add_poles(panel, root, root, poles, 0);
    return add_poles(panel, -root, -root, poles, count);
}

/* int du/(u - u0) over [-1, 1] less its quadrature. ln((u0 - 1)/(u0 + 1)) is continuous off [-1, 1]; on it the
 * imaginary part has the sign of the side, which a root of the limit from above shows only by d': w + i0 moves
 * u0 by i0/d'. */
static double complex excess_of(const pole *at, double complex sum)
{
    const double complex u = at->u, log_part = clog((u - 1) / (u + 1));
    const bool on_axis = fabs(cimag(u)) < ON_AXIS && fabs(creal(u)) < 1;
    return (on_axis ? CMPLX(creal(log_part), creal(at->s * at->p[1]) > 0 ? M_PI : -M_PI) : log_part) - sum;
}

/* R times that, R = -f(u0)/d'(u0), and its derivative in w. */
static void add_pole(const rmt_derivative_panel *panel, const pole *at, double complex *correction,
                     double complex *derivative)
{
    const double complex d_slope = 2 * at->s * at->p[1], d_curve = 2 * (at->p[1] * at->p[1] + at->s * at->p[2]);
    double complex f[3], sum = 0, square_sum = 0;
    horner(panel->f_poly, at->u, f);
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        const double complex part = rmt_inverse(rmt_panel_node[i] - at->u);
        sum += rmt_panel_weight[i] * part;
        square_sum += rmt_panel_weight[i] * (part * part);
    }
    const double complex excess = excess_of(at, sum), residue = -f[0] / d_slope;
    const double complex log_slope = 1 / (at->u - 1) - 1 / (at->u + 1);
    const double complex residue_slope = -(f[1] - f[0] * d_curve / d_slope) / d_slope;
    *correction += residue * excess;
    *derivative += (residue_slope * excess + residue * (log_slope - square_sum)) / d_slope;
}

void rmt_derivative_panel_correct(const rmt_derivative_panel *panel, double complex v, double complex root,
                                  double complex *correction, double complex *derivative)
{
    pole poles[POLES_MOST];
    const size_t count = find_poles(panel, v, root, poles);
    *correction = *derivative = 0;
    for (size_t k = 0; k < count; k++) {
        add_pole(panel, &poles[k], correction, derivative);
    }
}

/* int f ln(u - u0) du less its quadrature: by parts, with F' = f, F(u0) = 0,
 *     F(1) ln(1 - u0) - F(-1) ln(-1 - u0) - int F/(u - u0) du,
 * where F/(u - u0) is a polynomial, and the logarithms are those of one branch: all arguments on one side of
 * the axis. */
static double complex log_excess(const rmt_derivative_panel *panel, const pole *at)
{
    const double complex u0 = at->u;
    const bool on_axis = fabs(cimag(u0)) < ON_AXIS;
    /* u - u0 lies below the axis when u0 lies above. */
    const double side = on_axis ? (creal(at->s * at->p[1]) > 0 ? -1 : 1) : -copysign(1, cimag(u0));
    double complex quotient[RMT_PANEL_NODES + 1], whole[RMT_PANEL_NODES + 1] = {0};
    for (size_t j = 0; j < RMT_PANEL_NODES; j++) {
        whole[j + 1] = panel->f_poly[j] / (double)(j + 1);
    }
    /* Synthetic division of int f by (u - u0): the remainder is what makes F(u0) = 0. */
    quotient[RMT_PANEL_NODES] = 0;
    for (size_t j = RMT_PANEL_NODES; j-- > 0;) {
        quotient[j] = whole[j + 1] + u0 * quotient[j + 1];
    }
    double complex upper = 0, lower = 0, rest = 0, plain = 0;
    for (size_t j = 0; j < RMT_PANEL_NODES; j++) {
        upper += quotient[j];
        lower += j % 2 == 0 ? quotient[j] : -quotient[j];
        rest += j % 2 == 0 ? 2 / (double)(j + 1) * quotient[j] : 0;
    }
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        const double complex away = rmt_panel_node[i] - u0;
        plain += panel->weight[i] * CMPLX(log(cabs(away)), side * atan2(fabs(cimag(away)), creal(away)));
    }
    const double complex right = 1 - u0, left = -1 - u0;
    upper *= right * CMPLX(log(cabs(right)), side * atan2(fabs(cimag(right)), creal(right)));
    lower *= left * CMPLX(log(cabs(left)), side * atan2(fabs(cimag(left)), creal(left)));
    return upper - lower - rest - plain;
}

double complex rmt_derivative_panel_potential(const rmt_derivative_panel *panel, double complex w,
                                              double complex v)
{
    pole poles[POLES_MOST];
    const size_t count = find_poles(panel, v, csqrt(w), poles);
    double complex sum = 0;
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        const double complex below = (panel->base == 1 ? v : w) - panel->d[i];
        const double complex part = (panel->base + panel->d[i]) * rmt_inverse(below);
        sum += panel->weight[i] * (cabs(part) < 0.3 ? -rmt_log1p(part) : clog(below) - clog(w));
    }
    for (size_t k = 0; k < count; k++) {
        sum += log_excess(panel, &poles[k]);
    }
    return sum;
}
