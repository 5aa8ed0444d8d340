#include "experiments/gamma-eta/portraits/request.h"

#include <string.h>

static bool listed(const hodo_cell *cell, const char *name, int64_t depth)
{
    size_t count;
    const int64_t *depths = hodo_cell_integers(cell, name, &count);
    for (size_t i = 0; i < count; i++) {
        if (depths[i] == depth) {
            return true;
        }
    }
    return false;
}

portrait_request portrait_asked(const hodo_cell *cell, int64_t depth)
{
    portrait_request of = {.square = strcmp(hodo_cell_text(cell, "loss"), "mse") == 0,
                           .rich = strcmp(hodo_cell_text(cell, "side"), "rich") == 0,
                           .depth = (size_t)depth};
    of.gammas = hodo_cell_reals(cell, of.rich ? "rich" : "lazy", &of.count);
    const bool first = hodo_cell_integer(cell, "trials") == 0;
    of.cells = first && listed(cell, "painted", depth) ? (size_t)hodo_cell_integer(cell, "cells") : 0;
    of.whole = first || listed(cell, "whole", depth);
    of.wanted = of.rich || of.whole;
    of.foot = of.cells > 0 && listed(cell, "whole", depth);
    return of;
}

bool portrait_wants(const portrait_request *of, portrait_line line, double gamma)
{
    switch (line) {
    case PORTRAIT_MAX:
        return of->square || of->rich;
    case PORTRAIT_SURVIVAL:
        return !of->square && !of->rich;
    case PORTRAIT_ONSET:
        return of->square && gamma < HODO_CENTRED_FLOAT_LEAST;
    default:
        return of->rich ? of->whole && (of->square || of->foot) : of->foot;
    }
}

landscape_setting portrait_setting(const hodo_cell *cell, const portrait_request *asked)
{
    return (landscape_setting){.model = HODO_MLP,
                               .width = (size_t)hodo_cell_integer(cell, "width"),
                               .depth = asked->depth,
                               .steps = (size_t)hodo_cell_integer(cell, "steps"),
                               .loss = asked->square ? &hodo_loss_square : &hodo_loss_cross_entropy};
}

/* Whole runs that a gamma takes: the grid's below its top and those of each boundary. */
double portrait_cost(const hodo_cell *cell)
{
    size_t count;
    const int64_t *depths = hodo_cell_integers(cell, "L", &count);
    const size_t batch = (size_t)hodo_cell_integer(cell, "batch");
    const double steps = (double)hodo_cell_integer(cell, "steps");
    double sum = steps * (double)batch * LANDSCAPE_IMAGE_COST;
    for (size_t d = 0; d < count; d++) {
        const portrait_request asked = portrait_asked(cell, depths[d]);
        const landscape_setting setting = portrait_setting(cell, &asked);
        for (size_t i = 0; asked.wanted && i < asked.count; i++) {
            double runs = 0.7 * (double)asked.cells;
            for (portrait_line line = 0; line < PORTRAIT_LINES; line++) {
                const bool first = i == 0;
                runs += !portrait_wants(&asked, line, asked.gammas[i]) ? 0
                        : line == PORTRAIT_ONSET                       ? 1
                        : first                                        ? 6
                                                                       : 3;
            }
            sum += steps * runs / 2 * landscape_step_cost(&setting, 28 * 28, 10, batch, asked.gammas[i], 2);
        }
    }
    return sum;
}
