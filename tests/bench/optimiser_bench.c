/* Optimisers against their floors, one thread, best of several rounds, in processor time.
 *
 * Updates of all entries: nanoseconds a weight, and the ratio to a loop that only moves the same number of
 * bytes from and to memory (a matrix beyond the caches) or cache (one that fits). Newton-Schulz: the ratio to
 * as many multiplications by bare GEMM. Whole steps of a layer: the ratio of every optimiser, with and without
 * a norm, to SGD's one GEMM. Arguments: none, or `large` for Newton-Schulz at 1024 too. */
#include "train/newton_schulz.h"
#include "train/optimiser.h"
#include "train/update.h"

#include "floor.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 9, MATRICES = 4, BATCHES = 3 };

typedef struct update_case {
    const char *name;
    int reads; /* matrices; it writes all but the first */
    void (*run)(hodo_matrix *a);
} update_case;

static void along(hodo_matrix *a)
{
    hodo_update_along(1e-9, a[0], a[1]);
}

static void nesterov(hodo_matrix *a)
{
    hodo_update_nesterov(1e-9, 0.9, a[0], a[1], a[2]);
}

static void sign(hodo_matrix *a)
{
    hodo_update_sign(1e-9, a[0], a[1]);
}

static void adam(hodo_matrix *a)
{
    hodo_update_adam(1e-9, (hodo_adam){0.9, 0.999, 1e-8}, 10, a[0], a[1], a[2], a[3]);
}

static void plain_adam(hodo_matrix *a)
{
    const hodo_adam_kernel *kernel = hodo_adam_kernels;
    while (strcmp(kernel->name, "plain") != 0) {
        kernel++;
    }
    kernel->update(1e-9, (hodo_adam){0.9, 0.999, 1e-8}, 10, a);
}

static const update_case updates[] = {{"along", 2, along},       {"sign", 2, sign},
                                      {"nesterov", 3, nesterov}, {"adam", 4, adam},
                                      {"plain adam", 4, plain_adam}};

/* The floor: reads `reads` arrays, writes the last `writes` of them, one addition a number. */
static inline __attribute__((always_inline)) void moving(hodo_matrix *a, int reads, int writes)
{
    typedef float lanes __attribute__((vector_size(16)));
    const size_t count = a[0].rows * a[0].columns * hodo_precision_size(a[0].precision) / sizeof(lanes);
    lanes *restrict x = a[0].data, *restrict y = a[1].data, *restrict z = a[2].data, *restrict w = a[3].data;
    for (size_t i = 0; i < count; i++) {
        lanes sum = x[i] + y[i];
        if (reads > 2) {
            sum += z[i];
        }
        if (reads > 3) {
            sum += w[i];
        }
        y[i] = sum;
        if (writes > 1) {
            z[i] = sum;
        }
        if (writes > 2) {
            w[i] = sum;
        }
    }
}

static void move(hodo_matrix *a, int reads)
{
    if (reads == 2) {
        moving(a, 2, 1);
    } else if (reads == 3) {
        moving(a, 3, 2);
    } else {
        moving(a, 4, 3);
    }
}

/* Of this thread alone: what else runs on the machine does not count. */
static double processor_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void fill(hodo_matrix a, double by)
{
    for (size_t i = 0; i < a.rows; i++) {
        for (size_t j = 0; j < a.columns; j++) {
            hodo_matrix_set(a, i, j, by * (double)((7 * i + j) % 101));
        }
    }
}

static void bench_updates(hodo_arena *arena, hodo_precision precision, size_t side, int repeats)
{
    hodo_error error = {0};
    hodo_matrix a[MATRICES];
    for (size_t i = 0; i < MATRICES; i++) {
        a[i] = hodo_matrix_take(arena, precision, side, side, &error);
        if (a[i].data == NULL) {
            fail(&error);
        }
    }
    printf("updates of (%zu, %zu) in %s, ns a weight, over moving the bytes\n", side, side,
           precision == HODO_FLOAT ? "float" : "double");
    for (size_t each = 0; each < sizeof updates / sizeof updates[0]; each++) {
        const update_case *u = &updates[each];
        double best[2] = {INFINITY, INFINITY};
        for (int floor = 0; floor <= 1; floor++) {
            for (size_t i = 0; i < MATRICES; i++) {
                fill(a[i], floor ? 0 : 1e-3); /* sums of zeros do not overflow */
            }
            for (int round = 0; round < ROUNDS; round++) {
                const double start = processor_seconds();
                for (int repeat = 0; repeat < repeats; repeat++) {
                    if (floor) {
                        move(a, u->reads);
                    } else {
                        u->run(a);
                    }
                }
                best[floor] = fmin(best[floor], processor_seconds() - start);
            }
        }
        const double weights = (double)(side * side) * repeats;
        printf("  %-10s %6.3f ns, floor %6.3f ns, ratio %.2f\n", u->name, best[0] * 1e9 / weights,
               best[1] * 1e9 / weights, best[0] / best[1]);
    }
    hodo_arena_reset(arena);
}

static void bench_newton_schulz(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns)
{
    hodo_error error = {0};
    const size_t side = rows < columns ? rows : columns, wide = rows < columns ? columns : rows;
    hodo_newton_schulz_scratch scratch;
    const hodo_matrix a = hodo_matrix_take(arena, precision, rows, columns, &error);
    const hodo_matrix b = hodo_matrix_take(arena, precision, side, side, &error);
    const hodo_matrix c = hodo_matrix_take(arena, precision, side, wide, &error);
    const hodo_matrix d = hodo_matrix_take(arena, precision, side, wide, &error);
    const hodo_stream stream = hodo_stream_open(1, "tests/bench/optimiser", 0);
    if (a.data == NULL || b.data == NULL || c.data == NULL || d.data == NULL ||
        hodo_newton_schulz_take(arena, precision, side, rows * columns, &scratch, &error) != HODO_OK) {
        fail(&error);
    }
    fill(b, 1.0 / (double)side);
    fill(c, 1.0);
    double best = INFINITY, gemm = INFINITY;
    for (int round = 0; round < 5; round++) {
        if (precision == HODO_FLOAT) {
            hodo_random_normal_float(&stream, 0, 0, rows * columns, 1, a.data);
        } else {
            hodo_random_normal_double(&stream, 0, 0, rows * columns, 1, a.data);
        }
        double start = processor_seconds();
        if (hodo_newton_schulz(a, HODO_NEWTON_SCHULZ_STEPS, &scratch, &error) != HODO_OK) {
            fail(&error);
        }
        best = fmin(best, processor_seconds() - start);
        start = processor_seconds();
        hodo_matrix_multiply(1.0, b, false, c, false, 0.0, d);
        gemm = fmin(gemm, processor_seconds() - start);
    }
    /* p^2 q + p^3 + 2 p^2 q multiply-adds a step, and what three GEMMs would take. */
    const double p = (double)side, q = (double)wide, per = gemm / (p * p * q);
    const double least = HODO_NEWTON_SCHULZ_STEPS * (1.5 * p * p * q + 0.5 * p * p * p) * per;
    const double gemms = HODO_NEWTON_SCHULZ_STEPS * (2 * p * p * q + p * p * p) * per;
    printf("Newton-Schulz (%4zu, %4zu) %s: %8.2f ms; its products at GEMM's speed %8.2f ms, ratio %.2f; "
           "over three GEMMs a "
           "step %.2f\n",
           rows, columns, precision == HODO_FLOAT ? "float " : "double", best * 1e3, least * 1e3,
           best / least, best / gemms);
    hodo_arena_reset(arena);
}

/* A pass over batch b with means, as features have: gradients of low stable rank. */
static hodo_pass *backward_on_normal(hodo_arena *arena, hodo_network *network, size_t samples, uint32_t b)
{
    hodo_error error = {0};
    const size_t side = network->architecture->inputs;
    const hodo_stream stream = hodo_stream_open(2, "tests/bench/optimiser", 0);
    hodo_pass *pass = hodo_pass_take(arena, network, samples, HODO_FIRST_ORDER, &error);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_FLOAT, samples, side, &error);
    const hodo_matrix slope = hodo_matrix_take(arena, HODO_FLOAT, samples, side, &error);
    if (pass == NULL || x.data == NULL || slope.data == NULL) {
        fail(&error);
    }
    hodo_random_normal_float(&stream, 1000 + 2 * b, 0, samples * side, 1, x.data);
    hodo_random_normal_float(&stream, 1001 + 2 * b, 0, samples * side, 1, slope.data);
    for (size_t e = 0; e < samples * side; e++) {
        ((float *)x.data)[e] += 0.3f;
        ((float *)slope.data)[e] += 0.15f;
    }
    if (hodo_pass_forward(pass, x, NULL, &error) != HODO_OK ||
        hodo_pass_backward(pass, slope, &error) != HODO_OK) {
        fail(&error);
    }
    return pass;
}

/* One layer (side, side), `samples` samples, a few batches in turn: a step of each optimiser over SGD's. */
static void bench_steps(hodo_arena *arena, size_t side, size_t samples)
{
    hodo_error error = {0};
    const hodo_layer layer = hodo_feature(hodo_layer_dense(side, side, 0.03, true));
    const hodo_stream stream = hodo_stream_open(2, "tests/bench/optimiser", 0);
    hodo_architecture architecture;
    hodo_network network;
    if (hodo_architecture_make(arena, side, 1, &layer, 1, &architecture, &error) != HODO_OK ||
        hodo_network_take(arena, &architecture, HODO_FLOAT, &network, &error) != HODO_OK ||
        hodo_network_draw(&network, &stream, &error) != HODO_OK) {
        fail(&error);
    }
    hodo_pass *passes[BATCHES];
    for (size_t b = 0; b < BATCHES; b++) {
        passes[b] = backward_on_normal(arena, &network, samples, (uint32_t)b);
    }
    static const char *const norms[] = {"", "/spectral", "/Frobenius"};
    double plain = 1;
    printf("steps of (%zu, %zu), %zu samples, float:", side, side, samples);
    for (size_t i = 0; hodo_optimisers[i] != NULL; i++) {
        for (int norm = HODO_NORM_NONE; norm <= HODO_NORM_FROBENIUS_RELATIVE; norm++) {
            const char *name = hodo_optimiser_name(hodo_optimisers[i]);
            hodo_optimiser_settings settings = hodo_optimiser_find(name, &error);
            settings.norm = (hodo_step_norm)norm;
            hodo_optimiser *optimiser = hodo_optimiser_take(arena, &settings, &network, &error);
            if (optimiser == NULL) {
                fail(&error);
            }
            const double rate = 1e-9;
            double best = INFINITY;
            for (int round = 0; round < (strcmp(name, "muon") == 0 ? 2 : ROUNDS) + 1; round++) {
                const double start = processor_seconds();
                if (hodo_optimiser_step(optimiser, passes[round % BATCHES], &rate, &error) != HODO_OK) {
                    fail(&error);
                }
                best = round > 0 ? fmin(best, processor_seconds() - start) : best; /* the first is cold */
            }
            plain = i == 0 && norm == HODO_NORM_NONE ? best : plain;
            printf("%s %s%s %.3f ms (%.1f)", norm == HODO_NORM_NONE ? "\n " : "", name, norms[norm], best * 1e3,
                   best / plain);
        }
    }
    printf("\n");
    hodo_arena_reset(arena);
}

int main(int count, char **arguments)
{
    hodo_arena *arena = start_alone();
    for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
        bench_updates(arena, (hodo_precision)precision, 2000, 1);
        bench_updates(arena, (hodo_precision)precision, 128, 200);
    }
    bench_newton_schulz(arena, HODO_FLOAT, 256, 256);
    bench_newton_schulz(arena, HODO_FLOAT, 512, 512);
    bench_newton_schulz(arena, HODO_FLOAT, 784, 256);
    bench_newton_schulz(arena, HODO_DOUBLE, 512, 512);
    if (count > 1 && strcmp(arguments[1], "large") == 0) {
        bench_newton_schulz(arena, HODO_FLOAT, 1024, 1024);
        bench_newton_schulz(arena, HODO_DOUBLE, 1024, 1024);
    }
    bench_steps(arena, 512, 1);
    bench_steps(arena, 512, 64);
    bench_steps(arena, 512, 512);
    hodo_arena_free(arena);
    return 0;
}
