#include "operator/power_iteration.h"

#include "near.h"
#include "operator/wishart.h"

enum { SIZE = 120 };

Test(power_iteration, residual_certifies_the_largest_eigenvalue_of_a_wishart_matrix)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[SIZE];
    for (int p = HODO_FLOAT; p <= HODO_DOUBLE; p++) {
        const double rounding = p == HODO_FLOAT ? 1e-5 : 1e-13, tolerance = p == HODO_FLOAT ? 1e-4 : 1e-8;
        const hodo_matrix a = wishart_take(arena, (hodo_precision)p, SIZE, 2 * SIZE, 1, value);
        const hodo_operator operator= hodo_operator_dense(&a);
        for (size_t block = 1; block <= 8; block *= 2) {
            const hodo_probes start = probes_of(3, HODO_SPHERE, block);
            hodo_power power;
            hodo_error error = {0};
            cr_assert(hodo_power_iterate(&operator, & start, tolerance, 5000, &power, &error) == HODO_OK, "%s",
                      error.message);
            near(power.value, value[SIZE - 1], power.residual + rounding, 0);
            cr_assert(power.residual <= tolerance * power.value);
        }
    }
    hodo_arena_free(arena);
}

/* The spectral norm may stand at the lower end; and a value that is off by more than the residual would be
 * found.
 */
Test(power_iteration, largest_modulus_at_either_end)
{
    hodo_arena *arena = hodo_arena_alloc();
    const double value[4] = {-3, 1, 2, 2.9};
    const hodo_matrix a = diagonal_take(arena, HODO_DOUBLE, 4, value);
    const hodo_operator operator= hodo_operator_dense(&a);
    const hodo_probes start = probes_of(1, HODO_SPHERE, 2);
    hodo_power power;
    cr_assert(hodo_power_iterate(&operator, & start, 1e-10, 1000, &power, NULL) == HODO_OK);
    near(power.value, -3, power.residual + 1e-14, 0);
    cr_assert(power.residual < 1e-9);
    hodo_arena_free(arena);
}

Test(power_iteration, limits)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[SIZE];
    const hodo_matrix a = wishart_take(arena, HODO_DOUBLE, SIZE, 2 * SIZE, 1, value);
    hodo_operator operator= hodo_operator_dense(&a);
    hodo_probes start = probes_of(3, HODO_RADEMACHER, 1);
    hodo_power power;
    hodo_error error = {0};
    /* Too few applications: refused, and what there is still certified. */
    cr_assert(hodo_power_iterate(&operator, & start, 1e-12, 3, &power, &error) == HODO_NUMERIC);
    cr_assert(power.residual > 1e-6 && power.value < value[SIZE - 1] + 1e-12);
    double nearest = INFINITY;
    for (size_t i = 0; i < SIZE; i++) {
        nearest = fmin(nearest, fabs(value[i] - power.value));
    }
    cr_assert(nearest <= power.residual);
    cr_assert(hodo_power_iterate(&operator, & start, 0, 3, &power, &error) == HODO_INVALID);
    cr_assert(hodo_power_iterate(&operator, & start, 1e-3, 0, &power, &error) == HODO_INVALID);
    start.count = SIZE + 1;
    cr_assert(hodo_power_iterate(&operator, & start, 1e-3, 3, &power, &error) == HODO_INVALID);
    start.count = 2;
    operator.apply = nan_apply;
    cr_assert(hodo_power_iterate(&operator, & start, 1e-3, 3, &power, &error) == HODO_NUMERIC);
    operator.dimension = 0;
    cr_assert(hodo_power_iterate(&operator, & start, 1e-3, 3, &power, &error) == HODO_INVALID);
    const double zero[2] = {0, 0};
    const hodo_matrix nothing = diagonal_take(arena, HODO_DOUBLE, 2, zero);
    operator= hodo_operator_dense(&nothing);
    cr_assert(hodo_power_iterate(&operator, & start, 1e-3, 3, &power, &error) == HODO_OK);
    near(power.value, 0, 0, 0);
    near(power.residual, 0, 0, 0);
    hodo_arena_free(arena);
}
