#include "train/parametrization.h"

/* The rows. Deviations, multipliers and SGD rates are as published, but for one constant: the table of arXiv
 * 2311.18718 gives the input of its MLPs sqrt(2/d), where no phi comes before; ours is 1/sqrt(d), as its
 * experiments have it, so that the first preactivations are as large as all others. For other steps most
 * papers give no rule, and ours stand here; all come from one line. Let T be the size of a step over the
 * target of the spectral condition, ||Delta(a W)||_* = T sqrt(fan_out/fan_in), a the multiplier. A matrix
 * with entries of order 1 whose signs are coherent (rank one at batch 1) has norm sqrt(fan_out fan_in), an
 * orthogonal one has 1, so
 *
 *     a rate = T / fan_in (entrywise),      a rate = T sqrt(fan_out/fan_in) (orthogonal).
 *
 * Each row below says its T, read off its SGD rate: at batch 1 ||Delta(a W)||_* = a^2 rate ||g|| ||h||. */

#define CONSTANT(c) {.constant = (c)}
#define ONE CONSTANT(1.0)
#define NO_RULE CONSTANT(0.0)
#define POWERS(...) {.constant = 1.0, __VA_ARGS__}
#define FAN_IN(p) POWERS(.fan_in = (p))
#define WIDTH(p) POWERS(.width = (p))
#define RATIO(p) POWERS(.fan_out = (p), .fan_in = -(p))

#define REFUSED {.deviation = NO_RULE, .multiplier = NO_RULE, .rate = {NO_RULE, NO_RULE, NO_RULE}}
#define RATES(gradient, entrywise, orthogonal)                                                          \
    {[HODO_STEP_GRADIENT] = gradient, [HODO_STEP_ENTRYWISE] = entrywise, [HODO_STEP_ORTHOGONAL] = orthogonal}

/* All four roles alike. */
#define EVERYWHERE(...) {__VA_ARGS__, __VA_ARGS__, __VA_ARGS__, __VA_ARGS__}

/* sp. Muon's factor max(1, fan_out/fan_in)^1/2 is the published one (Jordan 2024). */
#define SP                                     \
    {.deviation = FAN_IN(-0.5),                \
     .multiplier = ONE,                        \
     .rate = RATES(ONE, ONE, POWERS(.fan_out = 0.5, .fan_in = -0.5, .narrowing = -0.5))}

/* ntp, a = fan_in^-1/2. T = width^-1/2 but for the readout, T = 1: features stand still, f moves. Entrywise
 * and orthogonal rates are ours. */
#define NTP                             \
    {.deviation = ONE,                  \
     .multiplier = FAN_IN(-0.5),        \
     .rate = RATES(ONE, POWERS(.fan_in = -0.5, .width = -0.5), POWERS(.fan_out = 0.5, .width = -0.5))}
#define NTP_OUTPUT               \
    {.deviation = ONE,           \
     .multiplier = FAN_IN(-0.5), \
     .rate = RATES(ONE, FAN_IN(-0.5), POWERS(.fan_out = 0.5))}

/* ntk is ntp with rates over L: with k = 1 output they are one at a given depth (eta_ntk = L eta_ntp), and
 * are not merged because which eta transfers across depth is what the table is for; with k > 1 they differ in
 * the readout too (||b_L||^2 = 1/k in the paper). T as of ntp, over L; ours. */
#define NTK                                                  \
    {.deviation = FAN_IN(-0.5),                              \
     .multiplier = ONE,                                      \
     .rate = RATES(POWERS(.fan_in = -1.0, .depth = -1.0),    \
                   POWERS(.fan_in = -1.0, .width = -0.5, .depth = -1.0), \
                   POWERS(.fan_out = 0.5, .fan_in = -0.5, .width = -0.5, .depth = -1.0))}
#define NTK_OUTPUT                                                        \
    {.deviation = RATIO(0.5),                                             \
     .multiplier = ONE,                                                   \
     .rate = RATES(POWERS(.fan_out = 1.0, .fan_in = -1.0, .depth = -1.0), \
                   POWERS(.fan_in = -1.0, .depth = -1.0),                 \
                   POWERS(.fan_out = 0.5, .fan_in = -0.5, .depth = -1.0))}

/* The feature-speed rows without multipliers: SGD rate (fan_out/fan_in) L^p, T = L^q; the other rates ours.
 * mf-mup: ||grad||^2 = d/m, 1, m/k for input, hidden, output, so T = L^-1.5. fsc: its b_{L-1} is larger by
 * sqrt(L), ||grad||^2 = L d/m, L, m/k, so T = L^-1.5, L^-1.5, L^-1. ResNet: d/m, beta^2 = 1/L in a branch,
 * m/k: T = 1/L, L^-1/2, 1/L, and its branch rate 1/(L beta^2) is 1. */
#define SPEED(deviation_, p, q)                                            \
    {.deviation = deviation_,                                              \
     .multiplier = ONE,                                                    \
     .rate = RATES(POWERS(.fan_out = 1.0, .fan_in = -1.0, .depth = (p)),   \
                   POWERS(.fan_in = -1.0, .depth = (q)),                   \
                   POWERS(.fan_out = 0.5, .fan_in = -0.5, .depth = (q)))}
#define SPEED_READOUT(p) POWERS(.fan_out = 0.5, .fan_in = -1.0, .depth = (p))
#define FSC_ROLES                                                                              \
    {[HODO_INPUT] = SPEED(FAN_IN(-0.5), -2.0, -1.5), [HODO_HIDDEN] = SPEED(FAN_IN(-0.5), -2.0, -1.5), \
     [HODO_BRANCH] = REFUSED, [HODO_OUTPUT] = SPEED(SPEED_READOUT(0.5), -1.0, -1.0)}

/* mup in the form of arXiv 2410.04642: every SGD rate is N. T = 1. A branch beside beta = L^-alpha has
 * SGD rate L^(2 alpha - 1) (L blocks add coherently, each beta^2 rate) and Adam L^(alpha - 1) (each beta
 * rate); orthogonal as Adam, ours. */
#define MUP(p, q)                                                                            \
    {.deviation = ONE,                                                                       \
     .multiplier = FAN_IN(-0.5),                                                             \
     .rate = RATES(POWERS(.width = 1.0, .depth = (p)), POWERS(.fan_in = -0.5, .depth = (q)), \
                   POWERS(.fan_out = 0.5, .depth = (q)))}
#define MUP_OUTPUT               \
    {.deviation = ONE,           \
     .multiplier = FAN_IN(-1.0), \
     .rate = RATES(WIDTH(1.0), ONE, POWERS(.fan_out = 0.5, .fan_in = 0.5))}
#define MUP_ROLES(branch_gradient, branch_other)                            \
    {[HODO_INPUT] = MUP(0.0, 0.0),                                          \
     [HODO_HIDDEN] = MUP(0.0, 0.0),                                         \
     [HODO_BRANCH] = MUP(branch_gradient, branch_other),                    \
     [HODO_OUTPUT] = MUP_OUTPUT}

/* spectral, T = 1 by construction. */
#define SPECTRAL                                              \
    {.deviation = POWERS(.fan_in = -0.5, .narrowing = 0.5),   \
     .multiplier = ONE,                                       \
     .rate = RATES(RATIO(1.0), FAN_IN(-1.0), RATIO(0.5))}
/* The step is divided by its norm, of whatever kind it is. */
#define SPECTRAL_DIRECT \
    {.deviation = RATIO(0.5), .multiplier = ONE, .rate = RATES(RATIO(0.5), RATIO(0.5), RATIO(0.5))}
#define FROBENIUS_RELATIVE {.deviation = FAN_IN(-0.5), .multiplier = ONE, .rate = RATES(ONE, ONE, ONE)}

/* nup (ours throughout, a reconstruction): b is of norm N^-1/2 at every layer, so with a^2 rate = N/fan_in a
 * step has ||Delta|| = sqrt(N/fan_in): T = sqrt(N/fan_out), which falls as l^-p/2 where the width grows as
 * l^p. Readout: a^2 rate = 1/fan_in, T = 1. */
#define NUP                             \
    {.deviation = ONE,                  \
     .multiplier = FAN_IN(-0.5),        \
     .rate = RATES(WIDTH(1.0), POWERS(.fan_in = -0.5, .fan_out = -0.5, .width = 0.5), WIDTH(0.5))}
#define NUP_OUTPUT                                      \
    {.deviation = ONE,                                  \
     .multiplier = POWERS(.fan_in = -0.5, .width = -0.5), \
     .rate = RATES(WIDTH(1.0), POWERS(.fan_in = -0.5, .width = 0.5), POWERS(.fan_out = 0.5, .width = 0.5))}

const hodo_parametrization hodo_parametrizations[] = {
    {.name = "sp",
     .doc = "standard: deviation fan_in^-1/2, rate 1 (Muon: max(1, fan_out/fan_in)^1/2)",
     .role = EVERYWHERE(SP),
     .branch_scale = ONE},
    {.name = "ntp",
     .doc = "neural tangent: deviation 1, multiplier fan_in^-1/2, rate 1 (Jacot et al. 2018)",
     .role = {[HODO_INPUT] = NTP, [HODO_HIDDEN] = NTP, [HODO_BRANCH] = NTP, [HODO_OUTPUT] = NTP_OUTPUT},
     .branch_scale = ONE},
    {.name = "ntk",
     .doc = "neural tangent with rates 1/L, no multipliers (arXiv 2311.18718, row NTK)",
     .role = {[HODO_INPUT] = NTK, [HODO_HIDDEN] = NTK, [HODO_BRANCH] = REFUSED, [HODO_OUTPUT] = NTK_OUTPUT},
     .branch_scale = NO_RULE,
     .plain_readout = true},
    {.name = "mup",
     .doc = "maximal update: multipliers fan_in^-1/2 and 1/fan_in, SGD rate N (arXiv 2410.04642)",
     .role = MUP_ROLES(0.0, 0.0),
     .branch_scale = ONE},
    {.name = "mf-mup",
     .doc = "mean field + muP with depth exponents: rates L^-1.5 (arXiv 2311.18718, row MF+muP)",
     .role = {[HODO_INPUT] = SPEED(FAN_IN(-0.5), -1.5, -1.5),
              [HODO_HIDDEN] = SPEED(FAN_IN(-0.5), -1.5, -1.5),
              [HODO_BRANCH] = REFUSED,
              [HODO_OUTPUT] = SPEED(SPEED_READOUT(0.0), -1.5, -1.5)},
     .branch_scale = NO_RULE,
     .plain_readout = true},
    {.name = "fsc",
     .doc = "feature speed control, rates and readout measured (arXiv 2311.18718, Prop. 4.1)",
     .role = FSC_ROLES,
     .branch_scale = NO_RULE,
     .plain_readout = true,
     .automatic = HODO_AUTOMATIC_FSC},
    {.name = "fsc-static",
     .doc = "feature speed control by its table: rates L^-2, readout sqrt(L)/m (arXiv 2311.18718, row FSC)",
     .role = FSC_ROLES,
     .branch_scale = NO_RULE,
     .plain_readout = true},
    {.name = "fsc-resnet",
     .doc = "feature speed control of a ResNet by its table, branch L^-1/2 (arXiv 2311.18718)",
     .role = {[HODO_INPUT] = SPEED(FAN_IN(-0.5), -1.0, -1.0),
              [HODO_HIDDEN] = REFUSED,
              [HODO_BRANCH] = SPEED(FAN_IN(-0.5), 0.0, -0.5),
              [HODO_OUTPUT] = SPEED(SPEED_READOUT(0.0), -1.0, -1.0)},
     .branch_scale = POWERS(.depth = -0.5),
     .plain_readout = true},
    {.name = "spectral",
     .doc = "spectral condition: rate fan_out/fan_in, Adam 1/fan_in (arXiv 2310.17813, Parametrization 1)",
     .role = EVERYWHERE(SPECTRAL),
     .branch_scale = ONE},
    {.name = "spectral-direct",
     .doc = "spectral condition by normalising W and its steps by their spectral norms (arXiv 2310.17813)",
     .role = EVERYWHERE(SPECTRAL_DIRECT),
     .branch_scale = ONE,
     .norm = HODO_NORM_SPECTRAL,
     .spectral_initial = true},
    {.name = "frobenius-relative",
     .doc = "steps of a given fraction of ||W||_F, as LARS (arXiv 2310.17813, for contrast)",
     .role = EVERYWHERE(FROBENIUS_RELATIVE),
     .branch_scale = ONE,
     .norm = HODO_NORM_FROBENIUS_RELATIVE},
    {.name = "nup",
     .doc = "normalised update, widths l^2 N, rate N (ours: our reconstruction of arXiv 2502.13110)",
     .role = {[HODO_INPUT] = NUP, [HODO_HIDDEN] = NUP, [HODO_BRANCH] = REFUSED, [HODO_OUTPUT] = NUP_OUTPUT},
     .branch_scale = NO_RULE,
     .width_growth = 2.0,
     .richness = 1.0},
    {.name = "depth-mup",
     .doc = "mup with branches L^-1/2, branch rate 1, Adam L^-1/2 (arXiv 2310.02244)",
     .role = MUP_ROLES(0.0, -0.5),
     .branch_scale = POWERS(.depth = -0.5)},
    {.name = "completep",
     .doc = "mup with branches 1/L, branch Adam rate 1 (arXiv 2505.01618), SGD L (ours)",
     .role = MUP_ROLES(1.0, 0.0),
     .branch_scale = POWERS(.depth = -1.0)},
    {.name = NULL},
};
