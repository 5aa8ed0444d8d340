/* The networks that one trains, from a few numbers: what `hodo train` and the experiments on training
 * build. (The towers of arXiv 2311.18718, with their features marked before the activation, are tower.h.)
 *
 *     mlp      h_1 = W_1 x, h_l = W_l phi(h_{l-1}), f = W_L phi(h_{L-1})
 *     resnet   h_1 = W_1 x, h_l = h_{l-1} + branch_scale W_l phi(h_{l-1}), f = W_L phi(h_{L-1})
 *     cnn      conv3x3(C -> N), phi, pool 2, conv3x3(N -> 2N), phi, pool 2, fc(-> 8N), phi, readout
 *              (arXiv 2410.04642)
 *
 * L counts weight matrices (4 in the cnn). Features: f_0 = x, then every h_l, then the output. All
 * weights are N(0, 1) with multiplier 1 and trained until a parametrization (train/parametrization.h)
 * sets deviations and multipliers; images are rows in the order row, column, channel.
 */
#ifndef HODO_NET_MODEL_H
#define HODO_NET_MODEL_H

#include "net/architecture.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The three networks of the table above. */
typedef enum hodo_model_kind {
    HODO_MLP = 0, /* "mlp" */
    HODO_RESNET,  /* "resnet" */
    HODO_CNN      /* "cnn" */
} hodo_model_kind;

/* A network in a few numbers. A member left 0 takes the default stated beside it; sizes without one must be
 * given. */
typedef struct hodo_model {
    hodo_model_kind kind;           /* which of the three */
    size_t inputs;                  /* d */
    size_t width;                   /* N */
    size_t depth;                   /* L >= 2; the cnn has 4: 0 or 4 */
    size_t outputs;                 /* k */
    size_t channels;                /* cnn: numbers a pixel */
    size_t height;                  /* cnn: rows of pixels; inputs = height * image_width * channels */
    size_t image_width;             /* cnn: pixels a row */
    double width_growth;            /* p: hidden layer l has width round(l^p N); 0: constant (mlp only) */
    double branch_scale;            /* resnet; 0 stands for 1 */
    hodo_nonlinearity nonlinearity; /* activation NULL -> relu */
    bool normalise;                 /* RMS layer norm of every h_l before it is marked (mlp, resnet) */
    const double *readout_scale;    /* (1,) or NULL: f = readout_scale W_L phi(h), one of FSC; not copied */
} hodo_model;

/* "mlp", "resnet", "cnn"; HODO_INVALID with the list for any other, and *kind stays. */
hodo_status hodo_model_find(const char *name, hodo_model_kind *kind, hodo_error *error);

/* The architecture, one member, in the arena. HODO_INVALID for a depth below 2, a width of 0, a width that
 * overflows, an image too small to be pooled twice or that does not have `inputs` pixels, a member that the
 * kind does not take; HODO_NO_MEMORY. */
hodo_status hodo_model_architecture(hodo_arena *arena, const hodo_model *model, hodo_architecture *architecture,
                                    hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
