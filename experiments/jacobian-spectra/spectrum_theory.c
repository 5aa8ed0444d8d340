#include "experiments/jacobian-spectra/spectrum_theory.h"

#include "experiments/jacobian-spectra/law_tail.h"

#include <stdlib.h>
#include <string.h>

typedef struct columns {
    size_t law, bin, edge, width, density, cumulative;
} columns;

static hodo_status find_columns(const hodo_table *table, columns *at, hodo_error *error)
{
    const struct {
        const char *name;
        size_t *place;
    } wanted[] = {{"law", &at->law},     {"bin", &at->bin},
                  {"edge", &at->edge},   {"width", &at->width},
                  {"density_theory", &at->density}, {"cumulative_theory", &at->cumulative}};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        *wanted[i].place = hodo_table_find(table, wanted[i].name);
        if (*wanted[i].place == SIZE_MAX) {
            return hodo_fail(error, HODO_MISMATCH, "the table has no column '%s': see SPECTRUM_COLUMNS",
                             wanted[i].name);
        }
    }
    return HODO_OK;
}

static const char *law_of(const hodo_table *table, const columns *at, size_t row)
{
    return hodo_table_get(table, row, at->law).text;
}

/* Rows from `first` on, bins 0, 1, ... of one draw: how many. */
static size_t draw_length(const hodo_table *table, const columns *at, size_t first)
{
    size_t count = 1;
    while (first + count < hodo_table_rows(table) &&
           hodo_table_get(table, first + count, at->bin).integer == (int64_t)count) {
        count++;
    }
    return count;
}

/* The law's masses at the edges of the draw that begins at `first`. */
static hodo_status fill_draw(hodo_table *table, const columns *at, size_t first, size_t count,
                             hodo_error *error)
{
    double *edge = malloc(2 * count * sizeof *edge), *cumulative = edge != NULL ? edge + count : NULL;
    rmt_law *law = NULL;
    hodo_status status = edge != NULL
                             ? rmt_law_open(&law, error, "%s", law_of(table, at, first))
                             : hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu bins of theory", count);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        edge[i] = hodo_table_get(table, first + i, at->edge).real;
    }
    if (status == HODO_OK) {
        status = law_tail_cumulative(law, edge, count, cumulative, error);
    }
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        const double width = hodo_table_get(table, first + i, at->width).real;
        const double mass = i > 0 ? cumulative[i] - cumulative[i - 1] : 0.0;
        hodo_table_set(table, first + i, at->density, hodo_real(i > 0 ? mass / width : 0.0));
        hodo_table_set(table, first + i, at->cumulative, hodo_real(cumulative[i]));
    }
    rmt_law_close(law);
    free(edge);
    return status;
}

/* A draw has the theory of an earlier one of its law and its bins: at `from`, or none (SIZE_MAX). */
static size_t same_theory(const hodo_table *table, const columns *at, const size_t *opened, size_t laws,
                          size_t first, size_t count)
{
    for (size_t i = 0; i < laws; i++) {
        if (strcmp(law_of(table, at, opened[i]), law_of(table, at, first)) == 0 &&
            draw_length(table, at, opened[i]) == count &&
            hodo_table_get(table, opened[i], at->edge).real == hodo_table_get(table, first, at->edge).real &&
            hodo_table_get(table, opened[i] + count - 1, at->edge).real ==
                hodo_table_get(table, first + count - 1, at->edge).real) {
            return opened[i];
        }
    }
    return SIZE_MAX;
}

hodo_status spectrum_theory(hodo_table *table, hodo_error *error)
{
    columns at;
    hodo_status status = find_columns(table, &at, error);
    const size_t rows = hodo_table_rows(table);
    size_t *opened = malloc((rows + 1) * sizeof *opened), laws = 0;
    if (status == HODO_OK && opened == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for the laws of %zu rows", rows);
    }
    for (size_t first = 0, count; status == HODO_OK && first < rows; first += count) {
        count = draw_length(table, &at, first);
        if (law_of(table, &at, first)[0] == '\0') {
            continue;
        }
        const size_t from = same_theory(table, &at, opened, laws, first, count);
        if (from == SIZE_MAX) {
            status = fill_draw(table, &at, first, count, error);
            opened[laws++] = first;
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            hodo_table_set(table, first + i, at.density, hodo_table_get(table, from + i, at.density));
            hodo_table_set(table, first + i, at.cumulative, hodo_table_get(table, from + i, at.cumulative));
        }
    }
    free(opened);
    return status;
}

hodo_status spectrum_theory_cumulative(const char *line, double x, double *cumulative, hodo_error *error)
{
    rmt_law *law = NULL;
    hodo_status status = rmt_law_open(&law, error, "%s", line);
    if (status == HODO_OK) {
        status = law_tail_cumulative(law, &x, 1, cumulative, error);
    }
    rmt_law_close(law);
    return status;
}
