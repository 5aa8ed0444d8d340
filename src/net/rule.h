/* What each kind of layer does in each pass: the inside of net/pass.h. A rule reads and writes the
 * slots around its layer: slot i is the input of layer i and slot i + 1 its output.
 *
 *     forward            value[i + 1]           from value[i]
 *     backward           backward[i]            from backward[i + 1]
 *     tangent            tangent[i + 1]         from tangent[i]
 *     backward_tangent   backward_tangent[i]    from backward_tangent[i + 1]
 *
 * Where storage is shared: OPEN passes its slot on; a CLOSE or SCALE works in place in the slot of any row
 * before it but OPEN and LAYER_NORM, since nobody needs that row's own output. Backward vectors are kept at
 * features, at the outputs of weight layers and CLOSE rows, and everywhere in a second-order pass; the others
 * alternate between two scratch matrices.
 */
#ifndef HODO_NET_RULE_H
#define HODO_NET_RULE_H

#include "net/convolution.h"
#include "net/pass.h"

typedef enum hodo_pass_stage {
    HODO_STAGE_EMPTY = 0,
    HODO_STAGE_FORWARD,
    HODO_STAGE_BACKWARD,
} hodo_pass_stage;

struct hodo_pass {
    hodo_network *network;
    size_t samples, rows;
    hodo_pass_order order;
    hodo_pass_stage stage;  /* how far the last passes went */
    bool tangent_done; /* since the last forward */
    bool twin_done;    /* backward_tangent since the last tangent */
    bool want_input;   /* backward passes go down to slot 0, not only to `lowest` */
    size_t lowest;     /* slot of the output of the lowest weight layer; 0 where there is none */
    hodo_matrix *value, *tangent;             /* (slots,) each (rows, width) */
    hodo_matrix *backward, *backward_tangent; /* (slots,); the second only in a second-order pass */
    double **skip, **branch; /* (layers,) coefficients a row of CLOSE and SCALE; NULL elsewhere */
    double **inverse_norm;                    /* (layers,) 1/sqrt(mean square + epsilon) a row of LAYER_NORM */
    hodo_matrix work;                         /* (rows, widest); in a second-order pass */
    void *patch_work, *gradient_work; /* of convolutions: patches of a block, one gradient; NULL without any */
    double *row_work;                         /* (rows,) */
    hodo_matrix gram, more_gram;              /* (samples, samples), for samples > 1 */
    const hodo_stream *draw;                  /* during a forward that draws */
    const hodo_matrix *weight_direction;      /* of the last tangent */
    double *rates;                            /* (weight_count, members) */
    bool flowing;                             /* the last tangent ran along rates */
    bool input_still;                         /* the last tangent's direction of f_0 is 0 */
};

typedef struct hodo_rule {
    hodo_status (*forward)(hodo_pass *pass, size_t i, hodo_error *error);
    void (*backward)(hodo_pass *pass, size_t i);
    void (*tangent)(hodo_pass *pass, size_t i);
    void (*backward_tangent)(hodo_pass *pass, size_t i);
} hodo_rule;

extern const hodo_rule hodo_rule_dense, hodo_rule_activation, hodo_rule_norm, hodo_rule_scale, hodo_rule_open,
    hodo_rule_close, hodo_rule_convolution, hodo_rule_average_pool;

/* The convolution of layer i with the pass's work space, and work space shaped as its weights. */
hodo_convolution hodo_pass_convolution(const hodo_pass *pass, size_t i);
hodo_matrix hodo_pass_gradient_work(const hodo_pass *pass, size_t i);

/* Layer i of the pass. */
static inline const hodo_layer *hodo_pass_layer(const hodo_pass *pass, size_t i)
{
    return &pass->network->architecture->layers[i];
}

/* The first `columns` columns of a scratch matrix. */
static inline hodo_matrix hodo_narrow(hodo_matrix a, size_t columns)
{
    a.columns = columns;
    return a;
}

/* Whether the last tangent is 0 at the input of layer i, a weight layer, because nothing below moves. */
static inline bool hodo_pass_still_below(const hodo_pass *pass, size_t i)
{
    return pass->input_still && i + 1 == pass->lowest;
}

/* Index k of the weight layer at row i. */
size_t hodo_weight_index(const hodo_architecture *architecture, size_t i);

/* Draws weight matrix k in a forward that draws; nothing in any other. */
static inline hodo_status hodo_pass_draw_weight(hodo_pass *pass, size_t k, hodo_error *error)
{
    return pass->draw != NULL ? hodo_network_draw_weight(pass->network, pass->draw, k, error) : HODO_OK;
}

#endif
