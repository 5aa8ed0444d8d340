/* Known numbers of each law, independent of its own formulas, and what its matrices are made of. */
#include "near.h"
#include "rmt/law/ensemble.h"
#include "rmt/law/fuss_catalan_angle.h"
#include "rmt/law/law.h"
#include "rmt/law/law_integral.h"
#include "rmt/law/law_support.h"
#include "rmt/opened_law.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDING 1e-13

/* Catalan numbers 1, 2, 5, 14, 42 by hand. */
Test(law_rows, semicircle)
{
    rmt_law *law = open_law("semicircle");
    static const double catalan[] = {1, 2, 5, 14, 42, 132, 429, 1430, 4862, 16796};
    double moment[20];
    cr_assert_eq(rmt_law_moments(law, 20, moment, NULL), HODO_OK);
    for (int k = 0; k < 10; k++) {
        near(moment[2 * k], 0, 0, 0);
        near(moment[2 * k + 1], catalan[k], 0, 0);
    }
    near(density_at(law, 0), 1 / M_PI, 0, ROUNDING);
    near(cumulative_at(law, 0), 0.5, ROUNDING, 0);
    near(cumulative_at(law, 1), 0.5 + sqrt(3) / (4 * M_PI) + 1.0 / 6, 0, ROUNDING);
    rmt_law_close(law);
}

/* 1, 1+R, 1+3R+R^2, 1+6R+6R^2+R^3; ratio 1 is a squared quarter circle: F(x) = 2 F_semicircle(sqrt x) - 1. */
Test(law_rows, marchenko_pastur)
{
    rmt_law *law = open_law("marchenko-pastur --ratio=0.7"), *square = open_law("marchenko-pastur --ratio=1"),
            *semicircle = open_law("semicircle");
    double moment[4];
    cr_assert_eq(rmt_law_moments(law, 4, moment, NULL), HODO_OK);
    near(moment[0], 1, 0, 0);
    near(moment[1], 1.7, 0, ROUNDING);
    near(moment[2], 1 + 2.1 + 0.49, 0, ROUNDING);
    near(moment[3], 1 + 4.2 + 6 * 0.49 + 0.343, 0, ROUNDING);
    for (double x = 1e-12; x < 4; x = x < 0.5 ? x * 7 : x + 0.3) {
        near(cumulative_at(square, x), 2 * cumulative_at(semicircle, sqrt(x)) - 1, ROUNDING, 0);
        near(density_at(square, x), density_at(semicircle, sqrt(x)) / sqrt(x), 0, ROUNDING);
    }
    rmt_law_close(law);
    rmt_law_close(square);
    rmt_law_close(semicircle);
}

/* The limit of small R: (x - 1)/sqrt R is a semicircle, with corrections of order sqrt R. */
Test(law_rows, marchenko_pastur_of_small_ratio)
{
    rmt_law *semicircle = open_law("semicircle");
    for (double ratio = 1e-4; ratio >= 1e-12; ratio /= 100) {
        rmt_law *law;
        cr_assert_eq(rmt_law_open(&law, NULL, "marchenko-pastur --ratio=%.17g", ratio), HODO_OK);
        for (double y = -1.9; y < 2; y += 0.2) {
            near(cumulative_at(law, 1 + sqrt(ratio) * y), cumulative_at(semicircle, y), 2 * sqrt(ratio) + 1e-9,
                 0);
            near(sqrt(ratio) * density_at(law, 1 + sqrt(ratio) * y), density_at(semicircle, y),
                 4 * sqrt(ratio) + 1e-9, 0);
        }
        rmt_law_close(law);
    }
    rmt_law_close(semicircle);
}

/* X X^T and X^T X have the same nonzero eigenvalues: F_R(x) = 1 - (1 - F_{1/R}(x/R))/R. */
Test(law_rows, marchenko_pastur_transposed)
{
    rmt_law *wide = open_law("marchenko-pastur --ratio=0.4"), *tall = open_law("marchenko-pastur --ratio=2.5");
    for (double x = 0.01; x < 7; x += 0.1) {
        near(cumulative_at(tall, x), 1 - 0.4 * (1 - cumulative_at(wide, 0.4 * x)), ROUNDING, 0);
        near(density_at(tall, x), 0.4 * 0.4 * density_at(wide, 0.4 * x), ROUNDING, ROUNDING);
    }
    near(cumulative_at(tall, 0), 0.6, ROUNDING, 0);
    near(cumulative_at(tall, -DBL_MIN), 0, 0, 0);
    rmt_law_close(wide);
    rmt_law_close(tall);
}

/* m2 = s+1, m3 = (s+1)(3s+2)/2; s = 1 is Marchenko-Pastur at 1, in density and distribution at both edges. */
Test(law_rows, fuss_catalan)
{
    for (int s = 1; s <= 128; s *= 2) {
        rmt_law *law;
        double moment[3];
        cr_assert_eq(rmt_law_open(&law, NULL, "fuss-catalan --order=%d", s), HODO_OK);
        cr_assert_eq(rmt_law_moments(law, 3, moment, NULL), HODO_OK);
        near(moment[0], 1, 0, ROUNDING);
        near(moment[1], s + 1, 0, ROUNDING);
        near(moment[2], (s + 1) * (3.0 * s + 2) / 2, 0, ROUNDING);
        rmt_law_close(law);
    }
    rmt_law *law = open_law("fuss-catalan --order=1"), *wishart = open_law("marchenko-pastur --ratio=1");
    for (double x = 1e-280; x < 2; x *= 1e7) {
        near(density_at(law, x), density_at(wishart, x), 0, ROUNDING);
        near(cumulative_at(law, x), cumulative_at(wishart, x), ROUNDING, 0);
        near(density_at(law, 4 - 1e-14 / x * 1e-266), density_at(wishart, 4 - 1e-14 / x * 1e-266), 0, ROUNDING);
    }
    for (double gap = 1; gap > 1e-14; gap /= 3) {
        near(density_at(law, 4 - gap), density_at(wishart, 4 - gap), 0, ROUNDING);
    }
    rmt_law_close(law);
    rmt_law_close(wishart);
}

/* Order 2 in radicals (Penson and Zyczkowski, arXiv:1103.3453), r = 27 + 3 sqrt(81 - 12x):
 * rho = (2^(1/3) sqrt 3/(12 pi)) (2^(1/3) r^(2/3) - 6 x^(1/3)) / (x^(2/3) r^(1/3)). */
Test(law_rows, fuss_catalan_of_order_two)
{
    rmt_law *law = open_law("fuss-catalan --order=2");
    for (double x = 1e-9; x < 6.7; x = x < 0.1 ? x * 5 : x + 0.21) {
        const double root = 27 + 3 * sqrt(81 - 12 * x), two = cbrt(2);
        const double want = two * sqrt(3) / (12 * M_PI) * (two * pow(root, 2.0 / 3) - 6 * cbrt(x)) /
                            (pow(x, 2.0 / 3) * cbrt(root));
        near(density_at(law, x), want, 0, 1e-12);
    }
    rmt_law_close(law);
}

/* Inversion to rounding at both edges: x from the angle it gave, in whichever of phi and psi is small. */
Test(law_rows, fuss_catalan_inversion)
{
    for (int s = 1; s <= 128; s *= 2) {
        const double edge = rmt_fuss_catalan_edge(s), a = M_PI / (s + 1);
        for (double share = 1e-290; share < 1; share *= 1e5) {
            const rmt_fuss_catalan_angle angle = rmt_fuss_catalan_invert(s, share * edge);
            const double log_x = (s + 1) * log(sin((s + 1) * angle.psi)) - log(sin(a - angle.psi)) -
                                 s * log(sin(a + s * angle.psi));
            near(log_x, log(share * edge), 1e-12, 1e-14);
        }
        /* To second order in phi^2: ln(x/edge) = -s(s+1) phi^2/2 (1 + O((s phi)^2)). */
        for (double gap = 1e-15; gap < 1e-9; gap *= 10) {
            const double x = edge * (1 - gap), exact = (edge - x) / edge;
            const rmt_fuss_catalan_angle angle = rmt_fuss_catalan_invert(s, x);
            near(angle.phi * angle.phi, 2 * exact / (s * (s + 1.0)), 0, 1e-8);
        }
    }
}

/* p = q = 1/2 is half an arcsine law, F = 1/2 + asin(sqrt x)/pi; and the moments against the recursion of
 * z(1+z) = u (p+z)(q+z): m_k + sum m_i m_(k-i) = (p+q) m_(k-1) + sum m_i m_(k-1-i). */
Test(law_rows, free_binomial)
{
    rmt_law *law = open_law("free-binomial");
    for (double x = 0.001; x < 1; x += 0.037) {
        near(cumulative_at(law, x), 0.5 + asin(sqrt(x)) / M_PI, ROUNDING, 0);
        near(density_at(law, x), 1 / (2 * M_PI * sqrt(x * (1 - x))), 0, ROUNDING);
    }
    rmt_law_close(law);
    static const double trace[][2] = {{0.5, 0.5}, {0.3, 0.6}, {0.9, 0.8}, {0.05, 0.4}};
    for (int c = 0; c < 4; c++) {
        const double p = trace[c][0], q = trace[c][1];
        double want[13] = {0, p * q}, got[12];
        for (int k = 2; k <= 12; k++) {
            want[k] = (p + q) * want[k - 1];
            for (int i = 1; i < k; i++) {
                want[k] += want[i] * (want[k - 1 - i] - want[k - i]);
            }
        }
        cr_assert_eq(rmt_law_open(&law, NULL, "free-binomial --first=%.17g --second=%.17g", p, q), HODO_OK);
        cr_assert_eq(rmt_law_moments(law, 12, got, NULL), HODO_OK);
        for (int k = 1; k <= 12; k++) {
            near(got[k - 1], want[k], 1e-14, 1e-12);
        }
        near(cumulative_at(law, 0), 1 - fmin(p, q), ROUNDING, 0);
        near(1 - cumulative_at(law, nextafter(1, 0)), fmax(p + q - 1, 0), 1e-7, 0);
        rmt_law_close(law);
    }
}

/* A density on the whole line, of one narrow peak far from 0, is found and cut: the truncation of infinite
 * intervals. */
static double peak_place, peak_width;

static hodo_status peak_density(const rmt_law *law, const double *x, size_t count, double *density,
                                hodo_error *error)
{
    (void)law, (void)error;
    for (size_t i = 0; i < count; i++) {
        const double y = (x[i] - peak_place) / peak_width;
        density[i] = exp(-y * y / 2) / (sqrt(2 * M_PI) * peak_width);
    }
    return HODO_OK;
}

Test(law_rows, infinite_intervals)
{
    static const double cases[][2] = {{0, 1}, {-1.2, 1.27}, {-50, 3}, {1e5, 1e4},
                                       {-0.0025, 0.07}, {1e-6, 1e-3}, {3, 0.2}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        peak_place = cases[c][0], peak_width = cases[c][1];
        const rmt_law_row row = {.name = "peak", .density = peak_density};
        const rmt_law law = {.row = &row, .intervals = {{-INFINITY, INFINITY, 0, 0}}, .interval_count = 1};
        double moment[RMT_MOMENTS_MOST], x[3], f;
        cr_assert_eq(rmt_law_moments(&law, 2, moment, NULL), HODO_OK);
        near(moment[0], peak_place, 1e-11 * peak_width, 1e-11);
        near(moment[1] - moment[0] * moment[0], peak_width * peak_width, 1e-11 * peak_place * peak_place,
             1e-11);
        cr_assert_eq(rmt_law_quantile(&law, (const double[]){0.5, 0.975, 1e-6}, 3, x, NULL), HODO_OK);
        near((x[0] - peak_place) / peak_width, 0, 1e-9, 0);
        near((x[1] - peak_place) / peak_width, 1.9599639845400545, 1e-9, 0);
        near((x[2] - peak_place) / peak_width, -4.753424308822899, 1e-7, 0);
        const double place = peak_place - peak_width;
        cr_assert_eq(rmt_law_cumulative(&law, &place, 1, &f, NULL), HODO_OK);
        near(f, 0.15865525393145705, 1e-11, 0);
    }
}

/* High moments of the normal law live where its density has no digits left: refused; the others are
 * (2j-1)!!. */
Test(law_rows, moments_that_hang_on_a_tail)
{
    peak_place = 0, peak_width = 1;
    const rmt_law_row row = {.name = "peak", .density = peak_density};
    const rmt_law law = {.row = &row, .intervals = {{-INFINITY, INFINITY, 0, 0}}, .interval_count = 1};
    double moment[RMT_MOMENTS_MOST];
    hodo_error error = {0};
    cr_assert_eq(rmt_law_moments(&law, 10, moment, &error), HODO_OK);
    static const double even[] = {1, 3, 15, 105, 945};
    for (int j = 0; j < 5; j++) {
        near(moment[2 * j + 1], even[j], 0, 1e-8);
        near(moment[2 * j], 0, 1e-8 * even[j], 0);
    }
    cr_assert_eq(rmt_law_moments(&law, 20, moment, &error), HODO_NUMERIC);
    cr_assert_not_null(strstr(error.message, "up to"));
}

/* A density of the wrong mass is refused, not used. */
Test(law_rows, mass_is_checked)
{
    rmt_law *law = open_law("semicircle");
    rmt_law wrong = *law;
    wrong.atoms[0] = (rmt_atom){0, 1e-5};
    wrong.atom_count = 1;
    hodo_error error = {0};
    double x = 0.5, y;
    cr_assert_eq(rmt_law_quantile(&wrong, &x, 1, &y, &error), HODO_NUMERIC);
    wrong.atom_count = 0;
    wrong.intervals[0].upper = 1.9;
    cr_assert_eq(rmt_law_quantile(&wrong, &x, 1, &y, &error), HODO_NUMERIC);
    rmt_law_close(law);
}

/* Random rounding has the mean that is asked: 20,000 streams, 4.1 standard errors are a false-alarm rate below
 * 1e-4. */
Test(law_rows, random_dimensions)
{
    enum { STREAMS = 20000 };
    double rank = 0, ratio = 0, square = 0;
    for (uint64_t i = 0; i < STREAMS; i++) {
        const hodo_stream stream = hodo_stream_open(5, "dimensions", i);
        rank += (double)rmt_ensemble_rank(&stream, 0, 12.3) / STREAMS;
        const double r = 10 / (double)rmt_ensemble_columns(&stream, 1, 10, 2.7);
        ratio += r / STREAMS;
        square += r * r / STREAMS;
        cr_assert_eq(rmt_ensemble_rank(&stream, 2, 7), 7);
        cr_assert_eq(rmt_ensemble_columns(&stream, 2, 10, 0.5), 20);
        cr_assert_eq(rmt_ensemble_columns(&stream, 2, 10, 10), 1);
    }
    near(rank, 12.3, 4.1 * sqrt(0.21 / STREAMS), 0);
    near(ratio, 2.7, 4.1 * sqrt((square - ratio * ratio) / STREAMS), 0);
}

/* A draw is a pure function of stream and width; ranks are exact zeros and ones. */
Test(law_rows, draws)
{
    enum { WIDTH = 40 };
    rmt_law *law = open_law("free-binomial --first=0.9 --second=0.6");
    const hodo_stream stream = hodo_stream_open(1, "draws", 0);
    double first[WIDTH], again[WIDTH];
    cr_assert_eq(rmt_law_draw(law, WIDTH, &stream, first, NULL), HODO_OK);
    cr_assert_eq(rmt_law_draw(law, WIDTH, &stream, again, NULL), HODO_OK);
    int zeros = 0, ones = 0;
    for (int i = 0; i < WIDTH; i++) {
        near(first[i], again[i], 0, 0);
        zeros += first[i] == 0;
        ones += first[i] == 1;
        cr_assert(i == 0 || first[i] >= first[i - 1]);
    }
    cr_assert_eq(zeros, 16);
    cr_assert_eq(ones, 20);
    rmt_law_close(law);
}
