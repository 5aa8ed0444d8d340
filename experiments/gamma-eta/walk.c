#include "experiments/gamma-eta/walk.h"

#include <math.h>

const char *const portrait_line_names[PORTRAIT_LINES] = {[PORTRAIT_MAX] = "max",
                                                         [PORTRAIT_SURVIVAL] = "survival",
                                                         [PORTRAIT_ONSET] = "onset",
                                                         [PORTRAIT_MIN] = "min"};

static bool (*const inside[PORTRAIT_LINES])(const landscape_outcome *) = {
    [PORTRAIT_MAX] = landscape_learned,
    [PORTRAIT_SURVIVAL] = landscape_survives,
    [PORTRAIT_ONSET] = landscape_calm,
    [PORTRAIT_MIN] = landscape_learned};

/* One rate at a time, from where the edge is expected up to the first that is out or down to the first that is
 * in: cells of a landscape remember its frozen pass, so that rates side by side save nothing. */
enum { RATES = 1 };
/* Decades. How far may be looked: to find that there is no region any more takes whole runs. Beyond `near`
 * decades of gamma no line is extrapolated. */
static const double reach = 1.5, near = 1.01;

double portrait_exponent(portrait_line line, bool square, bool rich, size_t depth)
{
    switch (line) {
    case PORTRAIT_MIN:
        return rich ? 1 : 2;
    case PORTRAIT_ONSET:
        return rich ? NAN : 2;
    case PORTRAIT_SURVIVAL:
        return rich ? NAN : square ? 2 : 1;
    default:
        return rich ? 2 / (double)depth : square ? 2 : NAN; /* cross-entropy: it depends on the steps */
    }
}

/* How far lines are bent from powers of gamma about 1, decades. */
static double bend(portrait_line line, bool square, double gamma)
{
    switch (line) {
    case PORTRAIT_MAX:
        return gamma > 1 ? 0 : 0.27 * gamma;
    case PORTRAIT_MIN:
        return gamma > 1 ? (square ? -1.5 / sqrt(gamma) : 0) : square ? 0 : 0.7 * (1 - gamma);
    default:
        return 0;
    }
}

double portrait_first_look(portrait_line line, bool square, size_t depth, size_t steps, double gamma)
{
    const bool rich = gamma > 1;
    const double lg = log10(gamma), exponent = portrait_exponent(line, square, rich, depth);
    const double per_matrix = (square ? 1.4 : 2.9) / (double)depth;
    const double foot = (rich ? (square ? 2.2 : 1.7) : 1.4) - log10((double)steps);
    const double constant = line == PORTRAIT_MIN     ? foot
                            : line == PORTRAIT_MAX   ? (rich ? (square ? 1.3 : 0.1) + per_matrix : 1.5)
                            : line == PORTRAIT_ONSET ? (square ? 1.5 : 2.1)
                                                     : (square ? 2.2 : 1.2);
    return constant + bend(line, square, gamma) + (isfinite(exponent) ? exponent : 1.5) * lg;
}

void portrait_window(bool square, size_t depth, size_t steps, double gamma, double *least, double *most)
{
    const double lg = log10(gamma);
    *least = 0.6 - log10((double)steps) + (gamma > 1 ? 1 : 2) * lg;
    *most = 2.8 + lg * (gamma > 1 ? 2 / (double)depth : square ? 2 : 1);
}

/* Along the table's exponent, or, where it has none, the last two found. */
static double extrapolated(const portrait_trace *trace, portrait_line line, bool square, double gamma,
                           double exponent)
{
    if (!isfinite(exponent)) {
        exponent = (trace->edge[0] - trace->edge[1]) / log10(trace->gamma[0] / trace->gamma[1]);
    }
    return trace->edge[0] + exponent * log10(gamma / trace->gamma[0]) + bend(line, square, gamma) -
           bend(line, square, trace->gamma[0]);
}

hodo_status portrait_step(hodo_arena *scratch, const landscape *of, double gamma, portrait_line line,
                          double resolution, double dither, portrait_trace *trace, boundary_runs *runs,
                          boundary *found, hodo_error *error)
{
    *found = (boundary){.found = false};
    if (trace->closed) {
        return HODO_OK;
    }
    const bool square = of->setting.loss == &hodo_loss_square;
    const size_t depth = of->architecture.weight_count;
    const double exponent = portrait_exponent(line, square, gamma > 1, depth);
    const bool known = (trace->count >= 2 || (trace->count == 1 && isfinite(exponent))) &&
                       fabs(log10(gamma / trace->gamma[0])) <= near;
    /* Where gamma is large a rate above the edge may look as one that is too slow: it begins inside. */
    const double inwards = line == PORTRAIT_MAX && gamma > 1 ? -0.5 : 0;
    const double centre =
        resolution * (dither + inwards) + (known ? extrapolated(trace, line, square, gamma, exponent)
                                     : portrait_first_look(line, square, depth, of->setting.steps, gamma));
    const boundary_rule rule = {.inside = inside[line],
                                .side = line == PORTRAIT_MIN ? BOUNDARY_LOWER : BOUNDARY_UPPER,
                                .least = centre,
                                .most = centre,
                                .resolution = resolution,
                                .section = RATES,
                                .reach = reach};
    const hodo_status status = boundary_find(scratch, of, gamma, &rule, runs, found, error);
    trace->closed = status == HODO_OK && gamma > 1 && !found->found;
    if (status == HODO_OK && found->found) {
        trace->gamma[1] = trace->gamma[0];
        trace->edge[1] = trace->edge[0];
        trace->gamma[0] = gamma;
        trace->edge[0] = found->edge;
        trace->count++;
    }
    return status;
}
