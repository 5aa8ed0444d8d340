/* The two rows of free convolution, and what its files share. Only rmt/convolution*.c include this.
 *
 * Complex side (convolution_solve.c): lambda1 + lambda2 + s(u) = tau(z) with u = phi1(W1) = phi2(W2).
 *     sum:      lambda = W,      phi = 1/G,           s = -u,     tau = z,      h = lambda + s = A
 *     product:  lambda = log W,  phi = 1 - 1/(W G),   s = log u,  tau = log z,  h = log A
 * Real side (convolution_edges.c): v = G or W G - 1, and A = W - 1/G, which is regular at W = infinity. On an
 * outer gap A stands for W; with n of the two gaps outer and a_j = A_j (outer) or W_j (inner),
 *     sum:      z = a1 + a2 + (n - 1)/v
 *     product:  z = a1 a2 ((1 + v)/v)^(n - 1)
 * since A = W - 1/v in a sum and A = W v/(1 + v) in a product. Nothing cancels at infinity. */
#ifndef RMT_CONVOLUTION_OPERATION_H
#define RMT_CONVOLUTION_OPERATION_H

#include "rmt/convolution/convolution.h"
#include "rmt/law/complex_log.h"

#include <stdbool.h>

/* A measure from far, beyond 4 radii of its support, where W and 1/G cancel: with y = radius/(W - centre) and
 * the moments m_k of (x - centre)/radius,
 *     G = y D/radius,  D = sum m_k y^k,  B = (D - 1)/y,  A = W - 1/G = centre + radius B/D,
 *     W G - 1 = y (centre D/radius + B). */
enum { RMT_FAR_MOMENTS = 32 };

typedef struct rmt_far {
    double centre, radius;
    double moment[RMT_FAR_MOMENTS + 1];
} rmt_far;

typedef struct rmt_far_point {
    double complex d, d_slope, b, b_slope, a, a_slope; /* slopes in y */
} rmt_far_point;

/* lower and upper: the hull of the support; without an atom at 0 for a product (positive). */
void rmt_far_make(rmt_far *far, const rmt_measure *measure, double lower, double upper, bool positive);
bool rmt_far_reaches(const rmt_far *far, double complex w);
rmt_far_point rmt_far_at(const rmt_far *far, double complex y);

/* u and h = lambda + s(u) at one measure, with slopes in lambda. */
typedef struct rmt_terms {
    double complex u, u_slope, h, h_slope;
} rmt_terms;

struct rmt_convolution_operation {
    const char *name, *doc;
    bool positive; /* the product: supports on x >= 0, an atom at 0 is invisible to v */

    double complex (*plane)(double complex lambda); /* W */
    double complex (*chart)(double complex w);      /* lambda; also tau(z) */
    rmt_terms (*terms)(double complex w, rmt_cauchy cauchy);
    rmt_terms (*far_terms)(double complex w, double complex a, double complex a_slope); /* from A and dA/dW */
    double complex (*cauchy)(double complex z, double complex u);                       /* G of the result */
    /* lambda at a z far away, from the mean of the other measure. */
    double complex (*guess)(double complex z, double other_mean);

    /* z(v) and dz/dv of a pair of gaps from a_j and da_j/dv. */
    void (*join)(const double a[2], const double slope[2], int outer, double v, double *z, double *z_slope);
    double (*atom)(double first, double second); /* where two atoms go */
    /* dx of the result over dx of the other measure when one is an atom: 1, place */
    double (*unit)(double place);
};

struct rmt_convolution {
    const rmt_convolution_operation *operation;
    const rmt_measure *measure[2];
    double mean[2];
    rmt_far far[2];
    rmt_atom *atoms; /* (atom_count) */
    size_t atom_count;
    rmt_interval intervals[RMT_MEASURE_INTERVALS_MOST]; /* exponent NAN while it is not known */
    size_t interval_count;
    double radius; /* half the length of the hull of the support */
    /* one measure is a single atom: the other, shifted (sum) or scaled; NULL otherwise */
    const rmt_measure *moved;
    double move, unit; /* the atom's place; dx over dx of `moved` */
};

/* Where a solution stands: lambda1, lambda2 at tau. */
typedef struct rmt_subordination {
    double complex lambda[2];
    double complex u;
    double complex slope[2]; /* d lambda / d tau */
    double complex tau;
    bool solved;
} rmt_subordination;

/* Solves at z, starting from *at when at->solved, by continuation from far above z otherwise. False when it
 * failed. */
bool rmt_subordination_solve(const rmt_convolution *convolution, double complex z, rmt_subordination *at);

/* z in the line of `moved`. */
static inline double complex rmt_convolution_back(const rmt_convolution *convolution, double complex z)
{
    return convolution->operation->positive ? z / convolution->move : z - convolution->move;
}

/* Fills atoms; and, when a measure is a single atom, moved, move, unit and intervals. */
hodo_status rmt_convolution_find_atoms(rmt_convolution *convolution, hodo_error *error);
void rmt_convolution_find_move(rmt_convolution *convolution);

/* Fills intervals (exponents 1/2 at critical points, NAN elsewhere) and radius; atoms are there already. */
hodo_status rmt_convolution_find_edges(rmt_convolution *convolution, hodo_error *error);

#endif
