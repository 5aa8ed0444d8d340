/* Parametrizations: how initial deviations, multipliers and learning rates scale with fan-in, fan-out,
 * width and depth, as rows of one table. To add one, add a row in parametrization.c.
 *
 * A weight matrix W (fan_out, fan_in) enters as multiplier * W, starts with independent entries
 * N(0, deviation^2) and steps by -eta * rate * (step). A step is one of three kinds, by the optimiser:
 * the gradient itself (SGD, momentum), a matrix with entries of order 1 (Adam, SignSGD), or one with
 * singular values 1 (Muon); each kind has its own rate. All of these are monomials
 *
 *     constant fan_in^a fan_out^b width^c depth^d min(1, fan_out/fan_in)^e
 *
 * so that one table tells everything and a test can read the exponents back from measured norms. Roles:
 * the first weight matrix is INPUT, the last OUTPUT, all between HIDDEN; in a residual branch, BRANCH.
 * `gain` (sqrt 2 for ReLU, or 1) multiplies the deviation where the layer's input went through phi, the
 * readout excepted where its row says so.
 *
 * What moves is the EFFECTIVE weight multiplier * W. With a the multiplier and r the rate, a step changes it
 * by a^2 r (gradient with respect to the effective weight), by entries a r, or by singular values a r: the
 * three rates of a row are three ways to the same size of step. Two parametrizations of one effective law
 * are one parametrization; the table keeps the form in which each was published.
 */
#ifndef HODO_TRAIN_PARAMETRIZATION_H
#define HODO_TRAIN_PARAMETRIZATION_H

#include "net/network.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hodo_role { HODO_INPUT = 0, HODO_HIDDEN, HODO_BRANCH, HODO_OUTPUT, HODO_ROLES } hodo_role;

/* What an optimiser's step is made of. */
typedef enum hodo_step_kind {
    HODO_STEP_GRADIENT = 0, /* proportional to the gradient */
    HODO_STEP_ENTRYWISE,    /* entries of order 1 */
    HODO_STEP_ORTHOGONAL,   /* singular values of order 1 */
    HODO_STEP_KINDS
} hodo_step_kind;

/* Whether the step is divided by a norm of itself before the rate multiplies it. */
typedef enum hodo_step_norm {
    HODO_NORM_NONE = 0,
    HODO_NORM_SPECTRAL,          /* step / ||step||_* */
    HODO_NORM_FROBENIUS_RELATIVE /* ||W||_F step / ||step||_F, W as it is before the step */
} hodo_step_norm;

typedef struct hodo_monomial {
    double constant; /* 0: the parametrization has no rule here, and is refused where one is needed */
    double fan_in, fan_out, width, depth, narrowing; /* exponents */
} hodo_monomial;

typedef struct hodo_scaling {
    hodo_monomial deviation, multiplier, rate[HODO_STEP_KINDS];
} hodo_scaling;

/* Learning rates that are measured, not tabled. */
typedef enum hodo_automatic { HODO_AUTOMATIC_NONE = 0, HODO_AUTOMATIC_FSC } hodo_automatic;

typedef struct hodo_parametrization {
    const char *name;   /* as typed: "mup", "ntp", "depth-mup" */
    const char *doc;    /* one line, with its source */
    hodo_scaling role[HODO_ROLES];
    hodo_monomial branch_scale; /* of residual branches, in depth */
    hodo_step_norm norm;
    bool spectral_initial;      /* `deviation` is not of an entry: it is ||W||_* itself, which
                                   hodo_parametrization_after_draw gives W (direct spectral form) */
    bool plain_readout;         /* the gain of phi is left out of the readout's deviation */
    hodo_automatic automatic;   /* when not NONE the rates above are only the order of those measured */
    double width_growth;        /* p: hidden layer l wants width l^p N (hodo_model); a property of the
                                   architecture, so only a wish */
    double richness;            /* q of nuP: the readout over N^(q/2) and rates N^q, already in `role`; 0 is
                                   lazy, 1 rich. 0 where the row is not of that family */
} hodo_parametrization;

extern const hodo_parametrization hodo_parametrizations[]; /* ended by one whose name is NULL */

/* The row called `name`; NULL with the list of names in *error. */
const hodo_parametrization *hodo_parametrization_find(const char *name, hodo_error *error);

/* 0 where the monomial's constant is 0: no rule. */
double hodo_monomial_value(const hodo_monomial *monomial, double fan_in, double fan_out, double width,
                           double depth);

typedef struct hodo_scales {
    double width, depth; /* the N and L of the table's exponents: base width and number of weight matrices */
    double gain;         /* sqrt(c) of the activation, or 1 */
} hodo_scales;

/* The role of weight matrix k; the only matrix of a network of one is its OUTPUT. */
hodo_role hodo_role_of(const hodo_architecture *architecture, size_t k);

/* The scale of residual branches that the row asks for at this depth; it goes into the model before its
 * architecture is made. HODO_INVALID when the row has none: it was not made for residual networks. */
hodo_status hodo_parametrization_branch_scale(const hodo_parametrization *row, const hodo_scales *scales,
                                              double *branch_scale, hodo_error *error);

/* Sets deviation (gain) and multiplier of every weight layer of the architecture, in place, before the
 * network is drawn, and gives the rate of each weight matrix for this kind of step (0 where it is not
 * trained). For a layer of HODO_ORTHOGONAL weights the deviation is the root mean square of an entry.
 * HODO_INVALID, and the architecture as it was, when scales are not positive and finite, when the row has
 * no rule for a role or for this step, or when a value is not positive and finite. */
hodo_status hodo_parametrization_apply(const hodo_parametrization *row, const hodo_scales *scales,
                                       hodo_step_kind step, hodo_architecture *architecture,
                                       double *rates /* (weight_count,) */, hodo_error *error);

/* What a row does to weights that have just been drawn: W <- gain W / ||W||_* for rows with
 * spectral_initial, nothing for all others. A pass that draws weights on its way (hodo_pass_forward with
 * `draw`) cannot be used with such a row. `scratch` is reset by nobody: its pieces stay taken.
 * HODO_NUMERIC, naming the matrix, when ||W||_* is 0 or not finite, HODO_NO_MEMORY. */
hodo_status hodo_parametrization_after_draw(const hodo_parametrization *row, hodo_network *network,
                                            hodo_arena *scratch, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
