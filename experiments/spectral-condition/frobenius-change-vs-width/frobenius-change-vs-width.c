/* How far the hidden weight matrix moves until a given loss, in the Frobenius norm, against width. */
#include "data/two_classes.h"
#include "experiments/spectral-condition/width_change.h"

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    return width_change_compute(cell, WIDTH_CHANGE_FROBENIUS, error);
}

static double cost(const hodo_cell *cell)
{
    return width_change_cost(cell, WIDTH_CHANGE_FROBENIUS);
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    return width_change_theory(run, table, WIDTH_CHANGE_FROBENIUS, error);
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    return width_change_claims(run, table, WIDTH_CHANGE_FROBENIUS, claims, error);
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "spectral-condition/frobenius-change-vs-width",
        .title = "relative Frobenius change of weights against width, at matched loss",
        .source = "arXiv 2310.17813",
        .revision = 1,
        .parameters = width_change_parameters,
        .columns = width_change_columns,
        .theory_columns = width_change_theory_columns,
        .data = hodo_two_classes_data_name,
        .check = width_change_check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
