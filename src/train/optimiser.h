/* Optimisers: from the gradient that a pass has just computed to the next weights. To add one, write a
 * file like sgd.c and name its row in optimiser.c.
 *
 *     sgd        W <- W - r G
 *     momentum   M <- mu M + G (dampening 0), W <- W - r M; with Nesterov, W <- W - r (G + mu M)
 *     adam       Kingma and Ba 2015, with bias correction; epsilon outside of the root
 *     sign-sgd   W <- W - r sign(M), M <- mu M + G (mu = 0: the plain sign of the gradient)
 *     muon       M <- mu M + G, Nesterov; W <- W - r Q, Q the Newton-Schulz polar factor (newton_schulz.h)
 *
 * r = eta * rate_k, and the step may first be divided by a norm (hodo_step_norm). SGD adds its gradient
 * into the weights inside one GEMM: no gradient is stored. State lies in the arena; a step allocates
 * nothing. All in the network's precision.
 */
#ifndef HODO_TRAIN_OPTIMISER_H
#define HODO_TRAIN_OPTIMISER_H

#include "net/gradient.h"
#include "train/parametrization.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An optimiser of one network, with its state. */
typedef struct hodo_optimiser hodo_optimiser;

/* A row of the table. */
typedef struct hodo_optimiser_kind hodo_optimiser_kind;

/* What all optimisers may be told; a negative number stands for the row's own default. What a row does not have
 * (the momentum of adam) stays negative: to set it is refused. */
typedef struct hodo_optimiser_settings {
    const hodo_optimiser_kind *kind; /* a row of hodo_optimisers */
    double momentum;                 /* mu, in [0, 1) */
    double beta1;                    /* of Adam's mean of gradients, in [0, 1) */
    double beta2;                    /* of Adam's mean of squares, in [0, 1) */
    double epsilon;                  /* added to Adam's denominator, > 0 */
    int nesterov;                    /* 0 or 1 */
    int newton_schulz_steps;         /* of Muon, 1 .. 1000 */
    hodo_step_norm norm;             /* HODO_NORM_NONE: as the optimiser is */
} hodo_optimiser_settings;

extern const hodo_optimiser_kind *const hodo_optimisers[]; /* all rows, ended by NULL */

/* The settings of the row called `name`, all defaults; kind NULL, with HODO_INVALID and the list of names in
 * *error, for no row. */
hodo_optimiser_settings hodo_optimiser_find(const char *name, hodo_error *error);

/* The name of a row: "sgd", "momentum", "adam", "sign-sgd", "muon". */
const char *hodo_optimiser_name(const hodo_optimiser_kind *kind);

/* One line on a row, for --help. */
const char *hodo_optimiser_doc(const hodo_optimiser_kind *kind);

/* Which of a parametrization's rates belongs to its steps. */
hodo_step_kind hodo_optimiser_step_kind(const hodo_optimiser_kind *kind);

/* An optimiser of the trained weights of `network` (one member, outlives the optimiser), with zero state. NULL
 * with *error: HODO_INVALID for no kind, a family, a number out of its range or one that the row does not have,
 * HODO_NO_MEMORY. */
hodo_optimiser *hodo_optimiser_take(hodo_arena *arena, const hodo_optimiser_settings *settings,
                                    const hodo_network *network, hodo_error *error);

/* What it runs with: every default filled in. */
hodo_optimiser_settings hodo_optimiser_resolved(const hodo_optimiser *optimiser);

/* One step from a pass over the same network that has run backward: W_k <- W_k - rates[k] * step_k for every
 * trained k; a negative rate climbs. A matrix without a gradient rests, also where a norm divides (0/0 is
 * 0). HODO_NUMERIC, naming the layer, when a norm that divides is not finite (Muon's Frobenius norm too):
 * layers below it have then moved, and the optimiser is not to be used again. HODO_MISMATCH for another
 * network, HODO_INVALID for a pass without a gradient or a rate that is not finite. */
hodo_status hodo_optimiser_step(hodo_optimiser *optimiser, const hodo_pass *pass,
                                const double *rates /* (weight_count,) */, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
