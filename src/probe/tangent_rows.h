/* The inside of probe/tangent_kernel.h: a block of samples, and what its passes leave of each trained layer.
 *
 * Of a layer that goes by Gram products: h, a view of the pass, and g. Of one that goes by samples: its part of
 * J, in the place of g. Row s `passes` + c belongs to sample s and output c. Only tangent_kernel.c and
 * tangent_rows.c include this.
 */
#ifndef HODO_PROBE_TANGENT_ROWS_H
#define HODO_PROBE_TANGENT_ROWS_H

#include "net/pass.h"
#include "probe/tangent_kernel.h"

typedef struct hodo_tangent_rows {
    hodo_pass *pass, *single; /* of `batch` samples, of one; NULL where no layer needs it */
    hodo_matrix *rows;        /* (weight_count,) g (batch passes, outputs), or J's (batch passes, weights) */
    size_t count;             /* samples in the block */
} hodo_tangent_rows;

struct hodo_tangent_kernel {
    hodo_network *network;
    hodo_tangent_kernel_form form;
    hodo_tangent_kernel_route route;
    size_t output, batch, passes; /* passes: backward passes a sample */
    hodo_tangent_rows sides[2];
    hodo_matrix x;                   /* (batch, inputs) of a block that is filled up */
    hodo_matrix one_hot, single_hot; /* (batch, outputs), (1, outputs) */
    hodo_matrix inner, outer;        /* Gram matrices of h and of g, or of J's rows */
};

/* The layer of weights k, and whether it goes by samples. */
const hodo_layer *hodo_tangent_layer(const hodo_tangent_kernel *work, size_t k);
bool hodo_tangent_by_samples(const hodo_tangent_kernel *work, size_t k);

/* Memory of one side of work, whose other fields are set. */
bool hodo_tangent_rows_take(hodo_tangent_kernel *work, hodo_tangent_rows *at, hodo_arena *arena,
                            hodo_error *error);

/* The passes of a block x (count <= batch, inputs). The errors of the passes. */
hodo_status hodo_tangent_rows_load(hodo_tangent_kernel *work, hodo_tangent_rows *at, hodo_matrix x,
                                   hodo_error *error);

/* Rows s passes + c of a side's matrix, s = 0 .. count - 1, for one c. */
hodo_matrix hodo_tangent_rows_of(hodo_matrix rows, size_t passes, size_t c, size_t count);

#endif
