/* hodo-rmt compare LAW: do random matrices follow it? Exit status 3 when they do not. */
#include "rmt/program/command.h"
#include "rmt/law/compare.h"
#include "rmt/program/draws_plot.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/law_table.h"

#include <math.h>

enum { WIDTH, DRAWS, SEED, PLOT, OPTIONS };

enum {
    DRAWS_STANDARD = 50,
    DRAWS_PICTURED = 100, /* matrices in the histogram: more look the same */
};

static const hodo_option options[] = {
    [WIDTH] = RMT_WIDTH_OPTION,
    [DRAWS] = {"draws", "K", "independent matrices at this width, and as many at half of it [50]"},
    [SEED] = RMT_SEED_OPTION,
    [PLOT] = HODO_PICTURE_OPTION,
    [OPTIONS] = {NULL, NULL, NULL},
};

static const hodo_column columns[] = {
    {"statistic", "1", "moment_k, or the distance of the distribution functions", HODO_TEXT},
    {"theory", "1", "its value by the law", HODO_REAL},
    {"measured", "1", "its value by the draws, extrapolated to infinite width", HODO_REAL},
    {"standard_error", "1", "of the measured value, from independent matrices", HODO_REAL},
    {"z", "1", "(measured - theory) / standard_error", HODO_REAL},
    {"allowance", "1", "for what the extrapolation leaves", HODO_REAL},
    {"threshold", "1", "the difference that is still agreed to", HODO_REAL},
    {"verdict", "1", "agrees, differs, or not tested", HODO_TEXT},
};

static const char *verdict(bool agrees)
{
    return agrees ? "agrees" : "differs";
}

static hodo_status add_notes(hodo_table *table, const rmt_comparison *found, const rmt_draws *draws,
                             hodo_error *error)
{
    hodo_status status = rmt_draws_note(draws, table, error);
    status = status != HODO_OK || found->half_width == 0
                 ? status
                 : rmt_note_integer(table, "half_width", (int64_t)found->half_width, error);
    status = status != HODO_OK ? status : rmt_note_real(table, "false_alarm", found->false_alarm, error);
    status = status != HODO_OK ? status : rmt_note_real(table, "plain_distance", found->plain_distance, error);
    status = status != HODO_OK ? status : rmt_note_real(table, "distance_at", found->distance_at, error);
    status = status != HODO_OK ? status : hodo_table_note(table, "verdict", verdict(found->agrees), error);
    return status != HODO_OK ? status : rmt_note_columns(table, error);
}

static hodo_status add_rows(hodo_table *table, const rmt_comparison *found, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (int k = 1; status == HODO_OK && k <= RMT_COMPARED_MOMENTS; k++) {
        const rmt_moment_comparison *moment = &found->moment[k - 1];
        char name[32];
        (void)snprintf(name, sizeof name, "moment_%d", k);
        status = hodo_table_add(table,
                                (hodo_value[]){hodo_text(name), hodo_real(moment->theory),
                                               hodo_real(moment->measured), hodo_real(moment->standard_error),
                                               hodo_real(moment->z), hodo_real(moment->allowance),
                                               hodo_real(moment->threshold),
                                               hodo_text(isinf(moment->threshold)
                                                             ? "not tested"
                                                             : verdict(moment->agrees))},
                                error);
    }
    return status != HODO_OK
               ? status
               : hodo_table_add(table,
                                (hodo_value[]){hodo_text("distance"), hodo_real(0), hodo_real(found->distance),
                                               hodo_real(NAN), hodo_real(NAN), hodo_real(NAN),
                                               hodo_real(found->distance_threshold),
                                               hodo_text(verdict(found->distance_agrees))},
                                error);
}

/* The first statistic that fell, in one line. */
static hodo_status say_fallen(const rmt_law *law, const rmt_comparison *found, hodo_error *error)
{
    for (int k = 1; k <= RMT_COMPARED_MOMENTS; k++) {
        const rmt_moment_comparison *moment = &found->moment[k - 1];
        if (!moment->agrees) {
            return hodo_fail(error, HODO_MISMATCH,
                             "the draws do not follow %s: moment %d is %.6g, not %.6g (beyond "
                             "%.2g)",
                             law->row->name, k, moment->measured, moment->theory, moment->threshold);
        }
    }
    return hodo_fail(error, HODO_MISMATCH,
                     "the draws do not follow %s: the distribution functions differ by %.4g at "
                     "%.6g (beyond %.2g)",
                     law->row->name, found->distance, found->distance_at, found->distance_threshold);
}

static hodo_status draw(const rmt_law_request *request, rmt_draws *draws, hodo_error *error)
{
    rmt_draws_plot picture;
    draws->draws = draws->draws < DRAWS_PICTURED ? draws->draws : DRAWS_PICTURED;
    hodo_status status = rmt_draws_make(request->law, draws, error);
    if (status == HODO_OK) {
        status = rmt_draws_plot_make(request, draws, &picture, error);
        if (status == HODO_OK) {
            status = rmt_plot_draw(&picture.plot, request->text[PLOT], error);
            rmt_draws_plot_free(&picture);
        }
        rmt_draws_free(draws);
    }
    return status;
}

static hodo_status answer(const rmt_law_request *request, hodo_error *error)
{
    const char *const *text = request->text;
    rmt_draws draws;
    rmt_comparison found;
    hodo_table *table = NULL;
    hodo_status status = hodo_picture_check(text[PLOT], error);
    status = status != HODO_OK ? status
                               : rmt_draws_read(&options[WIDTH], &text[WIDTH], RMT_COMPARED_WIDTH_LEAST,
                                                DRAWS_STANDARD, RMT_DRAWS_LEAST, RMT_DRAWS_MOST, &draws, error);
    status = status != HODO_OK ? status
                               : rmt_compare(request->law, (size_t)draws.width, (size_t)draws.draws,
                                             (uint64_t)draws.seed, &found, error);
    if (status != HODO_OK) {
        return status;
    }
    table = rmt_law_table_alloc("compare", request, columns, sizeof columns / sizeof columns[0], error);
    status = table == NULL ? HODO_NO_MEMORY : add_notes(table, &found, &draws, error);
    status = status != HODO_OK ? status : add_rows(table, &found, error);
    status = status != HODO_OK || text[PLOT] == NULL ? status : draw(request, &draws, error);
    status = status != HODO_OK || !hodo_picture_leaves_table(text[PLOT]) ? status
                                                                     : hodo_table_print(table, stdout, error);
    status = status != HODO_OK || found.agrees ? status : say_fallen(request->law, &found, error);
    hodo_table_free(table);
    return status;
}

static const rmt_law_command command = {
    "compare",
    "Draws random matrices at two widths, extrapolates to infinite width and compares moments and the\n"
    "distribution function with the law. Errors come from independent matrices; a true law fails once in\n"
    "10^4 comparisons, as long as it is a product of fewer than width/2 factors. Exit status 3 when a\n"
    "statistic differs. --plot: a histogram of draws under the density.\n",
    options,
    answer,
};

hodo_status rmt_command_compare(int argc, char **argv, hodo_error *error)
{
    return rmt_law_command_run(&command, argc, argv, error);
}
