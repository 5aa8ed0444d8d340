/* A training step of the MLP of arXiv 2410.04642 (784 inputs, 3 weight matrices, 10 outputs, float, SGD, centred
 * output) against the products that it cannot do without, timed one by one with bare sgemm, in turn with the steps:
 *
 *     one cell      forward, frozen forward, backward down to the first layer's output, update: 11 products
 *     cohort        CELLS cells that share the frozen pass: 3 products a step and 8 a cell
 *     two workers   a cohort on each of two threads, steps a second together
 *
 * Prints steps a second a cell and the ratio (time of the products) / (time of the step): 1 is the floor, 0.85
 * the aim. `PYTORCH=r1,r2,r3` (steps a second of tests/bench/torch_step.py) adds the ratio of two workers to twice
 * PyTorch's. Best of many rounds. One cell and one cohort are timed by the thread's own clock, which stands while
 * others have the processor, and in turn with the products, so that both meet the same machine.
 */
#include "base/pool.h"
#include "floor.h"
#include "train/cohort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

static double thread_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* A product C <- op(A) op(B) that a step needs, and its best time. */
typedef struct product {
    size_t rows, inner, columns;
    bool transpose_a, transpose_b, forward;
    double best;
    hodo_matrix a, b, c;
} product;

enum { PRODUCTS = 8 };

static hodo_matrix random_matrix(hodo_arena *arena, size_t rows, size_t columns, uint32_t tensor)
{
    hodo_error error = {0};
    const hodo_stream stream = hodo_stream_open(2, "step_bench", 0);
    const hodo_matrix a = hodo_matrix_take(arena, HODO_FLOAT, rows, columns, &error);
    if (a.data == NULL) {
        fail(&error);
    }
    hodo_random_normal_float(&stream, tensor, 0, rows * columns, 1.0f, a.data);
    return a;
}

static void make_products(hodo_arena *arena, size_t n, size_t batch, product products[PRODUCTS])
{
    static const hodo_matrix none;
#define NEEDED(rows_, inner_, columns_, a_, b_, forward_) \
    {rows_, inner_, columns_, a_, b_, forward_, INFINITY, none, none, none}
    const product needed[PRODUCTS] = {
        NEEDED(batch, INPUTS, n, false, true, true),    NEEDED(batch, n, n, false, true, true),
        NEEDED(batch, n, OUTPUTS, false, true, true),   NEEDED(batch, OUTPUTS, n, false, false, false),
        NEEDED(batch, n, n, false, false, false),       NEEDED(n, batch, INPUTS, true, false, false),
        NEEDED(n, batch, n, true, false, false),        NEEDED(OUTPUTS, batch, n, true, false, false),
    };
#undef NEEDED
    for (size_t i = 0; i < PRODUCTS; i++) {
        product *one = &products[i];
        *one = needed[i];
        one->a = random_matrix(arena, one->transpose_a ? one->inner : one->rows,
                               one->transpose_a ? one->rows : one->inner, 0);
        one->b = random_matrix(arena, one->transpose_b ? one->columns : one->inner,
                               one->transpose_b ? one->inner : one->columns, 1);
        one->c = random_matrix(arena, one->rows, one->columns, 2);
    }
}

/* The first of REPEATS brings its matrices into the caches: the best is of a product that has them there. */
static void time_product(product *one)
{
    enum { REPEATS = 4 };
    for (int i = 0; i < REPEATS; i++) {
        const double start = thread_seconds();
        /* The update's product adds into the weights; the others overwrite. */
        hodo_matrix_multiply(1e-6, one->a, one->transpose_a, one->b, one->transpose_b,
                             one->transpose_a ? 1.0 : 0.0, one->c);
        one->best = fmin(one->best, thread_seconds() - start);
    }
}

typedef struct timing {
    double step, forward, rest; /* seconds: a step; products of a forward pass; of a backward pass and the update */
} timing;

static timing time_steps(scene *on, size_t n, size_t batch)
{
    product products[PRODUCTS];
    make_products(on->arena, n, batch, products);
    timing made = {.step = INFINITY};
    for (int round = 0; round < 2 * ROUNDS; round++) {
        for (size_t i = 0; i < 1 + PRODUCTS / hodo_cohort_cells(on->cohort); i++) {
            const double start = thread_seconds();
            step(on);
            made.step = fmin(made.step, thread_seconds() - start);
        }
        for (size_t i = 0; i < PRODUCTS; i++) {
            time_product(&products[i]);
        }
    }
    for (size_t i = 0; i < PRODUCTS; i++) {
        *(products[i].forward ? &made.forward : &made.rest) += products[i].best;
    }
    check_running(on);
    return made;
}

/* Time of the products over that of a step: the frozen pass once, the rest for each of `cells`. */
static double ratio(timing of, double cells)
{
    return (of.forward + cells * (of.forward + of.rest)) / of.step;
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
        scene one = make_scene(n, batch, 1), many = make_scene(n, batch, CELLS);
        const timing alone = time_steps(&one, n, batch), together = time_steps(&many, n, batch);
        const double both = time_workers(n, batch);
        printf("%5zu %5zu %19.0f %5.2f %27.0f %5.2f %20.0f", n, batch, 1.0 / alone.step, ratio(alone, 1.0),
               CELLS / together.step, ratio(together, CELLS), WORKERS * CELLS / both);
        if (pytorch[i] > 0.0) {
            printf(" %14.2f", WORKERS * CELLS / both / (2.0 * pytorch[i]));
        }
        printf("\n");
        hodo_arena_free(one.arena);
        hodo_arena_free(many.arena);
    }
    return 0;
}
