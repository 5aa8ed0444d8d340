#include "rmt/program/law_curve.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { CURVE_POINTS = 600 };

static const double decades_of_logarithmic = 1e3; /* a bulk that spans more is drawn on logarithmic axes */
static const double tail_mass = 1e-4;             /* left out at either end there */
static const double edge_mass = 0.1; /* where a density may diverge; the picture ends above the rest */

/* The first point at which the trapezoidal mass from the left reaches a fraction of the whole. */
static size_t point_at(const rmt_law_curve *curve, double fraction)
{
    double whole = 0, sum = 0;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 1; i < curve->count; i++) {
            const double y = curve->density[i - 1] + curve->density[i], dx = curve->x[i] - curve->x[i - 1];
            const double mass = isfinite(y) ? y * dx / 2 : 0;
            whole += round == 0 ? mass : 0;
            sum += round == 1 ? mass : 0;
            if (round == 1 && sum >= fraction * whole) {
                return i;
            }
        }
    }
    return curve->count - 1;
}

/* Axes and range. */
static void choose_axes(const rmt_law *law, rmt_law_curve *curve, rmt_plot *plot)
{
    curve->lower = curve->x[0];
    curve->upper = curve->x[curve->count - 1];
    const double low = curve->x[point_at(curve, 0.05)], high = curve->x[point_at(curve, 0.95)];
    if (law->intervals[0].lower >= 0 && low > 0 && high / low > decades_of_logarithmic) {
        plot->logarithmic_x = plot->density_of_logarithm = true;
        plot->y_label = "density of ln x";
        curve->lower = curve->x[point_at(curve, tail_mass)];
        plot->x_lower = curve->lower;
        return;
    }
    double top = 0, peak = 0;
    const size_t first = point_at(curve, edge_mass), last = point_at(curve, 1 - edge_mass);
    for (size_t i = 0; i < curve->count; i++) {
        top = i >= first && i <= last ? fmax(top, curve->density[i]) : top;
        peak = fmax(peak, curve->density[i]);
    }
    plot->y_top = peak > 1.5 * top ? 1.3 * top : 0;
}

hodo_status rmt_law_curve_make(const rmt_law_request *request, rmt_law_curve *curve, rmt_plot *plot,
                               hodo_error *error)
{
    const rmt_law *law = request->law;
    *curve = (rmt_law_curve){.count = law->interval_count > 0 ? CURVE_POINTS : 0};
    rmt_law_request_title(request, curve->title, sizeof curve->title);
    *plot = (rmt_plot){.title = curve->title, .x_label = "x", .y_label = "density"};
    curve->x = malloc((curve->count + 1) * 2 * sizeof *curve->x);
    if (curve->x == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the %d points of a picture", CURVE_POINTS);
    }
    curve->density = curve->x + curve->count + 1;
    hodo_status status = HODO_OK;
    if (curve->count > 0) {
        status = rmt_law_grid(law, curve->count, curve->x, error);
        status = status != HODO_OK ? status
                                   : rmt_law_density(law, curve->x, curve->count, curve->density, error);
        if (status != HODO_OK) {
            rmt_law_curve_free(curve);
            return status;
        }
        choose_axes(law, curve, plot);
    }
    plot->series[plot->count++] = (rmt_series){.kind = RMT_SERIES_THEORY, .title = "theory", .x = curve->x,
                                               .y = curve->density, .count = curve->count};
    for (size_t i = 0; i < law->atom_count; i++) {
        curve->atom_place[i] = law->atoms[i].place;
        curve->atom_mass[i] = law->atoms[i].mass;
        if (plot->logarithmic_x && !(law->atoms[i].place > 0)) { /* it has no place on the axis */
            (void)snprintf(curve->x_label, sizeof curve->x_label, "x (and mass %.4g at %.4g)",
                           law->atoms[i].mass, law->atoms[i].place);
            plot->x_label = curve->x_label;
        }
    }
    plot->series[plot->count++] = (rmt_series){.kind = RMT_SERIES_ATOMS,
                                               .title = "atom",
                                               .x = curve->atom_place,
                                               .y = curve->atom_mass,
                                               .count = law->atom_count};
    size_t edges = 0;
    for (size_t i = 0; i < law->interval_count; i++) {
        const double ends[] = {law->intervals[i].lower, law->intervals[i].upper};
        for (size_t e = 0; e < 2; e++) {
            if (isfinite(ends[e])) {
                curve->edge[edges++] = ends[e];
            }
        }
    }
    plot->series[plot->count++] = (rmt_series){.kind = RMT_SERIES_EDGES, .x = curve->edge, .count = edges};
    return HODO_OK;
}

void rmt_law_curve_free(rmt_law_curve *curve)
{
    free(curve->x);
    curve->x = NULL;
}
