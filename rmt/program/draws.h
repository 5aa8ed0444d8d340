/* The options of the commands that draw matrices (--width, --draws, --seed), and the draws themselves.
 */
#ifndef RMT_DRAWS_H
#define RMT_DRAWS_H

#include "base/option.h"
#include "base/table.h"
#include "rmt/law/law.h"

#define RMT_WIDTH_OPTION {"width", "M", "rows of a matrix [200]"}
#define RMT_SEED_OPTION {"seed", "N", "another seed, other draws [1]"}

enum {
    RMT_WIDTH_STANDARD = 200,
    RMT_WIDTH_MOST = 20000,    /* a dense matrix of 3 GB */
    RMT_VALUES_MOST = 50000000, /* draws * width: what a table still holds */
};

typedef struct rmt_draws {
    int64_t width, draws, seed;
    size_t each;    /* values of a draw */
    double *values; /* (draws, each), ascending in each draw */
} rmt_draws;

/* Reads the three options (rows of RMT_WIDTH_OPTION, one for --draws, RMT_SEED_OPTION, in this order). Draws
 * are within least .. most; HODO_INVALID names what is not. */
hodo_status rmt_draws_read(const hodo_option options[3], const char *const text[3], int64_t width_least,
                           int64_t standard, int64_t least, int64_t most, rmt_draws *draws, hodo_error *error);

/* Draws: matrix d is a pure function of (seed, "hodo-rmt sample", d, width). Free with rmt_draws_free. */
hodo_status rmt_draws_make(const rmt_law *law, rmt_draws *draws, hodo_error *error);
void rmt_draws_free(rmt_draws *draws);

hodo_status rmt_draws_note(const rmt_draws *draws, hodo_table *table, hodo_error *error);

#endif
