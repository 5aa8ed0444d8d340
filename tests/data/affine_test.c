/* Affine maps: the trigonometry, the inverse, and the law of the parameters. */
#include "data/affine.h"
#include "effort.h"
#include "near.h"
#include "strokes.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* The reduced angle is off by the error of pi, 1.2e-16; the series and libm by an ulp of 1/2 to 1, 1.1e-16. */
static const double turn_tolerance = 3e-16;

Test(affine, cosine_and_sine_agree_with_libm)
{
    for (int k = -6000; k <= 6000; k++) {
        const double angle = M_PI * k / 6000;
        double c, s;
        hodo_affine_turn(angle, &c, &s);
        near(c, cos(angle), turn_tolerance, 0.0);
        near(s, sin(angle), turn_tolerance, 0.0);
    }
}

static const hodo_digit_draw maps[] = {
    {0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0},    {0, 0.3, 1.0, 1.0, 0.0, 0.0, 0.0},
    {0, 0.0, 1.2, 0.8, 0.0, 0.0, 0.0},    {0, 0.0, 1.0, 1.0, 0.4, 0.0, 0.0},
    {0, 0.0, 1.0, 1.0, 0.0, 2.5, -1.5},   {0, -2.9, 0.7, 1.4, -0.3, -3.0, 4.0},
    {0, 3.1, 0.1, 1.9, 1.0, 28.0, -28.0},
};
enum { MAPS = sizeof maps / sizeof maps[0] };

/* F of the place that is read, about the centre and shifted, is the pixel. */
static void forward(const hodo_digit_draw *draw, double x, double y, double *to_x, double *to_y)
{
    const double centre = 13.5;
    const double wide = draw->scale_x * (x - centre), high = draw->scale_y * (y - centre);
    const double sheared = wide + draw->shear * high;
    *to_x = cos(draw->angle) * sheared - sin(draw->angle) * high + centre + draw->shift_x;
    *to_y = sin(draw->angle) * sheared + cos(draw->angle) * high + centre + draw->shift_y;
}

Test(affine, the_place_read_is_mapped_onto_the_pixel)
{
    for (size_t m = 0; m < MAPS; m++) {
        const hodo_affine_map map = hodo_affine_inverse(&maps[m], HODO_DIGIT_SIDE);
        for (int row = 0; row < 28; row += 9) {
            for (int column = 0; column < 28; column += 9) {
                double x, y;
                forward(&maps[m], (double)map.xx * column + (double)map.xy * row + (double)map.x0,
                        (double)map.yx * column + (double)map.yy * row + (double)map.y0, &x, &y);
                /* Entries up to 10 and offsets up to 500 pixels, as floats, magnified by F by up to 4. */
                near(x, column, 4e-4, 0.0);
                near(y, row, 4e-4, 0.0);
            }
        }
    }
}

enum { PARAMETERS = 7 }; /* the base image among them, as a number in (0, 1) */
static const hodo_digit_deformation limits = {20.0, 0.3, 0.25, 3.0, 0.0, 0.0};

/* Every parameter of an image as it should be uniform in (0, 1), against these limits. */
static void unit(const hodo_digit_draw *draw, const hodo_digit_deformation *law, double u[PARAMETERS])
{
    const double values[PARAMETERS - 1] = {draw->angle * 180.0 / M_PI,
                                           draw->scale_x - 1.0,
                                           draw->scale_y - 1.0,
                                           draw->shear,
                                           draw->shift_x,
                                           draw->shift_y};
    const double bounds[PARAMETERS - 1] = {law->rotation, law->scale, law->scale,
                                           law->shear,    law->shift, law->shift};
    for (int k = 0; k < PARAMETERS - 1; k++) {
        u[k] = 0.5 * (values[k] / bounds[k] + 1.0);
    }
    u[PARAMETERS - 1] = ((double)draw->base + 0.5) / STROKES;
}

/* The least p-value, times the number of statistics: chi-square over STROKES cells of each parameter, and of
 * each pair's correlation, 12 sum (u - 1/2)(v - 1/2)/sqrt n, normal. */
static double least_p(uint64_t seed, const hodo_digit_deformation *law, bool twice)
{
    const int draws = (int)(40000.0 * test_effort());
    hodo_digit_stream *stream = strokes_stream(&limits, seed);
    static double cells[PARAMETERS][STROKES], products[PARAMETERS][PARAMETERS];
    memset(cells, 0, sizeof cells);
    memset(products, 0, sizeof products);
    for (int i = 0; i < draws; i++) {
        const hodo_digit_draw draw = hodo_digit_stream_draw(stream, (uint64_t)i);
        double u[PARAMETERS];
        unit(&draw, law, u);
        u[0] = twice ? u[5] : u[0];
        for (int k = 0; k < PARAMETERS; k++) {
            const double cell = floor(u[k] * STROKES);
            cells[k][cell < 0.0 ? 0 : cell >= STROKES ? STROKES - 1 : (int)cell] += 1.0;
            for (int l = 0; l < k; l++) {
                products[k][l] += 12.0 * (u[k] - 0.5) * (u[l] - 0.5);
            }
        }
    }
    hodo_digit_stream_free(stream);
    double least = 1.0;
    for (int k = 0; k < PARAMETERS; k++) {
        double chi = 0.0;
        for (int c = 0; c < STROKES; c++) {
            const double want = (double)draws / STROKES;
            chi += (cells[k][c] - want) * (cells[k][c] - want) / want;
        }
        least = fmin(least, gsl_cdf_chisq_Q(chi, STROKES - 1));
        for (int l = 0; l < k; l++) {
            least = fmin(least, 2.0 * gsl_cdf_ugaussian_Q(fabs(products[k][l]) / sqrt(draws)));
        }
    }
    return least * (PARAMETERS + PARAMETERS * (PARAMETERS - 1) / 2);
}

/* False alarm at most 1e-4 (Bonferroni over 28 statistics). */
Test(affine, parameters_are_uniform_and_independent)
{
    const double p = least_p(11, &limits, false);
    cr_assert(p > 1e-4, "p = %g", p);
}

Test(affine, a_limit_four_percent_off_or_a_parameter_used_twice_would_be_found)
{
    hodo_digit_deformation wrong[] = {limits, limits, limits, limits};
    wrong[0].rotation *= 1.04;
    wrong[1].scale *= 0.96;
    wrong[2].shear *= 1.04;
    wrong[3].shift *= 0.96;
    for (int k = 0; k < 4; k++) {
        const double p = least_p(11, &wrong[k], false);
        cr_assert(p < 1e-9, "wrong limit %d: p = %g", k, p);
    }
    cr_assert(least_p(11, &limits, true) < 1e-9);
}

Test(affine, parameters_stay_within_their_limits)
{
    hodo_digit_stream *stream = strokes_stream(&limits, 12);
    for (uint64_t i = 0; i < 20000; i++) {
        const hodo_digit_draw draw = hodo_digit_stream_draw(stream, i);
        double u[PARAMETERS];
        unit(&draw, &limits, u);
        for (int k = 0; k < PARAMETERS; k++) {
            near(u[k], 0.5, 0.5 + 1e-15, 0.0);
        }
    }
    hodo_digit_stream_free(stream);
}
