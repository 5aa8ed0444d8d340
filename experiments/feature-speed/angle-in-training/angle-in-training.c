/* The backward-feature angle along training, layer by layer, and what it predicts of the loss. */
#include "experiments/feature-speed/angle-in-training/angle_training.h"
#include "experiments/feature-speed/angle-in-training/angle_training_claims.h"
#include "base/activation.h"
#include "experiments/feature-speed/angle_theory.h"
#include "experiments/feature-speed/branch_rule.h"
#include "data/two_classes.h"
#include "rmt/angle/angle.h"

#include <math.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "m",
     .type = HODO_INTEGER,
     .quick = "48",
     .usual = "96",
     .paper = "400",
     .unit = "1",
     .doc = "width",
     .least = 2,
     .most = 65536},
    {.name = "L",
     .type = HODO_INTEGER,
     .quick = "10",
     .usual = "20",
     .paper = "40",
     .unit = "1",
     .doc = "depth; L - 2 trained matrices",
     .least = 3,
     .most = 1000},
    {.name = "time",
     .type = HODO_REAL,
     .usual = "0.24",
     .unit = "1",
     .doc = "of training: steps times eta; what the loss would lose at its first rate",
     .least = 0,
     .least_excluded = true,
     .most = 100},
    {.name = "eta",
     .type = HODO_REAL,
     .role = HODO_LIST,
     .quick = "0.006,0.012,0.024",
     .usual = "0.004,0.008,0.016",
     .paper = "0.002,0.004,0.008,0.016",
     .unit = "1",
     .doc = "loss decay of the first step; of the first one all layers are written",
     .least = 1e-6,
     .most = 1},
    {.name = "activation",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .usual = "relu,erf",
     .unit = "1",
     .doc = "phi; weights of variance 2/m for relu, 1/m for others",
     .shares_draws = true},
    {.name = "branch_scale",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .usual = "1,1/sqrt(L)",
     .unit = "1",
     .doc = "beta as a number, number/L or number/sqrt(L), in (0, 1]; 1: the MLP",
     .shares_draws = true},
    {.name = "samples",
     .type = HODO_INTEGER,
     .role = HODO_SWEEP,
     .usual = "1,8",
     .paper = "1,8,32",
     .unit = "1",
     .doc = "rows of the batch, all of it at every step",
     .least = 1,
     .most = HODO_TWO_CLASSES_MOST,
     .shares_draws = true},
    {.name = "trials",
     .type = HODO_INTEGER,
     .role = HODO_REPEAT,
     .quick = "10",
     .usual = "12",
     .paper = "20",
     .unit = "1",
     .doc = "draws of weights and samples",
     .least = 1,
     .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"activation", "1", "phi", HODO_TEXT},
    {"beta_rule", "1", "branch scale", HODO_TEXT},
    {"beta", "1", "branch scale at this depth", HODO_REAL},
    {"samples", "1", "rows of the batch", HODO_INTEGER},
    {"trial", "1", "draw of weights and samples, shared by branch scales, samples and eta", HODO_INTEGER},
    {"eta", "1", "loss decay of the first step", HODO_REAL},
    {"look", "1", "0 at the start, 10 at the end", HODO_INTEGER},
    {"time", "1", "steps times eta", HODO_REAL},
    {"layer", "1", "feature", HODO_INTEGER},
    {"cos", "1", "cosine of the backward-feature angle", HODO_REAL},
    {"theta", "rad", "backward-feature angle", HODO_REAL},
    {"loss", "1", "loss over its first value", HODO_REAL},
    {"predicted", "1", "the same by the angles, speeds and backward vectors of f_(L-1) at all steps before",
     HODO_REAL},
    {"aligned", "1", "the same with cosines 1", HODO_REAL},
    {"frozen", "1", "the same with the first cosine", HODO_REAL},
    {"gap", "1", "|predicted - loss|", HODO_REAL},
    {"share", "1", "decay that the angles predict over the decay; nan at the start", HODO_REAL},
    {"aligned_share", "1", "the same with cosines 1", HODO_REAL},
    {"frozen_share", "1", "the same with the first cosine", HODO_REAL},
    {"turn", "1", "ln of cos over its first value", HODO_REAL},
    {"change", "1", "rms(f_(L-1) - f_(L-1) at the start)", HODO_REAL},
    {.name = NULL},
};
enum { COLUMNS = 21 };

static const hodo_column theory_columns[] = {
    {"theta_theory", "rad", "one sample, infinite width, at the start; relu only", HODO_REAL},
    {.name = NULL},
};

static hodo_two_classes_setting data_of(const hodo_cell *cell)
{
    return (hodo_two_classes_setting){.name = "mnist", .samples = (size_t)hodo_cell_integer(cell, "samples")};
}

static hodo_status setting_of(const hodo_cell *cell, double eta, angle_training_setting *setting,
                              hodo_error *error)
{
    const int64_t depth = hodo_cell_integer(cell, "L");
    *setting = (angle_training_setting){.width = (size_t)hodo_cell_integer(cell, "m"),
                                        .depth = (size_t)depth,
                                        .activation = hodo_cell_text(cell, "activation"),
                                        .eta = eta,
                                        .time = hodo_cell_real(cell, "time"),
                                        .looks = ANGLE_LOOKS};
    if (setting->time / eta < ANGLE_LOOKS || setting->time / eta > 1e6) {
        return hodo_fail(error, HODO_INVALID,
                         "time = %g in steps of eta = %g: it must be %d to 1000000 of them", setting->time, eta,
                         ANGLE_LOOKS);
    }
    if (hodo_activation_find(setting->activation, error) == NULL) {
        return HODO_INVALID;
    }
    return branch_rule_scale(hodo_cell_text(cell, "branch_scale"), depth, &setting->branch_scale, error);
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    size_t etas;
    const double *eta = hodo_cell_reals(cell, "eta", &etas);
    const hodo_two_classes_setting data = data_of(cell);
    hodo_status status = hodo_two_classes_check(&data, error);
    angle_training_setting setting;
    for (size_t i = 0; status == HODO_OK && i < etas; i++) {
        status = setting_of(cell, eta[i], &setting, error);
    }
    return status;
}

static hodo_status write_look(hodo_cell *cell, const angle_training_setting *setting, const angle_look *looks,
                              size_t at, bool all_layers, hodo_error *error)
{
    hodo_status status = HODO_OK;
    const angle_look *first = looks, *look = &looks[at];
    const double decay = first->loss - look->loss;
    for (size_t v = all_layers ? 2 : setting->depth - 1; status == HODO_OK && v < setting->depth; v++) {
        const double cosine = look->cosines[v];
        const hodo_value row[COLUMNS] = {hodo_text(hodo_cell_text(cell, "activation")),
                                         hodo_text(hodo_cell_text(cell, "branch_scale")),
                                         hodo_real(setting->branch_scale),
                                         hodo_integer(hodo_cell_integer(cell, "samples")),
                                         hodo_integer(hodo_cell_integer(cell, "trials")),
                                         hodo_real(setting->eta),
                                         hodo_integer((int64_t)at),
                                         hodo_real((double)look->step * setting->eta),
                                         hodo_integer((int64_t)v),
                                         hodo_real(cosine),
                                         hodo_real(acos(fmin(1.0, cosine))),
                                         hodo_real(look->loss / first->loss),
                                         hodo_real(look->predicted / first->loss),
                                         hodo_real(look->aligned / first->loss),
                                         hodo_real(look->frozen / first->loss),
                                         hodo_real(fabs(look->predicted - look->loss) / first->loss),
                                         hodo_real((first->loss - look->predicted) / decay),
                                         hodo_real((first->loss - look->aligned) / decay),
                                         hodo_real((first->loss - look->frozen) / decay),
                                         hodo_real(log(cosine / first->cosines[v])),
                                         hodo_real(look->change)};
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    size_t etas;
    const double *eta = hodo_cell_reals(cell, "eta", &etas);
    const hodo_two_classes_setting wanted = data_of(cell);
    hodo_dataset data;
    hodo_arena *arena = hodo_cell_arena(cell), *scratch = hodo_arena_alloc();
    hodo_status status = scratch == NULL
                             ? hodo_fail(error, HODO_NO_MEMORY, "no memory for an arena")
                             : hodo_two_classes_open(arena, &wanted, hodo_cell_stream(cell), &data, error);
    for (size_t i = 0; status == HODO_OK && i < etas; i++) {
        angle_training_setting setting;
        angle_look looks[ANGLE_LOOKS + 1];
        size_t count = 0;
        hodo_arena_reset(scratch);
        status = setting_of(cell, eta[i], &setting, error);
        status = status != HODO_OK ? status
                                   : angle_training_run(scratch, &setting, &data, hodo_cell_stream(cell), looks,
                                                        &count, error);
        for (size_t j = 0; status == HODO_OK && j < count; j++) {
            status = write_look(cell, &setting, looks, j, i == 0, error);
        }
    }
    hodo_arena_free(scratch);
    return status;
}

static double cost(const hodo_cell *cell)
{
    size_t etas;
    const double *eta = hodo_cell_reals(cell, "eta", &etas);
    const hodo_two_classes_setting data = data_of(cell);
    double sum = 6e7; /* opening the digits */
    for (size_t i = 0; i < etas; i++) {
        hodo_error error;
        angle_training_setting setting;
        if (setting_of(cell, eta[i], &setting, &error) == HODO_OK) {
            sum += angle_training_cost(&setting, hodo_two_classes_inputs(&data), data.samples);
        }
    }
    return sum;
}

/* Known of ReLU only. */
static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const hodo_status status = angle_theory_profile(table, "theta_theory", ANGLE_THEORY_MASKS_PERSIST,
                                                    hodo_run_integer(run, "L"), error);
    const size_t to = hodo_table_find(table, "theta_theory"), activation = hodo_table_find(table, "activation");
    for (size_t row = 0; status == HODO_OK && row < hodo_table_rows(table); row++) {
        if (strcmp(hodo_table_get(table, row, activation).text, "relu") != 0) {
            hodo_table_set(table, row, to, hodo_real(NAN));
        }
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/angle-in-training",
        .title = "the backward-feature angle along training, and what it predicts of the loss",
        .source = "arXiv 2311.18718; the figure is ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .data = hodo_two_classes_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = angle_training_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
