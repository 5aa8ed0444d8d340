/* The limiting tangent kernel: the cosine map against quadrature of the activations themselves, the recursion
 * against its sum of products, the published check values, matrices against the closed form, and the
 * asymptotes. */
#include "near.h"

#include "base/random.h"
#include "rmt/ntk/diagonal_width.h"
#include "rmt/ntk/tangent_limit.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdlib.h>

TestSuite(ntk);

/* Two standard normals of angle `angle` are r (cos t, cos(t - angle)), t uniform and E r^2 = 2. */
typedef struct two_normals {
    double a, b, angle;
} two_normals;

static double phi(const two_normals *of, double s) { return of->a * s + of->b * fabs(s); }

static double slope(const two_normals *of, double s) { return s > 0 ? of->a + of->b : of->a - of->b; }

/* (phi(u) - phi(v))^2, whose mean over phi's is 2 (1 - R); u - v = -2 sin(t - angle/2) sin(angle/2) exactly
 * where both have one sign. */
static double squared_difference(double t, void *context)
{
    const two_normals *of = context;
    const double u = cos(t), v = cos(t - of->angle);
    const double apart = -2 * sin(t - of->angle / 2) * sin(of->angle / 2);
    const double d = (u > 0) == (v > 0) ? slope(of, u) * apart : phi(of, u) - phi(of, v);
    return d * d;
}

/* (phi'(u) - phi'(v))^2, whose mean over phi'^2's is 2 (1 - R'). */
static double squared_turn(double t, void *context)
{
    const two_normals *of = context;
    const double d = slope(of, cos(t)) - slope(of, cos(t - of->angle));
    return d * d;
}

/* Over the circle in the pieces where no sign changes. */
static double mean_over_circle(double (*of)(double, void *), two_normals *context)
{
    const double angle = context->angle;
    double ends[] = {-M_PI / 2, angle - M_PI / 2, M_PI / 2, angle + M_PI / 2, 3 * M_PI / 2};
    gsl_integration_workspace *work = gsl_integration_workspace_alloc(200);
    const gsl_function f = {of, context};
    double sum = 0;
    for (size_t i = 0; i + 1 < sizeof ends / sizeof ends[0]; i++) {
        double piece, doubt;
        gsl_integration_qag(&f, ends[i], ends[i + 1], 0, 1e-13, 200, GSL_INTEG_GAUSS31, work, &piece, &doubt);
        sum += piece / (2 * M_PI);
    }
    gsl_integration_workspace_free(work);
    return sum;
}

/* 1 - R and 1 - R' by quadrature, at an angle: E phi^2 = E phi'^2 = a^2 + b^2, E r^2 = 2. */
static double quadrature_gap(double a, double b, double angle)
{
    two_normals of = {a, b, angle};
    return mean_over_circle(squared_difference, &of) / (a * a + b * b);
}

static double quadrature_loss(double a, double b, double angle)
{
    two_normals of = {a, b, angle};
    return mean_over_circle(squared_turn, &of) / (2 * (a * a + b * b));
}

static const struct {
    double a, b;
} shapes[] = {{0, 1}, {0.5, 0.5}, {1, 0}, {2, -0.3}, {-0.7, 1.9}};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

static double delta_of(size_t i)
{
    return shapes[i].b * shapes[i].b / (shapes[i].a * shapes[i].a + shapes[i].b * shapes[i].b);
}

/* Angles from 1e-8 to pi - 1e-8: gaps down to 5e-17 keep their digits. */
Test(ntk, map_is_the_quadrature_of_the_activation)
{
    gsl_set_error_handler_off();
    static const double angles[] = {1e-8, 1e-6, 1e-3, 0.1, 0.9, 1.1, M_PI / 2, 2.5, M_PI - 1e-4, M_PI - 1e-8};
    for (size_t shape = 0; shape < SHAPES; shape++) {
        const double a = shapes[shape].a, b = shapes[shape].b, delta = delta_of(shape);
        for (size_t i = 0; i < sizeof angles / sizeof angles[0]; i++) {
            const double s = sin(angles[i] / 2), c = cos(angles[i] / 2);
            const rmt_cosine at = {2 * s * s, 2 * c * c}, next = rmt_cosine_next(delta, at);
            near(next.gap, quadrature_gap(a, b, angles[i]), 1e-22, 1e-11);
            near(next.gap + next.sum, 2, 1e-15, 0);
            near(rmt_cosine_loss(delta, at), quadrature_loss(a, b, angles[i]), 4e-16,
                 1e-11); /* ends of pieces */
            near(rmt_cosine_slope(delta, at), 1 - rmt_cosine_loss(delta, at), 1e-15, 0);
        }
    }
}

/* Across the ends and the middle nothing jumps, and antipodes of abs are one. */
Test(ntk, map_at_its_special_points)
{
    near(rmt_cosine_next(1, rmt_cosine_of(-1)).gap, 0, 0, 0);
    near(rmt_cosine_next(0.5, rmt_cosine_of(-1)).gap, 1, 1e-15, 0);
    near(rmt_cosine_next(0.3, rmt_cosine_of(1)).gap, 0, 0, 0);
    near(rmt_cosine_next(1, rmt_cosine_of(0)).gap, 1 - 2 / M_PI, 1e-15, 0);
    near(rmt_cosine_slope(1, rmt_cosine_of(0)), 0, 1e-16, 0);
    const double gap = 1e-12, c = 2 / (3 * M_PI); /* theta^2/2 - c theta^3 */
    const rmt_cosine close = {gap, 2 - gap};
    near(rmt_cosine_next(1, close).gap, gap - c * pow(2 * gap, 1.5), 0, 1e-12);
}

/* K by its definition, every cosine and slope from quadrature: independent of the map and of the recursion. */
static double quadrature_kernel(double a, double b, double angle, int depth, double *deficit)
{
    double angles[64], losses[64], kernel = 0;
    for (int k = 0; k < depth; k++) {
        angles[k] = angle;
        losses[k] = quadrature_loss(a, b, angle);
        angle = 2 * asin(sqrt(quadrature_gap(a, b, angle) / 2));
    }
    *deficit = 0;
    for (int k = 0; k < depth; k++) {
        double product = 1, lost = 0; /* 1 - product */
        for (int j = k; j < depth - 1; j++) {
            lost += losses[j] * product;
            product *= 1 - losses[j];
        }
        kernel += cos(angles[k]) * product;
        *deficit += 2 * pow(sin(angles[k] / 2), 2) * product + lost;
    }
    return kernel;
}

Test(ntk, recursion_is_the_sum_of_products)
{
    gsl_set_error_handler_off();
    static const double angles[] = {2e-6, 0.05, 1, M_PI / 2, 2.8};
    for (size_t shape = 0; shape < SHAPES; shape++) {
        for (size_t i = 0; i < sizeof angles / sizeof angles[0]; i++) {
            const double s = sin(angles[i] / 2), c = cos(angles[i] / 2);
            rmt_tangent_pair pair = rmt_tangent_pair_start((rmt_cosine){2 * s * s, 2 * c * c});
            for (int depth = 1; depth <= 40; depth++) {
                double deficit;
                if (depth == 1 || depth == 2 || depth == 7 || depth == 40) {
                    const double want =
                        quadrature_kernel(shapes[shape].a, shapes[shape].b, angles[i], depth, &deficit);
                    near(pair.kernel, want, 1e-10, 1e-10);
                    near(pair.deficit, deficit, 1e-13, 1e-9);
                    near(pair.deficit + pair.kernel, depth, 1e-13, 0);
                }
                rmt_tangent_pair_step(delta_of(shape), &pair);
            }
        }
    }
}

static rmt_tangent_pair at_depth(double delta, double rho, size_t depth)
{
    rmt_tangent_pair pair = rmt_tangent_pair_start(rmt_cosine_of(rho));
    while (pair.depth < depth) {
        rmt_tangent_pair_step(delta, &pair);
    }
    return pair;
}

/* The check values, to half of their last digit. */
Test(ntk, check_values)
{
    static const struct {
        double delta;
        size_t depth;
        double ratio, condition;
    } known[] = {{1, 5, .3556, 12.03}, {1, 10, .3361, 11.13},  {1, 50, .2822, 8.86},  {1, 1000, .2528, 7.77},
                 {.5, 5, .2861, 9.01}, {.5, 10, .3156, 10.22}, {.5, 50, .2871, 9.06}, {.5, 1000, .2533, 7.78}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const rmt_tangent_pair pair = at_depth(known[i].delta, 0, known[i].depth);
        near(pair.kernel / (double)pair.depth, known[i].ratio, 5e-5, 0);
        near(rmt_tangent_condition_of(&pair, 20), known[i].condition, 5e-3, 0);
    }
}

/* The recursion in 40 digits (mpmath): a thousand layers, and inputs that are nearly one. */
Test(ntk, forty_digits)
{
    rmt_tangent_pair pair = at_depth(1, 0, 1000);
    near(pair.kernel, 252.78972943268886261, 0, 1e-13);
    near(pair.cosine.gap, 1.0848327301354674769e-5, 0, 1e-13);
    pair = at_depth(0.5, 0, 1000);
    near(pair.kernel, 253.29342145922646363, 0, 1e-13);
    pair = rmt_tangent_pair_start((rmt_cosine){1e-12, 2 - 1e-12});
    while (pair.depth < 50) {
        rmt_tangent_pair_step(1, &pair);
    }
    near(pair.deficit, 0.0011028610592514369507, 0, 1e-14);
    near(pair.cosine.gap, 9.9997059030247995038e-13, 0, 1e-14);
}

/* What an order leaves is O(1/l), and not less: the remainders over 1/l approach one number. */
Test(ntk, asymptotes)
{
    static const double deltas[] = {1, 0.5, 0.2};
    for (size_t i = 0; i < 3; i++) {
        double remainder[2], gap[2];
        static const size_t depths[2] = {100000, 1000000};
        for (size_t at = 0; at < 2; at++) {
            const rmt_tangent_pair pair = at_depth(deltas[i], 0.3, depths[at]);
            const double depth = (double)depths[at];
            remainder[at] = (pair.kernel / depth - rmt_tangent_ratio_asymptote(depth, 1)) * depth;
            gap[at] = (pair.cosine.gap / rmt_tangent_gap_asymptote(deltas[i], depth, 1) - 1) * depth;
            near(pair.kernel / depth, rmt_tangent_ratio_asymptote(depth, 0), 10 * log(depth) / depth, 0);
            near(rmt_tangent_condition_of(&pair, 20), rmt_tangent_condition_asymptote(depth, 20, 1),
                 20 * 16 / 9. * fabs(remainder[at]) / depth * 1.01 + 1e-7, 0);
        }
        near(remainder[1], remainder[0], 0, 1e-2);
        near(gap[1], gap[0], 0, 1e-2);
        /* K_l's constant is that of the cosines: y = C/4 - 1/8, 1 - rho = leading (1 - (3 ln k + 2 C)/k). */
        near(remainder[1], -gap[1] / 8 - 0.125, 0.01, 0);
    }
}

/* Equicorrelated inputs of several norms, and any Gram matrix, entry by entry. */
Test(ntk, matrices)
{
    enum { N = 7, D = 5, DEPTH = 6 };
    double gram[N * N], kernel[N * N], condition;
    hodo_error error = {0};
    for (size_t i = 0; i < N * N; i++) {
        gram[i] = i % (N + 1) == 0 ? 1 : 0.2;
    }
    rmt_tangent_limit *limit = rmt_tangent_limit_alloc(0.5, gram, N, &error);
    cr_assert(limit != NULL, "%s", error.message);
    for (size_t l = 1; l < DEPTH; l++) {
        rmt_tangent_limit_step(limit);
    }
    const rmt_tangent_pair pair = at_depth(0.5, 0.2, DEPTH);
    cr_assert(rmt_tangent_limit_condition(limit, &condition, &error) == HODO_OK, "%s", error.message);
    near(condition, rmt_tangent_condition_of(&pair, N), 0, 1e-12);
    cr_assert(rmt_tangent_limit_depth(limit) == DEPTH);
    rmt_tangent_limit_free(limit);

    double x[N * D];
    const hodo_stream stream = hodo_stream_open(1, "tests/rmt/ntk", 0);
    hodo_random_normal_double(&stream, 0, 0, N * D, 1.0, x);
    for (size_t i = 0; i < N * N; i++) {
        gram[i] = 0;
        for (size_t k = 0; k < D; k++) {
            gram[i] += x[i / N * D + k] * x[i % N * D + k];
        }
    }
    limit = rmt_tangent_limit_alloc(0.8, gram, N, &error);
    cr_assert(limit != NULL, "%s", error.message);
    for (size_t l = 1; l < DEPTH; l++) {
        rmt_tangent_limit_step(limit);
    }
    rmt_tangent_limit_kernel(limit, kernel);
    rmt_tangent_limit_free(limit);
    for (size_t i = 0; i < N * N; i++) {
        const double norms = sqrt(gram[i / N * (N + 1)] * gram[i % N * (N + 1)]);
        near(kernel[i], norms * at_depth(0.8, gram[i] / norms, DEPTH).kernel, 1e-12, 1e-10);
    }
}

/* q: half of phi'^4 on either half line, over (a^2 + b^2)^2. */
static double fourth(double a, double b) { return (pow(a + b, 4) + pow(a - b, 4)) / 2 / pow(a * a + b * b, 2); }

/* E K^2 of one input with layers independent: sum over two terms of the product of their layers' moments. */
static double second_moment(double a, double b, const double *widths, int depth)
{
    const double q =
        fourth(a, b); /* E phi^4 = 3 q, E phi'^4 w^4 = 3 q, E phi^2 phi'^2 w^2 = q, over sigma^-4 */
    double sum = 0;
    for (int k = 1; k <= depth; k++) {
        for (int other = 1; other <= depth; other++) {
            const int low = k < other ? k : other, high = k < other ? other : k;
            double product = 1;
            for (int j = 1; j < depth; j++) {
                const double moment = j < low || j >= high ? 3 * q : q;
                product *= 1 + (moment - 1) / widths[j - 1];
            }
            sum += product;
        }
    }
    return sum;
}

/* The first order of that, from a difference in the inverse widths. */
Test(ntk, variance_of_the_diagonal)
{
    for (size_t shape = 0; shape < SHAPES; shape++) {
        for (int depth = 1; depth <= 9; depth += 4) {
            double widths[9], wide[9];
            for (int j = 0; j < 9; j++) {
                widths[j] = 7.0 * (j + 1) * (j + 1);
                wide[j] = 1e6 * widths[j];
            }
            const double excess =
                second_moment(shapes[shape].a, shapes[shape].b, wide, depth) / depth / depth - 1;
            near(1e6 * excess, rmt_tangent_diagonal_variance(delta_of(shape), widths, (size_t)depth), 2e-9,
                 1e-4);
        }
    }
    near(fourth(0.5, 0.5), 1 + 4 * 0.5 * 0.5, 1e-15, 0);
}

Test(ntk, refuses)
{
    hodo_error error = {0};
    static const double good[] = {1, 0, 0, 1}, long_product[] = {1, 2, 2, 1}, zero[] = {1, 0, 0, 0},
                        nan_entry[] = {1, 0, NAN, 1};
    cr_assert(rmt_tangent_limit_alloc(1.5, good, 2, &error) == NULL && error.status == HODO_INVALID);
    cr_assert(rmt_tangent_limit_alloc(NAN, good, 2, &error) == NULL && error.status == HODO_INVALID);
    cr_assert(rmt_tangent_limit_alloc(1, good, 0, &error) == NULL && error.status == HODO_INVALID);
    cr_assert(rmt_tangent_limit_alloc(1, long_product, 2, &error) == NULL && error.status == HODO_INVALID);
    cr_assert(rmt_tangent_limit_alloc(1, zero, 2, &error) == NULL && error.status == HODO_INVALID);
    cr_assert(rmt_tangent_limit_alloc(1, nan_entry, 2, &error) == NULL && error.status == HODO_INVALID);
    /* one input twice: a kernel of rank one */
    static const double twice[] = {1, 1, 1, 1};
    double condition;
    rmt_tangent_limit *limit = rmt_tangent_limit_alloc(1, twice, 2, &error);
    cr_assert(rmt_tangent_limit_condition(limit, &condition, &error) == HODO_OK && isinf(condition));
    rmt_tangent_limit_free(limit);
    rmt_tangent_limit_free(NULL);
}
