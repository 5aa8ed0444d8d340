#include "lab/select.h"
#include "lab/trials.h"
#include "near.h"

#include <string.h>

static const hodo_column columns[] = {
    {"rule", "", "a text", HODO_TEXT},
    {"layer", "1", "an integer", HODO_INTEGER},
    {"cos", "1", "a real", HODO_REAL},
};

static hodo_table *filled(void)
{
    hodo_table *table = hodo_table_alloc(columns, 3, NULL);
    for (int i = 0; i < 12; i++) {
        const hodo_value row[] = {hodo_text(i % 2 ? "1/L" : "1"), hodo_integer(i % 3), hodo_real(0.1 * i)};
        cr_assert_eq(hodo_table_add(table, row, NULL), HODO_OK);
    }
    return table;
}

/* All conditions hold in what is chosen, in row order; none keeps every row, an impossible one none. */
Test(select, rows_where_all_conditions_hold)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_table *table = filled();
    size_t count = 99;
    const hodo_condition both[] = {{"rule", hodo_text("1/L")}, {"layer", hodo_integer(0)}, {.column = NULL}};
    const double *chosen = hodo_select(table, "cos", both, arena, &count, NULL);
    cr_assert_eq(count, 2);
    near(chosen[0], 0.1 * 3, 0, 0);
    near(chosen[1], 0.1 * 9, 0, 0);
    const hodo_condition real[] = {{"layer", hodo_real(2.0)}, {"cos", hodo_real(0.1 * 5)}, {.column = NULL}};
    chosen = hodo_select(table, "layer", real, arena, &count, NULL);
    cr_assert_eq(count, 1);
    near(chosen[0], 2.0, 0, 0);
    const hodo_condition none[] = {{.column = NULL}};
    cr_assert_not_null(hodo_select(table, "cos", none, arena, &count, NULL));
    cr_assert_eq(count, 12);
    const hodo_condition impossible[] = {{"rule", hodo_text("2/L")}, {.column = NULL}};
    cr_assert_not_null(hodo_select(table, "cos", impossible, arena, &count, NULL));
    cr_assert_eq(count, 0);
    hodo_table_free(table);
    hodo_arena_free(arena);
}

Test(select, wrong_columns_are_named)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_table *table = filled();
    size_t count;
    const hodo_condition none[] = {{.column = NULL}},
                         unknown[] = {{"depth", hodo_integer(1)}, {.column = NULL}};
    static const char *const named[] = {"sin", "rule", "depth"};
    for (int i = 0; i < 3; i++) {
        hodo_error error = {0};
        cr_assert_null(
            hodo_select(table, i < 2 ? named[i] : "cos", i < 2 ? none : unknown, arena, &count, &error));
        cr_assert_eq(error.status, HODO_MISMATCH);
        cr_assert_not_null(strstr(error.message, named[i]), "%s", error.message);
    }
    hodo_table_free(table);
    hodo_arena_free(arena);
}

/* The numbers of trials refuse a table without them, also where nobody reads why. */
Test(select, trials_want_their_columns)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_table *table = filled(); /* it has no column `trial` */
    const hodo_condition none[] = {{.column = NULL}};
    double values[1];
    size_t found = 99;
    hodo_error error = {0};
    cr_assert_eq(hodo_trial_means(table, "cos", none, arena, values, 1, &found, &error), HODO_MISMATCH);
    cr_assert_not_null(strstr(error.message, "trial"), "%s", error.message);
    cr_assert_eq(hodo_trial_means(table, "cos", none, arena, values, 1, &found, NULL), HODO_MISMATCH);
    cr_assert_eq(hodo_trial_slopes(table, "layer", "cos", none, 1, 9, arena, values, 1, &found, NULL),
                 HODO_MISMATCH);
    cr_assert_eq(found, 0);
    hodo_table_free(table);
    hodo_arena_free(arena);
}
