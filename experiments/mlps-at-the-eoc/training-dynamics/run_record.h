/* What training-dynamics keeps of one run: a look at step t holds what was before the step and what the step
 * was. */
#ifndef RUN_RECORD_H
#define RUN_RECORD_H

#include "experiments/mlps-at-the-eoc/chaos_descent.h"

typedef struct run_look {
    size_t step;           /* t */
    double eta;            /* of step t */
    double loss, accuracy; /* at theta_t, on the training set */
    double sharpness; /* lambda_t: the larger of two Ritz values, of K_t / (n gamma^2) and of products with G */
    double above;     /* the bound above it that is proven of K_t, over it, minus 1 */
    double products;  /* the Ritz value of products with G over it */
    double drift;     /* |K_t - K_0|_F / |K_0|_F */
    double *cosine;   /* (l + 1,) c_t of all weights, then of W_1 .. W_l; NaN at t = 0 */
    double *move;     /* (l + 1,) rms(h_k^t - h_k^0), k = 1 .. l; 0 is not used */
} run_look;

typedef struct run_record {
    run_look *looks; /* (count,) */
    size_t count;
    hodo_stop stop; /* how the run ended: HODO_RUNNING when it took all steps */
} run_record;

/* Runs the descent and looks before every `every`-th step and before the last one. Looks stop where a number
 * is not finite. Errors of the probes, HODO_NO_MEMORY. */
hodo_status run_record_make(hodo_arena *arena, chaos_descent *of, size_t every, const hodo_stream *stream,
                            run_record *record, hodo_error *error);

#endif
