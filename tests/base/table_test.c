#include "base/table.h"
#include "near.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const hodo_column columns[] = {
    {"beta_rule", "", "how the branch scale follows from the depth", HODO_TEXT},
    {"layer", "1", "feature index", HODO_INTEGER},
    {"cos", "1", "cosine of the backward-feature angle", HODO_REAL},
};

static void scratch_path(char path[64])
{
    (void)strcpy(path, "/tmp/hodo-table-XXXXXX");
    const int descriptor = mkstemp(path);
    cr_assert(descriptor >= 0);
    (void)close(descriptor);
}

/* What is written is read back: notes, names, types, every bit of every number. */
Test(table, round_trip)
{
    char path[64];
    scratch_path(path);
    hodo_table *table = hodo_table_alloc(columns, 3, NULL);
    cr_assert_eq(hodo_table_note(table, "seed", "1", NULL), HODO_OK);
    cr_assert_eq(hodo_table_note(table, "atom", "0 0.5", NULL), HODO_OK);
    cr_assert_eq(hodo_table_note(table, "statement", "a: b", NULL), HODO_OK);
    cr_assert_eq(hodo_table_note(table, "atom", "1 0.25", NULL), HODO_OK);
    const double awkward[] = {0.1, 1.0 / 3.0, 5e-324, 1.7976931348623157e308, -0.0, 1e22, 123456789012345678.0};
    for (int i = 0; i < 7; i++) {
        const hodo_value row[] = {hodo_text(i % 2 ? "1/sqrt(L)" : ""), hodo_integer(i - 3),
                                  hodo_real(awkward[i])};
        cr_assert_eq(hodo_table_add(table, row, NULL), HODO_OK);
    }
    hodo_error error = {0};
    cr_assert_eq(hodo_table_write(table, path, &error), HODO_OK, "%s", error.message);
    hodo_table *back = hodo_table_read(path, &error);
    cr_assert_not_null(back, "%s", error.message);
    cr_assert_str_eq(hodo_table_note_of(back, "seed"), "1");
    cr_assert_str_eq(hodo_table_note_of(back, "statement"), "a: b");
    cr_assert_null(hodo_table_note_of(back, "absent"));
    size_t at = 0;
    cr_assert_str_eq(hodo_table_note_next(back, "atom", &at), "0 0.5");
    cr_assert_str_eq(hodo_table_note_next(back, "atom", &at), "1 0.25");
    cr_assert_null(hodo_table_note_next(back, "atom", &at));
    cr_assert_eq(hodo_table_rows(back), 7);
    cr_assert_eq(hodo_table_columns(back), 3);
    cr_assert_eq(hodo_table_find(back, "cos"), 2);
    cr_assert_eq(hodo_table_find(back, "sin"), SIZE_MAX);
    for (size_t i = 0; i < 7; i++) {
        cr_assert_str_eq(hodo_table_get(back, i, 0).text, i % 2 ? "1/sqrt(L)" : "");
        cr_assert_eq(hodo_table_get(back, i, 1).integer, (int64_t)i - 3);
        const double got = hodo_table_get(back, i, 2).real;
        cr_assert_eq(memcmp(&got, &awkward[i], sizeof got), 0);
    }
    hodo_table_free(table);
    hodo_table_free(back);
    (void)unlink(path);
}

Test(table, wrong_rows_are_refused)
{
    hodo_table *table = hodo_table_alloc(columns, 3, NULL);
    hodo_error error = {0};
    const hodo_value wrong_type[] = {hodo_text("1"), hodo_real(2.0), hodo_real(0.5)};
    cr_assert_eq(hodo_table_add(table, wrong_type, &error), HODO_MISMATCH);
    cr_assert_not_null(strstr(error.message, "layer"));
    const hodo_value tab[] = {hodo_text("a\tb"), hodo_integer(2), hodo_real(0.5)};
    cr_assert_eq(hodo_table_add(table, tab, &error), HODO_INVALID);
    const hodo_value integer_for_real[] = {hodo_text("1"), hodo_integer(2), hodo_integer(3)};
    cr_assert_eq(hodo_table_add(table, integer_for_real, &error), HODO_OK);
    near(hodo_table_get(table, 0, 2).real, 3.0, 0, 0);
    cr_assert_eq(hodo_table_rows(table), 1);
    hodo_table_free(table);
}

static void damaged(const char *text, const char *expected)
{
    char path[64];
    scratch_path(path);
    FILE *file = fopen(path, "w");
    (void)fputs(text, file);
    (void)fclose(file);
    hodo_error error = {0};
    cr_assert_null(hodo_table_read(path, &error), "'%s' was read", text);
    cr_assert_eq(error.status, HODO_DAMAGED);
    cr_assert_not_null(strstr(error.message, expected), "%s", error.message);
    (void)unlink(path);
}

Test(table, damaged_files_are_refused)
{
    damaged("", "not a whole table");
    damaged("a\tb\n1\t2", "not a whole table");
    damaged("a\tb\n1\t2\n1\n", "line 3");
    damaged("a\tb\n1\t2\t3\n", "line 2");
    damaged("# seed: 1\n", "no row of column names");
    hodo_error error = {0};
    cr_assert_null(hodo_table_read("/nowhere/table.tsv", &error));
    cr_assert_eq(error.status, HODO_IO);
}

/* A table that cannot be written leaves the old file and no temporary one. */
Test(table, a_missing_folder_is_named)
{
    hodo_table *table = hodo_table_alloc(columns, 3, NULL);
    hodo_error error = {0};
    cr_assert_eq(hodo_table_write(table, "/nowhere/table.tsv", &error), HODO_IO);
    cr_assert_not_null(strstr(error.message, "/nowhere/table.tsv"));
    hodo_table_free(table);
    hodo_table_free(NULL);
}

/* Shortest round trip: known forms, and random bit patterns read back exactly. */
Test(table, numbers)
{
    static const struct {
        double x;
        const char *text;
    } known[] = {{0.1, "0.1"},
                 {100.0, "100"},
                 {1e300, "1e+300"},
                 {-2.5, "-2.5"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 /* below 2.2e-308 a double has fewer digits */
                 {1e-320, "1e-320"},
                 {-5e-324, "-5e-324"},
                 {1.5e-310, "1.5e-310"},
                 {0.0, "0"},
                 {-0.0, "-0"}};
    char text[HODO_NUMBER_SIZE];
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        hodo_number_print(known[i].x, text);
        cr_assert_str_eq(text, known[i].text);
    }
    uint64_t bits = 88172645463325252u; /* xorshift64 */
    for (int i = 0; i < 20000; i++) {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        double x, back;
        memcpy(&x, &bits, sizeof x);
        hodo_number_print(x, text);
        cr_assert_eq(hodo_number_read(text, &back, NULL), HODO_OK);
        cr_assert(isnan(x) ? isnan(back) : back == x, "%s", text);
    }
    double x;
    int64_t whole;
    static const char *const wrong[] = {"", " 1", "1 ", "1x", "0x", "1e999", "--1", "one"};
    for (int i = 0; i < 8; i++) {
        cr_assert_eq(hodo_number_read(wrong[i], &x, NULL), HODO_INVALID, "'%s' was read", wrong[i]);
        cr_assert_eq(hodo_integer_read(wrong[i], &whole, NULL), HODO_INVALID, "'%s' was read", wrong[i]);
    }
    cr_assert_eq(hodo_integer_read("1.0", &whole, NULL), HODO_INVALID);
    cr_assert_eq(hodo_integer_read("99999999999999999999", &whole, NULL), HODO_INVALID);
}
