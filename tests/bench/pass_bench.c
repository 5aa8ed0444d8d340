/* Skinny products, of a few rows with many matrices, against GEMM and against the floor of reading the weights
 * once: nanoseconds a weight, best of several rounds, one thread. Arguments: none, or `large` for m = 500 too.
 */
#include "base/skinny.h"

#include "floor.h"

#include <math.h>
#include <string.h>

static void gemm_through(hodo_matrix x, hodo_matrix w, hodo_matrix y)
{
    hodo_matrix_multiply(1.0, x, false, w, true, 0.0, y);
}

static void gemm_back(hodo_matrix x, hodo_matrix w, hodo_matrix y)
{
    hodo_matrix_multiply(1.0, x, false, w, false, 0.0, y);
}

typedef void product(hodo_matrix x, hodo_matrix w, hodo_matrix y);

enum { ROUNDS = 9, LAYERS = 200 };

/* Nanoseconds a weight of a product with each of LAYERS matrices (m, m), too many for the caches. */
static double time_product(product *run, hodo_matrix all, size_t m, hodo_matrix x, hodo_matrix y)
{
    double best = INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
        const double start = seconds();
        for (size_t l = 0; l < LAYERS; l++) {
            run(x, hodo_matrix_rows(all, l * m, m), y);
        }
        best = fmin(best, seconds() - start);
    }
    return best * 1e9 / (double)(all.rows * all.columns);
}

static void bench_products(hodo_arena *arena, hodo_precision precision, size_t m)
{
    static const size_t batches[] = {1, 2, 5, 10, 20, 32, 40};
    hodo_error error = {0};
    const hodo_matrix all = hodo_matrix_take(arena, precision, LAYERS * m, m, &error);
    const hodo_matrix in = hodo_matrix_take(arena, precision, 64, m, &error);
    const hodo_matrix out = hodo_matrix_take(arena, precision, 64, m, &error);
    if (out.data == NULL || in.data == NULL || all.data == NULL) {
        fail(&error);
    }
    for (size_t i = 0; i < all.rows; i++) {
        for (size_t j = 0; j < m; j++) {
            hodo_matrix_set(all, i, j, sin((double)(i + j)));
            hodo_matrix_set(in, i % 64, j, cos((double)(i % 64 + j)));
        }
    }
    double floor_time = INFINITY;
    volatile double sink = 0.0; /* keeps the reading */
    for (int round = 0; round < ROUNDS; round++) {
        const double start = seconds();
        sink = read_once(all);
        floor_time = fmin(floor_time, seconds() - start);
    }
    (void)sink;
    printf("%s m = %zu: reading %.3f ns a weight, %.1f GB/s\n", precision == HODO_FLOAT ? "float" : "double", m,
           floor_time * 1e9 / (double)(all.rows * m),
           1e-9 * (double)(all.rows * m * hodo_precision_size(precision)) / floor_time);
    (void)sink;
    for (size_t each = 0; each < sizeof batches / sizeof batches[0]; each++) {
        const hodo_matrix x = hodo_matrix_rows(in, 0, batches[each]),
                          y = hodo_matrix_rows(out, 0, batches[each]);
        printf("  n = %2zu  gemm %.3f %.3f", batches[each], time_product(gemm_through, all, m, x, y),
               time_product(gemm_back, all, m, x, y));
        for (const hodo_skinny_kernel *kernel = hodo_skinny_kernels; kernel->name != NULL; kernel++) {
            if (kernel->supported() && strcmp(kernel->name, "plain") != 0) {
                printf("  %s %.3f %.3f", kernel->name, time_product(kernel->through, all, m, x, y),
                       time_product(kernel->back, all, m, x, y));
            }
        }
        putchar('\n');
    }
    hodo_arena_reset(arena);
}

int main(int count, char **arguments)
{
    hodo_arena *arena = start_alone();
    bench_products(arena, HODO_FLOAT, 200);
    bench_products(arena, HODO_DOUBLE, 200);
    if (count > 1 && strcmp(arguments[1], "large") == 0) {
        bench_products(arena, HODO_FLOAT, 500);
    }
    hodo_arena_free(arena);
    return 0;
}
