#include "near.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/mask_stream.h"
#include "rmt/angle/trained_ends.h"

#include <math.h>

enum { MATRICES = 24 };

/* Sums of some L^2 terms of one sign. */
#define SUMS 1e-13

/* One kappa everywhere: the closed form of rmt/angle/angle.h. */
Test(trained_ends, mlp_of_one_kappa)
{
    double kappa[MATRICES], tangent_square[MATRICES];
    for (size_t i = 0; i < MATRICES; i++) {
        kappa[i] = 1.7;
    }
    rmt_trained_mlp_profile(kappa, MATRICES, tangent_square);
    for (size_t n = 1; n <= MATRICES; n++) {
        near(tangent_square[n - 1], rmt_compose_linear(1.7, n), 0, SUMS);
    }
}

/* Different ones, and in place: M2 = (1/n^2) sum over pairs of layers of the excess of the upper one's Jacobian. */
Test(trained_ends, mlp_by_pairs)
{
    double kappa[MATRICES], tangent_square[MATRICES];
    for (size_t i = 0; i < MATRICES; i++) {
        tangent_square[i] = kappa[i] = 1.0 + sin((double)i) * sin((double)i);
    }
    rmt_trained_mlp_profile(kappa, MATRICES, tangent_square);
    for (size_t n = 1; n <= MATRICES; n++) {
        double sum = 0.0;
        for (size_t a = 1; a <= n; a++) {
            for (size_t b = 1; b <= n; b++) {
                for (size_t i = a > b ? a : b; i < n; i++) {
                    sum += kappa[i - 1];
                }
            }
        }
        near(tangent_square[n - 1], sum / (double)(n * n), 0, SUMS);
    }
}

/* m2(j) - 1, cov_j and the readout's mask summed as they are written, pair by pair of layers. */
Test(trained_ends, resnet_by_pairs)
{
    static const double scales[] = {0.05, 0.3, 0.8};
    for (size_t k = 0; k < 3; k++) {
        const double beta = scales[k], square = beta * beta;
        double tangent_square[MATRICES], excess[MATRICES];
        hodo_error error = {HODO_OK, ""};
        cr_assert_eq(rmt_trained_resnet_profile(beta, MATRICES, tangent_square, &error), HODO_OK, "%s",
                     error.message);
        cr_assert_eq(rmt_resnet_excess(beta, MATRICES, excess, &error), HODO_OK);
        for (size_t v = 1; v < MATRICES; v++) {
            double sum = 0.0;
            for (size_t j = 0; j < v; j++) {
                double of_j = excess[j];
                for (size_t i = 1; i <= j; i++) {
                    for (size_t q = 0; q + v + 2 <= MATRICES; q++) {
                        of_j += 2 * M_1_PI * square * square * rmt_mask_memory(beta, q + i);
                    }
                    of_j += 2 * M_1_PI * square * rmt_mask_memory(beta, MATRICES - 1 - v + i);
                }
                sum += (double)(2 * (v - j) - 1) * of_j;
            }
            near(tangent_square[v - 1], sum / (double)(v * v), 1e-15, 1e-12);
        }
    }
}

/* beta = 1 has no skip: the ReLU MLP. */
Test(trained_ends, no_skip_is_the_mlp)
{
    double tangent_square[MATRICES];
    cr_assert_eq(rmt_trained_resnet_profile(1.0, MATRICES, tangent_square, NULL), HODO_OK);
    for (size_t n = 1; n < MATRICES; n++) {
        near(tangent_square[n - 1], rmt_compose_linear(2.0, n), 0, SUMS);
    }
}

Test(trained_ends, refuses)
{
    double tangent_square[MATRICES];
    hodo_error error = {HODO_OK, ""};
    cr_assert_eq(rmt_trained_resnet_profile(1.5, 4, tangent_square, &error), HODO_INVALID);
    cr_assert_eq(rmt_trained_resnet_profile(0.5, 1, tangent_square, &error), HODO_INVALID);
    cr_assert_eq(rmt_trained_resnet_profile(NAN, 4, tangent_square, &error), HODO_INVALID);
}
