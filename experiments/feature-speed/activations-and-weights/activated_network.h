/* One draw of an MLP of a given activation and law of weights, and the angles of its features, before and
 * after the activation.
 *
 *   f_0 = x, |x| = 1,   f_1 = W_1 x,   h_l = phi(f_l),   f_l = W_l h_(l-1), l = 2 .. L - 1,   f_L = W_L
 * h_(L-1),
 *
 * W_1 ~ N(0, q) fixed, so that f_1 has variance q; W_2 .. W_(L-1) trained, Gaussian of variance s/m or
 * sqrt(s) times Haar, with s = q/E[phi^2] at length q: q is a fixed point of the length map without biases,
 * and chi = s E[phi'^2] is what it is; W_L ~ N(0, 1/m^2) fixed. One sample, one output, balanced steps of n =
 * L - 2 matrices.
 *
 * HELD lengths: every f_l is divided by its root mean square and multiplied by sqrt(q). Without it the length
 * of a finite network walks, and where E[phi^2]/q grows with q (gelu, silu) the fixed point repels and the
 * walk runs away.
 */
#ifndef HODO_EXPERIMENTS_ACTIVATED_NETWORK_H
#define HODO_EXPERIMENTS_ACTIVATED_NETWORK_H

#include "lab/experiment.h"
#include "rmt/angle/activation_layer.h"

/* "ACTIVATION/gaussian" or "ACTIVATION/orthogonal". HODO_INVALID names what is wrong. The shape of abrelu is
 * a = 1, b = 1/2: slopes 3/2 and 1/2. */
hodo_status activated_name(const char *name, hodo_nonlinearity *shape, bool *orthogonal, hodo_error *error);

/* The same with its kappa at length q > 0; two quadratures. */
hodo_status activated_layer(const char *name, double length, rmt_activation_layer *layer, hodo_error *error);

/* What keeps the length at q: s, and whether lengths are held, which the word says: "held", "free", or
 * "rule", held where the fixed point repels. HODO_INVALID for another word; errors of
 * rmt/jacobian/length_map.h. */
typedef struct activated_length {
    double q, weight_variance;
    bool held;
} activated_length;

hodo_status activated_length_at(const hodo_nonlinearity *shape, double q, const char *word,
                                activated_length *length, hodo_error *error);

/* Whether a network of this width and depth is likely to have an angle, and its mean of 1/cos^2 a value: where
 * phi' is 0 or one value, one layer in a hundred networks at most has fewer than three units on. HODO_INVALID
 * else. */
hodo_status activated_units_check(const hodo_nonlinearity *shape, double q, int64_t width, int64_t depth,
                                  hodo_error *error);

typedef struct activated_angles {
    double *pre, *post;  /* (L - 2,): 1/cos^2 of f_v and h_v, v = n + 1, above n trained matrices, at n - 1 */
    double growth, gain; /* of pre and of post, see activated_growth */
} activated_angles;

/* L, m and d are the cell's parameters, the draws its stream's, memory its arena's. */
hodo_status activated_network_measure(const hodo_cell *cell, const hodo_nonlinearity *shape, bool orthogonal,
                                      const activated_length *length, activated_angles *angles,
                                      hodo_error *error);

/* The two numbers of a network, from n = activated_fit_first(count) to count: growth is three times the
 * least-squares slope of pre against n, which tends to kappa; gain is the mean of post - pre, which tends to
 * F - 1 (rmt/angle/activation_layer.h). Of the theory's means as of a network's values. count >= 2. */
size_t activated_fit_first(size_t count);
double activated_growth(const double *pre, size_t count);
double activated_gain(const double *pre, const double *post, size_t count);

/* In nanoseconds of one core, as timed. */
double activated_network_cost(const hodo_cell *cell, const hodo_nonlinearity *shape, bool orthogonal);

#endif
