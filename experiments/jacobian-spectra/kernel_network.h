/* The networks whose backward-to-feature kernels are drawn: a row a family, named on the command line as
 * FAMILY/NUMBER.
 *
 *     linear/V        f_l = W f_{l-1}, entries of variance 1/m, V trained matrices below the last feature
 *     relu/V          f_l = W relu(f_{l-1}), variance 2/m
 *     resnet/c        f_l = sqrt(1 - beta^2) f_{l-1} + beta W f_{l-1}, variance 1/m, n = `layers` matrices
 *     relu-resnet/c   the same with relu in the branch, variance 2/m
 *
 * The residual branch scale is that at which the second moment of n layers is the one of the continuum of scale
 * c: for the linear branch 2 beta^2 - beta^4 = 4 n c^2/((n-1)(2n-1)), which leaves the continuum's higher
 * moments to within O(1/n); relu-resnet has the same beta, so that the masks alone differ (beta = c/sqrt(n) (1
 * + O(1/n))).
 *
 * Measured is K = |b|^2 sum_k eta_k (d f/d W_k)(d f/d W_k)^T at the last feature f, b the backward vector,
 * eta_k the balanced rates: K = (1/n) sum_k (|b|/|b_k|)^2 J_k J_k^T, so that b^T K b = |b|^2 exactly, every
 * eigenvalue is at least 1/n, and tau(K) = 1 at infinite width, where |b_k| = |b|.
 */
#ifndef HODO_EXPERIMENTS_KERNEL_NETWORK_H
#define HODO_EXPERIMENTS_KERNEL_NETWORK_H

#include "lab/experiment.h"

#include <stdbool.h>

enum { KERNEL_LAW_SIZE = 64, KERNEL_ID_SIZE = 48 };

typedef struct kernel_family kernel_family; /* a row of the table */

typedef struct kernel_network {
    const kernel_family *family;
    double number;             /* after the '/' */
    size_t layers;             /* n trained matrices below the last feature; depth L = n + 2 */
    double branch_scale;       /* beta; 1 for an MLP */
    bool residual, masked;
    char law[KERNEL_LAW_SIZE]; /* of K, as hodo-rmt takes it; "" where no density is known (relu-resnet) */
} kernel_network;

/* What is measured of one draw. */
typedef struct kernel_measurement {
    double *values;         /* (width,) eigenvalues of K, ascending */
    double mean;            /* tau(K) */
    double spectrum_square; /* tan^2 of the angle that the spectrum gives: tau(K^2)/tau(K)^2 - 1 */
    /* What isotropic b make of ln(1/cos^2) minus ln(tau(K^2)/tau(K)^2), to first order in 1/m, for these
     * eigenvalues: (2 (M_2 - 1) - (M_4/M_2^2 - 1))/m, M_p = tau(K^p)/tau(K)^p: half the variances of b^T K^2 b
     * and b^T K b. */
    double isotropic_gap;
    double direct_square; /* tan^2 of the angle between the velocity and -b, from the exact tangent of the
                           * pass */
} kernel_measurement;

/* Reads FAMILY/NUMBER; `layers` is the n of residual families. HODO_INVALID names the families and the
 * limits. */
hodo_status kernel_network_read(const char *text, size_t layers, kernel_network *network, hodo_error *error);

/* "relu" */
const char *kernel_network_family(const kernel_network *network);

/* "relu-8", "resnet-0p5": for ids of claims. */
void kernel_network_id(const char *text, char id[KERNEL_ID_SIZE]);

/* Draws the network from the cell's stream in double, and measures. Memory is the cell's. */
hodo_status kernel_network_measure(const hodo_cell *cell, const kernel_network *network, size_t width,
                                   kernel_measurement *measurement, hodo_error *error);

/* tan^2 of the angle at infinite width and this n: exact for all four families. */
hodo_status kernel_network_tangent_square(const kernel_network *network, double *tangent_square,
                                          hodo_error *error);

/* Of an experiment with the parameters network, layers and m: the network of a cell, whether there is one, and
 * the multiply-adds of its measurement at width m. */
hodo_status kernel_cell_network(const hodo_cell *cell, kernel_network *network, hodo_error *error);
hodo_status kernel_cell_check(const hodo_cell *cell, hodo_error *error);
double kernel_cell_cost(const hodo_cell *cell);

#endif
