#include "known_landscape.h"

#include <math.h>

known_landscape known_landscape_plain(double exponent)
{
    return (known_landscape){.exponent = exponent,
                             .edge = 2,
                             .island = {INFINITY, INFINITY},
                             .hole = {INFINITY, INFINITY},
                             .onset = INFINITY};
}

static landscape_end end_of(const known_landscape *known, double place, double gamma)
{
    if (place >= known->hole[0] && place < known->hole[1]) {
        return LANDSCAPE_STUCK;
    }
    if (place >= known->island[0] && place < known->island[1]) {
        return LANDSCAPE_LEARNED;
    }
    if (place < known->foot) {
        return LANDSCAPE_TOO_SLOW;
    }
    if (known->only_below > 0 && gamma >= known->only_below) {
        return LANDSCAPE_STUCK;
    }
    return place < known->edge ? LANDSCAPE_LEARNED : LANDSCAPE_DIVERGED;
}

hodo_status landscape_run(hodo_arena *scratch, const landscape *of, double gamma, const double *etas,
                          size_t count, const hodo_observer *observer, landscape_outcome *outcomes,
                          hodo_error *error)
{
    known_landscape *known = (known_landscape *)of;
    (void)scratch, (void)observer, (void)error;
    for (size_t i = 0; i < count; i++) {
        const double place = log10(etas[i]) - known->exponent * log10(gamma);
        const landscape_end end = end_of(known, place, gamma);
        outcomes[i] = (landscape_outcome){.eta = etas[i],
                                          .gamma = gamma,
                                          .end = end,
                                          .first_loss = 1,
                                          .last_loss = end == LANDSCAPE_LEARNED ? 0.5 : 1,
                                          .largest_loss = place >= known->onset ? 10 : 1};
        known->asked++;
    }
    return HODO_OK;
}
