#include "experiments/gamma-eta/portraits/request.h"

#include <string.h>

enum { PIXELS = 28 * 28, CLASSES = 10 };

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

double portrait_resolution(const hodo_cell *cell, const portrait_request *of, double gamma)
{
    return hodo_cell_real(cell, "resolution") * (of->square && gamma < HODO_CENTRED_FLOAT_LEAST ? 0.5 : 1);
}

landscape_setting portrait_setting(const hodo_cell *cell, const portrait_request *asked)
{
    return (landscape_setting){.model = HODO_MLP,
                               .width = (size_t)hodo_cell_integer(cell, "width"),
                               .depth = asked->depth,
                               .steps = (size_t)hodo_cell_integer(cell, "steps"),
                               .loss = asked->square ? &hodo_loss_square : &hodo_loss_cross_entropy};
}

/* Parts of all steps that runs take: what diverges or is stuck ends early. By trial runs, as are the runs that a
 * boundary takes: two where it is as the last ones say, more at the first gammas and where it has gone. */
static const double grid_steps = 0.8, look_steps = 0.9;
static const double first_looks = 3, other_looks = 2.5;

static double looks(const portrait_request *asked, size_t place)
{
    double sum = 0;
    for (portrait_line line = 0; line < PORTRAIT_LINES; line++) {
        const bool searched = portrait_wants(asked, line, asked->gammas[place]) && line != PORTRAIT_ONSET;
        sum += !searched ? 0 : place < 2 ? first_looks : other_looks;
    }
    return sum;
}

/* One run is stepped without its frozen pass, which is made once a depth and precision. */
static double depth_cost(const hodo_cell *cell, const portrait_request *asked)
{
    const landscape_setting setting = portrait_setting(cell, asked);
    const size_t batch = (size_t)hodo_cell_integer(cell, "batch");
    const double steps = (double)hodo_cell_integer(cell, "steps");
    const double test = (double)hodo_cell_integer(cell, "test") / (double)batch;
    double sum = 0, frozen_before = 0;
    for (size_t i = 0; i < asked->count; i++) {
        const double gamma = asked->gammas[i];
        const double one = landscape_step_cost(&setting, PIXELS, CLASSES, batch, gamma, 1);
        const double two = landscape_step_cost(&setting, PIXELS, CLASSES, batch, gamma, 2);
        const double own = two - one, frozen = one - own;
        const double cells = (double)asked->cells;
        sum += steps * own * (grid_steps * cells + look_steps * looks(asked, i)) + cells * test * 2 * frozen;
        sum += frozen != frozen_before ? steps * frozen : 0;
        frozen_before = frozen;
    }
    return sum;
}

double portrait_cost(const hodo_cell *cell)
{
    size_t count;
    const int64_t *depths = hodo_cell_integers(cell, "L", &count);
    const double images = (double)(hodo_cell_integer(cell, "steps") * hodo_cell_integer(cell, "batch"));
    double sum = images * LANDSCAPE_IMAGE_COST;
    for (size_t d = 0; d < count; d++) {
        const portrait_request asked = portrait_asked(cell, depths[d]);
        sum += asked.wanted ? depth_cost(cell, &asked) : 0;
    }
    return sum;
}
