/* A training step of the MLP of arXiv 2410.04642 (784 inputs, 3 weight matrices, 10 outputs, float, SGD, centred
 * output) against the products that it cannot do without, timed one by one with bare sgemm in the same run:
 *
 *     one cell      forward, frozen forward, backward down to the first layer's output, update: 11 products
 *     cohort        CELLS cells that share the frozen pass: 3 products a step and 8 a cell
 *     two workers   a cohort on each of two threads, steps a second together
 *
 * Prints steps a second a cell and the ratio (time of the products) / (time of the step): 1 is the floor, 0.85
 * the aim. `PYTORCH=r1,r2,r3` (steps a second of tests/bench/torch_step.py) adds the ratio of two workers to twice
 * PyTorch's. Best of several rounds.
 */
#include "base/pool.h"
#include "floor.h"
#include "train/cohort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 9, CELLS = 8, INPUTS = 784, OUTPUTS = 10, WORKERS = 2, SHAPES = 3 };

static const struct {
    size_t width, batch;
} shapes[SHAPES] = {{128, 256}, {256, 128}, {1000, 64}};

typedef struct scene {
    hodo_arena *arena;
    hodo_matrix x[2], y; /* batches that take turns: a frozen pass is not to be had again */
    size_t turn;
    hodo_cohort *cohort;
} scene;

static void make_architecture(hodo_arena *arena, size_t width, hodo_architecture *architecture)
{
    hodo_error error = {0};
    const hodo_nonlinearity relu = {hodo_activation_find("relu", &error), 0.0, 0.0};
    const double n = (double)width;
    const hodo_layer layers[] = {
        hodo_feature(hodo_multiplied(1.0 / sqrt(INPUTS), hodo_layer_dense(INPUTS, width, 1.0, true))),
        hodo_layer_activation(relu),
        hodo_feature(hodo_multiplied(1.0 / sqrt(n), hodo_layer_dense(width, width, 1.0, true))),
        hodo_layer_activation(relu),
        hodo_feature(hodo_multiplied(1.0 / n, hodo_layer_dense(width, OUTPUTS, 1.0, true))),
    };
    if (hodo_architecture_make(arena, INPUTS, 1, layers, sizeof layers / sizeof layers[0], architecture,
                               &error) != HODO_OK) {
        fail(&error);
    }
}

static scene make_scene(size_t width, size_t batch, size_t cells)
{
    hodo_error error = {0};
    scene made = {.arena = hodo_arena_alloc()};
    hodo_architecture *architecture = hodo_arena_take(made.arena, 1, sizeof *architecture, &error);
    if (architecture == NULL) {
        fail(&error);
    }
    make_architecture(made.arena, width, architecture);
    const hodo_stream stream = hodo_stream_open(1, "step_bench", 0);
    hodo_network initial;
    if (hodo_network_take(made.arena, architecture, HODO_FLOAT, &initial, &error) != HODO_OK ||
        hodo_network_draw(&initial, &stream, &error) != HODO_OK) {
        fail(&error);
    }
    made.y = hodo_matrix_take(made.arena, HODO_FLOAT, batch, OUTPUTS, &error);
    for (uint32_t i = 0; i < 2; i++) {
        made.x[i] = hodo_matrix_take(made.arena, HODO_FLOAT, batch, INPUTS, &error);
        if (made.x[i].data == NULL || made.y.data == NULL) {
            fail(&error);
        }
        hodo_random_normal_float(&stream, 100 + i, 0, batch * INPUTS, 1.0f, made.x[i].data);
    }
    hodo_matrix_zero(made.y);
    for (size_t s = 0; s < batch; s++) {
        hodo_matrix_set(made.y, s, s % OUTPUTS, 1.0);
    }
    static hodo_cell_setting settings[CELLS];
    for (size_t c = 0; c < CELLS; c++) {
        settings[c] =
            (hodo_cell_setting){.eta = 0.01 * (double)width * (1.0 + (double)c / CELLS), .gamma = 1.0};
    }
    const hodo_training training = {.loss = {&hodo_loss_square, 1.0 / OUTPUTS},
                                    .centred = true,
                                    .batch = batch,
                                    .steps = 1000000,
                                    .optimiser = hodo_optimiser_find("sgd", &error)};
    made.cohort = hodo_cohort_take(made.arena, &initial, &training, settings, cells, &error);
    if (made.cohort == NULL) {
        fail(&error);
    }
    return made;
}

static void step(scene *on)
{
    hodo_error error = {0};
    if (hodo_cohort_step(on->cohort, on->x[on->turn++ % 2], on->y, false, &error) != HODO_OK) {
        fail(&error);
    }
}

static void check_running(scene *on)
{
    if (hodo_cohort_running(on->cohort) != hodo_cohort_cells(on->cohort)) {
        fprintf(stderr, "step_bench: %s\n", hodo_cohort_cell(on->cohort, 0)->reason);
        exit(1);
    }
}

/* Seconds of a step, best of the rounds. */
static double time_steps(scene *on)
{
    double best = INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
        const int steps = 1 + 64 / (int)hodo_cohort_cells(on->cohort);
        const double start = seconds();
        for (int i = 0; i < steps; i++) {
            step(on);
        }
        best = fmin(best, (seconds() - start) / steps);
    }
    check_running(on);
    return best;
}

/* Seconds of one product C <- op(A) op(B). */
static double time_product(hodo_arena *arena, size_t rows, size_t inner, size_t columns, bool transpose_a,
                           bool transpose_b)
{
    hodo_error error = {0};
    const hodo_matrix a = transpose_a ? hodo_matrix_take(arena, HODO_FLOAT, inner, rows, &error)
                                      : hodo_matrix_take(arena, HODO_FLOAT, rows, inner, &error);
    const hodo_matrix b = transpose_b ? hodo_matrix_take(arena, HODO_FLOAT, columns, inner, &error)
                                      : hodo_matrix_take(arena, HODO_FLOAT, inner, columns, &error);
    const hodo_matrix c = hodo_matrix_take(arena, HODO_FLOAT, rows, columns, &error);
    if (a.data == NULL || b.data == NULL || c.data == NULL) {
        fail(&error);
    }
    const hodo_stream stream = hodo_stream_open(2, "step_bench", 0);
    hodo_random_normal_float(&stream, 0, 0, a.rows * a.columns, 1.0f, a.data);
    hodo_random_normal_float(&stream, 1, 0, b.rows * b.columns, 1.0f, b.data);
    hodo_matrix_zero(c);
    double best = INFINITY;
    for (int round = 0; round < 2 * ROUNDS; round++) {
        const double start = seconds();
        for (int i = 0; i < 10; i++) {
            /* The update's product adds into the weights; the others overwrite. */
            hodo_matrix_multiply(1e-6, a, transpose_a, b, transpose_b, transpose_a ? 1.0 : 0.0, c);
        }
        best = fmin(best, (seconds() - start) / 10);
    }
    return best;
}

typedef struct floors {
    double forward, backward; /* seconds of a forward pass; of a backward pass with the update */
} floors;

static floors time_floors(size_t n, size_t batch)
{
    hodo_arena *arena = hodo_arena_alloc();
    floors made = {0};
    made.forward = time_product(arena, batch, INPUTS, n, false, true) +
                   time_product(arena, batch, n, n, false, true) +
                   time_product(arena, batch, n, OUTPUTS, false, true);
    made.backward =
        time_product(arena, batch, OUTPUTS, n, false, false) + time_product(arena, batch, n, n, false, false) +
        time_product(arena, n, batch, INPUTS, true, false) + time_product(arena, n, batch, n, true, false) +
        time_product(arena, OUTPUTS, batch, n, true, false);
    hodo_arena_free(arena);
    return made;
}

static hodo_status work(void *context, size_t item, size_t worker, hodo_error *error)
{
    (void)worker, (void)error;
    scene *on = (scene *)context + item;
    for (int i = 0; i < 1 + 64 / CELLS; i++) {
        step(on);
    }
    return HODO_OK;
}

/* Seconds of a step of a cohort on each of the workers. */
static double time_workers(size_t width, size_t batch)
{
    scene scenes[WORKERS];
    for (size_t w = 0; w < WORKERS; w++) {
        scenes[w] = make_scene(width, batch, CELLS);
    }
    double best = INFINITY;
    hodo_error error = {0};
    for (int round = 0; round < ROUNDS; round++) {
        const double start = seconds();
        if (hodo_pool_run(WORKERS, WORKERS, work, scenes, &error) != HODO_OK) {
            fail(&error);
        }
        best = fmin(best, (seconds() - start) / (1 + 64 / CELLS));
    }
    for (size_t w = 0; w < WORKERS; w++) {
        check_running(&scenes[w]);
        hodo_arena_free(scenes[w].arena);
    }
    return best;
}

static void read_pytorch(double rates[SHAPES])
{
    const char *text = getenv("PYTORCH");
    for (size_t i = 0; i < SHAPES; i++) {
        char *end = NULL;
        rates[i] = text != NULL ? strtod(text, &end) : 0.0;
        text = end != NULL && *end == ',' ? end + 1 : NULL;
    }
}

int main(void)
{
    hodo_pool_single_blas_thread();
    double pytorch[SHAPES];
    read_pytorch(pytorch);
    printf("A training step, float, SGD, against the sgemm products that it needs (aim 0.85)\n");
    printf(
        "width batch   one cell: steps/s ratio   cohort of %d: steps/s/cell ratio   %d workers: steps/s   over "
        "twice PyTorch (aim 1.25)\n",
        CELLS, WORKERS);
    for (size_t i = 0; i < SHAPES; i++) {
        const size_t n = shapes[i].width, batch = shapes[i].batch;
        const floors need = time_floors(n, batch);
        scene one = make_scene(n, batch, 1), many = make_scene(n, batch, CELLS);
        const double alone = time_steps(&one), together = time_steps(&many);
        const double both = time_workers(n, batch);
        printf("%5zu %5zu %19.0f %5.2f %27.0f %5.2f %20.0f", n, batch, 1.0 / alone,
               (2.0 * need.forward + need.backward) / alone, CELLS / together,
               (need.forward + CELLS * (need.forward + need.backward)) / together, WORKERS * CELLS / both);
        if (pytorch[i] > 0.0) {
            printf(" %14.2f", WORKERS * CELLS / both / (2.0 * pytorch[i]));
        }
        printf("\n");
        hodo_arena_free(one.arena);
        hodo_arena_free(many.arena);
    }
    return 0;
}
