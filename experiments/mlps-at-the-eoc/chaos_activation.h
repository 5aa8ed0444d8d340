/* The two activations of arXiv 2502.13110 by name: phi(s) = a s + b |s|. */
#ifndef CHAOS_ACTIVATION_H
#define CHAOS_ACTIVATION_H

#include "base/status.h"

/* "abs" (0, 1) or "relu" (1/2, 1/2); HODO_INVALID for any other. */
hodo_status chaos_activation_find(const char *name, double *a, double *b, hodo_error *error);

#endif
