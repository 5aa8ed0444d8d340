#include "rmt/program/draws_plot.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* An eigenvalue on an atom comes out of LAPACK within rounding of it. */
static const double on_atom = 1e-9;

static bool is_on_atom(const rmt_law *law, double x)
{
    for (size_t i = 0; i < law->atom_count; i++) {
        if (fabs(x - law->atoms[i].place) <= on_atom) {
            return true;
        }
    }
    return false;
}

hodo_status rmt_draws_plot_make(const rmt_law_request *request, const rmt_draws *draws, rmt_draws_plot *picture,
                                hodo_error *error)
{
    const size_t total = (size_t)draws->draws * draws->each;
    double *free_of_atoms = malloc((total + 1) * sizeof *free_of_atoms);
    if (free_of_atoms == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a histogram of %zu values: lower --draws",
                         total);
    }
    const hodo_status status = rmt_law_curve_make(request, &picture->curve, &picture->plot, error);
    if (status == HODO_OK) {
        size_t count = 0;
        double lower = INFINITY, upper = -INFINITY;
        for (size_t i = 0; i < total; i++) {
            if (!is_on_atom(request->law, draws->values[i])) {
                free_of_atoms[count++] = draws->values[i];
                lower = fmin(lower, draws->values[i]);
                upper = fmax(upper, draws->values[i]);
            }
        }
        const bool logarithmic = picture->plot.logarithmic_x;
        lower = logarithmic ? fmax(lower, picture->curve.lower) : lower;
        rmt_histogram_make(free_of_atoms, count, total, lower, upper, logarithmic, &picture->histogram);
        (void)snprintf(picture->boxes_title, sizeof picture->boxes_title,
                       "%" PRId64 " draw%s at width %" PRId64, draws->draws,
                       draws->draws == 1 ? "" : "s", draws->width);
        picture->plot.series[picture->plot.count++] = (rmt_series){
            .kind = RMT_SERIES_BOXES, .title = picture->boxes_title, .x = picture->histogram.centre,
            .y = picture->histogram.height, .width = picture->histogram.width,
            .count = picture->histogram.bins};
    }
    free(free_of_atoms);
    return status;
}

void rmt_draws_plot_free(rmt_draws_plot *picture)
{
    rmt_law_curve_free(&picture->curve);
}
