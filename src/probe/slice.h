/* The part of a network between two of its features, as a network of its own on the same weights.
 *
 * No residual is open at a feature, so the rows between f_u and f_v are an architecture, with inputs m_u and
 * outputs m_v. Its passes are the library's own: linearised layers are written once, in src/net, and a slice
 * asks them for d f_v/d f_u a block of rows at a time. A family is sliced a member at a time. Scales are not
 * copied: they are read anew by every forward pass of the slice, as in the network.
 */
#ifndef HODO_PROBE_SLICE_H
#define HODO_PROBE_SLICE_H

#include "net/pass.h"

typedef struct hodo_slice {
    hodo_architecture architecture; /* one member */
    hodo_network network;           /* views of the weights of the whole */
    size_t first_weight;             /* dense layer k of the slice is first_weight + k of the whole */
    hodo_pass *pass;                /* of `rows` samples */
} hodo_slice;

/* The slice between features u < v of one member, with a pass of `rows` rows, in the arena. HODO_INVALID when
 * the member or the features do not exist or u >= v, HODO_NO_MEMORY. */
hodo_slice *hodo_slice_take(hodo_arena *arena, const hodo_network *network, size_t member, size_t u, size_t v,
                            size_t rows, hodo_error *error);

/* Forward of the same f_u, (1, m_u), in every row of the pass. `repeated` is (rows, m_u) of work space. The
 * errors of hodo_pass_forward. */
hodo_status hodo_slice_forward(hodo_slice *slice, hodo_matrix feature, hodo_matrix repeated, hodo_error *error);

/* gradient <- rows first .. first + gradient.rows - 1 of the identity; zero where there are no more. */
void hodo_identity_rows(hodo_matrix gradient, size_t first);

#endif
