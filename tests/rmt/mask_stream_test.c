#include "near.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/angle_free_mask.h"
#include "rmt/angle/mask_stream.h"

#include <stdlib.h>

/* Sums of a few hundred terms of one sign. */
#define ROUNDING 1e-13
/* Papers quote four decimals. */
#define QUOTED 5e-5

enum { IDENTITY = 0, LARGEST_MASK = 24 }; /* in place of a mask */

/* E[D_p D_q] for masks p, q of a Gaussian AR(1) stream, correlation a^|p-q|; D_0 is the identity. */
static double mask_pair(double skip, int p, int q)
{
    if (p == IDENTITY || q == IDENTITY) {
        return p == q ? 1 : 0.5;
    }
    return p == q ? 0.5 : 0.25 + asin(pow(skip, abs(p - q))) / (2 * M_PI);
}

static double mask_mean(int p)
{
    return p == IDENTITY ? 1 : 0.5;
}

/* An independent road to m2: T_k(P, Q) = tau(P Y_k Q Y_k), Y_k = J J^T of layers 1 .. k with masks
 * D_1 .. D_k, P and Q later masks or the identity. Averaging over the topmost Gaussian matrix alone,
 * the masks held fixed, leaves planar pairings and
 *   T_k(P,Q) = a^4 T(P,Q) + 2 a^2 b^2 tau(PQ) + 2 a^2 b^2 (tau(Q) T(P,D_k) + tau(P) T(D_k,Q))
 *            + b^4 (4 tau(P) tau(Q) T(D_k,D_k) + tau(PQ)),      T = T_{k-1},  T_0(P,Q) = tau(PQ). */
typedef double moments[LARGEST_MASK + 1][LARGEST_MASK + 1];

static void next_layer(double branch_scale, int k, moments t)
{
    static moments before;
    const double b2 = branch_scale * branch_scale, a2 = 1 - b2, skip = sqrt(a2);
    for (int p = 0; p <= LARGEST_MASK; p++) {
        for (int q = 0; q <= LARGEST_MASK; q++) {
            before[p][q] = t[p][q];
        }
    }
    for (int p = 0; p <= LARGEST_MASK; p++) {
        for (int q = 0; q <= LARGEST_MASK; q++) {
            const double pair = mask_pair(skip, p, q), tp = mask_mean(p), tq = mask_mean(q);
            t[p][q] = a2 * a2 * before[p][q] + 2 * a2 * b2 * (pair + tq * before[p][k] + tp * before[k][q]) +
                      b2 * b2 * (4 * tp * tq * before[k][k] + pair);
        }
    }
}

static void start(double branch_scale, moments t)
{
    for (int p = 0; p <= LARGEST_MASK; p++) {
        for (int q = 0; q <= LARGEST_MASK; q++) {
            t[p][q] = mask_pair(sqrt(1 - branch_scale * branch_scale), p, q);
        }
    }
}

static const double branch_scales[] = {0.05, 0.3, 0.6, 0.9, 0.999};

/* m2(k), and the profile's m2 weighted with the masks above, E[b b^T | masks] =
 * a^(2(d+1)) + 2 b^2 sum_{q=0}^{d} a^(2q) D_{k+1+q}, d = L-2-v, against the recursion. */
Test(mask_stream, closed_form_is_the_recursion)
{
    static moments t;
    enum { COUNT = 12 };
    for (size_t s = 0; s < sizeof branch_scales / sizeof branch_scales[0]; s++) {
        const double beta = branch_scales[s], a2 = 1 - beta * beta;
        double excess[COUNT];
        cr_assert_eq(rmt_resnet_excess(beta, COUNT, excess, NULL), HODO_OK);
        start(beta, t);
        double at_feature[COUNT] = {0}; /* of a network with n = COUNT layers below v and d + 1 = 6 above */
        enum { ABOVE = 6 };
        for (int k = 0; k < COUNT; k++) {
            if (k > 0) {
                next_layer(beta, k, t);
            }
            near(1 + excess[k], t[IDENTITY][IDENTITY], 0, ROUNDING);
            at_feature[k] = pow(a2, ABOVE) * t[IDENTITY][IDENTITY] - 1;
            for (int q = 0; q < ABOVE; q++) {
                at_feature[k] += 2 * beta * beta * pow(a2, q) * t[k + 1 + q][IDENTITY];
            }
        }
        /* L - 1 - v = ABOVE with v = COUNT + 1. */
        double profile[COUNT + ABOVE];
        cr_assert_eq(rmt_resnet_profile(beta, COUNT + 2 + ABOVE, profile, NULL), HODO_OK);
        near(1 + profile[COUNT - 1], 1 + rmt_compose(at_feature, COUNT), 0, ROUNDING);
    }
}

/* The O(L) profile against the printed double sums, term by term in long double. */
Test(mask_stream, prefix_sums_lose_nothing)
{
    enum { LAYERS = 60 };
    for (size_t s = 0; s < sizeof branch_scales / sizeof branch_scales[0]; s++) {
        const long double beta = branch_scales[s], b2 = beta * beta, skip = sqrtl(1 - b2);
        const double pi = M_PI;
        double profile[LAYERS - 2];
        cr_assert_eq(rmt_resnet_profile(branch_scales[s], LAYERS, profile, NULL), HODO_OK);
        for (int v = 2; v < LAYERS; v += 7) {
            const int n = v - 1;
            long double total = 0;
            for (int j = 0; j < n; j++) {
                long double m2 = 2 * b2 * j;
                for (int i = 1; i < j; i++) {
                    m2 += 4 * b2 * b2 / pi * (j - i) * powl(skip, 2 * i) * asinl(powl(skip, i));
                }
                for (int q = 0; q <= LAYERS - 2 - v; q++) {
                    for (int i = 1; i <= j; i++) {
                        m2 += 2 * b2 * b2 / pi * powl(skip, 2 * (q + i)) * asinl(powl(skip, q + i));
                    }
                }
                total += (2 * (n - j) - 1) * m2;
            }
            near(1 + profile[v - 2], (double)(1 + total / (n * n)), 0, ROUNDING);
        }
    }
}

/* At the last feature the two functions are one; the profile's other end has no angle. */
Test(mask_stream, last_is_the_end_of_the_profile)
{
    enum { LAYERS = 5000 };
    static double profile[LAYERS - 2], excess[LAYERS - 2];
    for (double beta = 1e-9; beta <= 1; beta *= 10) {
        double last;
        cr_assert_eq(rmt_resnet_profile(beta, LAYERS, profile, NULL), HODO_OK);
        cr_assert_eq(rmt_resnet_last(beta, LAYERS, &last, NULL), HODO_OK);
        cr_assert_eq(rmt_resnet_excess(beta, LAYERS - 2, excess, NULL), HODO_OK);
        near(profile[LAYERS - 3], last, 0, 1e-12);
        near(rmt_compose(excess, LAYERS - 2), last, 0, 1e-12);
        near(1 + profile[0], 1, 0, 1e-14);
        near(rmt_resnet_excess(beta, 3, excess, NULL) == HODO_OK ? excess[1] : NAN, 2 * beta * beta, 0,
             ROUNDING);
    }
}

/* Without a skip (a = 0) every arcsine is 0: the ReLU MLP, kappa = 2, where masks are free indeed. */
Test(mask_stream, branch_scale_one_is_the_mlp)
{
    enum { LAYERS = 400 };
    double profile[LAYERS - 2], free_masks;
    cr_assert_eq(rmt_resnet_profile(1, LAYERS, profile, NULL), HODO_OK);
    for (size_t n = 1; n <= LAYERS - 2; n++) {
        near(profile[n - 1], rmt_compose_linear(2, n), 0, 1e-12);
        cr_assert_eq(rmt_wrong_free_mask_angle(1, n, &free_masks, NULL), HODO_OK);
        near(profile[n - 1], free_masks, 0, 1e-12);
    }
    cr_assert_eq(rmt_resnet_profile(0, LAYERS, profile, NULL), HODO_OK);
    near(profile[LAYERS - 3], 0, 0, 0);
    near(rmt_mask_memory(1, 1), 0, 0, 0);
    near(rmt_mask_memory(0, 7), M_PI / 2, 0, 1e-15);
}

/* Masks that persist open the angle: the free-mask theory is below, strictly once three layers meet. */
Test(mask_stream, free_masks_are_told_apart)
{
    for (int64_t layers = 5; layers <= 500; layers *= 3) {
        for (double scale = 0.5; scale <= 2; scale *= 2) {
            const double beta = scale / sqrt((double)layers);
            double truth, wrong;
            cr_assert_eq(rmt_resnet_last(beta, layers, &truth, NULL), HODO_OK);
            cr_assert_eq(rmt_wrong_free_mask_angle(beta, (size_t)layers - 2, &wrong, NULL), HODO_OK);
            cr_assert(wrong < truth, "L = %d, c = %g", (int)layers, scale);
        }
    }
}

typedef struct quoted {
    double branch_scale_root, branch_scale; /* beta = c/sqrt(L), or beta */
    double cosine, angle;
} quoted;

/* Known: L = 200, output angle. */
Test(mask_stream, known_numbers_at_depth_200)
{
    static const quoted cases[] = {
        {0, 1.0 / 200, .9984, .0572}, {0.5, 0, .9237, .3932}, {1, 0, .7546, .7157}, {2, 0, .4738, 1.0772},
        {0, 1, .0870, 1.4836},
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        const double beta = cases[c].branch_scale_root / sqrt(200) + cases[c].branch_scale;
        double tangent_square;
        cr_assert_eq(rmt_resnet_last(beta, 200, &tangent_square, NULL), HODO_OK);
        near(rmt_cos(tangent_square), cases[c].cosine, QUOTED, 0);
        near(rmt_theta(tangent_square), cases[c].angle, QUOTED, 0);
    }
}

/* The same note's profile at beta = 2/sqrt(200), three decimals. */
Test(mask_stream, known_profile_at_depth_200)
{
    static const int features[] = {10, 50, 100, 150};
    static const double cosines[] = {.942, .739, .602, .521};
    double profile[198];
    cr_assert_eq(rmt_resnet_profile(2 / sqrt(200), 200, profile, NULL), HODO_OK);
    for (int i = 0; i < 4; i++) {
        near(rmt_cos(profile[features[i] - 2]), cosines[i], 5e-4, 0);
    }
}
