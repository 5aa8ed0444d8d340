/* Ensembles against their laws: true ones agree, and wrong ones fall, each of them in every run. */
#include "base/pool.h"
#include "near.h"
#include "rmt/law/compare.h"
#include "rmt/law/kolmogorov.h"
#include "rmt/law_lines.h"
#include "rmt/opened_law.h"

#include <criterion/parameterized.h>
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

static void init(void)
{
    gsl_set_error_handler_off();
    hodo_pool_single_blas_thread();
}

TestSuite(compare, .init = init);

/* One fixed seed a line: a true law falls in one of 10^4. */
static void expect(const rmt_law *law, const rmt_law *ensemble, size_t width, size_t draws, uint64_t seed,
                   bool agrees)
{
    rmt_comparison got;
    hodo_error error = {0};
    cr_assert_eq(rmt_compare_with(law, ensemble, width, draws, seed, &got, &error), HODO_OK, "%s",
                 error.message);
    cr_assert_eq(got.agrees, agrees, "%s, seed %d: z %.2f %.2f %.2f %.2f, distance %.4f of %.4f",
                 law->row->name, (int)seed, got.moment[0].z, got.moment[1].z, got.moment[2].z, got.moment[3].z,
                 got.distance, got.distance_threshold);
}

static int indices[LAW_LINES];

ParameterizedTestParameters(compare, ensembles_follow_their_laws)
{
    for (int i = 0; i < LAW_LINES; i++) {
        indices[i] = i;
    }
    return cr_make_param_array(int, indices, LAW_LINES);
}

ParameterizedTest(int *index, compare, ensembles_follow_their_laws)
{
    const law_line *own = &law_lines[*index];
    if (own->width > 0) {
        rmt_law *law = open_law(own->line);
        expect(law, law, own->width, own->draws, 1, true);
        expect(law, law, own->width + 1, own->draws, 2, true); /* an odd width */
        rmt_law_close(law);
    }
}

/* Few draws: four counts of rigid eigenvalues are often equal, and their scatter is no error. 200 comparisons
 * of true laws, one of which falls in 1 of 50 runs of other seeds. */
Test(compare, four_draws_raise_no_false_alarms)
{
    static const char *const lines[] = {"semicircle", "fuss-catalan --order=8", "free-binomial"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        rmt_law *law = open_law(lines[i]);
        for (uint64_t seed = 1; seed <= 67; seed++) {
            expect(law, law, 32, 4, seed, true);
        }
        rmt_law_close(law);
    }
}

/* A quarter of the eigenvalues of a product of 50 lie below 1e-28 of the largest, where a draw has only
 * rounding. */
Test(compare, places_go_no_deeper_than_draws)
{
    rmt_law *law = open_law("fuss-catalan --order=50");
    for (uint64_t seed = 1; seed <= 4; seed++) {
        expect(law, law, 64, 20, seed, true);
    }
    rmt_law_close(law);
}

/* Each pair's second moments differ by 5%, first moments are the same. 20 draws at two widths. */
typedef struct deformation {
    const char *law, *ensemble;
    double second, wrong; /* second moments, by hand */
    size_t width;
} deformation;

static const deformation deformations[] = {
    {"marchenko-pastur --ratio=0.5", "marchenko-pastur --ratio=0.575", 1.5, 1.575, 128},
    {"marchenko-pastur --ratio=0.5", "marchenko-pastur --ratio=0.425", 1.5, 1.425, 128},
    {"marchenko-pastur --ratio=1", "marchenko-pastur --ratio=1.1", 2, 2.1, 192},
    {"marchenko-pastur --ratio=1", "marchenko-pastur --ratio=0.9", 2, 1.9, 192},
    {"free-binomial --first=0.5 --second=0.5",
     "free-binomial --first=0.65695840242185011 --second=0.38054159757814998", 0.1875, 0.196875, 192},
};

enum { DEFORMATIONS = sizeof deformations / sizeof deformations[0], RUNS = 6 };
static int deformation_indices[DEFORMATIONS];

ParameterizedTestParameters(compare, deformed_laws_fall)
{
    for (int i = 0; i < DEFORMATIONS; i++) {
        deformation_indices[i] = i;
    }
    return cr_make_param_array(int, deformation_indices, DEFORMATIONS);
}

ParameterizedTest(int *index, compare, deformed_laws_fall)
{
    const deformation *own = &deformations[*index];
    rmt_law *law = open_law(own->law), *ensemble = open_law(own->ensemble);
    double moment[2], wrong[2];
    cr_assert_eq(rmt_law_moments(law, 2, moment, NULL), HODO_OK);
    cr_assert_eq(rmt_law_moments(ensemble, 2, wrong, NULL), HODO_OK);
    near(wrong[0], moment[0], 0, 1e-12);
    near(moment[1], own->second, 1e-4, 0);
    near(wrong[1], own->wrong, 1e-4, 0);
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        expect(law, ensemble, own->width, 20, seed, false);
    }
    rmt_law_close(law);
    rmt_law_close(ensemble);
}

/* An ensemble whose eigenvalues are those of another law times a factor. */
typedef struct scaled {
    const rmt_law *base;
    double factor;
} scaled;

static hodo_status draw_scaled(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                               hodo_error *error)
{
    const scaled *own = law->state;
    const hodo_status status = rmt_law_draw(own->base, width, stream, values, error);
    for (size_t i = 0; status == HODO_OK && i < rmt_law_draw_count(law, width); i++) {
        values[i] *= own->factor;
    }
    return status;
}

static const rmt_law_row scaled_row = {.name = "scaled", .draw = draw_scaled};

/* All eigenvalues 2.5% too large: 5% in the second moment. It is the first moment that shows it in products. */
Test(compare, scaled_laws_fall)
{
    static const struct {
        const char *line;
        size_t width;
    } cases[] = {{"semicircle", 256}, {"marchenko-pastur --ratio=0.3", 160}, {"fuss-catalan --order=2", 384}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        rmt_law *law = open_law(cases[c].line);
        scaled state = {law, sqrt(1.05)};
        const rmt_law ensemble = {.row = &scaled_row, .state = &state};
        for (uint64_t seed = 1; seed <= 2; seed++) {
            expect(law, &ensemble, cases[c].width, 40, seed, false);
        }
        state.factor = 1;
        expect(law, &ensemble, cases[c].width, 20, 3, true);
        rmt_law_close(law);
    }
}

/* The right moments are not enough: -sqrt 2, 0, 0, sqrt 2 have the semicircle's first four (0, 1, 0, 2), but
 * for noise that a sample of matrices has. */
static hodo_status draw_points(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                               hodo_error *error)
{
    (void)law, (void)error;
    double noise[4];
    hodo_random_normal_double(stream, 0, 0, 4, 1 / (double)width, noise);
    for (size_t i = 0; i < width; i++) {
        values[i] = (4 * i < width ? -M_SQRT2 : 4 * i < 3 * width ? 0 : M_SQRT2) + noise[4 * i / width];
    }
    return HODO_OK;
}

Test(compare, distribution_function_is_tested)
{
    rmt_law *law = open_law("semicircle");
    const rmt_law_row row = {.name = "points", .draw = draw_points};
    const rmt_law ensemble = {.row = &row};
    rmt_comparison got;
    cr_assert_eq(rmt_compare_with(law, &ensemble, 128, 20, 1, &got, NULL), HODO_OK);
    for (int k = 0; k < RMT_COMPARED_MOMENTS; k++) {
        cr_assert(got.moment[k].agrees, "moment %d: %g", k + 1, got.moment[k].measured);
    }
    cr_assert(!got.distance_agrees && !got.agrees);
    near(got.plain_distance, 0.25, 0.01, 0);
    rmt_law_close(law);
}

/* An extreme law of known numbers: one normal a matrix. */
static hodo_status normal_density(const rmt_law *law, const double *x, size_t count, double *density,
                                  hodo_error *error)
{
    (void)law, (void)error;
    for (size_t i = 0; i < count; i++) {
        density[i] = exp(-x[i] * x[i] / 2) / sqrt(2 * M_PI);
    }
    return HODO_OK;
}

static hodo_status draw_normal(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                               hodo_error *error)
{
    (void)width, (void)error;
    hodo_random_normal_double(stream, 0, 0, 1, law->state != NULL ? *(double *)law->state : 1, values);
    return HODO_OK;
}

Test(compare, extreme_laws)
{
    const rmt_law_row row = {.name = "normal", .density = normal_density, .draw = draw_normal, .extreme = true};
    const rmt_law law = {.row = &row, .intervals = {{-INFINITY, INFINITY, 0, 0}}, .interval_count = 1};
    double wide = 1.25;
    rmt_law wrong = law;
    wrong.state = &wide;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        expect(&law, &law, 400, 2000, seed, true);
        expect(&law, &law, 400, 20, seed, true);
        expect(&law, &wrong, 4000, 2000, seed, false);
    }
    rmt_comparison got;
    cr_assert_eq(rmt_compare(&law, 400, 2000, 1, &got, NULL), HODO_OK);
    cr_assert_eq(got.half_width, 0);
    near(got.moment[1].theory, 1, 0, 1e-10);
    near(got.moment[1].measured, 1, 4.1 * sqrt(2.0 / 2000), 0);
}

/* Log norms are exact at their own units, whatever --width says: one layer of five more or less falls. */
Test(compare, exact_laws_are_granted_nothing)
{
    rmt_law *law = open_law("log-norm --units=10 --depth=5"),
            *wrong = open_law("log-norm --units=10 --depth=4");
    rmt_comparison got;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        expect(law, law, 32, 4000, seed, true);
        expect(law, wrong, 32, 4000, seed, false);
    }
    cr_assert_eq(rmt_compare(law, 32, 20, 1, &got, NULL), HODO_OK);
    near(got.moment[0].allowance, 0, 0, 0);
    rmt_law_close(law);
    rmt_law_close(wrong);
}

/* Kolmogorov's distribution by hand, P(D >= d) = 2(1 - d)^n for d >= 1 - 1/(2n); the critical values of Miller
 * (1956); and Smirnov's limit joined to the exact sum. */
Test(compare, kolmogorov)
{
    near(rmt_kolmogorov_tail(1, 0.9), 0.2, 0, 1e-12);
    near(rmt_kolmogorov_tail(2, 0.8), 2 * 0.04, 0, 1e-12);
    near(rmt_kolmogorov_threshold(10, 0.01), 0.48895, 5e-5, 0);
    near(rmt_kolmogorov_threshold(20, 0.01), 0.35240, 5e-5, 0);
    near(rmt_kolmogorov_threshold(100, 0.01), 0.16081, 5e-5, 0);
    near(rmt_kolmogorov_threshold(99999, 1e-4), rmt_kolmogorov_threshold(100000, 1e-4), 0, 1e-5);
}

Test(compare, is_a_function_of_its_arguments)
{
    rmt_law *law = open_law("marchenko-pastur --ratio=0.7");
    rmt_comparison first, again, other;
    cr_assert_eq(rmt_compare(law, 64, 20, 7, &first, NULL), HODO_OK);
    cr_assert_eq(rmt_compare(law, 64, 20, 7, &again, NULL), HODO_OK);
    cr_assert_eq(rmt_compare(law, 64, 20, 8, &other, NULL), HODO_OK);
    for (int k = 0; k < RMT_COMPARED_MOMENTS; k++) {
        near(again.moment[k].measured, first.moment[k].measured, 0, 0);
        cr_assert(other.moment[k].measured != first.moment[k].measured);
    }
    near(again.distance, first.distance, 0, 0);
    near(again.plain_distance, first.plain_distance, 0, 0);
    hodo_error error = {0};
    cr_assert_eq(rmt_compare(law, 31, 20, 1, &first, &error), HODO_INVALID);
    cr_assert_eq(rmt_compare(law, 64, 3, 1, &first, &error), HODO_INVALID);
    cr_assert_eq(rmt_compare(law, 64, 2000000, 1, &first, &error), HODO_INVALID);
    rmt_law_close(law);
    law = open_law("marchenko-pastur --ratio=10");
    cr_assert_eq(rmt_compare(law, 159, 20, 1, &first, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "160"), "%s", error.message);
    rmt_law_close(law);
}
