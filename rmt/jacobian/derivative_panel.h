/* One panel of a derivative law (rmt/jacobian/derivative_law.h): nodes, and polynomials for poles that are
 * near.
 *
 * d = s^2, s = phi'/sqrt(E phi'^2), and a pole is a root of s(u) = +-sqrt(w): simple where phi' changes its
 * sign and d has a double zero. Numbers are kept relative to `base`: d - 1 and s - 1 on a panel where d is near
 * 1, so that networks near isometry keep their digits; d and s themselves where it is not, so that small
 * derivatives do.
 */
#ifndef RMT_DERIVATIVE_PANEL_H
#define RMT_DERIVATIVE_PANEL_H

#include "rmt/jacobian/gaussian_panels.h"

#include <complex.h>

typedef struct rmt_derivative_panel {
    double base;                     /* 1 or 0 */
    double d[RMT_PANEL_NODES];       /* d - base */
    double weight[RMT_PANEL_NODES];  /* of the mean */
    double s_poly[RMT_PANEL_NODES];  /* s - base as a polynomial in u on [-1, 1] */
    double f_poly[RMT_PANEL_NODES];  /* the density of u, weight[i] = rmt_panel_weight[i] f(u_i) */
    /* On the ellipse where poles are subtracted: |s - base - middle| <= reach, and |s| >= least. */
    double middle, reach, least;
} rmt_derivative_panel;

/* Fills the panel from phi' and the weights at its nodes; root_mean = sqrt(E phi'^2). */
void rmt_derivative_panel_fill(rmt_derivative_panel *panel, const double *slope, const double *weight,
                               double root_mean);

/* The least d at its nodes, and the greatest d on the panel. */
double rmt_derivative_panel_least(const rmt_derivative_panel *panel);
double rmt_derivative_panel_most(const rmt_derivative_panel *panel);

/* What poles of 1/(w - d) near the panel add to its sum, and the derivative in w; v = w - 1, root = sqrt(w), in
 * the closed upper half-plane. Zero when there are none. */
void rmt_derivative_panel_correct(const rmt_derivative_panel *panel, double complex v, double complex root,
                                  double complex *correction, double complex *derivative);

/* The panel's part of E[ln(1 - d/w)]. */
double complex rmt_derivative_panel_potential(const rmt_derivative_panel *panel, double complex w,
                                              double complex v);

#endif
