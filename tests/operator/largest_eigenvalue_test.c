/* Brackets of the largest eigenvalue against spectra that are known. */
#include "operator/largest_eigenvalue.h"

#include "near.h"
#include "operator/wishart.h"

enum { SIZE = 60, LARGE = 300 };

/* Rounding of a Lanczos process and of LAPACK. */
static const double rounding = 1e-12;

static hodo_stream stream_of(uint64_t cell)
{
    return hodo_stream_open(51, "tests/operator/largest", cell);
}

typedef struct spectrum {
    const double *eigenvalue; /* (dimension,) of a diagonal known */
    size_t applications;
} spectrum;

static hodo_status apply(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    (void)error;
    spectrum *s = context;
    for (size_t j = 0; j < x.columns; j++) {
        ((double *)y.data)[j] = s->eigenvalue[j] * ((const double *)x.data)[j];
    }
    s->applications++;
    return HODO_OK;
}

static hodo_operator diagonal(spectrum *s, size_t dimension)
{
    return (hodo_operator){
        .apply = apply, .context = s, .dimension = dimension, .precision = HODO_DOUBLE, .nonnegative = true};
}

Test(largest, brackets_wishart)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[SIZE];
    hodo_matrix a = wishart_take(arena, HODO_DOUBLE, SIZE, SIZE, 2, value);
    hodo_operator known = hodo_operator_dense(&a);
    known.nonnegative = true;
    const double top = value[SIZE - 1];
    for (uint64_t cell = 0; cell < 50; cell++) {
        const hodo_stream stream = stream_of(cell);
        hodo_largest *largest = hodo_largest_take(arena, SIZE, SIZE, &stream, 0, NULL);
        for (double tolerance = 0.3; tolerance >= 1e-12; tolerance *= 1e-2) {
            hodo_largest_bounds b;
            cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_CERTIFIED, false, tolerance, &b, NULL),
                         HODO_OK);
            cr_assert(b.lower <= top * (1 + rounding), "%.17g above %.17g", b.lower, top);
            cr_assert(b.upper >= top * (1 - rounding), "%.17g below %.17g", b.upper, top);
            cr_assert(b.upper <= b.lower * (1 + tolerance + rounding), "tolerance %g", tolerance);
            cr_assert(b.applications <= SIZE);
        }
    }
    hodo_arena_free(arena);
}

/* An eigenvalue 1 that the start hardly sees, above a bulk that ends at 0.9: a Ritz value that has settled on
 * the bulk's edge says nothing of it, and the certificate may not either until it is found. Whatever the size
 * of the component, as long as it is above the one that is left out with probability 1e-6, lower and upper
 * bracket 1. Power: the rule that only looks at residuals stops at 0.9 in this test. */
Test(largest, sees_what_the_start_hardly_sees)
{
    hodo_arena *arena = hodo_arena_alloc();
    double eigenvalue[LARGE];
    spectrum s = {.eigenvalue = eigenvalue};
    const hodo_operator known = diagonal(&s, LARGE);
    double noise[LARGE];
    size_t fooled = 0;
    for (uint64_t cell = 0; cell < 20; cell++) {
        /* The draw with the smallest entry decides where the top eigenvector is. */
        const hodo_stream stream = stream_of(100 + cell);
        hodo_random_normal_double(&stream, 3, 0, LARGE, 1.0, noise);
        size_t least = 0;
        for (size_t j = 0; j < LARGE; j++) {
            least = fabs(noise[j]) < fabs(noise[least]) ? j : least;
            eigenvalue[j] = 0.9 * (double)(j + 1) / LARGE;
        }
        eigenvalue[least] = 1;
        eigenvalue[least == 0] = 0.9;
        eigenvalue[least == 1 ? 2 : 1 + (least == 0)] = 0.9 - 0.3;
        hodo_largest *largest = hodo_largest_take(arena, LARGE, LARGE, &stream, 3, NULL);
        hodo_largest_bounds certified, seen;
        cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_CERTIFIED, false, 0.01, &certified, NULL),
                     HODO_OK);
        cr_assert(certified.lower <= 1 + rounding && certified.upper >= 1 - rounding, "[%.9g, %.9g]",
                  certified.lower, certified.upper);
        cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_SEEN, false, 0.03, &seen, NULL), HODO_OK);
        cr_assert(seen.upper >= 1 - rounding);
        fooled += seen.lower < 0.95;
    }
    cr_assert(fooled >= 5, "the residual alone was fooled %zu times of 20", fooled);
    hodo_arena_free(arena);
}

/* I + delta u u^T: a gap that the first residual, delta |<u, v>|, shows as no more than rounding of the
 * dimension. The certificate holds to its least tolerance all the same. Power: with n eps for an invariant space the upper
 * bound lies below the eigenvalue by up to 2e-9 here. */
typedef struct raised {
    size_t count;
    double delta;
} raised;

static hodo_status apply_raised(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    (void)error;
    const raised *r = context; /* u is constant on the first `count` entries */
    const double *from = x.data;
    double *to = y.data, sum = 0;
    for (size_t j = 0; j < r->count; j++) {
        sum += from[j];
    }
    for (size_t j = 0; j < x.columns; j++) {
        to[j] = from[j] + (j < r->count ? r->delta * sum / (double)r->count : 0);
    }
    return HODO_OK;
}

Test(largest, tiny_gaps)
{
    enum { HUGE_DIMENSION = 100000 };
    static const double tolerance = 1e-12;
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = stream_of(300);
    hodo_largest *largest = hodo_largest_take(arena, HUGE_DIMENSION, 16, &stream, 0, NULL);
    for (double delta = 1e-3; delta > 1e-14; delta *= 0.1) {
        raised r = {.count = 1000, .delta = delta};
        const hodo_operator of = {.apply = apply_raised,
                                  .context = &r,
                                  .dimension = HUGE_DIMENSION,
                                  .precision = HODO_DOUBLE,
                                  .nonnegative = true};
        hodo_largest_bounds b;
        cr_assert_eq(hodo_largest_run(largest, &of, HODO_LARGEST_CERTIFIED, false, tolerance, &b, NULL),
                     HODO_OK);
        cr_assert(b.lower <= 1 + delta + 1e-14 && b.upper >= 1 + delta - 1e-14, "delta %g: [%.17g, %.17g]",
                  delta, b.lower, b.upper);
    }
    hodo_arena_free(arena);
}

/* A warm run is short, its upper bound still holds, and another object's vector in the same memory is its
 * own. */
Test(largest, warm_and_beside)
{
    hodo_arena *arena = hodo_arena_alloc();
    double up[LARGE], down[LARGE];
    for (size_t j = 0; j < LARGE; j++) {
        up[j] = (double)(j + 1) / LARGE;
        down[j] = 2 * (double)(LARGE - j) / LARGE;
    }
    spectrum first = {.eigenvalue = up}, second = {.eigenvalue = down};
    const hodo_operator one = diagonal(&first, LARGE), other = diagonal(&second, LARGE);
    const hodo_stream stream = stream_of(7);
    hodo_largest *largest = hodo_largest_take(arena, LARGE, LARGE, &stream, 0, NULL);
    hodo_largest *beside = hodo_largest_beside(arena, largest, NULL);
    for (int turn = 0; turn < 3; turn++) {
        hodo_largest_bounds a, b;
        const hodo_largest_rule rule = turn == 0 ? HODO_LARGEST_CERTIFIED : HODO_LARGEST_SEEN;
        cr_assert_eq(hodo_largest_run(largest, &one, rule, true, 1e-6, &a, NULL), HODO_OK);
        cr_assert_eq(hodo_largest_run(beside, &other, rule, true, 1e-6, &b, NULL), HODO_OK);
        cr_assert(a.warm == (turn > 0) && b.warm == (turn > 0));
        near(a.lower, 1, 0, 1e-6);
        near(b.lower, 2, 0, 1e-6);
        cr_assert(a.upper >= 1 && b.upper >= 2);
        near(fabs(hodo_largest_vector(largest)[LARGE - 1]), 1, 1e-2, 0);
        near(fabs(hodo_largest_vector(beside)[0]), 1, 1e-2, 0);
    }
    hodo_largest_bounds cold, again;
    cr_assert_eq(hodo_largest_run(largest, &one, HODO_LARGEST_CERTIFIED, true, 1e-6, &again, NULL), HODO_OK);
    cr_assert_not(again.warm); /* whatever it is told: the kept vector knows the noise */
    hodo_largest_forget(largest);
    cr_assert_eq(hodo_largest_run(largest, &one, HODO_LARGEST_SEEN, true, 1e-6, &cold, NULL), HODO_OK);
    cr_assert_not(cold.warm);
    hodo_arena_free(arena);
}

/* An eigenvalue whose vector is orthogonal to the one that is kept grows to the top: a warm run sees it
 * through its noise alone, within RUNS runs. Power: without noise, never. */
Test(largest, warm_sees_what_overtakes)
{
    hodo_arena *arena = hodo_arena_alloc();
    double eigenvalue[LARGE];
    spectrum s = {.eigenvalue = eigenvalue};
    const hodo_operator known = diagonal(&s, LARGE);
    static const double new_top[] = {1.02, 1.1, 2, 50};
    enum { RUNS = 12 };
    for (size_t i = 0; i < sizeof new_top / sizeof *new_top; i++) {
        const hodo_stream stream = stream_of(200 + i);
        hodo_largest *largest = hodo_largest_take(arena, LARGE, LARGE, &stream, 0, NULL);
        hodo_largest_bounds b;
        for (size_t j = 0; j < LARGE; j++) {
            eigenvalue[j] = (double)(j + 1) / LARGE;
        }
        for (int run = 0; run < RUNS; run++) {
            cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_SEEN, true, 1e-4, &b, NULL), HODO_OK);
        }
        near(b.lower, 1, 0, 1e-4);
        eigenvalue[LARGE / 3] = new_top[i];
        for (int run = 0; run < RUNS; run++) {
            cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_SEEN, true, 1e-4, &b, NULL), HODO_OK);
            cr_assert(b.warm && b.upper >= new_top[i] * (1 - rounding));
        }
        near(b.lower, new_top[i], 0, 1e-4);
    }
    hodo_arena_free(arena);
}

Test(largest, zero_and_multiples_of_one)
{
    hodo_arena *arena = hodo_arena_alloc();
    double eigenvalue[SIZE] = {0};
    spectrum s = {.eigenvalue = eigenvalue};
    const hodo_operator known = diagonal(&s, SIZE);
    const hodo_stream stream = stream_of(8);
    hodo_largest *largest = hodo_largest_take(arena, SIZE, 20, &stream, 0, NULL);
    hodo_largest_bounds b;
    cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_CERTIFIED, true, 1e-6, &b, NULL), HODO_OK);
    cr_assert(b.lower == 0 && b.upper == 0 && b.applications == 1);
    for (size_t j = 0; j < SIZE; j++) {
        eigenvalue[j] = 3;
    }
    cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_CERTIFIED, true, 1e-6, &b, NULL), HODO_OK);
    cr_assert(!b.warm && b.applications == 1);
    near(b.lower, 3, 0, rounding);
    near(b.upper, 3, 0, rounding);
    hodo_arena_free(arena);
}

Test(largest, refuses)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    double eigenvalue[LARGE];
    for (size_t j = 0; j < LARGE; j++) {
        eigenvalue[j] = 1 + 1e-4 * (double)j;
    }
    spectrum s = {.eigenvalue = eigenvalue};
    hodo_operator known = diagonal(&s, LARGE);
    const hodo_stream stream = stream_of(9);
    hodo_largest_bounds b;
    cr_assert_null(hodo_largest_take(arena, 0, 5, &stream, 0, &error));
    cr_assert_null(hodo_largest_take(arena, 5, 0, &stream, 0, &error));
    hodo_largest *largest = hodo_largest_take(arena, LARGE, 5, &stream, 0, &error);
    static const double bad[] = {0, -1, 1, 2, 1e-14, NAN, INFINITY};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_CERTIFIED, true, bad[i], &b, &error),
                     HODO_INVALID);
    }
    /* Too few steps: refused, with a bracket that holds. */
    cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_CERTIFIED, true, 1e-3, &b, &error),
                 HODO_NUMERIC);
    cr_assert(b.lower <= eigenvalue[LARGE - 1] && b.upper >= eigenvalue[LARGE - 1] && b.applications == 5, "%s",
              error.message);
    eigenvalue[3] = NAN;
    cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_CERTIFIED, true, 1e-3, &b, &error),
                 HODO_NUMERIC);
    known.nonnegative = false;
    cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_CERTIFIED, true, 1e-3, &b, &error),
                 HODO_INVALID);
    known = diagonal(&s, LARGE - 1);
    cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_CERTIFIED, true, 1e-3, &b, &error),
                 HODO_MISMATCH);
    known = diagonal(&s, LARGE);
    known.precision = HODO_FLOAT;
    cr_assert_eq(hodo_largest_run(largest, &known, HODO_LARGEST_CERTIFIED, true, 1e-3, &b, &error),
                 HODO_MISMATCH);
    hodo_arena_free(arena);
}
