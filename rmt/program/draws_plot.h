/* Draws of a law's ensemble as boxes under its density: the picture of `sample` and `compare`.
 */
#ifndef RMT_DRAWS_PLOT_H
#define RMT_DRAWS_PLOT_H

#include "rmt/program/draws.h"
#include "rmt/program/histogram.h"
#include "rmt/program/law_curve.h"

typedef struct rmt_draws_plot {
    rmt_plot plot;
    rmt_law_curve curve;
    rmt_histogram histogram;
    char boxes_title[96];
} rmt_draws_plot;

/* Values that stand on an atom are left out of the boxes, but count in the total: boxes and line are of one
 * normalisation. The plot points into *picture, which must not move. */
hodo_status rmt_draws_plot_make(const rmt_law_request *request, const rmt_draws *draws, rmt_draws_plot *picture,
                                hodo_error *error);
void rmt_draws_plot_free(rmt_draws_plot *picture);

#endif
