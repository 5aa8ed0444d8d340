#include "rmt/jacobian/gaussian_panels.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const double rmt_panel_node[RMT_PANEL_NODES] = {
    -0.9894009349916499326, -0.9445750230732325761, -0.8656312023878317439, -0.7554044083550030339,
    -0.6178762444026437484, -0.4580167776572273863, -0.2816035507792589132, -0.09501250983763744019,
    0.09501250983763744019, 0.2816035507792589132, 0.4580167776572273863, 0.6178762444026437484,
    0.7554044083550030339, 0.8656312023878317439, 0.9445750230732325761, 0.9894009349916499326,
};
const double rmt_panel_weight[RMT_PANEL_NODES] = {
    0.02715245941175409485, 0.06225352393864789286, 0.09515851168249278481, 0.1246289712555338721,
    0.1495959888165767321, 0.1691565193950025382, 0.1826034150449235889, 0.1894506104550684963,
    0.1894506104550684963, 0.1826034150449235889, 0.1691565193950025382, 0.1495959888165767321,
    0.1246289712555338721, 0.09515851168249278481, 0.06225352393864789286, 0.02715245941175409485,
};

enum { FIRST_PANELS = 12, PANELS_MOST = 4096, COLUMNS = 5 };

/* What the last two of 16 Legendre terms may weigh beside the largest value: their squares, and the terms left
 * out, are then below rounding in a mean. */
#define RESOLVED 1e-13

/* Derivatives below this need not be told apart: their squares are near underflow. */
#define SLOPE_LEAST 1e-140
/* exp(-s^2) and its like are known to s^2 units of rounding. */
#define NOISE (2 * DBL_EPSILON)

typedef struct span {
    double lower, upper;
} span;

/* P_k at the nodes, by the three-term recurrence; row k. */
static void legendre_at_nodes(double at[RMT_PANEL_NODES][RMT_PANEL_NODES])
{
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        const double x = rmt_panel_node[i];
        at[0][i] = 1;
        at[1][i] = x;
        for (size_t k = 2; k < RMT_PANEL_NODES; k++) {
            const double n = (double)k;
            at[k][i] = ((2 * n - 1) * x * at[k - 1][i] - (n - 1) * at[k - 2][i]) / n;
        }
    }
}

/* Legendre coefficients: Gauss-Legendre is exact for the products of degree up to 30. */
static void legendre_series(const double *values, double *series)
{
    double at[RMT_PANEL_NODES][RMT_PANEL_NODES];
    legendre_at_nodes(at);
    for (size_t k = 0; k < RMT_PANEL_NODES; k++) {
        series[k] = 0;
        for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
            series[k] += ((double)k + 0.5) * rmt_panel_weight[i] * at[k][i] * values[i];
        }
    }
}

void rmt_panel_polynomial(const double *values, double *coefficients)
{
    double series[RMT_PANEL_NODES], before[RMT_PANEL_NODES] = {1}, now[RMT_PANEL_NODES] = {0, 1};
    legendre_series(values, series);
    for (size_t j = 0; j < RMT_PANEL_NODES; j++) {
        coefficients[j] = 0;
    }
    coefficients[0] = series[0];
    coefficients[1] = series[1];
    for (size_t k = 2; k < RMT_PANEL_NODES; k++) {
        const double n = (double)k;
        double next[RMT_PANEL_NODES] = {0};
        for (size_t j = 0; j < RMT_PANEL_NODES; j++) {
            next[j] = ((2 * n - 1) * (j > 0 ? now[j - 1] : 0) - (n - 1) * before[j]) / n;
            coefficients[j] += series[k] * next[j];
        }
        for (size_t j = 0; j < RMT_PANEL_NODES; j++) {
            before[j] = now[j];
            now[j] = next[j];
        }
    }
}

/* Whether the last two terms are as good as nothing beside `scale`, or are the noise of the values; at[k][i] =
 * P_k(node i). */
static int is_resolved(double at[RMT_PANEL_NODES][RMT_PANEL_NODES], const double *values, double scale,
                       double noise)
{
    double last = 0, before = 0;
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        const double weighted = RMT_PANEL_NODES * rmt_panel_weight[i] * values[i];
        last += weighted * at[RMT_PANEL_NODES - 1][i];
        before += weighted * at[RMT_PANEL_NODES - 2][i];
    }
    return fabs(last) + fabs(before) <= RESOLVED * scale + noise;
}

/* phi', to relative accuracy in its tails too: (1 - tanh)(1 + tanh) has none there. */
static double slope_at(const hodo_nonlinearity *shape, double s)
{
    const double cosine = cosh(s);
    return strcmp(shape->activation->name, "tanh") == 0 ? 1 / (cosine * cosine)
                                                        : shape->activation->derivative(s, shape->a, shape->b);
}

static double density(double z)
{
    return exp(-z * z / 2) / sqrt(2 * M_PI);
}

/* The three columns of one panel; whether they are resolved. */
static int fill(const hodo_nonlinearity *shape, double root, const span *on,
                double at[RMT_PANEL_NODES][RMT_PANEL_NODES], double *weight, double *value, double *slope)
{
    const hodo_activation *phi = shape->activation;
    const double outermost = root * fmax(fabs(on->lower), fabs(on->upper));
    const double centre = (on->lower + on->upper) / 2, half = (on->upper - on->lower) / 2;
    double mass[RMT_PANEL_NODES], farthest = 0, steepest = SLOPE_LEAST;
    for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
        const double z = centre + half * rmt_panel_node[i];
        value[i] = phi->value(root * z, shape->a, shape->b);
        slope[i] = slope_at(shape, root * z);
        mass[i] = density(z);
        weight[i] = half * rmt_panel_weight[i] * mass[i];
        farthest = fmax(farthest, fabs(value[i]));
        steepest = fmax(steepest, fabs(slope[i]));
    }
    return is_resolved(at, mass, 1, 0) && is_resolved(at, value, fmax(1, farthest), 0) &&
           is_resolved(at, slope, steepest, NOISE * (1 + outermost * outermost) * steepest);
}

static hodo_status columns_open(rmt_gaussian_panels *panels, hodo_error *error)
{
    double **column[COLUMNS] = {&panels->centre, &panels->half, &panels->weight, &panels->value,
                                &panels->slope};
    for (size_t c = 0; c < COLUMNS; c++) {
        *column[c] = malloc((size_t)PANELS_MOST * (c < 2 ? 1 : RMT_PANEL_NODES) * sizeof **column[c]);
        if (*column[c] == NULL) {
            return hodo_fail(error, HODO_NO_MEMORY,
                             "no memory for the means of an activation: close other programs");
        }
    }
    return HODO_OK;
}

hodo_status rmt_gaussian_panels_open(const hodo_nonlinearity *shape, double q, rmt_gaussian_panels *panels,
                                     hodo_error *error)
{
    *panels = (rmt_gaussian_panels){0};
    hodo_status status = columns_open(panels, error);
    span waiting[FIRST_PANELS + 64];
    size_t left = 0;
    for (; left < FIRST_PANELS; left++) { /* the first on top: panels ascend */
        const double share = (double)left / FIRST_PANELS, next = (double)(left + 1) / FIRST_PANELS;
        waiting[left] = (span){RMT_GAUSSIAN_REACH * (1 - 2 * next), RMT_GAUSSIAN_REACH * (1 - 2 * share)};
    }
    double sum = 0, at[RMT_PANEL_NODES][RMT_PANEL_NODES];
    legendre_at_nodes(at);
    while (status == HODO_OK && left > 0) {
        const span now = waiting[--left];
        const size_t first = panels->count * RMT_PANEL_NODES;
        double *const weight = panels->weight + first;
        if (fill(shape, sqrt(q), &now, at, weight, panels->value + first, panels->slope + first)) {
            panels->centre[panels->count] = (now.lower + now.upper) / 2;
            panels->half[panels->count++] = (now.upper - now.lower) / 2;
            for (size_t i = 0; i < RMT_PANEL_NODES; i++) {
                sum += weight[i];
            }
        } else {
            const double middle = (now.lower + now.upper) / 2;
            waiting[left++] = (span){middle, now.upper};
            waiting[left++] = (span){now.lower, middle};
        }
        if (panels->count == PANELS_MOST || left > FIRST_PANELS + 60) {
            status =
                hodo_fail(error, HODO_NUMERIC,
                          "%s is too rough for quadrature at length %g: its kinks need a row of closed forms",
                          shape->activation->name, q);
        }
    }
    for (size_t i = 0; status == HODO_OK && i < panels->count * RMT_PANEL_NODES; i++) {
        panels->weight[i] /= sum; /* 1 but for rounding */
    }
    if (status != HODO_OK) {
        rmt_gaussian_panels_close(panels);
    }
    return status;
}

void rmt_gaussian_panels_close(rmt_gaussian_panels *panels)
{
    free(panels->centre);
    free(panels->half);
    free(panels->weight);
    free(panels->value);
    free(panels->slope);
    *panels = (rmt_gaussian_panels){0};
}

double rmt_gaussian_small_exponent(const hodo_nonlinearity *shape, double q, const rmt_gaussian_panels *from,
                                   bool *crossed)
{
    *crossed = false;
    const double root = sqrt(q), z = RMT_GAUSSIAN_REACH, step = 1e-3;
    const hodo_activation *phi = shape->activation;
    double least = 1;
    for (int side = -1; side <= 1; side += 2) {
        const double outer = fabs(phi->derivative(side * root * (z + step), shape->a, shape->b));
        const double inner = fabs(phi->derivative(side * root * (z - step), shape->a, shape->b));
        const double fall = log(inner / outer) / step; /* -d ln d/dz: 2 ln over 2 steps */
        if (outer < inner && inner < 1e-3) {
            least = fmin(least, fall > 0 && isfinite(fall) ? z / fall : 1);
        }
    }
    for (size_t i = 1; i < from->count * RMT_PANEL_NODES; i++) {
        if (from->slope[i - 1] * from->slope[i] < 0) {
            least = fmin(least, 0.5);
            *crossed = true;
        }
    }
    return least;
}
