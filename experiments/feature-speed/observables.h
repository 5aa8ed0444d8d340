/* The observables of the feature-speed paper's first version, for one branch scale: against the
 * layer v, the rms of the aligned part of the feature velocity, of the velocity, and the sensitivity.
 * The MLP and the ResNet figure are this with different defaults. All three are multiplied by
 * |f_L - y| (measured_network.h). With balanced contributions and b_(L-1) = W_L^T (f_L - y),
 *
 *     aligned = n_v / (n g_v),   speed = aligned / cos(theta_v),   S_v = 1 / (g_v cos(theta_v)),
 *
 * n_v = v - 1 of n = L - 2 trained matrices, sigma_L = 1/m, and g_v = rms(b_v) / rms(b_(L-1)). */
#ifndef HODO_EXPERIMENTS_OBSERVABLES_H
#define HODO_EXPERIMENTS_OBSERVABLES_H

#include "lab/experiment.h"

extern const hodo_column observables_columns[], observables_theory_columns[];

hodo_status observables_compute(hodo_cell *cell, hodo_error *error);

/* g_v = 1 in a ResNet. In an MLP of finite width it drifts: the theory is its logarithm's mean, that of
 * a product of independent factors (2/m) chi^2_N, N ~ Bin(m, 1/2), exponentiated. */
hodo_status observables_theory(const hodo_run *run, hodo_table *table, hodo_error *error);

/* At a quarter, a half and the whole of the depth: the mean logarithms of aligned part and speed are as
 * predicted. */
hodo_status observables_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                               hodo_error *error);

#endif
