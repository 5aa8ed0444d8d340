/* Gaussian means of a smooth function of a pre-activation, E f(sqrt(q) z), z ~ N(0, 1): panels in z that are
 * halved until the activation, its derivative squared and the Gaussian density are Legendre series of 16 terms
 * to rounding; then Gauss-Legendre of 16 nodes integrates products of them to 1e-14. Gauss-Hermite would need
 * q^(1/2) times the nodes at every place, while an activation changes only where |s| is of order 1.
 *
 * A function with a jump or a kink never resolves: HODO_NUMERIC, and its row belongs into
 * rmt/jacobian/derivative_values.c.
 */
#ifndef RMT_GAUSSIAN_PANELS_H
#define RMT_GAUSSIAN_PANELS_H

#include "base/activation.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum { RMT_PANEL_NODES = 16 };

/* |z| beyond which the Gaussian weight, 1e-32, is left out. */
#define RMT_GAUSSIAN_REACH 12.0

/* Columns of (16 count,) entries, panel after panel. */
typedef struct rmt_gaussian_panels {
    size_t count;
    double *centre, *half;  /* (count,): of the panel, in z */
    double *weight;         /* Gauss-Legendre times the density; sums to 1 */
    double *value, *slope;  /* phi and phi' at sqrt(q) z */
} rmt_gaussian_panels;

/* q > 0. HODO_NUMERIC when phi is too rough or overflows, HODO_NO_MEMORY. */
hodo_status rmt_gaussian_panels_open(const hodo_nonlinearity *shape, double q, rmt_gaussian_panels *panels,
                                     hodo_error *error);
void rmt_gaussian_panels_close(rmt_gaussian_panels *panels);

/* alpha in P(phi'^2 < epsilon) ~ epsilon^alpha, from the tails of phi' and from its zeros, where phi'^2 is a
 * square; 1 at most. *crossed tells whether phi' changes its sign. */
double rmt_gaussian_small_exponent(const hodo_nonlinearity *shape, double q, const rmt_gaussian_panels *panels,
                                   bool *crossed);

/* Nodes and weights on [-1, 1], and the monomial coefficients (16,) of the polynomial through 16 values. */
extern const double rmt_panel_node[RMT_PANEL_NODES], rmt_panel_weight[RMT_PANEL_NODES];
void rmt_panel_polynomial(const double *values, double *coefficients);

#endif
