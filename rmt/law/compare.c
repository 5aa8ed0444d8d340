#include "rmt/law/compare.h"

#include "rmt/law/estimate.h"
#include "rmt/law/kolmogorov.h"
#include "rmt/law/sample.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of a sum of atoms. */
#define ROUNDING 1e-12

/* Numbers that stand for an atom are right to rounding of the matrix's norm; places are moved this far above
 * it. */
#define ATOM_WIDTH 1e-9

/* Squares of singular values below this share of the law's upper edge are rounding: those are known to some
 * hundred eps of the largest, after a product of many matrices. Places go no deeper. */
#define SQUARE_RESOLUTION 1e-26

/* Half of the false alarms to the moments, half to the distribution function; each test has two sides. */
#define MOMENT_RATE (RMT_FALSE_ALARM / 2 / RMT_COMPARED_MOMENTS)
#define GRID_RATE (RMT_FALSE_ALARM / 2 / RMT_COMPARED_PROBABILITIES)

/* Student's t of a sample of squares of single numbers is normal to the tail that is asked only with so
 * many. */
enum { EXTREME_SQUARES_LEAST = 1000 };

/* What an extreme law is granted for the width. */
static double extreme_allowance(const rmt_law *law, size_t width)
{
    return law->row->exact ? 0 : RMT_EXTREME_ALLOWANCE * pow((double)width, -2.0 / 3);
}

static double student(double rate, double freedom)
{
    return gsl_cdf_tdist_Qinv(rate / 2, freedom);
}

/* The moments above the first are taken at the first one's theoretical value. */
static rmt_estimate moment_estimate(const rmt_sample *whole, const rmt_sample *half, size_t i, double first)
{
    return half != NULL && i > 0 ? rmt_estimate_given(whole, half, i, 0, first)
                                 : rmt_estimate_plain(whole, half, i);
}

static void compare_moments(const rmt_law *law, const double *theory, const rmt_sample *whole,
                            const rmt_sample *half, rmt_comparison *comparison)
{
    const bool extreme = law->row->extreme;
    const double width = (double)whole->width;
    double first_drift = 0; /* in units of the first moment's scale */
    for (size_t i = 0; i < RMT_COMPARED_MOMENTS; i++) {
        const double order = (double)(i + 1), scale = fmax(fabs(theory[i]), pow(theory[1], order / 2));
        const rmt_estimate got = moment_estimate(whole, half, i, theory[0]);
        const double difference = got.mean - theory[i], drift = i > 0 ? got.drift / scale : 0;
        first_drift = i == 0 ? got.drift / scale : first_drift;
        const double rest = order * order * (first_drift * first_drift + 1 / (width * width));
        rmt_moment_comparison *moment = &comparison->moment[i];
        moment->theory = theory[i];
        moment->measured = got.mean;
        moment->standard_error = got.error;
        moment->z = got.error > 0     ? difference / got.error
                    : difference == 0 ? 0
                                      : copysign(INFINITY, difference);
        moment->allowance = extreme ? scale * order * extreme_allowance(law, whole->width)
                                    : scale * (drift * drift + rest);
        moment->threshold = moment->allowance + student(MOMENT_RATE, got.freedom) * got.error;
        if (extreme && (i > 1 || (i == 1 && whole->draws < EXTREME_SQUARES_LEAST))) {
            moment->threshold = INFINITY; /* told, not tested */
        }
        moment->agrees = fabs(difference) <= moment->threshold;
    }
}

static void compare_grid(const double *theory, const rmt_sample *whole, const rmt_sample *half,
                         rmt_comparison *comparison)
{
    double worst = -1;
    for (size_t j = 0; j < RMT_COMPARED_PROBABILITIES; j++) {
        const rmt_estimate got = rmt_estimate_share(whole, half, RMT_COMPARED_MOMENTS + j);
        const double distance = fabs(got.mean - theory[j]);
        const double threshold =
            RMT_GRID_ALLOWANCE / (double)whole->width + student(GRID_RATE, got.freedom) * got.error;
        if (distance / threshold > worst) {
            worst = distance / threshold;
            comparison->distance = distance;
            comparison->distance_at = whole->place[j];
            comparison->distance_threshold = threshold;
        }
    }
    comparison->distance_agrees = comparison->distance <= comparison->distance_threshold;
}

static double plain_distance(const double *theory, const rmt_sample *whole)
{
    const double numbers = (double)whole->draws * (double)whole->count;
    double most = 0;
    for (size_t j = 0; j < RMT_FINE_PLACES; j++) {
        most = fmax(most, fabs((double)atomic_load(&whole->fine_count[j]) / numbers - theory[j]));
    }
    return most;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Kolmogorov's statistic of the sample of an extreme law. */
static hodo_status compare_sample(const rmt_law *law, rmt_sample *whole, hodo_arena *arena,
                                  rmt_comparison *comparison, hodo_error *error)
{
    const double draws = (double)whole->draws;
    double *theory = hodo_arena_take(arena, whole->draws, sizeof *theory, error);
    if (theory == NULL) {
        return HODO_NO_MEMORY;
    }
    qsort(whole->first, whole->draws, sizeof *whole->first, ascending);
    const hodo_status status = rmt_law_cumulative(law, whole->first, whole->draws, theory, error);
    for (size_t i = 0; status == HODO_OK && i < whole->draws; i++) {
        const double distance = fmax(fabs(theory[i] - (double)i / draws),
                                     fabs((double)(i + 1) / draws - theory[i]));
        if (i == 0 || distance > comparison->distance) {
            comparison->distance = distance;
            comparison->distance_at = whole->first[i];
        }
    }
    comparison->plain_distance = comparison->distance;
    comparison->distance_threshold = extreme_allowance(law, whole->width) +
                                     rmt_kolmogorov_threshold(whole->draws, RMT_FALSE_ALARM / 2);
    comparison->distance_agrees = comparison->distance <= comparison->distance_threshold;
    return status;
}

/* place[i] = quantile of (i + 1)/(count + 1), just above an atom that it hits; theory[i] = F(place[i]). */
static hodo_status places(const rmt_law *law, size_t count, double *place, double *theory, hodo_error *error)
{
    for (size_t i = 0; i < count; i++) {
        place[i] = (double)(i + 1) / (double)(count + 1);
    }
    hodo_status status = rmt_law_quantile(law, place, count, place, error);
    const double upper = law->interval_count > 0 ? law->intervals[law->interval_count - 1].upper : 0;
    const double least = isfinite(upper) ? SQUARE_RESOLUTION * upper : 0;
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        place[i] = place[i] > 0 && place[i] < least ? least : place[i];
        for (size_t j = 0; j < law->atom_count; j++) {
            const double atom = law->atoms[j].place, width = ATOM_WIDTH * fmax(1, fabs(atom));
            place[i] = fabs(place[i] - atom) <= width ? atom + width : place[i];
        }
    }
    return status == HODO_OK ? rmt_law_cumulative(law, place, count, theory, error) : status;
}

/* Corrections in 1/width are small only with some eigenvalues off the atoms. */
static hodo_status check(const rmt_law *law, size_t width, size_t draws, hodo_error *error)
{
    double bulk = 1;
    for (size_t i = 0; i < law->atom_count; i++) {
        bulk -= law->atoms[i].mass;
    }
    const double least = ceil(2 * RMT_COMPARED_BULK_LEAST / bulk * (1 - ROUNDING));
    if (width < RMT_COMPARED_WIDTH_LEAST) {
        return hodo_fail(error, HODO_INVALID, "width %zu is too small for an extrapolation: give at least %d",
                         width, RMT_COMPARED_WIDTH_LEAST);
    }
    if (!law->row->extreme && (double)width < least) {
        return hodo_fail(error, HODO_INVALID,
                         "width %zu has %.3g eigenvalues off the atoms of %s: give a width of at least %.0f",
                         width, bulk * (double)width, law->row->name, least);
    }
    if (draws < RMT_DRAWS_LEAST || draws > RMT_DRAWS_MOST) {
        return hodo_fail(error, HODO_INVALID, "%zu draws are outside %d..%d: give 20 or more", draws,
                         RMT_DRAWS_LEAST, RMT_DRAWS_MOST);
    }
    return HODO_OK;
}

static hodo_status measure(const rmt_law *law, const rmt_law *ensemble, uint64_t seed, hodo_arena *arena,
                           rmt_comparison *comparison, hodo_error *error)
{
    const bool extreme = law->row->extreme;
    double moment[RMT_COMPARED_MOMENTS];
    double place[RMT_COMPARED_PROBABILITIES], grid[RMT_COMPARED_PROBABILITIES];
    double fine_place[RMT_FINE_PLACES], fine[RMT_FINE_PLACES];
    rmt_sample whole = {
        .width = comparison->width, .draws = comparison->draws, .place = place, .fine = fine_place};
    rmt_sample half = {
        .width = comparison->half_width, .draws = comparison->draws, .place = place, .fine = fine_place};
    hodo_status status = rmt_law_moments(law, RMT_COMPARED_MOMENTS, moment, error);
    if (status == HODO_OK) {
        status = places(law, RMT_COMPARED_PROBABILITIES, place, grid, error);
    }
    if (status == HODO_OK) {
        status = places(law, RMT_FINE_PLACES, fine_place, fine, error);
    }
    if (status == HODO_OK) {
        status = rmt_sample_draw(ensemble, seed, arena, &whole, error);
    }
    if (status == HODO_OK && !extreme) {
        status = rmt_sample_draw(ensemble, seed, arena, &half, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    compare_moments(law, moment, &whole, extreme ? NULL : &half, comparison);
    if (extreme) {
        return compare_sample(law, &whole, arena, comparison, error);
    }
    compare_grid(grid, &whole, &half, comparison);
    comparison->plain_distance = plain_distance(fine, &whole);
    return HODO_OK;
}

hodo_status rmt_compare_with(const rmt_law *law, const rmt_law *ensemble, size_t width, size_t draws,
                             uint64_t seed, rmt_comparison *comparison, hodo_error *error)
{
    hodo_status status = check(law, width, draws, error);
    if (status != HODO_OK) {
        return status;
    }
    if (law->row->extreme != ensemble->row->extreme) {
        return hodo_fail(error, HODO_MISMATCH, "%s is a law of %s, %s of %s: compare like with like",
                         law->row->name, law->row->extreme ? "one number" : "a spectrum", ensemble->row->name,
                         ensemble->row->extreme ? "one number" : "a spectrum");
    }
    *comparison = (rmt_comparison){
        .width = width,
        .half_width = law->row->extreme ? 0 : width / 2,
        .draws = draws,
        .false_alarm = RMT_FALSE_ALARM,
    };
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory to compare %s: close other programs",
                         law->row->name);
    }
    status = measure(law, ensemble, seed, arena, comparison, error);
    hodo_arena_free(arena);
    comparison->agrees = comparison->distance_agrees;
    for (size_t k = 0; k < RMT_COMPARED_MOMENTS; k++) {
        comparison->agrees = comparison->agrees && comparison->moment[k].agrees;
    }
    return status;
}

hodo_status rmt_compare(const rmt_law *law, size_t width, size_t draws, uint64_t seed,
                        rmt_comparison *comparison, hodo_error *error)
{
    return rmt_compare_with(law, law, width, draws, seed, comparison, error);
}
