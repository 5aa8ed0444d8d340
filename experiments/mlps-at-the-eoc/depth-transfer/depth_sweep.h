/* One network of arXiv 2502.13110 of a given depth and growth of widths: its final loss at many rates, its best
 * rate, and how far each layer moves; beside them the same of infinite width (kernel_descent.h).
 *
 * Outputs are centred, N = (h_l - h_l at the start)/gamma with gamma = m^(q/2), or 1, or sqrt(m_{l-1}); loss
 * 1/(2n) sum (N - y)^2, the whole set at every step, eta = eta0 m^q: our reconstruction. Rates are given and
 * found as eta0. Networks of a trial see the same data, whatever their depth and growth.
 */
#ifndef DEPTH_SWEEP_H
#define DEPTH_SWEEP_H

#include "experiments/mlps-at-the-eoc/chaos_network.h"
#include "data/two_classes.h"
#include "train/rate_search.h"

typedef struct depth_setting {
    chaos_network_setting network; /* its inputs are those of the data: not read */
    hodo_two_classes_setting data;      /* rows are scaled to norm 1 */
    chaos_gamma gamma;
    double richness; /* q of eta = eta0 m^q */
    size_t steps;
} depth_setting;

/* Neighbours stand an octave apart, less than best rates of one depth scatter; a search ends a fifth above the
 * least loss on either side. */
#define DEPTH_SWEEP_FACTOR 2.0
#define DEPTH_SWEEP_RISE 0.2
enum { DEPTH_SWEEP_FIRST = 4, DEPTH_SWEEP_MORE = 2, DEPTH_SWEEP_MOST = 20 };

/* The first step by which layers are measured, over the edge of stability: small, so that it is linear. */
#define DEPTH_SWEEP_SMALL 0.01

typedef struct depth_sweep {
    hodo_rate_search found, law; /* of the network; of the limiting kernel at the same rates of the same grid */
    double edge;                 /* 2 n/lambda_max of the limiting kernel */
    double *first;               /* (l - 1,) rms(h_k' - h_k)/eta0 of a small first step, k = 1 .. l - 1 */
    double *first_law, *first_plain; /* (l - 1,) the same by first_move.h */
    double *moved; /* (l - 1,) rms(h_k - h_k at the start) after all steps at the best rate tried */
    double *law_rates, *law_losses; /* (DEPTH_SWEEP_LINE,) the limiting kernel's curve */
} depth_sweep;
enum { DEPTH_SWEEP_LINE = 48 };

/* For hodo_experiment.check. HODO_INVALID. */
hodo_status depth_sweep_check(const depth_setting *setting, hodo_error *error);

/* The width of a network of this setting that has as nearly as can be as many weights as one of growth
 * `reference` at the setting's width. */
size_t depth_sweep_matched_width(const depth_setting *setting, double reference);

/* Everything in the arena. Errors of the data, the network, the kernel and the search. */
hodo_status depth_sweep_run(hodo_arena *arena, const depth_setting *setting, const hodo_stream *stream,
                            depth_sweep *made, hodo_error *error);

/* Multiply-adds of such a sweep. */
double depth_sweep_cost(const depth_setting *setting);

#endif
