/* Parametrizations: how initial deviations, multipliers and learning rates scale with fan-in, fan-out,
 * width and depth, as rows of one table. To add one, add a row in parametrization_table.c.
 *
 * A weight matrix W (fan_out, fan_in) enters as multiplier * W, starts with independent entries
 * N(0, deviation^2) and steps by -eta * rate * (step). A step is one of three kinds, by the optimiser:
 * the gradient itself (SGD, momentum), a matrix with entries of order 1 (Adam, SignSGD), or one with
 * singular values 1 (Muon); each kind has its own rate. All of these are monomials
 *
 *     constant fan_in^a fan_out^b width^c depth^d min(1, fan_out/fan_in)^e
 *
 * so that one table tells everything and a test can read the exponents back from measured norms; each row names
 * its source (arXiv 2311.18718, 2310.17813, 2410.04642 and others), or ours. Roles:
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

/* What a weight matrix is in its network. */
typedef enum hodo_role {
    HODO_INPUT = 0, /* the first */
    HODO_HIDDEN,    /* between the first and the last, outside of residual branches */
    HODO_BRANCH,    /* the same, inside of one */
    HODO_OUTPUT,    /* the last */
    HODO_ROLES      /* how many there are */
} hodo_role;

/* What an optimiser's step is made of. */
typedef enum hodo_step_kind {
    HODO_STEP_GRADIENT = 0, /* proportional to the gradient */
    HODO_STEP_ENTRYWISE,    /* entries of order 1 */
    HODO_STEP_ORTHOGONAL,   /* singular values of order 1 */
    HODO_STEP_KINDS         /* how many there are */
} hodo_step_kind;

/* Whether the step is divided by a norm of itself before the rate multiplies it. */
typedef enum hodo_step_norm {
    HODO_NORM_NONE = 0,          /* it is not */
    HODO_NORM_SPECTRAL,          /* step / ||step||_* */
    HODO_NORM_FROBENIUS_RELATIVE /* ||W||_F step / ||step||_F, W as it is before the step */
} hodo_step_norm;

/* The monomial above: a constant, and the exponents a, b, c, d, e. */
typedef struct hodo_monomial {
    double constant;  /* 0: the parametrization has no rule here, and is refused where one is needed */
    double fan_in;    /* a */
    double fan_out;   /* b */
    double width;     /* c */
    double depth;     /* d */
    double narrowing; /* e, of min(1, fan_out/fan_in) */
} hodo_monomial;

/* How weight matrices of one role scale. */
typedef struct hodo_scaling {
    hodo_monomial deviation;             /* of an entry of W, before the gain */
    hodo_monomial multiplier;            /* of W in the network */
    hodo_monomial rate[HODO_STEP_KINDS]; /* by the kind of step */
} hodo_scaling;

/* Learning rates that are measured, not tabled. */
typedef enum hodo_automatic {
    HODO_AUTOMATIC_NONE = 0, /* tabled */
    HODO_AUTOMATIC_FSC       /* feature speed control (train/automatic_rates.h) */
} hodo_automatic;

/* A row of the table. */
typedef struct hodo_parametrization {
    const char *name;           /* as typed: "mup", "ntp", "depth-mup" */
    const char *doc;            /* one line, with its source */
    hodo_scaling role[HODO_ROLES];
    hodo_monomial branch_scale; /* of residual branches, in depth */
    hodo_step_norm norm;        /* that the row asks of the optimiser's steps */
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

/* The row called `name`; NULL, with HODO_INVALID and the list of names in *error, when there is none. */
const hodo_parametrization *hodo_parametrization_find(const char *name, hodo_error *error);

/* The monomial at these sizes; 0 where its constant is 0: no rule. */
double hodo_monomial_value(const hodo_monomial *monomial, double fan_in, double fan_out, double width,
                           double depth);

/* What the exponents are of; all positive and finite. */
typedef struct hodo_scales {
    double width; /* N: the base width */
    double depth; /* L: the number of weight matrices */
    double gain;  /* sqrt(c) of the activation, or 1 */
} hodo_scales;

/* The role of weight matrix k; the only matrix of a network of one is its OUTPUT. */
hodo_role hodo_role_of(const hodo_architecture *architecture, size_t k);

/* *branch_scale <- the scale of residual branches that the row asks for at this depth; it goes into the
 * model before its architecture is made. HODO_INVALID when the row has none (it was not made for residual
 * networks) or scales are not positive and finite. */
hodo_status hodo_parametrization_branch_scale(const hodo_parametrization *row, const hodo_scales *scales,
                                              double *branch_scale, hodo_error *error);

/* Sets deviation (gain) and multiplier of every weight layer of the architecture, in place, before the
 * network is drawn, and gives in rates (weight_count,) the rate of each weight matrix for this kind of step
 * (0 where it is not trained). For a layer of HODO_ORTHOGONAL weights the deviation is the root mean square
 * of an entry. HODO_INVALID, and the architecture as it was, when scales are not positive and finite, when
 * the row has no rule for a role or for this step, or when a value is not positive and finite. */
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
