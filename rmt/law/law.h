/* A law on the real line, known to theory: atoms and a density on a few intervals, with all that one asks of
 * it.
 *
 * Every law is a row of `rmt_laws`: a name, a table of parameters and the functions below. An open law is that
 * row with values and with what its solver keeps; it never changes after it was opened, so threads may share
 * it. What a row leaves NULL follows from the density by quadrature that knows the edges
 * (rmt/law/law_integral.h).
 *
 *     rmt_law *law;
 *     rmt_law_open(&law, error, "jacobian --activation=relu --depth=%d", 8);   the words of `hodo-rmt density`
 *     rmt_law_density(law, x, count, density, error);
 *     rmt_law_close(law);
 *
 * The density integrates to 1 minus the atoms; the distribution function counts atoms, and F(x) = mass of
 * (-inf, x]. Spectra are of J J^T, with tau(J J^T) = 1 unless the row says otherwise. To add a law, write
 * rmt/FOLDER/law_NAME.c beside its theory and add its row in rmt/law/laws.c.
 */
#ifndef RMT_LAW_H
#define RMT_LAW_H

#include "base/random.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Limits of a law. */
enum {
    RMT_ATOMS_MOST = 8, /* of a law; as many intervals and options */
    RMT_INTERVALS_MOST = 8,
    RMT_LAW_PARAMETERS_MOST = 8,
    RMT_MOMENTS_MOST = 64, /* orders that may be asked for */
};

/* A point of positive mass. */
typedef struct rmt_atom {
    double place, mass;
} rmt_atom;

/* An interval of the support; consecutive ones are disjoint and ascend. Near an edge the density goes as
 * distance^exponent: 1/2 at a soft edge, -1/2 at the hard edge of a square Wishart, -s/(s+1) at that of a
 * product of s. lower may be -INFINITY and upper INFINITY; the exponent is then ignored. */
typedef struct rmt_interval {
    double lower, upper;
    double lower_exponent, upper_exponent; /* > -1 */
} rmt_interval;

/* How the text of an option is read. */
typedef enum rmt_parameter_type { RMT_REAL = 0, RMT_INTEGER, RMT_WORD } rmt_parameter_type;

/* One option of a law. */
typedef struct rmt_law_parameter {
    const char *name;     /* without the dashes; NULL ends the table */
    rmt_parameter_type type;
    const char *standard; /* the text when it is not given; NULL: it must be given; "": may be left out (a
                           * WORD) */
    const char *value;    /* what stands after '=' in --help: "L" */
    const char *doc;      /* one line */
} rmt_law_parameter;

/* The value of one option. */
typedef union rmt_law_setting {
    double real;
    int64_t integer;
    const char *word; /* lives only while `open` runs */
} rmt_law_setting;

typedef struct rmt_law rmt_law;

/* What a law is; NULL where it has no such function. */
typedef struct rmt_law_row {
    const char *name; /* as typed: "marchenko-pastur" */
    const char *doc;  /* one line */
    const rmt_law_parameter *parameters; /* ended by a NULL name */

    /* Checks the settings (in the order of `parameters`; types are right, ranges are its business:
     * HODO_INVALID), and fills law->state, atoms and intervals. On failure it leaves nothing behind. */
    hodo_status (*open)(rmt_law *law, const rmt_law_setting *settings, hodo_error *error);
    void (*close)(void *state); /* frees the state; NULL when there is nothing to free */

    /* density[i] at x[i], any order; 0 outside the intervals, INFINITY where it diverges. */
    hodo_status (*density)(const rmt_law *law, const double *x, size_t count, double *density,
                           hodo_error *error);

    /* F(x[i]), atoms included. NULL: by quadrature. */
    hodo_status (*cumulative)(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error);

    /* moment[k - 1] = E[x^k], k = 1 .. order, atoms included. NULL: by quadrature. */
    hodo_status (*moments)(const rmt_law *law, size_t order, double *moment, hodo_error *error);

    /* One random matrix of the ensemble whose law this is as width grows, and its eigenvalues, ascending:
     * values[rmt_law_draw_count(law, width)]. Real matrices; a pure function of the stream and the width. */
    hodo_status (*draw)(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error);

    bool steep;   /* quadrature of the density may fail, on edges that are nearly 1/x: quantiles then invert
                     `cumulative` */
    bool extreme; /* a law of one number a matrix (its largest eigenvalue, scaled): `draw` gives one value */
    bool exact;   /* draws have this law at every width: nothing is granted for a finite one */
} rmt_law_row;

/* An open law. */
struct rmt_law {
    const rmt_law_row *row;
    void *state; /* the row's own */
    rmt_atom atoms[RMT_ATOMS_MOST]; /* ascending, masses > 0 */
    size_t atom_count;
    rmt_interval intervals[RMT_INTERVALS_MOST];
    size_t interval_count;
};

/* The rows, ended by NULL. */
extern const rmt_law_row *const rmt_laws[];

/* The row of this name; NULL, with HODO_INVALID and the nearest name in *error, when there is none. */
const rmt_law_row *rmt_law_find(const char *name, hodo_error *error);

/* Opens a law from texts, text[i] that of row->parameters[i] or NULL. HODO_INVALID names the option, its value,
 * the limit and the remedy; also HODO_NUMERIC, HODO_NO_MEMORY. */
hodo_status rmt_law_open_settings(const rmt_law_row *row, const char *const *text, rmt_law **law,
                                  hodo_error *error);

/* Opens a law from one line as on the command line: "fuss-catalan --order=2", words parted by blanks.
 * HODO_INVALID for an unknown law or option or a line of 1024 characters and more; else as
 * rmt_law_open_settings. */
hodo_status rmt_law_open(rmt_law **law, hodo_error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void rmt_law_close(rmt_law *law); /* accepts NULL */

/* density[i] and cumulative[i] at x[i], arrays of `count`; moment[k - 1] = E[x^k], k = 1 .. order: the row's
 * functions, or quadrature in their place. HODO_INVALID when x is not finite (density) or NaN
 * (cumulative), or order is outside 1 .. RMT_MOMENTS_MOST; HODO_NUMERIC when the density does not
 * integrate to what the atoms leave, a moment by quadrature hangs on a tail below double precision, or a moment
 * overflows; HODO_NO_MEMORY of the quadrature. */
hodo_status rmt_law_density(const rmt_law *law, const double *x, size_t count, double *density,
                            hodo_error *error);
hodo_status rmt_law_cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                               hodo_error *error);
hodo_status rmt_law_moments(const rmt_law *law, size_t order, double *moment, hodo_error *error);

/* x[i] = inf {x : F(x) >= probability[i]}, 0 < probability < 1 (0 and 1 give the ends of the support,
 * infinite ones too), met to about 1e-12 in F: deeper into an infinite tail than that x is no quantile.
 * HODO_INVALID for a probability outside [0, 1]; HODO_NUMERIC, HODO_NO_MEMORY of the quadrature. */
hodo_status rmt_law_quantile(const rmt_law *law, const double *probability, size_t count, double *x,
                             hodo_error *error);

/* x (points,) <- ascending places where a drawing of the density shows its edges: dense near them, inside the
 * intervals; points shared out among the intervals, at least 2 each. For an infinite interval, between
 * quantiles 1e-6 from its ends. HODO_INVALID for fewer points or a law of atoms alone; else as
 * rmt_law_quantile. */
hodo_status rmt_law_grid(const rmt_law *law, size_t points, double *x, hodo_error *error);

/* Values of one draw: width, or 1 for an extreme law. */
size_t rmt_law_draw_count(const rmt_law *law, size_t width);

/* The row's `draw`: values (draw count,), ascending. HODO_INVALID for a law without an ensemble or a width that
 * is 0 or beyond its limit; else the row's own errors. */
hodo_status rmt_law_draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                         hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
