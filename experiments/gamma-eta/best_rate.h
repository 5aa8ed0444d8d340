/* The best learning rate at one gamma: of the rates factor^(k + offset), k whole, the one whose mean batch loss
 * over the last tenth of the steps is lowest. (What arXiv 2410.04642 calls optimal; the search is ours.)
 *
 * The search is that of train/rate_search.h, a factor 2 between rates, until the best one has a worse neighbour
 * on either side. Rates of a round share batches and the frozen pass. Theory may guess: the grid does not know
 * the guess.
 *
 * All rates of one seed see the same batches and start from the same weights: they are compared as pairs.
 * The loss of the winner is that of a selection; over neighbours a factor 2 apart it is the better for it by
 * less than a batch loss scatters, and what is claimed of it is claimed of the selected rate. */
#ifndef GAMMA_ETA_BEST_RATE_H
#define GAMMA_ETA_BEST_RATE_H

#include "experiments/gamma-eta/landscape.h"
#include "experiments/gamma-eta/loss_curve.h"

#define BEST_RATE_FACTOR 2.0 /* between neighbours: less than the width of any valley that we saw */

enum {
    BEST_RATE_FIRST = 3,
    BEST_RATE_MORE = 2,
    BEST_RATE_MOST = 24
}; /* of the first round, of others, of all */

typedef struct best_rate {
    bool found;                /* it learned, and a worse neighbour stands on either side */
    landscape_outcome outcome; /* of the best rate; eta NaN when every rate diverged or got stuck */
    double largest;            /* eta: the largest of the rates tried that learned; NaN for none */
    double *curve;             /* (steps,) batch losses of the best rate, in the arena */
    double test_loss, test_accuracy; /* of the best rate; NaN unless asked for */
    size_t runs;               /* cells trained */
    double work;               /* steps times running cells, of them all */
} best_rate;

/* Where the paper's phase table has the rate of the best loss: a guess within a factor of 4 or so, for an
 * MLP. */
double best_rate_guess(const landscape *of, double gamma);

/* offset, in (-1/2, 1/2), moves the grid: drawn anew for every gamma and seed, it makes of a rate's rounding a
 * noise that the scatter of seeds shows. `scratch` is reset for every round. `test` says whether loss and accuracy on the test set are wanted. */
hodo_status best_rate_find(hodo_arena *arena, hodo_arena *scratch, const landscape *of, double gamma,
                           double guess, double offset, bool test, best_rate *best, hodo_error *error);

/* The curves of `count` rates at one gamma, one cohort: curves (count, steps), outcomes (count,). */
hodo_status rate_curves(hodo_arena *scratch, const landscape *of, double gamma, const double *etas,
                        size_t count, double *curves, landscape_outcome *outcomes, hodo_error *error);

/* What a search costs by landscape_step_cost, with the number of rates that it needs on the average. */
double best_rate_cost(const landscape_setting *setting, size_t inputs, size_t outputs, size_t batch,
                      double gamma);

/* The same on images of that shape and cost. */
double best_rate_image_cost(const landscape_setting *setting, const landscape_images *images, size_t batch,
                            double gamma);

#endif
