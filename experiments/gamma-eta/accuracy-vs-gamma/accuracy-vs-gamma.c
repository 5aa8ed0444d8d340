/* Final test accuracy against gamma, each network at its best rate: lazy networks are all alike, rich ones
 * better, and the richest still wait on their plateau when time is short (arXiv 2410.04642). */
#include "experiments/gamma-eta/accuracy-vs-gamma/accuracy_claims.h"
#include "experiments/gamma-eta/curve_cell.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { STEPS_LEAST = 20 };

static const hodo_parameter parameters[] = {
    {.name = "network", .type = HODO_TEXT, .role = HODO_SWEEP, .quick = "mlp/30,mlp/100,cnn/40",
     .usual = "mlp/100,mlp/1200,cnn/320", .paper = "mlp/1500,mlp/15000,cnn/1500,cnn/15000", .unit = "1",
     .doc = "MODEL/STEPS: mlp, or the paper's cnn of four weight layers, and the steps of a run",
     .shares_draws = true},
    CURVE_GAMMA("1e-2,1e1,1e2", "1e-2,1e1,1e3", "logspace(-5,5,21)"),
    CURVE_DEPTH,
    CURVE_WIDTH("32", "64", "1000"),
    CURVE_INTEGER("channels", "N of the cnn: channels after the first convolution", "2", "4", "128", 1, 1e4),
    CURVE_BATCH("32", "16", "64"),
    CURVE_INTEGER("test", "test images", "1000", "2000", "5000", 1, 1e4),
    CURVE_LOSS,
    CURVE_TRIALS("3", "8", "6"),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"network", "1", "model and steps", HODO_TEXT},
    {"model", "1", "mlp or cnn", HODO_TEXT},
    {"gamma", "1", "richness", HODO_REAL},
    {"steps", "1", "of a run", HODO_INTEGER},
    {"trial", "1", "seed: the gammas of a trial share images and initial weights", HODO_INTEGER},
    {"eta", "1", "the best rate: of the lowest training loss, no test image has a say", HODO_REAL},
    {"accuracy", "1", "share of test images in the right class, at that rate", HODO_REAL},
    {"test_loss", "1", "loss on the test images", HODO_REAL},
    {"train_loss", "1", "mean batch loss of the last tenth of the steps", HODO_REAL},
    {"learned", "1", "1 where that is below 0.9 of the first and the best rate has worse neighbours",
     HODO_INTEGER},
    {"runs", "1", "rates tried", HODO_INTEGER},
    {.name = NULL},
};

static const char *const model_names[] = {"mlp", "cnn"};

/* "mlp/240" taken apart; false for anything else. */
static bool parse(const char *network, hodo_model_kind *model, size_t *steps)
{
    const bool cnn = strncmp(network, "cnn/", 4) == 0;
    int end = 0;
    *model = cnn ? HODO_CNN : HODO_MLP;
    return (cnn || strncmp(network, "mlp/", 4) == 0) && isdigit((unsigned char)network[4]) &&
           sscanf(network + 4, "%8zu%n", steps, &end) == 1 && network[4 + end] == '\0' && *steps >= STEPS_LEAST;
}

static landscape_setting setting_of(const hodo_cell *cell)
{
    hodo_model_kind model;
    size_t steps = STEPS_LEAST;
    (void)parse(hodo_cell_text(cell, "network"), &model, &steps); /* checked before */
    return curve_cell_setting(cell, model,
                              (size_t)hodo_cell_integer(cell, model == HODO_CNN ? "channels" : "N"), steps);
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    hodo_model_kind model;
    size_t steps;
    if (!parse(hodo_cell_text(cell, "network"), &model, &steps)) {
        return hodo_fail(error, HODO_INVALID, "network = %s: mlp/STEPS or cnn/STEPS, of %d steps or more",
                         hodo_cell_text(cell, "network"), (int)STEPS_LEAST);
    }
    return curve_cell_check(cell, error);
}

/* excerpt: cell */
static hodo_status measure(hodo_cell *cell, curve_cell *made, hodo_error *error)
{
    const double gamma = hodo_cell_real(cell, "gamma");
    best_rate best;
    hodo_status status = best_rate_find(hodo_cell_arena(cell), made->scratch, &made->of, gamma,
                                        best_rate_guess(&made->of, gamma), curve_cell_offset(cell), true, &best,
                                        error);
    if (status == HODO_OK) {
        const hodo_value row[] = {hodo_text(hodo_cell_text(cell, "network")),
                                  hodo_text(model_names[made->of.setting.model == HODO_CNN]),
                                  hodo_real(gamma),
                                  hodo_integer((int64_t)made->of.setting.steps),
                                  hodo_integer(hodo_cell_integer(cell, "trials")),
                                  hodo_real(best.outcome.eta),
                                  hodo_real(best.test_accuracy),
                                  hodo_real(best.test_loss),
                                  hodo_real(best.outcome.last_loss),
                                  hodo_integer(best.found),
                                  hodo_integer((int64_t)best.runs)};
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}
/* end: cell */

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    curve_cell made;
    const landscape_setting setting = setting_of(cell);
    hodo_status status =
        curve_cell_open(cell, &setting, (size_t)hodo_cell_integer(cell, "test"), &made, error);
    if (status == HODO_OK) {
        status = measure(cell, &made, error);
    }
    curve_cell_close(&made);
    return status;
}

/* A winner is tested, frozen pass and all; a second one often follows. */
static double cost(const hodo_cell *cell)
{
    const landscape_setting setting = setting_of(cell);
    const landscape_images images = landscape_images_of(curve_cell_wanted(&setting));
    const double gamma = hodo_cell_real(cell, "gamma"), tested = 1.3 * hodo_cell_real(cell, "test");
    return best_rate_image_cost(&setting, &images, (size_t)hodo_cell_integer(cell, "batch"), gamma) +
           2 * tested * landscape_image_step_cost(&setting, &images, 1, gamma, 0);
}

/* What both models read: [MNIST is there][CIFAR-10 is there]. */
static const char *data_name(void)
{
    static const char *const names[2][2] = {
        {"synthetic image-clusters in the stead of MNIST and, for the CNN, of CIFAR-10, which are not there "
         "(`make data`, or bring data/cifar-10-batches-bin)",
         "MLP: synthetic image-clusters in MNIST's stead, which is not there (`make data`); CNN: CIFAR-10, "
         "epochs over its training images"},
        {"MNIST, the endless stream of deformed digits; for the CNN in CIFAR-10's stead, which is not there "
         "(bring data/cifar-10-batches-bin)",
         "MLP: MNIST, the endless stream of deformed digits; CNN: CIFAR-10, epochs over its training images"}};
    const bool mnist = landscape_images_of(HODO_WANT_MNIST).set == HODO_IMAGES_MNIST;
    return names[mnist][landscape_images_of(HODO_WANT_CIFAR10).set == HODO_IMAGES_CIFAR10];
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/accuracy-vs-gamma",
        .title = "final test accuracy against gamma, each at its best rate",
        .source = "arXiv 2410.04642",
        .revision = 3,
        .parameters = parameters,
        .columns = columns,
        .data = data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .claims = accuracy_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
