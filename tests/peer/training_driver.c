/* Ten steps of every optimiser on an MLP, a residual network and a CNN with multipliers, printed for training.py
 * to take again with PyTorch. One item a line: a word, then words and numbers in %.17g.
 *
 *     case OPTIMISER momentum precision loss model | multipliers ... | rates ... | margin ...
 *     gamma (0: the plain output), branch scale | image height width channels
 *     before rows columns ... | after rows columns ... | x rows columns ... | y ... (a batch each) | end
 *
 * The network is the second cell of a cohort, whose first has another rate; those of the last two models learn
 * f~ = (f - f_0)/gamma.
 *
 * What makes the comparison well posed. Sign steps are discontinuous and Adam's first is a sign too, so that a
 * gradient entry near 0 would be decided by rounding: of the streams of each case the first is taken in which no
 * entry of a gradient or of its running mean comes closer to 0 than MARGIN times the largest of its matrix, some
 * 100 roundings of float; `margin` is that distance. Muon raises singular values at rounding level by 485: the
 * batch is larger than any layer is wide, so that gradients have full rank. tanh has no kink.
 */
#include "net/model.h"
#include "print_network.h"
#include "train/cohort_state.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 16, OUTPUTS = 4, SAMPLES = 24, STEPS = 10, MOST_LAYERS = 4, MOST_INPUTS = 60, ATTEMPTS = 1000 };

#define MARGIN 2e-5

/* Multipliers as of muP with entries N(0, 1). The odd image loses a column to the pool. */
typedef struct peer_model {
    const char *name;
    hodo_model model;
    double gamma; /* 0: not centred */
    double multipliers[MOST_LAYERS];
} peer_model;

static const peer_model models[] = {
    {"mlp", {.kind = HODO_MLP, .inputs = 5, .width = WIDTH, .depth = 3, .outputs = OUTPUTS}, 0,
     {0.45, 0.25, 1.0 / WIDTH}},
    {"resnet",
     {.kind = HODO_RESNET, .inputs = 5, .width = WIDTH, .depth = 4, .outputs = OUTPUTS, .branch_scale = 0.7}, 0.5,
     {0.45, 0.25, 0.25, 1.0 / WIDTH}},
    {"cnn",
     {.kind = HODO_CNN, .inputs = MOST_INPUTS, .width = 2, .outputs = OUTPUTS, .channels = 2, .height = 6,
      .image_width = 5}, 0.5,
     {0.3, 0.25, 0.5, 1.0 / WIDTH}},
};
static const double layer_rates[MOST_LAYERS] = {1.0, 0.5, 2.0, 1.0};

typedef struct training_case {
    char label[24], optimiser[12];
    double momentum, rate;
    int nesterov;
    hodo_step_norm norm;
} training_case;

static const training_case cases[] = {
    {"sgd", "sgd", -1, 2.0, -1, HODO_NORM_NONE},
    {"sgd-relative", "sgd", -1, 0.02, -1, HODO_NORM_FROBENIUS_RELATIVE},
    {"momentum", "momentum", 0.9, 0.3, 0, HODO_NORM_NONE},
    {"nesterov", "momentum", 0.9, 0.3, 1, HODO_NORM_NONE},
    {"adam", "adam", -1, 0.02, -1, HODO_NORM_NONE},
    {"sign-sgd", "sign-sgd", 0, 0.02, 0, HODO_NORM_NONE},
    {"signum", "sign-sgd", 0.8, 0.02, 0, HODO_NORM_NONE},
    {"muon", "muon", 0.95, 0.05, 1, HODO_NORM_NONE},
};

typedef struct training {
    const peer_model *peer;
    hodo_arena *arena;
    hodo_architecture architecture;
    hodo_network initial;
    hodo_cohort *cohort;
    hodo_matrix mean[MOST_LAYERS], gradient[MOST_LAYERS], x[STEPS], y[STEPS];
    size_t layers;
    double rates[MOST_LAYERS], margin;
} training;

static void check(bool good, const hodo_error *error)
{
    if (!good) {
        fprintf(stderr, "training_driver: %s\n", error->message);
        exit(1);
    }
}

static hodo_matrix take(training *run, size_t rows, size_t columns)
{
    hodo_error error = {0};
    const hodo_matrix a = hodo_matrix_take(run->arena, run->initial.precision, rows, columns, &error);
    check(a.data != NULL, &error);
    hodo_matrix_zero(a);
    return a;
}

static hodo_matrix normal(training *run, const hodo_stream *stream, uint32_t tensor, size_t columns)
{
    const hodo_matrix a = take(run, SAMPLES, columns);
    double numbers[SAMPLES * MOST_INPUTS];
    hodo_random_normal_double(stream, tensor, 0, SAMPLES * columns, 1.0, numbers);
    for (size_t e = 0; e < SAMPLES * columns; e++) {
        hodo_matrix_set(a, e / columns, e % columns, numbers[e]);
    }
    return a;
}

static void take_cohort(training *run, const training_case *each, hodo_loss loss)
{
    hodo_error error = {0};
    hodo_training plan = {.loss = loss,
                          .centred = run->peer->gamma != 0.0,
                          .batch = SAMPLES,
                          .steps = STEPS,
                          .optimiser = hodo_optimiser_find(each->optimiser, &error),
                          .rates = layer_rates};
    check(plan.optimiser.kind != NULL, &error);
    plan.optimiser.momentum = each->momentum;
    plan.optimiser.nesterov = each->nesterov;
    plan.optimiser.norm = each->norm;
    const double gamma = plan.centred ? run->peer->gamma : 1.0;
    const hodo_cell_setting cells[] = {{0.3 * each->rate, 2.0 * gamma}, {each->rate, gamma}};
    run->cohort = hodo_cohort_take(run->arena, &run->initial, &plan, cells, 2, &error);
    check(run->cohort != NULL, &error);
}

static void start(training *run, const peer_model *peer, const training_case *each, hodo_precision precision,
                  hodo_loss loss, uint64_t attempt)
{
    hodo_error error = {0};
    const hodo_stream stream = hodo_stream_open(43, "tests/peer/training", attempt);
    hodo_model model = peer->model;
    model.nonlinearity.activation = hodo_activation_find("tanh", NULL);
    *run = (training){.peer = peer, .arena = hodo_arena_alloc(), .margin = INFINITY};
    check(hodo_model_architecture(run->arena, &model, &run->architecture, &error) == HODO_OK, &error);
    run->layers = run->architecture.weight_count;
    for (size_t k = 0; k < run->layers; k++) {
        run->architecture.layers[run->architecture.weight_layer[k]].multiplier = peer->multipliers[k];
        run->rates[k] = each->rate * layer_rates[k];
    }
    check(hodo_network_take(run->arena, &run->architecture, precision, &run->initial, &error) == HODO_OK, &error);
    check(hodo_network_draw(&run->initial, &stream, &error) == HODO_OK, &error);
    take_cohort(run, each, loss);
    for (size_t k = 0; k < run->layers; k++) {
        const hodo_matrix w = run->initial.weights[k];
        run->mean[k] = take(run, w.rows, w.columns);
        run->gradient[k] = take(run, w.rows, w.columns);
    }
    for (uint32_t t = 0; t < STEPS; t++) {
        run->x[t] = normal(run, &stream, 1000 + 2 * t, model.inputs);
        run->y[t] = normal(run, &stream, 1001 + 2 * t, OUTPUTS);
        for (size_t s = 0; loss.kind == &hodo_loss_cross_entropy && s < SAMPLES; s++) {
            for (size_t c = 0; c < OUTPUTS; c++) {
                hodo_matrix_set(run->y[t], s, c, c == (s + t) % OUTPUTS ? 1.0 : 0.0);
            }
        }
    }
}

/* The entry of smallest modulus over the one of largest. */
static double distance(hodo_matrix a)
{
    double least = INFINITY, most = 0;
    for (size_t e = 0; e < a.rows * a.columns; e++) {
        const double entry = fabs(hodo_matrix_get(a, e / a.columns, e % a.columns));
        least = fmin(least, entry);
        most = fmax(most, entry);
    }
    return least / most;
}

/* The pass still holds the gradient of the last cell's step. */
static void train(training *run, const training_case *each)
{
    hodo_error error = {0};
    const double momentum = fmax(each->momentum, 0);
    for (size_t t = 0; t < STEPS; t++) {
        check(hodo_cohort_step(run->cohort, run->x[t], run->y[t], false, &error) == HODO_OK, &error);
        for (size_t k = 0; k < run->layers; k++) {
            hodo_gradient_weight(run->cohort->pass, k, 0, 1.0, 0.0, run->gradient[k]);
            hodo_gradient_weight(run->cohort->pass, k, 0, 1.0, momentum, run->mean[k]);
            run->margin = fmin(run->margin, fmin(distance(run->gradient[k]), distance(run->mean[k])));
        }
    }
    if (hodo_cohort_running(run->cohort) != 2) {
        hodo_fail(&error, HODO_NUMERIC, "%s, %s: %s", run->peer->name, each->label,
                  hodo_cohort_cell(run->cohort, 1)->reason);
        check(false, &error);
    }
}

static void print(const training *run, const training_case *each, const char *loss)
{
    const hodo_model *model = &run->peer->model;
    printf("case %s %.17g %s %s %s\nmultipliers", each->label, fmax(each->momentum, 0),
           run->initial.precision == HODO_FLOAT ? "float" : "double", loss, run->peer->name);
    for (size_t k = 0; k < run->layers; k++) {
        printf(" %.17g", run->peer->multipliers[k]);
    }
    printf("\nrates");
    for (size_t k = 0; k < run->layers; k++) {
        printf(" %.17g", run->rates[k]);
    }
    printf("\nmargin %.17g\ngamma %.17g %.17g\nimage %zu %zu %zu\n", run->margin, run->peer->gamma,
           model->branch_scale, model->height, model->image_width, model->channels);
    for (size_t k = 0; k < run->layers; k++) {
        print_matrix("before", run->initial.weights[k]);
        print_matrix("after", hodo_cohort_cell(run->cohort, 1)->network.weights[k]);
    }
    for (size_t t = 0; t < STEPS; t++) {
        print_matrix("x", run->x[t]);
        print_matrix("y", run->y[t]);
    }
    puts("end");
}

static void print_case(const peer_model *peer, const training_case *each, hodo_precision precision,
                       const char *loss_name)
{
    hodo_error error = {0};
    const hodo_loss loss = {hodo_loss_find(loss_name, &error), 0};
    check(loss.kind != NULL, &error);
    for (uint64_t attempt = 0; attempt < ATTEMPTS; attempt++) {
        training run;
        start(&run, peer, each, precision, loss, attempt);
        train(&run, each);
        const bool well_posed = run.margin >= MARGIN;
        if (well_posed) {
            print(&run, each, loss_name);
        }
        hodo_arena_free(run.arena);
        if (well_posed) {
            return;
        }
    }
    hodo_fail(&error, HODO_NUMERIC, "%s %s: none of %d streams keeps its gradients %g away from 0", peer->name,
              each->label, (int)ATTEMPTS, MARGIN);
    check(false, &error);
}

int main(void)
{
    for (size_t m = 0; m < sizeof models / sizeof models[0]; m++) {
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
                print_case(&models[m], &cases[i], (hodo_precision)precision, "square");
                print_case(&models[m], &cases[i], (hodo_precision)precision, "cross-entropy");
            }
        }
    }
    return 0;
}
