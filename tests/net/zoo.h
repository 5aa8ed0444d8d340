/* The networks on which net and probe are tested: every kind of layer, alone and in company. */
#ifndef HODO_TESTS_ZOO_H
#define HODO_TESTS_ZOO_H

#include "net/gradient.h"
#include "net/loss.h"
#include "net/pass.h"
#include "net/tower.h"
#include "near.h"

enum { ZOO_INPUTS = 3, ZOO_OUTPUTS = 2 };

typedef struct zoo_case {
    const char *name;
    size_t members;
    hodo_status (*make)(hodo_arena *arena, hodo_nonlinearity phi, hodo_architecture *made, hodo_error *error);
} zoo_case;

extern const zoo_case zoo[];
extern const size_t zoo_count;

/* Asserts that a call answered HODO_OK, and shows its message when not. */
#define ok(call_, error_)                                                                   \
    do {                                                                                    \
        const hodo_status ok_status = (call_);                                              \
        cr_assert_eq(ok_status, HODO_OK, "%s: %s", hodo_status_name(ok_status), (error_).message); \
    } while (0)

hodo_nonlinearity zoo_phi(size_t row); /* row of hodo_activations, a = 0.6, b = 0.3 */
size_t zoo_phi_count(void);

/* A matrix of standard normals: tensor numbers from 1000 on, so that no weight is drawn twice. */
hodo_matrix zoo_normal(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns,
                       const hodo_stream *stream, uint32_t tensor);

/* A network of a case with weights drawn from `stream`, a second-order pass that ran forward and
 * backward on normal inputs with the square loss, and what it ran on. */
typedef struct zoo_run {
    hodo_arena *arena;
    hodo_architecture architecture;
    hodo_network network;
    hodo_pass *pass;
    hodo_matrix x, y, gradient; /* (samples, inputs), (samples, outputs), (rows, outputs) */
    hodo_loss loss;
} zoo_run;

/* In the first stream of (seed, attempt) whose pre-activations are all at least `margin` away from
 * the kinks at -1, 0 and 1. */
void zoo_start(zoo_run *run, size_t which, hodo_nonlinearity phi, size_t samples, uint64_t seed, double margin);
void zoo_end(zoo_run *run);

/* The total loss of one member after a forward pass. */
double zoo_loss(zoo_run *run, size_t member);

/* sum of entrywise products of rows first .. first + count - 1. */
double zoo_dot(hodo_matrix x, hodo_matrix y, size_t first, size_t count);

/* w <- w + step d, d of one precision */
void zoo_step(hodo_matrix w, double step, hodo_matrix d);

#endif
