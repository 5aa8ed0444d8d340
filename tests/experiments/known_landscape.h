/* A landscape whose ends are known: this landscape_run trains nothing, and stands in the place of the one that
 * does. Places are in decades of eta over gamma^exponent. */
#ifndef HODO_TESTS_EXPERIMENTS_KNOWN_LANDSCAPE_H
#define HODO_TESTS_EXPERIMENTS_KNOWN_LANDSCAPE_H

#include "experiments/gamma-eta/boundary.h"

typedef struct known_landscape {
    landscape of;               /* first: landscape_run gets it, and finds the rest behind it */
    double exponent;
    double foot, edge;          /* learned from foot on and below edge; diverged from edge on */
    double island[2];           /* learned there too, from the first to the second */
    double hole[2];             /* stuck there, whatever else */
    double onset;               /* from there on the loss has risen tenfold */
    double only_below;          /* gamma from which on nothing learns: stuck above the foot; 0: everywhere */
    size_t asked;               /* rates tried */
} known_landscape;

/* Learned from 0 to 2, nothing else; no island, no hole, no onset. */
known_landscape known_landscape_plain(double exponent);

#endif
