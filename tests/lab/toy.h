/* A toy experiment for the suites of the laboratory; tests change its fields to see what follows. */
#ifndef HODO_TESTS_LAB_TOY_H
#define HODO_TESTS_LAB_TOY_H

#include "lab/cell.h"

/* Parameters: width (one), layers (list), beta (sweep), rule (sweep of texts that shares draws), trials
 * (repeat). */
extern const hodo_experiment toy;

/* The toy with these --set, at most four; the test fails when they are refused. */
hodo_run *toy_run(uint64_t seed, const char *a, const char *b, const char *c, const char *d);

#endif
