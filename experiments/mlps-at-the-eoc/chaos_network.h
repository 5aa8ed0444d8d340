/* The network of arXiv 2502.13110: an MLP at the edge of chaos, in the neural tangent parametrization, with
 * widths that may grow with depth.
 *
 *     h_1 = W_1 x,    h_k = sigma m_{k-1}^-1/2 W_k phi(h_{k-1}),  k = 2 .. l,    N = h_l / gamma
 *     phi(s) = a s + b |s|,  sigma = (a^2 + b^2)^-1/2,  all W ~ N(0, 1), no biases, inputs with ||x|| = 1
 *     m_k = round(k^p m) for k < l,  m_l = outputs
 *
 * so that every preactivation of an input of norm 1 is N(0, 1) at the start, whatever the widths. All rates are
 * 1: gradient flow of N with gamma = 1 has the tangent kernel whose limit is rmt/ntk/tangent_limit.h. abs is
 * (a, b) = (0, 1), ReLU (1/2, 1/2); Delta = b^2/(a^2 + b^2).
 *
 * gamma is no part of the architecture: a cohort divides by it (train/cohort.h: f~ = f / gamma, or (f - f_0) /
 * gamma where it is centred), so that cells of any gamma share their weights. The exponents are those of our
 * reconstruction of the paper's parametrization: gamma = m^(q/2) and one global rate eta = eta0 m^q, q = 0 lazy
 * and q = 1 rich; gamma may be the square root of the last hidden width m_{l-1} instead.
 *
 * Features are numbered as in net/model.h: 0 is x, k is h_k, l is the output. Weight layer k - 1 is W_k and
 * draws tensor k - 1 of the stream.
 */
#ifndef CHAOS_NETWORK_H
#define CHAOS_NETWORK_H

#include "net/model.h"
#include "net/network.h"

typedef enum chaos_gamma {
    CHAOS_GAMMA_ONE = 0, /* 1 */
    CHAOS_GAMMA_WIDTH,   /* sqrt(m) */
    CHAOS_GAMMA_LAST     /* sqrt(m_{l-1}) */
} chaos_gamma;

typedef struct chaos_network_setting {
    double a, b;                          /* of phi; not both 0 */
    size_t inputs, width, depth, outputs; /* d, m, l >= 2, m_l (0: 1) */
    double growth;                        /* p >= 0; 0 keeps all hidden widths m */
    hodo_precision precision;             /* HODO_FLOAT unless said */
} chaos_network_setting;

typedef struct chaos_network {
    chaos_network_setting setting; /* defaults filled in */
    hodo_architecture architecture;
    hodo_network network; /* drawn; its rates are all 1: NULL where rates are asked */
} chaos_network;

/* For hodo_experiment.check: HODO_INVALID for a phi that is 0 or not finite, a growth outside [0, 4], a depth
 * below 2, a width of 0 or one that overflows. */
hodo_status chaos_network_check(const chaos_network_setting *setting, hodo_error *error);

/* Shapes and multipliers in the arena, no weights. */
hodo_status chaos_network_plan(hodo_arena *arena, const chaos_network_setting *setting,
                               hodo_architecture *architecture, hodo_error *error);

/* *made refers to itself: it does not move. Errors as above and HODO_NO_MEMORY. */
hodo_status chaos_network_open(hodo_arena *arena, const chaos_network_setting *setting,
                               const hodo_stream *stream, chaos_network *made, hodo_error *error);

/* m_k, 1 <= k <= l; of a setting that the check lets pass. */
size_t chaos_network_width(const chaos_network_setting *setting, size_t k);

/* Delta = b^2/(a^2 + b^2): 1 for abs, 1/2 for ReLU. */
double chaos_network_delta(const chaos_network_setting *setting);

/* gamma, and the step eta = eta0 m^rate_power that goes into a cohort's cell (rate_power is q). */
double chaos_network_gamma(const chaos_network_setting *setting, chaos_gamma gamma);
double chaos_network_eta(const chaos_network_setting *setting, double rate_power, double eta0);

/* Number of weights, and multiply-adds of one step of full-batch gradient descent on `samples` rows (forward,
 * backward, update; W_1 without its backward product): what cost functions are sums of. */
double chaos_network_weights(const chaos_network_setting *setting);
double chaos_network_step_cost(const chaos_network_setting *setting, size_t samples);

#endif
