/* The grid of a portrait: at one gamma all rates of a window that holds every boundary, evenly spaced in log
 * eta, how each ends and how well it classifies.
 *
 * No boundary is looked for among these runs: their rates follow the table's exponents, and would pull what is
 * found to within a resolution of them. */
#ifndef GAMMA_ETA_PORTRAITS_GRID_H
#define GAMMA_ETA_PORTRAITS_GRID_H

#include "experiments/gamma-eta/portraits/request.h"

enum { PORTRAIT_CELLS_MOST = 400 }; /* of one gamma */

/* outcomes, accuracies (asked->cells,) by rising eta; accuracies NaN for cells that diverged; *half: half of
 * the decades between two rates. Errors are those of landscape_run. */
hodo_status portrait_grid(hodo_arena *scratch, const landscape *of, const portrait_request *asked, double gamma,
                          landscape_outcome *outcomes, double *accuracies, double *half, hodo_error *error);

#endif
