/* The picture of a measured spectrum: its eigenvalues as boxes, the fitted Marchenko-Pastur density through
 * them, edges and outliers marked.
 */
#ifndef RMT_SPECTRUM_PLOT_H
#define RMT_SPECTRUM_PLOT_H

#include "rmt/program/spectrum_judgement.h"

/* The title is the path; the rest as rmt_plot_draw. */
hodo_status rmt_spectrum_plot(const char *path, const rmt_measured_spectrum *spectrum,
                              const rmt_spectrum_judgement *judgement, const char *picture, hodo_error *error);

#endif
