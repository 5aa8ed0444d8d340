/* Boundaries of one portrait along gamma: the first looked for from a guess, each next one within a decade of
 * gamma from where the former ones point. The search goes on until it has passed the edge, and where an edge is
 * ragged the place of the first look moved it by less than draws scatter.
 */
#ifndef GAMMA_ETA_WALK_H
#define GAMMA_ETA_WALK_H

#include "experiments/gamma-eta/boundary.h"

typedef enum portrait_line {
    PORTRAIT_MAX = 0,  /* eta_max: the last rate that learns */
    PORTRAIT_SURVIVAL, /* the last rate that neither diverges nor gets stuck */
    PORTRAIT_ONSET,    /* catapults begin: the last rate whose loss never doubled */
    PORTRAIT_MIN,      /* eta_min: the first rate that learns */
    PORTRAIT_LINES
} portrait_line;

extern const char *const portrait_line_names[PORTRAIT_LINES]; /* "max", "survival", "onset", "min" */

/* Exponent of gamma in the phase table of arXiv 2410.04642, on the lazy side (gamma << 1) or the rich. */
double portrait_exponent(portrait_line line, bool square, bool rich, size_t depth);

/* log10 eta near which a boundary is first looked for, and the ends of a grid that holds all of them. The
 * constants are round numbers from trial runs; no result depends on them. */
double portrait_first_look(portrait_line line, bool square, size_t depth, size_t steps, double gamma);
void portrait_window(bool square, size_t depth, size_t steps, double gamma, double *least, double *most);

/* What a walk remembers of one line. */
typedef struct portrait_trace {
    double gamma[2], edge[2]; /* the last found, and the one before */
    size_t count;
    bool closed; /* no region was found at a gamma above 1: eta_min has met eta_max, and there is none beyond */
} portrait_trace;

/* Finds a line at the next gamma and remembers it. dither, uniform in (-1/2, 1/2) and drawn anew each time,
 * moves the rates that are tried by as many resolutions: an edge is known to the resolution only, and what is
 * left of that in its place is then independent noise, which the scatter of trials shows, and no pull to where
 * it was looked for. */
hodo_status portrait_step(hodo_arena *scratch, const landscape *of, double gamma, portrait_line line,
                          double resolution, double dither, portrait_trace *trace, boundary_runs *runs,
                          boundary *found, hodo_error *error);

#endif
