/* Small networks of one member with data and an objective: what curvature is tested on. Smooth activations, so
 * that differences converge; one layer that is not trained, multipliers, a residual branch, a norm. */
#ifndef HODO_TESTS_TRAINEE_H
#define HODO_TESTS_TRAINEE_H

#include "net/zoo.h"
#include "probe/curvature.h"

enum { TRAINEE_INPUTS = 3, TRAINEE_OUTPUTS = 2, TRAINEE_ROWS = 7 };

typedef struct trainee {
    hodo_arena *arena;
    hodo_architecture architecture;
    hodo_network network;
    hodo_objective objective; /* of TRAINEE_ROWS rows; f~ = 0.7 (f - offset) */
    hodo_curvature *curvature;
    size_t dimension;
} trainee;

typedef struct trainee_case {
    const char *name;
    hodo_status (*make)(hodo_arena *arena, hodo_architecture *made, hodo_error *error);
    const hodo_loss_kind *loss;
} trainee_case;

extern const trainee_case trainees[];
extern const size_t trainee_count;

/* Network, data and a HODO_HESSIAN work space of `batch` rows a block (0: all). */
void trainee_start(trainee *t, size_t which, hodo_precision precision, size_t batch);
void trainee_end(trainee *t);

/* The dense matrix (n, n) of an operator in double: its products with the rows of the identity. */
hodo_matrix trainee_dense(trainee *t, const hodo_operator *of);

/* J = d f~/d theta, (rows outputs, dimension), by Richardson's extrapolation of central differences of f~. */
hodo_matrix trainee_jacobian(trainee *t);

/* l'' in f~ written out: (rows outputs, rows outputs). */
hodo_matrix trainee_loss_hessian(trainee *t);

/* A matrix from the test's arena; the largest entry's modulus, and of a difference. */
hodo_matrix trainee_matrix(trainee *t, size_t rows, size_t columns);
double trainee_largest(hodo_matrix a);
double trainee_difference(hodo_matrix a, hodo_matrix b);

/* theta <- theta with entry i moved by `by`. */
void trainee_move(trainee *t, size_t i, double by);

#endif
