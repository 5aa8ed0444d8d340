#include "lab/grammar.h"
#include "near.h"

#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static hodo_values values;

/* Reads a text; the values live as long as the test's process. */
static hodo_status take(hodo_type type, const char *text, hodo_error *error)
{
    return hodo_values_read(&values, type, text, hodo_arena_alloc(), error);
}

typedef struct reading {
    hodo_type type;
    const char *text, *canonical;
} reading;

/* What is typed, and the same in canonical text. */
static const reading readings[] = {
    {HODO_REAL, "0.5", "0.5"},
    {HODO_REAL, "1e-3,1E2, 3 ", "0.001,100,3"},
    {HODO_REAL, "-0", "0"},
    {HODO_REAL, "0.1000000000000000055511151231257827", "0.1"},
    {HODO_REAL, "1..4", "1,2,3,4"},
    {HODO_REAL, "linspace(0,1,11)", "0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1"},
    {HODO_REAL, "linspace(-0.3,0.3,7)", "-0.3,-0.2,-0.1,0,0.1,0.2,0.3"},
    {HODO_REAL, "linspace(5,9,1)", "5"},
    {HODO_REAL, "linspace( 2 , 1 , 3 ),0.5", "2,1.5,1,0.5"},
    {HODO_REAL, "logspace(-3,0,4)", "0.001,0.01,0.1,1"},
    {HODO_REAL, "logspace(0,1,3)", "1,3.16227766017,10"},
    {HODO_REAL, "logspace(-300,300,3)", "1e-300,1,1e+300"},
    {HODO_INTEGER, "10..13", "10,11,12,13"},
    {HODO_INTEGER, "10..20..5", "10,15,20"},
    {HODO_INTEGER, "10..19..5", "10,15"},
    {HODO_INTEGER, "3..-3..-2", "3,1,-1,-3"},
    {HODO_INTEGER, "7..7", "7"},
    {HODO_INTEGER, "-2..1,30,linspace(10,20,3)", "-2,-1,0,1,30,10,15,20"},
    {HODO_INTEGER, "logspace(0,2,3)", "1,10,100"},
    {HODO_INTEGER, "9223372036854775807,-9223372036854775808", "9223372036854775807,-9223372036854775808"},
    {HODO_TEXT, "a,b c, d", "a,b c,d"},
    {HODO_TEXT, "f(1,2),g", "f(1,2),g"},
    {HODO_TEXT, "1..3", "1..3"},
};

ParameterizedTestParameters(grammar, reads)
{
    static int cases[sizeof readings / sizeof readings[0]];
    for (int i = 0; i < (int)(sizeof readings / sizeof readings[0]); i++) {
        cases[i] = i;
    }
    return cr_make_param_array(int, cases, sizeof readings / sizeof readings[0]);
}

ParameterizedTest(int *index, grammar, reads)
{
    const reading *own = &readings[*index];
    hodo_error error = {0};
    cr_assert_eq(take(own->type, own->text, &error), HODO_OK, "%s: %s", own->text, error.message);
    cr_assert_str_eq(hodo_values_canonical(&values, hodo_arena_alloc(), NULL), own->canonical);
    /* Canonical text is a fixed point. */
    cr_assert_eq(take(own->type, own->canonical, &error), HODO_OK, "%s", error.message);
    cr_assert_str_eq(hodo_values_canonical(&values, hodo_arena_alloc(), NULL), own->canonical);
}

typedef struct refusal {
    hodo_type type;
    const char *text, *words;
} refusal;

static const refusal refusals[] = {
    {HODO_REAL, "", "empty"},
    {HODO_REAL, "1,,2", "empty"},
    {HODO_REAL, "1,", "empty"},
    {HODO_REAL, " ", "empty"},
    {HODO_REAL, "one", "'one' is not a number"},
    {HODO_REAL, "1 2", "not a number"},
    {HODO_REAL, "nan", "not finite"},
    {HODO_REAL, "inf", "not finite"},
    {HODO_REAL, "1e999", "largest double"},
    {HODO_REAL, "0.1..0.5", "no range of whole numbers"},
    {HODO_REAL, "linspace(0,1)", "is not linspace(a,b,n)"},
    {HODO_REAL, "linspace(0,1,2,3)", "is not linspace(a,b,n)"},
    {HODO_REAL, "linspace(0,nan,3)", "is not linspace(a,b,n)"},
    {HODO_REAL, "linspace(0,1,0)", "asks for 0 values"},
    {HODO_REAL, "linspace(0,1,1000001)", "asks for 1000001 values"},
    {HODO_REAL, "linspace(0,1,3)x", "is not linspace(a,b,n)"},
    {HODO_REAL, "linspac(0,1,3)", "did you mean linspace"},
    {HODO_REAL, "cube(3)", "there are linspace"},
    {HODO_REAL, "linspace(0,1,3", "parentheses"},
    {HODO_REAL, "1)", "parentheses"},
    {HODO_REAL, "logspace(0,400,3)", "leaves the doubles"},
    {HODO_INTEGER, "1.5", "not a whole number"},
    {HODO_INTEGER, "1e3", "not a whole number"},
    {HODO_INTEGER, "9223372036854775808", "9223372036854775808"},
    {HODO_INTEGER, "20..10", "does not lead"},
    {HODO_INTEGER, "10..20..-5", "does not lead"},
    {HODO_INTEGER, "10..20..0", "does not lead"},
    {HODO_INTEGER, "-9223372036854775808..9223372036854775807", "does not lead"},
    {HODO_INTEGER, "1..1000001", "more than 1000000 values"},
    {HODO_INTEGER, "1..999999,1,2", "more than 1000000 values"},
    {HODO_INTEGER, "1..", "no range"},
    {HODO_INTEGER, "logspace(0,17,2)", "2^53"},
    {HODO_TEXT, "a\tb", "control character"},
    {HODO_TEXT, "f(1,2", "parentheses"},
    {HODO_TEXT, "a,,b", "empty"},
};

ParameterizedTestParameters(grammar, refuses)
{
    static int cases[sizeof refusals / sizeof refusals[0]];
    for (int i = 0; i < (int)(sizeof refusals / sizeof refusals[0]); i++) {
        cases[i] = i;
    }
    return cr_make_param_array(int, cases, sizeof refusals / sizeof refusals[0]);
}

ParameterizedTest(int *index, grammar, refuses)
{
    const refusal *own = &refusals[*index];
    hodo_error error = {0};
    cr_assert_eq(take(own->type, own->text, &error), HODO_INVALID, "'%s' was taken", own->text);
    cr_assert_not_null(strstr(error.message, own->words), "'%s': %s", own->text, error.message);
}

/* Spacings against their definition, to half a unit of the 12 digits that they promise. */
Test(grammar, spacings_are_spaced)
{
    const double promised = 5e-12;
    cr_assert_eq(take(HODO_REAL, "logspace(-3,0,20)", NULL), HODO_OK);
    cr_assert_eq(values.count, 20);
    for (int i = 0; i < 20; i++) {
        near(values.reals[i], pow(10.0, -3.0 + 3.0 * i / 19.0), 0.0, promised);
    }
    cr_assert_eq(take(HODO_REAL, "linspace(-2.5,7.25,1000)", NULL), HODO_OK);
    cr_assert_eq(values.count, 1000);
    for (int i = 0; i < 1000; i++) {
        near(values.reals[i], -2.5 + 9.75 * i / 999.0, 1e-14, promised);
    }
    cr_assert(values.reals[0] == -2.5 && values.reals[999] == 7.25);
}

/* What linspace makes is what a person types: the same bits, so the same random stream. */
Test(grammar, spaced_values_can_be_typed)
{
    cr_assert_eq(take(HODO_REAL, "linspace(0,2,201)", NULL), HODO_OK);
    for (int i = 0; i <= 200; i++) {
        char typed[16];
        (void)snprintf(typed, sizeof typed, "%.2f", 0.01 * i);
        cr_assert_eq(values.reals[i], strtod(typed, NULL), "%s", typed);
    }
}

Test(grammar, finds_what_stands_twice)
{
    static const char *const texts[] = {"3,1,2", "3,1,2,1", "0.5,5e-1", "b,a", "b,a,b"};
    static const hodo_type types[] = {HODO_INTEGER, HODO_INTEGER, HODO_REAL, HODO_TEXT, HODO_TEXT};
    static const bool twice[] = {false, true, true, false, true};
    for (int i = 0; i < 5; i++) {
        size_t index;
        cr_assert_eq(take(types[i], texts[i], NULL), HODO_OK);
        cr_assert_eq(hodo_values_repeated(&values, &index, NULL), HODO_OK);
        cr_assert_eq(index != SIZE_MAX, twice[i], "%s", texts[i]);
    }
}
