/* The empirical tangent kernel of a network at the edge of chaos on orthonormal inputs, and its limit. */
#ifndef CHAOS_KERNEL_H
#define CHAOS_KERNEL_H

#include "experiments/mlps-at-the-eoc/chaos_network.h"

/* Draws the network of the setting, whose inputs are n = setting->inputs and outputs 1, from the stream, and
 * kernel (n, n) <- K of the n unit vectors, all rates 1, gamma 1. Memory is the arena's. */
hodo_status chaos_kernel_measure(hodo_arena *arena, const chaos_network_setting *setting,
                                 const hodo_stream *stream, hodo_matrix kernel, hodo_error *error);

/* Multiply-adds of that, the draws counted as what takes as long. */
double chaos_kernel_cost(const chaos_network_setting *setting);

/* The means over inputs of K(x, x)/l and of (K(x, x)/l - 1)^2, and over pairs of K(x, x')/l. */
typedef struct chaos_kernel_entries {
    double diagonal, diagonal_square, off;
} chaos_kernel_entries;

chaos_kernel_entries chaos_kernel_summary(hodo_matrix kernel, size_t depth);

/* The limit at depth l of n orthonormal inputs: off the diagonal K/l, and the condition number. */
double chaos_limit_ratio(double delta, size_t depth);
double chaos_limit_condition(double delta, size_t depth, size_t n);

/* ||K - K_inf|| / ||K_inf||, spectral norms. */
hodo_status chaos_kernel_error(hodo_arena *arena, hodo_matrix kernel, double delta, size_t depth,
                               double *relative, hodo_error *error);

#endif
