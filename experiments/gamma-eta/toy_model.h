/* The toy models of arXiv 2410.04642: two functions with a handful of weights whose whole (gamma, eta) plane is
 * computed exactly, in double.
 *
 *     tied-L      f~ = (w^L - 1) / gamma,          w = 1 at the start       one weight, L layers that share it
 *     pair-1-0    f~ = (u v - u_0 v_0) / gamma,    (u, v) = (1, 0)          the lazy start: f moves by v alone
 *     pair-1-1    the same,                        (u, v) = (1, 1)          the balanced start: u = v for ever
 *
 * Gradient descent on a loss of f~ that is convex with its minimum at f~ = 1:
 *
 *     mse   l = (f~ - 1)^2 / 2                                  l'(0) = -1,     l''(1) = 1
 *     ce    l = p ln(1 + e^-f~) + (1 - p) ln(1 + e^f~)          l'(f~) = s(f~) - p, p = s(1) = 1 / (1 + e^-1)
 *
 * s the logistic function: -.231 and .197. pair-1-1 at eta is tied-2 at eta / 2, step by step.
 */
#ifndef EXPERIMENTS_GAMMA_ETA_TOY_MODEL_H
#define EXPERIMENTS_GAMMA_ETA_TOY_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct toy_model {
    const char *name;
    size_t weights;  /* 1: all layers share w; 2: u and v */
    int64_t depth;   /* L, the degree of f~ in the weights */
    double start[2]; /* the second is not used by one weight */
} toy_model;

typedef struct toy_loss {
    const char *name;
    double (*value)(double output);
    double (*slope)(double output);     /* l' */
    double (*curvature)(double output); /* l'' */
} toy_loss;

/* The row of that name, or NULL; the names of all, with commas between, for a message. */
const toy_model *toy_model_find(const char *name);
const toy_loss *toy_loss_find(const char *name);
#define TOY_MODELS "tied-2,tied-3,tied-4,pair-1-0,pair-1-1"
#define TOY_LOSSES "mse,ce"

/* How a run ends. What loses its way is told from what has not arrived: TOO_SLOW has come closer to the minimum
 * with every step. */
typedef enum toy_outcome {
    TOY_TOO_SLOW = 0,
    TOY_LEARNED,  /* |f~ - 1| < TOY_NEAR at step T and at the TOY_HELD steps after it */
    TOY_CATAPULT, /* learned, after the loss had been above its first value */
    TOY_STUCK,    /* finite, and neither: it oscillates about the minimum, or rests where f~ has no slope */
    TOY_DIVERGED,
    TOY_OUTCOMES
} toy_outcome;

const char *toy_outcome_name(toy_outcome outcome);

#define TOY_NEAR 0.1
#define TOY_HELD 16 /* cycles and chaos about the minimum do not pass for arrival */

/* Diverged: |gamma f~| = |w^L - 1| or |u v - u_0 v_0| beyond this times 1 + gamma, or not a number. It is said
 * of the weights and not of the loss because the peak of a catapult is about gamma^-2 times the first loss and
 * comes back. */
#define TOY_FAR 1e6

typedef struct toy_end {
    toy_outcome outcome;
    double output; /* the last f~ */
    bool rose;     /* the loss was above its first value */
} toy_end;

/* At most `steps` steps, and TOY_HELD more; fewer where it diverges or no longer moves. */
toy_end toy_train(const toy_model *model, const toy_loss *loss, double gamma, double eta, int64_t steps);

/* The time eta t, in steps and parts of a step, at which f~ first passes `output`; NaN: not within `most`
 * steps. */
double toy_time(const toy_model *model, const toy_loss *loss, double gamma, double eta, double output,
                int64_t most);

#endif
