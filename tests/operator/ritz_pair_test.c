#include "operator/ritz_pair.h"

#include "operator/spectral_density.h"

#include "near.h"

/* Diagonal operators, whose spectrum is what one writes down. */

enum { N = 200 };

#define ok(call_, error_) cr_assert_eq((call_), HODO_OK, "%s", (error_).message)

typedef struct diagonal {
    double entries[N];
    size_t applied;
} diagonal;

static hodo_status apply(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    (void)error;
    diagonal *d = context;
    d->applied += x.rows;
    for (size_t s = 0; s < x.rows; s++) {
        for (size_t i = 0; i < x.columns; i++) {
            hodo_matrix_set(y, s, i, d->entries[i] * hodo_matrix_get(x, s, i));
        }
    }
    return HODO_OK;
}

static hodo_operator operator_of(diagonal *d, hodo_precision precision)
{
    return (hodo_operator){.apply = apply, .context = d, .dimension = N, .precision = precision};
}

/* A bulk in [-1, 1] and three outliers, 3, 2.5 and -4. */
static diagonal bulk(void)
{
    diagonal d = {.applied = 0};
    for (size_t i = 0; i < N; i++) {
        d.entries[i] = cos((double)i);
    }
    d.entries[17] = 3.0;
    d.entries[90] = 2.5;
    d.entries[150] = -4.0;
    return d;
}

static hodo_ritz_space *space_of(hodo_arena *arena, hodo_precision precision, size_t steps)
{
    hodo_error error = {.message = ""};
    hodo_ritz_space *space = hodo_ritz_space_take(
        arena, N, precision, steps, hodo_stream_open(7, "tests/operator/ritz-pair", 0), 0, &error);
    cr_assert_not_null(space, "%s", error.message);
    return space;
}

/* Every end, from spaces that restart often and never: the value within its residual, the vector the unit
 * vector of its place, and the applications as counted by the operator. */
Test(ritz_pair, ends_and_vectors)
{
    static const double want[] = {3.0, -4.0, -4.0};
    static const size_t place[] = {17, 150, 150}, steps[] = {4, 6, 20, 1000};
    for (size_t end = 0; end < 3; end++) {
        for (size_t each = 0; each < 4; each++) {
            hodo_arena *arena = hodo_arena_alloc();
            hodo_error error = {.message = ""};
            diagonal d = bulk();
            const hodo_operator of = operator_of(&d, HODO_DOUBLE);
            hodo_ritz_space *space = space_of(arena, HODO_DOUBLE, steps[each]);
            hodo_ritz_pair pair;
            ok(hodo_ritz_pair_find(space, &of, (hodo_ritz_end)end, 1e-9, 1e-3, 1000, &pair, &error), error);
            cr_assert_eq(pair.applications, d.applied);
            near(pair.value, want[end], 1e-12, 0); /* the square of the residual */
            cr_assert(pair.residual <= 1e-9 * fabs(pair.value));
            const hodo_matrix vectors = hodo_ritz_vectors(space);
            cr_assert(vectors.rows >= 1 && vectors.rows <= HODO_RITZ_KEPT);
            near(fabs(hodo_matrix_get(vectors, 0, place[end])), 1.0, 1e-12, 0);
            for (size_t i = 0; i < vectors.rows; i++) {
                near(hodo_matrix_dot(hodo_matrix_rows(vectors, i, 1), hodo_matrix_rows(vectors, 0, 1)),
                     i == 0 ? 1.0 : 0.0, 1e-13, 0);
            }
            hodo_arena_free(arena);
        }
    }
}

Test(ritz_pair, in_float)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {.message = ""};
    diagonal d = bulk();
    const hodo_operator of = operator_of(&d, HODO_FLOAT);
    hodo_ritz_pair pair;
    ok(hodo_ritz_pair_find(space_of(arena, HODO_FLOAT, 8), &of, HODO_RITZ_HIGHEST, 1e-4, 1e-3, 1000, &pair,
                           &error),
       error);
    near(pair.value, 3.0, 1e-6, 0);
    hodo_arena_free(arena);
}

/* The certificate does not lie: some eigenvalue within the residual, at every tolerance. */
Test(ritz_pair, residual_is_a_bound)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {.message = ""};
    diagonal d = bulk();
    const hodo_operator of = operator_of(&d, HODO_DOUBLE);
    for (double tolerance = 1.0; tolerance > 1e-12; tolerance *= 0.3) {
        hodo_ritz_pair pair;
        ok(hodo_ritz_pair_find(space_of(arena, HODO_DOUBLE, 10), &of, HODO_RITZ_HIGHEST, tolerance, 1e-3, 1000,
                               &pair, &error),
           error);
        double nearest = INFINITY;
        for (size_t i = 0; i < N; i++) {
            nearest = fmin(nearest, fabs(d.entries[i] - pair.value));
        }
        cr_assert(nearest <= pair.residual + 1e-13, "%g away, residual %g", nearest, pair.residual);
    }
    hodo_arena_free(arena);
}

/* Two eigenvalues cross, and then an outlier grows where no kept vector points: a warm start finds both,
 * cheaper than from nothing. A start from the last vector alone would stay where it was. */
Test(ritz_pair, warm_start_sees_crossings_and_newcomers)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {.message = ""};
    diagonal d = bulk();
    const hodo_operator of = operator_of(&d, HODO_DOUBLE);
    hodo_ritz_space *space = space_of(arena, HODO_DOUBLE, 16);
    hodo_ritz_pair cold, warm;
    ok(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-3, 1e-3, 1000, &cold, &error), error);
    ok(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-3, 1e-3, 1000, &warm, &error), error);
    near(warm.value, 3.0, 0, 1e-5);
    cr_assert(warm.applications < cold.applications, "%zu, %zu", warm.applications, cold.applications);
    d.entries[90] = 3.2;
    ok(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-3, 1e-3, 1000, &warm, &error), error);
    near(warm.value, 3.2, 0, 1e-5);
    d.entries[5] = 6.0;
    ok(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-3, 1e-3, 1000, &warm, &error), error);
    near(warm.value, 6.0, 0, 1e-5);
    hodo_ritz_space_forget(space);
    cr_assert_eq(hodo_ritz_vectors(space).rows, 0);
    ok(hodo_ritz_pair_find(space, &of, HODO_RITZ_LOWEST, 1e-3, 1e-3, 1000, &warm, &error), error);
    near(warm.value, -4.0, 0, 1e-5);
    hodo_arena_free(arena);
}

/* An eigenvalue of a vector that is orthogonal to all that is kept overtakes the top by 5%: noise of 0.1 sees
 * it within CALLS calls. Power: noise of 1e-3 does not. */
Test(ritz_pair, noise_sees_what_overtakes)
{
    enum { CALLS = 20 };
    static const double noises[] = {0.1, 1e-3};
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {.message = ""};
    for (int which = 0; which < 2; which++) {
        diagonal d = bulk();
        const hodo_operator of = operator_of(&d, HODO_DOUBLE);
        hodo_ritz_space *space = space_of(arena, HODO_DOUBLE, 16);
        hodo_ritz_pair pair;
        d.entries[40] = 2.0;
        for (int call = 0; call < 2 * CALLS; call++) {
            d.entries[120] = call < CALLS ? 0.5 : 3.15;
            ok(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-3, noises[which], 1000, &pair, &error),
               error);
        }
        near(pair.value, which == 0 ? 3.15 : 3.0, 1e-4, 0);
    }
    hodo_arena_free(arena);
}

/* Zero, multiples of the identity, and dimensions below the number of kept vectors. */
Test(ritz_pair, degenerate)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {.message = ""};
    for (size_t n = 1; n <= 5; n++) {
        for (double value = -2.0; value <= 2.0; value += 2.0) {
            diagonal d = {.applied = 0};
            for (size_t i = 0; i < n; i++) {
                d.entries[i] = value;
            }
            hodo_operator of = operator_of(&d, HODO_DOUBLE);
            of.dimension = n;
            hodo_ritz_pair pair;
            hodo_ritz_space *space = hodo_ritz_space_take(arena, n, HODO_DOUBLE, 4,
                                                          hodo_stream_open(8, "ritz", n), 0, &error);
            ok(hodo_ritz_pair_find(space, &of, HODO_RITZ_LARGEST_MODULUS, 1e-10, 1e-3, 10, &pair, &error),
               error);
            near(pair.value, value, 1e-14, 0);
            d.entries[0] = 5.0;
            ok(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-10, 1e-3, 10, &pair, &error), error);
            near(pair.value, 5.0, 1e-13, 0);
        }
    }
    hodo_arena_free(arena);
}

/* A lower end at or near 0, alone and at the end of a continuum, is found to a tenth of the operator's size
 * where a relative error would never be reached; the value lies as near as the residual says. */
Test(ritz_pair, end_near_zero)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {.message = ""};
    for (int kind = 0; kind < 3; kind++) {
        diagonal d = {.applied = 0};
        for (size_t i = 0; i < N; i++) {
            const double place = (double)i / N;
            d.entries[i] = kind == 0 ? (i < 50 ? 0.0 : 1.0 + place) : kind == 1 ? place * place * place
                                                                               : pow(10.0, -12.0 * place);
        }
        const hodo_operator of = operator_of(&d, HODO_DOUBLE);
        hodo_ritz_space *space = space_of(arena, HODO_DOUBLE, 32);
        for (int turn = 0; turn < 2; turn++) {
            hodo_ritz_pair pair;
            ok(hodo_ritz_pair_find(space, &of, HODO_RITZ_LOWEST, 1e-3, 1e-3, 400, &pair, &error), error);
            cr_assert(pair.residual <= 1e-3 * 0.1 * 2.0);
            near(pair.value, 0.0, 1e-3 * 0.1 * 2.0, 0);
        }
    }
    hodo_arena_free(arena);
}

Test(ritz_pair, refuses)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {.message = ""};
    const hodo_stream stream = hodo_stream_open(9, "ritz", 0);
    cr_assert_null(hodo_ritz_space_take(arena, 0, HODO_DOUBLE, 8, stream, 0, &error));
    cr_assert_null(hodo_ritz_space_take(arena, N, HODO_DOUBLE, HODO_RITZ_KEPT, stream, 0, &error));
    diagonal d = bulk();
    hodo_operator of = operator_of(&d, HODO_DOUBLE);
    hodo_ritz_space *space = space_of(arena, HODO_DOUBLE, 8);
    hodo_ritz_pair pair;
    cr_assert_eq(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 0.0, 0.0, 9, &pair, &error), HODO_INVALID);
    cr_assert_eq(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-3, -1.0, 9, &pair, &error),
                 HODO_INVALID);
    cr_assert_eq(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-3, NAN, 9, &pair, &error), HODO_INVALID);
    cr_assert_eq(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-3, 0.0, 0, &pair, &error), HODO_INVALID);
    cr_assert_eq(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-9, 0.0, 3, &pair, &error), HODO_NUMERIC);
    cr_assert(isfinite(pair.value) && pair.residual > 0.0 && pair.applications == 3);
    of.dimension = N - 1;
    cr_assert_eq(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-3, 0.0, 9, &pair, &error),
                 HODO_MISMATCH);
    of.dimension = N;
    d.entries[4] = NAN;
    cr_assert_eq(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-3, 0.0, 9, &pair, &error), HODO_NUMERIC);
    d.entries[4] = 0.0; /* what failed is forgotten */
    ok(hodo_ritz_pair_find(space, &of, HODO_RITZ_HIGHEST, 1e-3, 0.0, 99, &pair, &error), error);
    near(pair.value, 3.0, 0, 1e-5);
    hodo_arena_free(arena);
}

/* Signs see the trace of a diagonal operator exactly; the smoothed density has mass 1 and its mean is tr/n. */
Test(spectral_density, mass_mean_and_trace)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {.message = ""};
    diagonal d = bulk();
    const hodo_operator of = operator_of(&d, HODO_DOUBLE);
    hodo_probes probes = {hodo_stream_open(10, "tests/operator/density", 0), 0, HODO_RADEMACHER, 5};
    double trace, deviation, want = 0.0, mass = 0.0, mean = 0.0;
    for (size_t i = 0; i < N; i++) {
        want += d.entries[i];
    }
    ok(hodo_operator_trace(&of, &probes, &trace, &deviation, &error), error);
    near(trace, want, 1e-12 * N, 0);
    near(deviation, 0.0, 1e-12 * N, 0);
    hodo_quadrature quadrature;
    ok(hodo_lanczos_quadrature(&of, &probes, 12, arena, &quadrature, &error), error);
    const double step = 0.01; /* a tenth of the width: the trapezium is exact to rounding */
    for (double x = -6.0; x <= 5.0; x += step) {
        double density;
        ok(hodo_spectral_density(&quadrature, 0.1, &x, 1, &density, NULL, &error), error);
        mass += step * density;
        mean += step * density * x;
    }
    near(mass, 1.0, 1e-12, 0);
    near(mean, want / N, 1e-12, 0);
    probes.count = 0;
    cr_assert_eq(hodo_operator_trace(&of, &probes, &trace, NULL, &error), HODO_INVALID);
    cr_assert_eq(hodo_spectral_density(&quadrature, 0.0, &mass, 1, &mean, NULL, &error), HODO_INVALID);
    hodo_arena_free(arena);
}
