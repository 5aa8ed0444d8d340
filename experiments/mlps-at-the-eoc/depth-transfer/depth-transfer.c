/* The best learning rate of MLPs at the edge of chaos against depth, and how far their layers move. */
#include "experiments/mlps-at-the-eoc/depth-transfer/depth_claims.h"
#include "experiments/mlps-at-the-eoc/depth-transfer/depth_sweep.h"

#include <math.h>
#include <string.h>

static const char *const gammas[] = {
    [CHAOS_GAMMA_ONE] = "one", [CHAOS_GAMMA_WIDTH] = "m", [CHAOS_GAMMA_LAST] = "last"};

/* Networks that are matched in the number of their weights have that of this growth. */
static const double reference = 2;

static const hodo_parameter parameters[] = {
    {.name = "data",
     .type = HODO_TEXT,
     .usual = "clusters",
     .paper = "mnist",
     .unit = "1",
     .doc = "two classes: clusters, mnist or cifar10"},
    {.name = "inputs",
     .type = HODO_INTEGER,
     .usual = "16",
     .unit = "1",
     .doc = "dimension of the clusters",
     .least = 2,
     .most = 1e5},
    {.name = "samples",
     .type = HODO_INTEGER,
     .usual = "12",
     .paper = "128",
     .unit = "1",
     .doc = "rows of the training set, all of them at every step",
     .least = 2,
     .most = 1e4},
    {.name = "steps",
     .type = HODO_INTEGER,
     .usual = "20",
     .paper = "200",
     .unit = "1",
     .doc = "steps of training",
     .least = 1,
     .most = 1e7},
    {.name = "m",
     .type = HODO_INTEGER,
     .usual = "4",
     .paper = "16",
     .unit = "1",
     .doc = "base width: hidden layer k has k^p m units",
     .least = 1,
     .most = 65536},
    {.name = "a",
     .type = HODO_REAL,
     .usual = "0",
     .unit = "1",
     .doc = "phi(s) = a s + b |s|",
     .least = -1e3,
     .most = 1e3},
    {.name = "b",
     .type = HODO_REAL,
     .usual = "1",
     .unit = "1",
     .doc = "phi(s) = a s + b |s|",
     .least = -1e3,
     .most = 1e3},
    {.name = "gamma",
     .type = HODO_TEXT,
     .usual = "m",
     .unit = "1",
     .doc = "of N = h_l/gamma: one, the root of m, or that of the last hidden width"},
    {.name = "q",
     .type = HODO_REAL,
     .usual = "1",
     .unit = "1",
     .doc = "eta = eta0 m^q",
     .least = -4,
     .most = 4},
    {.name = "l",
     .type = HODO_INTEGER,
     .role = HODO_SWEEP,
     .quick = "3,5,9",
     .usual = "3,5,9,17",
     .unit = "1",
     .doc = "weight matrices",
     .least = 2,
     .most = 1000,
     .shares_draws = true},
    {.name = "p",
     .type = HODO_REAL,
     .role = HODO_SWEEP,
     .usual = "0,1,2",
     .unit = "1",
     .doc = "growth of hidden widths, k^p m",
     .least = 0,
     .most = 4,
     .shares_draws = true},
    {.name = "matched",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .usual = DEPTH_WIDTH "," DEPTH_COUNT,
     .unit = "1",
     .doc = "width: all have m; count: m is that which gives as many weights as p = 2 has",
     .shares_draws = true},
    {.name = "trials",
     .type = HODO_INTEGER,
     .role = HODO_REPEAT,
     .quick = "24",
     .usual = "18",
     .paper = "8",
     .unit = "1",
     .doc = "draws of data and weights"},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"l", "1", "weight matrices", HODO_INTEGER},
    {"p", "1", "growth of widths", HODO_REAL},
    {"matched", "1", "what networks of different p have in common: width or count of weights", HODO_TEXT},
    {"trial", "1", "draw of data and weights", HODO_INTEGER},
    {"m", "1", "base width", HODO_INTEGER},
    {"entry", "1", "a rate that was tried, the best one, a layer, or the limiting kernel's loss", HODO_TEXT},
    {"k", "1", "the layer; 0 in other entries", HODO_INTEGER},
    {"eta0", "1", "rate, eta = eta0 m^q; NaN where none survived", HODO_REAL},
    {"loss", "1", "mean over the last tenth of the steps; infinite where training diverged", HODO_REAL},
    {"end", "1", "found: worse rates on either side of the best; or below or above the grid", HODO_TEXT},
    {"law_eta0", "1", "best rate of the limiting kernel on the same grid", HODO_REAL},
    {"edge", "1", "2 n/lambda_max of the limiting kernel", HODO_REAL},
    {"first", "1", "rms(h_k' - h_k)/eta0 of a small first step", HODO_REAL},
    {"first_law", "1", "the same at large width", HODO_REAL},
    {"first_plain", "1", "the same were every J J^T its mean: eta0 Theta_k |r|/k^(p/2)", HODO_REAL},
    {"moved", "1", "rms(h_k - h_k at the start) after all steps at the best rate tried", HODO_REAL},
    {.name = NULL},
};
enum { COLUMNS = 16, FIRST_OF_LAYER = 12, OF_LAYER = 4 };

static hodo_status setting_of(const hodo_cell *cell, depth_setting *setting, hodo_error *error)
{
    *setting = (depth_setting){.network = {.a = hodo_cell_real(cell, "a"),
                                           .b = hodo_cell_real(cell, "b"),
                                           .width = (size_t)hodo_cell_integer(cell, "m"),
                                           .depth = (size_t)hodo_cell_integer(cell, "l"),
                                           .growth = hodo_cell_real(cell, "p")},
                               .data = {.name = hodo_cell_text(cell, "data"),
                                        .samples = (size_t)hodo_cell_integer(cell, "samples"),
                                        .inputs = (size_t)hodo_cell_integer(cell, "inputs")},
                               .richness = hodo_cell_real(cell, "q"),
                               .steps = (size_t)hodo_cell_integer(cell, "steps")};
    const char *gamma = hodo_cell_text(cell, "gamma"), *matched = hodo_cell_text(cell, "matched");
    size_t g = 0;
    while (g <= CHAOS_GAMMA_LAST && strcmp(gamma, gammas[g]) != 0) {
        g++;
    }
    if (g > CHAOS_GAMMA_LAST) {
        return hodo_fail(error, HODO_INVALID, "gamma = %.40s: give one, m or last", gamma);
    }
    setting->gamma = (chaos_gamma)g;
    const bool count = strcmp(matched, DEPTH_COUNT) == 0;
    if (!count && strcmp(matched, DEPTH_WIDTH) != 0) {
        return hodo_fail(error, HODO_INVALID, "matched = %.40s: give " DEPTH_WIDTH " or " DEPTH_COUNT, matched);
    }
    const hodo_status status = depth_sweep_check(setting, error);
    if (status == HODO_OK && count) {
        depth_setting other = *setting;
        other.network.growth = reference;
        if (depth_sweep_check(&other, error) != HODO_OK) {
            return HODO_INVALID;
        }
        setting->network.width = depth_sweep_matched_width(setting, reference);
    }
    return status;
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    depth_setting setting;
    return setting_of(cell, &setting, error);
}

/* A network of p = 2 is matched with itself: it is in the table once. */
static bool is_twin(const hodo_cell *cell)
{
    return hodo_cell_real(cell, "p") == reference && strcmp(hodo_cell_text(cell, "matched"), DEPTH_COUNT) == 0;
}

static double cost(const hodo_cell *cell)
{
    depth_setting setting;
    hodo_error error;
    const bool there = !is_twin(cell) && setting_of(cell, &setting, &error) == HODO_OK;
    return there ? depth_sweep_cost(&setting) : 1;
}

/* Of the columns `entry` and after it. */
static hodo_status write(hodo_cell *cell, hodo_value *row, const char *entry, size_t k, double eta0,
                         double loss, const double *layer, hodo_error *error)
{
    row[5] = hodo_text(entry);
    row[6] = hodo_integer((int64_t)k);
    row[7] = hodo_real(eta0);
    row[8] = hodo_real(loss);
    for (size_t i = 0; i < OF_LAYER; i++) {
        row[FIRST_OF_LAYER + i] = hodo_real(layer != NULL ? layer[i] : NAN);
    }
    return hodo_cell_row(cell, row, error);
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    depth_setting setting;
    depth_sweep made;
    hodo_status status = setting_of(cell, &setting, error);
    if (status != HODO_OK || is_twin(cell)) {
        return status;
    }
    status = depth_sweep_run(hodo_cell_arena(cell), &setting, hodo_cell_stream(cell), &made, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_value row[COLUMNS] = {hodo_integer(hodo_cell_integer(cell, "l")),
                               hodo_real(setting.network.growth),
                               hodo_text(hodo_cell_text(cell, "matched")),
                               hodo_integer(hodo_cell_integer(cell, "trials")),
                               hodo_integer((int64_t)setting.network.width),
                               [9] = hodo_text(hodo_rate_end_name(made.found.end)),
                               [10] = hodo_real(made.law.eta),
                               [11] = hodo_real(made.edge)};
    for (size_t i = 0; status == HODO_OK && i < made.found.count; i++) {
        status = write(cell, row, DEPTH_TRIED, 0, made.found.etas[i], made.found.losses[i], NULL, error);
    }
    status = status != HODO_OK ? status
                               : write(cell, row, DEPTH_BEST, 0, made.found.eta, made.found.loss, NULL, error);
    for (size_t k = 1; status == HODO_OK && k < setting.network.depth; k++) {
        const double layer[OF_LAYER] = {made.first[k - 1], made.first_law[k - 1], made.first_plain[k - 1],
                                        made.moved[k - 1]};
        status = write(cell, row, DEPTH_LAYER, k, made.found.grid_eta, made.found.grid_loss, layer, error);
    }
    const bool first = hodo_cell_integer(cell, "trials") == 0;
    for (size_t i = 0; status == HODO_OK && first && i < DEPTH_SWEEP_LINE; i++) {
        status = write(cell, row, DEPTH_LAW, 0, made.law_rates[i], made.law_losses[i], NULL, error);
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "mlps-at-the-eoc/depth-transfer",
        .title = "the best learning rate against depth, and how far layers move, as widths grow",
        .source = "ours, after arXiv 2502.13110",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .data = hodo_two_classes_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .claims = depth_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
