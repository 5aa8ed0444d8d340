#include "lab/record.h"
#include "near.h"
#include "toy.h"

#include <criterion/parameterized.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* The cells are the cartesian product, the last parameter the fastest. */
Test(run, cells_are_the_product)
{
    hodo_run *run = toy_run(1, NULL, NULL, NULL, NULL);
    cr_assert_eq(run->cells, 2 * 3 * 4);
    static const double beta[] = {0.5, 0.25};
    static const char *const rule[] = {"a", "b", "c"};
    hodo_cell cell = hodo_cell_of(run, hodo_arena_alloc());
    for (size_t i = 0; i < run->cells; i++) {
        hodo_cell_point(&cell, i);
        cr_assert_eq(hodo_cell_real(&cell, "beta"), beta[i / 12]);
        cr_assert_str_eq(hodo_cell_text(&cell, "rule"), rule[i / 4 % 3]);
        cr_assert_eq(hodo_cell_integer(&cell, "trials"), (int64_t)(i % 4));
        cr_assert_eq(hodo_cell_integer(&cell, "width"), 20);
        cr_assert_eq(hodo_cell_real(&cell, "width"), 20.0);
    }
    size_t count;
    const int64_t *layers = hodo_cell_integers(&cell, "layers", &count);
    cr_assert(count == 3 && layers[0] == 5 && layers[1] == 3 && layers[2] == 4);
    char text[80];
    hodo_cell_describe(run, 13, text, sizeof text);
    cr_assert_str_eq(text, "beta=0.25, rule=a, trials=1");
    hodo_cell_describe(run, 13, text, 8);
    cr_assert_str_eq(text, "beta=0.");
}

Test(run, whole_run_is_seen_whole)
{
    hodo_run *run = toy_run(7, "trials=9", NULL, NULL, NULL);
    size_t count;
    cr_assert_eq(hodo_run_integer(run, "trials"), 9);
    cr_assert_eq(hodo_run_reals(run, "beta", &count)[1], 0.25);
    cr_assert_eq(count, 2);
    cr_assert_str_eq(hodo_run_texts(run, "rule", &count)[2], "c");
    cr_assert_eq(count, 3);
    cr_assert_eq(hodo_run_integers(run, "width", &count)[0], 20);
    cr_assert_eq(count, 1);
    cr_assert_eq(hodo_run_seed(run), 7);
    cr_assert_str_eq(hodo_run_preset(run), "default");
}

/* Presets, and the usual values where a preset says nothing. */
Test(run, presets)
{
    static const char *const presets[] = {"quick", "default", "paper"};
    for (int i = 0; i < 3; i++) {
        hodo_run *run = hodo_run_alloc(&toy, presets[i], NULL, 0, 1, NULL);
        cr_assert_eq(hodo_run_integer(run, "width"), 10 * (i + 1));
        cr_assert_eq(hodo_run_integer(run, "trials"), 4);
        hodo_run_free(run);
    }
    cr_assert_null(hodo_run_alloc(&toy, "papre", NULL, 0, 1, NULL));
}

/* A stream is named by the values, not by their places: more values, another order, more trials shift nothing.
 */
Test(run, values_name_the_stream)
{
    hodo_run *few = toy_run(1, "beta=0.5,0.25", "trials=3", NULL, NULL);
    hodo_run *many = toy_run(1, "beta=0.125,0.25,1,0.5", "trials=5", "width=99", "layers=1");
    hodo_cell a = hodo_cell_of(few, hodo_arena_alloc()), b = hodo_cell_of(many, hodo_arena_alloc());
    size_t met = 0;
    for (size_t i = 0; i < few->cells; i++) {
        for (size_t k = 0; k < many->cells; k++) {
            hodo_cell_point(&a, i);
            hodo_cell_point(&b, k);
            const bool same = hodo_cell_real(&a, "beta") == hodo_cell_real(&b, "beta") &&
                              hodo_cell_integer(&a, "trials") == hodo_cell_integer(&b, "trials");
            /* Whatever `rule` is: it shares its draws. */
            cr_assert_eq(a.stream.cell == b.stream.cell, same, "cells %zu and %zu", i, k);
            cr_assert_eq(memcmp(a.stream.key, b.stream.key, sizeof a.stream.key), 0);
            met += same;
        }
    }
    cr_assert_eq(met, few->cells * 3);
}

/* Of 10^5 cells no two have one stream: by the birthday bound an honest 64-bit hash fails here once in 3 10^9.
 */
static int compare_hashes(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

Test(run, streams_are_apart)
{
    enum { CELLS = 100000 };
    static uint64_t hashes[CELLS];
    hodo_run *run = toy_run(1, "beta=linspace(0.01,1,100)", "rule=a", "trials=1000", NULL);
    cr_assert_eq(run->cells, CELLS);
    for (size_t i = 0; i < CELLS; i++) {
        hashes[i] = hodo_cell_hash(run, i);
    }
    qsort(hashes, CELLS, sizeof hashes[0], compare_hashes);
    for (size_t i = 1; i < CELLS; i++) {
        cr_assert_neq(hashes[i - 1], hashes[i]);
    }
}

typedef struct refusal {
    const char *set, *words;
} refusal;

static const refusal refusals[] = {
    {"width", "no '='"},
    {"=3", "no '='"},
    {"width=", "no value"},
    {"widht=3", "did you mean width"},
    {"height=3", "unknown parameter 'height'"},
    {"width=0", "0 is outside [1, 100]"},
    {"width=101", "101 is outside [1, 100]"},
    {"width=1,2", "2 values were given where the run has one"},
    {"beta=0", "0 is outside (0, 1]"},
    {"beta=0.5,0.25,5e-1", "0.5 stands twice"},
    {"rule=a,b,a", "a stands twice"},
    {"trials=0", "ask for 1"},
    {"trials=-3", "ask for 1"},
    {"trials=3,4", "2 values"},
    {"trials=5000000", "more than 10000000 cells"},
};

ParameterizedTestParameters(run, refuses)
{
    static int cases[sizeof refusals / sizeof refusals[0]];
    for (int i = 0; i < (int)(sizeof refusals / sizeof refusals[0]); i++) {
        cases[i] = i;
    }
    return cr_make_param_array(int, cases, sizeof refusals / sizeof refusals[0]);
}

ParameterizedTest(int *index, run, refuses)
{
    hodo_error error = {0};
    cr_assert_null(hodo_run_alloc(&toy, "default", &refusals[*index].set, 1, 1, &error));
    cr_assert_eq(error.status, HODO_INVALID);
    cr_assert_not_null(strstr(error.message, refusals[*index].words), "%s", error.message);
}

Test(run, limits_that_fit)
{
    static const char *const sets[] = {"width=1",     "width=100",    "beta=1",
                                       "beta=1e-300", "layers=4,3,5", "layers=-5"};
    for (int i = 0; i < 6; i++) {
        hodo_run *run = hodo_run_alloc(&toy, "default", &sets[i], 1, 1, NULL);
        cr_assert_not_null(run, "%s", sets[i]);
        hodo_run_free(run);
    }
}

/* What an author may get wrong in the tables is said, not run. */
static void wrong(const hodo_experiment *experiment, const char *words)
{
    hodo_error error = {0};
    cr_assert_null(hodo_run_alloc(experiment, "default", NULL, 0, 1, &error), "%s", words);
    cr_assert_not_null(strstr(error.message, words), "%s", error.message);
}

Test(run, malformed_experiments)
{
    hodo_experiment bad = toy;
    bad.name = "figure";
    wrong(&bad, "PAPER/FIGURE");
    bad = toy;
    bad.compute = NULL;
    wrong(&bad, "needs");
    hodo_parameter parameters[] = {toy.parameters[0], toy.parameters[2], {0}};
    bad = toy;
    bad.parameters = parameters;
    parameters[1].name = "width";
    wrong(&bad, "declared twice");
    parameters[1] = toy.parameters[4];
    parameters[1].type = HODO_REAL;
    wrong(&bad, "REPEAT is an INTEGER");
    parameters[1] = toy.parameters[2];
    parameters[1].usual = "2";
    wrong(&bad, "preset default beta: 2 is outside (0, 1]");
    const hodo_column columns[] = {{"beta_theory", "1", "", HODO_REAL}, {0}};
    bad = toy;
    bad.columns = columns;
    wrong(&bad, "declared twice");
}

/* Names that are not in the table end the program at once. */
Test(run, unknown_name_aborts, .signal = SIGABRT)
{
    hodo_cell cell = hodo_cell_of(toy_run(1, NULL, NULL, NULL, NULL), hodo_arena_alloc());
    hodo_cell_point(&cell, 0);
    (void)hodo_cell_real(&cell, "bate");
}

Test(run, wrong_type_aborts, .signal = SIGABRT)
{
    hodo_cell cell = hodo_cell_of(toy_run(1, NULL, NULL, NULL, NULL), hodo_arena_alloc());
    hodo_cell_point(&cell, 0);
    (void)hodo_cell_integer(&cell, "beta");
}
