/* The networks of the feature-speed paper (arXiv 2311.18718), for a family of branch
 * scales:
 *
 *     f_0 = x                                             (inputs,)   d
 *     f_1 = W_1 x                                         (width,)    m
 *     f_l = skip_scale f_{l-1} + branch_scale V_l phi(f_{l-1}),   l = 2 .. L - 1
 *     f_L = W_L f_{L-1}                                   (outputs,)  a LINEAR readout
 *
 * with skip_scale = sqrt(1 - branch_scale^2) unless given. branch_scale = 1 is the MLP. Features
 * f_0 .. f_L are marked, so depth L means L - 2 hidden matrices V, trained; W_1 and W_L are not,
 * unless asked. A field left 0 takes the default stated beside it.
 */
#ifndef HODO_NET_TOWER_H
#define HODO_NET_TOWER_H

#include "net/architecture.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What stands in a residual branch. */
typedef enum hodo_branch {
    HODO_BRANCH_ONE = 0, /* V phi(f) */
    HODO_BRANCH_TWO      /* V phi(U f), both (m, m), only V trained: the exactly solvable ResNet; U has
                            the law of V, with gain 1/sqrt(m) (Gaussian) or 1 (orthogonal) */
} hodo_branch;

/* A tower in a few numbers. */
typedef struct hodo_tower {
    size_t inputs;                  /* d */
    size_t width;                   /* m */
    size_t depth;                   /* L >= 2 */
    size_t outputs;                 /* 0 -> 1 */
    hodo_nonlinearity nonlinearity; /* phi; activation NULL -> relu */
    hodo_branch branch;             /* one matrix a branch, or two */
    hodo_initial hidden_initial;    /* of V (and U) */
    size_t members;                 /* 0 -> 1 */
    const double *branch_scale;     /* (members,); NULL -> all 1, the MLP. Copied */
    const double *skip_scale;       /* (members,); NULL -> sqrt(1 - branch_scale^2). Copied */
    double input_deviation;         /* sigma of W_1; 0 -> 1/sqrt(d) */
    double hidden_gain;             /* sigma of V, or gain if orthogonal; 0 -> sqrt(c/m), or sqrt(c) if
                                       orthogonal, where c = 2 for relu and 1 for any other */
    double output_deviation;        /* sigma of W_L; 0 -> 1/m */
    bool train_input;               /* W_1 trained too */
    bool train_output;              /* W_L trained too */
    bool zero_output;               /* W_L = 0 at the start, whatever output_deviation says */
    bool normalise;                 /* RMS layer norm of every f_1 .. f_{L-1}, then the mark (FSC step 1) */
    const double *readout_scale;    /* (members,) or NULL: f_L = readout_scale W_L f_{L-1} (FSC step 2). NOT
                                       copied: the owner may change it between passes */
} hodo_tower;

/* The architecture of the tower, in the arena. HODO_INVALID for a depth below 2, a zero width, a branch
 * scale outside [-1, 1] without a skip_scale, or a deviation that is negative or not finite; HODO_NO_MEMORY. */
hodo_status hodo_tower_architecture(hodo_arena *arena, const hodo_tower *tower, hodo_architecture *architecture,
                                    hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
