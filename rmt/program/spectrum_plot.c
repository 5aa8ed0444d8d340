#include "rmt/program/spectrum_plot.h"

#include "rmt/program/histogram.h"
#include "rmt/program/plot.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { CURVE_POINTS = 400 };

/* With an outlier farther out than this many upper edges, the bulk would be a stroke on a linear axis. */
static const double far_out = 6;
static const double above_axis = 0.02; /* where outliers stand, in pictures' heights */

/* The bulk's density in lambda, of mass (p - k) / p beside the outliers. */
static hodo_status make_curve(const rmt_measured_spectrum *spectrum, const rmt_spectrum_fit *fit, double *x,
                              double *density, hodo_error *error)
{
    hodo_status status = rmt_law_grid(fit->bulk, CURVE_POINTS, x, error);
    status = status != HODO_OK ? status : rmt_law_density(fit->bulk, x, CURVE_POINTS, density, error);
    const double share = (double)(spectrum->p - fit->outliers) / (double)spectrum->p;
    for (size_t i = 0; status == HODO_OK && i < CURVE_POINTS; i++) {
        x[i] *= fit->scale;
        density[i] *= share / fit->scale;
    }
    return status;
}

/* Above the highest box, when the density diverges and the boxes do not. */
static double top_of(const rmt_histogram *histogram)
{
    double top = 0;
    for (size_t b = 0; b < histogram->bins; b++) {
        top = fmax(top, histogram->height[b]);
    }
    return 1.3 * top;
}

hodo_status rmt_spectrum_plot(const char *path, const rmt_measured_spectrum *spectrum,
                              const rmt_spectrum_judgement *judgement, const char *picture, hodo_error *error)
{
    const rmt_spectrum_fit *fit = &judgement->fit;
    const size_t p = spectrum->p, outliers = judgement->has_bulk ? fit->outliers : 0;
    const double least = spectrum->lambda[0], largest = spectrum->lambda[p - 1],
                 *out = spectrum->lambda + p - outliers;
    rmt_histogram histogram;
    char title[64];
    double x[CURVE_POINTS], density[CURVE_POINTS];
    double *ground = malloc((outliers + 1) * sizeof *ground);
    if (ground == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu outliers", outliers);
    }
    const bool logarithmic = judgement->has_bulk && least > 0 && largest > far_out * fit->upper;
    rmt_plot plot = {.title = path,
                     .x_label = spectrum->singular != NULL ? "eigenvalue of X Xᵀ / n" : "eigenvalue",
                     .y_label = "density",
                     .logarithmic_x = logarithmic};
    rmt_histogram_make(spectrum->lambda, p - outliers, p, least, spectrum->lambda[p - 1 - outliers],
                       logarithmic, &histogram);
    plot.series[plot.count++] = (rmt_series){.kind = RMT_SERIES_BOXES,
                                             .title = "measured",
                                             .x = histogram.centre,
                                             .y = histogram.height,
                                             .width = histogram.width,
                                             .count = histogram.bins};
    hodo_status status = HODO_OK;
    const double edges[] = {fit->lower, fit->upper};
    if (judgement->has_bulk) {
        status = make_curve(spectrum, fit, x, density, error);
        plot.y_top = top_of(&histogram);
        for (size_t i = 0; i < outliers; i++) {
            ground[i] = above_axis * plot.y_top;
        }
        plot.series[plot.count++] = (rmt_series){.kind = RMT_SERIES_THEORY, .title = "Marchenko-Pastur", .x = x,
                                                 .y = density, .count = CURVE_POINTS};
        plot.series[plot.count++] = (rmt_series){.kind = RMT_SERIES_EDGES, .x = edges, .count = 2};
        (void)snprintf(title, sizeof title, "%zu outlier%s", outliers, outliers == 1 ? "" : "s");
        plot.series[plot.count++] = (rmt_series){
            .kind = RMT_SERIES_POINTS, .title = title, .x = out, .y = ground, .count = outliers};
    }
    status = status != HODO_OK ? status : rmt_plot_draw(&plot, picture, error);
    free(ground);
    return status;
}
