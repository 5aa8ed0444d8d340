/* Ten steps of every optimiser on an MLP with multipliers, printed for training.py to take again with PyTorch.
 * One item a line: a word, then words and numbers in %.17g.
 *
 *     case OPTIMISER momentum nesterov norm precision loss | multipliers ... | rates ...
 *     before rows columns ... | x rows columns ... | y ... (a batch each) | margin ... | after rows columns ... | end
 *
 * What makes the comparison well posed. Sign steps are discontinuous and Adam's first is a sign too, so that a
 * gradient entry near 0 would be decided by rounding: of the streams of each case the first is taken in which no
 * entry of a gradient or of its running mean comes closer to 0 than MARGIN times the largest of its matrix, some
 * 100 roundings of float; `margin` is that distance. Muon raises singular values at rounding level by 485: the
 * batch is larger than any layer is wide, so that gradients have full rank. tanh has no kink.
 */
#include "net/loss.h"
#include "train/optimiser.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { INPUTS = 5, WIDTH = 16, OUTPUTS = 4, SAMPLES = 24, STEPS = 10, LAYERS = 3, ATTEMPTS = 1000 };

#define MARGIN 2e-5

static const double multipliers[LAYERS] = {0.45, 0.25, 1.0 / WIDTH}; /* muP with entries N(0, 1) */
static const double layer_rates[LAYERS] = {1.0, 0.5, 2.0};

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
    hodo_arena *arena;
    hodo_architecture architecture;
    hodo_network network;
    hodo_pass *pass;
    hodo_optimiser *optimiser;
    hodo_matrix before[LAYERS], mean[LAYERS], gradient[LAYERS], x[STEPS], y[STEPS], slope;
    hodo_loss loss;
    double margin;
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
    const hodo_matrix a = hodo_matrix_take(run->arena, run->network.precision, rows, columns, &error);
    check(a.data != NULL, &error);
    hodo_matrix_zero(a);
    return a;
}

static hodo_matrix normal(training *run, const hodo_stream *stream, uint32_t tensor, size_t columns)
{
    const hodo_matrix a = take(run, SAMPLES, columns);
    double numbers[SAMPLES * WIDTH];
    hodo_random_normal_double(stream, tensor, 0, SAMPLES * columns, 1.0, numbers);
    for (size_t e = 0; e < SAMPLES * columns; e++) {
        hodo_matrix_set(a, e / columns, e % columns, numbers[e]);
    }
    return a;
}

static void start(training *run, const training_case *each, hodo_precision precision, hodo_loss loss,
                  uint64_t attempt)
{
    hodo_error error = {0};
    const hodo_nonlinearity tanh_row = {hodo_activation_find("tanh", NULL), 0, 0};
    const hodo_layer layers[] = {
        hodo_multiplied(multipliers[0], hodo_layer_dense(INPUTS, WIDTH, 1.0, true)),
        hodo_layer_activation(tanh_row),
        hodo_multiplied(multipliers[1], hodo_layer_dense(WIDTH, WIDTH, 1.0, true)),
        hodo_layer_activation(tanh_row),
        hodo_feature(hodo_multiplied(multipliers[2], hodo_layer_dense(WIDTH, OUTPUTS, 1.0, true))),
    };
    const hodo_stream stream = hodo_stream_open(43, "tests/peer/training", attempt);
    *run = (training){.arena = hodo_arena_alloc(), .loss = loss, .margin = INFINITY};
    check(hodo_architecture_make(run->arena, INPUTS, 1, layers, sizeof layers / sizeof layers[0],
                                 &run->architecture, &error) == HODO_OK,
          &error);
    check(hodo_network_take(run->arena, &run->architecture, precision, &run->network, &error) == HODO_OK, &error);
    check(hodo_network_draw(&run->network, &stream, &error) == HODO_OK, &error);
    run->pass = hodo_pass_take(run->arena, &run->network, SAMPLES, HODO_FIRST_ORDER, &error);
    hodo_optimiser_settings settings = hodo_optimiser_find(each->optimiser, &error);
    check(run->pass != NULL && settings.kind != NULL, &error);
    settings.momentum = each->momentum;
    settings.nesterov = each->nesterov;
    settings.norm = each->norm;
    run->optimiser = hodo_optimiser_take(run->arena, &settings, &run->network, &error);
    check(run->optimiser != NULL, &error);
    run->slope = take(run, SAMPLES, OUTPUTS);
    for (size_t k = 0; k < LAYERS; k++) {
        const hodo_matrix w = run->network.weights[k];
        run->before[k] = take(run, w.rows, w.columns);
        run->mean[k] = take(run, w.rows, w.columns);
        run->gradient[k] = take(run, w.rows, w.columns);
        hodo_matrix_copy(w, run->before[k]);
    }
    for (uint32_t t = 0; t < STEPS; t++) {
        run->x[t] = normal(run, &stream, 1000 + 2 * t, INPUTS);
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

static void train(training *run, const training_case *each)
{
    hodo_error error = {0};
    double rates[LAYERS];
    const double momentum = fmax(each->momentum, 0);
    for (size_t k = 0; k < LAYERS; k++) {
        rates[k] = each->rate * layer_rates[k];
    }
    for (size_t t = 0; t < STEPS; t++) {
        check(hodo_pass_forward(run->pass, run->x[t], NULL, &error) == HODO_OK, &error);
        check(hodo_loss_gradient(run->loss, 1, hodo_pass_output(run->pass), run->y[t], run->slope, &error) == HODO_OK,
              &error);
        check(hodo_pass_backward(run->pass, run->slope, &error) == HODO_OK, &error);
        for (size_t k = 0; k < LAYERS; k++) {
            hodo_gradient_weight(run->pass, k, 0, 1.0, 0.0, run->gradient[k]);
            hodo_gradient_weight(run->pass, k, 0, 1.0, momentum, run->mean[k]);
            run->margin = fmin(run->margin, fmin(distance(run->gradient[k]), distance(run->mean[k])));
        }
        check(hodo_optimiser_step(run->optimiser, run->pass, rates, &error) == HODO_OK, &error);
    }
}

static void print_matrix(const char *word, hodo_matrix a)
{
    printf("%s %zu %zu", word, a.rows, a.columns);
    for (size_t e = 0; e < a.rows * a.columns; e++) {
        printf(" %.17g", hodo_matrix_get(a, e / a.columns, e % a.columns));
    }
    putchar('\n');
}

static void print(const training *run, const training_case *each, const char *loss)
{
    printf("case %s %.17g %s %s\nmultipliers", each->label, fmax(each->momentum, 0),
           run->network.precision == HODO_FLOAT ? "float" : "double", loss);
    for (size_t k = 0; k < LAYERS; k++) {
        printf(" %.17g", multipliers[k]);
    }
    printf("\nrates");
    for (size_t k = 0; k < LAYERS; k++) {
        printf(" %.17g", each->rate * layer_rates[k]);
    }
    printf("\nmargin %.17g\n", run->margin);
    for (size_t k = 0; k < LAYERS; k++) {
        print_matrix("before", run->before[k]);
        print_matrix("after", run->network.weights[k]);
    }
    for (size_t t = 0; t < STEPS; t++) {
        print_matrix("x", run->x[t]);
        print_matrix("y", run->y[t]);
    }
    puts("end");
}

static void print_case(const training_case *each, hodo_precision precision, const char *loss_name)
{
    hodo_error error = {0};
    const hodo_loss loss = {hodo_loss_find(loss_name, &error), 0};
    check(loss.kind != NULL, &error);
    for (uint64_t attempt = 0; attempt < ATTEMPTS; attempt++) {
        training run;
        start(&run, each, precision, loss, attempt);
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
    hodo_fail(&error, HODO_NUMERIC, "%s: none of %d streams keeps its gradients %g away from 0", each->label,
              (int)ATTEMPTS, MARGIN);
    check(false, &error);
}

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
            print_case(&cases[i], (hodo_precision)precision, "square");
            print_case(&cases[i], (hodo_precision)precision, "cross-entropy");
        }
    }
    return 0;
}
