/* Alignment of weights, gradients and changes with what they multiply, against shape, width, layer and step. */
#include "experiments/spectral-condition/alignment/aligned_row.h"
#include "experiments/spectral-condition/alignment/alignment_claims.h"
#include "experiments/spectral-condition/alignment/matrix_alignment.h"
#include "experiments/spectral-condition/alignment/step_alignment.h"
#include "data/two_classes.h"

#include <math.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "part", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "matrices,clusters,mnist", .unit = "1",
     .doc = "matrices alone (matrices), or networks that learn clusters, mnist or cifar10"},
    {.name = "ratio", .type = HODO_REAL, .role = HODO_LIST, .quick = "0.0625,0.25,1,4,16",
     .usual = "0.0625,0.125,0.25,0.5,1,2,4,8,16", .unit = "1", .doc = "fan_out/fan_in of matrices alone",
     .least = 1e-3, .most = 1e3},
    {.name = "side", .type = HODO_INTEGER, .quick = "96", .usual = "256", .paper = "1024", .unit = "1",
     .doc = "geometric mean of fan_out and fan_in", .least = 4, .most = 1e5},
    {.name = "draws", .type = HODO_INTEGER, .usual = "8", .unit = "1", .doc = "of a matrix, in a trial",
     .least = 1, .most = 1e6},
    {.name = "N", .type = HODO_INTEGER, .role = HODO_LIST, .quick = "64,128,256",
     .usual = "64,128,256,512,1024", .paper = "64,128,256,512,1024,2048,4096", .unit = "1",
     .doc = "units of a hidden layer", .least = 2, .most = 1e5},
    {.name = "batch", .type = HODO_INTEGER, .role = HODO_LIST, .quick = "1,10,100", .usual = "1,10,100,1000",
     .unit = "1", .doc = "samples of a gradient, the first ones of the set", .least = 1,
     .most = HODO_TWO_CLASSES_MOST},
    {.name = "learn", .type = HODO_INTEGER, .usual = "100", .unit = "1",
     .doc = "samples that are learned, all of them at every step", .least = 1, .most = HODO_TWO_CLASSES_MOST},
    {.name = "eta", .type = HODO_REAL, .usual = "0.3", .unit = "1", .doc = "learning rate", .least = 0,
     .least_excluded = true, .most = 1e3},
    {.name = "steps", .type = HODO_INTEGER, .quick = "8", .usual = "16", .paper = "128", .unit = "1",
     .doc = "of gradient descent", .least = 1, .most = 1e6},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "10", .usual = "7", .paper = "10",
     .unit = "1", .doc = "draws of weights and samples", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"part", "1", "matrices alone, or what is learned", HODO_TEXT},
    {"what", "1",
     "gaussian, orthogonal: matrices alone; weight, gradient, change: alignment in a network; sum: "
     "of the two parts of a feature's change",
     HODO_TEXT},
    {"trial", "1", "draw of weights and samples; widths and batches of a trial share it", HODO_INTEGER},
    {"N", "1", "units of a hidden layer", HODO_INTEGER},
    {"layer", "1", "weight matrix: 1 input, 2 hidden, 3 output", HODO_INTEGER},
    {"fan_out", "1", "rows of the matrix", HODO_INTEGER},
    {"fan_in", "1", "its columns", HODO_INTEGER},
    {"batch", "1", "samples", HODO_INTEGER},
    {"step", "1", "steps taken", HODO_INTEGER},
    {"value", "1", "||A H||/(||A||_* ||H||), or of a sum ||a + b||/(||a|| + ||b||)", HODO_REAL},
    {"limit", "1", "theory for these samples at infinite width", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"formula", "1", "sqrt(n_l)/(sqrt(n_l) + sqrt(n_(l-1))); min(1, sqrt(n_l/n_(l-1))) for orthogonal",
     HODO_REAL},
    {"finite", "1", "the same of a Gaussian matrix at this size (Tracy-Widom)", HODO_REAL},
    {.name = NULL},
};

hodo_status aligned_row_put(hodo_cell *cell, aligned_row row, hodo_error *error)
{
    const hodo_value values[] = {hodo_text(hodo_cell_text(cell, "part")),
                                 hodo_text(row.what),
                                 hodo_integer(hodo_cell_integer(cell, "trials")),
                                 hodo_integer((int64_t)row.width),
                                 hodo_integer((int64_t)row.layer),
                                 hodo_integer((int64_t)row.fan_out),
                                 hodo_integer((int64_t)row.fan_in),
                                 hodo_integer((int64_t)row.batch),
                                 hodo_integer((int64_t)row.step),
                                 hodo_real(row.value),
                                 hodo_real(row.limit)};
    return hodo_cell_row(cell, values, error);
}

static bool alone(const hodo_cell *cell) { return strcmp(hodo_cell_text(cell, "part"), ALIGNED_MATRICES) == 0; }

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    return alone(cell) ? HODO_OK : step_alignment_check(cell, error);
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    return alone(cell) ? matrix_alignment_rows(cell, error) : step_alignment_rows(cell, error);
}

static double cost(const hodo_cell *cell)
{
    return alone(cell) ? matrix_alignment_cost(cell) : step_alignment_cost(cell);
}

/* Of one row, from the last row before it that has the same shape where there is one. */
static hodo_status theory_of(hodo_table *table, size_t row, const size_t *column, hodo_error *error)
{
    const size_t what = column[0], out = column[1], in = column[2], formula = column[3], finite = column[4];
    const matrix_shape shape = {(size_t)hodo_table_get(table, row, out).integer,
                                (size_t)hodo_table_get(table, row, in).integer};
    const double root = sqrt((double)shape.fan_out / (double)shape.fan_in);
    if (strcmp(hodo_table_get(table, row, what).text, "orthogonal") == 0) {
        hodo_table_set(table, row, formula, hodo_real(fmin(1, root)));
        return HODO_OK;
    }
    hodo_table_set(table, row, formula, hodo_real(root / (1 + root)));
    double value = NAN;
    for (size_t before = 0; before < row && isnan(value); before++) {
        const bool same = hodo_table_get(table, before, out).integer == (int64_t)shape.fan_out &&
                          hodo_table_get(table, before, in).integer == (int64_t)shape.fan_in;
        value = same ? hodo_table_get(table, before, finite).real : NAN;
    }
    const bool narrow = shape.fan_out < 2 || shape.fan_in < 2; /* no law of the largest of one */
    const hodo_status status =
        isnan(value) && !narrow ? matrix_alignment_finite(shape, &value, error) : HODO_OK;
    hodo_table_set(table, row, finite, hodo_real(value));
    return status;
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)run;
    const size_t column[] = {hodo_table_find(table, "what"), hodo_table_find(table, "fan_out"),
                             hodo_table_find(table, "fan_in"), hodo_table_find(table, "formula"),
                             hodo_table_find(table, "finite")};
    const size_t step = hodo_table_find(table, "step");
    hodo_status status = HODO_OK;
    for (size_t row = 0; status == HODO_OK && row < hodo_table_rows(table); row++) {
        static const char *const initial[] = {"gaussian", "orthogonal", "weight"};
        for (size_t i = 0; status == HODO_OK && i < 3; i++) {
            if (strcmp(hodo_table_get(table, row, column[0]).text, initial[i]) == 0 &&
                hodo_table_get(table, row, step).integer == 0) {
                status = theory_of(table, row, column, error);
            }
        }
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "spectral-condition/alignment",
        .title = "alignment of weights, gradients and changes with what they multiply",
        .source = "arXiv 2310.17813, claims 1 to 3; limits of gradients are ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .data = hodo_two_classes_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = alignment_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
