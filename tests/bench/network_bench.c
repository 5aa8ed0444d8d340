/* Whole trials of the feature-speed experiments: draw, forward, backward, tangent, and the one call that does
 * all of it; and the time a network against its floors. Best of several rounds, one thread. Arguments: none, or
 * `large` for m = L = 500 and 20 members too. */
#include "net/tower.h"
#include "probe/angle.h"

#include "floor.h"

#include <math.h>
#include <string.h>

typedef struct trial {
    hodo_architecture architecture;
    hodo_network network;
    hodo_speeds *speeds;
    hodo_matrix x, y;
    hodo_stream stream;
    hodo_error error;
} trial;

static void draw(trial *t)
{
    if (hodo_network_draw(&t->network, &t->stream, &t->error) != HODO_OK) {
        fail(&t->error);
    }
}

static void forward(trial *t)
{
    if (hodo_pass_forward(t->speeds->pass, t->x, NULL, &t->error) != HODO_OK) {
        fail(&t->error);
    }
}

static void drawing_forward(trial *t)
{
    if (hodo_pass_forward(t->speeds->pass, t->x, &t->stream, &t->error) != HODO_OK) {
        fail(&t->error);
    }
}

static void backward(trial *t)
{
    if (hodo_pass_backward(t->speeds->pass, t->speeds->output_gradient, &t->error) != HODO_OK) {
        fail(&t->error);
    }
}

static void tangent(trial *t)
{
    if (hodo_pass_tangent(t->speeds->pass, (hodo_direction){.rates = t->speeds->rates}, &t->error) != HODO_OK) {
        fail(&t->error);
    }
}

static void measure(trial *t)
{
    if (hodo_speeds_measure(t->speeds, t->x, t->y, (hodo_loss){&hodo_loss_square, 0}, (hodo_flow){0},
                            &t->stream, &t->error) != HODO_OK) {
        fail(&t->error);
    }
}

static void bench_trial(hodo_arena *arena, size_t m, size_t depth, size_t members, int rounds)
{
    static const struct {
        const char *name;
        void (*run)(trial *t);
    } steps[] = {{"measure (all of it)", measure},    {"draw", draw},         {"forward", forward},
                 {"draw + forward", drawing_forward}, {"backward", backward}, {"tangent", tangent}};
    enum { STEPS = sizeof steps / sizeof steps[0], PASSES = 3 };
    double branch[32], best_of[STEPS];
    for (size_t j = 0; j < members; j++) {
        branch[j] = (double)(j + 1) / (double)members;
    }
    const hodo_tower tower = {
        .inputs = 10, .width = m, .depth = depth, .members = members, .branch_scale = branch};
    trial t = {.stream = hodo_stream_open(1, "tests/bench/pass", 0)};
    if (hodo_tower_architecture(arena, &tower, &t.architecture, &t.error) != HODO_OK ||
        hodo_network_take(arena, &t.architecture, HODO_FLOAT, &t.network, &t.error) != HODO_OK) {
        fail(&t.error);
    }
    t.speeds = hodo_speeds_take(arena, &t.network, 1, HODO_FIRST_ORDER, &t.error);
    t.x = hodo_matrix_take(arena, HODO_FLOAT, 1, 10, &t.error);
    t.y = hodo_matrix_take(arena, HODO_FLOAT, 1, 1, &t.error);
    if (t.speeds == NULL || t.x.data == NULL || t.y.data == NULL) {
        fail(&t.error);
    }
    hodo_random_normal_float(&t.stream, 1000, 0, 10, 0.3f, t.x.data);
    hodo_matrix_set(t.y, 0, 0, 1.0);
    printf("trial m = %zu, L = %zu, %zu members, %.1f million weights, %.0f MiB\n", m, depth, members,
           1e-6 * (double)hodo_architecture_weights(&t.architecture), (double)hodo_arena_held(arena) / 0x1p20);
    for (size_t each = 0; each < STEPS; each++) {
        double best = INFINITY;
        for (int round = 0; round < rounds; round++) {
            const double start = seconds();
            steps[each].run(&t);
            best = fmin(best, seconds() - start);
        }
        best_of[each] = best;
        printf("  %-20s %8.2f ms\n", steps[each].name, best * 1e3);
    }
    /* The two floors of a network: drawing its normals, and reading them from memory as often as passes need.
     * The members of a family share both. */
    double reading = INFINITY;
    for (int round = 0; round < rounds; round++) {
        volatile double sink = 0.0;
        const double start = seconds();
        for (size_t k = 0; k < t.architecture.weight_count; k++) {
            sink += read_once(t.network.weights[k]);
        }
        (void)sink;
        reading = fmin(reading, seconds() - start);
    }
    const double drawing = best_of[1], floors = drawing + PASSES * reading;
    printf("  a network %.2f ms; floors: its normals %.2f ms, reading them %d times %.2f ms; ratio %.2f\n",
           best_of[0] * 1e3 / (double)members, drawing * 1e3 / (double)members, PASSES,
           PASSES * reading * 1e3 / (double)members, best_of[0] / floors);
    hodo_arena_reset(arena);
}

int main(int count, char **arguments)
{
    hodo_arena *arena = start_alone();
    bench_trial(arena, 200, 200, 5, 9);
    bench_trial(arena, 200, 200, 1, 9);
    if (count > 1 && strcmp(arguments[1], "large") == 0) {
        bench_trial(arena, 500, 500, 20, 2);
    }
    hodo_arena_free(arena);
    return 0;
}
