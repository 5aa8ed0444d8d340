/* The laboratory's face to an experiment.
 *
 * An experiment is data and at most five functions: a table of parameters, a table of columns, what one cell
 * computes, what the theory predicts, and what is claimed. `main` is one call of hodo_laboratory; arguments,
 * threads, journal, resume, progress, provenance, writing and help text are the laboratory's.
 *
 *     static const hodo_parameter parameters[] = {
 *         {.name = "width", .type = HODO_INTEGER, .role = HODO_ONE, .quick = "50", .usual = "200",
 *          .unit = "1", .doc = "units of a hidden layer", .least = 1, .most = 1e5},
 *         {.name = "beta", .type = HODO_REAL, .role = HODO_SWEEP, .usual = "logspace(-3,0,20)", .unit = "1",
 *          .doc = "branch scale", .least = 0, .most = 1, .least_excluded = true},
 *         {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .usual = "5", .unit = "1",
 *          .doc = "independent draws"},
 *         {0}};
 *
 * A cell is one point of the sweep: the cells are the cartesian product of the SWEEP and REPEAT parameters, in
 * the order of their declaration, the last one fastest. Its random stream is named by the values of those
 * parameters, not by their places in the lists: to add a value or a trial never shifts the draws of the others.
 * The price is that a list may not hold one value twice.
 */
#ifndef HODO_LAB_EXPERIMENT_H
#define HODO_LAB_EXPERIMENT_H

#include "base/arena.h"
#include "base/random.h"
#include "base/status.h"
#include "base/table.h"
#include "lab/claim.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the values of a parameter make. */
typedef enum hodo_parameter_role {
    HODO_ONE = 0, /* one value for the whole run */
    HODO_LIST,    /* a list that every cell sees whole */
    HODO_SWEEP,   /* a list; one cell a value */
    HODO_REPEAT   /* an integer count n >= 1; a cell sees its index, 0 .. n - 1 */
} hodo_parameter_role;

/* A row of the table of parameters. Values are texts in the grammar of --set: `30`, `1,3,10`,
 * `1..10`, `logspace(-3,0,20)`. */
typedef struct hodo_parameter {
    const char *name;         /* as in --set NAME=...; letters, digits, '-' and '_'; NULL ends the table */
    hodo_type type;           /* of every value */
    hodo_parameter_role role; /* one value, a list, or cells */
    const char *quick;        /* values of the preset "quick"; NULL: the usual ones */
    const char *usual;        /* values of the preset "default" */
    const char *paper;        /* values of the preset "paper"; NULL: the usual ones */
    const char *unit;         /* "1" for a pure number */
    const char *doc;          /* one line */
    double least;             /* limit of every value; `least` and `most` both 0 (left out): none */
    double most;              /* the other limit; both are ignored for TEXT */
    bool least_excluded;      /* values are above `least` */
    bool most_excluded;       /* values are below `most` */
    bool shares_draws;        /* SWEEP: cells that differ in this parameter only share their random stream */
} hodo_parameter;

/* One point of the sweep, while it is computed. */
typedef struct hodo_cell hodo_cell;

/* All parameters of a run, settled. */
typedef struct hodo_run hodo_run;

/* An experiment, whole. */
typedef struct hodo_experiment {
    const char *name;   /* "PAPER/FIGURE"; names the output, the macros and the random streams */
    const char *title;  /* one line */
    const char *source; /* "arXiv 2311.18718, Figure 1a", or "ours" */
    int revision; /* raise it when compute gives other rows: older journals and tables are then not continued */
    const hodo_parameter *parameters; /* ended by a NULL name */
    const hodo_column *columns;       /* what a cell measures; ended by a NULL name */
    const hodo_column *theory_columns; /* REAL or INTEGER; follow the measured ones; may be NULL */

    /* What cells read besides their parameters, in one line that lives as long as the process: the name of a
     * data set, and where a synthetic one stands in for it. Noted in the table as `# data:`, printed once when
     * the run begins, and part of what makes two runs the same. It may depend on which files there are, so that
     * a run is never continued on other data. NULL, or a function that returns NULL: cells read nothing. */
    const char *(*data)(void);

    /* Do these parameters fit together? Called for every cell before anything is computed; a failure is bad
     * usage. NULL: they always do. */
    hodo_status (*check)(const hodo_cell *cell, hodo_error *error);

    /* Computes one cell: any number of hodo_cell_row. It may depend on the cell only. */
    hodo_status (*compute)(hodo_cell *cell, hodo_error *error);

    /* The arithmetic of a cell, in multiply-adds or any unit that is the same for all cells: decides the order
     * (the longest first), --plan and the time left. NULL: all equal. */
    double (*cost)(const hodo_cell *cell);

    /* Fills the theory columns with hodo_table_set; they hold NaN (0 for integers) before. Runs on the finished
     * table every time and is never stored in the journal: a changed theory recomputes no cell. May be NULL. */
    hodo_status (*theory)(const hodo_run *run, hodo_table *table, hodo_error *error);

    /* States what the table shows with hodo_claims_add and hodo_claims_quantity. May be NULL. */
    hodo_status (*claims)(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error);
} hodo_experiment;

/* All of `main`; argv is (argc,) as main has it. Returns the exit status: 0 done, 1 failed while running, 2
 * bad usage or parameters, 3 --check and a claim fell. */
int hodo_laboratory(const hodo_experiment *experiment, int argc, char **argv);

/* --- What a cell knows. --- */

/* The value of a ONE or SWEEP parameter, in its unit; the index 0 .. n - 1 of a REPEAT parameter. An INTEGER
 * may be read as a real. A name that is no parameter of the experiment, or one of another type or role, is a
 * programming error, here and in all that follows: the program says so and aborts. */
double hodo_cell_real(const hodo_cell *cell, const char *name);

/* The same of an INTEGER. */
int64_t hodo_cell_integer(const hodo_cell *cell, const char *name);

/* The same of a TEXT, which lives as long as the run. */
const char *hodo_cell_text(const hodo_cell *cell, const char *name);

/* The REALs of a LIST, in the order given (of a ONE: a list of one): (*count,), which live as long as the
 * run. */
const double *hodo_cell_reals(const hodo_cell *cell, const char *name, size_t *count);

/* The INTEGERs of a LIST, (*count,), as hodo_cell_reals. */
const int64_t *hodo_cell_integers(const hodo_cell *cell, const char *name, size_t *count);

/* The TEXTs of a LIST, (*count,), as hodo_cell_reals. */
const char *const *hodo_cell_texts(const hodo_cell *cell, const char *name, size_t *count);

/* The cell's own random stream; every tensor of it is free. */
const hodo_stream *hodo_cell_stream(const hodo_cell *cell);

/* The worker's arena: empty when the cell begins, its memory kept from cell to cell. */
hodo_arena *hodo_cell_arena(const hodo_cell *cell);

/* Appends one row: as many values as `columns`, of their types (an integer is taken for a real). Texts are
 * copied. HODO_MISMATCH names the column of a wrong type; HODO_INVALID for a text with a tab or a line end,
 * HODO_NO_MEMORY. */
hodo_status hodo_cell_row(hodo_cell *cell, const hodo_value *values, hodo_error *error);

/* --- What the whole run knows, for theory and claims. --- */

/* The value of a ONE parameter, in its unit; the count n of a REPEAT parameter. */
double hodo_run_real(const hodo_run *run, const char *name);

/* The same of an INTEGER. */
int64_t hodo_run_integer(const hodo_run *run, const char *name);

/* The same of a TEXT, which lives as long as the run. */
const char *hodo_run_text(const hodo_run *run, const char *name);

/* All REALs of a LIST or SWEEP parameter (of a ONE: a list of one), in the order given: (*count,), which
 * live as long as the run. */
const double *hodo_run_reals(const hodo_run *run, const char *name, size_t *count);

/* All INTEGERs of one, (*count,), as hodo_run_reals. */
const int64_t *hodo_run_integers(const hodo_run *run, const char *name, size_t *count);

/* All TEXTs of one, (*count,), as hodo_run_reals. */
const char *const *hodo_run_texts(const hodo_run *run, const char *name, size_t *count);

/* What the experiment's `data` said; NULL for nothing. */
const char *hodo_run_data(const hodo_run *run);

/* "quick", "default" or "paper". */
const char *hodo_run_preset(const hodo_run *run);

/* The seed that all streams of the run begin with. */
uint64_t hodo_run_seed(const hodo_run *run);

#ifdef __cplusplus
}
#endif

#endif
