#include "probe/tangent_rows.h"

#include "base/real.h"

#include <math.h>
#include <stdint.h>

static hodo_status check_network(const hodo_network *network, hodo_tangent_kernel_form form, size_t output,
                                 size_t batch, hodo_error *error)
{
    const hodo_architecture *architecture = network->architecture;
    if (architecture->members != 1 || architecture->trained_count == 0) {
        return hodo_fail(error, HODO_INVALID,
                         "the tangent kernel of %zu members, %zu trained layers: take one member and train a "
                         "layer",
                         architecture->members, architecture->trained_count);
    }
    if (batch == 0 || batch > SIZE_MAX / architecture->outputs ||
        (form == HODO_KERNEL_OUTPUT && output >= architecture->outputs)) {
        return hodo_fail(
            error, HODO_INVALID,
            "a tangent kernel of output %zu in blocks of %zu: there are %zu outputs, and a block has "
            "at least 1 sample",
            output, batch, architecture->outputs);
    }
    return HODO_OK;
}

hodo_tangent_kernel *hodo_tangent_kernel_take(hodo_arena *arena, hodo_network *network,
                                              hodo_tangent_kernel_form form, hodo_tangent_kernel_route route,
                                              size_t output, size_t batch, hodo_error *error)
{
    if (check_network(network, form, output, batch, error) != HODO_OK) {
        return NULL;
    }
    hodo_tangent_kernel *work = hodo_arena_zero(arena, 1, sizeof *work, error);
    if (work == NULL) {
        return NULL;
    }
    const hodo_precision precision = network->precision;
    const size_t outputs = network->architecture->outputs;
    work->network = network;
    work->form = form;
    work->route = route;
    work->output = output;
    work->batch = batch;
    work->passes = form == HODO_KERNEL_OUTPUT ? 1 : outputs;
    const size_t wide = form == HODO_KERNEL_FULL ? batch * outputs : batch;
    work->x = hodo_matrix_take(arena, precision, batch, network->architecture->inputs, error);
    work->one_hot = hodo_matrix_take(arena, precision, batch, outputs, error);
    work->single_hot = hodo_matrix_take(arena, precision, 1, outputs, error);
    work->inner = hodo_matrix_take(arena, precision, batch, batch, error);
    work->outer = hodo_matrix_take(arena, precision, wide, wide, error);
    const bool all = work->x.data != NULL && work->one_hot.data != NULL && work->single_hot.data != NULL &&
                     work->inner.data != NULL && work->outer.data != NULL &&
                     hodo_tangent_rows_take(work, &work->sides[0], arena, error) &&
                     hodo_tangent_rows_take(work, &work->sides[1], arena, error);
    return all ? work : NULL;
}

/* tile <- tile + factor inner[s, s'] outer[row, column], rows s each + c; inner.data NULL is 1. */
static void add_products(double factor, hodo_matrix inner, hodo_matrix outer, size_t each, hodo_matrix tile)
{
    WITH_REAL(
        outer.precision, for (size_t row = 0; row < tile.rows; row++) {
            double *to = (double *)tile.data + row * tile.stride;
            const real *from = (const real *)outer.data + row * outer.stride;
            const real *weights = inner.data != NULL ? (const real *)inner.data + row / each * inner.stride
                                                     : NULL;
            for (size_t column = 0, s = 0; column < tile.columns; column += each, s++) {
                const double weight = weights != NULL ? factor * (double)weights[s] : factor;
                for (size_t c = column; c < column + each; c++) {
                    to[c] += weight * (double)from[c];
                }
            }
        });
}

static hodo_matrix corner(hodo_matrix a, size_t rows, size_t columns)
{
    a.rows = rows;
    a.columns = columns;
    return a;
}

/* What layer k adds to the tile of two blocks. */
static void add_layer(hodo_tangent_kernel *work, size_t k, double rate, const hodo_tangent_rows *left,
                      const hodo_tangent_rows *right, hodo_matrix tile)
{
    const size_t rows = left->count, columns = right->count, passes = work->passes;
    const bool alone = hodo_tangent_by_samples(work, k);
    const double a = alone ? 1.0 : hodo_tangent_layer(work, k)->multiplier; /* J's rows have theirs in them */
    hodo_matrix inner = {.data = NULL};
    if (!alone) {
        inner = corner(work->inner, rows, columns);
        hodo_matrix_multiply(1.0, hodo_matrix_rows(hodo_pass_weight_input(left->pass, k), 0, rows), false,
                             hodo_matrix_rows(hodo_pass_weight_input(right->pass, k), 0, columns), true, 0.0,
                             inner);
    }
    if (work->form == HODO_KERNEL_FULL) {
        const hodo_matrix outer = corner(work->outer, rows * passes, columns * passes);
        hodo_matrix_multiply(1.0, hodo_matrix_rows(left->rows[k], 0, rows * passes), false,
                             hodo_matrix_rows(right->rows[k], 0, columns * passes), true, 0.0, outer);
        add_products(rate * a * a, inner, outer, passes, tile);
        return;
    }
    for (size_t c = 0; c < passes; c++) {
        const hodo_matrix outer = corner(work->outer, rows, columns);
        hodo_matrix_multiply(1.0, hodo_tangent_rows_of(left->rows[k], passes, c, rows), false,
                             hodo_tangent_rows_of(right->rows[k], passes, c, columns), true, 0.0, outer);
        add_products(rate * a * a, inner, outer, 1, tile);
    }
}

/* The lower triangle of a symmetric kernel from the upper one. */
static hodo_status finish(hodo_matrix kernel, bool symmetric, hodo_error *error)
{
    for (size_t i = 0; i < kernel.rows; i++) {
        double *row = (double *)kernel.data + i * kernel.stride;
        for (size_t j = 0; symmetric && j < i; j++) {
            row[j] = ((const double *)kernel.data)[j * kernel.stride + i];
        }
        for (size_t j = 0; j < kernel.columns; j++) {
            if (!isfinite(row[j])) {
                return hodo_fail(error, HODO_NUMERIC, "the tangent kernel has an entry %g: run in double",
                                 row[j]);
            }
        }
    }
    return HODO_OK;
}

static hodo_status check_shapes(const hodo_tangent_kernel *work, hodo_matrix x, hodo_matrix other, size_t each,
                                hodo_matrix kernel, hodo_error *error)
{
    const size_t inputs = work->network->architecture->inputs;
    if (x.columns != inputs || other.columns != inputs || x.rows == 0 || other.rows == 0 ||
        x.precision != work->network->precision || other.precision != work->network->precision) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "samples of %zu x %zu and %zu x %zu: give rows of %zu inputs in the network's precision", x.rows,
            x.columns, other.rows, other.columns, inputs);
    }
    if (kernel.rows != x.rows * each || kernel.columns != other.rows * each ||
        kernel.precision != HODO_DOUBLE) {
        return hodo_fail(error, HODO_MISMATCH, "a kernel of %zu x %zu: give %zu x %zu in double", kernel.rows,
                         kernel.columns, x.rows * each, other.rows * each);
    }
    return HODO_OK;
}

hodo_status hodo_tangent_kernel_measure(hodo_tangent_kernel *work, hodo_matrix x, hodo_matrix other,
                                        const double *rates, hodo_matrix kernel, hodo_error *error)
{
    const bool symmetric = other.data == NULL;
    const size_t each = work->form == HODO_KERNEL_FULL ? work->passes : 1;
    other = symmetric ? x : other;
    hodo_status status = check_shapes(work, x, other, each, kernel, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_matrix_zero(kernel);
    for (size_t i = 0; i < x.rows && status == HODO_OK; i += work->batch) {
        const size_t rows = x.rows - i < work->batch ? x.rows - i : work->batch;
        status = hodo_tangent_rows_load(work, &work->sides[0], hodo_matrix_rows(x, i, rows), error);
        for (size_t j = symmetric ? i : 0; j < other.rows && status == HODO_OK; j += work->batch) {
            const size_t columns = other.rows - j < work->batch ? other.rows - j : work->batch;
            hodo_tangent_rows *right = &work->sides[symmetric && i == j ? 0 : 1];
            if (right != &work->sides[0]) {
                status = hodo_tangent_rows_load(work, right, hodo_matrix_rows(other, j, columns), error);
            }
            hodo_matrix tile = hodo_matrix_rows(kernel, i * each, rows * each);
            tile.data = (double *)tile.data + j * each;
            tile.columns = columns * each;
            for (size_t k = 0; k < work->network->architecture->weight_count && status == HODO_OK; k++) {
                const double rate = rates != NULL ? rates[k] : 1.0;
                if (hodo_tangent_layer(work, k)->trained && rate != 0.0) {
                    add_layer(work, k, rate, &work->sides[0], right, tile);
                }
            }
        }
    }
    return status == HODO_OK ? finish(kernel, symmetric, error) : status;
}

double hodo_tangent_kernel_cost(const hodo_network *network, size_t n)
{
    const hodo_architecture *architecture = network->architecture;
    const double samples = (double)n, outputs = (double)architecture->outputs;
    const double passes = samples * (1.0 + outputs) * hodo_architecture_multiply_adds(architecture);
    bool alone = false, together = false; /* the passes of single samples, and of blocks */
    double cost = 0.0;
    for (size_t k = 0; k < architecture->weight_count; k++) {
        const hodo_layer *layer = &architecture->layers[architecture->weight_layer[k]];
        const double out = (double)network->weights[k].rows, in = (double)network->weights[k].columns;
        if (!layer->trained) {
            continue;
        }
        if (layer->kind == HODO_DENSE) {
            together = true;
            cost += samples * samples * (in + outputs * outputs * out);
        } else { /* the rows of J, and their Gram matrix */
            alone = true;
            cost += samples * outputs * hodo_layer_multiply_adds(layer) +
                    samples * samples * outputs * outputs * in * out;
        }
    }
    return cost + ((alone ? passes : 0.0) + (together ? passes : 0.0));
}
