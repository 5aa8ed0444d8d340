#include "lab/claim.h"
#include "lab/latex.h"
#include "near.h"

#include <criterion/parameterized.h>
#include <string.h>

/* Student quantiles of printed tables (Abramowitz and Stegun 26.10; NIST), to the digits printed there. */
Test(claim, quantiles)
{
    near(hodo_claim_quantile(HODO_CLAIM_EQUAL, 2), 636.619, 5e-4, 0.0);  /* 1 degree, two-sided 0.001 */
    near(hodo_claim_quantile(HODO_CLAIM_EQUAL, 6), 6.869, 5e-4, 0.0);    /* 5 */
    near(hodo_claim_quantile(HODO_CLAIM_APART, 31), 3.646, 5e-4, 0.0);   /* 30 */
    near(hodo_claim_quantile(HODO_CLAIM_AT_MOST, 11), 4.144, 5e-4, 0.0); /* 10, one-sided */
    near(hodo_claim_quantile(HODO_CLAIM_AT_LEAST, 11), 4.144, 5e-4, 0.0);
    near(hodo_claim_quantile(HODO_CLAIM_EQUAL, 100000000), 3.2905, 5e-5, 0.0); /* normal */
    cr_assert(isnan(hodo_claim_quantile(HODO_CLAIM_EQUAL, 1)));
    cr_assert(isnan(hodo_claim_quantile(HODO_CLAIM_EQUAL, 0)));
}

/* The worst of 10 two-sided numbers of 31 draws is held to the quantile of 1e-4: 4.482 with 30 degrees; of 1e8
 * draws, that of a normal variable at 1e-4, 3.8906. */
Test(claim, worst_of_several)
{
    near(hodo_claim_worst_of(HODO_CLAIM_EQUAL, 31, 1), 1, 0, 1e-15);
    near(3.6460 * hodo_claim_worst_of(HODO_CLAIM_EQUAL, 31, 10), 4.482, 5e-4, 0);
    near(3.2905 * hodo_claim_worst_of(HODO_CLAIM_EQUAL, 100000000, 10), 3.8906, 1e-4, 0);
    cr_assert(isnan(hodo_claim_worst_of(HODO_CLAIM_EQUAL, 1, 10)));
}

typedef struct judgement {
    hodo_claim_kind kind;
    double predicted, measured, standard_error;
    size_t draws;
    double tolerance, resolution;
    hodo_verdict verdict;
} judgement;

/* 31 draws: k = 3.646 two-sided, 3.385 one-sided. Each kind reaches every verdict, each boundary from both
 * sides. */
static const judgement judgements[] = {
    {HODO_CLAIM_EQUAL, 1.0, 1.003, 0.001, 31, 0.0, 0.01, HODO_AGREES},
    {HODO_CLAIM_EQUAL, 1.0, 1.0036, 0.001, 31, 0.0, 0.01, HODO_AGREES},
    {HODO_CLAIM_EQUAL, 1.0, 1.0037, 0.001, 31, 0.0, 0.01, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, 0.9963, 0.001, 31, 0.0, 0.01, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, 1.0037, 0.001, 31, 0.001, 0.01, HODO_AGREES},
    {HODO_CLAIM_EQUAL, 1.0, 1.003, 0.001, 31, 0.0, 0.0036, HODO_TOO_NOISY},
    {HODO_CLAIM_EQUAL, 1.0, 1.003, 0.001, 31, 0.0, 0.0037, HODO_AGREES},
    {HODO_CLAIM_EQUAL, 1.0, 2.0, 0.1, 31, 0.0, 0.01, HODO_DIFFERS}, /* noisy, and yet plainly wrong */
    {HODO_CLAIM_EQUAL, 1.0, 1.003, 0.001, 31, 0.0, INFINITY, HODO_AGREES},
    {HODO_CLAIM_EQUAL, 1.0, 1.0, 0.0, 0, 0.0, 0.0, HODO_AGREES},
    {HODO_CLAIM_EQUAL, 1.0, 1.0 + 1e-11, 0.0, 0, 0.0, 0.0, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, 1.0 + 1e-11, 0.0, 0, 1e-10, 0.0, HODO_AGREES},
    {HODO_CLAIM_EQUAL, 0.0, 1e-300, 0.0, 0, 0.0, 0.0, HODO_DIFFERS},
    /* Rounding decides nothing: these means are 7.5 of their tiny standard errors from one. */
    {HODO_CLAIM_EQUAL, 1.0, 1.0 + 6.7e-16, 8.9e-17, 31, 0.0, 0.01, HODO_AGREES},
    {HODO_CLAIM_AT_MOST, 1.0, 1.0 + 6.7e-16, 8.9e-17, 31, 0.0, 0.01, HODO_AGREES},
    {HODO_CLAIM_AT_LEAST, 1.0, 1.0 - 6.7e-16, 8.9e-17, 31, 0.0, 0.01, HODO_AGREES},
    {HODO_CLAIM_APART, 1.0, 1.0 + 6.7e-16, 8.9e-17, 31, 0.0, 0.01, HODO_DIFFERS},
    {HODO_CLAIM_APART, 1.0, 1.0 + 1e-11, 8.9e-17, 31, 0.0, 0.01, HODO_AGREES},
    {HODO_CLAIM_EQUAL, 1e6, 1e6 + 1e-7, 0.0, 0, 0.0, 0.0, HODO_AGREES},
    {HODO_CLAIM_EQUAL, 1.0, 1.0, 0.0, 1, 0.0, 0.0, HODO_AGREES},
    {HODO_CLAIM_APART, 1.0, 1.0037, 0.001, 31, 0.0, 0.01, HODO_AGREES},
    {HODO_CLAIM_APART, 1.0, 0.9963, 0.001, 31, 0.0, 0.0, HODO_AGREES},
    {HODO_CLAIM_APART, 1.0, 1.0036, 0.001, 31, 0.0, 0.01, HODO_DIFFERS},
    {HODO_CLAIM_APART, 1.0, 1.0036, 0.001, 31, 0.0, 0.0036, HODO_TOO_NOISY},
    {HODO_CLAIM_APART, 1.0, 1.0037, 0.001, 31, 0.001, 0.01, HODO_DIFFERS},
    {HODO_CLAIM_APART, 1.0, 1.0, 0.0, 0, 0.0, 0.0, HODO_DIFFERS},
    {HODO_CLAIM_AT_MOST, 1.0, 0.5, 0.001, 31, 0.0, 0.01, HODO_AGREES},
    {HODO_CLAIM_AT_MOST, 1.0, 1.0033, 0.001, 31, 0.0, 0.01, HODO_AGREES},
    {HODO_CLAIM_AT_MOST, 1.0, 1.0034, 0.001, 31, 0.0, 0.01, HODO_DIFFERS},
    {HODO_CLAIM_AT_MOST, 1.0, 0.5, 0.001, 31, 0.0, 0.0033, HODO_TOO_NOISY},
    {HODO_CLAIM_AT_LEAST, 1.0, 1.5, 0.001, 31, 0.0, 0.01, HODO_AGREES},
    {HODO_CLAIM_AT_LEAST, 1.0, 0.9967, 0.001, 31, 0.0, 0.01, HODO_AGREES},
    {HODO_CLAIM_AT_LEAST, 1.0, 0.9966, 0.001, 31, 0.0, 0.01, HODO_DIFFERS},
    {HODO_CLAIM_AT_LEAST, 1.0, 1.5, 0.001, 31, 0.0, 0.0033, HODO_TOO_NOISY},
    /* What cannot be judged differs, whatever is claimed. */
    {HODO_CLAIM_EQUAL, NAN, 1.0, 0.1, 31, 0.0, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, NAN, 0.1, 31, 0.0, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_APART, 1.0, NAN, 0.1, 31, 0.0, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_APART, 1.0, INFINITY, 0.1, 31, 0.0, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_AT_MOST, 1.0, -INFINITY, 0.1, 31, 0.0, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, 1.0, NAN, 31, 0.0, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, 1.0, -0.1, 31, 0.0, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, 1.0, 0.1, 1, 0.0, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, 1.0, 0.1, 0, 0.0, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, 1.0, 0.1, 31, NAN, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, 1.0, 0.1, 31, -1.0, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, 1.0, 0.1, 31, INFINITY, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, 1.0, 0.1, 31, 0.0, NAN, HODO_DIFFERS},
    /* Too few draws for a standard error: data are wanting, nothing is wrong. */
    {HODO_CLAIM_EQUAL, 1.0, 5.0, NAN, 1, 0.0, 1.0, HODO_TOO_NOISY},
    {HODO_CLAIM_EQUAL, 1.0, 1.0, NAN, 1, 0.0, INFINITY, HODO_TOO_NOISY},
    {HODO_CLAIM_APART, 1.0, 5.0, NAN, 1, 0.0, 1.0, HODO_TOO_NOISY},
    {HODO_CLAIM_AT_MOST, 1.0, 5.0, NAN, 0, 0.0, 1.0, HODO_TOO_NOISY},
    {HODO_CLAIM_EQUAL, 1.0, NAN, NAN, 0, 0.0, 1.0, HODO_TOO_NOISY},
    {HODO_CLAIM_EQUAL, 1.0, NAN, NAN, 1, 0.0, 1.0, HODO_DIFFERS}, /* the one draw is none */
    {HODO_CLAIM_EQUAL, 1.0, NAN, 0.0, 0, 0.0, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, NAN, 1.0, NAN, 1, 0.0, 1.0, HODO_DIFFERS},
    {HODO_CLAIM_EQUAL, 1.0, 1.0, NAN, 1, NAN, 1.0, HODO_DIFFERS},
};

ParameterizedTestParameters(claim, verdicts)
{
    static int cases[sizeof judgements / sizeof judgements[0]];
    for (int i = 0; i < (int)(sizeof judgements / sizeof judgements[0]); i++) {
        cases[i] = i;
    }
    return cr_make_param_array(int, cases, sizeof judgements / sizeof judgements[0]);
}

ParameterizedTest(int *index, claim, verdicts)
{
    const judgement *own = &judgements[*index];
    const hodo_claim claim = {"id",           "statement",    own->kind,
                              own->predicted, own->measured,  own->standard_error,
                              own->draws,     own->tolerance, own->resolution};
    const char *reason;
    const hodo_verdict got = hodo_claim_verdict(&claim, &reason);
    cr_assert_eq(got, own->verdict, "case %d: %s, not %s", *index, hodo_verdict_name(got),
                 hodo_verdict_name(own->verdict));
    cr_assert(reason == NULL || got == HODO_DIFFERS || (got == HODO_TOO_NOISY && own->draws < 2));
    cr_assert(reason != NULL || got != HODO_TOO_NOISY || own->draws >= 2, "too few draws are told");
}

Test(claim, ids_are_tame_and_single)
{
    hodo_claims *claims = hodo_claims_alloc(NULL);
    hodo_claim claim = {.id = "slope", .statement = "s", .kind = HODO_CLAIM_EQUAL};
    cr_assert_eq(hodo_claims_add(claims, &claim, NULL), HODO_OK);
    cr_assert_eq(hodo_claims_add(claims, &claim, NULL), HODO_INVALID);
    static const char *const bad[] = {"", "Slope", "a b", "a/b", "a_b", "a}"};
    for (int i = 0; i < 6; i++) {
        claim.id = bad[i];
        cr_assert_eq(hodo_claims_add(claims, &claim, NULL), HODO_INVALID, "%s", bad[i]);
    }
    claim = (hodo_claim){.id = "x", .statement = "a\tb"};
    cr_assert_eq(hodo_claims_add(claims, &claim, NULL), HODO_INVALID);
    cr_assert_eq(hodo_claims_count(claims), 1);
    const char *text;
    cr_assert_eq(hodo_claims_quantity(claims, "fit/slope", 0.123456, 3, NULL), HODO_OK);
    cr_assert_eq(hodo_claims_quantity(claims, "fit/slope", 0.2, 3, NULL), HODO_INVALID);
    cr_assert_eq(hodo_claims_quantity(claims, "fit/other", 0.2, 0, NULL), HODO_INVALID);
    cr_assert_str_eq(hodo_claims_quantity_at(claims, 0, &text), "fit/slope");
    cr_assert_str_eq(text, "0.123");
    hodo_claims_free(claims);
    hodo_claims_free(NULL);
}

typedef struct wording {
    double x;
    int digits;
    const char *text;
} wording;

static const wording wordings[] = {
    {0.75, 4, "0.7500"},
    {0.99996, 4, "1.000"},
    {9.996, 3, "10.0"},
    {123456.0, 2, "120000"},
    {999999.0, 3, "\\ensuremath{1.00\\times 10^{6}}"},
    {-0.5, 2, "\\ensuremath{-0.50}"},
    {1.5e-5, 2, "\\ensuremath{1.5\\times 10^{-5}}"},
    {1e-4, 1, "0.0001"},
    {0.0, 4, "0"},
    {NAN, 4, "undefined"},
    {-INFINITY, 4, "\\ensuremath{-\\infty}"},
    {200.0, 3, "200"},
};

Test(claim, numbers_in_a_sentence)
{
    for (size_t i = 0; i < sizeof wordings / sizeof wordings[0]; i++) {
        char text[HODO_LATEX_SIZE];
        hodo_latex_number(wordings[i].x, wordings[i].digits, text);
        cr_assert_str_eq(text, wordings[i].text);
    }
    char text[HODO_LATEX_SIZE];
    hodo_latex_measured(0.75412345, 0.0031, text);
    cr_assert_str_eq(text, "0.7541");
    hodo_latex_measured(123.456, 9.97, text);
    cr_assert_str_eq(text, "123"); /* 9.97 rounds to 10, whose second digit is a one */
    hodo_latex_measured(0.75412345, 0.0, text);
    cr_assert_str_eq(text, "0.7541");
    hodo_latex_measured(0.01, 3.0, text);
    cr_assert_str_eq(text, "0.01");
}

Test(claim, words_are_escaped)
{
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    hodo_latex_escape("a_b 50% {x} \\ ~^&#$", file);
    (void)fclose(file);
    cr_assert_str_eq(text,
                     "a\\_b 50\\% \\{x\\} \\textbackslash{} \\textasciitilde{}\\textasciicircum{}\\&\\#\\$");
}
