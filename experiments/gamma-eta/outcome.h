/* How a cell of the (gamma, eta) plane ended: learned, stuck, too slow or diverged (arXiv 2410.04642; the rule
 * is ours).
 *
 *     diverged   a number is not finite, or a batch loss passed 10^6 times the first
 *     stuck      no weight has a gradient: all ReLUs of a layer are dead on a whole batch
 *     learned    neither, and the mean batch loss of the last tenth of the steps is below `learned` (.9) times
 *                the first loss, which is 1/classes for the square loss and log(classes) for cross-entropy
 *     too slow   all else: the loss has not moved, or went up and has not come down again
 *
 * A cell far above the edge may lose all its ReLUs at once and then survive with a finite loss: it is stuck,
 * not too slow, so that survival is never read off a finite loss alone.
 */
#ifndef GAMMA_ETA_OUTCOME_H
#define GAMMA_ETA_OUTCOME_H

#include "train/cohort.h"

/* The codes of tables and pictures. */
typedef enum landscape_end {
    LANDSCAPE_TOO_SLOW = 0,
    LANDSCAPE_LEARNED = 1,
    LANDSCAPE_STUCK = 2,
    LANDSCAPE_DIVERGED = 3,
    LANDSCAPE_ENDS
} landscape_end;

typedef struct landscape_outcome {
    double eta, gamma;
    landscape_end end;
    size_t steps;        /* taken: fewer than planned when it diverged or got stuck */
    double first_loss;   /* of the first batch */
    double last_loss;    /* mean of the last tenth of the steps; infinite when it diverged */
    double largest_loss; /* of any batch; infinite when it diverged */
} landscape_outcome;

/* "too slow", "learned", "stuck", "diverged". */
const char *landscape_end_name(landscape_end end);

/* From a finished cell; tail is the mean batch loss of the last tenth of its planned steps, NaN if it never
 * came so far. */
landscape_outcome landscape_judge(const hodo_cell_state *cell, double tail, double learned);

/* --- What boundaries separate: each tells whether a cell is on the side looked from. --- */

bool landscape_learned(const landscape_outcome *outcome);
bool landscape_survives(const landscape_outcome *outcome); /* neither diverged nor stuck */
/* Survives and never rose above LANDSCAPE_CATAPULT times its first loss: below the onset of catapults. */
bool landscape_calm(const landscape_outcome *outcome);

/* A rise beyond the scatter of batch losses: among 64 samples the square loss scatters by a tenth or so. */
#define LANDSCAPE_CATAPULT 2.0

#endif
