#include "rmt/law/estimate.h"

#include <math.h>

/* See the header. */
#define COUNT_VARIANCE_LEAST 0.25

/* Sums over the draws of one width of deviations from the means: of x the control and y the column. */
typedef struct scatter {
    double mean_x, mean_y, xx, xy, yy;
} scatter;

static scatter scatter_of(const rmt_sample *sample, size_t control, size_t column)
{
    const double draws = (double)sample->draws;
    scatter sum = {0};
    for (size_t i = 0; i < sample->draws; i++) {
        sum.mean_x += sample->row[i * RMT_SAMPLE_COLUMNS + control] / draws;
        sum.mean_y += sample->row[i * RMT_SAMPLE_COLUMNS + column] / draws;
    }
    for (size_t i = 0; i < sample->draws; i++) {
        const double x = sample->row[i * RMT_SAMPLE_COLUMNS + control] - sum.mean_x;
        const double y = sample->row[i * RMT_SAMPLE_COLUMNS + column] - sum.mean_y;
        sum.xx += x * x;
        sum.xy += x * y;
        sum.yy += y * y;
    }
    return sum;
}

/* Means of y - slope (x - known), extrapolated. */
static rmt_estimate combine(const rmt_sample *whole, const rmt_sample *half, const scatter *at_whole,
                            const scatter *at_half, double slope, double known)
{
    const double draws = (double)whole->draws, difference = (double)(whole->width - half->width);
    const double weight = (double)whole->width / difference, half_weight = (double)half->width / difference;
    const double mean = at_whole->mean_y - slope * (at_whole->mean_x - known);
    const double half_mean = at_half->mean_y - slope * (at_half->mean_x - known);
    const double rest = at_whole->yy - slope * (2 * at_whole->xy - slope * at_whole->xx);
    const double half_rest = at_half->yy - slope * (2 * at_half->xy - slope * at_half->xx);
    const double a = weight * weight * fmax(rest, 0) / (draws * (draws - 1));
    const double b = half_weight * half_weight * fmax(half_rest, 0) / (draws * (draws - 1));
    return (rmt_estimate){
        .mean = weight * mean - half_weight * half_mean,
        .error = sqrt(a + b),
        .freedom = (draws - 1) * (a + b > 0 ? (a + b) * (a + b) / (a * a + b * b) : 1),
        .drift = half_mean - mean,
    };
}

rmt_estimate rmt_estimate_plain(const rmt_sample *whole, const rmt_sample *half, size_t column)
{
    const scatter at_whole = scatter_of(whole, column, column);
    if (half == NULL) {
        const double draws = (double)whole->draws;
        return (rmt_estimate){at_whole.mean_y, sqrt(at_whole.yy / (draws * (draws - 1))), draws - 1, 0};
    }
    const scatter at_half = scatter_of(half, column, column);
    return combine(whole, half, &at_whole, &at_half, 0, 0);
}

/* The least sum of squares of shares whose counts have this variance. */
static double least_scatter(const rmt_sample *sample)
{
    const double count = (double)sample->count;
    return COUNT_VARIANCE_LEAST * (double)(sample->draws - 1) / (count * count);
}

rmt_estimate rmt_estimate_share(const rmt_sample *whole, const rmt_sample *half, size_t column)
{
    scatter at_whole = scatter_of(whole, column, column), at_half = scatter_of(half, column, column);
    at_whole.yy = fmax(at_whole.yy, least_scatter(whole));
    at_half.yy = fmax(at_half.yy, least_scatter(half));
    return combine(whole, half, &at_whole, &at_half, 0, 0);
}

rmt_estimate rmt_estimate_given(const rmt_sample *whole, const rmt_sample *half, size_t column, size_t control,
                                double known)
{
    /* Deviations are proportional to 1/width: multiplied by it, those of both widths weigh the same in one
     * slope. */
    const scatter at_whole = scatter_of(whole, control, column), at_half = scatter_of(half, control, column);
    const double m = (double)whole->width * (double)whole->width, h = (double)half->width * (double)half->width;
    const double xx = m * at_whole.xx + h * at_half.xx, xy = m * at_whole.xy + h * at_half.xy;
    const double yy = m * at_whole.yy + h * at_half.yy;
    if (!(xx > 0)) {
        return rmt_estimate_plain(whole, half, column);
    }
    const double slope = xy / xx;
    rmt_estimate result = combine(whole, half, &at_whole, &at_half, slope, known);
    /* One degree of freedom goes to the slope, whose own error counts by how far the control is from its
     * mean. */
    const double freedom = 2 * (double)(whole->draws - 1) - 1;
    const double slope_variance = fmax(yy - slope * xy, 0) / freedom / xx;
    const double off = rmt_estimate_plain(whole, half, control).mean - known;
    result.error = sqrt(result.error * result.error * (freedom + 1) / freedom + slope_variance * off * off);
    result.freedom -= 1;
    return result;
}
