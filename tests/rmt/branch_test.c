/* The law `jacobian-branch` against what does not know its curve: moments by series, the limit of depth, the derivative
 * of its distribution function. (Its own networks are compared with it in compare_test, a line of law_lines.h.) */
#include "near.h"
#include "rmt/law/law.h"
#include "rmt/opened_law.h"

#include <math.h>
#include <string.h>

enum { ORDER = 6, TERMS = ORDER + 1 };

/* Series in one variable, coefficients 0 .. ORDER. */
static void multiply(const double *a, const double *b, double *product)
{
    double sum[TERMS] = {0};
    for (int i = 0; i < TERMS; i++) {
        for (int j = 0; i + j < TERMS; j++) {
            sum[i + j] += a[i] * b[j];
        }
    }
    memcpy(product, sum, sizeof sum);
}

static void power(const double *a, int n, double *result)
{
    double all[TERMS] = {1};
    for (int i = 0; i < n; i++) {
        multiply(all, a, all);
    }
    memcpy(result, all, sizeof all);
}

static void invert(const double *a, double *inverse) /* 1/a, a[0] != 0 */
{
    double b[TERMS] = {1 / a[0]};
    for (int k = 1; k < TERMS; k++) {
        for (int j = 1; j <= k; j++) {
            b[k] -= a[j] * b[k - j] / a[0];
        }
    }
    memcpy(inverse, b, sizeof b);
}

/* Moments of L layers by Lagrange's inversion, twice: z(psi) from psi(z) = f_a + f_R, whose coefficients are Catalan
 * numbers (free cumulants of a Bernoulli law) and beta^(2k) E[d^k]; then psi(u) from u = (psi/(1 + psi)) S(psi)^L. */
static void moments_by_series(double c, int depth, const double *derivative_moment, double *moment)
{
    const double square = c * c / depth, skip = 1 - square;
    double catalan = 1, layer[TERMS] = {0}, over[TERMS], place[TERMS] = {0}, whole[TERMS] = {1, 1};
    for (int k = 1; k <= ORDER; k++) { /* layer[k - 1]: psi(z)/z */
        layer[k - 1] = (k % 2 ? 1 : -1) * catalan * pow(skip, k) + pow(square, k) * derivative_moment[k - 1];
        catalan *= 2.0 * (2 * k - 1) / (k + 1);
    }
    invert(layer, over);
    for (int k = 1; k <= ORDER; k++) { /* place[k - 1]: z/psi */
        double raised[TERMS];
        power(over, k, raised);
        place[k - 1] = raised[k - 1] / k;
    }
    double factor[TERMS];
    invert(place, factor);
    multiply(factor, whole, factor); /* psi (1 + psi)/z */
    power(factor, depth, factor);
    multiply(factor, whole, factor); /* psi/u */
    for (int k = 1; k <= ORDER; k++) {
        double raised[TERMS];
        power(factor, k, raised);
        moment[k - 1] = raised[k - 1] / k;
    }
}

#define QUADRATURE 1e-9 /* relative, of a density with a hard edge of exponent 1/(L + 1) - 1 */

Test(branch, moments_by_series)
{
    static const struct {
        double scale;
        int depth;
        const char *activation;
    } cases[] = {{1, 3, "relu"}, {1.2, 2, "relu"}, {0.3, 2, "relu"}, {2, 9, "relu"}, {1.5, 4, "linear"}, {1, 2, "abs"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double derivative[ORDER], want[ORDER], got[ORDER];
        for (int k = 0; k < ORDER; k++) {
            derivative[k] = strcmp(cases[i].activation, "relu") == 0 ? pow(2, k) : 1; /* E d^(k+1), d = 2 or 0 */
        }
        moments_by_series(cases[i].scale, cases[i].depth, derivative, want);
        rmt_law *law;
        cr_assert_eq(rmt_law_open(&law, NULL, "jacobian-branch --scale=%g --depth=%d --activation=%s", cases[i].scale,
                                  cases[i].depth, cases[i].activation), HODO_OK);
        cr_assert_eq(rmt_law_moments(law, ORDER, got, NULL), HODO_OK);
        for (int k = 0; k < ORDER; k++) {
            near(got[k], want[k], 0, QUADRATURE);
        }
        const double c = cases[i].scale, excess = derivative[1] - 1;
        near(got[0], 1, 0, QUADRATURE);
        near(got[1], 1 + 2 * c * c + excess * pow(c, 4) / cases[i].depth, 0, QUADRATURE);
        rmt_law_close(law);
    }
}

/* Universality: whatever phi, the distance to the limit of depth falls as c^4/L; and the test sees the distance. */
Test(branch, limit_of_depth)
{
    rmt_law *limit = open_law("jacobian-resnet --scale=1");
    for (int depth = 10; depth <= 10000; depth *= 10) {
        rmt_law *relu, *linear;
        cr_assert_eq(rmt_law_open(&relu, NULL, "jacobian-branch --scale=1 --depth=%d", depth), HODO_OK);
        cr_assert_eq(rmt_law_open(&linear, NULL, "jacobian-branch --scale=1 --depth=%d --activation=linear", depth),
                     HODO_OK);
        double farthest = 0;
        for (double x = 0.02; x < 7.5; x *= 1.3) {
            farthest = fmax(farthest, fabs(cumulative_at(relu, x) - cumulative_at(limit, x)));
            near(cumulative_at(linear, x), cumulative_at(limit, x), 1.0 / depth, 0);
        }
        cr_assert(farthest < 0.5 / depth && farthest > 0.01 / depth, "depth %d: distance %g", depth, farthest);
        rmt_law_close(relu);
        rmt_law_close(linear);
    }
    rmt_law_close(limit);
}

/* F from the potential, rho from psi: two formulas. */
Test(branch, distribution_is_the_integral_of_the_density)
{
    static const char *const lines[] = {"jacobian-branch --scale=1 --depth=3", "jacobian-branch --scale=1.2 --depth=2",
                                        "jacobian-branch --scale=2 --depth=50 --activation=linear"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        rmt_law *law = open_law(lines[i]);
        for (double x = 0.01; x < 0.99 * law->intervals[0].upper; x *= 1.7) {
            const double step = 1e-4 * x;
            const double slope = (cumulative_at(law, x + step) - cumulative_at(law, x - step)) / (2 * step);
            near(slope, density_at(law, x), 0, 1e-5); /* step^2/x^2 times curvature */
        }
        rmt_law_close(law);
    }
}

/* x^(1/(L + 1) - 1) at 0 where a branch outweighs the skip, x^(2/(L + 2) - 1) where they balance: far down, for the one
 * shows late beside the other. */
Test(branch, hard_edge)
{
    static const struct {
        const char *line;
        double exponent;
    } cases[] = {{"jacobian-branch --scale=1.5 --depth=4 --activation=linear", 1.0 / 5 - 1},
                 {"jacobian-branch --scale=1.2 --depth=2", 1.0 / 3 - 1},
                 {"jacobian-branch --scale=1 --depth=2", 1.0 / 2 - 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rmt_law *law = open_law(cases[i].line);
        near(law->intervals[0].lower_exponent, cases[i].exponent, 1e-15, 0);
        near(log(density_at(law, 4e-80) / density_at(law, 1e-80)) / log(4), cases[i].exponent, 1e-6, 0);
        rmt_law_close(law);
    }
}

Test(branch, refuses)
{
    static const char *const lines[] = {"jacobian-branch --scale=0 --depth=3", "jacobian-branch --scale=2 --depth=4",
                                        "jacobian-branch --scale=1 --depth=1",
                                        "jacobian-branch --scale=1 --depth=3 --activation=tanh"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        rmt_law *law = NULL;
        hodo_error error = {0};
        cr_assert_eq(rmt_law_open(&law, &error, "%s", lines[i]), HODO_INVALID);
        cr_assert(strlen(error.message) > 0);
    }
}
