/* The table of activations: one row each, with value, derivative and second derivative.
 *
 * The table is in base because both theory (quadrature of phi'^2 in rmt/) and simulation (passes in
 * net/) read it. To add an activation, add a row in activation.c; nothing else changes.
 *
 * (a,b)-ReLU is phi(s) = a s + b |s| (MLPs at the edge of chaos); only this row reads a and b. erf is
 * the plain erf(s), not erf(s/sqrt 2) nor one of unit variance; gelu is the exact form s Phi(s). At a
 * kink relu'(0) = 0, abs'(0) = 0, abrelu'(0) = a and hard-tanh'(+-1) = 0.
 */
#ifndef HODO_BASE_ACTIVATION_H
#define HODO_BASE_ACTIVATION_H

#include "base/matrix.h"
#include "base/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hodo_activation hodo_activation; /* a row of the table */

/* An activation with its shape numbers: what a layer holds. */
typedef struct hodo_nonlinearity {
    const hodo_activation *activation;
    double a, b; /* (a,b)-ReLU only; otherwise ignored */
} hodo_nonlinearity;

/* A row of the table. */
struct hodo_activation {
    const char *name;    /* as typed on a command line: "relu", "hard-tanh" */
    const char *formula; /* for --help and the text */
    double (*value)(double s, double a, double b);      /* phi(s) */
    double (*derivative)(double s, double a, double b); /* phi'(s) */
    double (*second_derivative)(double s, double a, double b); /* 0 where it is a measure */
    /* Whole arrays; s and out may be the same array. */
    void (*values)(const hodo_nonlinearity *shape, hodo_matrix s, hodo_matrix out);
    void (*derivatives)(const hodo_nonlinearity *shape, hodo_matrix s, hodo_matrix out);
    void (*second_derivatives)(const hodo_nonlinearity *shape, hodo_matrix s, hodo_matrix out);
    /* out <- phi'(s) e, entry by entry, in one sweep: what passes do. out may be e or s. */
    void (*through_derivatives)(const hodo_nonlinearity *shape, hodo_matrix s, hodo_matrix e, hodo_matrix out);
    int homogeneous; /* 1 when phi(t s) = t phi(s) for t > 0 */
};

/* The rows, ended by one whose name is NULL. */
extern const hodo_activation hodo_activations[];

/* The row called `name`; NULL, with HODO_INVALID and the list of names in
 * *error, when there is none. */
const hodo_activation *hodo_activation_find(const char *name, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
