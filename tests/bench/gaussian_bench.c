/* Nanoseconds a draw of every kernel that this CPU can run, beside GSL's ziggurat. The best of many
 * rounds over a buffer that fits the first-level cache, so that it is the arithmetic that is timed. */
#include "base/gaussian.h"
#include "base/random.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DRAWS = 4096, FILLS = 50, ROUNDS = 40 };

static float floats[DRAWS];
static double doubles[DRAWS];

typedef struct contestant {
    const hodo_gaussian_kernel *kernel;
    gsl_rng *generator;
    hodo_stream stream;
} contestant;

typedef void fill(const contestant *who, uint32_t round);

static void kernel_floats(const contestant *who, uint32_t round)
{
    const hodo_philox source = {{1, 2}, {round, 3, 4}};
    who->kernel->floats(&source, 0, DRAWS / HODO_SUPERBLOCK_FLOATS, 1.0f, floats);
}

static void kernel_doubles(const contestant *who, uint32_t round)
{
    const hodo_philox source = {{1, 2}, {round, 3, 4}};
    who->kernel->doubles(&source, 0, DRAWS / HODO_SUPERBLOCK_DOUBLES, 1.0, doubles);
}

static void stream_uniforms(const contestant *who, uint32_t round)
{
    hodo_random_uniform(&who->stream, round, 0, DRAWS, doubles);
}

static void stream_short_floats(const contestant *who, uint32_t round)
{
    for (uint64_t first = 0; first < DRAWS; first += 16) {
        hodo_random_normal_float(&who->stream, round, first, 16, 1.0f, floats + first);
    }
}

static void gsl_floats(const contestant *who, uint32_t round)
{
    (void)round;
    for (size_t i = 0; i < DRAWS; i++) {
        floats[i] = (float)gsl_ran_gaussian_ziggurat(who->generator, 1.0);
    }
}

static void gsl_doubles(const contestant *who, uint32_t round)
{
    (void)round;
    for (size_t i = 0; i < DRAWS; i++) {
        doubles[i] = gsl_ran_gaussian_ziggurat(who->generator, 1.0);
    }
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double nanoseconds_a_draw(fill *one, const contestant *who)
{
    double best = 1e300;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        const double start = seconds();
        for (uint32_t k = 0; k < FILLS; k++) {
            one(who, FILLS * round + k);
        }
        const double took = seconds() - start;
        best = took < best ? took : best;
    }
    return 1e9 * best / ((double)FILLS * DRAWS);
}

static void show(const char *name, double one, double other, double reference_one, double reference_other)
{
    printf("%-26s %8.3f %8.1f %12.3f %8.1f\n", name, one, reference_one / one, other, reference_other / other);
}

int main(void)
{
    contestant who = {NULL, gsl_rng_alloc(gsl_rng_mt19937), hodo_stream_open(1, "bench", 0)};
    if (who.generator == NULL) {
        fputs("gaussian_bench: no memory for GSL's generator\n", stderr);
        return EXIT_FAILURE;
    }
    const double gsl_float = nanoseconds_a_draw(gsl_floats, &who);
    const double gsl_double = nanoseconds_a_draw(gsl_doubles, &who);
    printf("normal draws: ns a draw, and how many times faster than GSL\n");
    printf("%-26s %8s %8s %12s %8s\n", "kernel", "float", "ratio", "double", "ratio");
    show("gsl ziggurat, mt19937", gsl_float, gsl_double, gsl_float, gsl_double);
    for (const hodo_gaussian_kernel *const *each = hodo_gaussian_kernels; *each != NULL; each++) {
        who.kernel = *each;
        if (!who.kernel->available()) {
            continue;
        }
        const double one = nanoseconds_a_draw(kernel_floats, &who);
        const double other = nanoseconds_a_draw(kernel_doubles, &who);
        show(who.kernel->name, one, other, gsl_float, gsl_double);
    }
    printf("chosen here: %s; uniform doubles %.3f; floats in fills of 16 each %.3f\n", hodo_random_kernel(),
           nanoseconds_a_draw(stream_uniforms, &who), nanoseconds_a_draw(stream_short_floats, &who));
    gsl_rng_free(who.generator);
    return EXIT_SUCCESS;
}
