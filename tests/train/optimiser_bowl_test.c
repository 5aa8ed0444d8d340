#include "linear_network.h"
#include "net/loss.h"

/* A quadratic bowl: f = W x on the batch x = diag(d), targets y, so that with E = W - W* the gradient is
 * G_ij = lambda_j E_ij, lambda_j = d_j^2/n, and what an optimiser does is known in closed form. */

enum { N = 6, OUTPUTS = 5 };

static const double curvature[N] = {0.2, 0.35, 0.5, 0.7, 0.85, 1.0};

typedef struct bowl {
    hodo_arena *arena;
    hodo_architecture architecture;
    hodo_network network;
    hodo_pass *pass;
    hodo_optimiser *optimiser;
    hodo_matrix x, y, slope;
    double start[OUTPUTS * N], error[OUTPUTS * N]; /* E at the start and now */
} bowl;

static void look(bowl *b)
{
    for (size_t e = 0; e < OUTPUTS * N; e++) {
        b->error[e] = hodo_matrix_get(b->network.weights[0], e / N, e % N) -
                      hodo_matrix_get(b->y, e % N, e / N) / hodo_matrix_get(b->x, e % N, e % N);
    }
}

static void start(bowl *b, const char *name, double momentum, int nesterov)
{
    const hodo_layer layer = hodo_feature(hodo_layer_dense(N, OUTPUTS, 1.0, true));
    const hodo_stream stream = hodo_stream_open(5, "tests/train/bowl", 0);
    hodo_error error = {0};
    b->arena = hodo_arena_alloc();
    fine(hodo_architecture_make(b->arena, N, 1, &layer, 1, &b->architecture, &error), error);
    fine(hodo_network_take(b->arena, &b->architecture, HODO_DOUBLE, &b->network, &error), error);
    fine(hodo_network_draw(&b->network, &stream, &error), error);
    b->pass = hodo_pass_take(b->arena, &b->network, N, HODO_FIRST_ORDER, &error);
    b->x = hodo_matrix_take(b->arena, HODO_DOUBLE, N, N, &error);
    b->y = hodo_matrix_take(b->arena, HODO_DOUBLE, N, OUTPUTS, &error);
    b->slope = hodo_matrix_take(b->arena, HODO_DOUBLE, N, OUTPUTS, &error);
    hodo_random_normal_double(&stream, 9, 0, N * OUTPUTS, 1.0, b->y.data);
    hodo_matrix_zero(b->x);
    for (size_t j = 0; j < N; j++) {
        hodo_matrix_set(b->x, j, j, sqrt(N * curvature[j]));
    }
    hodo_optimiser_settings settings = hodo_optimiser_find(name, &error);
    cr_assert_not_null(settings.kind);
    settings.momentum = momentum;
    settings.nesterov = nesterov;
    b->optimiser = hodo_optimiser_take(b->arena, &settings, &b->network, &error);
    cr_assert_not_null(b->optimiser, "%s", error.message);
    look(b);
    for (size_t e = 0; e < OUTPUTS * N; e++) {
        b->start[e] = b->error[e];
    }
}

static void run(bowl *b, int steps, double first, double last)
{
    const hodo_loss square = {&hodo_loss_square, 0};
    hodo_error error = {0};
    for (int t = 0; t < steps; t++) {
        const double rate = steps > 1 ? first + (last - first) * t / (steps - 1) : first;
        fine(hodo_pass_forward(b->pass, b->x, NULL, &error), error);
        fine(hodo_loss_gradient(square, 1, hodo_pass_output(b->pass), b->y, b->slope, &error), error);
        fine(hodo_pass_backward(b->pass, b->slope, &error), error);
        fine(hodo_optimiser_step(b->optimiser, b->pass, &rate, &error), error);
    }
    look(b);
}

static double largest(const double *e)
{
    double worst = 0;
    for (size_t i = 0; i < OUTPUTS * N; i++) {
        worst = fabs(e[i]) <= worst ? worst : fabs(e[i]);
    }
    return worst;
}

/* E_t = (1 - r lambda)^t E_0. */
Test(bowl, sgd_contracts)
{
    enum { STEPS = 25 };
    bowl b;
    start(&b, "sgd", -1, -1);
    run(&b, STEPS, 0.6, 0.6);
    for (size_t e = 0; e < OUTPUTS * N; e++) {
        near(b.error[e], pow(1 - 0.6 * curvature[e % N], STEPS) * b.start[e], 1e-14, 1e-12);
    }
    hodo_arena_free(b.arena);
}

/* Heavy ball: E_t = mu^(t/2) (cos(t w) + c sin(t w)) E_0 where 2 sqrt(mu) cos w = 1 + mu - r lambda, and
 * E_1 = (1 - r lambda) E_0; Nesterov the same with r lambda in the first term and mu (1 - r lambda) for mu. */
Test(bowl, momentum_oscillates_and_decays)
{
    enum { STEPS = 40 };
    const double mu = 0.9, rate = 0.8;
    for (int nesterov = 0; nesterov <= 1; nesterov++) {
        bowl b;
        start(&b, "momentum", mu, nesterov);
        run(&b, STEPS, rate, rate);
        for (size_t e = 0; e < OUTPUTS * N; e++) {
            const double a = rate * curvature[e % N];
            const double trace = nesterov ? (1 + mu) * (1 - a) : 1 + mu - a;
            const double decay = nesterov ? mu * (1 - a) : mu; /* of E_(t+1) = trace E_t - decay E_(t-1) */
            const double root = sqrt(decay), w = acos(trace / (2 * root));
            const double first = nesterov ? 1 - a * (1 + mu) : 1 - a;
            const double c = (first / root - cos(w)) / sin(w);
            near(b.error[e], pow(root, STEPS) * (cos(STEPS * w) + c * sin(STEPS * w)) * b.start[e], 1e-12, 0);
        }
        hodo_arena_free(b.arena);
    }
}

/* |E_(t+1)| = ||E_t| - r_t|: once below its rate it stays there while rates fall by less than themselves. */
Test(bowl, sign_sgd_ends_within_its_last_rate)
{
    bowl b;
    start(&b, "sign-sgd", 0, -1);
    run(&b, 400, 0.05, 2e-4);
    near(largest(b.error), 0, 2e-4 * (1 + 1e-9), 0);
    cr_assert(!(largest(b.start) < 1), "the start is far away");
    hodo_arena_free(b.arena);
}

/* Entries of Adam's step and singular values of Muon's are of order 1: each ends within a few dozen of its last
 * rates of the minimum, over which its means are taken. A step of the wrong sign or scale ends 1e3 times as
 * far. */
Test(bowl, adam_and_muon_arrive)
{
    static const char names[][8] = {"adam", "muon"};
    for (size_t i = 0; i < 2; i++) {
        bowl b;
        start(&b, names[i], -1, -1);
        run(&b, 2000, 0.05, 1e-5);
        cr_log_info("%s: %.3g", names[i], largest(b.error));
        near(largest(b.error), 0, 1e-3, 0);
        hodo_arena_free(b.arena);
    }
}
