#include "experiments/mlps-at-the-eoc/depth-transfer/depth_sweep.h"
#include "experiments/mlps-at-the-eoc/depth-transfer/first_move.h"
#include "experiments/mlps-at-the-eoc/depth-transfer/kernel_descent.h"
#include "near.h"
#include "train/rate_search.h"

#include <criterion/criterion.h>
#include <math.h>

/* Theory of depth against closed forms, direct sums of random matrices, and trained networks. */

static hodo_matrix one_input(double *memory)
{
    memory[0] = 1;
    memory[1] = 0;
    return hodo_matrix_view(HODO_DOUBLE, memory, 1, 2);
}

/* One input and abs: sum_j (2 j - 1) (1 + m_k sum_{i=j}^{k-1} 1/m_i), and k^2 for isometries. */
Test(depth_transfer, one_input_has_a_closed_form)
{
    enum { DEPTH = 9 };
    hodo_arena *arena = hodo_arena_alloc();
    double x[2], y = -1, widths[DEPTH], full[DEPTH], plain[DEPTH];
    first_move moves;
    cr_assert_eq(first_move_open(arena, one_input(x), 1.0, DEPTH, &moves, NULL), HODO_OK);
    for (int p = 0; p <= 2; p++) {
        for (size_t k = 0; k + 1 < DEPTH; k++) {
            widths[k] = 7 * pow((double)k + 1, p);
        }
        cr_assert_eq(
            first_move_sizes(arena, &moves, hodo_matrix_view(HODO_DOUBLE, &y, 1, 1), widths, full, plain, NULL),
            HODO_OK);
        for (size_t k = 1; k < DEPTH; k++) {
            double sum = 0;
            for (size_t j = 1; j <= k; j++) {
                double inverse = 0;
                for (size_t i = j; i < k; i++) {
                    inverse += 1 / widths[i - 1];
                }
                sum += (2 * (double)j - 1) * (1 + widths[k - 1] * inverse);
            }
            near(full[k - 1], sqrt(sum / widths[k - 1]), 0, 1e-12);
            near(plain[k - 1], (double)k / sqrt(widths[k - 1]), 0, 1e-12);
        }
    }
    hodo_arena_free(arena);
}

/* Networks that share no code with the theory move as it says: ReLU (Delta = 1/2) and abs, growing widths. The
 * mean of squares over 24 draws has relative noise of about (6 . 24)^-1/2 where six inputs are unlike each
 * other, and orders of 1/m are left out: a tenth of the root covers both. */
Test(depth_transfer, networks_move_by_the_law)
{
    static const struct {
        double a, b, growth;
        size_t width;
    } cases[] = {{0, 1, 0, 150}, {0.5, 0.5, 0, 150}, {0, 1, 1, 40}};
    enum { DEPTH = 5, DRAWS = 24 };
    hodo_arena *arena = hodo_arena_alloc();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double measured[DEPTH] = {0}, law[DEPTH] = {0}, plain[DEPTH] = {0};
        for (uint64_t draw = 0; draw < DRAWS; draw++) {
            const hodo_stream stream = {.key = {8, 9}, .cell = draw};
            const depth_setting setting = {.network = {.a = cases[i].a,
                                                       .b = cases[i].b,
                                                       .width = cases[i].width,
                                                       .depth = DEPTH,
                                                       .growth = cases[i].growth},
                                           .data = {.name = "clusters", .samples = 6, .inputs = 8},
                                           .gamma = CHAOS_GAMMA_WIDTH,
                                           .richness = 1,
                                           .steps = 1};
            depth_sweep made;
            hodo_arena_reset(arena);
            cr_assert_eq(depth_sweep_run(arena, &setting, &stream, &made, NULL), HODO_OK);
            for (size_t k = 0; k + 1 < DEPTH; k++) {
                measured[k] += made.first[k] * made.first[k];
                law[k] += made.first_law[k] * made.first_law[k];
                plain[k] += made.first_plain[k] * made.first_plain[k];
            }
        }
        for (size_t k = 0; k + 1 < DEPTH; k++) {
            near(sqrt(measured[k]), sqrt(law[k]), 0, 0.1);
        }
        cr_assert(measured[DEPTH - 2] > 1.5 * plain[DEPTH - 2]);
    }
    hodo_arena_free(arena);
}

/* A kernel of one eigenvalue: r falls by 1 - eta lambda/n a step, and at twice the inverse it stands. */
Test(depth_transfer, descent_of_one_eigenvalue)
{
    enum { N = 3, STEPS = 20 };
    hodo_arena *arena = hodo_arena_alloc();
    const double kernel[N * N] = {6, 0, 0, 0, 6, 0, 0, 0, 6};
    double y[N] = {1, -1, 1}, losses[4];
    kernel_descent of;
    cr_assert_eq(
        kernel_descent_open(arena, kernel, hodo_matrix_view(HODO_DOUBLE, y, N, 1), 0.5, STEPS, &of, NULL),
        HODO_OK);
    near(of.edge, 2.0 * N / (0.5 * 6), 0, 1e-14);
    const double etas[] = {0.3 * of.edge, 0.5 * of.edge, of.edge, 3 * of.edge};
    cr_assert_eq(kernel_descent_losses(&of, etas, 4, losses, NULL), HODO_OK);
    near(losses[0], (pow(0.4, 36) + pow(0.4, 38)) / 4, 0, 1e-12);
    near(losses[1], 0, 1e-30, 0);
    near(losses[2], 0.5, 0, 1e-12);
    cr_assert(isinf(losses[3]));
    hodo_arena_free(arena);
}

Test(depth_transfer, counts_are_matched)
{
    depth_setting setting = {.network = {.b = 1, .width = 4, .depth = 9},
                             .data = {.name = "clusters", .samples = 8, .inputs = 16}};
    for (int p = 0; p < 2; p++) {
        setting.network.growth = p;
        chaos_network_setting own = setting.network, other = own;
        own.inputs = other.inputs = 16;
        other.growth = 2;
        own.width = depth_sweep_matched_width(&setting, 2);
        const double wanted = chaos_network_weights(&other), got = chaos_network_weights(&own);
        own.width += got < wanted ? 1 : -1;
        cr_assert(fabs(got - wanted) <= fabs(chaos_network_weights(&own) - wanted));
        near(got, wanted, 0, 0.05);
    }
    setting.network.growth = 2;
    cr_assert_eq(depth_sweep_matched_width(&setting, 2), 4);
}
