#include "experiments/gamma-eta/collapse/collapse_number.h"

#include <math.h>

enum { GRID = 64 }; /* points of the grid of D: finer than eight bins a decade over five decades */

double collapse_time(const collapse_curve *curve, double level)
{
    for (size_t i = 1; i < curve->count; i++) {
        const double before = curve->loss[i - 1], after = curve->loss[i];
        if (before >= level && after < level) {
            const double share = (before - level) / (before - after);
            return curve->scale * curve->time[i - 1] * pow(curve->time[i] / curve->time[i - 1], share);
        }
    }
    return NAN;
}

double collapse_spread(const collapse_curve *curves, size_t count, const double *levels, size_t level_count)
{
    double variances = 0.0;
    size_t in = 0;
    for (size_t l = 0; l < level_count; l++) {
        double sum = 0.0, squares = 0.0; /* NaN as soon as one curve does not cross */
        for (size_t i = 0; i < count; i++) {
            sum += log(collapse_time(&curves[i], levels[l]));
        }
        for (size_t i = 0; i < count; i++) {
            const double off = log(collapse_time(&curves[i], levels[l])) - sum / (double)count;
            squares += off * off;
        }
        if (isfinite(squares)) {
            variances += squares / (double)(count - 1);
            in++;
        }
    }
    return in > 0 && count > 1 ? sqrt(variances / (double)in) : NAN;
}

/* The loss at time exp(log_time). */
static double loss_at(const collapse_curve *curve, double log_time)
{
    size_t i = 1;
    while (i < curve->count && log(curve->scale * curve->time[i]) < log_time) {
        i++;
    }
    if (i == curve->count) {
        return curve->loss[i - 1];
    }
    const double left = log(curve->scale * curve->time[i - 1]), right = log(curve->scale * curve->time[i]);
    const double share = fmax(0.0, (log_time - left) / (right - left));
    return curve->loss[i - 1] + share * (curve->loss[i] - curve->loss[i - 1]);
}

double collapse_unexplained(const collapse_curve *curves, size_t count)
{
    double begin = INFINITY, end = INFINITY, sum = 0.0, squares = 0.0, within = 0.0;
    for (size_t i = 0; i < count; i++) {
        begin = fmin(begin, log(curves[i].scale * curves[i].time[0]));
        end = fmin(end, log(curves[i].scale * curves[i].time[curves[i].count - 1]));
    }
    for (size_t g = 0; g < GRID; g++) {
        const double at = begin + (end - begin) * (double)g / (GRID - 1);
        double mean = 0.0;
        for (size_t i = 0; i < count; i++) {
            mean += loss_at(&curves[i], at) / (double)count;
        }
        for (size_t i = 0; i < count; i++) {
            const double y = loss_at(&curves[i], at);
            within += (y - mean) * (y - mean);
            squares += y * y;
            sum += y;
        }
    }
    const double total = squares - sum * sum / (double)(GRID * count);
    return count > 1 && end > begin && total > 0.0 ? within / total : NAN;
}
