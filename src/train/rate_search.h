/* The best learning rate: of the rates eta = factor^(k + offset), k whole, the one of least loss, and between
 * them the vertex of a parabola through log loss against log2 eta (ours).
 *
 * What a rate's loss is, a callback says; it is asked for several rates at once, so that it may train them as
 * one cohort. The first round stands about a guess; then rates are added below or above, some at a time, until
 * on either side of the best one stands a rate that is worse by the share `rise`, or until `most` are tried:
 * then it is said that the best rate is at the edge of what was tried, never guessed. The grid does not know
 * the guess, so that the answer depends on it only where the loss has two valleys: theory may guess, and
 * cannot pull the answer towards itself.
 *
 * The parabola is a least-squares fit over the rates next to the best one whose loss is within the share `rise`
 * (three rates where there are fewer). It is left out, and the rate of the grid is the answer, where a
 * neighbour of the best rate diverged: `cliff`. A rate of the grid is off by up to half a step; drawn anew for
 * every network, `offset` makes of that a noise which the scatter of networks shows.
 */
#ifndef HODO_TRAIN_RATE_SEARCH_H
#define HODO_TRAIN_RATE_SEARCH_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Limits of a search. */
enum {
    HODO_RATES_MOST = 64,      /* rates in all */
    HODO_RATES_ROUND_MOST = 32 /* rates of one round */
};

/* losses (count,) <- the loss at each of etas (count,), ascending; INFINITY where it did not survive. NaN
 * counts as that. */
typedef hodo_status (*hodo_rate_trial)(void *context, const double *etas, size_t count, double *losses,
                                       hodo_error *error);

/* The rates that may be tried, and how many. */
typedef struct hodo_rate_grid {
    double factor;            /* between neighbours, > 1 */
    double offset;            /* in [-1/2, 1/2] */
    double rise;              /* >= 0, share of the least loss; 0: any worse rate will do */
    size_t first;             /* rates of the first round, 1 .. HODO_RATES_ROUND_MOST */
    size_t more;              /* of every other round, the same */
    size_t most;              /* of all of them, first .. HODO_RATES_MOST */
} hodo_rate_grid;

/* How a search ended. */
typedef enum hodo_rate_end {
    HODO_RATE_FOUND = 0, /* worse rates stand on either side */
    HODO_RATE_BELOW,     /* `most` rates tried: the best one may be below them all (or none survived) */
    HODO_RATE_ABOVE,     /* or above */
    HODO_RATE_ENDS       /* how many there are */
} hodo_rate_end;

/* "found", "below the grid", "above the grid". */
const char *hodo_rate_end_name(hodo_rate_end end);

/* What a search found. */
typedef struct hodo_rate_search {
    hodo_rate_end end;              /* whether it is to be believed */
    double eta;                     /* the best rate, by the parabola; NaN where none survived */
    double loss;                    /* its loss, by the parabola; INFINITY where none survived */
    double grid_eta;                /* the best rate that was tried; NaN where none survived */
    double grid_loss;               /* its loss; INFINITY where none survived */
    bool cliff;                     /* its neighbour did not survive: eta is grid_eta */
    size_t count;                   /* rates tried */
    double etas[HODO_RATES_MOST];   /* (count,) ascending */
    double losses[HODO_RATES_MOST]; /* (count,) INFINITY where it did not survive */
} hodo_rate_search;

/* Searches about `guess`. HODO_INVALID for a guess that is not positive and finite or a grid out of its range
 * (HODO_RATES_MOST), and whatever the trial fails with. */
hodo_status hodo_rate_search_run(const hodo_rate_grid *grid, double guess, hodo_rate_trial trial, void *context,
                                 hodo_rate_search *found, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
