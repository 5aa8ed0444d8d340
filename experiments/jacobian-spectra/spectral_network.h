/* The networks whose Jacobians are drawn: a row a family, named on the command line as FAMILY/NUMBER.
 *
 *     relu/L              f_l = V phi(f_(l-1)), Gaussian, gain^2 = 2: L factors V D
 *     orthogonal-relu/L   the same with Haar matrices, gain^2 = 2
 *     erf/L               Gaussian; the length q stands still: gain^2 = q/E phi(sqrt(q) z)^2
 *     isometry/s2         hard-tanh, Haar, at the length where layers * (1/p - 1) = s2, q standing still as
 * above critical/s2         the same with the critical gain^2 = 1/p: without biases no length is then steady, q
 * drifts resnet/c            f_l = sqrt(1 - beta^2) f_(l-1) + beta V f_(l-1), beta = c/sqrt(layers), Gaussian
 *
 * J = d f_(1+n)/d f_1 through n factors (n = L, or the parameter `layers`). Spectra are of J J^T / scale with
 * scale the mean of tau(J J^T) that the length map predicts: 1 where the gain is critical and the length
 * steady, chi^n with chi = gain^2 E phi'^2 where q stands still off criticality, the product of gain^2 p(q_l)
 * along the drifting lengths. The length of f_1 is q exactly: the input is scaled after W_1 is drawn.
 */
#ifndef HODO_EXPERIMENTS_SPECTRAL_NETWORK_H
#define HODO_EXPERIMENTS_SPECTRAL_NETWORK_H

#include "lab/experiment.h"

#include <stdbool.h>

enum { SPECTRAL_LAW_SIZE = 128, SPECTRAL_ID_SIZE = 48 };

typedef struct spectral_family spectral_family; /* a row of the table */

typedef struct spectral_network {
    const spectral_family *family;
    double number;               /* after the '/' */
    size_t factors;              /* n */
    double length;               /* q of f_1 */
    double gain; /* standard deviation of an entry of V times sqrt(m), or the factor of a Haar matrix */
    double branch_scale;         /* 1 for an MLP */
    double scale;                /* predicted mean of tau(J J^T) */
    double mask_variance; /* E phi'^4/(E phi'^2)^2 - 1 of a layer; sum over layers / m is Var tau(J J^T) */
    double closed;               /* fraction of units that masks close, 0 for smooth activations */
    char law[SPECTRAL_LAW_SIZE]; /* of J J^T / scale, as hodo-rmt takes it */
} spectral_network;

/* Reads FAMILY/NUMBER; `layers` is the n of families that have none of their own, `length` the q of erf.
 * HODO_INVALID names the families. */
hodo_status spectral_network_read(const char *text, size_t layers, double length, spectral_network *network,
                                  hodo_error *error);

/* The same for a figure against depth: a name without '/' gets this depth, one with a number this many layers;
 * lengths that are free are 1. */
hodo_status spectral_network_at_depth(const char *text, int64_t depth, spectral_network *network,
                                      hodo_error *error);

/* "relu-8", "resnet-0p5": for ids of claims. */
void spectral_network_id(const char *text, char id[SPECTRAL_ID_SIZE]);

/* Whether the family is the named one: "relu". */
bool spectral_network_is(const spectral_network *network, const char *family);

/* Draws the network from the cell's stream in double, and measures values (width,): the eigenvalues of J J^T /
 * scale, ascending. Memory is the cell's. */
hodo_status spectral_network_measure(const hodo_cell *cell, const spectral_network *network, size_t width,
                                     double *values, hodo_error *error);

/* Whether its spectrum is of order 1 with an atom at the top, which a logarithmic axis hides. */
bool spectral_network_narrow(const spectral_network *network);

/* E max(R - least, 0) of the fraction R of zeros at this width: masks of n layers leave min N_l of m units
 * open, the N_l binomial and independent (exactly so for ReLU). With least = 0 the mean of R, which lies above
 * the law's atom 1 - p by order sqrt(ln n/m). 0 where no unit is ever closed. */
double spectral_network_zero_excess(const spectral_network *network, size_t width, double least);

/* Exact Var tau(J J^T)/scale^2 at this width for relu and resnet; for the others what their masks make, without
 * the weights' part of order (n/m)^2. */
hodo_status spectral_network_trace_variance(const spectral_network *network, int64_t width, double *variance,
                                            hodo_error *error);

/* Exact E tau((J J^T)^2) at this width for relu and resnet; NaN for the others. */
hodo_status spectral_network_second_moment(const spectral_network *network, int64_t width, double *moment,
                                           hodo_error *error);

/* Multiply-adds of a measurement. */
double spectral_network_cost(const spectral_network *network, size_t width);

#endif
