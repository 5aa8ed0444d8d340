/* Spectra of deep Jacobians without forming them, against LAPACK's dense spectrum: seconds, their ratio, and
 * the largest error of the distribution function. The dense route is what one does who knows of no structure:
 * form J by GEMM, then the faster of its singular values (dgesdd) and the eigenvalues of J J^T (dsyrk, dsyevd),
 * values only. Below it stands the dense route that knows the masks (the compressed J). HODO_BENCH_FULL=1:
 * width 4096, both precisions, 1 and 2 threads; otherwise width 1024. Arguments: [WIDTH [THREADS
 * [ARCHITECTURE]]]. */
#include "base/eigenvalue.h"
#include "base/pool.h"
#include "experiments/jacobian-spectra/drawn_chain.h"
#include "operator/kernel_polynomial.h"
#include "operator/lanczos_quadrature.h"

#include "floor.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

enum { DEPTH = 8, PROBES = 16, INTERVAL_STEPS = 16, INTERVAL_PROBES = 2 };

static const char stream_name[] = "tests/bench/kpm";

/* Wall and processor seconds: on a machine that others use, one thread is judged by the latter. */
typedef struct stopwatch {
    double wall, processor;
} stopwatch;

static stopwatch now(void)
{
    struct timespec cpu;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    return (stopwatch){seconds(), (double)cpu.tv_sec + 1e-9 * (double)cpu.tv_nsec};
}

static stopwatch since(stopwatch start)
{
    const stopwatch end = now();
    return (stopwatch){end.wall - start.wall, end.processor - start.processor};
}

static stopwatch least(stopwatch a, stopwatch b)
{
    return (stopwatch){fmin(a.wall, b.wall), fmin(a.processor, b.processor)};
}

static stopwatch sum(stopwatch a, stopwatch b)
{
    return (stopwatch){a.wall + b.wall, a.processor + b.processor};
}

typedef struct subject {
    const drawn_architecture *architecture;
    size_t width, threads;
    double *value; /* (width,) the dense eigenvalues, ascending */
    size_t zeros;
    stopwatch dense; /* the faster route, with forming */
} subject;

static hodo_chain_layer *draw_layers(hodo_arena *arena, const subject *s, hodo_precision precision)
{
    hodo_error error = {0};
    const hodo_stream stream = hodo_stream_open(1, stream_name, s->width);
    hodo_chain_layer *layers = hodo_arena_take(arena, DEPTH, sizeof *layers, &error);
    const double branch_scale = 1 / sqrt((double)DEPTH);
    if (layers == NULL || drawn_chain_layers(arena, s->architecture, s->width, DEPTH, branch_scale, precision,
                                             &stream, layers, &error) != HODO_OK) {
        fail(&error);
    }
    return layers;
}

static hodo_matrix need(hodo_matrix a, const hodo_error *error)
{
    if (a.data == NULL) {
        fail(error);
    }
    return a;
}

/* Both dense routes on J (rows, columns): the eigenvalues of J J^T by singular values; seconds of each. */
static void dense_routes(hodo_arena *arena, hodo_matrix j, double *value, stopwatch *by_singular,
                         stopwatch *by_eigenvalue)
{
    hodo_error error = {0};
    const hodo_matrix gram = need(hodo_matrix_take(arena, HODO_DOUBLE, j.rows, j.rows, &error), &error);
    double *other = hodo_arena_take(arena, j.rows, sizeof *other, &error);
    if (other == NULL) {
        fail(&error);
    }
    stopwatch start = now();
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, (int)j.rows, (int)j.columns, 1, j.data, (int)j.stride,
                0, gram.data, (int)j.rows);
    if (hodo_symmetric_eigenvalues(gram.data, j.rows, other, &error) != HODO_OK) {
        fail(&error);
    }
    *by_eigenvalue = since(start);
    start = now();
    if (hodo_squared_singular_values(j.data, j.rows, j.columns, value, &error) != HODO_OK) {
        fail(&error);
    }
    *by_singular = since(start);
}

static void bench_dense(subject *s)
{
    hodo_error error = {0};
    hodo_arena *arena = hodo_arena_alloc();
    hodo_chain_layer *layers = draw_layers(arena, s, HODO_DOUBLE);
    openblas_set_num_threads((int)s->threads);
    stopwatch start = now(), singular, eigenvalue;
    const hodo_matrix j = need(drawn_chain_dense(arena, layers, DEPTH, &error), &error);
    const stopwatch forming = since(start);
    dense_routes(arena, j, s->value, &singular, &eigenvalue);
    s->dense = sum(forming, least(singular, eigenvalue));
    printf("  dense: %.2f s, %.2f cpu (form %.2f, dgesdd %.2f, dsyrk + dsyevd %.2f cpu)\n", s->dense.wall,
           s->dense.processor, forming.processor, singular.processor, eigenvalue.processor);
    start = now();
    hodo_chain *chain = hodo_chain_take(arena, layers, DEPTH, 1, 1, &error);
    if (chain == NULL) {
        fail(&error);
    }
    s->zeros = hodo_chain_zeros(chain);
    if (s->zeros > 0) {
        const hodo_matrix small = need(hodo_chain_product(chain, arena, &error), &error);
        const stopwatch forming_small = since(start);
        double *value = hodo_arena_take(arena, small.rows, sizeof *value, &error);
        if (value == NULL) {
            fail(&error);
        }
        dense_routes(arena, small, value, &singular, &eigenvalue);
        const stopwatch both = sum(forming_small, least(singular, eigenvalue));
        printf(
            "  dense, compressed to %zu by %zu: %.2f s, %.2f cpu (form %.2f, dgesdd %.2f, dsyrk + dsyevd %.2f cpu), "
            "ratio %.1f (%.1f)\n",
            small.rows, small.columns, both.wall, both.processor, forming_small.processor, singular.processor,
            eigenvalue.processor, s->dense.wall / both.wall, s->dense.processor / both.processor);
    }
    (void)fflush(stdout);
    hodo_arena_free(arena);
}

typedef struct method {
    const char *name;
    size_t moments;
    bool lanczos, collapsed;
} method;

static const method methods[] = {
    {"KPM", 256, false, false},   {"Lanczos", 256, true, false}, {"KPM", 64, false, false},
    {"Lanczos", 64, true, false}, {"Lanczos", 32, true, false},  {"KPM on J J^T formed", 256, false, true},
};

/* What one run yields: F at the dense eigenvalues that are not zero, in as many ways as its moments allow. */
enum { STAIRCASE, JACKSON, UNDAMPED, WAYS };
static const char *const way_names[WAYS] = {"staircase", "Jackson", "undamped"};

static hodo_status distribution(const subject *s, const method *m, const hodo_operator *operator,
                                hodo_arena * arena, double *const cumulative[WAYS], hodo_error *error)
{
    const hodo_probes probes = {hodo_stream_open(2, stream_name, 0), 0, HODO_RADEMACHER, PROBES};
    const hodo_probes few = {hodo_stream_open(2, stream_name, 1), 0, HODO_RADEMACHER, INTERVAL_PROBES};
    const double *x = s->value + s->zeros;
    const size_t count = s->width - s->zeros;
    const double within = 1 - (double)count / (double)operator->dimension; /* zeros among the active outputs */
    hodo_status status;
    hodo_chebyshev_moments moments;
    double lower, upper;
    if (m->lanczos) {
        hodo_quadrature quadrature;
        status = hodo_lanczos_quadrature(operator, &probes, m->moments / 2, arena, &quadrature, error);
        if (status == HODO_OK) {
            status = hodo_quadrature_moments(&quadrature, HODO_INTERVAL_MARGIN, 0, m->moments, arena, &moments,
                                             error);
        }
        if (status == HODO_OK) {
            status = hodo_quadrature_without_lowest(&quadrature, within, error);
        }
        if (status == HODO_OK) {
            hodo_quadrature_cumulative(&quadrature, x, count, cumulative[STAIRCASE], NULL);
        }
    } else {
        status = hodo_spectral_interval(operator, & few, INTERVAL_STEPS, HODO_INTERVAL_MARGIN, &lower, &upper,
                                        error);
        if (status == HODO_OK) {
            status = hodo_chebyshev_moments_estimate(operator, & probes, lower, upper, m->moments, arena,
                                                     &moments, error);
        }
    }
    if (status == HODO_OK && within > 0) {
        status = hodo_chebyshev_without_atom(&moments, 0, within, error);
    }
    if (status == HODO_OK) {
        status = hodo_kernel_polynomial_cumulative(&moments, &hodo_damping_jackson, x, count,
                                                   cumulative[JACKSON], NULL, error);
    }
    if (status == HODO_OK) {
        status = hodo_kernel_polynomial_cumulative(&moments, &hodo_damping_none, x, count, cumulative[UNDAMPED],
                                                   NULL, error);
    }
    return status;
}

/* One run on layers that are there: compression, probes and F. */
static stopwatch run_method(const subject *s, const method *m, const hodo_chain_layer *layers,
                            double *const cumulative[WAYS])
{
    hodo_error error = {0};
    hodo_arena *work = hodo_arena_alloc();
    const stopwatch start = now();
    hodo_chain *chain = hodo_chain_take(work, layers, DEPTH, PROBES, s->threads, &error);
    if (chain == NULL) {
        fail(&error);
    }
    hodo_operator operator = hodo_chain_gram(chain);
    hodo_matrix gram;
    if (m->collapsed) {
        gram = need(hodo_chain_gram_matrix(chain, work, &error), &error);
        operator = hodo_operator_dense(&gram);
        operator.nonnegative = true;
    }
    if (distribution(s, m, &operator, work, cumulative, &error) != HODO_OK) {
        fail(&error);
    }
    const stopwatch took = since(start);
    hodo_arena_free(work);
    return took;
}

static void bench_method(const subject *s, const method *m, hodo_precision precision, int rounds)
{
    hodo_error error = {0};
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_chain_layer *layers = draw_layers(arena, s, precision);
    double *cumulative[WAYS];
    for (size_t way = 0; way < WAYS; way++) {
        cumulative[way] = hodo_arena_take(arena, s->width, sizeof **cumulative, &error);
        if (cumulative[way] == NULL) {
            fail(&error);
        }
    }
    openblas_set_num_threads((int)s->threads);
    stopwatch best = {INFINITY, INFINITY};
    for (int round = 0; round < rounds; round++) {
        best = least(best, run_method(s, m, layers, cumulative));
    }
    printf("  %-6s %-20s %3zu moments %7.3f s (%7.3f cpu)  ratio %5.1f (%5.1f)  sup, mean |dF|:",
           precision == HODO_FLOAT ? "float" : "double", m->name, m->moments, best.wall, best.processor,
           s->dense.wall / best.wall, s->dense.processor / best.processor);
    const size_t count = s->width - s->zeros;
    const double share = (double)count / (double)s->width; /* the zeros of J J^T stand below, exact */
    for (size_t way = m->lanczos ? STAIRCASE : JACKSON; way < WAYS; way++) {
        printf("  %s %.4f %.5f", way_names[way], share * drawn_distance(cumulative[way], 0, count),
               share * drawn_mean_distance(cumulative[way], 0, count));
    }
    printf("\n");
    (void)fflush(stdout);
    hodo_arena_free(arena);
}

static void bench(const drawn_architecture *architecture, size_t width, size_t threads)
{
    subject s = {.architecture = architecture, .width = width, .threads = threads};
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    s.value = hodo_arena_take(arena, width, sizeof *s.value, &error);
    if (s.value == NULL) {
        fail(&error);
    }
    printf("%s, width %zu, depth %d, threads %zu\n", architecture->title, width, DEPTH, threads);
    bench_dense(&s);
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
            bench_method(&s, &methods[i], (hodo_precision)precision, width > 2048 ? 1 : 2);
        }
    }
    hodo_arena_free(arena);
}

int main(int count, char **arguments)
{
    const char *full = getenv("HODO_BENCH_FULL");
    const bool large = full != NULL && strcmp(full, "1") == 0;
    const size_t width = count > 1 ? strtoul(arguments[1], NULL, 10) : large ? 4096 : 1024;
    const size_t threads = count > 2 ? strtoul(arguments[2], NULL, 10) : large ? hodo_pool_processors() : 1;
    for (const drawn_architecture *each = drawn_architectures; each->name != NULL; each++) {
        if (count <= 3 || strcmp(arguments[3], each->name) == 0) {
            for (size_t t = large && count <= 2 ? 1 : threads; t <= threads; t *= 2) {
                bench(each, width, t);
            }
        }
    }
    return 0;
}
