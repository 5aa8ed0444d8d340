/* Does a number stay the same as something grows? The verdict that takes the place of an eye on a plot of
 * curves that should be flat: of a coordinate check against width, of a best learning rate.
 *
 * Each seed gives one slope of log2 value against log2 width, so that a Student interval over seeds is right
 * although the widths of a seed may share draws. Two intervals are held against +-bound, one of level 1 -
 * false_alarm, and a wider one that has this level over all `count` trends of the check at once (Bonferroni):
 *
 *     grows       the wide interval lies above bound
 *     vanishes    the wide interval lies below -bound
 *     constant    the narrow interval lies within [-bound, bound]
 *     undecided   neither: more seeds, or wider widths, would tell
 *
 * Where a number may vanish, "constant" says only that it does not grow: the narrow interval lies below bound.
 * A check passes when every trend is constant, is rejected when one grows or vanishes, and is undecided
 * otherwise. Hence a check all of whose slopes are within the bound is rejected with probability false_alarm at
 * most; and one that has a slope beyond it passes with probability false_alarm / 2 at most, whatever the others
 * do, without any correction for their number: all would have to pass (an intersection-union test).
 *
 * Exponents of width are multiples of 1/2 wherever sums of n terms are coherent or random, so HODO_TREND_BOUND
 * is half way to the nearest wrong one (chosen for that reason after first runs with .15): a check passes when
 * every slope is nearer to 0 than to +-1/2. That leaves room for what is systematic: slopes are exponents as
 * n -> infinity only, so fit the largest widths.
 *
 * How it decides, in percent of checks (spectral-condition/coordinate-check with SGD, widths 64..512, 24
 * trends, false_alarm 1e-2, 1000 seeds in groups): right ones are not rejected, wrong ones do not pass, and few
 * seeds leave both undecided.
 *
 *     seeds a check           5    10    16    24    40
 *     mup passes              5    60   100   100   100    rejected: none
 *     sp is rejected         13    93   100   100   100    passed: none
 *     ntp is rejected         2    15    40    78   100    passed: none
 *     readout n^1/2 wrong    86   100   100   100   100    passed: none
 */
#ifndef HODO_LAB_TREND_H
#define HODO_LAB_TREND_H

#include "lab/estimate.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HODO_TREND_BOUND 0.25 /* of slopes, see above */

/* The verdicts of the table above. */
typedef enum hodo_trend_verdict {
    HODO_TREND_CONSTANT = 0, /* "constant" */
    HODO_TREND_GROWS,        /* "grows" */
    HODO_TREND_VANISHES,     /* "vanishes" */
    HODO_TREND_UNDECIDED,    /* "undecided" */
    HODO_TREND_VERDICTS      /* how many there are */
} hodo_trend_verdict;

/* "constant", "grows", "vanishes", "undecided"; "unknown" for none of them. */
const char *hodo_trend_verdict_name(hodo_trend_verdict verdict);

/* What slopes are held against. */
typedef struct hodo_trend_rule {
    double bound;       /* > 0 and finite */
    bool may_vanish;    /* growth only is judged */
    double false_alarm; /* in (0, 1), of the whole check */
    size_t count;       /* trends of the check, >= 1 */
} hodo_trend_rule;

/* The trend of one number. */
typedef struct hodo_trend {
    hodo_estimate slope;        /* mean over seeds */
    double low;                 /* of the wide interval; NAN below two seeds or where a slope is not finite */
    double high;                /* its other end, or NAN */
    double margin;              /* of the narrow one's worse end over the bound; <= 0 when constant */
    hodo_trend_verdict verdict; /* of hodo_trend_judge */
} hodo_trend;

/* The least-squares slope of log2 values against log2 x, both (count,), x > 0, over least <= x <= most.
 * Values are >= 0 and may be infinite. INFINITY where one is and a finite one has a smaller x (it diverges
 * as x grows), -INFINITY where one is 0 and none diverges; NAN with fewer than two points, a NaN among them,
 * or nothing finite at the least x: there is then no trend to speak of. */
double hodo_trend_slope(const double *x, const double *values, size_t count, double least, double most);

/* The verdict on the slopes (seeds,) of independent seeds. Infinite ones count as beyond the bound on their
 * side: the verdict is that of this side when all seeds lie beyond the bound there, else undecided. A NaN,
 * or fewer than two seeds: undecided. */
hodo_trend hodo_trend_judge(const double *slopes, size_t seeds, const hodo_trend_rule *rule);

/* CONSTANT when all of trends (count,), count >= 1, are; that of one that grows or vanishes when there is
 * one; UNDECIDED otherwise. *which (may be NULL) <- the trend of that kind with the largest margin. */
hodo_trend_verdict hodo_trend_worst(const hodo_trend *trends, size_t count, size_t *which);

#ifdef __cplusplus
}
#endif

#endif
