#include "net/zoo.h"
#include "probe/angle.h"

/* The angle against the backward-to-feature kernel itself. A forward pass written here, with plain
 * loops, is displaced weight by weight: that gives the Jacobians J_k = d f_v/d W_k, b_v by displacing
 * f_v, K_v = sum rate_k J_k J_k^T, and f_v' = -K_v b_v, with nothing of the library but its weights. */

enum { D = 3, M = 8, L = 6 };

/* Central differences with h = 1e-6 of a map that is piecewise multilinear: only rounding, 1e-10. */
static const double h = 1e-6, tolerance = 1e-7;

typedef struct plain_net {
    double w[L][M * M]; /* W_1 (m, d), V_2 .. V_{L-1} (m, m), W_L (1, m) */
    double branch, x[D], y;
} plain_net;

/* Features f_from+1 .. f_upto of the network, given f_from in f. */
static void plain_forward(const plain_net *net, int from, int upto, double f[M])
{
    for (int l = from + 1; l <= upto; l++) {
        double next[M] = {0};
        for (int i = 0; i < M; i++) {
            if (l == 1) {
                for (int c = 0; c < D; c++) {
                    next[i] += net->w[0][i * D + c] * net->x[c];
                }
                continue;
            }
            double sum = 0.0;
            for (int c = 0; c < M; c++) {
                sum += net->w[l - 1][i * M + c] * (f[c] > 0.0 ? f[c] : 0.0);
            }
            next[i] = sqrt(1.0 - net->branch * net->branch) * f[i] + net->branch * sum;
        }
        for (int i = 0; i < M; i++) {
            f[i] = next[i];
        }
    }
}

static double plain_loss(const plain_net *net, int v, const double feature[M])
{
    double f[M], output = 0.0;
    for (int i = 0; i < M; i++) {
        f[i] = feature[i];
    }
    plain_forward(net, v, L - 1, f);
    for (int i = 0; i < M; i++) {
        output += net->w[L - 1][i] * f[i];
    }
    return 0.5 * (output - net->y) * (output - net->y);
}

static double kernel_cosine(plain_net *net, int v)
{
    double f[M] = {0}, b[M], velocity[M] = {0};
    plain_forward(net, 0, v, f);
    for (int i = 0; i < M; i++) {
        const double kept = f[i];
        f[i] = kept + h;
        const double above = plain_loss(net, v, f);
        f[i] = kept - h;
        b[i] = (above - plain_loss(net, v, f)) / (2.0 * h);
        f[i] = kept;
    }
    for (int l = 2; l <= v; l++) {
        double jacobian[M][M * M], product[M * M] = {0}, norm = 0.0;
        for (int e = 0; e < M * M; e++) {
            double up[M] = {0}, down[M] = {0};
            const double kept = net->w[l - 1][e];
            net->w[l - 1][e] = kept + h;
            plain_forward(net, 0, v, up);
            net->w[l - 1][e] = kept - h;
            plain_forward(net, 0, v, down);
            net->w[l - 1][e] = kept;
            for (int i = 0; i < M; i++) {
                jacobian[i][e] = (up[i] - down[i]) / (2.0 * h);
                product[e] += jacobian[i][e] * b[i]; /* the gradient, J^T b */
            }
            norm += product[e] * product[e];
        }
        for (int i = 0; i < M; i++) {
            for (int e = 0; e < M * M; e++) {
                velocity[i] -= jacobian[i][e] * product[e] / norm; /* balanced: rate 1/||grad||^2 */
            }
        }
    }
    double dot = 0.0, bb = 0.0, vv = 0.0;
    for (int i = 0; i < M; i++) {
        dot -= velocity[i] * b[i];
        bb += b[i] * b[i];
        vv += velocity[i] * velocity[i];
    }
    return dot / sqrt(bb * vv);
}

Test(kernel, angle_of_towers)
{
    static const double branches[] = {0.3, 0.7, 1.0};
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_tower tower = {
        .inputs = D, .width = M, .depth = L, .members = 3, .branch_scale = branches, .output_deviation = 0.5};
    hodo_architecture architecture;
    hodo_network network;
    hodo_error error = {0};
    ok(hodo_tower_architecture(arena, &tower, &architecture, &error), error);
    ok(hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, &error), error);
    hodo_speeds *speeds = hodo_speeds_take(arena, &network, 1, HODO_FIRST_ORDER, &error);
    for (uint64_t cell = 0; cell < 5; cell++) {
        const hodo_stream stream = hodo_stream_open(21, "tests/probe/kernel", cell);
        const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, 1, D, &stream, 1000);
        const hodo_matrix y = zoo_normal(arena, HODO_DOUBLE, 1, 1, &stream, 1001);
        ok(hodo_speeds_measure(speeds, x, y, (hodo_loss){&hodo_loss_square, 0}, (hodo_flow){0}, &stream,
                               &error),
           error);
        plain_net net = {.y = hodo_matrix_get(y, 0, 0)};
        for (int l = 0; l < L; l++) {
            const hodo_matrix w = network.weights[l];
            for (size_t e = 0; e < w.rows * w.columns; e++) {
                net.w[l][e] = ((const double *)w.data)[e];
            }
        }
        for (int c = 0; c < D; c++) {
            net.x[c] = hodo_matrix_get(x, 0, (size_t)c);
        }
        for (size_t j = 0; j < 3; j++) {
            net.branch = branches[j];
            for (int v = 2; v < L; v++) {
                near(hodo_speeds_at(speeds, j, (size_t)v)->cosine, kernel_cosine(&net, v), tolerance, 0);
            }
        }
    }
    hodo_arena_free(arena);
}

/* E[1/cos^2] of the ReLU MLP at finite width: known to be 3.126 for m = 30, L = 6
 * from its recursion. 4000 draws; the standard error comes from the draws themselves, and 4.5 of them
 * false-alarm once in 1.5 10^5. Power: the infinite-width value, 2.75, is more than 10 of them away. */
Test(kernel, finite_width_mean)
{
    enum { DRAWS = 4000 };
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_tower tower = {.inputs = 10, .width = 30, .depth = 6};
    hodo_architecture architecture;
    hodo_network network;
    hodo_error error = {0};
    ok(hodo_tower_architecture(arena, &tower, &architecture, &error), error);
    ok(hodo_network_take(arena, &architecture, HODO_FLOAT, &network, &error), error);
    hodo_speeds *speeds = hodo_speeds_take(arena, &network, 1, HODO_FIRST_ORDER, &error);
    const hodo_matrix y = hodo_matrix_take(arena, HODO_FLOAT, 1, 1, &error);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_FLOAT, 1, 10, &error);
    hodo_matrix_set(y, 0, 0, 1.0);
    double sum = 0.0, squares = 0.0;
    for (uint64_t cell = 0; cell < DRAWS; cell++) {
        const hodo_stream stream = hodo_stream_open(22, "tests/probe/finite", cell);
        hodo_random_normal_float(&stream, 1000, 0, 10, 1.0f, x.data);
        ok(hodo_speeds_measure(speeds, x, y, (hodo_loss){&hodo_loss_square, 0}, (hodo_flow){0}, &stream,
                               &error),
           error);
        const double cosine = hodo_speeds_at(speeds, 0, 5)->cosine, each = 1.0 / (cosine * cosine);
        sum += each;
        squares += each * each;
    }
    const double mean = sum / DRAWS, error_of_mean = sqrt((squares / DRAWS - mean * mean) / DRAWS);
    near(mean, 3.126, 4.5 * error_of_mean, 0);
    cr_assert(fabs(mean - 2.75) > 10.0 * error_of_mean, "mean %g, standard error %g", mean, error_of_mean);
    hodo_arena_free(arena);
}
