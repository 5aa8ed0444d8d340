/* Boundaries of the (gamma, eta) plane, found by sections in log eta.
 *
 * From a bracket, LANDSCAPE_COHORT rates at once, evenly spaced in log eta, that share batches and the frozen
 * pass; then as many between the last that is inside and the first that is not, until they are `resolution`
 * apart. The bracket is extended, ever further, when it does not hold the boundary.
 *
 * Survival is not monotone in eta: cells whose ReLUs all died live far above the edge. So an upper boundary is
 * looked for upwards from the region inside, and is the first rate that is out, never the last that is in. A
 * lower one is looked for in its own bracket first, whatever is known above.
 */
#ifndef GAMMA_ETA_BOUNDARY_H
#define GAMMA_ETA_BOUNDARY_H

#include "experiments/gamma-eta/landscape.h"

typedef enum boundary_side {
    BOUNDARY_UPPER = 0, /* the last rate inside, going up from the lowest that is inside */
    BOUNDARY_LOWER      /* the last rate inside, going down from the highest of the same region */
} boundary_side;

typedef struct boundary_rule {
    bool (*inside)(const landscape_outcome *outcome); /* landscape_learned, _survives, _calm */
    boundary_side side;
    double least, most; /* log10 eta: the bracket to begin with, inside of it or across the edge */
    double resolution;  /* decades between the last inside and the first outside, at the end */
    size_t section;     /* rates of a round; 0 stands for LANDSCAPE_COHORT */
    double reach;       /* decades that the bracket may be extended by on either side; 0 stands for 3 */
} boundary_rule;

typedef struct boundary {
    bool found;
    double inside, outside; /* log10 eta of the last inside and the first outside */
    double edge;            /* their middle; NaN when not found */
    double standard_error;  /* of a uniform place between them: |outside - inside|/sqrt(12) */
    size_t runs;            /* cells trained */
} boundary;

/* All cells that have been trained, of any gamma, in the order in which they were. */
typedef struct boundary_runs {
    landscape_outcome *outcomes; /* (capacity,), in the arena */
    size_t count, capacity;
} boundary_runs;

hodo_status boundary_runs_take(hodo_arena *arena, size_t capacity, boundary_runs *runs, hodo_error *error);

/* The boundary at one gamma. Runs that are there already at this gamma are used, and narrow the bracket; those
 * that are made are added. Not to find a region inside is no error: found is false. HODO_INVALID for a rule out
 * of range, HODO_NO_MEMORY when `runs` is full. */
hodo_status boundary_find(hodo_arena *scratch, const landscape *of, double gamma, const boundary_rule *rule,
                          boundary_runs *runs, boundary *found, hodo_error *error);

#endif
