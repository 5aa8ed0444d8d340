/* The Stieltjes transform of a law to the right of its support, G(z) = int dmu(x) / (z - x), z real, by
 * quadrature of its density: what places outliers.
 *
 * Each interval is mapped by tanh-sinh (Takahasi and Mori 1974), which meets an edge of any exponent, hard or
 * soft, and the pole of 1 / (z - x) that closes in on it. z is given by its gap above the uppermost edge and
 * nodes by their distance from it, so nothing cancels when the outlier has just left the bulk; in the last 1e-8
 * of an interval, where x has too few digits for its distance, the density goes on as its own power. Nodes are
 * computed once, after which a value of G costs one sum.
 */
#ifndef RMT_STIELTJES_H
#define RMT_STIELTJES_H

#include "base/status.h"
#include "rmt/law/law.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rmt_stieltjes rmt_stieltjes; /* nodes and weights; never changes after it was opened */

/* Computes the nodes. HODO_INVALID when the support is unbounded or an atom stands at or above the uppermost
 * edge; HODO_NUMERIC when density and atoms do not add up to 1 within 1e-6; HODO_NO_MEMORY. The law may be
 * closed afterwards. */
hodo_status rmt_stieltjes_open(const rmt_law *law, rmt_stieltjes **transform, hodo_error *error);
void rmt_stieltjes_close(rmt_stieltjes *transform); /* accepts NULL */

double rmt_stieltjes_edge(const rmt_stieltjes *transform);   /* the uppermost one */
double rmt_stieltjes_lowest(const rmt_stieltjes *transform); /* the lowest point of the support */

/* At z = edge + gap, gap >= 0: order 0: *value = sum mu(x) / (z - x); order 1: sum mu(x) x / (z - x), which is
 * z G(z) - 1; *slope the derivative by z. At gap = 0 the value is INFINITY unless the density vanishes at the
 * edge, and the slope is -INFINITY. */
void rmt_stieltjes_at(const rmt_stieltjes *transform, int order, double gap, double *value, double *slope);

#ifdef __cplusplus
}
#endif

#endif
