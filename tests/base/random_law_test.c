#include "base/normality.h"
#include "base/random.h"
#include "effort.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* One statistic in a million alarms falsely; a battery has 15 of them, so 1.5e-5 a battery. The seed is
 * fixed: the rate is the chance that this seed was an unlucky one. */
static const double threshold = 1e-6;

/* 4e7 draws, so that a variance wrong by 0.2% is 0.002 / sqrt(2/n) = 8.9 standard errors away. */
static const double base_draws = 4e7;
enum { CHUNK = 4096 };

typedef void draw_chunk(const hodo_stream *stream, uint64_t first, double *z);

static void draw_floats(const hodo_stream *stream, uint64_t first, double *z)
{
    float floats[CHUNK];
    hodo_random_normal_float(stream, 1, first, CHUNK, 1.0f, floats);
    for (size_t i = 0; i < CHUNK; i++) {
        z[i] = (double)floats[i];
    }
}

static void draw_doubles(const hodo_stream *stream, uint64_t first, double *z)
{
    hodo_random_normal_double(stream, 1, first, CHUNK, 1.0, z);
}

static void draw_wide(const hodo_stream *stream, uint64_t first, double *z)
{
    hodo_random_normal_double(stream, 1, first, CHUNK, sqrt(1.002), z);
}

/* The sum of 12 uniforms, less 6: moments 1 to 3 are right, the tails are not. */
static void draw_twelve(const hodo_stream *stream, uint64_t first, double *z)
{
    static double u[12 * CHUNK];
    hodo_random_uniform(stream, 1, 12 * first, 12 * CHUNK, u);
    for (size_t i = 0; i < CHUNK; i++) {
        z[i] = -6.0;
        for (size_t k = 0; k < 12; k++) {
            z[i] += u[12 * i + k];
        }
    }
}

/* Radii from 16 bits, as a careless conversion makes them: no draw beyond sqrt(2 * 17 ln 2) = 4.86. */
static void draw_short_tail(const hodo_stream *stream, uint64_t first, double *z)
{
    static uint32_t w[CHUNK];
    hodo_random_words(stream, 1, first, CHUNK, w);
    for (size_t i = 0; i < CHUNK; i++) {
        z[i] = sqrt(-2.0 * log(((double)(w[i] >> 16) + 0.5) * 0x1p-16)) *
               cos(2.0 * M_PI * ((double)(w[i] & 0xffff) + 0.5) * 0x1p-16);
    }
}

static void judge(draw_chunk *draw, double draws, const char *name, double p[STATISTICS])
{
    static sample all;
    static double z[CHUNK];
    const hodo_stream stream = hodo_stream_open(20231118, "random_law_test", 7);
    memset(&all, 0, sizeof all);
    for (uint64_t first = 0; (double)first < draws; first += CHUNK) {
        draw(&stream, first, z);
        sample_add(&all, z, CHUNK);
    }
    sample_judge(&all, p);
    for (int k = 0; k < STATISTICS; k++) {
        cr_log_info("%s, %.3g draws, %s: p = %.3g", name, all.count, statistic_names[k], p[k]);
    }
}

static void expect_normal(const double p[STATISTICS], const char *name)
{
    for (int k = 0; k < STATISTICS; k++) {
        cr_assert(p[k] >= threshold, "%s, %s: p = %.3g", name, statistic_names[k], p[k]);
    }
}

Test(random_law, floats_are_normal)
{
    double p[STATISTICS];
    judge(draw_floats, base_draws * test_effort(), "float", p);
    expect_normal(p, "float");
}

Test(random_law, doubles_are_normal)
{
    double p[STATISTICS];
    judge(draw_doubles, base_draws * test_effort(), "double", p);
    expect_normal(p, "double");
}

/* The power of the battery, at its own size whatever the effort. */
Test(random_law, a_wrong_variance_is_seen)
{
    double p[STATISTICS];
    judge(draw_wide, base_draws, "variance 1.002", p);
    cr_assert(p[MOMENT_2] < threshold && p[MOMENT_4] < threshold, "p = %.3g, %.3g", p[MOMENT_2], p[MOMENT_4]);
    cr_assert(p[MOMENT_1] >= threshold && p[MOMENT_3] >= threshold);
}

Test(random_law, twelve_uniforms_are_seen)
{
    double p[STATISTICS];
    judge(draw_twelve, base_draws / 4, "twelve uniforms", p);
    cr_assert(p[MOMENT_1] >= threshold && p[MOMENT_2] >= threshold && p[MOMENT_3] >= threshold);
    static const int seen[] = {MOMENT_4,  MOMENT_6, BELOW_3, ABOVE_3, BELOW_4, ABOVE_4, KOLMOGOROV_SMIRNOV,
                               CHI_SQUARE};
    for (size_t k = 0; k < sizeof seen / sizeof seen[0]; k++) {
        cr_assert(p[seen[k]] < threshold, "%s: p = %.3g", statistic_names[seen[k]], p[seen[k]]);
    }
}

Test(random_law, a_short_tail_is_seen)
{
    double p[STATISTICS];
    judge(draw_short_tail, base_draws, "16-bit radius", p);
    cr_assert(p[BEYOND_5] < threshold, "p = %.3g", p[BEYOND_5]); /* none where 23 are expected */
}
