/* Claims: what a figure shows, as statements that can fall.
 *
 * A claim compares a measured number with a predicted one. Noise is allowed for by k standard errors, k the
 * Student quantile with draws - 1 degrees of freedom at a false-alarm rate of HODO_FALSE_ALARM a claim: a true
 * claim falls once in a thousand seeds. What the theory itself does not promise (finite width, a step that is
 * not infinitesimal) is allowed for by `tolerance`, and must be stated. A test without power shows nothing:
 * when k standard errors exceed `resolution`, the smallest difference that would matter, the verdict is "too
 * noisy", and never "agrees".
 *
 *   kind       agrees                            differs                          otherwise
 *   EQUAL      k se <= resolution                |m - p| > allowance              too noisy
 *   APART      |m - p| > allowance               k se <= resolution               too noisy
 *   AT_MOST    k se <= resolution                m - p > allowance                too noisy   (k one-sided)
 *   AT_LEAST   k se <= resolution                p - m > allowance                too noisy   (k one-sided)
 *
 * with allowance = tolerance + k se + HODO_CLAIM_ROUNDING max(|m|, |p|), and "differs" looked at first, except
 * for APART. An exact claim (draws = 0 or standard_error = 0) has no noise. Fewer than two draws, whose
 * standard error is NaN, are "too noisy": data are wanting, nothing is wrong. Any other number that is not
 * finite, a negative standard error, or a positive one from fewer than two draws, differs.
 */
#ifndef HODO_LAB_CLAIM_H
#define HODO_LAB_CLAIM_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HODO_FALSE_ALARM 1e-3 /* a claim: among the fifty of the paper, one false alarm in twenty runs */

/* Of the larger number: what rounding may make of an identity. A mean of 1e4 products of double precision is
 * right to about 1e4 * 1.1e-16; and when all draws agree to the last bit, so does their spread, which then
 * allows for nothing. No theory here is claimed to better than 1e-12, so no false claim hides below. */
#define HODO_CLAIM_ROUNDING 1e-12

/* What is claimed of two numbers. */
typedef enum hodo_claim_kind {
    HODO_CLAIM_EQUAL = 0, /* measured equals predicted */
    HODO_CLAIM_APART,     /* measured can be told from `predicted`, which a wrong theory gives */
    HODO_CLAIM_AT_MOST,   /* measured <= predicted */
    HODO_CLAIM_AT_LEAST   /* measured >= predicted */
} hodo_claim_kind;

/* One claim. */
typedef struct hodo_claim {
    const char *id;        /* lower case, digits, '-': names the macro; one claim an id */
    const char *statement; /* one line */
    hodo_claim_kind kind;  /* which row of the table above */
    double predicted;      /* by theory; finite */
    double measured;       /* by the run, in the same unit */
    double standard_error; /* of measured - predicted; 0 when exact */
    size_t draws;          /* independent draws behind standard_error, see lab/estimate.h; 0 when exact */
    double tolerance;      /* systematic allowance, in the unit of measured; >= 0 */
    double resolution;     /* the smallest difference that would matter; INFINITY: noise is no objection */
} hodo_claim;

/* What comes of a claim. */
typedef enum hodo_verdict {
    HODO_AGREES = 0, /* it stands */
    HODO_DIFFERS,    /* it falls */
    HODO_TOO_NOISY   /* the run has no power to tell */
} hodo_verdict;

/* "agrees", "differs", "too noisy": as in tables and text. */
const char *hodo_verdict_name(hodo_verdict verdict);

/* "equal", "apart", "at most", "at least". */
const char *hodo_claim_kind_name(hodo_claim_kind kind);

/* k, in standard errors, for this many draws (>= 2) and this kind; NaN below two draws. */
double hodo_claim_quantile(hodo_claim_kind kind, size_t draws);

/* The factor by which the standard error of the worst of `count` numbers (>= 1), each an estimate of this many
 * draws, is to be enlarged so that a claim on the worst has the false-alarm rate of one claim, whatever their
 * dependence (Bonferroni). 1 for one number; NaN below two draws. */
double hodo_claim_worst_of(hodo_claim_kind kind, size_t draws, size_t count);

/* The verdict of the table above. *reason (may be NULL) says why a malformed claim differs, or that there are
 * too few draws; otherwise NULL. */
hodo_verdict hodo_claim_verdict(const hodo_claim *claim, const char **reason);

/* The claims of one run, and further numbers that its text quotes. */
typedef struct hodo_claims hodo_claims;

/* States a claim; texts are copied. HODO_INVALID for an id that is malformed or taken, or a statement of
 * more than one line; HODO_NO_MEMORY. */
hodo_status hodo_claims_add(hodo_claims *claims, const hodo_claim *claim, hodo_error *error);

/* A further number for the text: macro PAPER/FIGURE/KEY, rounded to `digits` significant digits (1 to 17).
 * HODO_INVALID for a key that is malformed or taken, or another number of digits; HODO_NO_MEMORY. */
hodo_status hodo_claims_quantity(hodo_claims *claims, const char *key, double value, int digits,
                                 hodo_error *error);

/* None yet. NULL with HODO_NO_MEMORY. */
hodo_claims *hodo_claims_alloc(hodo_error *error);

/* Gives back the claims and their texts; accepts NULL. */
void hodo_claims_free(hodo_claims *claims);

/* How many were stated. */
size_t hodo_claims_count(const hodo_claims *claims);

/* Claim number `index`, in the order they were stated; valid until the next one is. */
const hodo_claim *hodo_claims_at(const hodo_claims *claims, size_t index);

/* How many further numbers there are. */
size_t hodo_claims_quantities(const hodo_claims *claims);

/* The quantity's key; *text (valid until the claims are freed) is its rounded value as LaTeX. */
const char *hodo_claims_quantity_at(const hodo_claims *claims, size_t index, const char **text);

#ifdef __cplusplus
}
#endif

#endif
