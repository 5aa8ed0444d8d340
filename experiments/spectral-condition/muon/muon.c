/* Steepest descent under the spectral norm: what Newton-Schulz steps do to singular values, what Muon's two
 * scales do to networks of growing width, and how steep its steps are. */
#include "experiments/spectral-condition/muon/muon_claims.h"
#include "experiments/spectral-condition/muon/muon_row.h"
#include "experiments/spectral-condition/muon/muon_training.h"
#include "experiments/spectral-condition/muon/polar_map.h"
#include "experiments/spectral-condition/muon/steepest.h"
#include "data/two_classes.h"

#include <stdio.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "part", .type = HODO_TEXT, .role = HODO_SWEEP,
     .usual = "map,clusters/sp,clusters/spectral,mnist/sp,mnist/spectral,mnist/descent", .unit = "1",
     .doc = "map (singular values), DATA/PARAMETRIZATION (training) or DATA/descent (one step)"},
    {.name = "side", .type = HODO_INTEGER, .usual = "32", .unit = "1",
     .doc = "of matrices of known singular values", .least = 2, .most = 4096},
    {.name = "square", .type = HODO_INTEGER, .role = HODO_LIST, .quick = "100,200", .usual = "200,400,800",
     .paper = "200,400,800,1600", .unit = "1", .doc = "sides of Gaussian matrices", .least = 2, .most = 20000},
    {.name = "N", .type = HODO_INTEGER, .role = HODO_LIST, .quick = "64,128,256", .usual = "64,128,256,512",
     .paper = "64,128,256,512,1024,2048,4096", .unit = "1", .doc = "units of a hidden layer", .least = 2,
     .most = 1e5},
    {.name = "learn", .type = HODO_INTEGER, .usual = "64", .unit = "1",
     .doc = "samples that are learned, all of them at every step", .least = 1, .most = HODO_TWO_CLASSES_MOST},
    {.name = "steps", .type = HODO_INTEGER, .quick = "4", .usual = "8", .paper = "64", .unit = "1",
     .doc = "of Muon, momentum .95, Nesterov", .least = 2, .most = 1e6},
    {.name = "eta", .type = HODO_REAL, .usual = "0.05", .unit = "1", .doc = "learning rate", .least = 0,
     .least_excluded = true, .most = 1e3},
    {.name = "batch", .type = HODO_INTEGER, .role = HODO_LIST, .usual = "1,4,16,64", .paper = "1,4,16,64,256",
     .unit = "1", .doc = "samples of the gradient of one step", .least = 1, .most = HODO_TWO_CLASSES_MOST},
    {.name = "radius", .type = HODO_REAL, .usual = "0.01", .unit = "1",
     .doc = "spectral norm of that step over that of the weights", .least = 0,
     .least_excluded = true, .most = 1},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "5", .usual = "7", .unit = "1",
     .doc = "draws of weights and samples", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"part", "1", "which part of the figure", HODO_TEXT},
    {"what", "1", "what is measured", HODO_TEXT},
    {"trial", "1", "draw of weights and samples; widths of a trial share it", HODO_INTEGER},
    {"N", "1", "side of the matrix, or units of a hidden layer", HODO_INTEGER},
    {"layer", "1", "weight matrix: 1 input, 2 hidden, 3 output", HODO_INTEGER},
    {"step", "1", "steps taken", HODO_INTEGER},
    {"x", "1", "singular value, step or batch", HODO_REAL},
    {"value", "1", "what was measured there", HODO_REAL},
    {"predicted", "1", "theory", HODO_REAL},
    {.name = NULL},
};

hodo_status muon_row_put(hodo_cell *cell, muon_row row, hodo_error *error)
{
    const hodo_value values[] = {hodo_text(hodo_cell_text(cell, "part")),
                                 hodo_text(row.what),
                                 hodo_integer(hodo_cell_integer(cell, "trials")),
                                 hodo_integer((int64_t)row.width),
                                 hodo_integer((int64_t)row.layer),
                                 hodo_integer((int64_t)row.step),
                                 hodo_real(row.x),
                                 hodo_real(row.value),
                                 hodo_real(row.theory)};
    return hodo_cell_row(cell, values, error);
}

const char *muon_part(const hodo_cell *cell, char *data, size_t size)
{
    const char *part = hodo_cell_text(cell, "part"), *slash = strchr(part, '/');
    data[0] = '\0';
    if (slash == NULL || (size_t)(slash - part) >= size) {
        return NULL;
    }
    (void)snprintf(data, size, "%.*s", (int)(slash - part), part);
    return slash + 1;
}

/* The three kinds of cells. */
typedef struct kind {
    hodo_status (*check)(const hodo_cell *cell, hodo_error *error);
    hodo_status (*rows)(hodo_cell *cell, hodo_error *error);
    double (*cost)(const hodo_cell *cell);
} kind;

static kind kind_of(const hodo_cell *cell)
{
    static const kind map = {NULL, polar_map_rows, polar_map_cost};
    static const kind descent = {steepest_check, steepest_rows, steepest_cost};
    static const kind training = {muon_training_check, muon_training_rows, muon_training_cost};
    char data[32];
    const char *what = muon_part(cell, data, sizeof data);
    return what == NULL && strcmp(hodo_cell_text(cell, "part"), MUON_MAP) == 0 ? map
           : what != NULL && strcmp(what, MUON_DESCENT) == 0                  ? descent
                                                                              : training;
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    char data[32];
    const char *part = hodo_cell_text(cell, "part");
    if (strcmp(part, MUON_MAP) != 0 && muon_part(cell, data, sizeof data) == NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "part = %s: give map, or data, a slash and a parametrization or descent", part);
    }
    const kind of = kind_of(cell);
    return of.check != NULL ? of.check(cell, error) : HODO_OK;
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    return kind_of(cell).rows(cell, error);
}

static double cost(const hodo_cell *cell)
{
    return kind_of(cell).cost(cell);
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "spectral-condition/muon",
        .title = "steepest descent under the spectral norm: Muon's map, its scales and its steps",
        .source = "arXiv 2310.17813; Jordan 2024 for Muon",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .data = hodo_two_classes_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .claims = muon_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
