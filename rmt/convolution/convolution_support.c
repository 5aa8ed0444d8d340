/* The support of a free convolution: what the holes of all pairs of gaps leave (rmt/convolution/convolution.h).
 */
#include "rmt/convolution/convolution_gap.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* A hole of the support, or a band between two, narrower than this part of the whole is rounding. */
static const double width_least = 1e-12;

/* Holes are disjoint by theory; more overlap than this part of the whole means that something failed. */
static const double overlap_most = 1e-8;

static int by_lower_end(const void *first, const void *second)
{
    const double a = ((const rmt_hole *)first)->lower, b = ((const rmt_hole *)second)->lower;
    return (a > b) - (a < b);
}

/* Intervals between consecutive holes. */
static hodo_status fill_intervals(rmt_convolution *convolution, rmt_hole *holes, size_t count,
                                  hodo_error *error)
{
    double bottom = INFINITY, top = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        bottom = isfinite(holes[i].upper) ? fmin(bottom, holes[i].upper) : bottom;
        top = isfinite(holes[i].lower) ? fmax(top, holes[i].lower) : top;
    }
    const double whole = fmax(fmax(top - bottom, fmax(fabs(top), fabs(bottom)) * 1e-6), DBL_MIN);
    convolution->radius = whole / 2;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        rmt_hole *it = &holes[i];
        if (convolution->operation->positive) {
            if (it->upper <= width_least * whole && it->lower > -INFINITY) {
                continue; /* of no interest: there is no support below 0 */
            }
            if (it->upper <= width_least * whole) {
                it->upper = 0;
                it->upper_soft = false; /* z G(z), not G(z), has a square root there */
            }
            it->lower = it->lower <= width_least * whole ? -INFINITY : it->lower;
        }
        if (it->upper - it->lower > width_least * whole) {
            holes[kept++] = *it;
        }
    }
    qsort(holes, kept, sizeof *holes, by_lower_end);
    if (kept < 2 || holes[0].lower != -INFINITY) {
        return hodo_fail(error, HODO_NUMERIC,
                         "found %zu gaps around the support of a convolution, of at least 2: "
                         "give smoother measures",
                         kept);
    }
    rmt_hole end = holes[0];
    convolution->interval_count = 0;
    for (size_t i = 1; i < kept; i++) {
        if (holes[i].lower < end.upper - overlap_most * whole && holes[i].lower != -INFINITY) {
            return hodo_fail(error, HODO_NUMERIC,
                             "gaps [%.9g, %.9g] and [%.9g, %.9g] of a convolution's support "
                             "overlap: give smoother measures",
                             end.lower, end.upper, holes[i].lower, holes[i].upper);
        }
        if (holes[i].lower - end.upper > width_least * whole) {
            if (convolution->interval_count == RMT_MEASURE_INTERVALS_MOST) {
                return hodo_fail(error, HODO_NUMERIC,
                                 "a convolution on more than %d intervals: give simpler measures",
                                 RMT_MEASURE_INTERVALS_MOST);
            }
            convolution->intervals[convolution->interval_count++] = (rmt_interval){
                end.upper, holes[i].lower, end.upper_soft ? 0.5 : NAN, holes[i].lower_soft ? 0.5 : NAN};
        }
        end = holes[i].upper > end.upper ? holes[i] : end;
    }
    return end.upper == INFINITY ? HODO_OK
                                 : hodo_fail(error, HODO_NUMERIC,
                                             "no upper end of a convolution's support was found: "
                                             "give smoother measures");
}

hodo_status rmt_convolution_find_edges(rmt_convolution *convolution, hodo_error *error)
{
    const rmt_convolution_operation *operation = convolution->operation;
    rmt_gap *gaps = calloc((size_t)2 * RMT_GAPS_MOST, sizeof *gaps);
    rmt_hole *holes = calloc(RMT_HOLES_MOST, sizeof *holes);
    size_t gap_count[2] = {0, 0}, count = 0;
    hodo_status status = HODO_OK;
    if (gaps == NULL || holes == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY,
                           "no memory for the edges of a convolution: close other programs");
    }
    for (size_t j = 0; status == HODO_OK && j < 2; j++) {
        status = rmt_gaps_find(convolution->measure[j], operation, gaps + j * RMT_GAPS_MOST, &gap_count[j],
                               error);
    }
    for (size_t i = 0; i < gap_count[0]; i++) {
        for (size_t j = 0; status == HODO_OK && j < gap_count[1]; j++) {
            status = rmt_holes_find(&gaps[i], &gaps[RMT_GAPS_MOST + j], holes, &count, error);
        }
    }
    status = status != HODO_OK ? status : fill_intervals(convolution, holes, count, error);
    free(holes);
    free(gaps);
    return status;
}
