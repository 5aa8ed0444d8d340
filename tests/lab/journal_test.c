#include "lab/journal.h"
#include "lab/record.h"
#include "lab/results.h"
#include "near.h"
#include "toy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const hodo_note notes[] = {{"commit", "abc"}, {NULL, NULL}};

typedef struct fixture {
    char path[64];
    hodo_run *run;
    hodo_identity identity;
    hodo_results *results;
} fixture;

static fixture prepare(const char *set)
{
    fixture own = {.path = "/tmp/hodo-journal-XXXXXX", .run = toy_run(1, set, NULL, NULL, NULL)};
    cr_assert(close(mkstemp(own.path)) == 0);
    cr_assert_eq(hodo_identity_of(own.run, &own.identity, NULL), HODO_OK);
    own.results = hodo_results_alloc(own.run, NULL);
    return own;
}

static hodo_journal *open_it(fixture *own, hodo_continuation continuation, hodo_error *error)
{
    FILE *notices = fopen("/dev/null", "w");
    hodo_journal *journal = hodo_journal_open(own->path, own->run, &own->identity, notes, continuation,
                                              hodo_results_keep, own->results, notices, error);
    (void)fclose(notices);
    return journal;
}

/* The record of a cell with `rows` rows that hold what is hard to keep. */
static char *record_of(const hodo_run *run, size_t index, size_t rows)
{
    static const double awkward[] = {0.1, 1.0 / 3.0, 5e-324, -1.7976931348623157e308, 1e22, INFINITY, NAN};
    static const char *const words[] = {"", "a word", "0.10", "# no note", "\xc3\xa4"};
    hodo_cell cell = hodo_cell_of(run, hodo_arena_alloc());
    hodo_cell_point(&cell, index);
    for (size_t i = 0; i < rows; i++) {
        const hodo_value row[] = {hodo_real(awkward[i % 7]), hodo_text(words[i % 5]),
                                  hodo_integer((int64_t)i - 3)};
        cr_assert_eq(hodo_cell_row(&cell, row, NULL), HODO_OK);
    }
    return hodo_record_of(&cell, NULL);
}

/* Out as rows, back as the same bits. */
Test(journal, records_round_trip)
{
    hodo_run *run = toy_run(1, NULL, NULL, NULL, NULL);
    for (size_t rows = 0; rows < 9; rows++) {
        hodo_table *table = hodo_record_table(run, NULL);
        size_t cell = 0;
        hodo_error error = {0};
        cr_assert_eq(hodo_record_read(run, record_of(run, 5, rows), &cell, table, &error), HODO_OK, "%s",
                     error.message);
        cr_assert_eq(cell, 5);
        cr_assert_eq(hodo_table_rows(table), rows);
        for (size_t i = 0; i < rows; i++) {
            cr_assert_eq(hodo_table_get(table, i, 2).integer, (int64_t)i - 3);
            cr_assert(isnan(hodo_table_get(table, i, 3).real), "theory is NaN before it is filled");
        }
        if (rows > 6) {
            cr_assert_eq(hodo_table_get(table, 2, 0).real, 5e-324);
            cr_assert_eq(hodo_table_get(table, 1, 0).real, 1.0 / 3.0);
            cr_assert(isnan(hodo_table_get(table, 6, 0).real));
            cr_assert_str_eq(hodo_table_get(table, 0, 1).text, "");
            cr_assert_str_eq(hodo_table_get(table, 2, 1).text, "0.10");
        }
        hodo_table_free(table);
    }
}

/* Every single wrong byte is seen. */
Test(journal, every_flipped_byte_is_seen)
{
    hodo_run *run = toy_run(1, NULL, NULL, NULL, NULL);
    char *record = record_of(run, 5, 3);
    size_t cell;
    for (size_t i = 0; record[i] != '\0'; i++) {
        for (int bit = 0; bit < 8; bit++) {
            record[i] = (char)(record[i] ^ 1 << bit);
            cr_assert_eq(hodo_record_read(run, record, &cell, NULL, NULL), HODO_DAMAGED, "byte %zu, bit %d", i,
                         bit);
            record[i] = (char)(record[i] ^ 1 << bit);
        }
    }
    cr_assert_eq(hodo_record_read(run, record, &cell, NULL, NULL), HODO_OK);
}

/* A checksum that holds is not enough: the contents must be those of this run. */
Test(journal, sealed_nonsense_is_refused)
{
    hodo_run *run = toy_run(1, NULL, NULL, NULL, NULL);
    static const char *const lines[] = {"24\t0",
                                        "-1\t0",
                                        "5\t-1",
                                        "5",
                                        "",
                                        "5\t1\t0.5\ta",
                                        "5\t1\t0.5\ta\t3\t4",
                                        "5\t1\thalf\ta\t3",
                                        "5\t0\t",
                                        "5\t1\t0.5\ta\t0.5"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char line[80];
        size_t cell;
        (void)strcpy(line, lines[i]);
        hodo_checksum_append(line, strlen(line));
        cr_assert_eq(hodo_record_read(run, line, &cell, NULL, NULL), HODO_DAMAGED, "%s", lines[i]);
    }
}

Test(journal, wrong_types_are_refused)
{
    hodo_cell cell = hodo_cell_of(toy_run(1, NULL, NULL, NULL, NULL), hodo_arena_alloc());
    hodo_cell_point(&cell, 0);
    const hodo_value swapped[] = {hodo_text("a"), hodo_text("b"), hodo_integer(1)};
    const hodo_value tab[] = {hodo_real(1), hodo_text("a\tb"), hodo_integer(1)};
    const hodo_value integer_for_real[] = {hodo_integer(2), hodo_text("b"), hodo_integer(1)};
    hodo_error error = {0};
    cr_assert_eq(hodo_cell_row(&cell, swapped, &error), HODO_MISMATCH);
    cr_assert_not_null(strstr(error.message, "'beta'"));
    cr_assert_eq(hodo_cell_row(&cell, tab, &error), HODO_INVALID);
    cr_assert_eq(hodo_cell_row(&cell, integer_for_real, &error), HODO_OK);
}

/* Cells in any order come back in theirs; what was synced survives a journal that is never closed. */
Test(journal, survives_and_continues)
{
    fixture own = prepare(NULL);
    hodo_error error = {0};
    hodo_journal *journal = open_it(&own, HODO_RESUME, &error);
    cr_assert_not_null(journal, "%s", error.message);
    cr_assert_not(hodo_journal_continued(journal));
    static const size_t order[] = {7, 0, 23, 11};
    for (size_t i = 0; i < 4; i++) {
        cr_assert_eq(hodo_journal_append(journal, record_of(own.run, order[i], i), NULL), HODO_OK);
        cr_assert_eq(hodo_journal_sync(journal, NULL), HODO_OK);
    }
    cr_assert_eq(hodo_journal_append(journal, record_of(own.run, 12, 1), NULL), HODO_OK); /* not synced */
    cr_assert_null(open_it(&own, HODO_RESUME, &error), "two have it");
    cr_assert_not_null(strstr(error.message, "another run"), "%s", error.message);
    hodo_journal_close(journal, false);

    journal = open_it(&own, HODO_CONTINUE_IF_FITS, &error);
    cr_assert_not_null(journal, "%s", error.message);
    cr_assert(hodo_journal_continued(journal));
    for (size_t cell = 0; cell < own.run->cells; cell++) {
        const bool there = cell == 7 || cell == 0 || cell == 23 || cell == 11;
        cr_assert_eq(hodo_results_has(own.results, cell), there, "cell %zu", cell);
    }
    hodo_journal_close(journal, true);
    cr_assert_neq(access(own.path, F_OK), 0);
}

/* Cut at every byte: what is left is either continued with the whole lines that it has, or begun anew. Never
 * refused, never a cell too many. */
Test(journal, torn_anywhere)
{
    fixture own = prepare(NULL);
    hodo_journal *journal = open_it(&own, HODO_FRESH, NULL);
    for (size_t cell = 0; cell < 3; cell++) {
        cr_assert_eq(hodo_journal_append(journal, record_of(own.run, cell, 1), NULL), HODO_OK);
    }
    cr_assert_eq(hodo_journal_sync(journal, NULL), HODO_OK);
    hodo_journal_close(journal, false);
    static char bytes[4096];
    FILE *file = fopen(own.path, "rb");
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    cr_assert(size > 100 && size < sizeof bytes && bytes[size - 1] == '\n');
    for (size_t cut = 0; cut <= size; cut++) {
        size_t lines = 0;
        for (size_t i = 0; i < cut; i++) {
            lines += bytes[i] == '\n';
        }
        file = fopen(own.path, "wb");
        cr_assert_eq(fwrite(bytes, 1, cut, file), cut);
        (void)fclose(file);
        own.results = hodo_results_alloc(own.run, NULL);
        hodo_error error = {0};
        journal = open_it(&own, HODO_RESUME, &error);
        cr_assert_not_null(journal, "cut at %zu: %s", cut, error.message);
        for (size_t cell = 0; cell < 4; cell++) {
            cr_assert_eq(hodo_results_has(own.results, cell), cell + 1 < lines, "cut at %zu, cell %zu", cut,
                         cell);
        }
        hodo_journal_close(journal, false);
        hodo_results_free(own.results);
    }
    (void)unlink(own.path);
}

/* Another run's journal is refused with what differs; without a record there is nothing to refuse. */
Test(journal, of_another_run)
{
    fixture own = prepare("width=30");
    hodo_error error = {0};
    hodo_journal *journal = open_it(&own, HODO_RESUME, &error);
    hodo_journal_close(journal, false);
    fixture other = prepare(NULL);
    (void)unlink(other.path);
    (void)strcpy(other.path, own.path);
    journal = open_it(&other, HODO_RESUME, &error);
    cr_assert_not_null(journal, "%s", error.message);
    cr_assert_eq(hodo_journal_append(journal, record_of(other.run, 1, 1), NULL), HODO_OK);
    cr_assert_eq(hodo_journal_sync(journal, NULL), HODO_OK);
    hodo_journal_close(journal, false);
    cr_assert_null(open_it(&own, HODO_RESUME, &error));
    cr_assert_eq(error.status, HODO_MISMATCH);
    cr_assert_not_null(strstr(error.message, "parameter width was 20, is now 30"), "%s", error.message);
    cr_assert_not_null(strstr(error.message, "--fresh"));
    cr_assert_null(open_it(&own, HODO_CONTINUE_IF_FITS, &error));
    journal = open_it(&own, HODO_FRESH, &error);
    cr_assert_not_null(journal, "%s", error.message);
    cr_assert_not(hodo_journal_continued(journal));
    hodo_journal_close(journal, true);
}

/* Rows made from other data are another run's: the journal is not continued with them. */
Test(journal, of_other_data)
{
    fixture own = prepare("beta=0.5");
    own.run->data = "MNIST";
    cr_assert_eq(hodo_identity_of(own.run, &own.identity, NULL), HODO_OK);
    hodo_error error = {0};
    hodo_journal *journal = open_it(&own, HODO_FRESH, &error);
    cr_assert_not_null(journal, "%s", error.message);
    char *record = record_of(own.run, 0, 2);
    cr_assert_eq(hodo_journal_append(journal, record, &error), HODO_OK);
    cr_assert_eq(hodo_journal_sync(journal, NULL), HODO_OK);
    hodo_journal_close(journal, false);
    free(record);
    own.run->data = "synthetic";
    cr_assert_eq(hodo_identity_of(own.run, &own.identity, NULL), HODO_OK);
    cr_assert_null(open_it(&own, HODO_RESUME, &error));
    cr_assert_not_null(strstr(error.message, "data was MNIST, is now synthetic"), "%s", error.message);
    (void)unlink(own.path);
}
