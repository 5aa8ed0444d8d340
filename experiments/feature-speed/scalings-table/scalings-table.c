/* The table of scalings of arXiv 2311.18718: exponents, in width and in depth, of its four desiderata under its
 * schemes, dense and sparse. Sizes of an axis share their draws. */
#include "experiments/feature-speed/scalings-table/scaling_claims.h"

#include "base/name.h"
#include "lab/estimate.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Below it a layer whose units are all off, and with it a network without an angle, is no longer rare at the
 * least depth; and how many such layers a network may have on average, at m and L. */
#define NARROWEST 8
#define LAYERS_OFF 0.02

static const hodo_parameter parameters[] = {
    {.name = "scheme", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "ntk,mf-mup,fsc-static,fsc-resnet",
     .unit = "", .doc = "rows of hodo train --list: ntk, mf-mup, fsc-static or fsc-resnet"},
    {.name = "data", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "dense,sparse,misread", .unit = "",
     .doc = "dense; sparse; or misread: sparse data under the rule for dense ones"},
    {.name = "m", .type = HODO_INTEGER, .role = HODO_LIST, .quick = "32,64,128", .usual = "64,128,256,512",
     .paper = "64,128,256,512,1024", .unit = "1", .doc = "widths of the width axis; d = k = m",
     .least = NARROWEST, .most = 1e5},
    {.name = "depth", .type = HODO_INTEGER, .quick = "4", .usual = "6", .unit = "1",
     .doc = "L on the width axis", .least = 3, .most = 1e4},
    {.name = "L", .type = HODO_INTEGER, .role = HODO_LIST, .quick = "4,8,16", .usual = "8,16,32",
     .paper = "8,16,32,64", .unit = "1", .doc = "depths of the depth axis; all L matrices trained", .least = 3,
     .most = 1e4},
    {.name = "width", .type = HODO_INTEGER, .quick = "128", .usual = "512", .paper = "1024", .unit = "1",
     .doc = "m on the depth axis", .least = NARROWEST, .most = 1e5},
    {.name = "axis", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "m,L", .unit = "",
     .doc = "what varies: m, or L"},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "150", .usual = "70", .unit = "1",
     .doc = "independent draws of data and weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"scheme", "", "row of the table", HODO_TEXT},
    {"data", "", "dense, sparse or misread", HODO_TEXT},
    {"axis", "", "m or L", HODO_TEXT},
    {"m", "1", "width", HODO_INTEGER},
    {"L", "1", "depth", HODO_INTEGER},
    {"place", "1", "of the size on its axis, from 0", HODO_INTEGER},
    {"trial", "1", "draw of data and weights; the sizes of an axis share them", HODO_INTEGER},
    {"desideratum", "", "signal, feature, decay, balance-input or balance-output", HODO_TEXT},
    {"value", "1", "rms(f_(L-1)), rms(f_(L-1)'), -loss', c_1/c, c_L/c", HODO_REAL},
    {"exponent", "1", "slope of log value against log m or L over the trial's sizes", HODO_REAL},
    {.name = NULL},
};
enum { COLUMNS = 10 };

static const hodo_column theory_columns[] = {
    {"theory", "1", "the value: exp of the mean of its logarithm at this width and depth", HODO_REAL},
    {"slope", "1", "the exponent that theory has over these sizes", HODO_REAL},
    {"limit", "1", "the exponent at large m and L: the paper's table", HODO_REAL},
    {.name = NULL},
};

static scaling_axis axis_of(const hodo_cell *cell)
{
    return strcmp(hodo_cell_text(cell, "axis"), scaling_axis_names[DEPTH_AXIS]) == 0 ? DEPTH_AXIS : WIDTH_AXIS;
}

static scaling_sizes sizes_of(const hodo_cell *cell, scaling_axis axis)
{
    scaling_sizes sizes;
    sizes.sizes = hodo_cell_integers(cell, scaling_axis_names[axis], &sizes.count);
    sizes.fixed = hodo_cell_integer(cell, axis == WIDTH_AXIS ? "depth" : "width");
    return sizes;
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    const char *axis = hodo_cell_text(cell, "axis");
    if (scaling_scheme_find(hodo_cell_text(cell, "scheme"), error) == NULL ||
        hodo_name_find("data", hodo_cell_text(cell, "data"), scaling_data_names, sizeof scaling_data_names[0],
                       SCALING_DATA, error) == HODO_NO_NAME ||
        hodo_name_find("axis", axis, scaling_axis_names, sizeof scaling_axis_names[0], SCALING_AXES, error) ==
            HODO_NO_NAME) {
        return HODO_INVALID;
    }
    const scaling_sizes sizes = sizes_of(cell, axis_of(cell));
    for (size_t i = 0; i < sizes.count; i++) {
        const int64_t width = scaling_width(&sizes, axis_of(cell), i);
        const int64_t depth = scaling_depth(&sizes, axis_of(cell), i);
        const double off = ldexp((double)depth, (int)-width);
        if (off > LAYERS_OFF) {
            return hodo_fail(error, HODO_INVALID,
                             "width %" PRId64 ", depth %" PRId64
                             ": a network has %.2g layers with no unit on: give at most %g, by a greater width",
                             width, depth, off, LAYERS_OFF);
        }
    }
    return sizes.count > 1
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID, "%s = %" PRId64 " alone has no slope: give at least two sizes",
                           axis, sizes.sizes[0]);
}

/* A misread rule is wrong in d and k, which grow with m: nothing is to be seen along L. */
static bool left_out(scaling_data data, scaling_axis axis)
{
    return data == MISREAD && axis == DEPTH_AXIS;
}

static scaling_data data_of(const hodo_cell *cell)
{
    return (scaling_data)hodo_name_find("data", hodo_cell_text(cell, "data"), scaling_data_names,
                                        sizeof scaling_data_names[0], SCALING_DATA, NULL);
}

static double cost(const hodo_cell *cell)
{
    const scaling_axis axis = axis_of(cell);
    const scaling_sizes sizes = sizes_of(cell, axis);
    double sum = 1.0;
    for (size_t i = 0; i < sizes.count && !left_out(data_of(cell), axis); i++) {
        sum += scaled_network_cost((double)scaling_width(&sizes, axis, i),
                                   (double)scaling_depth(&sizes, axis, i));
    }
    return sum;
}

/* The rows of desideratum d, with their one exponent; x and y (count,) are scratch. */
static hodo_status rows_of(hodo_cell *cell, scaling_axis axis, const scaling_sizes *sizes,
                           double (*values)[DESIDERATA], size_t d, double *x, double *y, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < sizes->count; i++) {
        x[i] = log((double)sizes->sizes[i]);
        y[i] = log(values[i][d]);
    }
    const double exponent = hodo_estimate_slope(x, y, NULL, sizes->count).value;
    for (size_t i = 0; i < sizes->count && status == HODO_OK; i++) {
        const hodo_value row[COLUMNS] = {hodo_text(hodo_cell_text(cell, "scheme")),
                                         hodo_text(hodo_cell_text(cell, "data")),
                                         hodo_text(scaling_axis_names[axis]),
                                         hodo_integer(scaling_width(sizes, axis, i)),
                                         hodo_integer(scaling_depth(sizes, axis, i)),
                                         hodo_integer((int64_t)i),
                                         hodo_integer(hodo_cell_integer(cell, "trials")),
                                         hodo_text(desideratum_names[d]),
                                         hodo_real(values[i][d]),
                                         hodo_real(exponent)};
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const scaling_axis axis = axis_of(cell);
    const scaling_sizes sizes = sizes_of(cell, axis);
    if (left_out(data_of(cell), axis)) {
        return HODO_OK;
    }
    double(*values)[DESIDERATA] = hodo_arena_take(arena, sizes.count, sizeof *values, error);
    double *x = hodo_arena_take(arena, sizes.count, sizeof *x, error);
    double *y = hodo_arena_take(arena, sizes.count, sizeof *y, error);
    const hodo_parametrization *scheme = hodo_parametrization_find(hodo_cell_text(cell, "scheme"), error);
    if (values == NULL || x == NULL || y == NULL || scheme == NULL) {
        return error->status;
    }
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < sizes.count && status == HODO_OK; i++) {
        const scaled_network of = {.scheme = scheme,
                                   .data = data_of(cell),
                                   .width = (size_t)scaling_width(&sizes, axis, i),
                                   .depth = (size_t)scaling_depth(&sizes, axis, i)};
        status = scaled_network_measure(arena, &of, hodo_cell_stream(cell), values[i], error);
    }
    for (size_t d = 0; d < DESIDERATA && status == HODO_OK; d++) {
        status = rows_of(cell, axis, &sizes, values, d, x, y, error);
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/scalings-table",
        .title = "exponents in width and depth of the four desiderata, by scheme",
        .source = "arXiv 2311.18718, table of scalings",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = scaling_theory,
        .claims = scaling_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
