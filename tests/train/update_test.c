#include "linear_network.h"
#include "train/update.h"

#include <string.h>

/* The entrywise kernels where the rules do not lead: odd lengths, rows with gaps, entries that are not finite,
 * and every kind of CPU. */

enum { ROWS = 7, COLUMNS = 13, GAP = 2, STRIDE = COLUMNS + GAP, MATRICES = 4, STEPS = 3 };

/* Four matrices (ROWS, COLUMNS) within one array each of (ROWS, STRIDE); the gaps hold numbers too. */
static void make(hodo_arena *arena, hodo_precision precision, bool gaps, hodo_matrix *a)
{
    const hodo_stream stream = hodo_stream_open(30, "tests/train/update", 0);
    double numbers[ROWS * STRIDE];
    for (uint32_t i = 0; i < MATRICES; i++) {
        a[i] = hodo_matrix_take(arena, precision, ROWS, STRIDE, NULL);
        hodo_random_normal_double(&stream, i, 0, ROWS * STRIDE, 1.0, numbers);
        for (size_t e = 0; e < ROWS * STRIDE; e++) { /* V is positive */
            hodo_matrix_set(a[i], e / STRIDE, e % STRIDE, i == 2 ? fabs(numbers[e]) : numbers[e]);
        }
        a[i].columns = gaps ? COLUMNS : STRIDE;
    }
}

Test(update, adam_has_the_same_bits_on_every_cpu)
{
    const hodo_adam adam = {0.9, 0.99, 1e-6};
    for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
        for (int gaps = 0; gaps <= 1; gaps++) {
            const size_t bytes = ROWS * STRIDE * hodo_precision_size((hodo_precision)precision);
            size_t tried = 0;
            hodo_arena *arena = hodo_arena_alloc();
            hodo_matrix plain[MATRICES], a[MATRICES];
            make(arena, (hodo_precision)precision, gaps, plain);
            const hodo_adam_kernel *last = hodo_adam_kernels;
            while (strcmp(last->name, "plain") != 0) {
                last++;
            }
            for (size_t t = 1; t <= STEPS; t++) {
                last->update(0.1, adam, t, plain);
            }
            for (const hodo_adam_kernel *kernel = hodo_adam_kernels; kernel->name != NULL; kernel++) {
                if (kernel->supported()) {
                    make(arena, (hodo_precision)precision, gaps, a);
                    for (size_t t = 1; t <= STEPS; t++) {
                        kernel->update(0.1, adam, t, a);
                    }
                    for (size_t i = 0; i < MATRICES; i++) {
                        cr_assert(memcmp(a[i].data, plain[i].data, bytes) == 0, "%s, matrix %zu",
                                  kernel->name, i);
                    }
                    tried++;
                }
            }
            cr_assert(tried >= 1);
            make(arena, (hodo_precision)precision, gaps, a);
            for (size_t t = 1; t <= STEPS; t++) {
                hodo_update_adam(0.1, adam, t, a[0], a[1], a[2], a[3]);
            }
            cr_assert(memcmp(a[3].data, plain[3].data, bytes) == 0, "the kernel that is chosen");
            hodo_arena_free(arena);
        }
    }
}

/* Rows with gaps get what rows without get, and the gaps stay. */
Test(update, rows_with_gaps)
{
    for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
        hodo_arena *arena = hodo_arena_alloc();
        hodo_matrix narrow[MATRICES], whole[MATRICES], start[MATRICES];
        make(arena, (hodo_precision)precision, true, narrow);
        make(arena, (hodo_precision)precision, false, whole);
        make(arena, (hodo_precision)precision, false, start);
        for (int side = 0; side <= 1; side++) {
            hodo_matrix *a = side == 0 ? narrow : whole;
            hodo_update_along(0.1, a[0], a[3]);
            hodo_update_sign(0.01, a[0], a[3]);
            hodo_update_nesterov(0.1, 0.9, a[0], a[1], a[3]);
            hodo_update_look_ahead(0.9, a[0], a[1]);
        }
        for (size_t i = 0; i < MATRICES; i++) {
            for (size_t row = 0; row < ROWS; row++) {
                for (size_t j = 0; j < STRIDE; j++) {
                    hodo_matrix all = narrow[i];
                    all.columns = STRIDE;
                    const hodo_matrix want = j < COLUMNS ? whole[i] : start[i];
                    near(hodo_matrix_get(all, row, j), hodo_matrix_get(want, row, j), 0, 0);
                }
            }
        }
        hodo_arena_free(arena);
    }
}

Test(update, signs)
{
    static const double entries[] = {2.5, -1e-30, 0.0, -0.0, 1e-44, NAN, INFINITY, -INFINITY};
    static const double want[] = {0.75, 1.25, 1, 1, 0.75, NAN, NAN, NAN};
    enum { COUNT = sizeof entries / sizeof entries[0] };
    for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
        double step[COUNT], weight[COUNT];
        const hodo_matrix s = hodo_matrix_view((hodo_precision)precision, step, 1, COUNT);
        const hodo_matrix w = hodo_matrix_view((hodo_precision)precision, weight, 1, COUNT);
        for (size_t j = 0; j < COUNT; j++) {
            hodo_matrix_set(s, 0, j, entries[j]);
            hodo_matrix_set(w, 0, j, 1.0);
        }
        hodo_update_sign(0.25, s, w);
        for (size_t j = 0; j < COUNT; j++) {
            const double got = hodo_matrix_get(w, 0, j);
            cr_assert(isnan(want[j]) ? isnan(got) : got == want[j], "sign of %g: %g", entries[j], got);
        }
    }
}
