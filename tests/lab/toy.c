#include "toy.h"

#include <criterion/criterion.h>

static const hodo_parameter parameters[] = {
    {.name = "width", .type = HODO_INTEGER, .role = HODO_ONE, .quick = "10", .usual = "20", .paper = "30",
     .unit = "1", .doc = "units", .least = 1, .most = 100},
    {.name = "layers", .type = HODO_INTEGER, .role = HODO_LIST, .usual = "5,3,4", .unit = "1",
     .doc = "where to look"},
    {.name = "beta", .type = HODO_REAL, .role = HODO_SWEEP, .usual = "0.5,0.25", .unit = "1", .doc = "scale",
     .least = 0, .most = 1, .least_excluded = true},
    {.name = "rule", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "a,b,c", .unit = "1", .doc = "rule",
     .shares_draws = true},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .usual = "4", .unit = "1", .doc = "draws"},
    {0},
};

static const hodo_column columns[] = {
    {"beta", "1", "scale", HODO_REAL}, {"word", "", "any", HODO_TEXT}, {"k", "1", "count", HODO_INTEGER}, {0}};
static const hodo_column theory_columns[] = {{"beta_theory", "1", "scale", HODO_REAL}, {0}};

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    (void)cell;
    (void)error;
    return HODO_OK;
}

const hodo_experiment toy = {
    .name = "toy/figure",
    .title = "a toy",
    .source = "ours",
    .parameters = parameters,
    .columns = columns,
    .theory_columns = theory_columns,
    .compute = compute,
};

hodo_run *toy_run(uint64_t seed, const char *a, const char *b, const char *c, const char *d)
{
    const char *const sets[] = {a, b, c, d};
    size_t count = 0;
    while (count < 4 && sets[count] != NULL) {
        count++;
    }
    hodo_error error = {0};
    hodo_run *run = hodo_run_alloc(&toy, "default", sets, count, seed, &error);
    cr_assert_not_null(run, "%s", error.message);
    return run;
}
