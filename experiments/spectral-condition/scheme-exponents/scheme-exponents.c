/* One step of every parametrization at every width, in the spectral norm over the condition's target. */
#include "experiments/spectral-condition/first_gradient.h"
#include "experiments/spectral-condition/scheme_size.h"
#include "experiments/spectral-condition/scheme-exponents/exponent_claims.h"
#include "experiments/spectral-condition/width_cell.h"

#include "net/pass.h"
#include "probe/spectral_norm.h"

#include <math.h>

/* Relative, of ||Delta W||_*: for one sample the matrix has rank one and is exact long before. */
#define NORM_TOLERANCE 1e-4

static const hodo_parameter parameters[] = {
    {.name = "data", .type = HODO_TEXT, .usual = "clusters", .unit = "",
     .doc = "two classes: mnist, clusters or cifar10"},
    {.name = "inputs", .type = HODO_INTEGER, .usual = "64", .unit = "1", .doc = "dimension of the clusters",
     .least = 2, .most = 1e5},
    {.name = "samples", .type = HODO_INTEGER, .usual = "1", .unit = "1",
     .doc = "rows of the step; theory is for one", .least = 1, .most = HODO_TWO_CLASSES_MOST},
    {.name = "eta", .type = HODO_REAL, .usual = "1", .unit = "1", .doc = "learning rate; it is divided out",
     .least = 0, .most = 1e6, .least_excluded = true},
    {.name = "units", .type = HODO_INTEGER, .usual = "1024", .unit = "1",
     .doc = "a cell averages over units/width networks, at least one", .least = 1, .most = 1e5},
    {.name = "parametrization", .type = HODO_TEXT, .role = HODO_SWEEP,
     .usual = "spectral,mup,ntp,sp,frobenius-relative", .unit = "", .doc = "rows of hodo train --list",
     .shares_draws = true},
    {.name = "width", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "64,128,256,512",
     .usual = "64,128,256,512,1024,2048", .paper = "64,128,256,512,1024,2048,4096", .unit = "1",
     .doc = "width n of hidden layers", .least = 2, .most = 1e5, .shares_draws = true},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "8", .usual = "20", .unit = "1",
     .doc = "data and weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"parametrization", "", "row of the table", HODO_TEXT},
    {"layer", "", "input, hidden or output", HODO_TEXT},
    {"width", "1", "n", HODO_INTEGER},
    {"trial", "1", "data and weights, shared by all widths and rows", HODO_INTEGER},
    {"inputs", "1", "n_0", HODO_INTEGER},
    {"ratio", "1", "||Delta W||_* over eta sqrt(n_l/n_(l-1)) and, where no norm divides the step, rms(f - y)",
     HODO_REAL},
    {.name = NULL},
};
enum { COLUMNS = 6 };

static const hodo_column theory_columns[] = {
    {"theory", "1", "the same at large width for one sample, no constant fitted", HODO_REAL},
    {"exponent", "1", "published; not a number for rows of which the paper says nothing", HODO_REAL},
    {.name = NULL},
};

/* Weights drawn, copied and compared; a pass and a step; and products with the difference. */
static double cost(const hodo_cell *cell)
{
    static const double fixed = 1e6, a_weight = 150; /* multiply-adds, as timed */
    const width_network_setting network = width_cell_network(cell);
    return (double)width_cell_networks(cell) *
           (fixed + a_weight * width_network_weights(&network) +
            width_network_step_cost(&network, (size_t)hodo_cell_integer(cell, "samples")));
}

/* excerpt: step */
/* One step of eta on the batch; ratio[k] += of weight matrix k. */
static hodo_status step(hodo_arena *arena, width_network *of, const hodo_dataset *data, double eta,
                        double share, double ratio[WIDTH_NETWORK_DEPTH], hodo_error *error)
{
    hodo_matrix before[WIDTH_NETWORK_DEPTH];
    double rates[WIDTH_NETWORK_DEPTH], loss = NAN;
    hodo_pass *pass = first_gradient(arena, of, data, data->count, error);
    hodo_optimiser *optimiser = hodo_optimiser_take(arena, &of->optimiser, &of->network, error);
    if (pass == NULL || optimiser == NULL) {
        return error->status;
    }
    for (size_t k = 0; k < WIDTH_NETWORK_DEPTH; k++) {
        const hodo_matrix w = of->network.weights[k];
        before[k] = hodo_matrix_take(arena, w.precision, w.rows, w.columns, error);
        rates[k] = eta * of->rates[k];
        if (before[k].data == NULL) {
            return HODO_NO_MEMORY;
        }
        hodo_matrix_copy(w, before[k]);
    }
    hodo_status status = hodo_loss_value(of->loss, 1, hodo_pass_output(pass), data->y, &loss, error);
    status = status != HODO_OK ? status : hodo_optimiser_step(optimiser, pass, rates, error);
    const double residual = of->optimiser.norm == HODO_NORM_NONE ? sqrt(2 * loss) : 1;
    for (size_t k = 0; status == HODO_OK && k < WIDTH_NETWORK_DEPTH; k++) {
        const hodo_matrix w = of->network.weights[k];
        const hodo_layer *layer = hodo_weight_layer(&of->architecture, k);
        const double minus = -1, target = sqrt((double)layer->fan_out / (double)layer->fan_in);
        double norm = NAN;
        for (size_t i = 0; i < w.rows; i++) {
            hodo_rows_add(&minus, hodo_matrix_rows(before[k], i, 1), hodo_matrix_rows(w, i, 1));
        }
        status = hodo_spectral_norm(w, NORM_TOLERANCE, arena, &norm, error);
        ratio[k] += share * fabs(layer->multiplier) * norm / (eta * target * residual);
    }
    return status;
}
/* end: step */

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    static const char *const layers[] = {"input", "hidden", "output"};
    hodo_arena *arena = hodo_cell_arena(cell);
    const hodo_two_classes_setting asked = width_cell_data(cell);
    const width_network_setting setting = width_cell_network(cell);
    const size_t count = width_cell_networks(cell);
    double ratio[WIDTH_NETWORK_DEPTH] = {0};
    hodo_dataset data;
    hodo_status status = hodo_two_classes_open(arena, &asked, hodo_cell_stream(cell), &data, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        const hodo_stream own = width_cell_stream(cell, i);
        width_network of;
        status = width_network_open(arena, &setting, &own, &of, error);
        status = status != HODO_OK
                     ? status
                     : step(arena, &of, &data, hodo_cell_real(cell, "eta"), 1 / (double)count, ratio, error);
    }
    for (size_t k = 0; status == HODO_OK && k < WIDTH_NETWORK_DEPTH; k++) {
        const hodo_value row[COLUMNS] = {
            hodo_text(setting.parametrization),   hodo_text(layers[k]),
            hodo_integer((int64_t)setting.width), hodo_integer(hodo_cell_integer(cell, "trials")),
            hodo_integer((int64_t)data.inputs),   hodo_real(ratio[k])};
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "spectral-condition/scheme-exponents",
        .title = "spectral size of one step of every scheme, as exponents of width",
        .source = "arXiv 2310.17813",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .data = hodo_two_classes_data_name,
        .check = width_cell_check,
        .compute = compute,
        .cost = cost,
        .theory = exponent_theory,
        .claims = exponent_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
