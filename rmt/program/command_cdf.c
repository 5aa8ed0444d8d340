/* hodo-rmt cdf LAW: the table of x and the distribution function. */
#include "rmt/program/command.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/law_table.h"

#include <stdlib.h>

enum { POINTS, AT, PLOT, OPTIONS };

static const hodo_option options[] = {
    [POINTS] = RMT_POINTS_OPTION,
    [AT] = RMT_AT_OPTION,
    [PLOT] = HODO_PICTURE_OPTION,
    [OPTIONS] = {NULL, NULL, NULL},
};

static const hodo_column columns[] = {
    {"x", "1", "place", HODO_REAL},
    {"cdf", "1", "mass of (-inf, x], atoms included", HODO_REAL},
};

typedef struct point {
    double x, y;
} point;

static int by_place(const void *a, const void *b)
{
    const point *p = a, *q = b;
    return p->x != q->x ? (p->x > q->x) - (p->x < q->x) : (p->y > q->y) - (p->y < q->y);
}

/* The steps of the atoms, two points each, among the points asked: the staircase as one line. */
static hodo_status draw(const rmt_law_request *request, const double *x, const double *cdf, size_t count,
                        const hodo_table *table, hodo_error *error)
{
    const rmt_law *law = request->law;
    const size_t all = count + 2 * law->atom_count;
    point *points = malloc((all + 1) * sizeof *points);
    double *sorted = malloc((2 * all + 1) * sizeof *sorted);
    hodo_status status = HODO_OK;
    if (points == NULL || sorted == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu points: lower --points", all);
        goto done;
    }
    for (size_t i = 0; i < count; i++) {
        points[i] = (point){x[i], cdf[i]};
    }
    for (size_t i = 0; status == HODO_OK && i < law->atom_count; i++) {
        double top;
        status = rmt_law_cumulative(law, &law->atoms[i].place, 1, &top, error);
        points[count + 2 * i] = (point){law->atoms[i].place, top - law->atoms[i].mass};
        points[count + 2 * i + 1] = (point){law->atoms[i].place, top};
    }
    if (status == HODO_OK) {
        qsort(points, all, sizeof *points, by_place);
        for (size_t i = 0; i < all; i++) {
            sorted[i] = points[i].x;
            sorted[all + i] = points[i].y;
        }
        char title[256];
        rmt_law_request_title(request, title, sizeof title);
        const rmt_plot plot = {
            .title = title, .x_label = "x", .y_label = "distribution function", .rising = true, .count = 1,
            .series = {{.kind = RMT_SERIES_THEORY, .title = "theory", .x = sorted, .y = sorted + all,
            .count = all}},
        };
        status = rmt_law_table_answer(table, &plot, request->text[PLOT], error);
    }
done:
    free(sorted);
    free(points);
    return status;
}

static hodo_status answer(const rmt_law_request *request, hodo_error *error)
{
    const char *const *text = request->text;
    hodo_table *table = NULL;
    double *x = NULL, *cdf = NULL;
    size_t count = 0;
    hodo_status status = hodo_picture_check(text[PLOT], error);
    status = status != HODO_OK ? status
                               : rmt_law_places(request->law, &options[POINTS], text[POINTS], &options[AT],
                                                text[AT], &x, &count, error);
    if (status != HODO_OK) {
        return status;
    }
    cdf = malloc((count + 1) * sizeof *cdf);
    table = rmt_law_table_alloc("cdf", request, columns, sizeof columns / sizeof columns[0], error);
    if (cdf == NULL || table == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu points: lower --points", count);
        goto done;
    }
    status = rmt_law_cumulative(request->law, x, count, cdf, error);
    status = status != HODO_OK ? status : rmt_note_columns(table, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        status = hodo_table_add(table, (hodo_value[]){hodo_real(x[i]), hodo_real(cdf[i])}, error);
    }
    if (status == HODO_OK) {
        status = text[PLOT] != NULL ? draw(request, x, cdf, count, table, error)
                                    : rmt_law_table_answer(table, NULL, NULL, error);
    }
done:
    hodo_table_free(table);
    free(cdf);
    free(x);
    return status;
}

static const rmt_law_command command = {
    "cdf",
    "The distribution function of a law, the mass of (-inf, x], columns x, cdf; atoms are included and\n"
    "stand in the lines '# atom: place mass'.\n",
    options,
    answer,
};

hodo_status rmt_command_cdf(int argc, char **argv, hodo_error *error)
{
    return rmt_law_command_run(&command, argc, argv, error);
}
