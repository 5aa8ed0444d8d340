/* Learning rates and the readout's scale measured from the network: FSC with automatic learning rates
 * (arXiv 2311.18718, Prop. 4.1), and its first version, BAFU.
 *
 *     1. signal propagation: the architecture normalises its features (`normalise` of net/tower.h, net/model.h)
 *     2. feature learning: the one scalar s of f_L = s W_L (...) is set so that
 *            rms(b_{L-1}) m n cos(theta_{L-1}) = 1,      rms over m n entries stacked over n samples
 *     3. balanced contributions: eta_l = eta/(K ||grad_l||^2) for gradient steps,
 *            eta/(K ||grad_l||) for steps grad_l/||grad_l||, K the number of trained matrices (L in the paper,
 *            which trains all)
 *
 * Then the loss decays at rate eta, an equal share from each matrix, and by the feature speed formula
 * rms(f_{L-1}') = eta times the share of the matrices below: Theta(1) in width and depth. The cosine is
 * measured (probe/angle.h), or taken as 1 (BAFU: features then speed up as 1/cos), or given by a theory.
 * b_{L-1} depends on s through the loss too, so s is a root: the one reached from s = 0, where the
 * outputs vanish, whatever s was before.
 *
 * When the readout starts at zero there is no b_{L-1}, so s stays and only W_L moves, at the rate after
 * which rms(b_{L-1}) m n cos = 1 to first order, with cos = K^-1/2, or 1, or as given (the first is the
 * paper's eta_L(0) = sqrt(L)/(m ||b_L||^2)). For n > 1 ||b_L||^2 rms(f) becomes the norm of the
 * stacked vector (ours); the derivative of an activation between f_{L-1} and W_L is left out, a Theta(1).
 *
 * With one sample, a normalised f_{L-1} and a linear readout, that step leaves b_{L-1} along f_{L-1}, where the
 * norm lets nothing through: refused at the next call (HODO_NUMERIC); it takes several samples.
 *
 * The trade-off: a refresh costs one probe (forward, backward, tangent) for the rates, and five to seven when
 * s is solved for; and a new s in mid-training changes the function. Both are the caller's choice.
 */
#ifndef HODO_TRAIN_AUTOMATIC_RATES_H
#define HODO_TRAIN_AUTOMATIC_RATES_H

#include "probe/angle.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where cos(theta_{L-1}) of step 2 comes from. */
typedef enum hodo_cosine {
    HODO_COSINE_MEASURED = 0, /* from the probe */
    HODO_COSINE_ONE,          /* 1: BAFU */
    HODO_COSINE_GIVEN         /* a theory's */
} hodo_cosine;

/* What is measured, and when. */
typedef struct hodo_automatic_settings {
    hodo_cosine mode; /* of the cosine */
    double cosine;   /* GIVEN: cos(theta_{L-1}) in (0, 1] */
    double eta;      /* loss decay a unit of time; 0 stands for 1 */
    bool normalised; /* rates of steps that are divided by their Frobenius norm */
    size_t every;    /* refreshed every so many steps; 0: at step 0 only */
} hodo_automatic_settings;

/* The work space, and what the last measurement found. */
typedef struct hodo_automatic_rates {
    hodo_automatic_settings settings; /* with their defaults filled in */
    hodo_speeds *speeds;   /* of the last measurement; its rows tell speeds, angles and contributions */
    double *readout_scale; /* (1,) the architecture's, or NULL: rates only */
    double *rates;         /* (weight_count,) eta included; 0 where not trained */
    double cosine;         /* what step 2 used */
    bool zero_readout;     /* the last measurement met W_L = 0: of `speeds` only loss, norms, rates are new */
    hodo_matrix gram;      /* (samples, samples) scratch */
    hodo_matrix turned;    /* (samples, widest) scratch */
} hodo_automatic_rates;

/* Work space. readout_scale: the number that the architecture's last row, a SCALE, points at, or NULL to
 * leave it alone. NULL with *error: HODO_INVALID for several members, no trained matrix, fewer than two
 * matrices or three features, a readout_scale that is not the last row's, or settings out of their range;
 * HODO_NO_MEMORY. */
hodo_automatic_rates *hodo_automatic_rates_take(hodo_arena *arena, const hodo_automatic_settings *settings,
                                                hodo_network *network, size_t samples, double *readout_scale,
                                                hodo_error *error);

/* Whether step t = 0, 1, ... is one to measure at: 0 always, then every so many; and step 1 after a
 * readout that was zero at step 0. */
bool hodo_automatic_rates_due(const hodo_automatic_rates *automatic, size_t t);

/* Measures on the batch x (samples, inputs) and y (samples, outputs), sets *readout_scale and rates.
 * HODO_INVALID when nothing below f_{L-1} is trained and the cosine is to be measured, or a readout of 0 is
 * not trained; HODO_MISMATCH for shapes or precision; HODO_NUMERIC when a gradient vanishes or is not
 * finite, or when no s makes rms(b_{L-1}) m n cos = 1 (a loss already solved by the features as they are):
 * *readout_scale is then as it was. */
hodo_status hodo_automatic_rates_measure(hodo_automatic_rates *automatic, hodo_matrix x, hodo_matrix y,
                                         hodo_loss loss, hodo_error *error);

/* The same on x (samples, inputs) and y (samples, outputs) with s as it is: the refresh that leaves the
 * function alone. Errors as hodo_automatic_rates_measure. */
hodo_status hodo_automatic_rates_refresh(hodo_automatic_rates *automatic, hodo_matrix x, hodo_matrix y,
                                         hodo_loss loss, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
