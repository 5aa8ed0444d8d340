/* Networks in a parametrization, drawn and ready to step: what the tests of train start from. */
#ifndef HODO_TESTS_STARTED_H
#define HODO_TESTS_STARTED_H

#include "near.h"
#include "net/gradient.h"
#include "net/loss.h"
#include "train/parametrization.h"

/* Asserts that a call answered HODO_OK, and shows its message when not. */
#define ok(call_, error_)                                                                   \
    do {                                                                                    \
        const hodo_status ok_status = (call_);                                              \
        cr_assert_eq(ok_status, HODO_OK, "%s: %s", hodo_status_name(ok_status), (error_).message); \
    } while (0)

typedef struct started_shape {
    size_t inputs, width, depth, outputs; /* depth counts weight matrices */
    bool residual;                        /* h_l = h_{l-1} + branch_scale W_l phi(h_{l-1}) */
    bool linear;                          /* phi = id and gain 1; else relu and gain sqrt 2 */
    double *readout_scale;                /* or NULL */
    bool normalise;
    double width_growth; /* hidden layer l has width l^p N */
} started_shape;

typedef struct started {
    hodo_arena *arena;
    hodo_architecture architecture;
    hodo_network network;
    hodo_pass *pass;
    hodo_scales scales;
    double branch_scale;
    double *rates; /* (weight_count,) */
} started;

/* The architecture with all deviations and multipliers 1, every matrix trained. */
void started_architecture(started *run, hodo_arena *arena, const started_shape *shape, double branch_scale);

/* `row` applied, the weights drawn in double, a pass of `samples`. */
void started_network(started *run, hodo_arena *arena, const started_shape *shape,
                     const hodo_parametrization *row, hodo_step_kind step, const hodo_stream *stream,
                     size_t samples);

const hodo_layer *started_layer(const started *run, size_t k);

/* Standard normals; x scaled so that ||x||^2 = columns exactly in every row. */
hodo_matrix started_normal(hodo_arena *arena, size_t rows, size_t columns, const hodo_stream *stream,
                           uint32_t tensor);
hodo_matrix started_inputs(hodo_arena *arena, size_t rows, size_t columns, const hodo_stream *stream,
                           uint32_t tensor);

/* Forward, square loss, backward. Answers the loss. */
double started_backward(started *run, hodo_matrix x, hodo_matrix y);

/* One step of size eta: the gradient's, its signs', or (rank one only) its polar factor's. */
void started_step(started *run, hodo_matrix x, hodo_matrix y, double eta, hodo_step_kind step);

#endif
