/* What a cell of the laboratory is asked for at one depth: which gammas, which boundaries, whether a grid
 * behind them; and what it costs. */
#ifndef GAMMA_ETA_PORTRAITS_REQUEST_H
#define GAMMA_ETA_PORTRAITS_REQUEST_H

#include "experiments/gamma-eta/walk.h"
#include "lab/experiment.h"

typedef struct portrait_request {
    bool square, rich, whole, wanted; /* `whole`: all boundaries */
    bool foot;                        /* eta_min also where it is not claimed */
    size_t depth, cells, count;
    const double *gammas; /* (count,) */
} portrait_request;

portrait_request portrait_asked(const hodo_cell *cell, int64_t depth);

/* eta_max as learned; on the lazy side of cross-entropy, where that depends on the steps, as survival. eta_min
 * where it is claimed, and wherever a whole depth has a grid. The onset of catapults at gamma << 1. */
bool portrait_wants(const portrait_request *of, portrait_line line, double gamma);

/* Decades to which a boundary is found: half of the parameter where the slope is of a decade of gamma or two,
 * the lazy side of the square loss. */
double portrait_resolution(const hodo_cell *cell, const portrait_request *of, double gamma);

landscape_setting portrait_setting(const hodo_cell *cell, const portrait_request *asked);

double portrait_cost(const hodo_cell *cell);

#endif
