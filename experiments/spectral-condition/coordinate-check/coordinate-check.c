/* The coordinate check: what three steps of training do to every layer, against width, in parametrizations that
 * are right, wrong, and right but for one number; judged by slopes, not by eye. */
#include "experiments/spectral-condition/coordinate-check/first_step.h"
#include "experiments/spectral-condition/coordinate-check/verdict_claims.h"
#include "data/two_classes.h"
#include "lab/trend.h"
#include "train/coordinate_check.h"

#include <math.h>

static const hodo_parameter parameters[] = {
    {.name = "data", .type = HODO_TEXT, .usual = "clusters", .unit = "1",
     .doc = "mnist, clusters or cifar10: two classes; spectral is muP for widths above d only"},
    {.name = "inputs", .type = HODO_INTEGER, .usual = "16", .unit = "1", .doc = "d of the clusters",
     .least = 2, .most = 1e5},
    {.name = "batch", .type = HODO_INTEGER, .usual = "8", .unit = "1",
     .doc = "rows of the fixed batch: of every step and every look", .least = 1, .most = 1000},
    {.name = "steps", .type = HODO_INTEGER, .usual = "3", .unit = "1", .doc = "steps of training",
     .least = 1, .most = 8},
    {.name = "eta-sgd", .type = HODO_REAL, .usual = "0.5", .unit = "1", .doc = "learning rate of sgd",
     .least = 0, .least_excluded = true, .most = 1e6},
    {.name = "eta-adam", .type = HODO_REAL, .usual = "0.1", .unit = "1", .doc = "learning rate of adam",
     .least = 0, .least_excluded = true, .most = 1e6},
    {.name = "base", .type = HODO_INTEGER, .usual = "64", .unit = "1",
     .doc = "width at which the wrong ones agree with the right ones", .least = 1, .most = 1e6},
    {.name = "fit-from", .type = HODO_INTEGER, .quick = "64", .usual = "128", .unit = "1",
     .doc = "least width of a slope", .least = 1, .most = 1e6},
    {.name = "bound", .type = HODO_REAL, .usual = "0.25", .unit = "1",
     .doc = "a slope within +-bound is constant", .least = 0, .least_excluded = true, .most = 10},
    {.name = "false-alarm", .type = HODO_REAL, .usual = "1e-2", .unit = "1",
     .doc = "how often a verdict may reject what is right", .least = 0, .least_excluded = true, .most = 1,
     .most_excluded = true},
    {.name = "parametrization", .type = HODO_TEXT, .role = HODO_SWEEP,
     .usual = "mup,spectral,sp,ntp,mup-readout,mup-fast-hidden,mup-slow-hidden", .unit = "1",
     .doc = "sp, ntp, mup, spectral; mup with one number wrong: mup-readout, mup-fast-hidden, mup-slow-hidden",
     .shares_draws = true},
    {.name = "optimiser", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "sgd,adam", .unit = "1",
     .doc = "sgd or adam", .shares_draws = true},
    {.name = "width", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "64,128,256,512",
     .usual = "64,128,256,512,1024", .paper = "64,128,256,512,1024,2048,4096", .unit = "1",
     .doc = "n, of the hidden layers", .least = 2, .most = 1e5, .shares_draws = true},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "40", .usual = "64", .paper = "16",
     .unit = "1", .doc = "weights and data"},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"parametrization", "1", "as asked", HODO_TEXT},
    {"optimiser", "1", "sgd or adam", HODO_TEXT},
    {"width", "1", "n", HODO_INTEGER},
    {"trial", "1", "seed: all networks of a trial share data and the draws of their weights", HODO_INTEGER},
    {"step", "1", "steps taken", HODO_INTEGER},
    {"layer", "1", "1, 2: hidden, 3: output", HODO_INTEGER},
    {"size", "1", "mean |h| over the fixed batch", HODO_REAL},
    {"change", "1", "rms(h - h_0) on it", HODO_REAL},
    {"own", "1", "the part of it that the layer's own weights have made", HODO_REAL},
    {"limit", "1", "theory of own at step 1 with sgd: infinite width, this batch, its residuals", HODO_REAL},
    {.name = NULL},
};

static hodo_two_classes_setting data_of(const hodo_cell *cell)
{
    return (hodo_two_classes_setting){.name = hodo_cell_text(cell, "data"),
                                 .inputs = (size_t)hodo_cell_integer(cell, "inputs"),
                                 .samples = (size_t)hodo_cell_integer(cell, "batch")};
}

static width_network_setting setting_of(const hodo_cell *cell)
{
    const hodo_two_classes_setting data = data_of(cell);
    return (width_network_setting){.kind = HODO_MLP,
                                   .inputs = hodo_two_classes_inputs(&data),
                                   .width = (size_t)hodo_cell_integer(cell, "width"),
                                   .optimiser = hodo_cell_text(cell, "optimiser")};
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    const hodo_two_classes_setting data = data_of(cell);
    size_t optimiser;
    const hodo_status status = checked_optimiser_find(hodo_cell_text(cell, "optimiser"), &optimiser, error);
    if (status != HODO_OK || checked_kind_find(hodo_cell_text(cell, "parametrization"), error) == NULL) {
        return HODO_INVALID;
    }
    return hodo_two_classes_check(&data, error);
}

static hodo_status check_one(hodo_cell *cell, hodo_coordinate_record *record, double limit[WIDTH_NETWORK_DEPTH],
                             hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const hodo_two_classes_setting data = data_of(cell);
    const width_network_setting setting = setting_of(cell);
    const size_t steps = (size_t)hodo_cell_integer(cell, "steps");
    const checked_kind *kind = checked_kind_find(hodo_cell_text(cell, "parametrization"), error);
    hodo_dataset fixed;
    width_network made;
    double factor = 0;
    size_t optimiser = 0;
    hodo_status status = hodo_two_classes_open(arena, &data, hodo_cell_stream(cell), &fixed, error);
    status = status != HODO_OK ? status
                               : checked_network_open(arena, kind, &setting, hodo_cell_real(cell, "base"),
                                                      hodo_cell_stream(cell), &made, &factor, error);
    status = status != HODO_OK ? status : checked_optimiser_find(setting.optimiser, &optimiser, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_source source = hodo_source_full(&fixed);
    const double eta = factor * hodo_cell_real(cell, optimiser == 0 ? "eta-sgd" : "eta-adam");
    const hodo_training training = {.loss = made.loss,
                                    .batch = fixed.count,
                                    .steps = steps,
                                    .optimiser = made.optimiser,
                                    .rates = made.rates};
    status = hodo_coordinate_check(arena, &made.network, &training, (hodo_cell_setting){eta, 1}, &source,
                                   fixed.x, steps, record, error);
    return status != HODO_OK || optimiser != 0
               ? status
               : first_step_own(arena, &made, eta, fixed.x, fixed.y, limit, error);
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    hodo_coordinate_record record;
    double limit[WIDTH_NETWORK_DEPTH] = {NAN, NAN, NAN};
    hodo_status status = check_one(cell, &record, limit, error);
    for (size_t t = 0; status == HODO_OK && t <= record.steps; t++) {
        for (size_t l = 1; status == HODO_OK && l < record.features; l++) {
            const hodo_value row[] = {hodo_text(hodo_cell_text(cell, "parametrization")),
                                      hodo_text(hodo_cell_text(cell, "optimiser")),
                                      hodo_integer(hodo_cell_integer(cell, "width")),
                                      hodo_integer(hodo_cell_integer(cell, "trials")),
                                      hodo_integer((int64_t)t),
                                      hodo_integer((int64_t)l),
                                      hodo_real(hodo_coordinate_value(&record, HODO_COORDINATE_SIZE, t, l)),
                                      hodo_real(hodo_coordinate_value(&record, HODO_COORDINATE_CHANGE, t, l)),
                                      hodo_real(hodo_coordinate_value(&record, HODO_COORDINATE_OWN, t, l)),
                                      hodo_real(t == 1 ? limit[l - 1] : NAN)};
            status = hodo_cell_row(cell, row, error);
        }
    }
    return status;
}

/* The draw, three copies of the weights, a pass of the probe before the first and two after every step. */
static double cost(const hodo_cell *cell)
{
    static const double draw = 60, data = 1e7; /* multiply-adds that take as long */
    const width_network_setting setting = setting_of(cell);
    const double steps = hodo_cell_real(cell, "steps"), batch = hodo_cell_real(cell, "batch");
    return data + width_network_weights(&setting) * (draw + 2 * (steps + 1) * batch) +
           steps * width_network_step_cost(&setting, (size_t)batch);
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "spectral-condition/coordinate-check",
        .title = "the coordinate check: coordinates of every layer against width, judged by slopes",
        .source = "arXiv 2310.17813, 2203.03466",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .data = hodo_two_classes_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .claims = verdict_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
