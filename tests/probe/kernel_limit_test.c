#include "net/zoo.h"
#include "probe/tangent_kernel.h"

/* The tangent kernel of wide (a,b)-ReLU networks at the edge of chaos in the NTK parametrization against its
 * limit (arXiv 2502.13110): h_1 = W_1 x, h_k = sigma m^-1/2 W_k phi(h_(k-1)), all W ~ N(0,1), one output,
 *
 *     K(x,x') = |x| |x'| sum_(k=1)^l rho_k prod_(k'=k)^(l-1) R'(rho_k'),     rho_(k+1) = R(rho_k),
 *     R(r) = r + Delta (2/pi) (sqrt(1 - r^2) - r arccos r),  R'(r) = 1 - Delta (2/pi) arccos r. */

enum { D = 4, WIDTH = 500, DEPTH = 5, DRAWS = 100 };

/* Student's quantile of DRAWS - 1 degrees of freedom at 1e-4/6: six comparisons false-alarm once in 10^4. */
static const double quantile = 4.53;

/* The mean at finite width may be off by O(depth/width); 1500 draws see -0.005 to 0.003, each +-
 * 0.003 to 0.005.
 */
static const double finite_width = (double)DEPTH / WIDTH;

static double limit(double delta, double rho)
{
    const double share = delta * 2.0 / acos(-1.0);
    double kernel = 0.0;
    for (int k = 1; k <= DEPTH; k++) {
        kernel = kernel * (k > 1 ? 1.0 - share * acos(rho) : 1.0); /* R'(rho_(k-1)) on all terms before */
        rho = k > 1 ? rho + share * (sqrt(1.0 - rho * rho) - rho * acos(rho)) : rho;
        kernel += rho;
    }
    return kernel;
}

/* The formula itself at the check values of the reconstruction: K_off/l at rho_1 = 0. */
Test(kernel_limit, check_values)
{
    near(limit(1.0, 0.0) / DEPTH, 0.3556, 5e-5, 0);
    near(limit(0.5, 0.0) / DEPTH, 0.2861, 5e-5, 0);
    near(limit(0.5, 1.0), DEPTH, 1e-12, 0);
}

/* x_1 = e_1, x_2 = 2 (e_1 + e_2)/sqrt 2 ... rho = 0.6 and 0, norms 1, 2, 1. */
static hodo_matrix inputs(hodo_arena *arena)
{
    const hodo_matrix x = hodo_matrix_take(arena, HODO_FLOAT, 3, D, NULL);
    hodo_matrix_zero(x);
    hodo_matrix_set(x, 0, 0, 1.0);
    hodo_matrix_set(x, 1, 0, 1.2);
    hodo_matrix_set(x, 1, 1, 1.6);
    hodo_matrix_set(x, 2, 2, 1.0);
    return x;
}

static void compare(double a, double b, uint64_t cell)
{
    static const struct {
        size_t i, j;
        double rho, norms;
    } pairs[] = {{0, 0, 1.0, 1.0}, {0, 1, 0.6, 2.0}, {0, 2, 0.0, 1.0}};
    const double sigma = 1.0 / sqrt(a * a + b * b), delta = b * b / (a * a + b * b);
    const hodo_nonlinearity phi = {hodo_activation_find("abrelu", NULL), a, b};
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_architecture made;
    hodo_network network;
    hodo_layer layers[2 * DEPTH];
    size_t count = 0;
    layers[count++] = hodo_layer_dense(D, WIDTH, 1.0, true);
    for (size_t k = 2; k <= DEPTH; k++) {
        layers[count++] = hodo_layer_activation(phi);
        layers[count++] = hodo_multiplied(sigma / sqrt(WIDTH),
                                          hodo_layer_dense(WIDTH, k < DEPTH ? WIDTH : 1, 1.0, true));
    }
    layers[count - 1] = hodo_feature(layers[count - 1]);
    ok(hodo_architecture_make(arena, D, 1, layers, count, &made, &error), error);
    ok(hodo_network_take(arena, &made, HODO_FLOAT, &network, &error), error);
    hodo_tangent_kernel *work = hodo_tangent_kernel_take(arena, &network, HODO_KERNEL_FULL,
                                                         HODO_KERNEL_BY_GRAMS, 0, 3, &error);
    const hodo_matrix x = inputs(arena), none = {.data = NULL};
    const hodo_matrix kernel = hodo_matrix_take(arena, HODO_DOUBLE, 3, 3, &error);
    double sum[3] = {0}, squares[3] = {0};
    for (uint64_t draw = 0; draw < DRAWS; draw++) {
        const hodo_stream stream = hodo_stream_open(74, "tests/probe/kernel-limit", cell + draw);
        ok(hodo_network_draw(&network, &stream, &error), error);
        ok(hodo_tangent_kernel_measure(work, x, none, NULL, kernel, &error), error);
        for (size_t p = 0; p < 3; p++) {
            const double each = hodo_matrix_get(kernel, pairs[p].i, pairs[p].j) / pairs[p].norms;
            sum[p] += each;
            squares[p] += each * each;
        }
    }
    for (size_t p = 0; p < 3; p++) {
        const double mean = sum[p] / DRAWS, want = limit(delta, pairs[p].rho);
        const double deviation = sqrt((squares[p] / DRAWS - mean * mean) / (DRAWS - 1));
        near(mean, want, quantile * deviation, finite_width);
        /* power: the Delta of the other activation, off the diagonal, and a kernel without its first layer */
        const double other = limit(1.5 - delta, pairs[p].rho);
        cr_assert(p == 0 || fabs(mean - other) > quantile * deviation + finite_width * other,
                  "%g is also near %g, of the other Delta: deviation %g", mean, other, deviation);
    }
    near(hodo_matrix_get(kernel, 1, 1) / 4.0, (double)DEPTH, 0, 0.5); /* |x|^2 = 4 */
    hodo_arena_free(arena);
}

Test(kernel_limit, abs)
{
    compare(0.0, 1.0, 0);
}

Test(kernel_limit, relu)
{
    compare(0.5, 0.5, 1000);
}
