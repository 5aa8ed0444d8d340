/* A measure from far: see convolution_operation.h. */
#include "rmt/convolution/convolution_operation.h"

#include <math.h>

static const double reach = 0.25; /* |y| below this: 4^-32 = 5e-20 is the first term left out */

void rmt_far_make(rmt_far *far, const rmt_measure *measure, double lower, double upper, bool positive)
{
    far->centre = (lower + upper) / 2;
    far->radius = (upper - lower) / 2;
    if (positive || far->radius == 0) { /* an atom at 0 counts among the moments */
        far->radius = fmax(far->radius, far->centre != 0 ? fabs(far->centre) : 1);
    }
    double scale = 1;
    rmt_measure_moments(measure, far->centre, RMT_FAR_MOMENTS, far->moment);
    for (size_t k = 0; k <= RMT_FAR_MOMENTS; k++, scale *= far->radius) {
        far->moment[k] /= scale;
    }
}

bool rmt_far_reaches(const rmt_far *far, double complex w)
{
    return cabs(w - far->centre) * reach > far->radius;
}

rmt_far_point rmt_far_at(const rmt_far *far, double complex y)
{
    double complex d = 0, d_slope = 0, b = 0, b_slope = 0;
    for (size_t k = RMT_FAR_MOMENTS; k-- > 0;) {
        d_slope = d_slope * y + d;
        d = d * y + far->moment[k];
        b_slope = b_slope * y + b;
        b = b * y + far->moment[k + 1];
    }
    rmt_far_point point;
    point.d = d;
    point.d_slope = d_slope;
    point.b = b;
    point.b_slope = b_slope;
    point.a = far->centre + far->radius * b / d;
    point.a_slope = far->radius * (b_slope * d - b * d_slope) / (d * d);
    return point;
}
