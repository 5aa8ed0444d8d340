/* The best learning rate against width, parametrization by parametrization. */
#include "experiments/spectral-condition/transfer_claims.h"
#include "experiments/spectral-condition/transfer_figure.h"

static const char size[] = "width";

static const hodo_parameter parameters[] = {
    TRANSFER_PARAMETERS("32", "64"),
    {.name = "steps", .type = HODO_INTEGER, .usual = "40", .unit = "1", .doc = "steps of training", .least = 1,
     .most = 1e7},
    {.name = "rule", .type = HODO_TEXT, .role = HODO_SWEEP,
     .usual = "sgd/sp,sgd/ntp,sgd/mup,sgd/spectral-direct,adam/sp,adam/ntp/one-rate,adam/ntp,adam/mup",
     .unit = "1",
     .doc = "optimiser and row of the table of parametrizations; /one-rate: 1 in the place of its rates",
     .shares_draws = true},
    {.name = "width", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "32,64,128",
     .usual = "32,64,128,256", .paper = "64,128,256,512,1024,2048,4096", .unit = "1",
     .doc = "units of both hidden layers", .least = 4, .most = 65536, .shares_draws = true},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "8", .usual = "20", .paper = "5",
     .unit = "1", .doc = "draws of data and weights"},
    {.name = NULL},
};

static const hodo_column columns[] = {TRANSFER_COLUMNS("width", "units of both hidden layers")};

static const hodo_column theory_columns[] = {
    {"log2_law", "1", "log2 of the law's best rate; its constant is the measured mean", HODO_REAL},
    {.name = NULL},
};

/* Of NTP: features stand still as widths grow, the kernel of its eta does not depend on width, and so its best
 * rate transfers, for the wrong reason. With Adam and one rate for all matrices a step of a hidden one moves
 * the outputs by n, and the best rate falls as 1/n. */
static const transfer_expected expected[] = {
    {.rule = "sgd/sp", .law = true},
    {.rule = "sgd/ntp", .transfers = true},
    {.rule = "sgd/mup", .transfers = true},
    {.rule = "sgd/spectral", .transfers = true},
    {.rule = "sgd/spectral-direct", .transfers = true},
    {.rule = "adam/sp", .law = true},
    {.rule = "adam/ntp/one-rate", .law = true},
    {.rule = "adam/ntp", .transfers = true},
    {.rule = "adam/mup", .transfers = true},
    {.rule = "adam/spectral", .transfers = true},
};

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    return transfer_check(cell, size, error);
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    return transfer_compute(cell, size, error);
}

static double cost(const hodo_cell *cell)
{
    return transfer_cost(cell, size);
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    return transfer_theory(run, size, table, error);
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *made, hodo_error *error)
{
    return transfer_claims(run, table, size, expected, sizeof expected / sizeof expected[0], made, error);
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "spectral-condition/learning-rate-transfer",
        .title = "the best learning rate against width",
        .source = "arXiv 2310.17813; the test after arXiv 2203.03466",
        .revision = 2,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .data = hodo_two_classes_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
