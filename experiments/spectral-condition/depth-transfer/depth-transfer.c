/* The best learning rate of residual networks against depth. */
#include "experiments/spectral-condition/transfer_claims.h"
#include "experiments/spectral-condition/transfer_figure.h"

static const char size[] = "blocks";

static const hodo_parameter parameters[] = {
    TRANSFER_PARAMETERS("32", "32"),
    {.name = "steps", .type = HODO_INTEGER, .usual = "40", .unit = "1", .doc = "steps of training", .least = 1,
     .most = 1e7},
    {.name = "width", .type = HODO_INTEGER, .quick = "32", .usual = "64", .paper = "512", .unit = "1",
     .doc = "units of a hidden layer", .least = 4, .most = 65536},
    {.name = "rule", .type = HODO_TEXT, .role = HODO_SWEEP,
     .usual = "sgd/mup,sgd/depth-mup,sgd/completep,adam/mup,adam/depth-mup,adam/completep", .unit = "1",
     .doc = "optimiser and row of the table of parametrizations", .shares_draws = true},
    {.name = "blocks", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "2,4,8", .usual = "2,4,8,16",
     .paper = "2,4,8,16,32,64", .unit = "1", .doc = "residual blocks: weight matrices but two", .least = 1,
     .most = 1024, .shares_draws = true},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "12", .usual = "24", .paper = "5",
     .unit = "1", .doc = "draws of data and weights"},
    {.name = NULL},
};

static const hodo_column columns[] = {TRANSFER_COLUMNS("blocks", "residual blocks")};

static const hodo_column theory_columns[] = {
    {"log2_law", "1", "log2 of the law's best rate; its constant is the measured mean", HODO_REAL},
    {.name = NULL},
};

/* mup has branches of size one: right in width, and its features grow as 2^(blocks/2). The law of the other
 * two has a slope at few blocks, which goes to 0 as there are more. */
static const transfer_expected expected[] = {
    {.rule = "sgd/mup", .worse = true},
    {.rule = "sgd/depth-mup", .transfers = true, .law = true},
    {.rule = "sgd/completep", .transfers = true, .law = true},
    {.rule = "adam/mup", .worse = true},
    {.rule = "adam/depth-mup", .transfers = true, .law = true},
    {.rule = "adam/completep", .transfers = true, .law = true},
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
        .name = "spectral-condition/depth-transfer",
        .title = "the best learning rate of residual networks against depth",
        .source = "arXiv 2310.02244 and 2505.01618; the test after arXiv 2203.03466",
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
