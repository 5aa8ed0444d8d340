#include "experiments/gamma-eta/outcome.h"

#include <math.h>

static const char *const names[LANDSCAPE_ENDS] = {[LANDSCAPE_TOO_SLOW] = "too slow",
                                                  [LANDSCAPE_LEARNED] = "learned",
                                                  [LANDSCAPE_STUCK] = "stuck",
                                                  [LANDSCAPE_DIVERGED] = "diverged"};

const char *landscape_end_name(landscape_end end)
{
    return (unsigned)end < LANDSCAPE_ENDS ? names[end] : "unknown";
}

/* A saturated cross-entropy has no gradient on a batch that is all right: no weight has one, and it is not for
 * dead units. */
static landscape_end end_of(const hodo_cell_state *cell, double tail, double learned)
{
    const double level = learned * cell->first_loss;
    switch (cell->stop) {
    case HODO_DIVERGED:
        return LANDSCAPE_DIVERGED;
    case HODO_STUCK:
        return cell->loss < level ? LANDSCAPE_LEARNED : LANDSCAPE_STUCK;
    case HODO_LEARNED:
        return LANDSCAPE_LEARNED;
    default:
        return tail < level ? LANDSCAPE_LEARNED : LANDSCAPE_TOO_SLOW;
    }
}

landscape_outcome landscape_judge(const hodo_cell_state *cell, double tail, double learned)
{
    const landscape_end end = end_of(cell, tail, learned);
    return (landscape_outcome){
        .eta = cell->setting.eta,
        .gamma = cell->setting.gamma,
        .end = end,
        .steps = cell->step,
        .first_loss = cell->first_loss,
        .last_loss = end == LANDSCAPE_DIVERGED    ? INFINITY
                     : cell->stop == HODO_RUNNING ? tail
                                                  : cell->loss,
        .largest_loss = end == LANDSCAPE_DIVERGED ? INFINITY : cell->largest_loss,
    };
}

bool landscape_learned(const landscape_outcome *outcome)
{
    return outcome->end == LANDSCAPE_LEARNED;
}

bool landscape_survives(const landscape_outcome *outcome)
{
    return outcome->end == LANDSCAPE_LEARNED || outcome->end == LANDSCAPE_TOO_SLOW;
}

bool landscape_calm(const landscape_outcome *outcome)
{
    return landscape_survives(outcome) && outcome->largest_loss <= LANDSCAPE_CATAPULT * outcome->first_loss;
}
